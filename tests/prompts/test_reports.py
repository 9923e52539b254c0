"""Report-backs are asked for without reproach, and shown as they were told."""

from dataclasses import replace

import pytest

from bot.domain.actions import ActionLine, LatestReport, OwnerReports, ReportAsk
from bot.domain.states import STILL_OPEN, ActionStatus, Ahead
from prompts import reports
from tests.prompts.samples import NOW, labels, line

OUTCOMES = ["Done", "Partly", "Changed", "Dropped", "Not yet"]
OPEN = line("Ask the deputy")
PARTLY = replace(
    OPEN,
    status=ActionStatus.PARTLY,
    told=LatestReport(ActionStatus.PARTLY, "Met her", "I had taken it for policy", Ahead.KEEP),
)
DONE = replace(OPEN, status=ActionStatus.DONE, told=LatestReport(ActionStatus.DONE, "", "", Ahead.KEEP))


def asked(*lines: ActionLine, again: bool = False, late: bool = False) -> ReportAsk:
    return ReportAsk("Heads", 2, NOW, "Europe/London", lines, again, late)


def test_each_open_action_has_a_row_of_five_buttons() -> None:
    said = reports.ask(asked(OPEN, DONE))
    assert labels(said) == [*OUTCOMES, "Change this report"]
    row = next(block for block in said["blocks"] if block["type"] == "actions")
    assert [button["action_id"] for button in row["elements"]] == [
        "action_report:done",
        "action_report:partly",
        "action_report:changed",
        "action_report:dropped",
        "action_report:not_yet",
    ]
    assert {button["value"] for button in row["elements"]} == {"1|action|a1"}


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        pytest.param(asked(OPEN), "One thing you took on:", id="one"),
        pytest.param(asked(OPEN, OPEN), "Two things you took on:", id="two"),
        pytest.param(asked(OPEN, again=True), "I ask a second time, and not again.", id="again"),
        pytest.param(asked(OPEN, late=True), "This comes late: I was not running when it was due.", id="late"),
        pytest.param(asked(DONE), "✓ So far you told me: *done*.", id="told"),
        pytest.param(asked(OPEN, OPEN), "How did they go? It takes a minute each", id="waiting"),
        pytest.param(asked(OPEN), "How did it go? It takes a minute,", id="one is waiting"),
        pytest.param(asked(DONE), "That is all, thank you.", id="all told"),
        pytest.param(asked(PARTLY), "Press again where something has changed", id="told and still open"),
    ],
)
def test_the_request_says_what_is_asked_and_what_is_known(ask: ReportAsk, sentence: str) -> None:
    assert sentence in reports.ask(ask)["text"]


@pytest.mark.parametrize("outcome", [outcome for outcome in ActionStatus if outcome is not ActionStatus.OPEN])
def test_every_outcome_is_met_with_what_happened(outcome: ActionStatus) -> None:
    form = reports.form(OPEN, outcome)
    questions = [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]
    goes_on = ["What next?"] * (outcome in STILL_OPEN)
    assert questions[:3] == ["What happened?", "What did you learn?", *goes_on]
    assert form["private_metadata"] == f"1|{outcome}|a1"


def test_a_report_is_edited_from_what_was_told_whatever_came_of_it_now() -> None:
    same = {block.get("block_id"): block for block in reports.form(PARTLY, ActionStatus.PARTLY)["blocks"]}
    other = {block.get("block_id"): block for block in reports.form(PARTLY, ActionStatus.CHANGED)["blocks"]}
    assert same["happened"]["element"]["initial_value"] == "Met her"
    assert other["happened"]["element"]["initial_value"] == "Met her"
    assert [form["ahead"]["element"]["initial_option"]["value"] for form in (same, other)] == ["keep", "change"]


def test_what_was_told_is_set_right_with_its_outcome_and_what_it_was_changed_to() -> None:
    changed = replace(PARTLY, told=LatestReport(ActionStatus.PARTLY, "", "", Ahead.CHANGE))
    form = {block.get("block_id"): block for block in reports.form(changed, ActionStatus.PARTLY, again=True)["blocks"]}
    assert form["outcome"]["element"]["initial_option"]["value"] == "partly"
    assert form["what"]["element"]["initial_value"] == "Ask the deputy"
    assert form["due"]["element"]["initial_value"] == "2026-11-27"


def test_the_set_reads_what_was_told_and_presses_for_what_was_not() -> None:
    said = reports.owner(
        OwnerReports("UOURS", (PARTLY, OPEN), passed=False, open=True, step_id="st1", correctable=True)
    )
    assert (
        "1. _Ask the deputy_: *partly.* Met her\n*Learned:* I had taken it for policy\n"
        "*Next:* keep it, by Fri 27 Nov 2026." in said["text"]
    )
    assert labels(said) == ["Bring it today", "New action from this", "Change this report", *OUTCOMES, "Pass"]
    assert said["blocks"][-1]["elements"][0]["value"] == "1|step|st1"


@pytest.mark.parametrize(
    ("shown", "last"),
    [
        pytest.param(OwnerReports("U1", (OPEN,), True, True, "st1"), "<@U1> passed.", id="passed"),
        pytest.param(OwnerReports("U1", (OPEN,), False, False, "st1"), "*open*", id="the step is over"),
        pytest.param(OwnerReports("U1", (DONE,), False, False, "st1"), "*done.*", id="all told, and over"),
    ],
)
def test_nobody_is_asked_who_need_not_answer(shown: OwnerReports, last: str) -> None:
    said = reports.owner(shown)
    assert labels(said) == []
    assert last in said["text"].splitlines()[-1]
