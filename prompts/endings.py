"""How a set ends: what that means, said before, and its last card."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from bot.domain.cycles import Ending
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.erasures import is_held
from prompts.forms import Form, modal
from prompts.language import _, ngettext
from prompts.wording import day_written, in_a_line, mention, number, slash

Facts = Mapping[str, Any]
"""From the row of the post: ids, numbers, and a day in ISO 8601."""


def end_form(shown: Ending) -> Form:
    """What it means to end a set, before anybody does."""
    return modal(
        _("End the set"),
        _("End well"),
        ids.END_FORM,
        ids.value("set", shown.set_id),
        section(
            _("This ends *{name}* for everyone, and I'll say so in its channel. It can't be undone.").format(
                name=in_a_line(shown.name, 80)
            )
        ),
        section(
            "\n".join(
                f"• {line}"
                for line in (_no_more(), _kept(shown.kept_until), _in_slack(), *_open(shown.open_actions), _free())
            )
        ),
        *([section(is_held())] if shown.is_held else []),
        hint(_change(shown.kept_months)),
    )


def _no_more() -> str:
    return _("There are no more meetings, and no more reminders.")


def _kept(until: date) -> str:
    return _(
        "I keep its record until {day}: who was in it, issues, questions, actions, reports and shared learning. Then I delete it."
    ).format(day=day_written(until))


def _in_slack() -> str:
    return _(
        "My own messages go with it, here and in direct messages. What you all wrote yourselves stays in Slack until your "
        "organisation's rules remove it."
    )


def _open(actions: int) -> list[str]:
    """What becomes of actions that are open."""
    if not actions:
        return []
    theirs = ngettext(
        "The open action becomes its owner's alone: it stays on their *Home* tab, and only they see what they report there.",
        "The {count} open actions become their owners' alone: they stay on their *Home* tabs, and only they see what they "
        "report there.",
        actions,
    )
    return [theirs.format(count=number(actions))]


def _free() -> str:
    return _("The channel is free for another set: {command} starts one.").format(command=slash("set new"))


def _change(months: int) -> str:
    return ngettext(
        "This set keeps its record for one month. To choose another time first, use *Change the set* in {command}.",
        "This set keeps its record for {count} months. To choose another time first, use *Change the set* in {command}.",
        months,
    ).format(count=number(months), command=slash("set"))


def ended(shown: Ending) -> Message:
    """The private answer to whoever ended the set."""
    done = _("*{name}* has ended. Its last card is in the channel, with what I keep and until when.")
    return told(section(done.format(name=in_a_line(shown.name, 80))))


def _ended(facts: Facts) -> list[Block]:
    """The last card."""
    meetings, until = int(facts["meetings"]), date.fromisoformat(str(facts["day"]))
    over = ngettext(
        "*This set has ended*, after one meeting. {person} closed it. Thank you, all of you.",
        "*This set has ended*, after {count} meetings. {person} closed it. Thank you, all of you.",
        meetings,
    )
    if not meetings:
        over = _("*This set has ended* before it met. {person} closed it. Thank you, all of you.")
    copy = _("Until then, {command} shows the record and sends it to you as a file.").format(
        command=slash("set record")
    )
    lines = (_kept(until), copy, *_open(int(facts["actions"])), _free())
    return [
        section(over.format(count=number(meetings), person=mention(str(facts["by"]), opening=True))),
        section("\n".join(f"• {line}" for line in lines)),
        *_afterwards(str(facts.get("set", ""))),
    ]


def _afterwards(set_id: str) -> list[Block]:
    """The way to the record, and to another set; the cards of earlier versions do not name theirs."""
    if not set_id:
        return []
    return [
        buttons(Button(_("Record"), ids.RECORD, "set", set_id), Button(_("A new set"), ids.NEW_SET, "set", "")),
    ]


NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {"ended": _ended}
