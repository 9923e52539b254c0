"""One unit of work: what every use case shares."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.domain.askers import ADVISER, Asker, Role
from bot.domain.errors import NotIn, Refused, Repeated, WhichSet
from bot.domain.formats import Format
from bot.domain.meeting.events import By
from bot.domain.outgoing import DueTimer, Later, Says
from bot.domain.questions import Bank
from bot.domain.sets import ENOUGH_TO_START
from bot.domain.states import SetState
from storage import deliveries, delivering, meetings, posts, sets, timers
from storage.database import Database
from storage.models import Meeting, Member, Person, Set
from storage.outgoing import Conversation, Post
from storage.sets import Fellow
from storage.timers import TimerDue


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


class Work:
    """A transaction with the moment it reads as now (UTC). What is said and what happens later are rows of the same one.

    Timers and redraws are gathered, and written by `write` as the unit of work ends: a few statements, however many they are.
    Afterwards `stirred` says whether there is something to say, `due` when the first timer is due that was written.
    """

    def __init__(self, db: Session, workspace: str, now: datetime) -> None:
        self.db = db
        self.workspace = workspace
        self.now = now
        self.stirred = False
        self.due: datetime | None = None
        self._timers: dict[tuple[Later, str], TimerDue | None] = {}
        self._redrawn: dict[Says, set[str]] = {}
        self._threads: set[int] = set()
        self._new: set[int] = set()

    def say(
        self,
        where: Conversation,
        kind: Says,
        subject: object,
        *,
        set_id: int | None = None,
        under: Post | None = None,
        facts: Mapping[str, Any] | None = None,
        due_at: datetime | None = None,
    ) -> Post:
        """Want a message in a conversation, in the thread of `under`; one that is wanted already is drawn anew."""
        self.stirred = True
        post = posts.put(
            self.db,
            where,
            kind,
            str(subject),
            due_at=due_at or self.now,
            set_id=set_id,
            parent_id=under.id if under else None,
            facts=dict(facts or {}),
        )
        if under is not None and post.wanted == 1:
            self._new.add(post.id)
            self.redraw_latest(under)
        return post

    def say_each(
        self,
        kind: Says,
        each: Sequence[tuple[Conversation, str]],
        *,
        set_id: int,
        under: Post | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Want a message about each of these subjects in its conversation, of which none was wanted before."""
        self.stirred = True
        parent = under.id if under else None
        posts.add(self.db, kind, each, due_at=self.now, set_id=set_id, parent_id=parent, facts=facts or {})

    def redraw(self, kind: Says, *subjects: object) -> None:
        """What these messages show has changed."""
        self._redrawn.setdefault(kind, set()).update(map(str, subjects))

    def redraw_latest(self, head: Post | None) -> None:
        """The latest message in the thread of `head` carries its controls: they have changed, or go to another one."""
        if head is not None:
            self._threads.add(head.id)

    def settle(self, *subjects: str) -> None:
        """These notices make no sense any more: they lose their buttons."""
        if subjects and posts.settle(self.db, self.workspace, subjects):
            self.stirred = True

    def retire(self, kind: Says, subject: object, *, before: datetime | None = None) -> None:
        """A newer message about the same will stand below; one that came after `before` stays what it is."""
        post = posts.find(self.db, self.workspace, kind, str(subject))
        if post is not None and (before is None or post.due_at < before):
            posts.retire(self.db, post)
            self.stirred = True

    def later(self, kind: Later, subject: object, due_at: datetime, set_id: int | None = None) -> None:
        """Do something at that moment (UTC); a timer of that kind and subject is moved."""
        self._timers[kind, str(subject)] = TimerDue(due_at, set_id)

    def once(self, kind: Later, subject: object, due_at: datetime) -> None:
        """The same, but a timer that is there stays: else what is asked for often would be put off for ever."""
        key = kind, str(subject)
        if self._timers.get(key) is None:
            self._timers[key] = TimerDue(due_at, None, once=key not in self._timers)

    def never(self, kind: Later, subject: object) -> None:
        self._timers[kind, str(subject)] = None

    def never_of_set(self, kinds: frozenset[Later], set_id: int) -> None:
        """Forget every timer of these kinds that belongs to one set."""
        kept = (
            (key, due) for key, due in self._timers.items() if key[0] not in kinds or not due or due.set_id != set_id
        )
        self._timers = dict(kept)
        timers.drop_kinds(self.db, self.workspace, set_id, kinds)

    def write(self) -> None:
        """Write what was gathered: timers first, then posts. A timer that is as it should be wakes nobody, nor what is not there."""
        self.fires(timers.write(self.db, self.workspace, self._timers))
        if posts.bump(self.db, self.workspace, self._redrawn, self._threads, self._new):
            self.stirred = True
        self._timers, self._redrawn, self._threads = {}, {}, set()

    def fires(self, moment: datetime | None) -> None:
        """A timer is due at that moment which was not before; with None none is."""
        if moment is not None:
            self.due = min(moment, self.due or moment)


class Room:
    """A set as one unit of work sees it: locked, with everybody in it, and with the person who asks."""

    def __init__(self, ground: Ground, work: Work, the_set: Set, user: str | None = None) -> None:
        self.ground = ground
        self.work = work
        self.set = the_set
        self.user_asking = user or ""
        self.read_the_roster()
        self.adviser = sets.person(work.db, the_set.workspace, the_set.adviser_id) if the_set.adviser_id else None
        self.is_adviser = self.adviser is not None and self.adviser.user == user

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


def has_agreed(member: Member, the_set: Set) -> bool:
    return member.agreed_version == the_set.rules_version and member.declined_at is None


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
