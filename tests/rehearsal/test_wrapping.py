"""Words are put into lines as a terminal counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rehearsal.wrapping import Span, harmless, painted, plain, wrapped


@pytest.mark.parametrize(
    ("spans", "width", "lines"),
    [
        pytest.param([Span("one two three")], 7, ["one two", "three"], id="between words"),
        pytest.param([Span("abcdefghij")], 4, ["abcd", "efgh", "ij"], id="a word longer than a line"),
        pytest.param([Span("a\n\nb")], 10, ["a", "", "b"], id="line breaks stay"),
        pytest.param(
            [Span("[Ask Mo]", whole=True), Span(" [Pass]")], 9, ["[Ask Mo]", "[Pass]"], id="a button is whole"
        ),
        pytest.param(
            [Span("*Ben*", "bold"), Span(", you")], 6, ["*Ben*,", "you"], id="styles that touch stay together"
        ),
        pytest.param([Span("日本 語")], 4, ["日本", "語"], id="wide characters count twice"),
        pytest.param([], 10, [""], id="nothing is an empty line"),
    ],
)
def test_lines_end_where_they_should(spans: list[Span], width: int, lines: list[str]) -> None:
    assert plain(wrapped(spans, width)) == lines


@given(st.text(max_size=200), st.integers(min_value=2, max_value=30))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in plain(wrapped([Span(text)], width)))


def test_what_could_steer_a_terminal_is_shown_instead() -> None:
    assert harmless("a\x1b[2Jb\x07c\u202ed") == "a\ufffd[2Jb\ufffdc\ufffdd"


def test_colour_is_put_around_words_and_not_around_space() -> None:
    (line,) = wrapped([Span("now", "bold"), Span(" then")], 20)
    assert painted(line, colour=True) == "\x1b[1mnow\x1b[0m then"
    assert painted(line, colour=False) == "now then"
