"""Records as files: read by others than us, and harmless whatever was typed."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.cycles import Aims, CycleStories
from bot.domain.records import FileKind, KeptLearning, MeetingRecord, Record, RecordPage, RecordPlace, WaitingIssue
from bot.domain.states import ActionStatus, IssueKind
from prompts.action_stories import story_form
from prompts.cycles import stories
from prompts.record_files import record_file
from prompts.records import record_form
from tests.prompts import cycle_samples
from tests.prompts.samples import NOW, OURS, meeting_record, recorded, story

NAMES = {OURS: "Ana"}
NO_FORMULA = "'"


def drawn(kind: FileKind, *meetings: MeetingRecord, own: bool = False) -> str:
    record = Record("" if own else "Heads of school", "Europe/Sofia", meetings, "" if own else "s1")
    return record_file(kind, record, NAMES, NOW).content.decode("utf-8")


def rows(*meetings: MeetingRecord, own: bool = False) -> list[dict[str, str]]:
    words = drawn(FileKind.CSV, *meetings, own=own)
    assert words.startswith("\ufeff"), "without it Excel takes UTF-8 for something else"
    return list(csv.DictReader(io.StringIO(words.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("=1+1", id="equals"),
        pytest.param("+1 for Ana", id="plus"),
        pytest.param("-2 people", id="minus"),
        pytest.param("@SUM(A1:A9)", id="at"),
        pytest.param("\t=1+1", id="a tab before"),
        pytest.param("\r=1+1", id="a return before"),
        pytest.param("\n=1+1", id="a line before"),
        pytest.param("  =1+1", id="spaces before"),
        pytest.param("\u202e=1+1", id="a sign that nobody sees before"),
        pytest.param("＝1+1", id="the wide one"),
    ],
)
def test_no_cell_can_start_a_formula(typed: str) -> None:
    for row in rows(meeting_record(typed)):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), cell
    assert rows(meeting_record(typed))[0]["Issue"].startswith(NO_FORMULA)


def test_words_that_start_none_are_as_they_were_typed() -> None:
    typed = 'Ask "Mo", then = wait; Zoë & <b>'
    first = rows(meeting_record(typed))[0]
    assert (first["Issue"], first["The real question"], first["Who"]) == (typed, typed, "Ana")


def test_each_question_action_and_piece_of_learning_has_a_row() -> None:
    found = rows(meeting_record("typed"))
    kinds = ["Question", *["Action"] * 4, "Question", "Question", "Action", "Learning", "Learning"]
    assert [row["What"] for row in found] == kinds
    assert {row["Meeting"] for row in found} == {"3"}
    assert {row["Date"] for row in found} == {"2026-11-24"}
    assert found[1]["Due"] == "2026-11-27"
    assert found[1]["How it stands"] == "partly"
    assert found[5]["Who"] == "A former member"
    assert {row["Only for you"] for row in found} == {""}


def test_what_is_ones_own_alone_says_so() -> None:
    found = rows(meeting_record("typed", own=True), meeting_record("typed", unheard=True), own=True)
    private = [row["What"] for row in found if row["Only for you"]]
    assert private == ["Question", "Learning", "Issue", "Issue"]
    aside = replace(recorded("typed"), status=ActionStatus.ASIDE)
    (row,) = rows(MeetingRecord("Heads", "UTC", 1, NOW, others=(aside,)), own=True)
    assert (row["How it stands"], row["Only for you"]) == ("only you can see it", "yes")


def test_every_row_has_as_many_cells_as_there_are_columns() -> None:
    words = drawn(FileKind.CSV, meeting_record("a,b\nc", own=True), meeting_record("typed", unheard=True), own=True)
    found = list(csv.reader(io.StringIO(words, newline="")))
    assert {len(row) for row in found} == {16}


@pytest.mark.parametrize(
    "typed", ["# big", "- a list", "1. first", "*bold* _it_", "[a](b)", "<script>", "`code`", "> x"]
)
def test_typed_words_are_no_markdown(typed: str) -> None:
    words = drawn(FileKind.MARKDOWN, MeetingRecord("Heads", "UTC", 1, NOW, learned=(KeptLearning(OURS, typed),)))
    (line,) = [one for one in words.splitlines() if one.startswith("- Ana: ")]
    rest = line.removeprefix("- Ana: ")
    assert rest != typed
    assert rest.replace("\\", "") == typed


def test_a_record_says_who_presented_what_and_what_came_of_it() -> None:
    words = drawn(FileKind.MARKDOWN, meeting_record("typed"))
    assert words.startswith("# Record of Heads of school\n\nWritten on Tue 24 Nov 2026.")
    assert "## Meeting 3: Tue 24 Nov 2026" in words
    assert (
        "### Ana: typed\n\n- Question brought: typed\n- The real question: typed\n- Action of Ana: typed (partly)"
        in words
    )
    assert "  - Due on Fri 27 Nov 2026\n  - First step: typed\n  - Partly: typed\n  - Learned: typed" in words
    assert "### A former member: typed\n\n- An opportunity\n" in words


def test_a_spreadsheet_says_what_is_a_problem_and_what_an_opportunity() -> None:
    rows = list(csv.DictReader(io.StringIO(drawn(FileKind.CSV, meeting_record("typed")).removeprefix("\ufeff"))))
    kinds = {row["Who"]: row["A problem or an opportunity"] for row in rows if row["What"] == "Question"}
    assert kinds == {"Ana": "a problem", "A former member": "an opportunity", "Somebody": ""}, (
        "nothing of what one missed"
    )
    assert {len(row) for row in rows} == {len(rows[0])}
    assert {row["A problem or an opportunity"] for row in rows if row["What"] == "Learning"} == {""}


def test_the_name_of_a_file_is_one_that_every_system_takes() -> None:
    record = Record("Heads / of: *school*", "Europe/Sofia", (), "s1")
    rendered = record_file(FileKind.MARKDOWN, record, NAMES, datetime(2026, 11, 24, tzinfo=UTC))
    assert rendered.name == "record-of-heads-of-school.md"
    assert rendered.content.decode().endswith("No meeting has been held yet.\n")


WAITING = MeetingRecord(
    "Heads",
    "Europe/Sofia",
    None,
    None,
    issues=(WaitingIssue("Nobody goes first"), WaitingIssue("A hall of our own", IssueKind.OPPORTUNITY)),
)


def test_what_waits_says_whether_it_is_a_problem_or_an_opportunity() -> None:
    assert [
        (one["Issue"], one["A problem or an opportunity"], one["Only for you"]) for one in rows(WAITING, own=True)
    ] == [
        ("Nobody goes first", "a problem", "yes"),
        ("A hall of our own", "an opportunity", "yes"),
    ]
    words = drawn(FileKind.MARKDOWN, WAITING, own=True)
    assert "- Nobody goes first\n- A hall of our own (an opportunity)" in words
    page = record_form(RecordPage("", WAITING, RecordPlace(), 1))
    assert "A hall of our own (an opportunity)" in str(page["blocks"])
    assert "*Your opportunity:* typed" in str(story_form(story("typed"))["blocks"])


def test_the_looking_back_at_the_end_of_a_cycle_says_what_was_an_opportunity() -> None:
    chance = replace(cycle_samples.story("A hall of our own"), kind=IssueKind.OPPORTUNITY)
    text = stories(CycleStories(3, (cycle_samples.story("Nobody goes first"), chance), 2, Aims()))["text"]
    assert "*<@UOURS>:* _Nobody goes first_" in text
    assert "*<@UOURS>, an opportunity:* _A hall of our own_" in text
