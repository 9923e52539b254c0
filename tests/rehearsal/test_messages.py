"""What is typed, who is mentioned, and when a message was written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rehearsal.messages import Stamps, as_typed, mentions_in, plain_text_escaped

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_no_two_messages_have_the_same_time_though_the_clock_stands() -> None:
    stamps = Stamps()
    assert [stamps.next(NOON), stamps.next(NOON), stamps.next(NOON + timedelta(seconds=1))] == [
        "1795521600.000000",
        "1795521600.000001",
        "1795521601.000000",
    ]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        pytest.param("a < b & c", "a &lt; b &amp; c", id="control characters"),
        pytest.param("<!channel> now", "&lt;!channel&gt; now", id="markup typed by hand calls nobody"),
        pytest.param("@channel now", "<!channel> now", id="everyone, picked from the list"),
        pytest.param("ana@channel.org", "ana@channel.org", id="an address"),
        pytest.param("<@U1ANA> & you", "<@U1ANA> &amp; you", id="a person, picked from the list"),
    ],
)
def test_typed_text_arrives_as_slack_sends_it(typed: str, sent: str) -> None:
    assert as_typed(typed) == sent


def section(kind: str, text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}}


@pytest.mark.parametrize(
    ("text", "blocks", "mentioned"),
    [
        pytest.param("<@U1> and <@U2|ben> and <@U1>", [], ("U1", "U2"), id="people, each once"),
        pytest.param("<!here>", [], ("!everyone",), id="here"),
        pytest.param("&lt;!channel&gt; &lt;@U1&gt;", [], (), id="escaped"),
        pytest.param("", [section("mrkdwn", "<@U1> <!channel|all>")], ("U1", "!everyone"), id="markup in blocks"),
        pytest.param("", [section("plain_text", "<@U1> <!channel>")], (), id="plain text in blocks"),
        pytest.param("", [{"type": "markdown", "text": "<@U1>"}], ("U1",), id="a markdown block"),
        pytest.param(
            "",
            [{"type": "rich_text", "elements": [{"type": "user", "user_id": "U1"}, {"type": "broadcast"}]}],
            ("U1", "!everyone"),
            id="rich text",
        ),
    ],
)
def test_mentions_are_found_where_slack_reads_them(
    text: str, blocks: list[dict[str, Any]], mentioned: tuple[str, ...]
) -> None:
    assert mentions_in(text, blocks) == mentioned


def test_plain_text_comes_back_escaped() -> None:
    told = plain_text_escaped([section("plain_text", "Q & A"), section("mrkdwn", "Q &amp; A")])
    assert told == [section("plain_text", "Q &amp; A"), section("mrkdwn", "Q &amp; A")]
