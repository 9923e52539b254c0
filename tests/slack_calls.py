"""What the workspace saw of each message's calls: who is to blame for what it shows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.delivery import CALL_TIMEOUT, LATE_EFFECT
from rehearsal.faults import Call
from rehearsal.messages import Message
from storage.delivery_models import Post

POSTING: Final = "chat.postMessage"
LOOKED_FOR: Final = (CALL_TIMEOUT + LATE_EFFECT).total_seconds()
"""A post that Slack makes later than so many seconds after the call came may stand there twice."""
WAITED_OUT: Final = CALL_TIMEOUT.total_seconds()
"""An edit that Slack makes later than so many seconds after the call came may overtake the next one."""


class SlackCalls:
    """All calls that carried a message's key, by that key."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self._of: defaultdict[str, list[Call]] = defaultdict(list)
        for call in calls:
            if (key := _key_in(call.args.get("metadata"))) is not None:
                self._of[key].append(call)

    def is_late(self, copies: Sequence[Message]) -> bool:
        """Whether a copy of a message, or the words it shows, came later than the bot looks for them."""
        return any(self._came_late(copy) for copy in copies)

    def drawn_at(self, copy: Message) -> datetime | None:
        """When about, in domain time, the words were drawn that a message shows; None if no call is known."""
        calls = [call for call in self._of[key_of(copy) or ""] if call.took_effect]
        return max(calls, key=_effect).at if calls else None

    def _came_late(self, copy: Message) -> bool:
        calls = [call for call in self._of[key_of(copy) or ""] if call.took_effect]
        posted = [call for call in calls if call.method == POSTING and call.response.get("ts") == copy.ts]
        edits = [call for call in calls if call.method != POSTING and call.args.get("ts") == copy.ts]
        last = max(edits, key=_effect, default=None)
        return any(call.effect_after > LOOKED_FOR for call in posted) or (
            last is not None and last.effect_after > WAITED_OUT
        )

    def story(self, post: Post) -> str:
        """The row, and every call that was made for it, with times of day in UTC."""
        row = f"#{post.id} key {post.key}, due {post.due_at:%T.%f}, ts {post.ts}, {post.shown} of {post.wanted} shown"
        return "\n    ".join([f" ({row})", *(_told(call) for call in self._of[post.key])])


def key_of(message: Message) -> str | None:
    """The key of the post that a message was sent for."""
    return _key_in(message.metadata)


def _key_in(metadata: Any) -> str | None:
    key = metadata.get("event_payload", {}).get("key") if isinstance(metadata, dict) else None
    return str(key) if key is not None else None


def _effect(call: Call) -> float:
    return call.real_time + call.effect_after


def _told(call: Call) -> str:
    came = datetime.fromtimestamp(call.real_time, UTC)
    effect = f"done after {call.effect_after:.1f} s" if call.took_effect else "not done"
    return f"{came:%T.%f} {call.method} {call.outcome or 'cut off'}, {effect}, ts {call.response.get('ts')}"
