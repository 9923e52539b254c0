"""The shipped scripts play through the real bot, and a script that fails says where."""

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.command_line import cli
from bot.yaml_files import YamlError
from rehearsal import scripts, session
from rehearsal.scripts import MAIN_SCRIPT
from rehearsal.session import READING_TIME, Session, main
from tests.scenes.kept_plays import pass_looks_over

pytestmark = pytest.mark.usefixtures("with_tables")
MET = """play:
- ana: /set new
- ana: {fill: {Name of the set: Heads, Members: [ana, ben, chloe], How will you talk?: Typed}}
- ben: {press: I agree}
- chloe: {press: I agree}
- ana: /set start
- see: "In one line"
"""
"""A meeting begins: the bot chooses what it asks everybody."""


@pytest.fixture
def looks_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in all plays of tests: a year of looks takes twice as long, and shows no more."""
    running = session.bot_running

    @asynccontextmanager
    async def leaping(begun: Session, folder: Path, *, words: Path | None = None) -> AsyncIterator[None]:
        pass_looks_over(begun, folder)
        async with running(begun, folder, words=words):
            yield

    monkeypatch.setattr(session, "bot_running", leaping)


@pytest.mark.usefixtures("looks_are_passed_over")
@pytest.mark.parametrize("path", sorted(MAIN_SCRIPT.parent.glob("*.yaml")), ids=lambda path: str(path.stem))
def test_a_shipped_script_plays_to_its_end_in_ten_seconds_or_as_a_long_one(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is longer to read may take longer in the same measure."""
    lasts = scripts.load(path).lasts or READING_TIME
    began = time.process_time()
    code = main(path, fast=True, record=None, export=None)
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert time.process_time() - began < 10 * max(lasts / READING_TIME, 1)
    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_year_is_read_in_two_minutes_and_most_scripts_in_less() -> None:
    assert scripts.load(MAIN_SCRIPT.parent / "a-year.yaml").lasts == 120
    assert scripts.load(MAIN_SCRIPT).lasts is None


@pytest.mark.parametrize("seconds", ["2m", "0", "-5"])
def test_how_long_a_script_lasts_is_named_with_its_line_where_it_is_none(seconds: str) -> None:
    with pytest.raises(YamlError, match=r"line 1: “.*” is no number of seconds like 120"):
        scripts.read(f"lasts: {seconds}\nplay: []")


def test_a_script_takes_at_reading_pace_as_long_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("lasts: 1\nplay:\n- note: One\n- note: Two", encoding="utf-8")
    began = time.monotonic()
    assert main(path, fast=False, record=None, export=None) == 0
    assert time.monotonic() - began >= 1


def test_the_main_script_shows_the_whole_job() -> None:
    """From founding to what came of it: each of these is done in it."""
    text = MAIN_SCRIPT.read_text(encoding="utf-8")
    gestures = ("/set new", "I agree", "/set-issue", "Start", "That's it", "Another prompt", "Pass", "Thinking", "Next question",
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


def told_seeds(out: str) -> list[str]:
    return re.findall(r"SEED=(\d+)", out)


def test_chance_is_another_each_time_and_is_told_at_both_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("play:\n- ana: /set", encoding="utf-8")
    seeds = []
    for _ in range(3):
        assert main(path, fast=True, record=None, export=None) == 0
        begun, ended = told_seeds(capsys.readouterr().out)
        assert begun == ended
        seeds.append(begun)
    assert len(set(seeds)) > 1


def test_chance_is_told_where_a_script_fails_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("play:\n- see: the moon", encoding="utf-8")
    assert main(path, fast=True, record=None, export=None, seed=5) == 1
    assert told_seeds(capsys.readouterr().out) == ["5", "5"]


def test_a_seed_plays_the_same_again_and_is_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play, record = tmp_path / "met.yaml", tmp_path / "played.yaml"
    play.write_text(MET, encoding="utf-8")
    outs = []
    for seed, kept in ((7, record), (8, None)):
        assert main(play, fast=True, record=kept, export=None, seed=seed) == 0
        outs.append(capsys.readouterr().out)
    assert outs[0].replace("SEED=7", "SEED=8") != outs[1]
    assert scripts.load(record).seed == 7
    assert main(record, fast=True, record=None, export=None) == 0
    assert capsys.readouterr().out == outs[0]


@pytest.mark.parametrize(("given", "used"), [(None, "11"), (12, "12"), (0, "0")])
def test_a_seed_that_is_given_goes_before_that_of_the_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: int | None, used: str
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("seed: 11\nplay: []", encoding="utf-8")
    assert main(path, fast=True, record=None, export=None, seed=given) == 0
    assert told_seeds(capsys.readouterr().out) == [used, used]


@pytest.mark.parametrize("seed", ["x", "-1", "1.5"])
def test_a_seed_that_is_none_is_named_with_its_line(tmp_path: Path, seed: str) -> None:
    with pytest.raises(YamlError, match=r"line 1: “.*” is no number like 20"):
        scripts.read(f"seed: {seed}\nplay: []")


@pytest.mark.parametrize(
    ("arguments", "environ", "used"),
    [
        pytest.param(["--seed", "3"], {}, "3", id="as an option"),
        pytest.param([], {"SEED": "4"}, "4", id="in the environment"),
        pytest.param(["--seed", "3"], {"SEED": "4"}, "3", id="the option before the environment"),
    ],
)
def test_a_seed_is_given_on_the_command_line_or_in_the_environment(
    tmp_path: Path, arguments: list[str], environ: dict[str, str], used: str
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("play: []", encoding="utf-8")
    ran = CliRunner().invoke(cli, ["rehearse", "--fast", "--play", str(path), *arguments], env=environ)
    assert (ran.exit_code, told_seeds(ran.stdout)) == (0, [used, used])


def test_words_of_ones_own_that_cannot_be_used_are_named_with_their_line(tmp_path: Path) -> None:
    folder, path = tmp_path / "words" / "en_GB", tmp_path / "s.yaml"
    folder.mkdir(parents=True)
    (folder / "words.po").write_text('msgid "{day} at {time}"\nmsgstr "at {time}"\n')
    path.write_text("play: []", encoding="utf-8")
    environ = {"WORDS_DIR": str(folder.parent)}
    ran = CliRunner().invoke(cli, ["rehearse", "--fast", "--play", str(path)], env=environ)
    assert (ran.exit_code, ran.stderr) == (1, f"{folder}/words.po, line 1: {{day}} is missing\n")


def test_a_rehearsal_is_said_in_words_of_ones_own(tmp_path: Path) -> None:
    folder, path = tmp_path / "words" / "en_GB", tmp_path / "s.yaml"
    folder.mkdir(parents=True)
    (folder / "words.po").write_text('msgid "A new set"\nmsgstr "A fresh set"\n')
    path.write_text("play:\n- ana: /set new", encoding="utf-8")
    environ = {"WORDS_DIR": str(folder.parent)}
    ran = CliRunner().invoke(cli, ["rehearse", "--fast", "--play", str(path)], env=environ)
    assert ran.exit_code == 0
    assert "A fresh set" in ran.stdout
    assert "A new set" not in ran.stdout
