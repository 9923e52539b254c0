"""What the bot sees of a message: when it was written, and whether it was only a courtesy."""

from datetime import UTC, datetime

import pytest

from bot.domain.channel_messages import ChannelMessage, is_courtesy, moment_of


@pytest.mark.parametrize(
    ("ts", "moment"),
    [
        pytest.param("1794319225.000003", datetime(2026, 11, 10, 14, 0, 25, 3, tzinfo=UTC), id="microseconds"),
        pytest.param("1794319225.5", datetime(2026, 11, 10, 14, 0, 25, 500_000, tzinfo=UTC), id="a short fraction"),
        pytest.param("1794319225", datetime(2026, 11, 10, 14, 0, 25, tzinfo=UTC), id="whole seconds"),
        pytest.param(
            "1794319225.1234567", datetime(2026, 11, 10, 14, 0, 25, 123_456, tzinfo=UTC), id="more digits than that"
        ),
    ],
)
def test_a_message_is_dated_by_its_ts(ts: str, moment: datetime) -> None:
    assert moment_of(ts) == moment
    assert ChannelMessage("T1", "U1", "C1", ts, None, "E1", courtesy=False).at == moment


@pytest.mark.parametrize(
    "text",
    ["Thanks", "thank you", "Thank you, Ben!", "ok", "Got it", "many thanks :-)", "*Cheers*", " noted "],
)
def test_thanks_and_nods_are_courtesies(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("What would have to be true?", id="a question"),
        pytest.param("Thanks, but have you considered simply telling both of them to share?", id="advice after thanks"),
        pytest.param("Thanksgiving is a bad week for that", id="a word that begins like one"),
        pytest.param("okra", id="another"),
        pytest.param("", id="nothing"),
    ],
)
def test_talk_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)
