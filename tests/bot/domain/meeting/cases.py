"""Meetings as tests of the rules begin with them: a small format, four members, and whatever a case changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from random import Random
from typing import Any, Final

from bot.domain.channel_messages import ChannelMessage as Words
from bot.domain.channel_messages import Tone
from bot.domain.formats import Format, FormatStep
from bot.domain.meeting.decide import decide
from bot.domain.meeting.events import Actor, Answer, Came, Event
from bot.domain.meeting.given import Decided, Given, HeardPrompt
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import (
    NOTHING,
    Issue,
    Known,
    LeftWithNone,
    Member,
    Owned,
    Presence,
    SetDetails,
    Slot,
    Step,
    Tally,
    Turn,
)
from bot.domain.meeting.timers import timers_of
from bot.domain.meeting.turn_events import Said
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.question_bank import Bank, Family, Prompt
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind

START: Final = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
ANA, BEN, CAT, DAN = 1, 2, 3, 4
"""The numbers of the members; ANA presents first, BEN second."""

FORMAT: Final = Format(
    "test",
    "A test",
    before=(
        FormatStep(StepKind.OPENING, 5, "Open."),
        FormatStep(StepKind.REPORT_BACK, 10, "Report."),
        FormatStep(StepKind.BIDS, 5, "Bid."),
    ),
    slot=(
        FormatStep(StepKind.PRESENT, 5, "{presenter} presents."),
        FormatStep(StepKind.CLARIFY, 5, "Clarify."),
        FormatStep(StepKind.QUESTION, 20, "Ask."),
        FormatStep(StepKind.RESTATE, 3, "Restate."),
        FormatStep(StepKind.COMMIT, 5, "Commit."),
        FormatStep(StepKind.SLOT_REVIEW, 5, "Look back."),
    ),
    after=(FormatStep(StepKind.REVIEW, 5, "Review."), FormatStep(StepKind.CLOSING, 5, "Close.")),
)
MIRRORED: Final = replace(FORMAT, slot=(*FORMAT.slot[:3], FormatStep(StepKind.MIRROR, 5, "Mirror."), *FORMAT.slot[3:]))
"""The same with a mirror round after the questions."""
IN_SLOT: Final = [plan.kind for plan in MIRRORED.slot]
IN_ORDER: Final = [plan.kind for plan in (*FORMAT.before, *FORMAT.slot, *FORMAT.after)]
BANK: Final = Bank(
    tuple(
        Prompt(f"{kind.value}-{number}", kind, family, f"{kind.value} {number}?")
        for kind in StepKind
        for number, family in enumerate((Family.WHAT, Family.WHO, Family.HEART, Family.HANDS), start=1)
    )
)
SET: Final = SetDetails(7, "set", "The set", "Etc/UTC", 120, timedelta(minutes=2), meetings_planned=6)


def clock(at: str) -> datetime:
    """That time on the day of the meeting, in UTC."""
    hour, minute, second = (int(part) for part in f"{at}:00".split(":")[:3])
    return START.replace(hour=hour, minute=minute, second=second)


def by(member: int, at: datetime | None = None) -> Actor:
    return Actor(f"U{member}", member, at=at)


@dataclass
class StatedLookup:
    """What lies outside of the meeting, as a case states it."""

    waiting: tuple[Issue, ...] = ()
    opened_with: tuple[Owned, ...] = ()
    left_with_none: tuple[LeftWithNone, ...] = ()
    next_meeting: tuple[datetime, ...] = ()
    heard_before: list[HeardPrompt] = field(default_factory=list)
    given_pulses: int = 0
    sent_concerns: int = 0
    asked_before: dict[int, int] = field(default_factory=dict)
    tallied_before: list[Tally] = field(default_factory=list)

    def heard(self, pool: frozenset[str]) -> Sequence[HeardPrompt]:
        return [one for one in self.heard_before if one.prompt in pool]

    def pulses(self) -> int:
        return self.given_pulses

    def concerns(self) -> int:
        return self.sent_concerns

    def asked(self) -> dict[int, int]:
        return self.asked_before

    def tallies_before(self, fewest: int, latest: int) -> Sequence[Tally]:
        return [one for one in self.tallied_before if one.turns >= fewest][-latest:]


def given(**around: Any) -> Given:
    ids = count(1)
    return Given(Random(1), BANK, lambda: f"new{next(ids)}", StatedLookup(**around))


def happens(meeting: Meeting, event: Event[Answer], **around: Any) -> Decided[Answer]:
    """What follows from an event, with what lies around the meeting."""
    return decide(meeting, event, given(**around))


def members(*changed: Member) -> tuple[Member, ...]:
    """Four who agreed, those given in the place of the ones with their numbers."""
    known = {number: Member(number, number + 100, f"U{number}") for number in (ANA, BEN, CAT, DAN)}
    return tuple((known | {one.number: one for one in changed}).values())


def issue_of(member: int, **changes: Any) -> Issue:
    known = Issue(member + 200, f"issue{member}", member, f"The issue of {member}", START - timedelta(days=1))
    return replace(known, **changes)


def at_step(
    kind: StepKind, *, slots: Sequence[int] = (ANA, BEN), at: datetime | None = None, slot: int = 0, **changes: Any
) -> Meeting:
    """A running meeting whose open step is the one of that kind, begun at `at`: the steps before it kept their time-boxes.

    `slot` is the place of the slot that runs, for a kind inside of slots. Everybody is here since the start.
    """
    meeting = _at_step(kind, tuple(slots), at or clock("14:30"), slot)
    return replace(meeting, **changes) if changes else meeting


@lru_cache(maxsize=1_000)  # most tests begin with one of a few, and a meeting is a value
def _at_step(kind: StepKind, slots: tuple[int, ...], now: datetime, slot: int) -> Meeting:
    begun = [Slot(f"slot{member}", issue_of(member), number=member + 300) for member in slots]
    meeting = Meeting(
        id="meeting",
        number=40,
        nth=2,
        of=SET,
        members=members(),
        now=now,
        planned_at=START,
        format=MIRRORED if kind is StepKind.MIRROR else FORMAT,
        state=MeetingState.RUNNING,
        started_at=START,
        slots=tuple(begun),
        here=tuple(Presence(number, START, START) for number in (ANA, BEN, CAT, DAN)),
        known=Known(last_time=()) if kind is StepKind.OPENING else NOTHING,
    )
    if kind in (StepKind.OPENING, StepKind.REPORT_BACK, StepKind.BIDS):
        meeting = replace(meeting, slots=())
    position = _position(meeting, kind, slot)
    for place in range(position + 1):
        meeting = _with_step(meeting, place, is_last=place == position)
    return meeting


def _position(meeting: Meeting, kind: StepKind, slot: int) -> int:
    places = [place for place, planned in enumerate(meeting.agenda) if planned.step.kind is kind]
    return places[slot] if kind in IN_SLOT else places[0]


def _with_step(meeting: Meeting, place: int, *, is_last: bool) -> Meeting:
    planned = meeting.agenda[place]
    began = meeting.now if is_last else meeting.now - timedelta(seconds=1)
    ends = began + timedelta(minutes=planned.step.minutes)
    slot = meeting.slots[planned.slot] if planned.slot is not None else None
    number = 500 + place
    step = Step(f"step{place}", planned.step.kind, place, planned.step.minutes, planned.step.says, began, ends)
    step = replace(step, slot=slot.id if slot else None, number=number, ended_at=None if is_last else meeting.now)
    return replace(meeting, steps=(*meeting.steps, step), log=(*meeting.log, *_said(meeting, step, number)))


def _said(meeting: Meeting, step: Step, number: int) -> list[Entry]:
    """What has been said of a step as it began, all of it sent."""
    if step.slot is None:
        said = [
            Entry(Key(Says.STEP_CARD, step.id), number=number * 10, threads=(f"{number}.0",), sent=True, tried=True)
        ]
        agenda = Entry(Key(Says.AGENDA, meeting.id), number=1, threads=("1.0",), sent=True, tried=True)
        return said if meeting.log else [agenda, *said]
    head = Key(Says.SLOT_CARD, step.slot)
    in_thread = Entry(Key(Says.STEP, step.id), under=head, number=number * 10 + 1, sent=True, tried=True)
    if meeting.entry(head) is not None:
        return [in_thread]
    return [Entry(head, number=number * 10, threads=(f"{number}.0",), sent=True, tried=True), in_thread]


def on_time(kind: StepKind, *, into: timedelta = timedelta(0), **case: Any) -> Meeting:
    """The same as `at_step`, but every step kept its time-box since the start; the open one began `into` ago."""
    meeting, began, steps = at_step(kind, **case), START, []
    for step in meeting.steps:
        ends = began + timedelta(minutes=step.minutes)
        steps.append(replace(step, began_at=began, ends_at=ends, ended_at=ends if step.ended_at else None))
        began = ends
    return replace(meeting, steps=tuple(steps), now=steps[-1].began_at + into)


def away(meeting: Meeting, *gone: int) -> Meeting:
    """The same without these among those who are here."""
    return replace(meeting, here=tuple(one for one in meeting.here if one.member not in gone))


def later(meeting: Meeting, moment: datetime) -> Meeting:
    """The same meeting at a later moment (UTC)."""
    return replace(meeting, now=moment)


def fired(meeting: Meeting, event: Event[None]) -> Meeting:
    """The meeting after an event of the clock, with nothing around it."""
    return decide(meeting, event, given()).meeting


def said_since(before: Meeting, after: Meeting) -> list[tuple[Key, Key | None]]:
    """What is said in one and was not in the other, and what it stands under."""
    return [(one.key, one.under) for one in after.log[len(before.log) :]]


def decided(m: Meeting, event: Event[Any], at: str | None = None, **around: Any) -> Decided[Any]:
    """What follows from an event at that time of the day; ids of new steps and turns go on where those of the meeting end."""
    m = replace(m, now=clock(at) if at else m.now)
    ids = count(len(m.steps) + len(m.turns))
    return decide(m, event, replace(given(**around), new_id=lambda: f"id{next(ids)}"))


def then(m: Meeting, event: Event[Any], at: str | None = None, **around: Any) -> Meeting:
    return decided(m, event, at, **around).meeting


def said(member: int, at: str, *, thread: str | None = "503.0", tone: Tone | None = None) -> Said:
    """Somebody writes at that time, in the thread of the first slot unless another is named.

    Where no tone is named ANA, who presents, talks, and everybody else asks.
    """
    tone = tone or (Tone.WORDS if member == ANA else Tone.QUESTION)
    ts = f"{clock(at).timestamp():.0f}.000000"
    words = Words("W", f"U{member}", "C", ts, thread, f"E{member}{ts}", tone)
    return Said(by=by(member, words.at), words=words)


def hears(m: Meeting, member: int, at: str, **how: Any) -> Meeting:
    """The same once it arrives, at once."""
    return then(m, said(member, at, **how), at)


def asking(at: str = "14:20", **changes: Any) -> Meeting:
    """Peers are called, from then on for twenty minutes, in ANA's slot: BEN first."""
    return _asking(at) if not changes else _called(at_step(StepKind.QUESTION, at=clock(at), **changes))


@lru_cache
def _asking(at: str) -> Meeting:
    return _called(at_step(StepKind.QUESTION, at=clock(at)))


def _called(meeting: Meeting) -> Meeting:
    said_so_far = tuple(one for one in meeting.log if one.key != Key(Says.STEP, meeting.step.id))
    return then(replace(meeting, log=said_so_far), Came(by=by(BEN)))


def open_turn(m: Meeting) -> Turn:
    assert m.turn is not None
    return m.turn


def silences(m: Meeting) -> dict[Later, datetime]:
    """The timers of the open turn, but for the question whether the presenter is still writing."""
    return {kind: at for kind, at in _of_open_turn(m).items() if kind is not Later.STILL_WRITING}


def asked_whether_writing(m: Meeting) -> datetime | None:
    """When the presenter is asked whether they are still writing."""
    return _of_open_turn(m).get(Later.STILL_WRITING)


def _of_open_turn(m: Meeting) -> dict[Later, datetime]:
    return {timer.kind: at for timer, at in timers_of(m).items() if m.turn is not None and timer.of == m.turn.id}
