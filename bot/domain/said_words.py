"""What somebody said that they may want to keep: where it stands in Slack, and what a press on it keeps.

The words are read where they stand when they are needed, and are nowhere else before they are kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.calendars import Due
from bot.domain.channel_messages import Tone, tone_of
from bot.domain.dates import DoubtfulDate, Promise
from bot.domain.day_words import Doubt
from bot.domain.errors import Refused


class Keeps(StrEnum):
    """What the words of a step are kept as."""

    RESTATED = "restated"
    ACTION = "action"
    LEARNING = "learning"
    REPORT = "report"


LITTLE = frozenset({Tone.SOUND, Tone.COURTESY})


@dataclass(frozen=True, slots=True)
class TalkPlace:
    """Where somebody's words stand: in these threads of a channel, or with None at its top, `since` and `until` then (UTC)."""

    user: str
    channel: str
    threads: tuple[str | None, ...]
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaidMessage:
    """One message as people read it; `ts` and `thread_ts` are Slack's."""

    ts: str
    text: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Keepable:
    """Words that one press keeps, and where they begin and end.

    Of an action `what` is the words without its date, and `due` is that date; where it is asked about, `doubt` says why.
    """

    words: str
    first_ts: str
    last_ts: str
    what: str = ""
    due: Due | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form opens with: the words that were kept, and where there are newer ones the place to read them at."""

    words: str = ""
    shared: bool = False
    said: TalkPlace | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody is offered to keep of what they said in a step; `slot_id` is empty outside of slots."""

    keeps: Keeps
    step_id: str
    slot_id: str
    pieces: tuple[Keepable, ...]


ReadsPromise = Callable[[str], Promise]
"""Reads what is promised and by when, as `dates.read_promise` does, and raises what it raises."""


def could_be_kept(tone: Tone, keeps: Keeps) -> bool:
    """Whether a message says anything that could be kept: thanks and nods do not, nor is a question a next step."""
    return tone not in LITTLE and not (keeps is Keeps.ACTION and tone is Tone.QUESTION)


def in_one(said: Sequence[SaidMessage], keeps: Keeps) -> str:
    """All that somebody said, as one: several messages are one answer."""
    return " ".join(one.text.strip() for one in _worth_keeping(said, keeps))


def pieces(said: Sequence[SaidMessage], keeps: Keeps, read: ReadsPromise) -> tuple[Keepable, ...]:
    """What can be kept of what was said, oldest first: one answer, or as many actions as have a date of their own."""
    worth = _worth_keeping(said, keeps)
    if keeps is not Keeps.ACTION:
        return (_joined(worth),) if worth else ()
    found: list[Keepable] = []
    so_far: list[SaidMessage] = []
    for one in worth:
        so_far.append(one)
        action = _as_action(_joined(so_far), read)
        if action is not None and (action.due is not None or action.doubt is not None):
            found.append(action)
            so_far = []
    rest = _as_action(_joined(so_far), read) if so_far else None
    return (*found, rest) if rest is not None else tuple(found)


def _worth_keeping(said: Sequence[SaidMessage], keeps: Keeps) -> list[SaidMessage]:
    return [one for one in said if one.text.strip() and could_be_kept(tone_of(one.text), keeps)]


def _joined(said: Sequence[SaidMessage]) -> Keepable:
    return Keepable(" ".join(" ".join(one.text.split()) for one in said), said[0].ts, said[-1].ts)


def _as_action(piece: Keepable, read: ReadsPromise) -> Keepable | None:
    """With its date as a command reads it; None for a date alone."""
    try:
        promise = read(piece.words)
    except DoubtfulDate as doubt:
        return replace(piece, what=doubt.what, doubt=doubt.doubt)
    except Refused:
        return None
    return replace(piece, what=promise.what, due=promise.due)
