"""Payloads as values."""

import pytest

from handlers import parse
from handlers.slack_markup import as_read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        pytest.param("Ask Mo &amp; Jo &lt;soon&gt;", "Ask Mo & Jo <soon>", id="entities are characters"),
        pytest.param("Ask <@U1|ben> about it", "Ask @ben about it", id="a person is a name"),
        pytest.param("Ask <@U1> about it", "Ask @somebody about it", id="a person without a name"),
        pytest.param("Ask @Eva Brown & @Jo", "Ask @Eva Brown & @Jo", id="people as they were typed, unescaped"),
        pytest.param("see <#C1|heads>", "see #heads", id="a channel is a name"),
        pytest.param("tell <!channel> so", "tell @channel so", id="a broadcast is only a word"),
        pytest.param("by <!date^1794319200^{date}|10 Nov>", "by 10 Nov", id="a date is its fallback"),
        pytest.param(
            "I will read <https://intranet.example/plan|the plan>",
            "I will read the plan (https://intranet.example/plan)",
            id="B40, a link keeps its address",
        ),
        pytest.param(
            "<https://a.example/?x=1&amp;y=2|This> first", "This (https://a.example/?x=1&y=2) first", id="as it was"
        ),
        pytest.param("ask <http://a.example|a.example>", "ask a.example", id="an address that Slack has linked"),
        pytest.param("<https://www.a.example/|a.example>", "a.example", id="but for www and a slash"),
        pytest.param("<https://a.example/b|https://a.example/b>", "https://a.example/b", id="its own label"),
        pytest.param("write <mailto:mo@a.example|mo@a.example>", "write mo@a.example", id="an address for mail"),
        pytest.param("ring <tel:+441234|Mo>", "ring Mo (tel:+441234)", id="a number behind a name"),
        pytest.param("thank Mo :tada: “well”", "thank Mo :tada: “well”", id="emoji and quotation marks stay"),
        pytest.param("read <https://a.example/b>", "read https://a.example/b", id="a bare link is its address"),
        pytest.param("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;", id="what was typed as an entity stays one"),
        pytest.param("a < b", "a < b", id="a lone bracket stays"),
    ],
)
def test_slacks_markup_is_taken_as_people_read_it(sent: str, read: str) -> None:
    assert as_read(sent) == read


def test_people_are_found_once_each() -> None:
    assert parse.mentioned("<@U01BEN|ben> <@U02DAN> <@U01BEN> @eva <@bad>") == ("U01BEN", "U02DAN")
