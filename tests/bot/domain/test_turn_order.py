"""Whom to call next, and when silence passes somebody over."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.states import TurnState
from bot.domain.turn_order import (
    Peer,
    Taken,
    is_called_again,
    is_open,
    leaves_out_follow_ups,
    next_peer,
    not_called_yet,
    silent_at,
)

BEGAN = datetime(2026, 11, 10, 14, 20, tzinfo=UTC)
ALIVE = BEGAN + timedelta(minutes=1)
GONE = BEGAN - timedelta(minutes=1)
ANA, BEN, DAN, LATE = 1, 2, 3, 4
ALL = (Peer(ANA, sign_at=ALIVE), Peer(BEN, sign_at=ALIVE), Peer(DAN, sign_at=ALIVE))
ASKED, DONE, PASSED = TurnState.ASKED, TurnState.DONE, TurnState.PASSED
SILENT, SPOKE, CUT = TurnState.SILENT, TurnState.SPOKE, TurnState.CUT


def taken(*turns: tuple[int, TurnState]) -> list[Taken]:
    return [Taken(member, state) for member, state in turns]


@pytest.mark.parametrize(
    ("turns", "called"),
    [
        pytest.param([], ANA, id="the first who came is called first"),
        pytest.param([(ANA, DONE)], BEN, id="then the next"),
        pytest.param([(ANA, DONE), (BEN, PASSED)], DAN, id="a pass is a turn"),
        pytest.param([(ANA, DONE), (BEN, DONE), (DAN, DONE)], ANA, id="the next round begins"),
        pytest.param([(ANA, SILENT)], BEN, id="silent: passed over"),
        pytest.param([(ANA, SILENT), (BEN, DONE)], DAN, id="silent: not before all were called"),
        pytest.param([(ANA, SILENT), (BEN, DONE), (DAN, DONE)], ANA, id="silent: again at the end of the round"),
        pytest.param([(ANA, SILENT), (BEN, DONE), (DAN, DONE), (ANA, DONE)], BEN, id="then whoever waits longest"),
        pytest.param(
            [(ANA, SILENT), (BEN, DONE), (DAN, DONE), (ANA, SILENT)], BEN, id="silent twice: the others go on"
        ),
        pytest.param(
            [(ANA, DONE), (BEN, DONE), (DAN, DONE), (ANA, SILENT)], BEN, id="silent in the second round: passed over"
        ),
        pytest.param([(one, SILENT) for one in (ANA, BEN, DAN, ANA, BEN, DAN)], None, id="all silent twice: nobody"),
        pytest.param([(one, PASSED) for one in (ANA, BEN, DAN)], None, id="all have passed: nobody"),
        pytest.param([(ANA, PASSED), (BEN, PASSED), (DAN, PASSED), (BEN, DONE)], ANA, id="until somebody asks"),
        pytest.param([(one, SPOKE) for one in (ANA, BEN, DAN, ANA, BEN, DAN)], ANA, id="all spoke: round after round"),
    ],
)
@pytest.mark.promise(31, 60, 61, 63)
def test_peers_are_called_in_turn_round_after_round(turns: list[tuple[int, TurnState]], called: int | None) -> None:
    assert next_peer(ALL, taken(*turns), began=BEGAN) == called


@pytest.mark.parametrize(
    ("sign", "called"),
    [
        pytest.param(GONE, None, id="no sign since the step began: not called a second time"),
        pytest.param(None, None, id="no sign at all: not called a second time"),
        pytest.param(BEGAN, ANA, id="a sign as the step began: called again"),
        pytest.param(ALIVE, ANA, id="a sign since: called again"),
    ],
)
@pytest.mark.promise(62)
def test_somebody_silent_is_called_again_only_with_a_sign_of_life(sign: datetime | None, called: int | None) -> None:
    assert next_peer([Peer(ANA, sign_at=sign)], taken((ANA, SILENT)), began=BEGAN) == called


def test_nobody_is_left_where_nobody_came() -> None:
    assert next_peer([], [], began=BEGAN) is None


@pytest.mark.promise(71)
def test_whoever_the_last_slot_dropped_is_called_first() -> None:
    peers = [Peer(ANA, sign_at=ALIVE), Peer(BEN, sign_at=ALIVE), Peer(DAN, first=True, sign_at=ALIVE)]
    assert next_peer(peers, [], began=BEGAN) == DAN
    assert next_peer(peers, taken((DAN, DONE)), began=BEGAN) == ANA


@pytest.mark.promise(18)
def test_a_latecomer_joins_the_end_of_the_round() -> None:
    latecomer = Peer(4, sign_at=ALIVE)
    first_round = taken((ANA, DONE))
    assert next_peer([*ALL, latecomer], first_round, began=BEGAN) == BEN
    assert next_peer([*ALL, latecomer], [*first_round, *taken((BEN, DONE), (DAN, DONE))], began=BEGAN) == 4


@pytest.mark.parametrize(
    ("turns", "called"),
    [
        pytest.param(
            [ANA, BEN, DAN, ANA], [BEN, DAN, LATE, ANA, BEN, DAN, LATE, ANA], id="after the others, then in turn"
        ),
        pytest.param([ANA, BEN, DAN] * 4, [LATE, ANA, BEN, DAN, LATE, ANA], id="as a round ends, and no more often"),
        pytest.param([ANA, LATE, BEN, DAN, ANA, BEN, DAN, ANA], [BEN, DAN, LATE, ANA], id="back again"),
    ],
)
def test_whoever_joins_is_called_as_often_as_the_others_from_then_on(turns: list[int], called: list[int]) -> None:
    so_far = taken(*((member, DONE) for member in turns))
    for expected in called:
        assert next_peer([*ALL, Peer(LATE, sign_at=ALIVE)], so_far, began=BEGAN) == expected
        so_far += taken((expected, DONE))


def test_somebody_silent_who_comes_back_later_waits_for_the_end_of_the_round() -> None:
    turns = taken((DAN, SILENT), (ANA, DONE), (BEN, DONE), (ANA, DONE))
    assert [next_peer(ALL, turns, began=BEGAN), next_peer(ALL, [*turns, *taken((BEN, DONE))], began=BEGAN)] == [
        BEN,
        DAN,
    ]


def test_whoever_asks_alone_is_called_again_unless_they_have_passed() -> None:
    alone = [Peer(ANA, sign_at=ALIVE)]
    assert next_peer(alone, taken((ANA, DONE)), began=BEGAN) == ANA
    assert next_peer(alone, taken((ANA, DONE), (ANA, PASSED)), began=BEGAN) is None


@given(
    st.lists(
        st.tuples(st.sampled_from([DONE, PASSED, SILENT, CUT]), st.sampled_from([None, 0, 1, 2, 3])),
        min_size=1,
        max_size=60,
    )
)
@pytest.mark.promise(18, 60)
def test_between_two_calls_of_one_person_everybody_else_was_called(history: list[tuple[TurnState, int | None]]) -> None:
    """Whatever comes of the calls, and whoever comes and goes between them."""
    here, turns = list(range(4)), list[Taken]()
    could = list[set[int]]()
    for end, comes_or_goes in history:
        if comes_or_goes is not None:
            here = [one for one in here if one != comes_or_goes] if comes_or_goes in here else [*here, comes_or_goes]
        peers = [Peer(one, sign_at=ALIVE) for one in here]
        member = next_peer(peers, turns, began=BEGAN)
        if member is None:
            continue
        could.append({one for one in here if sum(t.member == one and t.state is SILENT for t in turns) < 2})
        before = max((place for place, turn in enumerate(turns) if turn.member == member), default=None)
        if before is not None and turns[before].state is not SILENT:
            waited = set.intersection(*could[before:]) - {member}
            assert waited <= {turn.member for turn in turns[before + 1 :]}
        turns.append(Taken(member, end))


@given(rounds=st.integers(1, 4), peers=st.integers(1, 8))
@pytest.mark.promise(60)
def test_nobody_is_called_again_before_all_were(rounds: int, peers: int) -> None:
    everybody = [Peer(member, sign_at=ALIVE) for member in range(peers)]
    turns: list[Taken] = []
    for _ in range(rounds):
        called = []
        for _ in everybody:
            member = next_peer(everybody, turns, began=BEGAN)
            assert member is not None
            called.append(member)
            turns.append(Taken(member, DONE))
        assert sorted(called) == list(range(peers))


@given(st.lists(st.sampled_from([DONE, PASSED, SILENT]), max_size=40), st.integers(1, 6))
def test_nobody_is_passed_over_more_than_twice(ends: list[TurnState], peers: int) -> None:
    everybody = [Peer(member, sign_at=ALIVE) for member in range(peers)]
    turns: list[Taken] = []
    for end in ends:
        member = next_peer(everybody, turns, began=BEGAN)
        if member is None:
            break
        turns.append(Taken(member, end))
    for peer in everybody:
        assert sum(turn.member == peer.member and turn.state is SILENT for turn in turns) <= 2


@pytest.mark.parametrize(
    ("thinking", "seconds"),
    [pytest.param(False, 90, id="ninety seconds"), pytest.param(True, 150, id="thinking adds sixty")],
)
@pytest.mark.promise(61)
def test_silence_lasts_so_long(thinking: bool, seconds: int) -> None:
    assert silent_at(BEGAN, thinking=thinking) == BEGAN + timedelta(seconds=seconds)
    assert silent_at(BEGAN, thinking=thinking, spoke=True) == BEGAN + timedelta(seconds=seconds + 60)


@pytest.mark.parametrize(
    ("turns", "dropped"),
    [
        pytest.param([], (ANA, BEN, DAN), id="nobody was called"),
        pytest.param([(ANA, DONE)], (BEN, DAN), id="one was called"),
        pytest.param([(ANA, SILENT), (BEN, CUT)], (BEN, DAN), id="one was called too late to ask"),
        pytest.param([(ANA, DONE), (BEN, DONE), (DAN, PASSED)], (), id="all were called"),
    ],
)
def test_whoever_was_not_called_is_remembered(turns: list[tuple[int, TurnState]], dropped: tuple[int, ...]) -> None:
    assert not_called_yet(ALL, taken(*turns)) == dropped


@pytest.mark.parametrize(
    ("turns", "sign", "again"),
    [
        pytest.param([(ANA, SILENT)], ALIVE, True, id="silent once"),
        pytest.param([(ANA, SILENT)], GONE, False, id="silent, without a sign of life since the step began"),
        pytest.param([(ANA, SILENT)], None, False, id="silent, without any sign of life"),
        pytest.param([(ANA, SPOKE), (BEN, DONE), (ANA, SPOKE)], ALIVE, True, id="not silent, as often as it was"),
        pytest.param([(ANA, SILENT), (BEN, DONE), (ANA, SILENT)], ALIVE, False, id="silent twice"),
        pytest.param([(BEN, DONE), (ANA, CUT)], GONE, True, id="cut off before a question of theirs"),
        pytest.param([(ANA, DONE), (BEN, DONE), (ANA, CUT)], ALIVE, False, id="cut off in their second turn"),
        pytest.param([(ANA, PASSED), (ANA, CUT)], ALIVE, False, id="cut off after they had passed"),
    ],
)
def test_nobody_is_promised_a_call_that_does_not_come(
    turns: list[tuple[int, TurnState]], sign: datetime | None, again: bool
) -> None:
    assert is_called_again(Peer(ANA, sign_at=sign), taken(*turns), began=BEGAN) is again


@pytest.mark.parametrize(
    ("turns", "minutes", "leaves_out"),
    [
        pytest.param([(ANA, ASKED)], 4, False, id="time for the two who wait"),
        pytest.param([(ANA, ASKED)], 3.9, True, id="a little less than that"),
        pytest.param([(ANA, DONE), (BEN, ASKED)], 3.9, False, id="one waits"),
        pytest.param([(ANA, DONE), (BEN, SILENT), (DAN, ASKED)], 1.9, True, id="the silent one is called again"),
        pytest.param([(ANA, DONE), (BEN, DONE), (DAN, ASKED)], 0.1, False, id="the last of the round"),
        pytest.param([(ANA, DONE), (BEN, DONE), (DAN, DONE), (ANA, ASKED)], 3.9, True, id="the second round"),
        pytest.param([], 0.1, False, id="nobody was called yet"),
    ],
)
@pytest.mark.promise(70)
def test_a_round_that_cannot_finish_leaves_out_follow_ups(
    turns: list[tuple[int, TurnState]], minutes: float, leaves_out: bool
) -> None:
    left = timedelta(minutes=minutes)
    assert leaves_out_follow_ups(ALL, taken(*turns), began=BEGAN, left=left) is leaves_out


def test_a_turn_is_open_until_it_ends() -> None:
    assert [state for state in TurnState if is_open(state)] == [TurnState.CALLED, TurnState.ASKED]
