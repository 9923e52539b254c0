"""The rehearsal on a terminal, as a person would drive it."""

import re
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from rehearsal import scripts
from rehearsal.script_items import Presses
from rehearsal.scripts import MAIN_SCRIPT
from rehearsal.session import main
from tests.rehearsal.terminal import Terminal, rehearsing

pytestmark = pytest.mark.usefixtures("with_tables")
EMPTY = MAIN_SCRIPT.parent / "empty-stage.yaml"
SLOT = Path(__file__).parents[1] / "scenes" / "plays" / "slot-begins.yaml"
SIGN = "channel>"
FOUNDING = {"Name of the set": "Heads", "Members": "ana, ben, Chloé", "How often, and how many": "once"}
FIRST_MEETING = ["soon", "10 Nov 14:00"]
ODD = (
    ("hepl", "is nothing to do here"),
    ("zoe: hi", "is nobody here"),
    ("press Launch", "has no [Launch] to press"),
    ("99", "nothing has the number 99"),
    ("fill", "has no form open"),
    ("to yesterday", "in the past"),
    ("thread The moon", "nothing in the channel says"),
    ("use Fly on moon", "sees no message"),
    ("use it", "There are: make this my action, park this"),
    ("-3d", "the clock only goes forward"),
    ("ana: /set", "There's no set of yours here"),
    ("ben: press 1", "With a colon it would be said. Type ben press 1"),
    ("ben: press Launch", "Ben: press Launch"),
    ("see the moon", "nobody saw"),
    ("/nonsense", "is no command here, and nobody heard it"),
    ("/invite @nobody", "is nobody to invite"),
    ("otto: /set", "ONLY OTTO SEES"),
    ("otto dm", "in a channel to start"),
    ("ana dm", "sees nothing here yet"),
    ("ana: \\x1b]0;x\\x07 <!channel> `" + "ü" * 500, "üüü"),
    ("help", "Tab completes"),
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "played.yaml", tmp_path / "played.md"


def fill_in(terminal: Terminal, answers: dict[str, str], until: str) -> None:
    """Answer each field of a form by its label, the others with Enter, until these words come."""
    days = list(FIRST_MEETING)
    while not (asked := terminal.sees("]:", until)).endswith(until):
        label = asked.splitlines()[-1].partition(" [")[0].partition(" (")[0]
        terminal.types(days.pop(0) if label == "First meeting on" and answers else answers.get(label, ""))
        terminal.sees("\n")


def done(terminal: Terminal, line: str, seen: str) -> None:
    """Type a line at the next prompt and see what comes of it."""
    terminal.sees(">")
    terminal.types(line)
    terminal.sees(seen)


def test_a_set_is_founded_by_hand_and_what_was_played_plays_again(files: tuple[Path, Path]) -> None:
    record, export = files
    with rehearsing(EMPTY, record=record, export=export) as terminal:
        terminal.sees(SIGN)
        terminal.types("ana: /set new")
        fill_in(terminal, FOUNDING, "is ready")
        number = re.search(r"\[(\d+) I agree\]", terminal.sees("I agree]"))
        assert number
        done(terminal, f"ben {number[1]}", "you're in")
        done(terminal, "chloe i ag", "you're in")
        done(terminal, "to 2026-11-10 14:00", "meeting 1 of 1")
        done(terminal, "ana press Start", "In one line, in this thread")
        done(terminal, "ana: Here with <tea> & cake", "Here with <tea> & cake")
        done(terminal, "channel", "channel>")
        terminal.types("see tea")
        terminal.types("quit")
        assert terminal.ends() == 0
    script = scripts.load(record)
    assert Presses(0, "ana", "Start") in [replace(item, line=0) for item in script.items]
    assert [item.words for item in script.items if hasattr(item, "words")][-2:] == ["Here with <tea> & cake", "tea"]
    assert "Ana:** Here with \\<tea\\> & cake" in export.read_text(encoding="utf-8")
    assert main(record, fast=True, record=None, export=None) == 0


def test_whatever_is_typed_gets_an_answer_and_never_a_traceback() -> None:
    with rehearsing(EMPTY) as terminal:
        for line, said in ODD:
            terminal.sees(">")
            terminal.types(line)
            terminal.sees(said)
        terminal.sees("dm>")
        terminal.types("half a line", key="\x03")
        terminal.types("note back again")
        terminal.sees("-- back again")
        terminal.sees("dm>")
        terminal.types("", key="\x04")
        assert terminal.ends() == 0
        assert "Traceback" not in terminal.screen


def test_a_form_is_put_away_and_its_complaints_are_asked_for_again() -> None:
    with rehearsing(EMPTY) as terminal:
        terminal.sees(SIGN)
        terminal.types("ana: /set new")
        fill_in(terminal, {}, "not sent. Name of the set: Please complete")
        terminal.sees("Name of the set [")
        terminal.types("Heads")
        terminal.sees("Members (people, with commas) [")
        terminal.types("cancel")
        terminal.sees("put away")


def test_a_form_of_buttons_is_not_filled_in_but_pressed_until_it_is_one_to_fill_in() -> None:
    with rehearsing(SLOT) as terminal:
        done(terminal, "chloe press More", "has this in front: press one of its buttons")
        done(terminal, "chloe press +5 minutes", "Five minutes more, until")
        done(terminal, "chloe press It's about something else", "What is it about, in one sentence?")
        terminal.sees("]:")
        terminal.types("cancel")
        done(terminal, "chloe press That's it", "Clarify")
        done(terminal, "quit", "")
        assert terminal.ends() == 0


def test_a_number_presses_a_button_that_was_shown_twice() -> None:
    with rehearsing(SLOT) as terminal:
        done(terminal, "ana: /set-issue Time for visits", "Withdraw it]")
        done(terminal, "ana: /set-issue", "Raise another]")
        terminal.sees(">")
        terminal.types("ana: /set-issue")
        number = re.search(r"\[(\d+) Raise another\]", terminal.sees("Raise another]"))
        assert number
        done(terminal, f"ana {int(number[1]) - 3}", "The issue, in one sentence")
        terminal.sees("]:")
        terminal.types("cancel")
        done(terminal, "quit", "")
        assert terminal.ends() == 0


def test_what_is_a_command_anywhere_else_is_one_inside_a_form() -> None:
    with rehearsing(EMPTY) as terminal:
        done(terminal, "ana: /set new", "Name of the set [")
        terminal.types("Heads")
        terminal.sees("Members (people, with commas) [(empty)]:")
        terminal.types("+10m")
        terminal.sees("Members (people, with commas) [(empty)]:")
        terminal.types("ben: What is this?")
        terminal.sees("Ben: What is this?", "Members (people, with commas) [(empty)]:")
        terminal.types("dan: /action")
        terminal.sees("Dan types /action")
        terminal.sees("Members (people, with commas) [(empty)]:")
        terminal.types("dan: press 1")
        terminal.sees("With a colon it would be said.")
        terminal.sees("Members (people, with commas) [(empty)]:")
        terminal.types("/set")
        terminal.sees("Enter goes on with the form")
        terminal.sees("Enter or do:")
        terminal.types("do")
        terminal.sees("was not sent.")
        terminal.sees("Ana types /set")
        done(terminal, "ana: /set new", "Name of the set [")
        terminal.types("ben")
        terminal.sees("Enter or do:")
        terminal.types("do")
        terminal.sees("Ana's form stays open")
        done(terminal, "ana fill", "Name of the set [")
        terminal.types("quit")
        terminal.sees("Enter or do:")
        terminal.types("do")
        assert terminal.ends() == 0
        assert "Traceback" not in terminal.screen


def test_people_come_and_go_and_change_what_they_said(files: tuple[Path, Path]) -> None:
    record, export = files
    with rehearsing(EMPTY, record=record, export=export) as terminal:
        done(terminal, "add Gita Rao", "Gita Rao is new here, and in #set-heads.")
        done(terminal, "gita: Good morning", "Gita Rao: Good morning")
        done(terminal, "gita edit Good to Good to see you, and good", "Good to see you, and good")
        done(terminal, "ben react :wave: on see you", "Ben puts :wave: on")
        done(terminal, "ben edit see you to bye", "Ben has said nothing with")
        done(terminal, "gita delete see you", "Gita Rao deletes")
        done(terminal, "gita leave", "Gita Rao leaves the channel")
        done(terminal, "gita leave", "Gita Rao is not in #set-heads")
        done(terminal, "gita join", "Gita Rao joins the channel")
        done(terminal, "add Otto", "Otto is here already")
        done(terminal, "tomorrow 9am", "To move the clock, type to tomorrow 9am")
        done(terminal, "to tomorrow 9am", "Wed 4 Nov 09:00")
        terminal.types("quit")
        assert terminal.ends() == 0
    assert [type(item).__name__ for item in scripts.load(record).items] == [
        "Adds", "Says", "Edits", "Reacts", "Deletes", "JoinsOrLeaves", "JoinsOrLeaves", "Moves",
    ]  # fmt: skip
    assert main(record, fast=True, record=None, export=None) == 0


def test_the_prompt_says_where_talk_goes_and_what_was_said_says_it_too() -> None:
    with rehearsing(MAIN_SCRIPT) as terminal:
        terminal.sees("ana, thread ")
        terminal.types("channel")
        terminal.sees("channel>")
        for _ in range(2):
            terminal.types("ana: I will be late")
            terminal.sees("#set-heads")
            terminal.sees("Ana: I will be late")
            terminal.sees("channel>")
        terminal.types("help")
        terminal.sees("talk goes to: channel")


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_key_leaves_a_script_and_leads_to_the_prompt(key: str) -> None:
    with rehearsing(MAIN_SCRIPT, fast=False) as terminal:
        terminal.sees("Ctrl-C or Ctrl-D leaves the script")
        terminal.sees("Ana types /set new")
        terminal.types("", key=key)
        terminal.sees("You play everybody now")
        terminal.sees(">")
        terminal.types("quit")
        assert terminal.ends() == 0


def test_control_c_ends_no_rehearsal_and_leaves_no_half_line() -> None:
    with rehearsing(EMPTY) as terminal:
        terminal.sees(SIGN)
        terminal.types("", key="\x03")
        terminal.sees(SIGN)
        terminal.types("ana: /set new")
        terminal.sees("Name of the set [")
        terminal.types("Hea", key="\x03")
        terminal.sees("The form is put away; what was in it was not sent.")
        terminal.sees(SIGN)
        terminal.types("quit")
        assert terminal.ends() == 0


def test_a_script_that_does_not_see_what_it_expects_ends_with_one(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("play:\n- ana: /set\n- see: the moon", encoding="utf-8")
    with rehearsing(path) as terminal:
        terminal.sees("s.yaml, line 3: nobody saw “the moon”")
        assert terminal.ends() == 1


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "a dumb terminal"])
def test_without_colour_nothing_is_coloured(tmp_path: Path, environ: dict[str, str]) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("play:\n- ana: /set\n- note: that is all", encoding="utf-8")
    with rehearsing(path, environ=environ) as terminal:
        terminal.sees("that is all")
        assert not re.search(r"\x1b\[[0-9;]*[1-9][0-9;]*m", terminal.raw)


def test_with_colour_a_terminal_gets_it(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("play:\n- ana: /set\n- note: that is all", encoding="utf-8")
    with rehearsing(path, environ={"NO_COLOR": ""}) as terminal:
        terminal.sees("that is all")
        assert "\x1b[1m" in terminal.raw


LIBRARIES: Final = (
    "import aiohttp.web, alembic.command, apscheduler, babel.dates, prompt_toolkit, psycopg, slack_bolt.async_app, sqlalchemy.orm, "
    "typer, yaml"
)


@dataclass(frozen=True)
class Afresh:
    """A rehearsal with an interpreter of its own, in which somebody said something: what was seen, and what it took."""

    screen: str
    code: int
    seconds: float


@pytest.fixture(scope="module")
def afresh(tmp_path_factory: pytest.TempPathFactory) -> Afresh:
    """On a terminal without UTF-8."""
    environ = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    record, so_far = tmp_path_factory.mktemp("afresh") / "played.yaml", spent()
    with rehearsing(EMPTY, record=record, environ=environ, afresh=True) as terminal:
        terminal.sees(SIGN)
        terminal.types("chloe: Chloé 😀")
        terminal.sees("Chloe: Chlo")
        terminal.sees(SIGN)
        terminal.types("quit")
        code = terminal.ends()
        return Afresh(terminal.screen, code, spent() - so_far)


def test_a_terminal_without_utf_8_takes_every_name(afresh: Afresh) -> None:
    assert (afresh.code, "Traceback" in afresh.screen) == (0, False)


def test_the_first_prompt_takes_little_more_than_its_libraries(afresh: Afresh) -> None:
    """And a line said there. As a ratio: on a busy machine a second of processor time does less, and not always as much less."""
    so_far, times = spent(), 2
    for _ in range(times):
        subprocess.run([sys.executable, "-c", LIBRARIES], check=True)
    assert afresh.seconds < 2.5 * (spent() - so_far) / times


def spent() -> float:
    """The processor time of processes that have ended, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_files_that_cannot_be_written_are_found_out_before_the_play(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(EMPTY, fast=True, record=tmp_path / "no" / "where.yaml", export=None) == 1
    out, err = capsys.readouterr()
    assert (out, "where.yaml cannot be written: No such file or directory." in err) == ("", True)


@pytest.mark.parametrize("ending", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL], ids=lambda one: str(one.name))
def test_what_was_played_is_kept_whatever_ends_it(files: tuple[Path, Path], ending: signal.Signals) -> None:
    record, export = files
    with rehearsing(EMPTY, record=record, export=export) as terminal:
        terminal.sees(SIGN)
        terminal.types("ana: Still here?")
        terminal.sees("Ana: Still here?")
        terminal.sees(SIGN)
        terminal.process.send_signal(ending)
        terminal.ends()
        assert terminal.process.returncode in (-ending, 128 + ending)
        assert "Traceback" not in terminal.screen
    assert [getattr(item, "words", "") for item in scripts.load(record).items] == ["Still here?"]
    assert "Ana:** Still here?" in export.read_text(encoding="utf-8")


def test_nothing_of_the_test_is_left_running() -> None:
    with rehearsing(EMPTY) as terminal:
        terminal.sees(SIGN)
        process = terminal.process
    assert process.returncode is not None
