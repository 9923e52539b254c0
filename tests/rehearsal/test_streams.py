"""Whatever a rehearsal's streams and files are, it ends with a sentence and an exit status, never with a traceback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from rehearsal.scripts import MAIN_SCRIPT
from rehearsal.session import main
from tests.by_turns import SOAKING
from tests.programs import Program
from tests.rehearsal.terminal import ROOT

pytestmark = pytest.mark.usefixtures("with_tables")
EMPTY = MAIN_SCRIPT.parent / "empty-stage.yaml"
REHEARSE = f"{sys.executable} -m bot rehearse --fast"
FULL = Path("/dev/full")
ODD = "title: Ünïcode “so” … ○ 😀\nplay:\n- note: Chloé 😀"
ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
NO_UTF8 = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def shell(command: str, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **(environ or {})}
    return subprocess.run(["sh", "-c", command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "odd.yaml"
    path.write_text(ODD, encoding="utf-8")
    return path


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def forked(
    play: Path, *, stdin: bytes | None = b"", stdout: bool = True, environ: dict[str, str] | None = None
) -> Done:
    """The same in a process that has everything loaded, with what comes through a pipe; without `stdin` or `stdout` that is closed."""
    with TemporaryFile() as out, TemporaryFile() as err, closing_pipe(stdin or b"") as pipe:
        streams = (None if stdin is None else pipe, out.fileno() if stdout else None, err.fileno())
        command = ["-m", "bot", "rehearse", "--fast", "--play", str(play)]
        code = Program(command, streams, environ={**os.environ, **(environ or {})}, folder=ROOT).wait(120)
        for file in (out, err):
            file.seek(0)
        return Done(code, out.read().decode(), err.read().decode())


@contextmanager
def closing_pipe(given: bytes) -> Iterator[int]:
    """The end to read from of a pipe into which that was written, and nothing more will be."""
    to_read, to_write = os.pipe()
    os.write(to_write, given)
    os.close(to_write)
    try:
        yield to_read
    finally:
        os.close(to_read)


@pytest.mark.parametrize(
    ("streams", "code", "err"),
    [
        pytest.param("<&- >&- 2>&-", 0, "", id="all closed"),
        pytest.param(
            "</dev/null >/dev/full", 1, "Nothing can be printed: No space left on device.\n", id="output full"
        ),
    ],
)
def test_any_streams_will_do(odd: Path, streams: str, code: int, err: str) -> None:
    done = shell(f"{REHEARSE} --play {odd} {streams}")
    assert (done.returncode, done.stderr) == (code, err)


def test_either_stream_may_be_closed_alone(odd: Path) -> None:
    for done in (forked(odd, stdin=None), forked(odd, stdout=False)):
        assert (done.returncode, done.stderr) == (0, "")


def test_lines_from_a_pipe_are_not_passed_over_in_silence(odd: Path) -> None:
    done = forked(odd, stdin=b"ana: hello\n")
    assert (done.returncode, "through a pipe is not played" in done.stderr) == (0, True)


@pytest.mark.parametrize("environ", [ASCII, NO_UTF8], ids=["ascii", "no UTF-8"])
def test_what_the_output_cannot_say_is_shown_by_what_is_nearest(odd: Path, environ: dict[str, str]) -> None:
    done = forked(odd, environ=environ) if environ is ASCII else shell(f"{REHEARSE} --play {odd} </dev/null", environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert 'Unicode "so" ... o ?' in done.stdout
    assert "-- Chloe ?" in done.stdout


INTERRUPTED = """
import os, runpy, signal, sys

_, module, play = sys.argv

class Interrupting:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting)
sys.argv[1:] = ["rehearse", "--play", play]
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""
"""Presses Ctrl-C as that module is being loaded, however busy the machine is."""


LOADED = ("typer", "slack_sdk", "prompt_toolkit")
"""The last of them at the end of all that is loaded, which takes long: `make soak` interrupts that too."""


@pytest.mark.parametrize("module", LOADED if SOAKING else LOADED[:2])
def test_control_c_while_everything_is_loaded_ends_it_quietly(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED, module, str(EMPTY)]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    assert (done.returncode, "Traceback" in done.stderr) == (130, False)


@pytest.mark.parametrize(("record", "export"), [(FULL, None), (None, FULL)], ids=["record", "export"])
def test_a_file_on_a_full_disk_is_complained_of_before_the_play(
    odd: Path, record: Path | None, export: Path | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(odd, fast=True, record=record, export=export) == 1
    assert capsys.readouterr() == ("", "/dev/full cannot be written: No space left on device.\n")


def test_no_file_takes_the_place_of_another(odd: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.md"
    other.write_text("mine", encoding="utf-8")
    for record, export in ((None, odd), (odd, None), (None, other)):
        assert main(odd, fast=True, record=record, export=export) == 1
        assert "is there already. Name another file" in capsys.readouterr().err
    assert (odd.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == (ODD, "mine")


def test_script_and_transcript_are_two_files(odd: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = tmp_path / "both"
    assert main(odd, fast=True, record=both, export=tmp_path / "." / "both") == 1
    assert "name two files" in capsys.readouterr().err
    assert not both.exists()
