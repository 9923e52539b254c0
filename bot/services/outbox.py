"""What is owed to Slack: claimed, tried, and written down once its outcome is known."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy.orm import Session

from bot.clock import Clock, SystemClock
from bot.domain.outgoing import UNHURRIED, Later
from bot.domain.pacing import A_MINUTE, believed, paid
from bot.domain.sending import (
    LEASE,
    LONGEST_BACK_OFF,
    REFUSALS_BORNE,
    Attempt,
    Claim,
    Reply,
    Rest,
    Step,
    Wait,
    back_off,
)
from bot.services.owed import editing, posting
from bot.services.unhurried import Unhurried
from storage import delivering, strays, timers
from storage.database import Database
from storage.outgoing import Conversation
from storage.timers import TimerDue


class Outbox:
    """The rows of `posts`, for the one process that leases a conversation. One unit of work a public method.

    A post is tried before the call and is *sent*, *edited*, *not done*, *refused* or *gone* after it; one that stays
    tried has an unclear outcome, whether its process died or its answer was lost, and `next` says when to look for it.
    Leases and waits after failures are in real time, due times and pacing in that of the clock. `a_minute`: so many
    messages leave for a workspace, those that cannot wait first.
    """

    def __init__(
        self, database: Database, clock: Clock, process: str, real: Clock | None = None, *, a_minute: int = A_MINUTE
    ) -> None:
        self._database = database
        self._clock = clock
        self._process = process
        self._real = real or SystemClock()
        self._unhurried = Unhurried(process, a_minute)
        self.shared = not database.sqlite

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
            patient = self._unhurried.waiting(db, now, real, held, crowd=len(unopened) == delivering.MANY)
        owed |= {one: True for _, one in patient if one in held}
        workspaces = {workspace for workspace, one in patient if one not in held}
        closed = any(not is_opening for _, _, is_opening in unopened)
        if not (owed.keys() - held or workspaces or closed or replies):
            return Claim(frozenset(owed), _fresh(owed, owed), opening=False, replies=())
        with self._database.work() as db:
            owed |= dict.fromkeys(self._unhurried.leaving(db, now, real, held, workspaces), True)
            waiting = owed.keys() - held
            leased = delivering.lease(db, waiting, self._process, real, real + LEASE) if waiting else frozenset[int]()
            opening = self._open(db, now) if closed else False
            found = _found(db) if replies else ()
        taken = leased | (owed.keys() & held)
        return Claim(taken, _fresh(owed, taken), opening, found)

    def _open(self, db: Session, now: datetime) -> bool:
        delivering.lock_people(db, [person_id for _, person_id, _ in delivering.unopened(db, now)])
        closed = sorted(one[:2] for one in delivering.unopened(db, now) if not one[2])
        for workspace, theirs in groupby(closed, key=itemgetter(0)):
            opening = {(Later.OPEN_DM, str(person_id)): TimerDue(now, None) for _, person_id in theirs}
            timers.write(db, workspace, opening)
        return bool(closed)

    def next_due(self, now: datetime) -> datetime | None:
        """When the next post becomes due after `now`, or may leave at the pace of its workspace."""
        with self._database.look() as db:
            coming = delivering.next_due(db, now), self._unhurried.again_at
        return min((moment for moment in coming if moment is not None), default=None)

    def next(self, conversation_id: int) -> Step:
        """What is to be done now in a conversation that we hold."""
        now, real = self._clock.now(), self._real.now()
        with self._database.look() as db:
            conversation = delivering.held(db, conversation_id, self._process, real)
            if conversation is None:
                return Rest()
            free_at = believed(conversation.free_at, real, LONGEST_BACK_OFF)
            if free_at is not None and free_at > real:
                return Wait(free_at, paced=False)
            unsent = delivering.first_unsent(db, conversation_id, now, real)
            if unsent is not None:
                return posting(conversation, *unsent, now, real)
            return editing(conversation, delivering.stale(db, conversation_id, now, real), now, real)

    def attempt(self, attempt: Attempt) -> bool:
        """The fence: True if the call may be made now. From here on its outcome is unclear until it is written down."""
        real = self._real.now()
        with self._database.work() as db:
            ours = delivering.extend(db, [attempt.conversation_id], self._process, real, real + LEASE)
            wanted = attempt.wanted
            if not ours or not delivering.tried(db, wanted.id, attempt.revision, real, attempt.after_ts):
                return False
            if attempt.ts is None and wanted.kind not in UNHURRIED:
                self._unhurried.pay(db, wanted.workspace, self._clock.now())
            return True

    def sent(self, attempt: Attempt, ts: str) -> bool:
        """Posted; says whether replies wait for this `ts`."""
        with self._database.work() as db:
            self._placed(db, attempt, ts)
            delivering.shown(db, attempt.wanted.id, attempt.revision, ts=ts)
            return strays.waiting_for(db, attempt.wanted.workspace, ts)

    def edited(self, attempt: Attempt) -> None:
        """The revision is shown."""
        with self._database.work() as db:
            delivering.shown(db, attempt.wanted.id, attempt.revision, edited_at=self._clock.now())

    def found(self, attempt: Attempt, ts: str) -> bool:
        """Looked for and there: adopted as not yet shown, so that an edit follows. Says whether replies wait for it."""
        with self._database.work() as db:
            self._placed(db, attempt, ts)
            delivering.changed(db, attempt.wanted.id, ts=ts, shown=0, tried_at=None, attempts=0)
            return strays.waiting_for(db, attempt.wanted.workspace, ts)

    def not_found(self, attempt: Attempt, looked_at: datetime) -> None:
        """Looked for, beginning at `looked_at` (real time), and not there."""
        with self._database.work() as db:
            delivering.changed(db, attempt.wanted.id, looked_at=looked_at)

    def not_done(self, attempt: Attempt) -> None:
        """Slack did not take the call and said so, or was never reached: the conversation waits a little."""
        with self._database.work() as db:
            delivering.changed(db, attempt.wanted.id, tried_at=None)
            delivering.pause(db, attempt.conversation_id, self._after(attempt))

    def not_looked(self, attempt: Attempt) -> None:
        """The look itself failed: the conversation waits a little."""
        with self._database.work() as db:
            delivering.pause(db, attempt.conversation_id, self._after(attempt))

    def limited(self, attempt: Attempt) -> None:
        """Slack asked to wait; that is no failure of this post."""
        with self._database.work() as db:
            delivering.changed(db, attempt.wanted.id, tried_at=None, attempts=attempt.attempts)

    def unrenderable(self, attempt: Attempt) -> None:
        """It cannot be rendered: it is put off for a minute and holds nobody else up."""
        with self._database.work() as db:
            delivering.put_off(db, attempt.wanted.id, self._real.now() + LONGEST_BACK_OFF)

    def plain(self, attempt: Attempt) -> None:
        """Its blocks were refused: the text alone goes instead."""
        with self._database.work() as db:
            delivering.changed(db, attempt.wanted.id, tried_at=None, plain=True)

    def silent(self, attempt: Attempt) -> None:
        """It says nothing any more: dropped, or if it is there left as it is. What was wanted meanwhile still is."""
        with self._database.work() as db:
            if attempt.ts is None:
                delivering.drop(db, attempt.wanted.id, attempt.revision)
            else:
                delivering.shown(db, attempt.wanted.id, attempt.revision)

    def dropped(self, attempt: Attempt) -> None:
        """It can never be shown; an edit that is refused leaves the message as it is."""
        with self._database.work() as db:
            if attempt.ts is None:
                delivering.drop(db, attempt.wanted.id)
            else:
                delivering.shown(db, attempt.wanted.id, attempt.revision)

    def refused(self, attempt: Attempt) -> bool:
        """Refused for a reason we do not know: tried a few times more, then given up. Says whether it was given up."""
        if attempt.attempts + 1 >= REFUSALS_BORNE:
            self.dropped(attempt)
            return True
        self.not_done(attempt)
        return False

    def gone(self, attempt: Attempt, reason: str, *, unclear: bool = False) -> None:
        """Nothing can be said in this channel any more, until it `returned`. With `unclear` an earlier try still is."""
        with self._database.work() as db:
            if not unclear:
                delivering.changed(db, attempt.wanted.id, tried_at=None)
            delivering.gone(db, attempt.conversation_id, reason)

    def unreachable(self, attempt: Attempt) -> None:
        """The person of this DM cannot be written to."""
        with self._database.work() as db:
            if attempt.person_id is not None:
                delivering.unreachable(db, attempt.wanted.workspace, attempt.person_id)
            delivering.shown(db, attempt.wanted.id, attempt.revision)

    def returned(self, workspace: str, channel: str) -> None:
        """The bot is in the channel again."""
        with self._database.work() as db:
            delivering.returned(db, workspace, channel)

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

    def _placed(self, db: Session, attempt: Attempt, ts: str) -> None:
        conversation = db.get_one(Conversation, attempt.conversation_id)
        conversation.last_ts = max(conversation.last_ts or ts, ts)
        conversation.paid_until = paid(conversation.paid_until, self._clock.now())

    def _after(self, attempt: Attempt) -> datetime:
        return self._real.now() + back_off(attempt.attempts + 1)


def _fresh(owed: dict[int, bool], taken: Iterable[int]) -> frozenset[int]:
    return frozenset(conversation_id for conversation_id in taken if owed[conversation_id])


def _found(db: Session) -> tuple[Reply, ...]:
    strays.clear(db)
    return tuple(strays.found(db))
