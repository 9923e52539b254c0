"""One process an SQLite file."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.errors import Misconfigured
from storage.lockfile import LockFile

HOLD = """
import sys, pathlib
from storage.lockfile import LockFile
with LockFile(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_told_what_to_do(tmp_path: Path) -> None:
    with LockFile(tmp_path / "sets.db"), pytest.raises(Misconfigured, match=r"sets\.db\. SQLite is for one process"):
        LockFile(tmp_path / "sets.db").__enter__()


def test_it_is_free_again_after_a_clean_end(tmp_path: Path) -> None:
    for _ in range(2):
        with LockFile(tmp_path / "sets.db"):
            assert (tmp_path / "sets.db.lock").exists()


def test_it_is_free_again_after_its_process_was_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "sets.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Misconfigured):
            LockFile(tmp_path / "sets.db").__enter__()
        other.kill()
        other.wait()
        with LockFile(tmp_path / "sets.db"):
            pass
