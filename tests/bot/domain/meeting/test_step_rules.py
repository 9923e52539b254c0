"""Every kind of step has rules, and none that would leave a step open for ever."""

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.step_rule_types import BY_HAND_OR_TIME, StepRules, effect_of, must_have_rules, rules_of, shows
from bot.domain.meetings import Effect, Move
from bot.domain.step_kinds import StepKind
from tests.another_kind import another_step
from tests.bot.domain.meeting.cases import at_step


@pytest.mark.parametrize("kind", list(StepKind))
def test_whoever_may_move_on_and_time_end_every_kind_of_step(kind: StepKind) -> None:
    assert rules_of(kind).ended_by >= BY_HAND_OR_TIME


@pytest.mark.parametrize("kind", list(StepKind))
def test_only_the_closing_closes(kind: StepKind) -> None:
    effect = Effect.CLOSE if kind is StepKind.CLOSING else Effect.ADVANCE
    assert {effect_of(kind, move) for move in Move} == {effect, Effect.STAY}


@pytest.mark.parametrize(
    ("fact", "shown_in"),
    [
        (Fact.WAITING, {StepKind.BIDS}),
        (Fact.OPENED_WITH, {StepKind.REPORT_BACK, StepKind.CLOSING}),
        (Fact.NEXT_MEETING, {StepKind.CLOSING}),
        (Fact.OPEN_ACTIONS, {StepKind.CLOSING}),
        (Fact.LEARNED, {StepKind.CLOSING}),
    ],
)
def test_what_lies_outside_is_looked_up_where_it_is_shown_alone(fact: Fact, shown_in: set[StepKind]) -> None:
    assert {kind for kind in StepKind if shows(at_step(kind), fact)} == shown_in


def test_rules_as_they_are_are_complete() -> None:
    must_have_rules()


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(StepRules(ended_by=BY_HAND_OR_TIME), id="the least"),
        pytest.param(
            StepRules(ended_by=BY_HAND_OR_TIME | {Move.EVERYBODY}, waits_for=lambda m, _: m), id="it waits for all"
        ),
        pytest.param(
            StepRules(ended_by=BY_HAND_OR_TIME | {Move.EVERYBODY}, somebody_came=lambda m, _: m), id="all come"
        ),
        pytest.param(StepRules(ended_by=BY_HAND_OR_TIME | {Move.FINISHED}, quiet_ends_it=True), id="quiet ends it"),
    ],
)
def test_another_kind_may_have_these(rules: StepRules) -> None:
    with another_step("another", in_slot=True, rules=rules):
        must_have_rules()


@pytest.mark.parametrize(
    ("rules", "missing"),
    [
        pytest.param(
            StepRules(ended_by=frozenset({Move.NEXT})),
            "ended_by lacks NEXT or TIME, so that nobody could be sure to get out of it",
            id="no time ends it",
        ),
        pytest.param(
            StepRules(ended_by=BY_HAND_OR_TIME | {Move.EVERYBODY}),
            "EVERYBODY ends it, and neither waits_for nor somebody_came says when that is",
            id="nobody notices that all have answered",
        ),
        pytest.param(
            StepRules(ended_by=BY_HAND_OR_TIME, quiet_ends_it=True),
            "quiet_ends_it, and FINISHED does not",
            id="quiet ends it, and does not",
        ),
    ],
)
def test_rules_that_leave_something_open_are_refused(rules: StepRules, missing: str) -> None:
    with another_step("another", in_slot=True, rules=rules), pytest.raises(Misconfigured) as raised:
        must_have_rules()
    assert str(raised.value) == f"The rules of the kind of step another are not complete: {missing}."


def test_a_kind_without_rules_is_refused() -> None:
    with another_step("another", in_slot=True), pytest.raises(Misconfigured) as raised:
        must_have_rules()
    entry = "add its entry to bot/domain/meeting/step_rules.py"
    assert str(raised.value) == f"The kind of step another has no rules: {entry}."
