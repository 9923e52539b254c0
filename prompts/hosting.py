"""What the host alone is asked, and what is answered to it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.host_letters import HostLetter, NoDateLetter, NotHeldLetter
from bot.domain.lengths import LONGEST_AIM
from bot.domain.milestones import LONGEST_MILESTONE
from bot.domain.plan_changes import OnPlan
from prompts import ids
from prompts.blocks import Block, Button, Message, PartWords, buttons, hint, section, told
from prompts.cycles import end_well, renew
from prompts.forms import Form, modal, text_input
from prompts.language import _
from prompts.programme import falls_on
from prompts.wording import in_a_line, number, slash, when

Facts = Mapping[str, Any]
"""From the row of a post: ids, numbers, and moments as seconds since 1970."""


def day_off(shown: HostLetter) -> PartWords:
    """A planned date falls on one."""
    falls = _("*{set}*, meeting {number}: {date} falls {day_off}.")
    said = falls.format(
        set=_set_of(shown), number=number(shown.number), date=_date_of(shown), day_off=falls_on(shown.holiday)
    )
    fine = _("You're the host. If the date is fine, there's nothing to do.")
    return PartWords([section(said)], closing=[buttons(_move(shown)), hint(fine)])


def milestone(shown: HostLetter) -> PartWords:
    """*Is it reached?*"""
    asked = _("*{set}*, meeting {number}: {date} is planned for *{milestone}*. Is it reached?")
    said = asked.format(
        set=_set_of(shown),
        number=number(shown.number),
        date=_date_of(shown),
        milestone=in_a_line(shown.milestone, LONGEST_MILESTONE),
    )
    yes = Button(_("Yes"), ids.MILESTONE_REACHED, "meeting", shown.meeting_id, primary=True)
    only = _("You're the host, so I'm only asking you.")
    return PartWords([section(said)], closing=[buttons(yes, _move(shown)), hint(only)])


def place(shown: HostLetter) -> PartWords:
    """Where does the set meet?"""
    asked = _("*{set}* meets {date}, and nobody has said where. You're the host: where will you meet?")
    where = buttons(
        Button(_("Say where"), ids.PLACE_ASKED, "set", shown.set_id, primary=True),
        Button(_("In a huddle there"), ids.HUDDLE, "set", shown.set_id),
    )
    return PartWords([section(asked.format(set=_set_of(shown), date=_date_of(shown)))], closing=[where])


def no_date(shown: NoDateLetter) -> PartWords:
    """What comes where no meeting is planned any more?"""
    name = in_a_line(shown.set_name, 80)
    if shown.settled:
        return PartWords([hint(_("*{set}* had no next date; that's sorted now.").format(set=name))])
    said = _why_undated(shown).format(set=name, number=number(shown.closed))
    return PartWords([section(f"{said} {_who_chooses(shown)}")], closing=_ways_on(shown))


def _why_undated(shown: NoDateLetter) -> str:
    if not shown.closed:
        return _("*{set}* has no more meetings planned, and you're the host.")
    if shown.renews:
        return _("*{set}*: meeting {number} was the last you planned, and you're the host.")
    return _("*{set}*: meeting {number} has closed without a next date, and you're the host.")


def _who_chooses(shown: NoDateLetter) -> str:
    if shown.renews:
        return _("Ask the others how they'd like to go on: another cycle, one more meeting, or a good end.")
    if shown.closed:
        return _("Agree on one with the others, then fix it here.")
    return _("Ask the others how they'd like to go on: with a new date, or a good end.")


def _ways_on(shown: NoDateLetter) -> list[Block]:
    fix = Button(_("Fix the next date"), ids.CHANGE_DATE, "set", shown.set_id, primary=not shown.renews)
    if shown.closed and not shown.renews:
        then = _("I'll tell the channel, and I won't ask again. {command} there has the same button.")
        return [buttons(fix), hint(then.format(command=slash("set")))]
    again = [renew(shown.renews, shown.set_id, primary=True)] if shown.renews else []
    return [buttons(*again, fix, end_well(shown.set_id)), hint(_("I won't ask again for now."))]


def not_held(shown: NotHeldLetter) -> PartWords:
    """Shall it have another date, or be skipped?"""
    name, moment = in_a_line(shown.set_name, 80), when(shown.at, shown.zone)
    if shown.settled:
        settled = _("*{set}* didn't meet as planned ({date}); that's sorted now.")
        return PartWords([hint(settled.format(set=name, date=moment))])
    missed = _(
        "*{set}* didn't meet as planned ({date}). Nothing is lost, and it won't count as a meeting. "
        "You're the host: shall we find another date, or skip this one?"
    )
    row = buttons(
        Button(_("Fix a date"), ids.CHANGE_DATE, "meeting", shown.meeting_id, primary=True),
        Button(_("Skip this one"), ids.SKIP_MEETING, "meeting", shown.meeting_id),
    )
    neither = hint(_("If you do neither, I'll skip it when the next meeting comes up. I won't ask again."))
    return PartWords([section(missed.format(set=name, date=moment))], closing=[row, neither])


def _set_of(shown: HostLetter) -> str:
    return in_a_line(shown.set_name, 80)


def _date_of(shown: HostLetter) -> str:
    return when(shown.at, shown.zone)


def _move(shown: HostLetter) -> Button:
    """Opens the form in which that meeting is moved."""
    return Button(_("Move the meeting"), ids.PLAN_MENU, OnPlan.MOVE.value, shown.meeting_id)


def huddle() -> str:
    """The place of a set that talks in Slack's own call."""
    return _("a huddle in this channel")


def place_form(about: str) -> Form:
    return modal(
        _("Where you meet"),
        _("Save"),
        ids.PLACE_FORM,
        about,
        text_input("place", _("Link for the call, or the place"), most=LONGEST_AIM),
    )


def placed(where: str) -> Message:
    """The private answer to whoever has said where the set meets."""
    saved = _("Saved: {place}. The charter and the card of each meeting show it.")
    return told(section(saved.format(place=in_a_line(where, 200))))


def _no_date(facts: Facts) -> list[Block]:
    """By itself, as earlier versions asked: without the name of the set."""
    renews, settled = int(facts.get("renews") or 0), bool(facts.get("settled"))
    return no_date(NoDateLetter(str(facts["set"]), _("Your set"), int(facts["number"]), renews, settled)).blocks


def _not_held(facts: Facts) -> list[Block]:
    """By itself, as earlier versions asked."""
    at, settled = datetime.fromtimestamp(float(facts["at"]), UTC), bool(facts.get("settled"))
    return not_held(
        NotHeldLetter(str(facts["set_name"]), str(facts["meeting"]), at, str(facts["zone"]), settled)
    ).blocks


NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "no_date": _no_date,
    "missed": _not_held,
}
