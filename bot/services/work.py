"""One unit of work: what every use case shares."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Protocol

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.domain import notices, plans
from bot.domain.askers import ADVISER, Asker, Role
from bot.domain.errors import NotIn, Refused, Repeated, WhichSet
from bot.domain.formats import Format
from bot.domain.meeting.events import By
from bot.domain.outgoing import DueTimer, Later, Says
from bot.domain.plans import OnThePlan, Plan
from bot.domain.questions import Bank
from bot.domain.sets import ENOUGH_TO_START, Charter, PlannedMeeting, is_drawn_anew
from bot.domain.states import SetState
from bot.services.unit_of_work import Work
from storage import deliveries, delivering, meetings, posts, sets, timers
from storage.charters import as_read, charter_of, has_agreed, planned_of
from storage.database import Database
from storage.models import Meeting, Person, Set
from storage.outgoing import Conversation
from storage.sets import Fellow


class Watch(Protocol):
    """Knows the newest time in which nobody was there; `keep` looks whether there was one just now."""

    newest: int

    def keep(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """What services stand on. `stirred` is called after a commit that left something to say, `due` after one that wrote a timer,
    with the moment at which it is due (UTC).

    `give_back` gives a set the time in which nobody was there, as `watch` knows it.
    """

    database: Database
    clock: Clock
    chance: Random
    bank: Bank
    formats: Mapping[str, Format]
    stirred: Callable[[], None]
    watch: Watch | None = None
    give_back: Callable[["Room"], None] = lambda _room: None
    due: Callable[[datetime], None] = lambda _moment: None

    def format(self, name: str) -> Format:
        """The format of that name; where it has been taken away since, the first that there is."""
        return self.formats.get(name) or next(iter(self.formats.values()))


class Room:
    """A set as one unit of work sees it: locked, with everybody in it, and with the person who asks.

    As it is written, the set as it was entered is compared with the set as it is left: what its charter and the cards of
    planned meetings show then, and the timers of its plan, follow from that. No use case draws or sets them.
    """

    def __init__(self, ground: Ground, work: Work, the_set: Set, user: str | None = None) -> None:
        self.ground = ground
        self.work = work
        self.set = the_set
        self.user_asking = user or ""
        self.read_the_roster()
        self.adviser = sets.person(work.db, the_set.workspace, the_set.adviser_id) if the_set.adviser_id else None
        self.is_adviser = self.adviser is not None and self.adviser.user == user
        self.told: dict[int, datetime] = {}
        self._plan_before: Plan | None = None
        self._before = as_read(self.set, self.roster)
        work.follows.append(self._follow)

    def read_the_roster(self) -> None:
        """Everybody who is in the set now, and who of them asks."""
        self.roster = sets.roster(self.work.db, self.work.workspace, self.set.id)
        self.me = next((fellow for fellow in self.roster if fellow.person.user == self.user_asking), None)
        self._by_member = {fellow.member.id: fellow for fellow in self.roster}

    @property
    def agreed(self) -> list[Fellow]:
        """Those who agreed to the rules as they are: they are called and count for the quorum."""
        return [fellow for fellow in self.roster if has_agreed(fellow.member, self.set)]

    def reach(self) -> None:
        """Somebody did something in the channel, or it is time to ask whether it is there again: what is owed is tried.

        Whatever came due while the set was paused is due now. Where Slack refuses again, the set pauses again.
        """
        if self.set.state is not SetState.PAUSED:
            return
        enough = len(self.agreed) >= min(ENOUGH_TO_START, len(self.roster))
        self.set.state = SetState.ACTIVE if enough else SetState.AGREEING
        self.work.never(Later.CHANNEL_AGAIN, self.set.id)
        timers.bring_back(self.work.db, self.work.workspace, self.set.id, self.work.now)
        self.work.fires(self.work.now)
        delivering.returned(self.work.db, self.work.workspace, self.set.channel)
        self.work.stirred = True

    def by(self, at: datetime | None = None) -> By:
        """Whoever asks, as a meeting knows them; `at` is when they acted (UTC), if that is not now."""
        return By(self.user_asking, self.me.member.id if self.me else None, self.is_adviser, at)

    def look_ahead_again(self) -> None:
        """A meeting has begun or is over: what is ahead is read anew."""
        for row in self.__dict__.pop("ahead", ()):
            self.work.db.expire(row)

    def plan_changes(self) -> None:
        """A meeting is about to be planned, moved, begun or over: how the plan is now is kept, to be compared with.

        `told` are those whose card has appeared, by their rows, and when.
        """
        if self._plan_before is None:
            rows = [str(row.id) for row in self.ahead]
            cards = posts.those(self.work.db, self.work.workspace, Says.AGENDA, rows) if rows else ()
            self.told = {int(card.subject): card.due_at for card in cards}
            self._plan_before = self.plan

    @property
    def plan(self) -> Plan:
        """What is ahead of the set, as it is now."""
        return [OnThePlan(row.id, planned_of(row), self.told.get(row.id)) for row in self.ahead]

    def charter(self, dates: tuple[PlannedMeeting, ...] = (), earlier: int = 0) -> Charter:
        """The set with its people as they are now, and so much of its plan."""
        return self._charter_of(self.set, self.roster, dates, earlier)

    def _charter_of(
        self, the_set: Set, roster: Sequence[Fellow], dates: tuple[PlannedMeeting, ...], earlier: int = 0
    ) -> Charter:
        adviser = self.adviser.user if self.adviser else None
        held_as = self.ground.format(the_set.format).title
        return charter_of(the_set, roster, adviser, held_as, dates, self.work.now, earlier)

    def _follow(self) -> None:
        """Raise what follows from what has become of the set since it was entered, or since this was last done."""
        before, planned = self._before, self._plan_before
        self._before, self._plan_before = as_read(self.set, self.roster), None
        if planned is None and before == self._before:
            return
        plan = self.plan if planned is not None else ()
        if planned is not None:
            self._follow_the_plan(planned, plan)
        was = self._charter_of(*before.rows, plans.dates(planned or ()))
        if is_drawn_anew(was, self.charter(plans.dates(plan))):
            self.work.redraw(Says.CHARTER, self.set.id)

    def _follow_the_plan(self, before: Plan, after: Plan) -> None:
        """Its timers, the cards of planned meetings, and offers about them."""
        work, found = self.work, plans.difference(before, after)
        for (kind, row), at in plans.changes(before, after).items():
            if at is None:
                work.never(kind, row)
            else:
                work.later(kind, row, at, self.set.id)
        work.settle(*(notices.offer_of(one.row, one.meeting.at) for one in found.lapsed))
        if found.missed:
            work.redraw(Says.AGENDA, *(one.row for one in found.missed))
        for one in found.moved:
            if one.told_at is not None:
                work.retire(Says.AGENDA, one.row)
        self._tell_of(found.told, found.overtaken(after))

    def _tell_of(self, told: Plan, overtaken: Plan) -> None:
        """Cards appear; cards and offers of those before them that could not be told in their time are not told now."""
        db, workspace = self.work.db, self.work.workspace
        if overtaken:
            posts.withdraw(db, workspace, Says.AGENDA, [str(one.row) for one in overtaken])
            offers = [notices.offer_of(one.row, one.meeting.at) for one in overtaken]
            posts.withdraw(db, workspace, Says.NOTICE, offers)
        for one in told:
            self.work.say(self.channel, Says.AGENDA, one.row, set_id=self.set.id)

    def fellow(self, member_id: int) -> Fellow | None:
        return self._by_member.get(member_id)

    def user(self, member_id: int) -> str:
        """The Slack id of a member; of one who left, nobody's."""
        fellow = self._by_member.get(member_id)
        return fellow.person.user if fellow else ""

    def zone_of(self, person: Person) -> str:
        """A person's own zone; until Slack has told us, the set's."""
        return person.zone or self.set.zone

    @property
    def member(self) -> Fellow:
        """The member who asks; Refused for an adviser who is not one."""
        if self.me is None:
            raise Refused(ADVISER)
        return self.me

    @cached_property
    def ahead(self) -> list[Meeting]:
        """The meetings that were planned or open when they were first asked for, by number: read once a unit of work."""
        return list(meetings.not_over(self.work.db, self.set.id))

    @cached_property
    def channel(self) -> Conversation:
        """Where the set meets. A set that is alive may speak there: what is left of an old loss would mute it for ever."""
        found = posts.channel_conversation(self.work.db, self.set.workspace, self.set.channel)
        if found.gone is not None and self.set.state not in (SetState.PAUSED, SetState.ENDED):
            found.gone = None
        return found


def _is_there(room: Room, asker: Asker) -> None:
    """Whoever does something can be reached, and so can the channel in which they do it, as far as anybody knows."""
    if room.me is not None and not room.me.person.reachable:
        room.me.person.reachable = True
    if asker.channel == room.set.channel:
        room.reach()


def new_id() -> str:
    """A public id: random, so that nobody can guess another's from their own."""
    return secrets.token_hex(6)


class Service:
    """A noun's use cases: one unit of work a public method, frozen values out, never rows."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def admit(self, asker: Asker) -> None:
        """Raise NotIn or WhichSet for whoever may not come in, before a form opens to them; changes nothing."""
        with self._enter(asker.without_deliveries()):
            pass

    @contextmanager
    def _work(self, workspace: str) -> Iterator[Work]:
        time_was_lost = self._watched()
        with self._ground.database.work() as db:
            work = Work(db, workspace, self._ground.clock.now())
            yield work
            work.write()
        if work.stirred:
            self._ground.stirred()
        if time_was_lost:
            self._ground.due(work.now)  # the others have theirs back before any of their timers
        elif work.due is not None:
            self._ground.due(work.due)

    def _watched(self) -> bool:
        """Whether time was lost until just now, in which nobody was there."""
        watch = self._ground.watch
        if watch is None:
            return False
        newest = watch.newest
        watch.keep()
        return watch.newest > newest

    @contextmanager
    def _enter(self, asker: Asker, set_id: int | None = None) -> Iterator[Room]:
        """The set that the asker means, locked; raises NotIn, WhichSet or Repeated before anything is done."""
        with self._work(asker.workspace) as work:
            the_set = _meant(work.db, asker, set_id)
            if deliveries.seen(work.db, asker.workspace, asker.deliveries, work.now):
                raise Repeated
            room = self._admitted(work, the_set, asker)
            self._give_back(room)
            _is_there(room, asker)
            yield room

    @contextmanager
    def _fire(self, timer: DueTimer, *, though_paused: bool = False) -> Iterator[Room | None]:
        """The set of a timer that is taken now; None where it was taken or moved meanwhile, or its set is gone.

        A set whose channel is gone is left alone, unless the timer fires `though_paused`: it fires once the set goes on.
        """
        with self._work(timer.workspace) as work:
            the_set = sets.locked(work.db, timer.workspace, timer.set_id) if timer.set_id is not None else None
            if the_set is not None and self._is_owed(the_set):
                self._give_back(Room(self._ground, work, the_set))  # it may move this very timer
            taken = timers.take(work.db, timer, work.now)
            if not taken or the_set is None or the_set.state is SetState.ENDED:
                yield None
            elif the_set.state is SetState.PAUSED and not though_paused:
                work.later(timer.kind, timer.subject, timers.PUT_AWAY, the_set.id)
                yield None
            else:
                yield Room(self._ground, work, the_set)

    def _is_owed(self, the_set: Set) -> bool:
        """Whether nobody was there since this set was last looked at."""
        watch = self._ground.watch
        return watch is not None and watch.newest > the_set.given_back

    def _give_back(self, room: Room) -> None:
        """Before anything else happens to a set it has the time back in which nobody was there."""
        if self._is_owed(room.set):
            self._ground.give_back(room)
            room.work.write()

    @contextmanager
    def _look(self, workspace: str, set_id: int | None) -> Iterator[Room | None]:
        """A set to read from, without a lock."""
        with self._ground.database.look() as db:
            work = Work(db, workspace, self._ground.clock.now())
            the_set = sets.seen(db, workspace, set_id) if set_id is not None else None
            yield Room(self._ground, work, the_set) if the_set is not None else None

    def _admitted(self, work: Work, the_set: Set, asker: Asker) -> Room:
        """The room, for somebody who belongs in it; raises NotIn for everybody else."""
        room = Room(self._ground, work, the_set, asker.user)
        if room.me is None and asker.role is not Role.ANYONE:
            if not room.is_adviser:
                raise NotIn(found=True)
            if asker.role is Role.MEMBER:
                raise Refused(ADVISER)
        return room


def _meant(db: Session, asker: Asker, set_id: int | None) -> Set:
    if set_id is not None:
        the_set = sets.locked(db, asker.workspace, set_id)
    elif asker.only_set is not None:
        the_set = sets.by_public_id(db, asker.workspace, asker.only_set)
    else:
        the_set = sets.in_channel(db, asker.workspace, asker.channel) if asker.channel else None
        the_set = the_set or _only_one(db, asker)
    if the_set is None or the_set.state is SetState.ENDED:
        raise NotIn(found=False)
    return the_set


def _only_one(db: Session, asker: Asker) -> Set | None:
    """Outside of a set's channel a command means the person's only set; with several it must be said which."""
    mine = sets.of_person(db, asker.workspace, asker.user)
    if len(mine) > 1:
        raise WhichSet(tuple((one.public_id, one.name) for one in mine))
    return sets.locked(db, asker.workspace, mine[0].id) if mine else None
