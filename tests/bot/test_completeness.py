"""What has an entry for each of its kinds has all of them; one that lacks its entry keeps the bot from starting."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.formats import StepKind
from bot.domain.meeting.kinds import BY_HAND_OR_TIME, StepRules, effect_of, must_have_rules, rules_of
from bot.domain.meeting.messages import READERS
from bot.domain.meetings import Effect, Move
from bot.domain.outgoing import ERRANDS, Later, Says
from bot.domain.pulses import WORDS, Spread
from bot.services.meeting_clock import WAKES
from handlers import errands
from prompts.kinds import CardWords, SlotWords, must_have_words, words_of
from prompts.reviews import pulse_form
from storage.ratings import Rating
from tests.another_kind import another, another_step
from tests.house import a_house
from tests.scenes.table import Table

PLAIN: Final = StepRules(ended_by=BY_HAND_OR_TIME)
IN_THREAD: Final = SlotWords(name="Another", over=lambda _: "Another: over.")
ON_A_CARD: Final = CardWords(name="Another", over=lambda _, __: [])


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_kind_of_step_has_rules_and_words(kind: StepKind) -> None:
    assert isinstance(words_of(kind), SlotWords if kind.in_slot else CardWords)
    assert rules_of(kind).ended_by >= BY_HAND_OR_TIME


@pytest.mark.parametrize("kind", list(StepKind))
def test_no_two_kinds_of_step_have_one_name(kind: StepKind) -> None:
    assert [one for one in StepKind if words_of(one).name == words_of(kind).name] == [kind]


@pytest.mark.parametrize("kind", list(StepKind))
def test_only_the_closing_closes(kind: StepKind) -> None:
    effect = Effect.CLOSE if kind is StepKind.CLOSING else Effect.ADVANCE
    assert {effect_of(kind, move) for move in Move} == {effect, Effect.STAY}


@pytest.mark.parametrize("kind", sorted(set(Later) - ERRANDS))
def test_a_timer_does_something_when_it_fires(kind: Later, tmp_path: Path, sqlite_file: Path) -> None:
    with Table(sqlite_file) as table:
        assert kind in table._fires


@pytest.mark.parametrize("kind", sorted(ERRANDS))
def test_an_errand_asks_slack_for_something(kind: Later) -> None:
    assert (kind in errands.METHODS, kind in errands.HELD_IN, kind in WAKES) == (True, True, False)


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


@pytest.mark.parametrize(
    ("in_slot", "words", "missing"),
    [
        pytest.param(True, ON_A_CARD, "they should be SlotWords, as it belongs in a slot", id="a card in a slot"),
        pytest.param(False, IN_THREAD, "they should be CardWords, as it belongs outside of slots", id="no card"),
        pytest.param(False, CardWords(name=" ", over=ON_A_CARD.over), "its name is empty", id="no name"),
    ],
)
def test_words_of_another_place_are_refused(in_slot: bool, words: Any, missing: str) -> None:
    with another_step("another", in_slot=in_slot, words=words), pytest.raises(Misconfigured) as raised:
        must_have_words()
    assert str(raised.value) == f"The words for the kind of step another are not complete: {missing}."


def _without(kinds: type[StrEnum]) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: another(kinds, "another")


@pytest.mark.parametrize(
    ("forgotten", "sentence"),
    [
        pytest.param(
            lambda: another_step("another", in_slot=True, words=IN_THREAD),
            "The kind of step another has no rules: add its entry to bot/domain/meeting/step_rules.py.",
            id="rules",
        ),
        pytest.param(
            lambda: another_step("another", in_slot=True, rules=PLAIN),
            "The kind of step another has no words: add its entry to prompts/step_words.py.",
            id="words",
        ),
        pytest.param(
            _without(Says),
            "The kind of message another has no words: add its entry to handlers/rendering.py.",
            id="message",
        ),
        pytest.param(
            _without(Later),
            "The timer another does nothing when it fires: add its entry to bot/app.py.",
            id="timer",
        ),
    ],
)
async def test_the_bot_does_not_start_without_an_entry(
    forgotten: Callable[[], AbstractContextManager[Any]], sentence: str, tmp_path: Path
) -> None:
    with forgotten(), pytest.raises(Misconfigured) as raised:
        async with a_house(tmp_path):
            pass
    assert str(raised.value) == sentence


async def test_nor_with_a_message_of_a_meeting_that_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(READERS, Says.CALL)
    with pytest.raises(Misconfigured, match="The kind of message call has no reader"):
        async with a_house(tmp_path):
            pass


@pytest.mark.parametrize("name", WORDS)
def test_what_a_pulse_asks_for_in_words_is_asked_kept_and_shown(name: str) -> None:
    asked = {block.get("block_id") for block in pulse_form("step")["blocks"]}
    assert (name in asked, name in Rating.__table__.columns, hasattr(Spread, name)) == (True, True, True)
