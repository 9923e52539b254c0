"""What a member reads before what they gave a set is deleted, and afterwards."""

from bot.domain.erasures import Asked, Given
from prompts import ids
from prompts.blocks import Button, Message, section, told
from prompts.forms import Form, modal, radio
from prompts.language import _, ngettext
from prompts.wording import in_a_line, listed, number


def form(given: Given) -> Form:
    """What goes and what stays, said before anything is sent."""
    stays = ("stays", _("I stay in the set"))
    leaves = [("leaves", _("I leave the set as well"))] if given.can_leave else []
    return modal(
        _("What I gave"),
        _("Delete"),
        ids.FORGET_FORM,
        ids.value("set", given.set_id),
        section(_("*{name}* has from you: {what}.").format(name=in_a_line(given.name, 80), what=_counted(given))),
        section(
            _(
                "I'll delete the words of all that here: issues, questions you brought, actions and reports, notes, and what you "
                "parked. My own messages that show only your words go too, and cards that show others' words as well are drawn "
                "again without yours. It can't be undone."
            )
        ),
        section(
            _(
                "What you wrote in Slack yourself stays until your organisation's rules remove it; you can delete it there. "
                "It also stays on record that you presented, and when you asked. Words that you gave without your name can't be found "
                "again."
            )
        ),
        *([section(is_held())] if given.is_held else []),
        radio("after", _("And then"), [stays, *leaves], initial="stays"),
    )


def _counted(given: Given) -> str:
    found = [
        words.format(count=number(many))
        for many, words in (
            (given.issues, ngettext("one issue", "{count} issues", given.issues)),
            (given.actions, ngettext("one action", "{count} actions", given.actions)),
            (given.reports, ngettext("one report", "{count} reports", given.reports)),
            (given.notes, ngettext("one note", "{count} notes", given.notes)),
        )
        if many
    ]
    return listed(found) or _("nothing that I know of")


def is_held() -> str:
    """Said wherever something would be deleted."""
    return _("A legal hold is in force here, so nothing is deleted for now. I'll do it as soon as the hold ends.")


def asked(done: Asked) -> Message:
    """The private answer: what happens next."""
    name = in_a_line(done.name, 80)
    if done.is_held:
        what = is_held()
    elif done.is_meeting:
        what = _("I'll delete what you gave *{name}* as soon as this meeting is over.").format(name=name)
    else:
        what = _("I'm deleting what you gave *{name}*. My messages follow within a few minutes.").format(name=name)
    left = [_("You've left *{name}*. Its members can add you again.").format(name=name)] if done.leaves else []
    return told(section(" ".join([*left, what])))


def asked_already(given: Given) -> Message:
    """It was asked for before, and is not done yet."""
    if given.is_held:
        return told(section(is_held()))
    return told(section(_("I'm deleting what you gave *{name}* already.").format(name=in_a_line(given.name, 80))))


def offered(set_id: str) -> Button:
    """Opens the form."""
    return Button(_("Delete what I gave"), ids.FORGET, "set", set_id)
