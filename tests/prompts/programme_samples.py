"""What is said of a programme, once each."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, Final

from bot.domain.days_off import Span
from bot.domain.host_letters import HostLetter, NoDateLetter, NotHeldLetter
from bot.domain.issues import OwnIssue, OwnIssues
from bot.domain.letter_views import MeetingLetter, ShownLetter, ShownPart
from bot.domain.letters import Part
from bot.domain.materials import FormatChoice
from bot.domain.plan_changes import Change, PlanChange
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState
from prompts import hosting, issues, letters, meeting_formats, meetings, programme

Sample = Callable[[str], dict[str, Any]]
NOW: Final = datetime(2026, 11, 24, 14, 8, tzinfo=UTC)
ZONE: Final = "Europe/London"
HALF_TERM: Final = Span(date(2027, 2, 15), date(2027, 2, 19))
DAY: Final = Span(date(2027, 5, 3), date(2027, 5, 3))


def planned(typed: str, **more: Any) -> PlannedMeeting:
    return PlannedMeeting(2, NOW, MeetingState.PLANNED, id="m1", milestone=typed, **more)


def change(what: Change) -> PlanChange:
    return PlanChange(what, "UOURS", 7, 2, at=NOW, was=NOW, to="UPEER1", span=HALF_TERM)


def choice(typed: str) -> FormatChoice:
    offered = [(f"format{nth}", typed or "Ours", typed) for nth in range(14)]
    return FormatChoice("m1", 2, NOW, ZONE, "s1", "format1", typed, offered)


def told(*changes: PlanChange, undated: bool = False) -> dict[str, Any]:
    facts = {"changes": [one.facts for one in changes], "zone": ZONE, "undated": undated}
    return meetings.notice("plan_changed", facts)


def asked(part: Part, **more: Any) -> dict[str, Any]:
    return letter(part, HostLetter("s1", "Heads", "m1", 2, NOW, ZONE, **more))


def letter(part: Part, shown: object) -> dict[str, Any]:
    return letters.letter(ShownLetter(False, (ShownPart(part, shown),)))


def _told_of(what: Change) -> Sample:
    return lambda t: told(change(what))


PROGRAMME: Final[dict[str, Sample]] = {
    "meeting changed": lambda t: programme.changed(planned(t, off=t), ZONE, "s1"),
    "meeting changed, others followed": lambda t: programme.changed(planned(t, reached=True, off=""), ZONE, "s1", 3),
    "format chosen": lambda t: meeting_formats.chosen(choice(t)),
    "meeting cancelled": lambda t: programme.cancelled(planned(t), ZONE, "s1"),
    "handed on": lambda t: programme.handed_on("UPEER1"),
    "days off": lambda t: programme.days_off_saved((HALF_TERM, DAY), (planned(t, off=t),), ZONE, "s1"),
    "no days off": lambda t: programme.days_off_saved((), (), ZONE, "s1"),
    **{f"plan changed, {what}": _told_of(what) for what in Change},
    "plan changed, by much": lambda t: told(*[change(Change.MOVED)] * 7, undated=True),
    "letter, day off": lambda t: asked(Part.DAY_OFF, holiday=t),
    "letter, day off of the set": lambda t: asked(Part.DAY_OFF),
    "letter, milestone": lambda t: asked(Part.MILESTONE, milestone=t),
    "letter, place": lambda t: asked(Part.HOST),
    "letter, no date": lambda t: letter(Part.NO_DATE, NoDateLetter("s1", t, 3, 0, settled=False)),
    "letter, no date after the last": lambda t: letter(Part.NO_DATE, NoDateLetter("s1", t, 4, 4, settled=False)),
    "letter, cancelled": lambda t: letter(Part.NO_DATE, NoDateLetter("s1", t, 0, 0, settled=False)),
    "letter, cancelled after the last": lambda t: letter(Part.NO_DATE, NoDateLetter("s1", t, 0, 4, settled=False)),
    "letter, dated again": lambda t: letter(Part.NO_DATE, NoDateLetter("s1", t, 4, 4, settled=True)),
    "letter, not held": lambda t: letter(Part.NOT_HELD, NotHeldLetter(t, "m1", NOW, ZONE, settled=False)),
    "letter, not held, sorted": lambda t: letter(Part.NOT_HELD, NotHeldLetter(t, "m1", NOW, ZONE, settled=True)),
    "letter, with a milestone": lambda t: letters.letter(
        ShownLetter(
            False,
            (
                ShownPart(
                    Part.MEETING,
                    MeetingLetter("Heads", "m1", 2, NOW, ZONE, "", MeetingState.PLANNED, milestone=t),
                ),
            ),
        )
    ),
    "gave way": lambda t: issues.gave_way(t),
    "own issue in line": lambda t: issues.listing(OwnIssues("s1", (OwnIssue("i1", t, in_line=True),))),
    "placed": lambda t: hosting.placed(t),
}
PROGRAMME_FORMS: Final[dict[str, Sample]] = {
    "move": lambda t: programme.move_form("m1", 2, NOW.date(), time(14), ZONE, 2),
    "move, the last": lambda t: programme.move_form("m1", 2, NOW.date(), time(14), ZONE, 0),
    "cancel": lambda _: programme.cancel_form("m1", 2, NOW, ZONE),
    "cancel, with a milestone": lambda t: programme.cancel_form("m1", 2, NOW, ZONE, t),
    "choose a format": lambda t: meeting_formats.format_form(choice(t)),
    "name the milestone": lambda t: programme.milestone_form("m1", 2, t),
    "add a meeting": lambda t: programme.add_form("s1", NOW.date(), time(14), ZONE),
    "days off": lambda t: programme.days_off_form("s1", (HALF_TERM, DAY), t),
    "days off, none": lambda t: programme.days_off_form("s1", (), ""),
    "place": lambda t: hosting.place_form("1|set|s1"),
}
