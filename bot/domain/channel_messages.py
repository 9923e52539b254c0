"""What is said in a channel, as far as the bot looks: who wrote when and where, never what."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

_THANKS: Final = re.compile(
    r"^\W*(thank you|thanks|thx|ta|cheers|many thanks|ok|okay|got it|great|noted|yes|no|welcome|bye|hello|hi)\b.{0,20}$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """A message that somebody wrote. `ts` is Slack's and tells when; `courtesy` for thanks and the like."""

    workspace: str
    user: str
    channel: str
    ts: str
    thread_ts: str | None
    event_id: str
    courtesy: bool

    @property
    def at(self) -> datetime:
        """When it was written, in UTC: messages are judged by that, not by when they arrive."""
        return moment_of(self.ts)


class Untimely(StrEnum):
    """Why a message was out of turn: somebody presents, or asks while its author waits to be called or is not called again.

    LATE for a question that was written in time, and arrived when the turn was another's.
    """

    PRESENTING = "presenting"
    ASKING = "asking"
    NOT_CALLED = "not_called"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class OutOfTurn:
    """Somebody wrote in a thread when it was another's turn, to ask or to present; they are told privately, once a slot."""

    user: str
    channel: str
    thread_ts: str
    whose: str
    why: Untimely = Untimely.ASKING


def moment_of(ts: str) -> datetime:
    """The moment that a Slack `ts` names, in UTC."""
    seconds, _, micros = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(micros[:6].ljust(6, "0") or 0))


def is_courtesy(text: str) -> bool:
    """Whether a message is only thanks, a greeting or a nod: nobody is told whose turn it is for that."""
    return len(text) < 40 and _THANKS.match(text.strip()) is not None
