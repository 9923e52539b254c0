"""Slack's markup reads as it does in Slack's own app."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.markup import Reader, spans_of

NAMES = {"U1": "Ana", "C1": "set-heads"}
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
READER = Reader("Europe/Sofia", NOW, NAMES)


def read(mrkdwn: str, *, marks: bool = True) -> str:
    return "".join(span.text for span in spans_of(mrkdwn, Reader("Europe/Sofia", NOW, NAMES, marks)))


@pytest.mark.parametrize(
    ("mrkdwn", "words"),
    [
        pytest.param("<@U1>, your turn", "@Ana, your turn", id="a person"),
        pytest.param("<@U9>", "@U9", id="a person nobody knows"),
        pytest.param("in <#C1|old-name>", "in #set-heads", id="a channel"),
        pytest.param("<!channel>", "@channel", id="a broadcast, which must be seen"),
        pytest.param("<https://a.example|the plan>", "the plan (https://a.example)", id="a link says where it goes"),
        pytest.param("&lt;!channel&gt; &amp;amp;", "<!channel> &amp;", id="what was escaped is read once"),
        pytest.param("<!date^1796300100^{time}|12:15 UTC>", "14:15", id="a time in the reader's zone"),
        pytest.param("<!date^1795521600^{date_short_pretty} at {time}|x>", "today at 14:00", id="today"),
        pytest.param("<!date^1795608000^{date_short_pretty}|x>", "tomorrow", id="tomorrow"),
        pytest.param("<!date^1796300100^{date_long}|x>", "Thursday 3 December 2026", id="a long date"),
        pytest.param("<!date^soon^{time}|later>", "later", id="a date that is none falls back"),
        pytest.param("<>", "<>", id="nothing inside"),
    ],
)
def test_a_token_is_read(mrkdwn: str, words: str) -> None:
    assert read(mrkdwn) == words


@pytest.mark.parametrize(
    ("mrkdwn", "without_marks"),
    [
        pytest.param("press *Next* now", "press Next now", id="bold"),
        pytest.param("_softly_", "softly", id="italic"),
        pytest.param("type `/set add`", "type /set add", id="code"),
        pytest.param("2 * 3 * 4", "2 * 3 * 4", id="signs between spaces are no emphasis"),
        pytest.param("a_b_c", "a_b_c", id="nor inside a word"),
        pytest.param("*<@U1>* has agreed", "@Ana has agreed", id="around a mention"),
    ],
)
def test_emphasis_shows_by_its_signs_or_not_at_all(mrkdwn: str, without_marks: str) -> None:
    assert read(mrkdwn, marks=False) == without_marks
    assert read(mrkdwn) == mrkdwn.replace("<@U1>", "@Ana")


@given(st.text(alphabet="<>@!#|^{}*_~`&;aU1 \n\ue000", max_size=60))
def test_no_text_is_too_strange_to_read(mrkdwn: str) -> None:
    spans_of(mrkdwn, READER)
