"""What has an entry for each of its kinds has all of them; one that lacks its entry keeps the bot from starting."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.meeting.messages import READERS
from bot.domain.meeting.step_rule_types import BY_HAND_OR_TIME, StepRules
from bot.domain.message_and_timer_kinds import LOOKUPS, Later, Says
from bot.domain.pulses import PulseForm, PulseSummary, PulseWord
from bot.services.meeting_clock import WAKES
from handlers import slack_lookups
from prompts.pulses import pulse_form
from prompts.step_word_types import SlotWords
from tests.another_kind import another, another_step
from tests.scene import a_scene
from tests.scenes.set_without_slack import SetWithoutSlack

PLAIN: Final = StepRules(ended_by=BY_HAND_OR_TIME)
IN_THREAD: Final = SlotWords(named=lambda: "Another", over=lambda _: "Another: over.")


@pytest.mark.parametrize("kind", sorted(set(Later) - LOOKUPS))
def test_a_timer_does_something_when_it_fires(kind: Later, tmp_path: Path, sqlite_file: Path) -> None:
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path))) as the_set:
        assert kind in the_set._fires


@pytest.mark.parametrize("kind", sorted(LOOKUPS))
def test_a_lookup_asks_slack_for_something_or_only_whispers(kind: Later) -> None:
    assert (kind in slack_lookups.METHODS, kind in WAKES) == (True, False)
    assert (kind in slack_lookups.HELD_IN) is (kind not in slack_lookups.ASKS_NOTHING)


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
        async with a_scene(tmp_path):
            pass
    assert str(raised.value) == sentence


async def test_nor_with_a_message_of_a_meeting_that_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(READERS, Says.CALL)
    with pytest.raises(Misconfigured, match="The kind of message call has no reader"):
        async with a_scene(tmp_path):
            pass


@pytest.mark.parametrize("about", PulseWord)
def test_what_a_pulse_says_in_words_is_asked_and_shown(about: PulseWord) -> None:
    """What went well is asked no more, and what earlier versions were told of it is shown all the same."""
    asked = {block.get("block_id") for block in pulse_form("step", PulseForm(takes_pulse=True))["blocks"]}
    assert (about.value in asked, hasattr(PulseSummary, about)) == (about is not PulseWord.WELL, True)
