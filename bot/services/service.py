"""What every use case shares: it enters a set, fires a timer or looks, in one unit of work."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from bot.domain.askers import Asker, Role
from bot.domain.errors import KeptOtherwise, NotIn, Refused, Repeated, WhichSet
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.domain.refusals import Refusal
from bot.domain.states import Gone, SetState
from bot.services.locked_set import LockedSet, Resources
from bot.services.unit_of_work import UnitOfWork
from storage import people, seen_requests, sets, surroundings, timers
from storage.models import Set


def is_there(locked: LockedSet, asker: Asker) -> None:
    """Whoever does something can be reached, and so can the channel in which they do it, as far as anybody knows.

    Whoever was gone from that channel is back, and whoever had no account any more has one.
    """
    if locked.me is not None and not locked.me.person.reachable:
        people.can_be_reached(locked.work.db, locked.me.person.id)
        locked.read_the_roster()
    if locked.me is not None and locked.me.person.missed_at is not None:
        _tell_what_they_missed(locked, asker)
    gone = locked.me.member.gone if locked.me is not None else None
    if locked.me is not None and gone is not None and (gone is Gone.ACCOUNT or asker.channel == locked.set.channel):
        locked.change_member(locked.me, gone=None, gone_at=None)
    if asker.channel == locked.set.channel:
        locked.try_channel_again()


def _tell_what_they_missed(locked: LockedSet, asker: Asker) -> None:
    """Once, alone, as they come to a meeting: between meetings it would be told where they may not be."""
    if locked.is_meeting and asker.channel == locked.set.channel:
        locked.work.once(Later.MISSED_TOLD, locked.member.person.id, locked.work.now, locked.set.id)


def must_be_new(work: UnitOfWork, asker: Asker) -> None:
    """Raises Repeated for what was done before, and KeptOtherwise for a form that was kept with other words."""
    if not seen_requests.seen(work.db, asker.workspace, asker.sent, work.now, asker.entered):
        return
    if asker.form and seen_requests.said_otherwise(work.db, asker.workspace, asker.form, asker.entered):
        raise KeptOtherwise
    raise Repeated


def new_id() -> str:
    """A public id: random, so that nobody can guess another's from their own."""
    return secrets.token_hex(6)


class Service:
    """A noun's use cases: one unit of work a public method, frozen values out, never rows."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    def admit(self, asker: Asker) -> None:
        """Raise NotIn or WhichSet for whoever may not come in, before a form opens to them; changes nothing."""
        with self._enter(asker.without_deliveries()):
            pass

    @contextmanager
    def _work(self, workspace: str) -> Iterator[UnitOfWork]:
        time_was_lost = self._watched()
        with self._resources.database.work() as db:
            work = UnitOfWork(db, workspace, self._resources.clock.now())
            yield work
            work.write()
        if work.has_to_say:
            self._resources.on_messages()
        if time_was_lost:
            self._resources.on_timer(work.now)  # the others have theirs back before any of their timers
        elif work.first_due is not None:
            self._resources.on_timer(work.first_due)

    def _watched(self) -> bool:
        """Whether time was lost until just now, in which nobody was there."""
        absences = self._resources.absences
        if absences is None:
            return False
        newest = absences.newest
        absences.check()
        return absences.newest > newest

    @contextmanager
    def _enter(
        self, asker: Asker, set_id: int | None = None, *, though_ended: bool = False, takes_on: bool = False
    ) -> Iterator[LockedSet]:
        """The set that the asker means, locked; raises NotIn, WhichSet or Repeated before anything is done.

        In one that has ended they may still do what is about their own actions, and see its record, `though_ended`. `takes_on`
        where they take on an action.
        """
        with self._work(asker.workspace) as work:
            the_set = _meant(work.db, asker, set_id, though_ended=though_ended)
            must_be_new(work, asker)
            locked = self._admitted(work, the_set, asker, takes_on=takes_on)
            self._give_back(locked)
            is_there(locked, asker)
            yield locked

    @contextmanager
    def _fire(self, timer: DueTimer, *, though_paused: bool = False) -> Iterator[LockedSet | None]:
        """The set of a timer that is taken now; None where it was taken or moved meanwhile, or its set is gone.

        A set whose channel is gone is left alone, unless the timer fires `though_paused`: it fires once the set goes on.
        """
        with self._work(timer.workspace) as work:
            the_set = sets.locked(work.db, timer.workspace, timer.set_id) if timer.set_id is not None else None
            if the_set is not None and self._is_owed(the_set):
                self._give_back(LockedSet(self._resources, work, the_set))  # it may move this very timer
            taken = work.take(timer)
            if not taken or the_set is None or the_set.state is SetState.ENDED:
                yield None
            elif the_set.state is SetState.PAUSED and not though_paused:
                work.again_at = timers.PUT_AWAY
                yield None
            else:
                yield LockedSet(self._resources, work, the_set)

    def _is_owed(self, the_set: Set) -> bool:
        """Whether nobody was there since this set was last looked at."""
        absences = self._resources.absences
        return absences is not None and absences.newest > the_set.given_back

    def _give_back(self, locked: LockedSet) -> None:
        """Before anything else happens to a set it has the time back in which nobody was there."""
        if self._is_owed(locked.set):
            self._resources.give_back(locked)
            locked.work.write()

    @contextmanager
    def _look(self, workspace: str, set_id: int | None) -> Iterator[LockedSet | None]:
        """A set to read from, without a lock."""
        with self._resources.database.look() as db:
            work = UnitOfWork(db, workspace, self._resources.clock.now())
            the_set = sets.seen(db, workspace, set_id) if set_id is not None else None
            yield LockedSet(self._resources, work, the_set) if the_set is not None else None

    def _admitted(self, work: UnitOfWork, the_set: Set, asker: Asker, *, takes_on: bool = False) -> LockedSet:
        """The set, locked, for somebody who belongs in it; raises NotIn for everybody else."""
        locked = LockedSet(self._resources, work, the_set, asker.user, takes_on=takes_on)
        if locked.me is None and asker.role is not Role.ANYONE:
            if not locked.is_adviser:
                raise NotIn(found=True)
            if asker.role is Role.MEMBER:
                raise Refused(Refusal.MEMBERS_ONLY)
        return locked


def _meant(db: Session, asker: Asker, set_id: int | None, *, though_ended: bool = False) -> Set:
    if set_id is not None:
        the_set = sets.locked(db, asker.workspace, set_id)
    elif asker.only_set is not None:
        the_set = sets.by_public_id(db, asker.workspace, asker.only_set)
    else:
        the_set = sets.in_channel(db, asker.workspace, asker.channel) if asker.channel else None
        the_set = the_set or _only_one(db, asker)
    if the_set is not None and the_set.state is not SetState.ENDED:
        return the_set
    ended = _ended(db, asker, the_set)
    if ended is None or ended.kept_until is None:
        raise NotIn(found=False)
    if not though_ended:
        raise Refused(Refusal.SET_ENDED, day=ended.kept_until)
    return ended


def _ended(db: Session, asker: Asker, named: Set | None) -> Set | None:
    """The set that has ended, the one that is named or the last of their channel, for whoever was in it."""
    ended = named or (sets.ended_in(db, asker.workspace, asker.channel) if asker.channel else None)
    if ended is None:
        return None
    around = surroundings.around(db, asker.workspace, ended.id, ended.adviser_id)
    users = {one.person.user for one in around.roster} | ({around.adviser.user} if around.adviser else set())
    return ended if asker.user in users else None


def _only_one(db: Session, asker: Asker) -> Set | None:
    """Outside of a set's channel a command means the person's only set; with several it must be said which."""
    mine = sets.of_person(db, asker.workspace, asker.user)
    if len(mine) > 1:
        raise WhichSet(tuple((one.public_id, one.name) for one in mine))
    return sets.locked(db, asker.workspace, mine[0].id) if mine else None
