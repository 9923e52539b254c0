"""The Tab key offers what fits where the line is."""

import pytest

from rehearsal.slash import commands


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("an", ["ana", "ana:"], id="a person"),
        pytest.param("pr", ["press"], id="a verb of one's own"),
        pytest.param("ben pr", ["press"], id="a verb of somebody's"),
        pytest.param("ben press ", ["Done by ben", "Pass"], id="what somebody can press"),
        pytest.param("press pa", ["Pass"], id="what one can press oneself"),
        pytest.param("ben: /s", ["/set", "/set new"], id="a command"),
        pytest.param("/set n", ["/set new"], id="a command in two words"),
        pytest.param("ana: hel", [], id="nothing in talk"),
        pytest.param("use park", ["park this question"], id="a shortcut"),
    ],
)
def test_what_fits_is_offered(line: str, offered: list[str]) -> None:
    from prompt_toolkit.completion import CompleteEvent  # and much that no other quick test needs
    from prompt_toolkit.document import Document

    from rehearsal.completing import LineCompleter

    completer = LineCompleter(["ana", "ben"], ["/set", "/set new"], lambda who: [f"Done by {who}", "Pass"])
    found = completer.get_completions(Document(line), CompleteEvent())
    assert [completion.text for completion in found] == offered


def test_the_commands_are_those_that_the_bot_tells_of() -> None:
    assert {"/set", "/set new", "/set-issue", "/action list"} <= set(commands())
