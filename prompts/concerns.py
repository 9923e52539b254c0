"""*Something is off*: its form, what would be sent, and what the review is shown."""

from typing import Final

from bot.domain.concerns import Concern, Concerns
from bot.domain.lengths import LONGEST_CONCERN
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, text_input
from prompts.language import N_, _
from prompts.wording import in_a_line, mention, number

PROMISE: Final = N_(
    "I won't say who sent this, and I forget it when that meeting closes. In a small set people may still guess."
)


def something_off(set_id: str) -> Button:
    """On the home tab and on `/set`, in a set that is large enough."""
    return Button(_("Something is off"), ids.SOMETHING_OFF, "set", set_id)


def form(about: str, words: str = "") -> Form:
    """What is off, in a line or two; the next step shows it before anything is sent."""
    return modal(
        _("Something is off"),
        _("See it first"),
        ids.CONCERN_FORM,
        about,
        section(
            " ".join(
                [
                    _("What should the set look at in its next review? You'll see it before it goes."),
                    _(PROMISE),
                ]
            )
        ),
        text_input(
            "words",
            _("What's off?"),
            initial=words,
            multiline=True,
            most=LONGEST_CONCERN,
            hint=_("About how you work together. Leave out names, and anything only you would know."),
        ),
    )


def preview(found: Concern) -> Message:
    """For whoever wrote it alone: as the set would read it, and what else they can do with it."""
    carries = ids.with_words("meeting", found.meeting_id, found.words)
    send = Button(_("Send it"), ids.SEND_CONCERN, "meeting", found.meeting_id, primary=True, carries=carries)
    change = Button(_("Change it"), ids.CHANGE_CONCERN, "meeting", found.meeting_id, carries=carries)
    instead = Button(
        _("Tell the facilitator privately"), ids.TELL_FACILITATOR, "meeting", found.meeting_id, carries=carries
    )
    shown = _("*Not sent yet.* In the review of meeting {number}, if five or more of you are there, the set will read:")
    return told(
        section(shown.format(number=number(found.number))),
        *_read([found.words]),
        hint(_(PROMISE)),
        buttons(send, change, *([instead] if found.adviser is not None else [])),
    )


def sent(found: Concern) -> Message:
    thanks = _("Sent. The set will read it in the review of meeting {number}, if five or more of you are there.")
    return told(hint(thanks.format(number=number(found.number))))


def tell_them(facilitator: str, words: str) -> Message:
    """Nothing is passed on by the bot: they write themselves, and have their words to paste."""
    write = _("{facilitator} is your facilitator. Press their name, then *Message*. I've kept and sent nothing; you wrote:")
    return told(
        section(write.format(facilitator=mention(facilitator, opening=True))),
        section(f"> {in_a_line(words, LONGEST_CONCERN)}"),
    )


def message(shown: Concerns) -> Message:
    """In the review, to the whole set."""
    if not shown.words:
        return told(hint(_("Something was said to be off here. I've forgotten what.")))
    return told(*_read(shown.words), hint(_("I won't say who sent this. What do you make of it?")))


def _read(words: tuple[str, ...] | list[str]) -> list[Block]:
    head = _("*Something is off*, somebody here says:")
    return [section("\n".join([head, *(f"> {in_a_line(one, LONGEST_CONCERN)}" for one in words)]))]
