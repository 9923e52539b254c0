"""The shipped scripts play through the real bot, and a script that fails says where."""

import time
from pathlib import Path

import pytest

from rehearsal import scripts
from rehearsal.session import MAIN_SCRIPT, main


@pytest.mark.parametrize("path", sorted(MAIN_SCRIPT.parent.glob("*.yaml")), ids=lambda path: str(path.stem))
def test_a_shipped_script_plays_to_its_end_in_ten_seconds(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.process_time()
    code = main(path, fast=True, record=None, export=None)
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert time.process_time() - began < 10
    assert max(len(line) for line in out.splitlines()) <= 80


def test_the_main_script_shows_the_whole_job() -> None:
    """From founding to what came of it: each of these is done in it."""
    text = MAIN_SCRIPT.read_text(encoding="utf-8")
    gestures = ("/set new", "I agree", "/set-issue", "Start", "That's it", "Another prompt", "Pass", "Thinking", "Done",
                "Write it down", "/action", "That's all", "Give your pulse", "Close", "Partly",
                "New action from this")  # fmt: skip
    assert [gesture for gesture in gestures if gesture not in text] == []
    assert len([one for one in scripts.load(MAIN_SCRIPT).people if not one.outsider]) == 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "play:\n- ana: /set\n- see: {who: ana, private: nonsense}", "s.yaml, line 3: Ana did not", id="unseen"
        ),
        pytest.param("play:\n- zoe: hi", "s.yaml, line 2: “zoe” is nobody in the play", id="malformed"),
    ],
)
def test_a_script_that_cannot_go_on_says_where_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(path, fast=True, record=None, export=None) == 1
    assert said in capsys.readouterr().err
