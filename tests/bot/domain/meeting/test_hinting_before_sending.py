"""Who is hinted at before questions in writing are sent, and that nothing of the words is kept by it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting.events import Paused
from bot.domain.meeting.parts import Member, Tally
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.written_events import LookedBeforeSending, WroteQuestions
from bot.domain.refusals import Refusal
from bot.domain.states import Guidance, HintsGiven
from bot.domain.written_questions import HintsBeforeSending
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, by, decided, members, then
from tests.bot.domain.meeting.test_written import writes, writing

ADVICE = "You should ask the governors"
QUESTION = "What would each of them lose?"
CLOSED = "Is it a big team?"


def sends(m: Meeting, member: int, *questions: str) -> tuple[Meeting, HintsBeforeSending]:
    event = LookedBeforeSending(by=by(member), step=m.step.id, questions=questions)
    found = decided(m, event, "14:21")
    return found.meeting, found.answer


def rewrites(hints: HintsBeforeSending) -> list[str | None]:
    return [one.rewrite if one is not None else None for one in hints]


def tally(m: Meeting) -> Tally:
    assert m.slot is not None
    return m.slot.tally


def with_set(**changes: Any) -> Meeting:
    m = writing()
    return replace(m, of=replace(m.of, **changes))


def test_each_question_has_its_own_hint_and_nothing_is_written() -> None:
    m, hints = sends(writing(), BEN, QUESTION, ADVICE)
    assert rewrites(hints) == [None, "advice:1"]
    assert (m.turns, tally(m)) == (writing().turns, Tally(hints=1))


def test_no_question_of_ours_is_offered_twice() -> None:
    assert rewrites(sends(writing(), BEN, ADVICE, ADVICE)[1]) == ["advice:1", "advice:2"]


def test_what_they_have_sent_before_is_not_hinted_at_but_what_another_has_is() -> None:
    m = writes(writing(), CAT, ADVICE)
    assert sends(m, CAT, ADVICE, "")[1] == ()
    assert rewrites(sends(m, BEN, ADVICE, "")[1]) == ["advice:1", None]


def test_they_are_hinted_at_once_and_send_as_it_is() -> None:
    m, hints = sends(writing(), BEN, ADVICE, "")
    assert rewrites(hints) == ["advice:1", None]
    assert sends(m, BEN, ADVICE, "") == (m, ())
    assert sends(m, BEN, "You must ask them", "")[1] == ()


def test_of_what_they_have_sent_before_nothing_is_said() -> None:
    m = writes(writing(), BEN, ADVICE)
    assert sends(m, BEN, f" {ADVICE} ", QUESTION)[1] == ()


def test_a_slot_has_three_hints_in_all() -> None:
    m, _ = sends(writing(), BEN, ADVICE, ADVICE)
    m, hints = sends(m, CAT, ADVICE, ADVICE)
    assert rewrites(hints) == ["advice:3", None]
    assert sends(m, DAN, ADVICE)[1] == ()


@pytest.mark.parametrize(
    ("before", "sent", "counted"),
    [
        pytest.param([ADVICE, ""], [ADVICE, ""], {"unfair": 1}, id="as it is"),
        pytest.param([ADVICE, ""], ["You must ask them", ""], {"unfair": 1}, id="changed, and still advice"),
        pytest.param([ADVICE, ""], [QUESTION, ""], {"fair": 1}, id="changed into a question"),
        pytest.param([ADVICE, ADVICE], [QUESTION, ADVICE], {"fair": 1, "unfair": 1}, id="one of two changed"),
        pytest.param([ADVICE, QUESTION], ["", QUESTION], {"fair": 1}, id="let go"),
        pytest.param([QUESTION, ADVICE], [QUESTION, QUESTION], {"fair": 1}, id="the second one"),
    ],
)
def test_what_is_sent_after_a_hint_says_whether_it_was_found_fair(
    before: list[str], sent: list[str], counted: dict[str, int]
) -> None:
    m, hints = sends(writing(), BEN, *before)
    m = then(m, WroteQuestions(by=by(BEN), step=m.step.id, questions=sent, before=before), "14:22")
    assert tally(m) == Tally(hints=sum(one is not None for one in hints), **counted)


def test_whoever_was_not_hinted_at_has_found_none_fair_or_unfair() -> None:
    m = writing()
    m = then(m, WroteQuestions(by=by(BEN), step=m.step.id, questions=[ADVICE], before=[ADVICE]), "14:22")
    assert tally(m) == Tally()


def test_closed_questions_count_only_where_they_are_hinted_at() -> None:
    m, _ = sends(with_set(hints=HintsGiven.ON), BEN, ADVICE, CLOSED)
    wrote = WroteQuestions(by=by(BEN), step=m.step.id, questions=[ADVICE, CLOSED], before=[ADVICE, CLOSED])
    assert tally(then(m, wrote, "14:22")) == Tally(hints=1, unfair=1)


@pytest.mark.parametrize(
    ("changes", "text", "is_hinted_at"),
    [
        ({}, CLOSED, False),
        ({"hints": HintsGiven.CLOSED_TOO}, CLOSED, True),
        ({"hints": HintsGiven.OFF}, ADVICE, False),
        ({"guidance": Guidance.ACCOMPANY}, ADVICE, True),
        ({"guidance": Guidance.KEEP}, ADVICE, False),
    ],
)
def test_it_is_as_the_set_has_it(changes: dict[str, Any], text: str, is_hinted_at: bool) -> None:
    assert bool(sends(with_set(**changes), BEN, text)[1]) is is_hinted_at


def test_whoever_wants_none_gets_none() -> None:
    m = replace(writing(), members=members(Member(BEN, 102, "U2", wants_hints=False)))
    assert sends(m, BEN, ADVICE)[1] == ()


def test_in_a_pause_words_are_sent_without_a_hint() -> None:
    m = writing()
    assert sends(then(m, Paused(by=by(BEN)), "14:21"), BEN, ADVICE)[1] == ()


def test_whoever_does_not_ask_is_refused_as_they_would_be_afterwards() -> None:
    with pytest.raises(Refused) as refused:
        sends(writing(), ANA, ADVICE)
    assert refused.value.kind is Refusal.PEERS_WRITE


def test_the_words_stand_in_no_log() -> None:
    assert "governors" not in repr(LookedBeforeSending(step="s", questions=[ADVICE]))
    assert "governors" not in repr(WroteQuestions(step="s", questions=[QUESTION], before=[ADVICE]))


def test_what_was_put_in_writing_counts_once_it_is_released() -> None:
    m = writes(writes(writing(), BEN, ADVICE, QUESTION), CAT, CLOSED)
    assert tally(m) == Tally()
    m = then(m, WroteQuestions(by=by(DAN), step=m.step.id, questions=[QUESTION]), "14:22")
    assert tally(m) == Tally(turns=4, questions=3)
