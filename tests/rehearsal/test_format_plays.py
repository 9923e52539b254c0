"""Every format is played from its founding to the close, typed and on a call; what one's own is called, it is played too."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import Misconfigured
from prompts.bank import load_formats
from rehearsal import session
from rehearsal.format_plays import format_named, play_of
from rehearsal.script_items import Presses
from rehearsal.session import DATABASE, FormatPlay, started_session
from tests.scene import migrated_file

FORMATS = load_formats()
SEED = 20


async def at_once(number: int) -> bool:
    return True


@pytest.mark.parametrize("spoken", [pytest.param(False, id="typed"), pytest.param(True, id="spoken")])
@pytest.mark.parametrize("name", FORMATS)
async def test_a_format_is_played_to_its_close(name: str, spoken: bool, tmp_path: Path) -> None:
    script = replace(play_of(FORMATS[name], spoken=spoken), seed=SEED)
    (tmp_path / DATABASE).write_bytes(migrated_file())
    async with started_session(script, None, kept_in=tmp_path) as held:
        await held.player.play(script, at_once)
        assert held.player.done[-1] is script.items[-1]


def test_a_step_that_waits_for_next_has_somebody_press_it() -> None:
    pressed = [item.label for item in play_of(FORMATS["first"]).items if isinstance(item, Presses)]
    assert pressed.count("Next") > [
        item.label for item in play_of(FORMATS["classic"]).items if isinstance(item, Presses)
    ].count("Next")


def test_a_format_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(Misconfigured, match=r"There is no format fast; there is classic, deep, express"):
        format_named(FORMATS, "fast")


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
