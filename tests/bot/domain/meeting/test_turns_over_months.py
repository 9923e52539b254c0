"""Over months of meetings, whoever comes to them and whatever they do with their calls, the calls are shared out fairly."""

import os
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain.meeting import turns
from bot.domain.meeting.parts import Member, Presence
from bot.domain.states import Guidance, TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.turn_order import opened_the_round
from tests.bot.domain.meeting.cases import SET, START, at_step, given

ENDS = (TurnState.DONE, TurnState.PASSED, TurnState.PARKED, TurnState.DECLINED, TurnState.SILENT)
PEOPLE = range(1, 8)
ASKS_ALONE = replace(SET, guidance=Guidance.ACCOMPANY)
"""No prompts stand in its calls: which they would be is not looked at."""
MANY = 60 if "SOAK" in os.environ else 21
"""Slots: as many as let each open three rounds."""
often = settings(max_examples=1_000 if "SOAK" in os.environ else 15)
"""Each example is months of meetings."""


@dataclass(frozen=True)
class Slot:
    """One presenter's slot: who is there, the presenter first among them, and how the turns end that there is time for."""

    there: tuple[int, ...]
    ends: tuple[TurnState, ...]


SLOTS = st.builds(
    Slot,
    there=st.permutations(PEOPLE).flatmap(lambda those: st.integers(2, 7).map(lambda many: tuple(those[:many]))),
    ends=st.lists(st.sampled_from(ENDS), max_size=14).map(tuple),
)


@dataclass(frozen=True)
class Called:
    """What became of one slot: the peers who were there, who was called in which order, and who had the first turn."""

    peers: frozenset[int]
    turns: tuple[tuple[int, TurnState], ...]
    first: int | None


def played(slots: list[Slot]) -> list[Called]:
    """Slots a fortnight apart, each with what the members are then."""
    members = tuple(Member(one, one + 100, f"U{one}") for one in PEOPLE)
    found, around = [], given()  # from which each turn has an id of its own
    for nth, slot in enumerate(slots):
        at = START + timedelta(weeks=2 * nth)
        here = tuple(Presence(one, at - timedelta(minutes=20), at) for one in slot.there)
        m = at_step(
            StepKind.QUESTION, slots=slot.there[:1], at=at, members=members, here=here, started_at=at, of=ASKS_ALONE
        )
        for end in slot.ends:
            called = turns.call_next(m, around)
            if called is None:
                break
            assert called.turn is not None
            m = turns.end_turn(called, called.turn.id, end)
        m = turns.cut(m)
        had = tuple((one.member, one.state) for one in m.turns)
        found.append(Called(frozenset(slot.there[1:]), had, opened_the_round(turns.taken(m.turns))))
        members = m.members
    return found


@often
@over(st.lists(SLOTS, min_size=2, max_size=40))
def test_nobody_opens_a_round_again_before_all_who_are_there_have_or_were_missed(slots: list[Slot]) -> None:
    opened: dict[int, int] = {}
    missed: set[int] = set()
    for nth, slot in enumerate(played(slots)):
        called = {member for member, _ in slot.turns}
        silent_first = {member for member, state in slot.turns if state is TurnState.SILENT}
        if slot.first is not None and slot.first not in missed:
            waited_longer = {one for one in slot.peers if opened.get(one, -1) < opened.get(slot.first, -1)}
            assert waited_longer <= silent_first, "whoever opened one longer ago is called first, unless passed over"
        if slot.first is not None:
            opened[slot.first] = nth
        missed = (missed - called) | (slot.peers - called)


@often
@over(st.lists(SLOTS, min_size=2, max_size=40))
def test_whoever_was_missed_is_called_before_all_others_and_nobody_twice_before_all_once(slots: list[Slot]) -> None:
    missed: set[int] = set()
    for slot in played(slots):
        called = [member for member, _ in slot.turns]
        ahead = called[: len(missed & slot.peers)]
        assert set(ahead) <= missed, "whoever had no time last time comes first"
        twice = next((place for place, one in enumerate(called) if one in called[:place]), len(called))
        if twice < len(called):
            assert set(called[:twice]) == slot.peers
        missed = (missed - set(called)) | (slot.peers - set(called))


@often
@over(st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True), st.integers(7, MANY))
def test_where_all_always_come_each_opens_as_many_rounds_as_any_other(presenters: list[int], slots: int) -> None:
    """But for one, and for the slots that they present themselves."""
    presents = [PEOPLE[presenters[nth % len(presenters)]] for nth in range(slots)]
    order = [(one, *(other for other in PEOPLE if other != one)) for one in presents]
    found = played([Slot(there, (TurnState.DONE,) * 6) for there in order])
    often = [sum(slot.first == one for slot in found) for one in PEOPLE if one not in presents]
    assert not often or max(often) - min(often) <= 1


def test_whoever_is_passed_over_or_away_keeps_their_place() -> None:
    """Six peers present once each and ask; 2 is silent in the first slot, and 3 is away in the second."""
    everybody = tuple(PEOPLE)
    done = (TurnState.DONE,) * 6
    found = played(
        [
            Slot(everybody, (TurnState.SILENT, *done)),
            Slot(tuple(one for one in everybody if one != 3), done),
            Slot(everybody, done),
            Slot(everybody, done),
        ]
    )
    assert [slot.first for slot in found] == [3, 2, 4, 5]
