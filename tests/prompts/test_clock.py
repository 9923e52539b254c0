"""What is said of a clock that stands or goes, while it is so and afterwards."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.controls import ClockWord, StepControls
from bot.domain.step_kinds import StepKind
from prompts.clock import clock
from tests.prompts.samples import facts, labels

COMMITTING = StepControls("st1", StepKind.COMMIT, paused=False, calling=False)
ALL = ["Add an action", "That's all", "None this time", "A moment", "More"]
ACTED = ["Add an action", "That's all", "A moment", "More"]


def word(name: str, *, standing: bool = False, carried: StepControls | None = None, **more: object) -> ClockWord:
    return ClockWord(name, facts(**more), standing, carried)


def test_the_bot_says_that_it_was_away_and_what_is_given_back() -> None:
    until = datetime(2026, 11, 24, 14, 52, tzinfo=UTC)
    text = clock(word("away", until=until.timestamp()))["text"]
    assert text.count("|14:08 UTC>") == 2
    assert f"<!date^{int(until.timestamp())}^{{time}}|14:52 UTC>" in text


@pytest.mark.parametrize(
    ("shown", "offered"),
    [
        pytest.param(word("paused", standing=True), ["Resume"], id="paused"),
        pytest.param(word("paused"), [], id="paused before"),
        pytest.param(word("paused_itself", standing=True), ["Resume"], id="paused itself"),
        pytest.param(word("paused_itself"), [], id="paused itself before"),
        pytest.param(word("resumed", carried=COMMITTING), ALL, id="resumed, and the latest"),
        pytest.param(word("resumed", carried=replace(COMMITTING, acted=True)), ACTED, id="resumed, with an action"),
        pytest.param(word("resumed"), [], id="resumed, with something below"),
        pytest.param(word("away", carried=COMMITTING), ALL, id="the bot was gone"),
    ],
)
def test_it_offers_what_can_be_done_now(shown: ClockWord, offered: list[str]) -> None:
    assert labels(clock(shown)) == offered


def test_whoever_paused_is_named() -> None:
    assert clock(word("paused", standing=True, by="U7"))["text"].startswith("<@U7> has paused the meeting")
