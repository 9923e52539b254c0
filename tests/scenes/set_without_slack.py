"""A set without Slack: the services on a real database, a clock moved by hand, every message shown at once."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Final, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.app import _fire, _services
from bot.clock import MovableClock
from bot.domain.askers import Asker
from bot.domain.errors import NotIn, Refused
from bot.domain.materials import Material
from bot.domain.meeting import value
from bot.domain.message_and_timer_kinds import LOOKUPS, DueTimer, Later, Says
from bot.domain.sets import Founding, Newcomer, SlackChannel
from bot.domain.states import OPEN_TURNS, Asking, MeetingState
from bot.domain.step_kinds import StepKind
from bot.services import bot_absences
from bot.services.heartbeats import Heartbeats
from bot.services.locked_meeting import open_meeting
from bot.services.locked_set import LockedSet, Resources
from bot.services.meeting_clock import MeetingClock
from bot.services.timers import Timers
from bot.services.unit_of_work import UnitOfWork
from prompts.language_files import load_languages
from storage import heartbeats, meetings, sets
from storage.database import Database
from storage.delivery_models import Post, Timer
from storage.models import Line, Meeting, Step, Turn
from tests.leaps import JUST_BEFORE

WORKSPACE: Final = "T01"
CHANNEL: Final = "C01"
MEMBERS: Final = ("UANA", "UBEN", "UCHLOE", "UDAN", "UEVA")
STRANGER: Final = "UOTTO"
FOUNDED: Final = datetime(2026, 11, 3, 14, 0, tzinfo=UTC)
AT_REST: Final = 500
SWEEPS: Final = LOOKUPS | {Later.SWEEP, Later.ASK_ABOUT_EVERYBODY}
FAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Custom:
    """How a set runs: who advises it (a member, somebody else or nobody), aloud or typed, in which format, how often.

    And how its peers ask.
    """

    adviser: str | None = None
    spoken: bool = False
    format: str = "express"
    meetings: int = 2
    asking: Asking = Asking.ROUNDS


@dataclass(frozen=True)
class Seen:
    """The newest meeting that has begun, by its rows; `callable_now` are, where there are questions, who may be called to ask.

    `between_slots` while it stands where a slot was ended early, before somebody says that they are ready.
    """

    now: datetime
    meeting: Meeting | None = None
    steps: tuple[Step, ...] = ()
    turns: tuple[Turn, ...] = ()
    timers: frozenset[tuple[str, str]] = frozenset()
    callable_now: frozenset[int] = frozenset()
    lines: int = 0
    between_slots: bool = False

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if step.ended_at is None]

    @property
    def open_turns(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.state in OPEN_TURNS]

    def subjects(self, kinds: frozenset[Later]) -> set[str]:
        """What the timers of these kinds are about."""
        return {subject for kind, subject in self.timers if kind in kinds}


class SetClock(MovableClock):
    """One that somebody may also set back."""

    def set_back(self, by: timedelta) -> None:
        self._now -= by


class SetWithoutSlack:
    """Opened on a file with empty tables, closed at the end. `watch` is called after every unit of work.

    With `watches`, whatever happens long after the last heartbeat happens to a process that was suspended.
    """

    def __init__(
        self,
        file: Path,
        start: datetime = FOUNDED,
        watch: Callable[[Seen], None] | None = None,
        *,
        watches: bool = False,
    ) -> None:
        self.file = file
        self.clock = SetClock(start)
        self.database = Database(f"sqlite:///{file}")
        self.heartbeats = Heartbeats(self.database, "set", self.clock, watches=watches)
        self.resources = Resources(
            self.database, self.clock, Random(1), _materials(), lambda: None, self.heartbeats, bot_absences.give_back
        )
        self.does = _services(self.resources)
        self._fires = _fire(self.resources)
        self._watch = watch
        self._delivered = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.database.close()

    def again(self, file: Path, watch: Callable[[Seen], None]) -> "SetWithoutSlack":
        """The same set once more, in a copy of its file."""
        self.database.close()
        return SetWithoutSlack(Path(shutil.copy(self.file, file)), self.clock.now(), watch)

    def asker(self, who: str) -> Asker:
        return Asker(WORKSPACE, who, CHANNEL, at=self.clock.now())

    def found(self, custom: Custom) -> None:
        """A set of five that all have agreed to."""
        people = [Newcomer(one, "Europe/London") for one in (*MEMBERS, STRANGER)]
        founding = Founding(
            name="Heads of department",
            learn="",
            do="",
            change="",
            plan_link="",
            members=MEMBERS,
            adviser=custom.adviser,
            meetings=custom.meetings,
            minutes=90,
            first=datetime(2026, 11, 10, 14, tzinfo=UTC),
            every_weeks=2,
            place="",
            spoken=custom.spoken,
            rules=("We ask before we advise",),
            format=custom.format,
            asking=custom.asking,
        )
        self.does.sets.found(
            self.asker(MEMBERS[0]), founding, SlackChannel(CHANNEL, private=True, bot_is_in=True), people
        )
        for one in MEMBERS[1:]:
            self.does.sets.agree(self.asker(one))

    def tries(self, act: Callable[[], object]) -> bool:
        """Do it and whatever is due then; False where it was refused."""
        try:
            act()
        except (Refused, NotIn):
            return False
        self._after()
        self._catch_up()
        return True

    def pass_time(self, how_long: timedelta) -> None:
        """Move the clock step by step through whatever is due next. Days on which there is only to be swept are passed at once."""
        target = self.clock.now() + how_long
        while (due := self._next_due()) is not None and due <= target:
            rest = min(self._next_due(but=SWEEPS) or target, target)
            self.clock.move_to(max(due, rest - JUST_BEFORE))
            self._catch_up()
        self.clock.move_to(target)

    def nobody_there(self, gap: timedelta) -> None:
        """No process runs for so long; the one that starts then gives it back."""
        self.misses(gap)
        for workspace, set_id in self.heartbeats.owed():
            MeetingClock(self.resources).give_back(workspace, set_id)
        self._after()
        self._catch_up()

    def misses(self, gap: timedelta, beaten: timedelta = timedelta(0)) -> None:
        """No process runs for so long, the last of which had `beaten` so long before it went; one starts.

        It has not come to any set yet.
        """
        self.clock.move_to(self.clock.now() + gap)
        with self.database.work() as db:
            heartbeats.miss(db, self.clock.now() - gap - beaten, self.clock.now())
        self.heartbeats.beat()

    def fires(self, kind: Later) -> None:
        """The timer of that kind, as somebody reads it now, whatever becomes of it until it is fired."""
        (timer,) = [one for one in self._due(self.clock.now() + FAR) if one.kind is kind]
        self._fires[kind](timer)

    def _catch_up(self) -> None:
        for _ in range(AT_REST):
            if (first := self._next_due()) is None or first > self.clock.now():
                return
            if not (due := self._due(self.clock.now())):
                return
            self._fires[Later(due[0].kind)](due[0])
            self._after()
        raise AssertionError(f"the clock does not come to rest: {due}")

    def _due(self, now: datetime) -> list[DueTimer]:
        due = Timers(self.database).due(now, hurried=AT_REST, low_priority=AT_REST, lookups=0)
        return due.hurried + due.low_priority

    def _after(self) -> None:
        self._deliver()
        if self._watch is not None:
            self._watch(self.seen())

    def _deliver(self) -> None:
        with self.database.work() as db:
            for post in db.scalars(select(Post).where(Post.ts.is_(None)).order_by(Post.id)):
                self._delivered += 1
                post.ts, post.shown = f"{self.clock.now().timestamp():.0f}.{self._delivered:06}", post.wanted

    def _next_due(self, but: frozenset[Later] = LOOKUPS) -> datetime | None:
        with self.database.look() as db:
            return db.scalar(select(func.min(Timer.due_at)).where(Timer.kind.not_in(but)))

    def thread(self) -> str | None:
        """The `ts` of the newest slot's card."""
        with self.database.look() as db:
            return db.scalar(select(Post.ts).where(Post.kind == Says.SLOT_CARD).order_by(Post.id.desc()).limit(1))

    def seen(self) -> Seen:
        """How the newest meeting stands."""
        with self.database.look() as db:
            found = db.scalar(
                select(Meeting).where(Meeting.started_at.is_not(None)).order_by(Meeting.number.desc()).limit(1)
            )
            if found is None:
                return Seen(self.clock.now())
            steps = meetings.steps(db, found.id)
            is_asking = found.state is MeetingState.RUNNING and steps[-1].kind is StepKind.QUESTION
            meeting = self._meeting(db, found) if is_asking or found.state is MeetingState.PAUSED else None
            ids = [step.id for step in steps]
            return Seen(
                now=self.clock.now(),
                meeting=found,
                steps=tuple(steps),
                turns=tuple(db.scalars(select(Turn).where(Turn.step_id.in_(ids)).order_by(Turn.id))),
                timers=frozenset((row[0], row[1]) for row in db.execute(select(Timer.kind, Timer.subject))),
                callable_now=frozenset(one.number for one in meeting.peers) if meeting is not None else frozenset(),
                lines=db.scalar(select(func.count()).select_from(Line).where(Line.step_id.in_(ids))) or 0,
                between_slots=meeting is not None and _between_slots(meeting),
            )

    def _meeting(self, db: Session, found: Meeting) -> value.Meeting:
        the_set = sets.seen(db, WORKSPACE, found.set_id)
        assert the_set is not None
        room = LockedSet(self.resources, UnitOfWork(db, WORKSPACE, self.clock.now()), the_set)
        return open_meeting(room, number=found.id).value


def _between_slots(meeting: value.Meeting) -> bool:
    return meeting.is_paused and meeting.slot is not None and meeting.slot.ended_early


@cache
def _materials() -> Mapping[str, Material]:
    return load_languages().materials
