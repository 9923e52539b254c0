"""What a meeting consists of, as values: members, the set, issues, slots, steps, turns, who is here, what lies outside of it.

All moments are UTC. Steps, slots, turns and the meeting itself are named by their public ids; `number` is the row's own, 0 until
there is one. Members are named by the number of their row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.actions import ActionLine, Listing
from bot.domain.calendars import DEFAULT_HOURS, CivilHours
from bot.domain.cycles import NO_AIMS, Aims, Together
from bot.domain.formats import Proposed
from bot.domain.meetings import Learned
from bot.domain.question_bank import InSet
from bot.domain.records import LastTime
from bot.domain.states import (
    OPEN_TURNS,
    Asking,
    AskingPhase,
    Guidance,
    HintsGiven,
    IssueKind,
    IssueState,
    PromptsShown,
    TurnState,
)
from bot.domain.step_kinds import StepKind


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the set who has not left. `zone` is their own, or the set's until Slack has told us; `hours` are civil.

    They are waited for at no meeting where they are gone from the channel, or have no account any more. `called_first_at` is when
    the last step of questions ended whose round they had opened: they had their turn as the first who was called (UTC). Whoever has
    turned hints off gets none; that is nobody else's affair.
    """

    number: int
    person: int
    user: str
    agreed: bool = True
    is_adviser: bool = False
    away_from: date | None = None
    away_until: date | None = None
    missed_call: bool = False
    called_first_at: datetime | None = None
    presented_in: int = 0
    zone: str = "Etc/UTC"
    hours: CivilHours = DEFAULT_HOURS
    reachable: bool = True
    is_gone: bool = False
    wants_hints: bool = True


@dataclass(frozen=True, slots=True)
class SetDetails:
    """What a meeting knows of its set. `adviser` is the Slack id of an adviser, who need not be a member.

    `host` is the Slack id of whoever hosts, and `formats` are name and title of each that a meeting can start as, `made_for` those
    that are proposed for its first or its last.
    `planned_after` is when the next meeting by number that is still planned after this one begins (UTC), if there is one.
    `meetings_planned` is the number of the last meeting that its cycle plans, `meetings_before` that of the last one before the cycle,
    `midway_in` of the one in which it was asked in this cycle whether it suits. `aims` are as its charter has them.
    """

    number: int
    id: str
    name: str
    zone: str
    minutes: int
    quiet: timedelta
    prompts: PromptsShown = PromptsShown.PUBLIC
    hints: HintsGiven = HintsGiven.ON
    asking: Asking = Asking.ROUNDS
    guidance: Guidance = Guidance.LEAD
    spoken: bool = False
    place: str = ""
    rules: tuple[str, ...] = ()
    meetings_planned: int = 1
    adviser: str | None = None
    host: str = ""
    formats: tuple[tuple[str, str], ...] = ()
    planned_after: datetime | None = None
    meetings_before: int = 0
    midway_in: int | None = None
    aims: Aims = NO_AIMS
    has_ended: bool = False
    made_for: Mapping[InSet, Proposed] = field(default_factory=dict)

    @property
    def only_keeps(self) -> bool:
        """Whether it wants no more of the bot than dates, the clock, actions and report-backs."""
        return self.guidance is Guidance.KEEP


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue that waits for a slot, or that a slot is about."""

    number: int
    id: str
    member: int
    sentence: str
    raised_at: datetime
    why: str = ""
    tried: str = ""
    wanted: str = ""
    urgency: int = 3
    challenge: int = 2
    in_line: int = 0
    state: IssueState = IssueState.WAITING
    link: str = ""
    kind: IssueKind = IssueKind.PROBLEM


@dataclass(frozen=True, slots=True)
class Tally:
    """How peers asked in a slot, in numbers and without names.

    `hints` were given, of which some were found `fair` and others `unfair`; in so many `turns` something was said, and in so many of
    them it was a question.
    """

    hints: int = 0
    fair: int = 0
    unfair: int = 0
    turns: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """One presenter's time. `actions` are those it has brought, oldest first; None where they were not looked up.

    `brought` is how many there are. `asked` counts the questions of its step of questions, once that is over. `parked` are Slack's
    `ts` of questions kept for later, `helped` is the turn that helped most.

    `ended_early` where its presenter ended it: nothing is asked, listed or nudged about it afterwards.
    """

    id: str
    issue: Issue
    number: int = 0
    question: str = ""
    restated: str = ""
    none_this_time: bool = False
    none_because: str = ""
    helped: str | None = None
    away_offered: bool = False
    ended_early: bool = False
    parked: tuple[str, ...] = ()
    brought: int = 0
    asked: int = 0
    actions: tuple["Taken", ...] | None = None
    tally: Tally = Tally()

    @property
    def member(self) -> int:
        """Who presents."""
        return self.issue.member


@dataclass(frozen=True, slots=True)
class Taken:
    """An action that a slot has brought: the number of its row, and the line that people see."""

    number: int
    line: ActionLine


@dataclass(frozen=True, slots=True)
class Step:
    """A step that has begun. Open until `ended_at`; `ends_at` is the end of its time-box.

    `ready_at` is since when what it asks for is there: its presenter last said what the real question is now, or where the
    set waits for everyone, all but one had answered; of a report-back, the last report. Members who did something once in
    it: `answered` (a review), `pulsed`, `passed` (a report), `said_it` (a report, in words), `restated`; who was told that
    it is another's turn, in `told_turn` and `told_late`; who is `writing` a report, and until when that is waited for. Who
    `talked` of what the step asks for, and who `kept` something of that, and when last (UTC); to whom that was `offered`.
    Where peers ask in writing it has a `phase`, the first of which ends at `writing_until`.
    `presenter_prompt` is the presenter's own, where they are asked something else than the others.

    Only until it ends: who was `hinted` at in it, whose `hint_answered`, and who had `thoughts` and no question in their turn, and
    when last (UTC).
    """

    id: str
    kind: StepKind
    position: int
    minutes: float
    says: str
    began_at: datetime
    ends_at: datetime
    slot: str | None = None
    number: int = 0
    ended_at: datetime | None = None
    prompt: str | None = None
    presenter_prompt: str | None = None
    warned: bool = False
    time_up: bool = False
    human: bool = False
    ready_at: datetime | None = None
    phase: AskingPhase | None = None
    writing_until: datetime | None = None
    answered: frozenset[int] = frozenset()
    pulsed: frozenset[int] = frozenset()
    passed: frozenset[int] = frozenset()
    said_it: frozenset[int] = frozenset()
    restated: frozenset[int] = frozenset()
    told_turn: frozenset[int] = frozenset()
    told_late: frozenset[int] = frozenset()
    offered: frozenset[int] = frozenset()
    hinted: frozenset[int] = frozenset()
    hint_answered: frozenset[int] = frozenset()
    thoughts: Mapping[int, datetime] = field(default_factory=dict)
    writing: Mapping[int, datetime | None] = field(default_factory=dict)
    talked: Mapping[int, datetime] = field(default_factory=dict)
    kept: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Turn:
    """A call to one peer to ask, or what a peer asked of their own accord. `word_at` is the last word of asker or presenter;
    aloud it is when it was asked whether the turn goes on.

    `followed_up` once the one follow-up was asked, `spent` once more than that was: further words hold it open no more.
    `asked_ts` is Slack's of the question; before there is one, of the first words of whoever is called.
    `interrupted` while only *Next question* ends it; before anything was asked, while its peer is waited for in the thread.
    `below` is how many messages of people stand below its question, as far as that is counted; `shown_again` once the row of buttons
    was posted below them.
    A question that was put in writing has its `words`, as long as its slot runs, and a `place`: 0 until it is released, then its
    number in the order of release; None for all others.
    `no_question` where what was said in it counts as none.
    """

    id: str
    step: str
    member: int
    state: TurnState
    called_at: datetime
    number: int = 0
    prompt: str | None = None
    thinking: bool = False
    asked_at: datetime | None = None
    asked_ts: str | None = None
    word_at: datetime | None = None
    answered: bool = False
    interrupted: bool = False
    followed_up: bool = False
    spent: bool = False
    below: int = 0
    shown_again: bool = False
    ended_at: datetime | None = None
    words: str = ""
    place: int | None = None
    no_question: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TURNS

    @property
    def is_written(self) -> bool:
        """Whether the question was put in writing, with nobody called."""
        return self.place is not None


@dataclass(frozen=True, slots=True)
class Presence:
    """A member who is here since `here_at`, with their last sign of life."""

    member: int
    here_at: datetime
    sign_at: datetime


@dataclass(frozen=True, slots=True)
class Owned:
    """An action that a meeting opens with: whose it is, its line, and whether it was reported on since the last meeting."""

    member: int
    line: ActionLine
    told: bool


@dataclass(frozen=True, slots=True)
class LeftWithNone:
    """A slot of the meeting before that has brought no action, as its presenter said: the number of its row, its public id."""

    member: int
    number: int
    slot: str


class Fact(StrEnum):
    """What may be looked up, by its name in `Known`."""

    WAITING = "waiting"
    OPENED_WITH = "opened_with"
    NEXT_MEETING = "next_meeting"
    OPEN_ACTIONS = "open_actions"
    LEARNED = "learned"
    GOING_ON = "going_on"
    LAST_TIME = "last_time"


@dataclass(frozen=True, slots=True)
class Known:
    """What lies outside of the meeting and is shown in it; None where it was not looked up, as nothing that is open needs it.

    `waiting` are the issues of the set that wait, in the order in which they were raised; `opened_with` the actions that it
    opens with; `next_meeting` is when the next meeting is planned, in a tuple of none or one; `open_actions` are the set's.
    `pulses` is how many have given theirs. `going_on` is whether all would go on after this meeting, where it is the last of a cycle.
    """

    waiting: tuple[Issue, ...] | None = None
    opened_with: tuple[Owned, ...] | None = None
    next_meeting: tuple[datetime, ...] | None = None
    open_actions: Listing | None = None
    learned: tuple[Learned, ...] | None = None
    going_on: Together | None = None
    last_time: tuple[LastTime, ...] | None = None
    """The meeting before this one, in a tuple of none or one."""


NOTHING: Final = Known()
"""Nothing was looked up."""


class Effect:
    """Something that a rule changes outside of the meeting."""
