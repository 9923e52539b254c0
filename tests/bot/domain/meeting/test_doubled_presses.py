"""A second *Next* of somebody who meant the same step, and one before anybody has asked."""

import pytest

from bot.domain.controls import EndsTooSoon
from bot.domain.meeting.events import Actor, Finished, MovedOn
from bot.domain.meeting.value import Meeting
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, at_step, by, hears, then

ADVISER = Actor("UA", None, is_adviser=True)
K = StepKind


def moved(kind: StepKind) -> Meeting:
    """BEN, or ANA in her slot, has just ended the step of that kind."""
    m = at_step(kind)
    return then(m, MovedOn(by=by(ANA if kind.in_slot else BEN), step=m.step.id))


@pytest.mark.parametrize(
    ("kind", "event", "at", "asked"),
    [
        pytest.param(K.OPENING, MovedOn(by=by(CAT)), "14:30:02", True, id="typed right after another"),
        pytest.param(K.OPENING, MovedOn(by=by(CAT)), "14:30:04", True, id="typed just in time to be asked"),
        pytest.param(K.OPENING, MovedOn(by=by(CAT)), "14:30:05", False, id="typed later"),
        pytest.param(K.OPENING, MovedOn(by=by(BEN)), "14:30:02", False, id="twice by the same"),
        pytest.param(K.OPENING, MovedOn(by=by(CAT), sure=True), "14:30:02", False, id="meant"),
        pytest.param(K.CLARIFY, MovedOn(by=ADVISER), "14:30:30", True, id="nobody has asked"),
        pytest.param(K.CLARIFY, MovedOn(by=ADVISER, sure=True), "14:30:30", False, id="the questions are meant"),
        pytest.param(K.PRESENT, MovedOn(by=ADVISER), "14:30:30", False, id="another step"),
    ],
)
def test_whoever_may_have_meant_another_step_is_asked_first(
    kind: StepKind, event: MovedOn, at: str, asked: bool
) -> None:
    m = moved(kind)
    if asked:
        with pytest.raises(EndsTooSoon) as too_soon:
            then(m, event, at)
        found = too_soon.value
        nobody = kind is K.CLARIFY
        assert (found.step_id, found.step_kind) == (m.step.id, m.step.kind)
        assert (found.moved_by, found.nobody_asked) == ("" if nobody else "U2", nobody)
    else:
        assert then(m, event, at).step.id != m.step.id


@pytest.mark.parametrize("kind", [K.OPENING, K.PRESENT, K.QUESTION, K.RESTATE, K.SLOT_REVIEW])
def test_a_button_that_stood_where_another_was_is_asked_about(kind: StepKind) -> None:
    m = moved(kind)
    with pytest.raises(EndsTooSoon):
        then(m, MovedOn(by=ADVISER, step=m.step.id), "14:30:02")
    assert then(m, MovedOn(by=ADVISER, step=m.step.id), "14:30:06").step.id != m.step.id
    assert then(m, MovedOn(by=ADVISER, step=m.step.id, sure=True), "14:30:02").step.id != m.step.id


def test_once_somebody_has_said_something_in_it_a_button_is_for_the_step_on_which_it_stands() -> None:
    m = hears(moved(K.OPENING), BEN, "14:30:01")
    assert then(m, MovedOn(by=by(CAT), step=m.step.id), "14:30:02").step.id != m.step.id


def test_a_presenter_who_types_it_means_their_slot_and_nobody_else_does_though_somebody_has_spoken() -> None:
    m = at_step(K.PRESENT)
    m = then(m, MovedOn(by=ADVISER, step=m.step.id))
    assert then(m, MovedOn(by=by(ANA)), "14:30:02").step.kind is K.QUESTION
    with pytest.raises(EndsTooSoon):
        then(hears(moved(K.PRESENT), BEN, "14:30:01"), MovedOn(by=ADVISER), "14:30:02")


def test_a_button_that_only_its_step_has_is_meant() -> None:
    m = moved(K.RESTATE)
    assert m.step.kind is K.COMMIT
    assert then(m, Finished(by=ADVISER, step=m.step.id), "14:30:01").step.kind is K.SLOT_REVIEW


def test_once_somebody_has_asked_the_questions_can_end() -> None:
    m = hears(moved(K.CLARIFY), BEN, "14:30:20")
    assert then(m, MovedOn(by=ADVISER), "14:30:30").step.kind is K.RESTATE
