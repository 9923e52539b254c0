"""What happened to a meeting unasked is said once, with what to do."""

from datetime import UTC, datetime

import pytest

from prompts.notices import notice
from tests.prompts.samples import NOW, facts, labels


def test_the_bot_says_that_it_was_away_and_what_is_given_back() -> None:
    until = datetime(2026, 11, 24, 14, 52, tzinfo=UTC)
    text = notice("away", facts(until=until.timestamp()))["text"]
    assert text.count("|14:08 UTC>") == 2
    assert f"<!date^{int(until.timestamp())}^{{time}}|14:52 UTC>" in text


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        pytest.param("away", [], id="the bot was gone"),
        pytest.param("paused_itself", ["Resume"], id="paused itself"),
        pytest.param("paused", ["Resume"], id="paused"),
        pytest.param("resumed", [], id="resumed"),
        pytest.param("presenter_silent", ["Wait", "Pause", "Go to review"], id="presenter silent"),
        pytest.param("left_open", [], id="left open"),
        pytest.param("not_started", ["Start", "Move it"], id="not started"),
    ],
)
def test_a_notice_offers_the_way_on(name: str, offered: list[str]) -> None:
    assert labels(notice(name, facts())) == offered


def test_whoever_paused_is_named() -> None:
    assert notice("paused", facts(by="U7"))["text"].startswith("<@U7> has paused the meeting")


def test_a_name_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        notice("nothing", {"until": NOW.timestamp()})
