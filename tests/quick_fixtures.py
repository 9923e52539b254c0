"""What every test has and quick ones run alone have as well: to import this is not to import the whole bot."""

import os
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from rehearsal import chat_methods, view_limits
from tests.prompts.slack_sdk_blocks import strict

EXAMPLES: Final = 1_000 if "SOAK" in os.environ else 25
"""Of each property: others in every run, so that many runs look at many; `make soak` looks at many at once."""
settings.register_profile(
    "on a busy machine", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("on a busy machine")


@pytest.fixture(scope="session")
def monkeypatch_session() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="session", autouse=True)
def house_of_tests(monkeypatch_session: pytest.MonkeyPatch) -> None:
    """Of what all tests have (`tests/fixtures.py`) that which concerns neither databases nor the bot as a whole."""
    let_slack_sdk_judge_blocks_too(monkeypatch_session)


def let_slack_sdk_judge_blocks_too(patch: pytest.MonkeyPatch) -> None:
    """The stand-in Slack refuses in tests whatever slack_sdk would not have sent."""
    for caller in (chat_methods, view_limits):
        patch.setattr(caller, "block_errors", strict(caller.block_errors))
