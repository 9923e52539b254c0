"""*How is our balance?*: on request, in the review, to the whole set and without names."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting import balance, card_views
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Member, Presence, Tally
from bot.domain.meeting.people_events import AskedForBalance
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import MOST_AT_THE_TOP
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, START, at_step, away, by, happens, members

EVA = 5
FIVE = (*members(), Member(EVA, 105, "U5"))


def in_review(**changes: Any) -> Meeting:
    """Five are here, of whom only ANA has presented."""
    m = replace(at_step(StepKind.REVIEW, slots=(ANA,)), members=FIVE, **changes)
    return replace(m, here=(*m.here, Presence(EVA, START, START)))


def said(m: Meeting) -> dict[str, object]:
    entry = m.entry(Key(Says.NOTICE, "balance", m.step.id))
    return {} if entry is None else {name: entry.facts[name] for name in ("least", "most")}


def asks(m: Meeting, step: str | None = None, **asked: Any) -> Meeting:
    return happens(m, AskedForBalance(by=by(BEN), step=step), **asked).meeting


def test_it_says_between_how_many_and_how_many_times_each_has_asked() -> None:
    m = asks(in_review(), asked_before={BEN: 1, CAT: 4, DAN: 2, EVA: 2})
    assert said(m) == {"least": 1, "most": 4}


def test_whoever_has_asked_nothing_counts_and_whoever_alone_presented_does_not() -> None:
    assert said(asks(in_review(), asked_before={BEN: 1, CAT: 1, DAN: 1})) == {"least": 0, "most": 1}
    assert said(asks(in_review(), asked_before={BEN: 1, CAT: 1, DAN: 1, EVA: 1})) == {"least": 1, "most": 1}


def test_it_is_said_once() -> None:
    m = asks(in_review(), asked_before={BEN: 1})
    assert card_views.review(m, m.step)["counts_balance"] is False
    assert asks(m, asked_before={CAT: 9}).log == m.log


def test_of_fewer_than_four_peers_it_would_be_plain_who_is_meant() -> None:
    m = away(in_review(), DAN)
    assert card_views.review(m, m.step)["counts_balance"] is False
    with pytest.raises(Refused) as refused:
        asks(m)
    assert (refused.value.kind, refused.value.facts) == (Refusal.TOO_FEW_FOR_BALANCE, {"needed": 4})


def test_of_fewer_than_four_peers_it_is_told_how_many_turns_were_questions_and_no_more() -> None:
    m = away(in_review(), DAN)
    m = replace(m, slots=tuple(replace(one, tally=replace(one.tally, turns=5, questions=4)) for one in m.slots))
    assert card_views.review(m, m.step)["counts_balance"] is True
    entry = asks(m, asked_before={BEN: 1}).entry(Key(Says.NOTICE, "balance", m.step.id))
    assert entry is not None
    assert {name: entry.facts[name] for name in entry.facts if name not in {"name", "step", "before"}} == {
        "turns": 5,
        "questions": 4,
    }


@pytest.mark.parametrize("full", [False, True])
def test_it_stands_in_the_channel_or_without_room_there_below_the_review(full: bool) -> None:
    m = in_review()
    more = tuple(Entry(Key(Says.NOTICE, f"more{number}")) for number in range(MOST_AT_THE_TOP if full else 0))
    after = asks(replace(m, log=(*m.log, *more)))
    assert (after.log[-1].key.of, after.log[-1].under) == ("balance", m.head_key if full else None)


@pytest.mark.parametrize(
    ("m", "step", "why"),
    [
        pytest.param(at_step(StepKind.CLOSING), None, Refusal.NO_REVIEW_NOW, id="after the review"),
        pytest.param(at_step(StepKind.QUESTION), None, Refusal.NO_REVIEW_NOW, id="in a slot"),
        pytest.param(in_review(), "step0", Refusal.MOVED_ON, id="of another step"),
        pytest.param(
            in_review(state=MeetingState.PAUSED, paused_at=START), None, Refusal.PAUSED, id="while it is paused"
        ),
    ],
)
def test_elsewhere_it_is_not_said(m: Meeting, step: str | None, why: Refusal) -> None:
    with pytest.raises(Refused, match=why):
        asks(m, step)


def test_its_peers_are_four_where_all_have_been_one() -> None:
    m = replace(at_step(StepKind.REVIEW), members=members())
    assert balance.can_be_asked(m)


def tallied(*tallies: Tally) -> Meeting:
    """In the review of a meeting whose slots have counted these."""
    m = in_review()
    first, *others = tallies
    more = (replace(m.slots[0], id=f"slot of {one}", tally=one) for one in others)
    return replace(m, slots=(replace(m.slots[0], tally=first), *more))


def counted(m: Meeting) -> dict[str, object]:
    entry = m.entry(Key(Says.NOTICE, "balance", m.step.id))
    assert entry is not None
    return {name: entry.facts[name] for name in ("turns", "questions", "before") if name in entry.facts}


def test_it_says_how_many_turns_were_questions_and_how_that_was_before() -> None:
    before = [Tally(turns=10, questions=4), Tally(turns=3, questions=0), Tally(turns=11, questions=6)]
    m = asks(tallied(Tally(turns=5, questions=4), Tally(turns=4, questions=2)), tallied_before=before)
    assert counted(m) == {"turns": 9, "questions": 6, "before": [[10, 4], [11, 6]]}


@pytest.mark.parametrize("turns", [0, 3])
def test_it_claims_nothing_of_turns_that_were_not_counted_or_too_few(turns: int) -> None:
    assert counted(asks(tallied(Tally(turns=turns)), tallied_before=[Tally(turns=9, questions=9)])) == {}
