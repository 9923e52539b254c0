"""How much of the bot a set wants: led, accompanied, or only its dates, clock, actions and report-backs."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.channel_messages import Tone
from bot.domain.meeting import prompting, steps
from bot.domain.meeting.events import Chose, MovedOn, Switched
from bot.domain.meeting.keeping import offers
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import Guidance, PromptsShown
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    FORMAT,
    SET,
    at_step,
    by,
    decided,
    given,
    hears,
    issue_of,
    said,
    then,
)


def wanting(guidance: Guidance, kind: StepKind, **of: Any) -> Meeting:
    return at_step(kind, of=replace(SET, guidance=guidance, **of))


def next_of(m: Meeting) -> Meeting:
    return then(m, MovedOn(by=by(ANA), step=m.step.id), "14:31")


@pytest.mark.parametrize(
    ("guidance", "says", "prompted"),
    [
        pytest.param(Guidance.LEAD, "Restate.", True, id="led"),
        pytest.param(Guidance.ACCOMPANY, "", False, id="accompanied"),
        pytest.param(Guidance.KEEP, "", False, id="kept"),
    ],
)
def test_a_step_begins_with_all_its_words_or_with_few(guidance: Guidance, says: str, prompted: bool) -> None:
    m = next_of(wanting(guidance, StepKind.QUESTION))
    assert m.step.kind is StepKind.RESTATE
    assert (m.step.says, m.step.prompt is not None) == (says, prompted)


@pytest.mark.parametrize(
    ("guidance", "says"),
    [
        pytest.param(Guidance.LEAD, "Restate.", id="led"),
        pytest.param(Guidance.ACCOMPANY, "In short.", id="accompanied"),
        pytest.param(Guidance.KEEP, "", id="kept: the clock alone"),
    ],
)
def test_what_a_format_has_in_brief_is_said_to_whoever_is_accompanied(guidance: Guidance, says: str) -> None:
    m = wanting(guidance, StepKind.QUESTION)
    brief = tuple(replace(one, brief="In short.") for one in FORMAT.slot)
    assert next_of(replace(m, format=replace(m.format, slot=brief))).step.says == says


def test_the_check_in_keeps_its_question_as_long_as_the_bot_accompanies() -> None:
    for guidance, prompted in ((Guidance.ACCOMPANY, True), (Guidance.KEEP, False)):
        m = replace(wanting(guidance, StepKind.OPENING), steps=(), log=())
        assert (steps.begin(m, 0, given()).step.prompt is not None) is prompted


def asked_to_choose(guidance: Guidance) -> Meeting:
    """From the clarifying to the questions."""
    return next_of(wanting(guidance, StepKind.CLARIFY, prompts=PromptsShown.PUBLIC))


def test_a_call_of_a_set_that_is_accompanied_has_no_prompt() -> None:
    m = asked_to_choose(Guidance.ACCOMPANY)
    assert m.turn is not None
    assert m.turn.prompt is None
    assert asked_to_choose(Guidance.LEAD).turns_now[0].prompt is not None


def test_a_prompt_is_still_lent_to_whoever_asks_for_one_but_where_the_bot_only_keeps() -> None:
    lends = {
        one: prompting.lends_prompts(wanting(one, StepKind.QUESTION, prompts=PromptsShown.LENT)) for one in Guidance
    }
    assert lends == {Guidance.LEAD: True, Guidance.ACCOMPANY: True, Guidance.KEEP: False}


def test_where_it_only_keeps_nobody_is_called_and_questions_are_nobodys_turn() -> None:
    m = asked_to_choose(Guidance.KEEP)
    assert (m.step.kind, m.turns_now) == (StepKind.QUESTION, ())
    assert m.entry(Key(Says.STEP, m.step.id)) is not None, "the step has its controls"
    heard = hears(hears(m, BEN, "14:32"), CAT, "14:33")
    assert heard.turns_now == ()
    assert [one.key.kind for one in heard.log[len(m.log) :]] == []


def test_where_it_only_keeps_nobody_is_told_whose_turn_it_is() -> None:
    m = wanting(Guidance.KEEP, StepKind.PRESENT)
    assert decided(m, said(BEN, "14:31", tone=Tone.QUESTION)).answer is None
    led = decided(wanting(Guidance.LEAD, StepKind.PRESENT), said(BEN, "14:31", tone=Tone.QUESTION))
    assert led.answer is not None


def test_actions_are_offered_to_be_kept_however_little_of_the_bot_there_is() -> None:
    for kind, offered in ((StepKind.COMMIT, True), (StepKind.RESTATE, False)):
        m = hears(wanting(Guidance.KEEP, kind), ANA, "14:31")
        assert bool(list(offers(m))) is offered
        assert list(offers(hears(wanting(Guidance.LEAD, kind), ANA, "14:31")))


def test_on_a_call_it_is_as_brief() -> None:
    m = then(wanting(Guidance.KEEP, StepKind.CLARIFY), Switched(by=by(ANA), spoken=True), "14:31")
    assert next_of(m).turns_now == ()


def test_bids_and_slots_go_as_ever() -> None:
    m = wanting(Guidance.KEEP, StepKind.BIDS)
    m = then(m, Chose(by=by(ANA), issue="issue2"), "14:31", waiting=(issue_of(BEN),))
    assert m.step.kind is StepKind.PRESENT
