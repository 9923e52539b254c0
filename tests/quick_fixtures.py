"""What every test has and quick ones run alone have as well: to import this is not to import the whole bot."""

from collections.abc import Iterator

import pytest

from rehearsal import chat_methods, view_limits
from tests.prompts.slack_sdk_blocks import strict


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
