"""Which prompt is offered next: nothing twice, every family in turn, and no more challenge than is welcome."""

from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Misconfigured
from bot.domain.prompt_choice import Heard, Occasion, choose, lend
from bot.domain.question_bank import Bank, Family, InSet, Prompt, When
from bot.domain.states import IssueKind
from bot.domain.step_kinds import StepKind

ASK = StepKind.QUESTION


def prompt(id: str, family: Family, challenge: int = 1, step: StepKind = ASK) -> Prompt:
    return Prompt(id, step, family, f"What about {id}?", challenge)


SMALL = Bank(
    (
        prompt("who-a", Family.WHO),
        prompt("who-b", Family.WHO),
        prompt("head-a", Family.HEAD),
        prompt("dare-a", Family.CHALLENGE, 2),
        prompt("dare-b", Family.CHALLENGE, 3),
        prompt("fact-a", Family.FACTS, step=StepKind.CLARIFY),
    )
)


def now(welcome: int = 1, **moment: Any) -> Occasion:
    """After the first part of the time, unless a moment is named."""
    return Occasion(ASK, welcome=welcome, **{"elapsed": 0.4, **moment})


def offered(slot: str = "", in_set: str = "", bank: Bank = SMALL, **moment: Any) -> set[str | None]:
    """Every id that chance may bring up."""
    heard = Heard(slot.split(), in_set.split())
    found = (choose(bank, now(**moment), heard, Random(seed)) for seed in range(40))
    return {one.id if one else None for one in found}


@pytest.mark.parametrize(
    ("slot", "in_set", "welcome", "may_come"),
    [
        pytest.param("", "", 1, {"who-a", "who-b", "head-a"}, id="at first anything for this step"),
        pytest.param("", "", 2, {"who-a", "who-b", "head-a", "dare-a"}, id="some challenge where it is welcome"),
        pytest.param("", "", 3, {"who-a", "who-b", "head-a", "dare-a"}, id="the most challenge not in the first round"),
        pytest.param("who-a", "", 1, {"head-a"}, id="a family not heard in this slot comes first"),
        pytest.param("who-a head-a", "", 1, {"who-b"}, id="what is left, although its family was heard"),
        pytest.param("who-a who-b head-a", "", 1, {None}, id="nothing once the slot has heard all"),
        pytest.param("", "who-a", 1, {"head-a"}, id="the family heard longest ago in the set comes first"),
        pytest.param("", "who-a head-a", 1, {"who-b"}, id="nothing again before the set has heard all"),
        pytest.param("", "who-a head-a who-b", 1, {"head-a"}, id="all heard: again from the family longest ago"),
        pytest.param("", "head-a who-a who-b head-a", 1, {"who-a", "who-b"}, id="the second round repeats nothing too"),
        pytest.param("head-a", "who-a who-b", 1, {"who-a", "who-b"}, id="this slot heard the last of the round"),
        pytest.param("head-a", "who-a who-b head-a", 1, {"who-a", "who-b"}, id="the same, counted in the set as well"),
        pytest.param("gone", "gone gone", 1, {"who-a", "who-b", "head-a"}, id="prompts taken out since do not matter"),
        pytest.param("fact-a", "fact-a", 1, {"who-a", "who-b", "head-a"}, id="nor do those of another step"),
        pytest.param("", "who-a head-a who-b", 2, {"dare-a"}, id="challenge that is welcome now and was not before"),
    ],
)
def test_the_next_prompt_comes_from_what_was_heard_least(
    slot: str, in_set: str, welcome: int, may_come: set[str | None]
) -> None:
    assert offered(slot, in_set, welcome=welcome) == may_come


def test_nothing_is_offered_in_a_step_that_has_no_prompts() -> None:
    assert choose(SMALL, Occasion(StepKind.BIDS, welcome=3), Heard(), Random(1)) is None


def test_the_same_chance_brings_the_same_prompt() -> None:
    first, again = (choose(SMALL, now(welcome=3), Heard(), Random(7)) for _ in range(2))
    assert first == again


def test_a_prompt_is_found_by_its_id() -> None:
    assert SMALL.by_id("head-a") == prompt("head-a", Family.HEAD)
    assert SMALL.by_id("gone") is None


def test_a_bank_with_one_id_twice_is_refused() -> None:
    with pytest.raises(Misconfigured, match="two prompts with one id"):
        Bank((prompt("who-a", Family.WHO), prompt("who-a", Family.HEAD)))


FAMILIES = st.sampled_from([Family.WHO, Family.HEAD, Family.HEART, Family.CHALLENGE])


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    made = draw(st.lists(st.tuples(FAMILIES, st.integers(1, 3)), min_size=1, max_size=12))
    return Bank(tuple(prompt(f"p{number}", family, level) for number, (family, level) in enumerate(made)))


def a_slot(bank: Bank, calls: int, in_set: list[str], welcome: int, chance: Random) -> list[Prompt]:
    """The prompts of one slot, offered one after the other; the set hears them too."""
    heard: list[Prompt] = []
    for call in range(calls):
        ids = [one.id for one in heard]
        found = choose(bank, now(welcome=welcome, calls=call, round=0), Heard(ids, in_set), chance)
        if found is None:
            break
        heard.append(found)
        in_set.append(found.id)
    return heard


@given(banks(), st.integers(1, 2), st.integers(0, 99))
def test_a_slot_hears_everything_that_is_welcome_once_and_then_nothing(bank: Bank, welcome: int, seed: int) -> None:
    heard = a_slot(bank, 99, [], welcome, Random(seed))
    assert sorted(one.id for one in heard) == sorted(one.id for one in bank.prompts if one.challenge <= welcome)


@given(banks(), st.integers(1, 4), st.integers(1, 5), st.integers(0, 99))
@pytest.mark.promise(83)
def test_a_set_hears_every_prompt_before_it_hears_one_again(bank: Bank, slots: int, calls: int, seed: int) -> None:
    chance, in_set = Random(seed), list[str]()
    for _ in range(slots):
        a_slot(bank, calls, in_set, 2, chance)
    size = len([one for one in bank.prompts if one.challenge <= 2])
    for begin in range(0, len(in_set), size or 1):
        this_round = in_set[begin : begin + size]
        assert len(set(this_round)) == len(this_round)


@given(banks(), st.integers(0, 99))
@pytest.mark.promise(83)
def test_a_new_slot_hears_every_family_before_it_hears_one_again(bank: Bank, seed: int) -> None:
    heard = a_slot(bank, 99, [], 2, Random(seed))
    families = {one.family for one in heard}
    assert {one.family for one in heard[: len(families)]} == families


@given(banks(), st.lists(st.integers(0, 15)), st.lists(st.integers(0, 15)), st.integers(1, 2), st.integers(0, 99))
def test_whatever_was_heard_an_offer_is_new_to_the_slot_and_welcome(
    bank: Bank, slot: list[int], in_set: list[int], welcome: int, seed: int
) -> None:
    heard = Heard([f"p{number}" for number in slot], [f"p{number}" for number in in_set])
    found = choose(bank, now(welcome=welcome), heard, Random(seed))
    left = {one.id for one in bank.prompts if one.challenge <= welcome} - set(heard.in_slot)
    assert found.id in left if found else not left


def timed(id: str, *when: When, **fits: Any) -> Prompt:
    return Prompt(id, ASK, Family.WHAT, f"What about {id}?", when=frozenset(when), **fits)


MOMENTS = Bank(
    (
        timed("early", When.EARLY),
        timed("middle", When.MIDDLE),
        timed("late", When.LATE),
        timed("follows", When.FOLLOW_UP),
        timed("done", When.AFTER_ACTION),
        timed("trouble", When.EARLY, issue=IssueKind.PROBLEM),
        timed("chance", When.EARLY, issue=IssueKind.OPPORTUNITY),
        timed("first", When.EARLY, meeting=InSet.FIRST),
        timed("again", When.EARLY, meeting=InSet.LATER),
        timed("last", When.EARLY, meeting=InSet.LAST),
        timed("to-presenter", When.EARLY, asks_presenter=True),
    )
)


@pytest.mark.parametrize(
    ("moment", "may_come"),
    [
        pytest.param({}, {"early", "trouble", "again"}, id="a problem, at the beginning of a later meeting"),
        pytest.param({"elapsed": 0.3}, {"early", "trouble", "again", "middle"}, id="early and middle overlap"),
        pytest.param({"elapsed": 0.45}, {"middle"}, id="just before half of the time: nothing late"),
        pytest.param({"elapsed": 0.5}, {"middle", "late"}, id="half of the time is over"),
        pytest.param({"elapsed": 1.0}, {"late"}, id="at the end"),
        pytest.param({"elapsed": 1.0, "answered": True}, {"late", "follows"}, id="an answer can be followed up"),
        pytest.param(
            {"answered": True}, {"early", "trouble", "again"}, id="not in the first round and part of the time"
        ),
        pytest.param(
            {"answered": True, "calls": 1}, {"early", "trouble", "again", "follows"}, id="after the first round it can"
        ),
        pytest.param({"follows_up": True}, {"follows"}, id="in a round of follow-ups nothing else"),
        pytest.param({"action_named": True}, {"done"}, id="once an action is named, what asks about that"),
        pytest.param({"issue": IssueKind.OPPORTUNITY}, {"early", "chance", "again"}, id="a chance"),
        pytest.param({"meetings": frozenset({InSet.FIRST})}, {"early", "trouble", "first"}, id="the first meeting"),
        pytest.param(
            {"meetings": frozenset({InSet.LATER, InSet.LAST})}, {"early", "trouble", "again", "last"}, id="the last"
        ),
        pytest.param({"asks_presenter": True}, {"to-presenter"}, id="what is put to the presenter"),
    ],
)
def test_a_prompt_fits_its_moment(moment: dict[str, Any], may_come: set[str]) -> None:
    assert offered(bank=MOMENTS, **{"elapsed": 0.0, **moment}) == may_come


def test_where_all_is_welcome_one_call_in_four_after_the_first_round_is_bold() -> None:
    calls = range(4, 16)
    bold = [call for call in calls if offered(welcome=3, calls=call, round=4) == {"dare-b"}]
    assert bold == [7, 11, 15]
    assert all("dare-b" not in offered(welcome=3, calls=call, round=4) for call in calls if call not in bold)


def test_three_prompts_are_lent_from_three_families_first_from_one_that_was_not_heard() -> None:
    for seed in range(40):
        lent = lend(SMALL, now(welcome=2), Heard(["who-a", "dare-a"], ["who-a", "dare-a"]), Random(seed))
        assert lent[0].family is Family.HEAD
        assert {one.id for one in lent} == {"head-a", "who-b"}, "and no third where there is none"
    lent = lend(SMALL, now(welcome=2), Heard(), Random(1))
    assert {one.family for one in lent} == {Family.WHO, Family.HEAD, Family.CHALLENGE}


@pytest.mark.parametrize(
    ("slot", "elapsed", "may_come"),
    [
        pytest.param("", 0.1, {"who-a", "who-b", "what-a"}, id="who or what first"),
        pytest.param("who-a", 0.3, {"what-a"}, id="then the other"),
        pytest.param("who-a what-a", 0.3, {"head-a"}, id="then anything"),
        pytest.param("who-a", 0.4, {"what-a", "head-a"}, id="once the first part is over anything"),
    ],
)
def test_who_and_what_come_first(slot: str, elapsed: float, may_come: set[str]) -> None:
    bank = Bank((*(SMALL.by_id(one) for one in ("who-a", "who-b", "head-a")), prompt("what-a", Family.WHAT)))  # type: ignore[arg-type]
    assert offered(slot, slot, bank, elapsed=elapsed) == may_come
    lent = lend(bank, now(elapsed=elapsed), Heard(slot.split(), slot.split()), Random(1))
    assert lent[0].id in may_come
    if slot == "who-a":
        assert {one.family for one in lent} == {Family.WHAT, Family.HEAD, Family.WHO}


def test_one_at_a_time_is_of_the_highest_degree() -> None:
    bold = Bank((*SMALL.prompts, prompt("dare-c", Family.HEART, 3)))
    for seed in range(40):
        moment = now(welcome=3, calls=7, round=4)
        lent = lend(bold, moment, Heard(), Random(seed))
        assert [one.challenge == 3 for one in lent] == [True, False, False]
        heard = [one.id for one in lent]
        assert choose(bold, moment, Heard(heard, heard), Random(seed)) in [
            one for one in bold.prompts if one.challenge < 3
        ]
        last = ["dare-b", "who-a", "who-b", "head-a"]
        assert choose(bold, moment, Heard(last, last), Random(seed)) == bold.by_id("dare-c")


@given(st.integers(0, 99))
def test_two_slots_running_do_not_begin_with_the_same_family(seed: int) -> None:
    bank = Bank(tuple(prompt(f"{family}-{n}", family) for family in (Family.WHO, Family.HEAD) for n in range(6)))
    chance, in_set = Random(seed), list[str]()
    first = [a_slot(bank, 1, in_set, 1, chance)[0].family for _ in range(8)]
    assert all(one is not two for one, two in pairwise(first))
