"""What came of a call to Slack, written down."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.clock import Clock, SystemClock
from bot.domain.delivery import LONGEST_BACK_OFF, Attempt, back_off, tried_again_at
from bot.domain.notice_subjects import told_of_loss
from bot.domain.pacing import paid
from storage import delivery, early_replies, posts
from storage.database import Database
from storage.delivery_models import Post

A_DAY: Final = timedelta(days=1)


class DeliveryResults:
    """The outcomes of attempts, each a unit of work. Waits after failures are in real time, pacing in that of the clock.

    A failure is the post's own *trouble* where Slack has answered that it will not take it, or not answered at all; where
    Slack was never reached, asked to wait, or knows the bot no more, it is not. Rows are locked in the order in which
    gestures do: a conversation before its posts.
    """

    def __init__(self, database: Database, clock: Clock, process: str, real: Clock | None = None) -> None:
        self._database = database
        self._clock = clock
        self._process = process
        self._real = real or SystemClock()
        self.shared = not database.sqlite

    def sent(self, attempt: Attempt, ts: str, drawn: str | None = None) -> bool:
        """Posted; says whether something else is due now: replies that wait for this `ts`, or a notice that is settled.

        `drawn` is the hash of what was sent, None where it is not to be known.
        """
        with self._database.work(of_delivery=True) as db:
            settled = self._placed(db, attempt, ts)
            delivery.shown(db, attempt.wanted.id, attempt.revision, None, ts=ts, **_drawing(attempt, drawn))
            return early_replies.waiting_for(db, attempt.wanted.workspace, ts) or settled

    def edited(self, attempt: Attempt, drawn: str | None = None) -> None:
        """The revision is shown; `drawn` is the hash of it."""
        edited = {"edited_at": self._clock.now(), **_drawing(attempt, drawn)}
        with self._database.deliver() as db:
            delivery.shown(db, attempt.wanted.id, attempt.revision, attempt.ts, **edited)

    def unchanged(self, attempt: Attempt) -> None:
        """The revision draws to what is shown: it is shown, without a call. Nothing happens where that is not known any more."""
        with self._database.deliver() as db:
            delivery.unchanged(db, attempt.wanted.id, attempt.revision, attempt.drawn)

    def found(self, attempt: Attempt, ts: str) -> bool:
        """Looked for and there: adopted as not yet shown, so that an edit follows. Says whether something else is due."""
        with self._database.work() as db:
            settled = self._placed(db, attempt, ts)
            delivery.calm(db, attempt.wanted.id, ts=ts, shown=0)
            return early_replies.waiting_for(db, attempt.wanted.workspace, ts) or settled

    def not_found(self, attempt: Attempt, looked_at: datetime) -> None:
        """Looked for, beginning at `looked_at` (real time), and not there."""
        with self._database.work() as db:
            delivery.changed(db, attempt.wanted.id, looked_at=looked_at)

    def unclear(self, attempt: Attempt) -> None:
        """Whether it took effect is not known; the post stays tried, so it is looked for, or edited again."""
        with self._database.work() as db:
            delivery.failed(db, attempt.wanted.id, self._real.now(), plain=attempt.plain)

    def not_done(self, attempt: Attempt) -> None:
        """Slack was not reached, or cannot do it just now: the conversation waits a little."""
        with self._database.work() as db:
            delivery.pause(db, attempt.conversation_id, self._real.now() + back_off(attempt.attempts + 1))
            delivery.changed(db, attempt.wanted.id, tried_at=None)

    def no_access(self, attempt: Attempt) -> None:
        """The bot may not do anything just now, which somebody has to mend: the conversation waits a minute."""
        with self._database.work() as db:
            delivery.pause(db, attempt.conversation_id, self._real.now() + LONGEST_BACK_OFF)
            delivery.changed(db, attempt.wanted.id, tried_at=None, attempts=attempt.attempts)

    def not_reached(self, attempt: Attempt) -> None:
        """The look did not reach Slack: the conversation waits a little, and what was tried is as unclear as before."""
        with self._database.work() as db:
            delivery.pause(db, attempt.conversation_id, self._real.now() + back_off(attempt.attempts + 1))
            delivery.changed(db, attempt.wanted.id, attempts=attempt.attempts + 1)

    def not_looked(self, attempt: Attempt) -> None:
        """The look itself failed: it is made again in a while."""
        with self._database.work() as db:
            self._fails(db, attempt)

    def limited(self, attempt: Attempt) -> None:
        """Slack asked to wait; that is no failure of this post."""
        with self._database.work() as db:
            delivery.changed(db, attempt.wanted.id, tried_at=None, attempts=attempt.attempts)

    def refused(self, attempt: Attempt) -> None:
        """Refused for a reason that we do not know: tried again in a while."""
        with self._database.work() as db:
            self._fails(db, attempt, tried_at=None, plain=attempt.plain)

    def unrenderable(self, attempt: Attempt) -> None:
        """It cannot be rendered: it is put off for a minute and holds nobody else up."""
        with self._database.work() as db:
            real = self._real.now()
            delivery.failed(db, attempt.wanted.id, real, next_at=real + LONGEST_BACK_OFF, aside=True)

    def stepped_aside(self, attempt: Attempt) -> None:
        """It has been in trouble for so long that it has lost its place in the order."""
        with self._database.work() as db:
            delivery.changed(db, attempt.wanted.id, aside=True)

    def plain(self, attempt: Attempt) -> None:
        """Its text alone goes from now on."""
        with self._database.work() as db:
            delivery.changed(db, attempt.wanted.id, tried_at=None, plain=True)

    def silent(self, attempt: Attempt) -> None:
        """It says nothing any more: dropped, or if it is there left as it is. What was wanted meanwhile still is."""
        with self._database.work() as db:
            if attempt.ts is None:
                delivery.drop(db, attempt.wanted.id, attempt.revision)
            else:
                delivery.shown(db, attempt.wanted.id, attempt.revision, attempt.ts)

    def dropped(self, attempt: Attempt) -> None:
        """It is not wanted any more; an edit leaves the message as it is."""
        with self._database.work() as db:
            if attempt.ts is None:
                delivery.drop(db, attempt.wanted.id)
            else:
                delivery.shown(db, attempt.wanted.id, attempt.revision, attempt.ts)

    def given_up(self, attempt: Attempt) -> None:
        """It cannot be posted, or not be edited: what belongs under a message that never came goes on without it."""
        with self._database.work() as db:
            post = db.get_one(Post, attempt.wanted.id)
            if attempt.ts is None and post.thread_ts is None:
                delivery.changed(db, post.id, threads_lost=max(post.threads_lost, 1))
        self.dropped(attempt)

    def removed(self, attempt: Attempt) -> None:
        """It is deleted, or was not there: its row goes."""
        with self._database.work(of_delivery=True) as db:
            if attempt.ts is not None:
                _, paid_until, _ = delivery.standing(db, attempt.conversation_id)
                delivery.pay(db, attempt.conversation_id, paid(paid_until, self._clock.now()))
            delivery.removed(db, attempt.wanted.id)

    def thread_lost(self, attempt: Attempt) -> None:
        """Nothing can be said in the thread where it belongs: it goes to the next one of its head, or to the top."""
        with self._database.work() as db:
            post = db.get_one(Post, attempt.wanted.id)
            delivery.changed(db, post.id, tried_at=None)
            head = db.get(Post, post.parent_id) if post.parent_id is not None else None
            if head is None:
                delivery.drop(db, post.id)
            elif head.thread_ts == attempt.thread_ts:
                posts.lose_thread(head)

    def linked(self, attempt: Attempt, link: str) -> None:
        """Where its old thread goes on; empty where Slack would not say."""
        with self._database.work() as db:
            delivery.changed(db, attempt.wanted.id, link=link)

    def gone(self, attempt: Attempt, reason: str, *, unclear: bool = False, marked: bool = False) -> None:
        """Nothing can be said in this channel just now, until it is asked again. With `unclear` an earlier try still is.

        `marked`: the channel is marked already, and may have been asked again since.
        """
        with self._database.work() as db:
            if not marked:
                delivery.gone(db, attempt.conversation_id, reason)
            kept = {"trouble_at": None} if unclear else delivery.CALM
            delivery.changed(db, attempt.wanted.id, **kept)

    def unreachable(self, attempt: Attempt) -> None:
        """The person of this DM cannot be written to."""
        with self._database.work() as db:
            if attempt.person_id is not None:
                delivery.unreachable(db, attempt.wanted.workspace, attempt.person_id, self._clock.now())
            delivery.shown(db, attempt.wanted.id, attempt.revision, attempt.ts)

    def tomorrow(self, attempt: Attempt) -> None:
        """Nothing can be said in this DM just now, which is no fault of the person: it is opened anew, and tried in a day."""
        with self._database.work() as db:
            delivery.close_dm(db, attempt.conversation_id)
            if attempt.ts is None:
                delivery.calm(db, attempt.wanted.id, due_at=self._clock.now() + A_DAY)
            else:
                delivery.shown(db, attempt.wanted.id, attempt.revision, attempt.ts)

    def _fails(self, db: Session, attempt: Attempt, **values: object) -> None:
        real = self._real.now()
        delivery.failed(db, attempt.wanted.id, real, next_at=tried_again_at(attempt.trouble_at, real), **values)

    def _placed(self, db: Session, attempt: Attempt, ts: str) -> bool:
        """Something was said there, so a loss is over: the notice that told of it says so.

        An edit does not show that: who may not post in a channel may still edit.
        """
        last_ts, paid_until, lost_at = delivery.standing(db, attempt.conversation_id)
        newest = max(last_ts or ts, ts)
        delivery.was_said(db, attempt.conversation_id, newest, paid(paid_until, self._clock.now()))
        set_id = attempt.wanted.set_id
        if lost_at is None or set_id is None:
            return False
        return posts.settle(db, attempt.wanted.workspace, [told_of_loss(set_id, lost_at)], drops_unsent=True)


def _drawing(attempt: Attempt, drawn: str | None) -> dict[str, object]:
    return {"drawn": drawn, "drawn_for": attempt.revision if drawn is not None else None}
