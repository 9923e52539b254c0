"""Typed text is made harmless and short; moments and days are written out."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.language import speaking
from prompts.wording import (
    begun,
    clip,
    clock_time,
    cut,
    day_in_full,
    escape,
    in_a_line,
    mention,
    mentions,
    plain,
    several,
    slash,
    when,
    with_links,
)


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        pytest.param("a & b", "a &amp; b", id="ampersand"),
        pytest.param("<!channel>", "&lt;!channel&gt;", id="mention of everyone"),
        pytest.param("<@U1>", "&lt;@U1&gt;", id="mention of a person"),
        pytest.param("&lt;", "&amp;lt;", id="what is escaped already"),
        pytest.param("`code` *b* _i_ ~s~", "`code` *b* _i_ ~s~", id="styling stays"),
        pytest.param("a\x00b\x1bc\u202ed", "abcd", id="control characters go"),
        pytest.param("one\r\ntwo\ttabbed", "one\ntwo\ttabbed", id="lines and tabs stay"),
        pytest.param("\ud83d", "", id="half a character goes"),
    ],
)
def test_typed_text_is_escaped(typed: str, escaped: str) -> None:
    assert escape(typed) == escaped


@pytest.mark.parametrize(
    ("typed", "limit", "clipped"),
    [
        pytest.param("short", 5, "short", id="just fits"),
        pytest.param("longer", 5, "long…", id="cut"),
        pytest.param("a word or two", 8, "a word…", id="no space before the ellipsis"),
        pytest.param("&&&", 15, "&&&", id="just fits once escaped"),
        pytest.param("&&&", 14, "&&…", id="counted as escaped"),
        pytest.param("", 5, "", id="nothing"),
    ],
)
def test_typed_text_is_clipped_before_it_is_escaped(typed: str, limit: int, clipped: str) -> None:
    assert clip(typed, limit) == clipped


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_escaped_text_never_exceeds_its_limit(typed: str, limit: int) -> None:
    assert len(escape(clip(typed, limit))) <= limit


@pytest.mark.parametrize(
    ("finished", "limit", "left"),
    [
        pytest.param("hello", 5, "hello", id="fits"),
        pytest.param("hi <@U123>", 8, "hi…", id="no half mention"),
        pytest.param("fish &amp; chips", 9, "fish…", id="no half escape"),
        pytest.param("<@U1> asks", 8, "<@U1> a…", id="a whole mention stays"),
    ],
)
def test_finished_text_is_cut_without_leaving_anything_half(finished: str, limit: int, left: str) -> None:
    assert cut(finished, limit) == left


def test_a_line_has_no_breaks_and_never_is_empty() -> None:
    assert in_a_line("one\n two\n\nthree") == "one two three"
    assert in_a_line(" \n ") == "–"


def test_a_label_is_not_escaped() -> None:
    assert plain("Heads & deputies", 75) == "Heads & deputies"
    assert plain("x" * 80, 75) == "x" * 74 + "…"


def test_a_moment_is_told_by_each_device_and_otherwise_in_the_named_zone() -> None:
    moment = datetime(2026, 12, 22, 14, 0, tzinfo=UTC)
    assert when(moment, "Europe/Sofia") == (
        "<!date^1797948000^{date_long_pretty} at {time}|Tue 22 Dec 2026, 16:00 (Europe/Sofia)>"
    )
    assert clock_time(moment) == "<!date^1797948000^{time}|14:00 UTC>"


def test_a_due_day_is_written_in_full() -> None:
    assert day_in_full(date(2026, 11, 27), "Europe/Sofia") == "Fri 27 Nov 2026, end of day, Europe/Sofia"


def test_people_are_listed_as_one_speaks() -> None:
    assert mentions(("U1", "U2", "U3")) == "<@U1>, <@U2> and <@U3>"
    assert mentions(("U1",)) == "<@U1>"
    assert mentions((), "nobody yet") == "nobody yet"


def test_whoever_has_left_has_no_name_and_begins_a_sentence_as_one_does() -> None:
    assert (mention(""), mention("", opening=True), mention("U1", opening=True)) == (
        "a former member",
        "A former member",
        "<@U1>",
    )
    assert mentions(("", ""), opening=True) == "A former member and a former member"


def test_what_is_no_whole_number_is_several() -> None:
    assert [several(value) for value in (0, 1, 1.0, 1.5, 2, 0.5)] == [0, 1, 1, 2, 2, 2]


def test_a_step_begins_with_its_minutes_and_people() -> None:
    assert begun("{presenter} tells {peers}, {minutes} minutes.", 2.5, "U1", ("U2", "U3")) == (
        "<@U1> tells <@U2> <@U3>, 2.5 minutes."
    )
    assert begun("{presenter} may add a word.", 5) == "The presenter may add a word."


def test_a_prefix_goes_between_slash_and_command() -> None:
    assert slash("set new") == "`/set new`"
    for prefix in ("acme", "acme-"):
        with speaking(prefix=prefix):
            assert slash("set new") == "`/acme-set new`"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("https://zoom.example/j/1?a=b&c=d", "<https://zoom.example/j/1?a=b&amp;c=d>", id="an address"),
        pytest.param(
            "Room 4 (or https://meet.example/x).", "Room 4 (or <https://meet.example/x>).", id="in a sentence"
        ),
        pytest.param(
            "<https://evil.example|us> @here", "&lt;<https://evil.example>|us&gt; @here", id="markup stays typed"
        ),
        pytest.param("Room 4", "Room 4", id="none"),
    ],
)
def test_an_address_that_is_to_be_followed_is_a_link_and_nothing_else_is(typed: str, shown: str) -> None:
    assert with_links(typed) == shown
