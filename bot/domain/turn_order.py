"""Questioning in turn: whom to call next, and when a turn ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.controls import Standing
from bot.domain.states import OPEN_TURNS, TurnState

SILENCE: Final = timedelta(seconds=90)
THINKING: Final = timedelta(seconds=60)
FOR_A_QUESTION: Final = timedelta(minutes=1)
"""So much longer whoever has said something that is no question is waited for, and at least so long from their last word."""
PRESENTER_SILENCE: Final = timedelta(minutes=3)
MOST_SILENT: Final = 2
WAITED_FOR: Final = timedelta(minutes=5)
"""How long somebody who has a question, and asked it elsewhere, is waited for."""
UNANSWERED: Final = timedelta(minutes=4)
"""How long a question without an answer waits: Slack does not show that somebody is typing, and a long answer takes minutes."""
STILL_WRITING: Final = timedelta(minutes=1)
"""So long after the presenter's last word they are asked, alone, whether that was their answer."""
UNPRESSED: Final = timedelta(minutes=3)
"""How long a call stands aloud before it is asked whether it goes on."""
BURIED: Final = 4
"""Messages of people below an answered question, from which on the row of buttons is posted once more."""
LATE_ANSWER: Final = timedelta(seconds=50)
"""So long after a question the presenter's first words may still be the answer to the one before, whose turn ended by quiet: it
takes longer to read a question and type thirty words."""
_HAD_THEIRS: Final = frozenset(
    {TurnState.DONE, TurnState.PASSED, TurnState.SPOKE, TurnState.PARKED, TurnState.DECLINED}
)
WITHOUT_FOLLOW_UP: Final = timedelta(minutes=2)
"""What a question and its answer take, by which a round is judged."""


class FollowsQuiet(StrEnum):
    """What follows where the presenter says no more: the NEXT_PERSON is called, the questions that are LEFT are shown, or they WAIT.

    They are waited for longer where their words may have answered the question before.
    """

    NEXT_PERSON = "next_person"
    LEFT = "left"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class PausedAnswer:
    """A presenter who has paused in an answer: their Slack id, the channel and thread where it is, and the turn's public id.

    `asker` is the Slack id of whose question it may answer, and `follows` is what comes if they say nothing.
    """

    user: str
    channel: str
    thread: str | None
    turn_id: str
    asker: str
    follows: "FollowsQuiet"


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody who may be called. `first` when the last slot dropped them; `sign_at` is their last sign of life (UTC)."""

    member: int
    first: bool = False
    sign_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn of this step, as the order of calls sees it."""

    member: int
    state: TurnState


@dataclass(frozen=True, slots=True)
class _Last:
    """The last turn of a member: how many rounds ago (0 for the one at hand), in which place of all turns, how it ended."""

    ago: int
    place: int
    state: TurnState


def next_peer(peers: Sequence[Peer], turns: Sequence[Taken], *, began: datetime) -> int | None:
    """The member to call now, or None when nobody is left to call.

    Between two calls of one person everybody else who may be called has been called. Whoever comes in the middle of a round, for
    the first time or again, is called at its end, and from then on as often as the others. Whoever was passed over for silence
    is called again at the end of the round, unless there has been no sign of life from them since the step began; silent twice,
    not called again. Once all have passed, nobody is called before somebody asks. `peers` are in the order of their first calls.
    """
    last = _last(turns)
    callable_now = [peer for peer in peers if _may_be_called(peer, turns, began)]
    if all(peer.member in last and last[peer.member].state is TurnState.PASSED for peer in callable_now):
        return None
    return min(callable_now, key=lambda peer: _line(peer, last.get(peer.member))).member


def _last(turns: Sequence[Taken]) -> dict[int, _Last]:
    """The last turn of each member. A round begins with the second call in one of anybody but those who were silent."""
    at_hand, rounds, last = 0, dict[int, int](), dict[int, tuple[int, TurnState]]()
    for place, turn in enumerate(turns):
        if rounds.get(turn.member) == at_hand and last[turn.member][1] is not TurnState.SILENT:
            at_hand += 1
        rounds[turn.member], last[turn.member] = at_hand, (place, turn.state)
    return {member: _Last(at_hand - rounds[member], *last[member]) for member in last}


def _line(peer: Peer, last: _Last | None) -> tuple[int, int, bool]:
    """Where somebody stands in the line of those who may be called; equals stand in the order of their first calls.

    First those who wait for their call of this round, newcomers and those who come back behind them; then whoever was silent
    in it; then the next round.
    """
    if last is None or last.ago > 1 or (last.ago == 1 and last.state is TurnState.SILENT):
        return 1, 0, not peer.first
    if last.ago == 1:
        return 0, last.place, False
    return (2 if last.state is TurnState.SILENT else 3), last.place, False


def _may_be_called(peer: Peer, turns: Sequence[Taken], began: datetime) -> bool:
    silent = times_silent(peer.member, turns)
    if silent >= MOST_SILENT:
        return False
    return silent == 0 or (peer.sign_at is not None and peer.sign_at >= began)


def times_silent(member: int, turns: Sequence[Taken]) -> int:
    """How often somebody was passed over for silence in these turns."""
    return sum(turn.member == member and turn.state is TurnState.SILENT for turn in turns)


def leaves_out_follow_ups(peers: Sequence[Peer], turns: Sequence[Taken], *, began: datetime, left: timedelta) -> bool:
    """Whether the round at hand cannot finish in the time that is left: follow-ups are what it drops first."""
    last = _last(turns)
    called = {member for member, one in last.items() if one.ago == 0 and one.state is not TurnState.SILENT}
    waiting = [peer for peer in peers if peer.member not in called and _may_be_called(peer, turns, began)]
    return bool(turns) and left < len(waiting) * WITHOUT_FOLLOW_UP


def silent_at(called: datetime, *, thinking: bool, waits: bool = False, spoke: bool = False) -> datetime:
    """When a peer who has not asked is passed over without comment; `waits` for one who has asked elsewhere.

    What is plainly no question uses up nothing: for whoever `spoke` a minute longer.
    """
    if waits:
        return called + WAITED_FOR
    return called + SILENCE + (THINKING if thinking else timedelta(0)) + (FOR_A_QUESTION if spoke else timedelta(0))


def is_called_again(peer: Peer, turns: Sequence[Taken], *, began: datetime) -> bool:
    """Whether a peer whose turn, the last of these, ended without a question will be called because of that.

    Whoever was silent is, in this slot, but not without end, nor without a sign of life since the step began; whoever was cut off is
    called first in the next one, unless these turns had an earlier call to them.
    """
    match turns[-1].state:
        case TurnState.SILENT:
            return _may_be_called(peer, turns, began)
        case TurnState.CUT:
            return not _was_called(peer.member, turns)
    return True


def not_called_yet(peers: Sequence[Peer], turns: Sequence[Taken]) -> tuple[int, ...]:
    """Whoever was not called at all, or only as the questions ended: they are called first in the next slot."""
    return tuple(peer.member for peer in peers if not _was_called(peer.member, turns))


def opened_the_round(turns: Sequence[Taken]) -> int | None:
    """Who was the first to be called, and had their turn: they asked or passed. Whoever was passed over, or cut off, was not."""
    return next((turn.member for turn in turns if turn.state in _HAD_THEIRS), None)


def _was_called(member: int, turns: Sequence[Taken]) -> bool:
    return any(turn.member == member and turn.state is not TurnState.CUT for turn in turns)


def is_open(state: TurnState) -> bool:
    return state in OPEN_TURNS


@dataclass(frozen=True, slots=True)
class Call:
    """A call to one peer, as the thread shows it. `intro_minutes` on the first call of the step; `minutes_left` is what it warns of.

    `again` where somebody silent or cut off will be called once more; `interrupted` while only *Next question* ends the turn.
    `still` where it was asked aloud whether it goes on, `shown_again` where the row of buttons was posted once more below an answered
    question, and `elsewhere` on the older message of such a call.
    `lends` where its peer may ask for questions to borrow.
    `follow_ups` in the one round of them after questions in writing; `number` and `words` are of such a question, which is answered.
    Whether there is time for a follow-up is said as the question is asked, and again as it is `answered` where there is none.
    """

    turn_id: str
    step_id: str
    peer: str = field(compare=False)
    presenter: str = field(compare=False)
    prompt: str
    state: TurnState
    spoken: bool
    thinking: bool
    intro_minutes: float | None
    latest: bool
    paused: bool
    until: datetime
    minutes_left: int
    follow_up: bool = field(default=True, compare=False)
    followed_up: bool = False
    interrupted: bool = False
    calling: bool = True
    again: bool = True
    time_up: bool = field(default=False, compare=False)
    tells_time_up: bool = False
    controls: bool = True
    answered: bool = False
    standing: Standing = Standing.PAUSED
    still: bool = False
    shown_again: bool = False
    elsewhere: bool = False
    lends: bool = False
    follow_ups: bool = False
    number: int = 0
    words: str = ""
