"""People as Slack knows them: what lookups have found out."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.message_and_timer_kinds import DueTimer, Later, Says, WantedMessage
from bot.domain.states import Gone
from bot.services import gone_members
from bot.services.conversations import dm
from bot.services.hosts import host
from bot.services.leaving import take_out
from bot.services.locked_set import LockedSet
from bot.services.reminders import hears_at
from bot.services.service import Service
from bot.services.unit_of_work import UnitOfWork
from storage import delivery, people, sets
from storage.models import Person

REFUSED_FOR: Final = timedelta(days=1)
KNOWN_FOR: Final = timedelta(days=7)
"""People change the language of their Slack."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """What Slack says about a person. `zone` is an IANA name or None; a stranger belongs to another workspace.

    `language` is the code of one that there is, None where there is but one.
    """

    zone: str | None
    is_bot: bool = False
    is_guest: bool = False
    is_deleted: bool = False
    is_stranger: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NotReached:
    """Somebody whom messages have not reached since that moment (UTC); `zone` is theirs. They are in that channel."""

    user: str
    channel: str
    since: datetime
    zone: str


class People(Service):
    """Lookups end here: each of these deletes the timer that asked, and may come twice."""

    def user(self, workspace: str, person_id: int) -> str | None:
        """The Slack id of a person, None for one who is not there any more."""
        with self._resources.database.glance() as db:
            return people.user(db, workspace, person_id)

    def language(self, workspace: str, user: str) -> str | None:
        """Which language somebody reads, None for one whom we have never met. What Slack said long ago it is asked again."""
        now = self._resources.clock.now()
        with self._resources.database.look() as db:
            person = people.of_user(db, workspace, user)
        if person is None:
            return None
        if person.known_at is None or person.known_at < now - KNOWN_FOR:
            with self._work(workspace) as work:
                work.learn_by(person.id, work.now)
        return person.language

    def changed(self, workspace: str, user: str, zone: str | None, *, is_deleted: bool) -> None:
        """Slack tells that something about somebody has changed: where it concerns us, it is asked what. It tells of everybody."""
        with self._resources.database.look() as db:
            person = people.of_user(db, workspace, user)
        if person is None or not (is_deleted or not person.reachable or zone not in (None, person.zone)):
            return
        with self._work(workspace) as work:
            work.learn_by(person.id, work.now)

    def language_of_readers(self, wanted: WantedMessage) -> str | None:
        """In which language a message is read: that of its set in the set's channel, and of the person in their direct messages."""
        with self._resources.database.look() as db:
            return people.language_of_readers(db, wanted.id)

    def learned(self, workspace: str, person_id: int, account: Account) -> None:
        """Keep a person's zone, where we know it too, and whether they can be written to."""
        with self._work(workspace) as work:
            work.never(Later.LEARN_PERSON, person_id)
            person = people.locked(work.db, workspace, person_id)
            if person is None:
                return
            moved = account.zone if _is_zone(account.zone) else person.zone
            before = (person.known_at is not None, person.zone, person.reachable)
            person.known_at = work.now
            person.language = account.language or person.language
            person.reachable = not (account.is_bot or account.is_deleted)
            if account.is_stranger:
                self._turn_away(work, person)
                return
            if account.is_deleted or people.has_no_account(work.db, person_id):  # seldom: its sets need not be locked
                self._follow_account(work, person, is_deleted=account.is_deleted)
            person.zone = moved
            if before != (True, person.zone, person.reachable):
                work.letter_by(person_id, work.now)

    def _turn_away(self, work: UnitOfWork, person: Person) -> None:
        """Slack was slow to say that they are of another workspace: they are in no set any more, and its host is told why."""
        for one in sets.of_person(work.db, work.workspace, person.user):
            the_set = sets.locked(work.db, work.workspace, one.id)
            if the_set is None:
                continue
            locked = LockedSet(self._resources, work, the_set, person.user)
            if locked.me is not None:
                take_out(locked, locked.me, locked.by())
            if the_set.adviser_id == person.id:
                the_set.adviser_id = None
            asked = host(locked)
            if asked is not None:
                facts = {"name": "turned_away", "user": person.user, "channel": the_set.channel}
                subject = f"turned_away:{the_set.id}:{person.id}"
                direct, due_at = dm(work, asked.person.id), hears_at(locked, asked)
                work.say(direct, Says.NOTICE, subject, set_id=the_set.id, facts=facts, due_at=due_at)

    def _follow_account(self, work: UnitOfWork, person: Person, *, is_deleted: bool) -> None:
        """Whoever has no account any more is waited for in none of their sets; one that is there again is as before."""
        for the_set, member in sets.locked_of_person(work.db, work.workspace, person.id):
            if member.gone is not (None if is_deleted else Gone.ACCOUNT):
                continue
            locked = LockedSet(self._resources, work, the_set, person.user)
            if locked.me is not None and is_deleted:
                gone_members.goes(locked, locked.me, Gone.ACCOUNT)
            elif locked.me is not None:
                gone_members.is_back(locked, locked.me)

    def dm_opened(self, workspace: str, person_id: int, channel: str) -> None:
        """Keep Slack's id of a person's DM, so that what waits for them can be sent."""
        with self._work(workspace) as work:
            work.never(Later.OPEN_DM, person_id)
            people.open_dm(work.db, workspace, person_id, channel)
            work.has_to_say = True

    def refused(self, timer: DueTimer) -> bool:
        """Slack refuses a lookup, and nobody knows why: after a day the person is taken for unreachable. Whether they are."""
        if self._resources.clock.now() < timer.due_at + REFUSED_FOR:
            return False
        log.warning("%s for person %s is given up: Slack has refused it for a day", timer.kind, timer.subject)
        self.unreachable(timer.workspace, int(timer.subject))
        return True

    def not_reached(self, timer: DueTimer) -> NotReached | None:
        """Who is told, once, that messages did not reach them; None where that has been said, or they have left."""
        with self._fire(timer) as locked:
            everybody = locked.roster if locked is not None else ()
            one = next((one for one in everybody if one.person.id == int(timer.subject)), None)
            if locked is None or one is None or one.person.missed_at is None:
                return None
            people.is_told_what_they_missed(locked.work.db, one.person.id)
            return NotReached(one.person.user, locked.set.channel, one.person.missed_at, locked.zone_of(one.person))

    def unreachable(self, workspace: str, person_id: int) -> None:
        """A person cannot be written to: what waits for them is dropped, and their sets go on."""
        with self._work(workspace) as work:
            work.never(Later.LEARN_PERSON, person_id)
            work.never(Later.OPEN_DM, person_id)
            delivery.unreachable(work.db, workspace, person_id, work.now)


def _is_zone(name: str | None) -> bool:
    try:
        return name is not None and ZoneInfo(name) is not None
    except (ValueError, OSError, KeyError):
        return False
