"""Report-backs are asked for without reproach, and shown as they were told."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.actions import ActionLine, LatestReport, Listing, OwnerReports, Reportable, ReportAsk, ShownWhen
from bot.domain.states import STILL_OPEN, ActionStatus, Ahead, AskAgain
from prompts import actions, report_answers, report_forms, reports
from tests.prompts.samples import NOW, labels, line

OUTCOMES = ["Done", "Partly", "Changed", "Dropped", "Not yet"]
OPEN = line("Ask the deputy")
PARTLY = replace(
    OPEN,
    status=ActionStatus.PARTLY,
    told=LatestReport(ActionStatus.PARTLY, "Met her", "I had taken it for policy", Ahead.KEEP),
)
NOT_YET = replace(OPEN, status=ActionStatus.NOT_YET, told=LatestReport(ActionStatus.NOT_YET, "", "", Ahead.KEEP))
DONE = replace(OPEN, status=ActionStatus.DONE, told=LatestReport(ActionStatus.DONE, "", "", Ahead.KEEP))


def asked(*lines: ActionLine, again: bool = False, late: bool = False) -> ReportAsk:
    return ReportAsk("Heads", 2, NOW, "Europe/London", lines, again, late)


def test_each_open_action_has_a_row_of_five_buttons() -> None:
    said = reports.ask(asked(OPEN, DONE))
    assert labels(said) == [*OUTCOMES, "Change this report", "Undo"]
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
        pytest.param(asked(OPEN, OPEN), "2 things you took on:", id="two"),
        pytest.param(asked(OPEN, again=True), "A quick reminder of one thing you took on:", id="again"),
        pytest.param(asked(OPEN, late=True), "Sorry this is late: I wasn't running at the time.", id="late"),
        pytest.param(asked(OPEN, OPEN), "How did they go? It takes a minute each", id="waiting"),
        pytest.param(asked(OPEN), "How did it go? It takes a minute,", id="one is waiting"),
        pytest.param(asked(DONE), "That's all, thank you.", id="all told"),
        pytest.param(asked(PARTLY), "If anything has changed, press again.", id="told and still open"),
    ],
)
def test_the_request_says_what_is_asked_and_what_is_known(ask: ReportAsk, sentence: str) -> None:
    assert sentence in reports.ask(ask)["text"]


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        pytest.param(replace(OPEN, past=True), "Ask the deputy · was due on ", id="open"),
        pytest.param(replace(PARTLY, past=True), "Ask the deputy · was due on ", id="partly"),
        pytest.param(replace(DONE, past=True), "Ask the deputy\n✓ You said *done*.", id="told"),
        pytest.param(replace(DONE, past=True, told=None), "Ask the deputy: *done*", id="heard by the set since"),
    ],
)
def test_what_is_over_is_not_said_to_be_due(stands: ActionLine, words: str) -> None:
    shown = reports.asked_about([stands])[0]["text"]["text"]
    assert words in shown
    assert ("was due" in shown) is (stands.status in STILL_OPEN)


def test_beside_each_action_stands_what_was_told_of_it() -> None:
    assert reports.ask(asked(DONE, OPEN))["blocks"][1]["text"]["text"].endswith("\n✓ You said *done*.")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param(OPEN, "Something you took on is due on Fri 27 Nov 2026.", id="ahead"),
        pytest.param(replace(OPEN, past=True), "Something you took on was due on Fri 27 Nov 2026.", id="over"),
        pytest.param(replace(OPEN, due_on=None), "Something you took on is still open.", id="its day was taken away"),
        pytest.param(PARTLY, "You've told me about something you took on.", id="told"),
    ],
)
def test_on_its_day_it_is_said_that_something_is_due_and_then_what(line: ActionLine, sentence: str) -> None:
    nudge = reports.nudge(line)
    assert nudge["text"].startswith(sentence)
    assert nudge["blocks"][1]["text"]["text"].startswith("Ask the deputy · ")


FIRST = {
    ActionStatus.CHANGED: ["What happened?", "If it changes: what will you do?", "If it changes: by when?"],
    ActionStatus.NOT_YET: ["What happened?", "When shall I ask again?"],
}


def reportable(line: ActionLine, *may_ask: AskAgain) -> Reportable:
    return Reportable(line, ShownWhen.NEXT, may_ask)


def questions(form: dict[str, Any]) -> list[str]:
    return [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize("outcome", list(actions.OUTCOMES))
def test_every_outcome_is_met_with_what_happened_and_the_rest_is_behind_more(outcome: ActionStatus) -> None:
    form = report_forms.form(reportable(OPEN, *AskAgain), outcome)
    assert questions(form) == FIRST.get(outcome, ["What happened?"])
    assert form["blocks"][-1]["elements"][0]["text"]["text"] == "More"
    assert form["private_metadata"] == f"1|{outcome}|a1"
    more = questions(report_forms.form(reportable(OPEN, *AskAgain), outcome, more=True))
    assert more[: len(questions(form))] == questions(form)
    assert "What did you learn?" in more
    assert ("What next?" in more) is (outcome in STILL_OPEN)


def test_where_no_meeting_is_ahead_nobody_is_asked_when_to_ask_again() -> None:
    assert questions(report_forms.form(reportable(OPEN), ActionStatus.NOT_YET)) == ["What happened?"]
    assert "When shall I ask again?" not in report_answers.put_away(reportable(NOT_YET))["text"]


def test_a_report_is_edited_from_what_was_told_whatever_came_of_it_now() -> None:
    forms = [
        report_forms.form(reportable(PARTLY), one, more=True) for one in (ActionStatus.PARTLY, ActionStatus.CHANGED)
    ]
    same, other = ({block.get("block_id"): block for block in form["blocks"]} for form in forms)
    assert same["happened"]["element"]["initial_value"] == "Met her"
    assert other["happened"]["element"]["initial_value"] == "Met her"
    assert [form["ahead"]["element"]["initial_option"]["value"] for form in (same, other)] == ["keep", "change"]


def test_what_was_told_is_set_right_with_its_outcome_and_what_it_was_changed_to() -> None:
    changed = replace(PARTLY, told=LatestReport(ActionStatus.PARTLY, "", "", Ahead.CHANGE))
    again = report_forms.again(reportable(changed), ActionStatus.PARTLY)
    form = {block.get("block_id"): block for block in again["blocks"]}
    assert form["outcome"]["element"]["initial_option"]["value"] == "partly"
    assert form["what"]["element"]["initial_value"] == "Ask the deputy"
    assert form["due"]["element"]["initial_value"] == "2026-11-27"


def test_a_form_that_is_closed_has_lost_nothing_and_says_so() -> None:
    said = report_answers.put_away(reportable(NOT_YET, *AskAgain))
    assert said["text"].startswith("Nothing is lost. It's saved as *not yet*, without any more words: Ask the deputy.")
    assert labels(said) == ["Change this report", "Undo", "At the meeting", "The day before"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [(AskAgain.AT_MEETING, "at the meeting"), (AskAgain.DAY_BEFORE, "the working day before the meeting")],
)
def test_whoever_has_chosen_when_is_told_and_not_asked_once_more(chosen: AskAgain, sentence: str) -> None:
    line = replace(NOT_YET, told=LatestReport(ActionStatus.NOT_YET, "", "", Ahead.KEEP, chosen))
    assert f"I'll ask you about this {sentence}: Ask the deputy" in report_answers.asked_again(reportable(line))["text"]
    thanked = report_answers.thanks(reportable(line, *AskAgain))
    assert labels(thanked) == ["Change this report", "Undo"]
    assert f"I'll ask you {sentence}." in thanked["text"]


def test_a_date_that_has_passed_is_never_shown_as_ahead() -> None:
    past = replace(PARTLY, past=True)
    everywhere = [
        reports.ask(asked(past)),
        reports.nudge(past),
        reports.listing_to_report(Listing((past,), 1)),
        reports.owner(OwnerReports("U1", (past,), False, True, "st1")),
        actions.listing(Listing((past,), 1)),
        report_answers.undone(reportable(past)),
        report_forms.form(reportable(past), ActionStatus.PARTLY),
    ]
    for said in everywhere:
        assert "was due on Fri 27 Nov 2026" in str(said)
        assert "by Fri 27 Nov" not in str(said)


def test_what_was_put_off_until_the_meeting_is_asked_there_beside_what_was_said() -> None:
    here = replace(
        NOT_YET, told=LatestReport(ActionStatus.NOT_YET, "No answer", "", Ahead.KEEP, AskAgain.AT_MEETING, True)
    )
    said = reports.owner(OwnerReports("U1", (here,), False, True, "st1"))
    assert "*not yet.* No answer" in said["text"]
    assert labels(said) == [*OUTCOMES, "That's it", "Pass"]


def test_the_set_reads_what_was_told_and_presses_for_what_was_not() -> None:
    said = reports.owner(
        OwnerReports("UOURS", (PARTLY, OPEN), passed=False, open=True, step_id="st1", correctable=True)
    )
    assert (
        "1. _Ask the deputy_: *partly.* Met her\n*Learned:* I had taken it for policy\n"
        "*Next:* keep it, by Fri 27 Nov 2026." in said["text"]
    )
    assert labels(said) == [
        "Bring it today",
        "New action from this",
        "Plan the next step",
        "Change this report",
        *OUTCOMES,
        "That's it",
        "Pass",
    ]
    assert said["blocks"][-1]["elements"][0]["value"] == "1|step|st1"


@pytest.mark.parametrize(
    ("spoken", "how"), [(False, "or say it here and press"), (True, "or say it on the call and press")]
)
def test_an_owner_is_asked_to_speak_where_the_set_speaks(spoken: bool, how: str) -> None:
    assert how in reports.owner(OwnerReports("U1", (OPEN,), False, True, "st1", spoken=spoken))["text"]


@pytest.mark.parametrize(
    ("shown", "last"),
    [
        pytest.param(OwnerReports("U1", (OPEN,), True, True, "st1"), "<@U1> passed.", id="passed"),
        pytest.param(OwnerReports("U1", (OPEN,), False, False, "st1"), "*open*", id="the step is over"),
        pytest.param(OwnerReports("U1", (DONE,), False, False, "st1"), "*done.*", id="all told, and over"),
        pytest.param(OwnerReports("U1", (OPEN,), False, False, "st1", said_it=True), "has told us.", id="in words"),
    ],
)
def test_nobody_is_asked_who_need_not_answer(shown: OwnerReports, last: str) -> None:
    said = reports.owner(shown)
    assert labels(said) == []
    assert last in said["text"].splitlines()[-1]


def test_whoever_told_it_in_words_can_still_press() -> None:
    said = reports.owner(OwnerReports("U1", (OPEN,), False, True, "st1", said_it=True))
    assert labels(said) == [*OUTCOMES]
    assert "<@U1> has told us. Press a button to keep how it went" in said["text"]


def test_on_a_call_it_is_said_on_the_call() -> None:
    said = reports.owner(OwnerReports("U1", (OPEN,), False, True, "st1", spoken=True))
    assert "say it on the call and press *That's it*" in said["text"]
