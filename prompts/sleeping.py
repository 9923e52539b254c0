"""A set that rests until a day, and one that does not meet."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.domain.cycles import Rest
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, date_picker, modal
from prompts.language import _, ngettext
from prompts.wording import day_written, mention, number, slash, when

Facts = Mapping[str, Any]
"""From the row of the post: ids, numbers, a day in ISO 8601, and moments as seconds since 1970."""


def rest_button(set_id: str) -> Button:
    return Button(_("Pause until"), ids.REST, "set", set_id)


def wake_button(set_id: str) -> Button:
    return Button(_("Wake it now"), ids.WAKE, "set", set_id)


def rest_form(set_id: str, until: date | None) -> Form:
    """Until which day the set rests."""
    return modal(
        _("Pause the set"),
        _("Pause"),
        ids.REST_FORM,
        ids.value("set", set_id),
        section(
            _(
                "No meetings and no reminders until that day. Meetings planned before it move to after it, and I'll say so."
            )
        ),
        date_picker(
            "day", _("Until"), initial=until, hint=_("In the morning of that day I'll say that the set is awake again.")
        ),
    )


def rests(shown: Rest) -> Message:
    """The private answer to whoever has the set rest."""
    until = _("The set is paused until {day}. I've told the channel.").format(day=day_written(shown.until))
    sooner = _("{command} wakes it sooner.").format(command=slash("set resume"))
    return told(section(until), hint(sooner))


def _rests(facts: Facts) -> list[Block]:
    until, moved = date.fromisoformat(str(facts["day"])), int(facts["moved"])
    paused = _("{person} has paused the set until {day}: no meetings, and no reminders.").format(
        person=mention(str(facts["by"]), opening=True), day=day_written(until)
    )
    later = ngettext(
        "The meeting planned before then moves to after it.",
        "The {count} meetings planned before then move to after it.",
        moved,
    )
    behind = [later.format(count=number(moved))] if moved else []
    sooner = _("I'll say here when it's awake again. {command} wakes it sooner.").format(command=slash("set resume"))
    return [section(" ".join([paused, *behind])), hint(" ".join([*_next(facts), sooner]))]


def _awake(facts: Facts) -> list[Block]:
    by = str(facts["by"])
    awake = (
        _("{person} has woken the set: reminders are on again.").format(person=mention(by, opening=True))
        if by
        else _("Good morning. The set is awake again, and so are reminders.")
    )
    if "next_at" in facts:
        return [section(" ".join([awake, *_next(facts)]))]
    undated = _("There's no next date yet.")
    fix = Button(_("Fix the next date"), ids.CHANGE_DATE, "set", str(facts["set"]), primary=True)
    return [section(f"{awake} {undated}"), buttons(fix)]


def _next(facts: Facts) -> list[str]:
    if "next_at" not in facts:
        return []
    date = when(datetime.fromtimestamp(float(facts["next_at"]), UTC), str(facts["zone"]))
    return [_("Next: {date}.").format(date=date)]


NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "rests": _rests,
    "awake": _awake,
}
