"""Every format is played from its founding to the close, typed or on a call; what one's own is called, it is played too.

`SOAK=1` plays each both ways.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bot.domain.errors import Misconfigured
from prompts.bank import load_formats
from rehearsal import session
from rehearsal.format_plays import format_named, play_of
from rehearsal.script_items import Moves, Presses, Script
from rehearsal.session import FormatPlay
from tests.by_turns import by_turns
from tests.scenes.kept_plays import SEED, played

FORMATS = load_formats()
WAYS: Final = {"typed": False, "spoken": True}


def in_two(script: Script) -> Script:
    """The same, whose meeting goes on after its founding: that is alike for most formats, and played once for all of them."""
    meeting = next(number for number, item in enumerate(script.items) if isinstance(item, Moves))
    gestures = [replace(item, line=0) for item in script.items[:meeting]]
    founding = replace(script, items=script.items[:meeting], source=f"{gestures}")
    return replace(script, items=script.items[meeting:], after=founding)


@pytest.mark.parametrize(("name", "way"), by_turns(FORMATS, WAYS))
async def test_a_format_is_played_to_its_close(name: str, way: str, tmp_path: Path) -> None:
    script = play_of(FORMATS[name], spoken=WAYS[way])
    session = await played(in_two(script), tmp_path)
    assert session.player.done[-1] is script.items[-1]


def test_a_step_that_waits_for_next_has_somebody_press_it() -> None:
    pressed = [item.label for item in play_of(FORMATS["first"]).items if isinstance(item, Presses)]
    assert pressed.count("Next") > [
        item.label for item in play_of(FORMATS["classic"]).items if isinstance(item, Presses)
    ].count("Next")


def test_a_format_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(Misconfigured, match=r"There is no format fast; there is classic, deep, express"):
        format_named(FORMATS, "fast")


@pytest.mark.usefixtures("with_tables")
def test_a_format_of_ones_own_is_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "en_GB" / "formats"
    folder.mkdir(parents=True)
    text = (Path(__file__).parents[2] / "prompts/languages/en_GB/formats/express.yaml").read_text("utf-8")
    own = text.replace("name: express", "name: lightning").replace("title: Express, ", "title: Lightning, ")
    (folder / "lightning.yaml").write_text(own, "utf-8")
    assert session.main(FormatPlay("lightning"), True, None, None, SEED, tmp_path) == 0
    assert "Lightning, 25 minutes a slot" in capsys.readouterr().out


def test_a_broken_format_of_ones_own_is_told_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "en_GB" / "formats"
    folder.mkdir(parents=True)
    text = (Path(__file__).parents[2] / "prompts/languages/en_GB/formats/first.yaml").read_text("utf-8")
    (folder / "first.yaml").write_text(text.replace("ends: next", "ends: soon", 1), "utf-8")
    assert session.main(FormatPlay("first"), True, None, None, SEED, tmp_path) == 1
    line = text[: text.index("ends: next")].count("\n") + 1
    told = capsys.readouterr().err
    assert f"{folder / 'first.yaml'}, line {line}: “soon” is not known here; there is all, next, time" in told
