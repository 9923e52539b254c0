"""What is owed to Slack: claimed, tried, and written down once its outcome is known."""

from collections.abc import Iterable, Set
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.domain.delivery import LEASE, LONGEST_BACK_OFF, Attempt, Claim, Reply, Rest, Step, Wait
from bot.domain.message_and_timer_kinds import LOW_PRIORITY, Later
from bot.domain.pacing import A_MINUTE, believed
from bot.services.delivery_results import DeliveryResults
from bot.services.next_delivery import besides, editing, posting
from bot.services.reminder_pace import ReminderPace
from storage import delivery, early_replies, timers
from storage.compiled_statements import Connected
from storage.database import Database
from storage.delivery import Moment
from storage.delivery_rows import ConversationRow, HeadRow, PostRow
from storage.delivery_statements import MANY
from storage.timers import TimerDue


class Outbox(DeliveryResults):
    """The rows of `posts`, for the one process that leases a conversation. One unit of work a public method.

    On SQLite no other process can be alive as long as this one is, so that nothing is leased, and what is due is ours.

    A post is tried before the call and is *sent*, *edited*, *not done*, *refused* or *gone* after it; one that stays
    tried has an unclear outcome, whether its process died or its answer was lost, and `next` says when to look for it.
    Leases and waits after failures are in real time, due times and pacing in that of the clock. `a_minute`: so many
    messages leave for a workspace, those that cannot wait first.
    """

    def __init__(
        self, database: Database, clock: Clock, process: str, real: Clock | None = None, *, a_minute: int = A_MINUTE
    ) -> None:
        super().__init__(database, clock, process, real)
        self._low_priority = ReminderPace(a_minute)

    def claim(self, held: frozenset[int]) -> Claim:
        """Lease what has something due. The conversations in `held`, which are being served, are only looked at."""
        at = self._moment()
        with self._database.glance() as db:
            coming = delivery.coming(db, at.now)
            pressing, patient_ones = (_is_due(one, at.now) for one in (coming.pressing, coming.low_priority))
            if not patient_ones:
                self._low_priority.nothing_waits()
            if not (pressing or patient_ones or coming.replies):
                return Claim(frozenset(), frozenset(), opening=False, replies=(), next_at=coming.after_now)
            owed = delivery.owed(db, at, len(held)) if pressing else {}
            unopened = delivery.unopened(db, at.now) if coming.unopened else []
            crowd = len(unopened) == MANY
            patient = self._low_priority.waiting(db, at, held, crowd=crowd) if patient_ones else []
        owed |= {one: True for _, one in patient if one in held}
        workspaces = {workspace for workspace, one in patient if one not in held}
        closed = any(not is_opening for _, _, is_opening in unopened)
        if not ((self.shared and owed.keys() - held) or workspaces or closed or coming.replies):
            next_at = self._next_at(coming.after_now)
            return Claim(frozenset(owed), _fresh(owed, owed), opening=False, replies=(), next_at=next_at)
        with self._database.work() as db:
            owed |= dict.fromkeys(self._low_priority.leaving(db, at, held, workspaces), True)
            taken = self._taken(db, owed.keys() - held, at.real) | (owed.keys() & held)
            opening = self._open(db, at.now) if closed else False
            found = _found(db) if coming.replies else ()
        return Claim(taken, _fresh(owed, taken), opening, found, self._next_at(coming.after_now))

    def _moment(self) -> Moment:
        return Moment(self._clock.now(), self._real.now(), self._process if self.shared else None)

    def _taken(self, db: Session, waiting: Set[int], real: datetime) -> frozenset[int]:
        """Those that are ours from now on."""
        if not self.shared or not waiting:
            return frozenset(waiting)
        return delivery.lease(db, waiting, self._process, real, real + LEASE)

    def _open(self, db: Session, now: datetime) -> bool:
        delivery.lock_people(db, [person_id for _, person_id, _ in delivery.unopened(db, now)])
        closed = sorted(one[:2] for one in delivery.unopened(db, now) if not one[2])
        for workspace, theirs in groupby(closed, key=itemgetter(0)):
            opening = {(Later.OPEN_DM, str(person_id)): TimerDue(now, None, once=True) for _, person_id in theirs}
            timers.write(db, workspace, opening)
        return bool(closed)

    def _next_at(self, coming: datetime | None) -> datetime | None:
        return min((one for one in (coming, self._low_priority.again_at) if one is not None), default=None)

    def next(self, conversation_id: int) -> Step:
        """What is to be done now in a conversation that we hold."""
        at = self._moment()
        now, real = at.now, at.real
        with self._database.glance() as db:
            there = delivery.held(db, conversation_id, at)
            if there is None:
                return Rest()
            conversation = there.conversation
            free_at = believed(conversation.free_at, real, LONGEST_BACK_OFF)
            if free_at is not None and free_at > real:
                return Wait(free_at, paced=False)
            if there.has_unsent and (unsent := delivery.first_unsent(db, conversation_id, at)) is not None:
                return _posting(db, conversation, *unsent, now, real)
            put_by = delivery.aside(db, conversation_id, at) if there.has_aside else []
            stale = delivery.stale(db, conversation_id, at) if there.has_stale else []
            return besides(
                [_posting(db, conversation, *one, now, real) for one in put_by],
                editing(conversation, stale, now, real),
            )

    def attempt(self, attempt: Attempt) -> bool:
        """The fence: True if the call may be made now. From here on its outcome is unclear until it is written down."""
        real = self._real.now()
        with self._database.deliver() as db:
            if not self._holds(db, attempt.conversation_id, real) or not delivery.tried(
                db, attempt.wanted.id, attempt.revision, real, attempt.after_ts
            ):
                return False
            if attempt.ts is None and attempt.wanted.kind not in LOW_PRIORITY:
                self._low_priority.pay(db, attempt.wanted.workspace, self._clock.now())
            return True

    def _holds(self, db: Connected, conversation_id: int, real: datetime) -> bool:
        """Whether the conversation is still ours; if so for another ten seconds."""
        return not self.shared or bool(delivery.extend(db, [conversation_id], self._process, real, real + LEASE))

    def forget(self, reply: Reply) -> None:
        """The reply has found its place."""
        with self._database.work() as db:
            early_replies.forget(db, reply)

    def renew(self, ids: Iterable[int]) -> frozenset[int]:
        """Hold these conversations for another ten seconds; says which ones are still ours."""
        if not self.shared:
            return frozenset(ids)
        real = self._real.now()
        with self._database.deliver() as db:
            return delivery.extend(db, list(ids), self._process, real, real + LEASE)

    def release(self, conversation_id: int | None = None) -> None:
        """Give one conversation back, or all that are ours."""
        if self.shared:
            with self._database.work(of_delivery=True) as db:
                delivery.free(db, self._process, conversation_id)


def _posting(
    db: Connected, conversation: ConversationRow, post: PostRow, head: HeadRow | None, now: datetime, real: datetime
) -> Step:
    in_old_thread = delivery.newest_reply(db, post.id) if post.deleted_ts is not None else None
    return posting(conversation, post, head, now, real, in_old_thread)


def _is_due(first: datetime | None, now: datetime) -> bool:
    return first is not None and first <= now


def _fresh(owed: dict[int, bool], taken: Iterable[int]) -> frozenset[int]:
    return frozenset(conversation_id for conversation_id in taken if owed[conversation_id])


def _found(db: Session) -> tuple[Reply, ...]:
    early_replies.clear(db)
    return tuple(early_replies.found(db))
