"""What a conversation is owed next, judged from its rows."""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.outgoing import Says, Wanted
from bot.domain.pacing import may_edit_at, may_post_at
from bot.domain.sending import Attempt, Drop, Rest, Seek, Send, Step, Wait, edited_again_at, sent_again_at
from storage.outgoing import Conversation, Post

EARLIER: Final = timedelta(minutes=5)
"""How far before a post was due a look for it begins, where no message of the conversation is known."""


def posting(conversation: Conversation, post: Post, head: Post | None, now: datetime, real: datetime) -> Step:
    """What to do about a message that is not there yet, as far as we know."""
    attempt = _attempt(conversation, post, head)
    if post.tried_at is not None:
        again_at = sent_again_at(post.tried_at, post.attempts)
        if post.looked_at is None or post.looked_at < again_at <= real:
            return Seek(attempt)
        if again_at > real:
            return Wait(again_at, paced=False)
    if head is not None and head.ts is None:
        return Drop(attempt)
    if (free_at := may_post_at(conversation.paid_until, now)) > now:
        return Wait(free_at, paced=True)
    return Send(attempt)


def editing(conversation: Conversation, stale: list[tuple[Post, Post | None]], now: datetime, real: datetime) -> Step:
    """Which of the messages that show an old revision to edit now."""
    waits: list[Wait] = []
    for post, head in stale:
        again_at = edited_again_at(post.tried_at, post.attempts) if post.tried_at is not None else real
        if again_at > real:
            waits.append(Wait(again_at, paced=False, yields=True))
        elif (free_at := may_edit_at(post.edited_at, now)) > now:
            waits.append(Wait(free_at, paced=True, yields=True))
        else:
            return Send(_attempt(conversation, post, head))
    return waits[0] if waits else Rest()


def _attempt(conversation: Conversation, post: Post, head: Post | None) -> Attempt:
    channel = conversation.channel or ""
    return Attempt(
        wanted=Wanted(
            post.id,
            post.workspace,
            Says(post.kind),
            post.subject,
            post.set_id,
            channel,
            _moment(post.ts),
            post.due_at,
            post.facts,
        ),
        key=post.key,
        conversation_id=conversation.id,
        channel=channel,
        person_id=conversation.person_id,
        thread_ts=head.ts if head is not None else None,
        ts=post.ts,
        revision=post.wanted,
        attempts=post.attempts,
        plain=post.plain,
        after_ts=post.after_ts or conversation.last_ts or _stamp(post.due_at - EARLIER),
    )


def _moment(ts: str | None) -> datetime | None:
    return datetime.fromtimestamp(float(ts), UTC) if ts is not None else None


def _stamp(moment: datetime) -> str:
    """A moment as Slack's `ts`."""
    return f"{moment.astimezone(UTC).timestamp():.6f}"
