"""Questioning in turn: whom to call next, and when a turn ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.states import OPEN_TURNS, TurnState

SILENCE: Final = timedelta(seconds=90)
THINKING: Final = timedelta(seconds=60)
PRESENTER_SILENCE: Final = timedelta(minutes=3)
MOST_SILENT: Final = 2
WITHOUT_FOLLOW_UP: Final = timedelta(minutes=2)
"""What a question and its answer take, by which a round is judged."""
BRIEF_QUIET: Final = timedelta(seconds=30)
"""How long a turn waits after the answer where there is no time for a follow-up."""


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


def next_peer(peers: Sequence[Peer], turns: Sequence[Taken], *, began: datetime) -> int | None:
    """The member to call now, or None when nobody is left to call.

    Nobody is called twice before all have been called once; then the next round begins. Whoever was passed over for silence is
    called again at the end of the round, unless there has been no sign of life from them since the step began; silent twice,
    not called again. `peers` are in the order of calling: those who were dropped from the last slot first.
    """
    callable_now = [peer for peer in peers if _may_be_called(peer, turns, began)]
    if not callable_now:
        return None
    order = {peer.member: index for index, peer in enumerate(sorted(callable_now, key=lambda peer: not peer.first))}
    return min(
        callable_now, key=lambda peer: (_rounds(peer.member, turns), _late(peer.member, turns), order[peer.member])
    ).member


def _rounds(member: int, turns: Sequence[Taken]) -> int:
    """How many rounds this peer is through: a silent turn is not one until it was offered again."""
    mine = [turn.state for turn in turns if turn.member == member]
    return sum(state is not TurnState.SILENT for state in mine)


def _late(member: int, turns: Sequence[Taken]) -> bool:
    mine = [turn.state for turn in turns if turn.member == member]
    return bool(mine) and mine[-1] is TurnState.SILENT


def _may_be_called(peer: Peer, turns: Sequence[Taken], began: datetime) -> bool:
    silent = sum(turn.member == peer.member and turn.state is TurnState.SILENT for turn in turns)
    if silent >= MOST_SILENT:
        return False
    return silent == 0 or (peer.sign_at is not None and peer.sign_at >= began)


def leaves_out_follow_ups(peers: Sequence[Peer], turns: Sequence[Taken], *, began: datetime, left: timedelta) -> bool:
    """Whether the round at hand cannot finish in the time that is left: follow-ups are what it drops first."""
    round_at_hand = max((_rounds(turn.member, turns) for turn in turns), default=0)
    waiting = [p for p in peers if _may_be_called(p, turns, began) and _rounds(p.member, turns) < round_at_hand]
    return left < len(waiting) * WITHOUT_FOLLOW_UP


def silent_at(called: datetime, *, thinking: bool) -> datetime:
    """When a peer who has not asked is passed over without comment."""
    return called + SILENCE + (THINKING if thinking else timedelta(0))


def not_called_yet(peers: Sequence[Peer], turns: Sequence[Taken]) -> tuple[int, ...]:
    """Whoever was not called at all: they are called first in the next slot."""
    called = {turn.member for turn in turns}
    return tuple(peer.member for peer in peers if peer.member not in called)


def is_open(state: TurnState) -> bool:
    return state in OPEN_TURNS


@dataclass(frozen=True, slots=True)
class Call:
    """A call to one peer, as the thread shows it. `intro_minutes` on the first call of the step."""

    turn_id: str
    step_id: str
    peer: str
    presenter: str
    prompt: str
    state: TurnState
    spoken: bool
    thinking: bool
    intro_minutes: float | None
    latest: bool
    paused: bool
    until: datetime
    warned: bool
    follow_up: bool = True
    time_up: bool = False
