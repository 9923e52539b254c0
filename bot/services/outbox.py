"""What is owed to Slack: claimed, tried, and written down once its outcome is known."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.outgoing import Later
from bot.domain.sending import LEASE, Attempt, Claim, Reply, Rest, Step, Wait
from bot.services.outcomes import Outcomes
from bot.services.owed import besides, editing, posting
from storage import delivering, strays, timers
from storage.outgoing import Conversation, Post


class Outbox(Outcomes):
    """The rows of `posts`, for the one process that leases a conversation. One unit of work a public method.

    A post is tried before the call and is *sent*, *edited*, *not done*, *refused* or *gone* after it; one that stays
    tried has an unclear outcome, whether its process died or its answer was lost, and `next` says when to look for it.
    Leases and waits after failures are in real time, due times and pacing in that of the clock.
    """

    def begin(self) -> None:
        """On SQLite nobody else can be alive when a process starts, so that every lease is a dead one's."""
        if not self.shared:
            with self._database.work() as db:
                delivering.free(db, None)

    def claim(self, held: frozenset[int]) -> Claim:
        """Lease what has something due. The conversations in `held`, which are being served, are only looked at."""
        now, real = self._clock.now(), self._real.now()
        with self._database.look() as db:
            owed = delivering.owed(db, self._process, now, real, len(held))
            unopened = delivering.unopened(db, now)
            replies = strays.any_left(db)
        served, waiting = owed.keys() & held, owed.keys() - held
        if not (waiting or unopened or replies):
            return Claim(frozenset(served), _fresh(owed, served), opening=False, replies=())
        with self._database.work() as db:
            leased = delivering.lease(db, waiting, self._process, real, real + LEASE) if waiting else frozenset[int]()
            opening = self._open(db, now) if unopened else False
            found = _found(db) if replies else ()
        return Claim(leased | served, _fresh(owed, leased | served), opening, found)

    def _open(self, db: Session, now: datetime) -> bool:
        delivering.lock_people(db, [person_id for _, person_id in delivering.unopened(db, now)])
        unopened = delivering.unopened(db, now)
        for workspace, person_id in unopened:
            timers.put(db, workspace, Later.OPEN_DM, str(person_id), now, None)
        return bool(unopened)

    def next_due(self, now: datetime) -> datetime | None:
        """When the next post becomes due after `now`."""
        with self._database.look() as db:
            return delivering.next_due(db, now)

    def next(self, conversation_id: int) -> Step:
        """What is to be done now in a conversation that we hold."""
        now, real = self._clock.now(), self._real.now()
        with self._database.look() as db:
            conversation = delivering.held(db, conversation_id, self._process, real)
            if conversation is None:
                return Rest()
            if conversation.free_at is not None and conversation.free_at > real:
                return Wait(conversation.free_at, paced=False)
            unsent = delivering.first_unsent(db, conversation_id, now, real)
            if unsent is not None:
                return _posting(db, conversation, *unsent, now, real)
            put_by = delivering.aside(db, conversation_id, now, real)
            edit = editing(conversation, delivering.stale(db, conversation_id, now, real), now, real)
            return besides([_posting(db, conversation, *one, now, real) for one in put_by], edit)

    def attempt(self, attempt: Attempt) -> bool:
        """The fence: True if the call may be made now. From here on its outcome is unclear until it is written down."""
        real = self._real.now()
        with self._database.work() as db:
            ours = delivering.extend(db, [attempt.conversation_id], self._process, real, real + LEASE)
            return bool(ours) and delivering.tried(db, attempt.wanted.id, attempt.revision, real, attempt.after_ts)

    def forget(self, reply: Reply) -> None:
        """The reply has found its place."""
        with self._database.work() as db:
            strays.forget(db, reply)

    def renew(self, ids: Iterable[int]) -> frozenset[int]:
        """Hold these conversations for another ten seconds; says which ones are still ours."""
        real = self._real.now()
        with self._database.work() as db:
            return delivering.extend(db, list(ids), self._process, real, real + LEASE)

    def release(self, conversation_id: int | None = None) -> None:
        """Give one conversation back, or all that are ours."""
        with self._database.work() as db:
            delivering.free(db, self._process, conversation_id)


def _posting(
    db: Session, conversation: Conversation, post: Post, head: Post | None, now: datetime, real: datetime
) -> Step:
    in_old_thread = delivering.newest_reply(db, post.id) if post.deleted_ts is not None else None
    return posting(conversation, post, head, now, real, in_old_thread)


def _fresh(owed: dict[int, bool], taken: Iterable[int]) -> frozenset[int]:
    return frozenset(conversation_id for conversation_id in taken if owed[conversation_id])


def _found(db: Session) -> tuple[Reply, ...]:
    strays.clear(db)
    return tuple(strays.found(db))
