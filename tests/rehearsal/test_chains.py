"""A script goes on where another one has ended, and what cannot come before it is named with its line."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.yaml_files import YamlError
from rehearsal import scripts
from rehearsal.recording import written
from rehearsal.script_failures import Failed
from rehearsal.script_items import Says
from rehearsal.session import main
from tests.rehearsal.playing import Play, played

FOUNDED = (
    "start: 2026-07-01 14:00\nzone: Europe/Sofia\npeople: {kim: Kim, jo: Jo}\nplay:\n- kim: hello\n- in: channel\n"
)


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_the_stage_is_that_of_the_first_and_its_items_come_first(tmp_path: Path) -> None:
    sequel = "title: T\nafter: founded.yaml\nplay:\n- jo: hi"
    put(tmp_path, {"founded.yaml": "title: F\nabout: A\n" + FOUNDED, "s.yaml": sequel})
    script = scripts.load(tmp_path / "s.yaml")
    assert (script.title, script.about, script.zone) == ("T", "", "Europe/Sofia")
    assert script.start == datetime(2026, 7, 1, 11, 0, tzinfo=UTC)
    assert [one.key for one in script.people] == ["kim", "jo"]
    assert [(source, item.line) for source, item in script.whole] == [
        ("founded.yaml", 7),
        ("founded.yaml", 8),
        ("s.yaml", 4),
    ]


def test_a_script_may_go_on_after_one_in_a_folder_below(tmp_path: Path) -> None:
    put(tmp_path, {"first/founded.yaml": FOUNDED, "s.yaml": "after: first/founded.yaml\nplay: []"})
    assert len(scripts.load(tmp_path / "s.yaml").whole) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("title: T\nafter: no.yaml", "line 2: {folder}/no.yaml cannot be read: No such file", id="no file"),
        pytest.param("after: {folder}/founded.yaml", "line 1: “{folder}/founded.yaml” should be a path", id="absolute"),
        pytest.param("after: ../s.yaml", "line 1: “../s.yaml” leads out of the script's own folder", id="up and out"),
        pytest.param("after: linked.yaml", "line 1: “linked.yaml” leads out of", id="out by a link"),
        pytest.param("after: s.yaml", "line 1: “s.yaml” would be played after itself", id="after itself"),
        pytest.param("after: ./x/../s.yaml", "line 1: “./x/../s.yaml” would be played after itself", id="in disguise"),
        pytest.param('after: "a\\0b"', "line 1: “a\0b” is no name of a file", id="a control character"),
        pytest.param("after: loop.yaml", "line 1: “loop.yaml” is no name of a file", id="a link to itself"),
        pytest.param("after: .", "line 1: {folder} cannot be read: it is a folder", id="a folder"),
        pytest.param("after: [a]", "line 1: this list should be words", id="a list"),
        pytest.param("after:", "line 1: there should be words here", id="nothing"),
        pytest.param("after: founded.yaml\nzone: UTC", "line 2: “zone” is as in founded.yaml, and", id="another zone"),
        pytest.param("after: founded.yaml\npeople: {}", "line 2: “people” is as in founded.yaml", id="other people"),
        pytest.param("invited: no\nafter: founded.yaml", "line 1: “invited” is as in founded.yaml", id="given before"),
    ],
)
def test_what_cannot_come_before_is_named(tmp_path: Path, text: str, said: str) -> None:
    folder = tmp_path / "folder"
    put(folder, {"founded.yaml": FOUNDED, "s.yaml": text.replace("{folder}", str(folder)) + "\nplay: []"})
    (tmp_path / "out.yaml").write_text(FOUNDED, encoding="utf-8")
    (folder / "linked.yaml").symlink_to(tmp_path / "out.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    with pytest.raises(YamlError) as wrong:
        scripts.load(folder / "s.yaml")
    assert str(wrong.value).startswith("s.yaml, " + said.replace("{folder}", str(folder)))


def test_a_circle_is_named_where_it_closes(tmp_path: Path) -> None:
    put(tmp_path, {name: f"after: {after}\nplay: []" for name, after in (("a", "b"), ("b", "c"), ("c", "a"))})
    with pytest.raises(YamlError, match=r"^c, line 1: “a” would be played after itself$"):
        scripts.load(tmp_path / "a")


def test_five_scripts_in_a_row_may_be_and_a_sixth_not(tmp_path: Path) -> None:
    put(tmp_path, {"1": FOUNDED} | {f"{n}": f"after: '{n - 1}'\nplay: []" for n in range(2, 7)})
    assert len(scripts.load(tmp_path / "5").whole) == 2
    with pytest.raises(YamlError, match=r"^2, line 1: “1” would be more than 5 scripts in a row$"):
        scripts.load(tmp_path / "6")


def test_what_is_wrong_in_the_one_before_is_named_there(tmp_path: Path) -> None:
    put(tmp_path, {"founded.yaml": "play:\n- zoe: hi", "s.yaml": "after: founded.yaml\nplay: []"})
    with pytest.raises(YamlError, match=r"^founded\.yaml, line 2: “zoe” is nobody"):
        scripts.load(tmp_path / "s.yaml")


def test_people_of_the_one_before_are_those_who_play(tmp_path: Path) -> None:
    put(tmp_path, {"founded.yaml": FOUNDED, "s.yaml": "after: founded.yaml\nplay:\n- ana: hi"})
    with pytest.raises(YamlError, match="line 3: “ana” is nobody in the play; there are kim, jo"):
        scripts.load(tmp_path / "s.yaml")


async def play_in(folder: Path, files: Mapping[str, str]) -> Play:
    """What became of the last of these files."""
    put(folder, files)
    script = scripts.load(folder / list(files)[-1])
    async with played(FOUNDED) as play:

        async def no_pause(number: int) -> bool:
            return True

        await play.player.play(script, no_pause)
        return play


async def test_talk_goes_on_where_the_first_left_it(tmp_path: Path) -> None:
    play = await play_in(tmp_path, {"founded.yaml": FOUNDED, "s.yaml": "after: founded.yaml\nplay:\n- jo: hi"})
    assert [one.text for one in play.ws.everything(play.participants.room)] == ["hello", "hi"]
    assert play.player.place == "channel"


@pytest.mark.parametrize(
    ("first", "second", "at"),
    [
        pytest.param("- see: nonsense", "- jo: hi", ("founded.yaml", 7), id="in the first"),
        pytest.param("", "- jo: hi\n- see: nonsense", ("s.yaml", 4), id="in the one that goes on"),
    ],
)
async def test_a_failure_names_the_file_and_line_of_its_item(
    tmp_path: Path, first: str, second: str, at: tuple[str, int]
) -> None:
    with pytest.raises(Failed) as failed:
        await play_in(tmp_path, {"founded.yaml": FOUNDED + first, "s.yaml": f"after: founded.yaml\nplay:\n{second}"})
    assert (failed.value.source, failed.value.line) == at


def test_a_record_of_both_needs_no_other_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, {"founded.yaml": FOUNDED, "s.yaml": "title: T\nafter: founded.yaml\nplay:\n- jo: hi"})
    assert main(tmp_path / "s.yaml", fast=True, record=tmp_path / "r.yaml", export=None) == 0
    again = scripts.read((tmp_path / "r.yaml").read_text("utf-8"))
    assert (again.title, again.after, again.zone) == ("T", None, "Europe/Sofia")
    assert [(one.who, one.words) for one in again.items if isinstance(one, Says)] == [("kim", "hello"), ("jo", "hi")]
    assert main(tmp_path / "r.yaml", fast=True, record=None, export=None) == 0
    assert capsys.readouterr().err == ""


def test_a_script_that_is_written_anew_is_whole(tmp_path: Path) -> None:
    put(tmp_path, {"founded.yaml": FOUNDED, "s.yaml": "after: founded.yaml\nplay:\n- jo: hi"})
    script = scripts.load(tmp_path / "s.yaml")
    assert "after" not in written(script, [item for _, item in script.whole])


def test_the_sentence_on_the_terminal_names_the_file_of_the_item(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, {"founded.yaml": FOUNDED + "- see: x", "s.yaml": "after: founded.yaml\nplay:\n- jo: hi"})
    assert main(tmp_path / "s.yaml", fast=True, record=None, export=None) == 1
    assert "founded.yaml, line 7: nobody saw “x”" in capsys.readouterr().err
