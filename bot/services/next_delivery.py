"""What a conversation is owed next, judged from its rows."""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.delivery import (
    LONGEST_BACK_OFF,
    Attempt,
    Drop,
    Forget,
    Link,
    Remove,
    Rest,
    Seek,
    Send,
    Step,
    StepAside,
    Wait,
    aside_at,
    edited_again_at,
    sent_again_at,
)
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.pacing import believed, may_edit_at, may_post_at
from storage.delivery_rows import ConversationRow, HeadRow, PostRow

EARLIER: Final = timedelta(minutes=5)
"""How far before a post was due a look for it begins, where no message of the conversation is known."""


def posting(
    conversation: ConversationRow,
    post: PostRow,
    head: HeadRow | None,
    now: datetime,
    real: datetime,
    reply_ts: str | None = None,
) -> Step:
    """What to do about a message that is not there yet, as far as we know.

    `reply_ts` is the newest message of ours in the old thread of one that was deleted.
    """
    attempt = _attempt(conversation, post, head)
    leaves_at = aside_at(post.trouble_at)
    if leaves_at is not None and leaves_at <= real and not post.aside:
        return StepAside(attempt)
    next_at = believed(post.next_at, real, LONGEST_BACK_OFF)
    if next_at is not None and next_at > real:
        return _waiting(post, next_at)
    if post.tried_at is not None:
        again_at = sent_again_at(post.tried_at, post.attempts)
        if post.looked_at is None or post.looked_at < again_at <= real:
            return Seek(attempt)
        if again_at > real:
            return _waiting(post, again_at)
    if post.removed_at is not None:
        return Forget(attempt)
    if head is not None and head.dropped and head.ts is None and not (head.thread_ts or head.threads_lost):
        return Drop(attempt)
    if (free_at := may_post_at(conversation.paid_until, now)) > now:
        return Wait(free_at, paced=True)
    if post.thread_ts is not None and post.link is None:
        return Link(attempt, reply_ts or post.thread_ts)
    return Send(attempt)


def _waiting(post: PostRow, until: datetime) -> Wait:
    """The others wait for it too, but not beyond the moment at which it steps aside."""
    if post.aside:
        return Wait(until, paced=False, yields=True)
    return Wait(min(until, aside_at(post.trouble_at) or until), paced=False)


def besides(aside: list[Step], edit: Step) -> Step:
    """What comes next where nothing waits its turn: one that stepped aside once its time has come, otherwise an edit."""
    waits = [step for step in (edit, *aside) if isinstance(step, Wait)]
    for step in (*aside, edit):
        if not isinstance(step, Wait | Rest):
            return step
    return min(waits, key=lambda wait: wait.until, default=Rest())


def editing(
    conversation: ConversationRow, stale: list[tuple[PostRow, HeadRow | None]], now: datetime, real: datetime
) -> Step:
    """Which of the messages that show an old revision to edit now, or to delete: those take the pace of new ones."""
    waits: list[Wait] = []
    for post, head in stale:
        again_at = edited_again_at(post.tried_at, post.attempts) if post.tried_at is not None else real
        if again_at > real:
            waits.append(Wait(again_at, paced=False, yields=True))
        elif post.removed_at is not None:
            if (free_at := may_post_at(conversation.paid_until, now)) <= now:
                return Remove(_attempt(conversation, post, head))
            waits.append(Wait(free_at, paced=True, yields=True))
        elif (free_at := may_edit_at(post.edited_at, now)) > now:
            waits.append(Wait(free_at, paced=True, yields=True))
        else:
            return Send(_attempt(conversation, post, head))
    return waits[0] if waits else Rest()


def _attempt(conversation: ConversationRow, post: PostRow, head: HeadRow | None) -> Attempt:
    channel = conversation.channel or ""
    return Attempt(
        wanted=WantedMessage(
            post.id,
            post.workspace,
            Says(post.kind),
            post.subject,
            post.set_id,
            channel,
            _moment(post.ts),
            post.due_at,
            post.facts,
            post.link or "" if post.threads_lost == 0 else "",
            post.wanted,
        ),
        key=post.key,
        conversation_id=conversation.id,
        channel=channel,
        person_id=conversation.person_id,
        thread_ts=head.thread_ts if head is not None else None,
        ts=post.ts,
        revision=post.wanted,
        attempts=post.attempts,
        plain=post.plain,
        after_ts=post.after_ts or conversation.last_ts or _stamp(post.due_at - EARLIER),
        trouble_at=post.trouble_at,
        drawn=post.drawn if post.drawn_for == post.shown else None,
    )


def _moment(ts: str | None) -> datetime | None:
    return datetime.fromtimestamp(float(ts), UTC) if ts is not None else None


def _stamp(moment: datetime) -> str:
    """A moment as Slack's `ts`."""
    return f"{moment.astimezone(UTC).timestamp():.6f}"
