"""Report-backs: asking what came of actions, hearing it, and showing it to the set."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.actions import MOST_LISTED, ActionLine, Heard, Listing, OwnerReports, Reportable, ReportAsk, Told
from bot.domain.lengths import LONGEST_ACTION, LONGEST_DUE, LONGEST_REPORT
from bot.domain.states import STILL_OPEN, ActionStatus, Ahead
from prompts import ids
from prompts.actions import (
    LONGEST_SHOWN,
    OUTCOMES,
    described,
    due_in_brief,
    in_brief,
    left_out,
)
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, radio, text_input
from prompts.wording import counted, in_a_line, mention, opening_a_sentence, said, when

_NEXT: Final[Mapping[Ahead, str]] = {Ahead.KEEP: "keep it", Ahead.CHANGE: "change it", Ahead.DROP: "drop it"}
_HEARD: Final[Mapping[Heard, str]] = {
    Heard.NOW: "The set sees it in the thread of the report-back.",
    Heard.TODAY: "The set hears of it in today's report-back.",
    Heard.NEXT: "The set hears of it as its next meeting opens.",
}
_LONGEST_TOLD: Final = 400


def ask(asked: ReportAsk) -> Message:
    """The question to one owner before a meeting, by DM: a row of buttons an action."""
    return told(section(_occasion(asked)), *_asked_about(asked.lines, len(asked.lines)), hint(_what_next(asked.lines)))


def nudge(line: ActionLine) -> Message:
    """One word on the day an action falls due."""
    if line.told is not None:
        return told(
            section(f"{described(line)}\n✓ So far you told me: *{_outcome(line).lower()}*. Thank you."),
            buttons(_again(line)),
        )
    return told(
        section(f"This falls due: {described(line)}"),
        report_row(line),
        hint(
            "Press what fits, today or later; your set hears of it as its next meeting opens. I do not ask about the day "
            "again."
        ),
    )


def form(line: ActionLine, outcome: ActionStatus, *, again: bool = False) -> Form:
    """What happened, what was learned, what next. No outcome is asked to justify itself.

    `again` to add to what was told, or to set it right: then the outcome itself can change.
    """
    before = line.told
    return modal(
        "What you told me" if again else f"Report back: {OUTCOMES[outcome].lower()}",
        "Save",
        ids.REPORT_FORM,
        ids.value(outcome.value, line.action_id),
        section(described(line) if again else f"*{OUTCOMES[outcome]}:* {described(line)}"),
        *([_outcomes(outcome)] if again else []),
        _answer("happened", "What happened?", before.happened if before else ""),
        _answer("learned", "What did you learn?", before.learned if before else ""),
        *(_ahead(line, before, outcome, again=again) if again or outcome in STILL_OPEN else []),
        notify_on_close=True,
    )


def _outcomes(outcome: ActionStatus) -> Block:
    choices = [(one.value, words) for one, words in OUTCOMES.items()]
    return radio("outcome", "What came of it?", choices, initial=outcome.value)


def _ahead(line: ActionLine, before: Told | None, outcome: ActionStatus, *, again: bool) -> list[Block]:
    """What next, of an action that goes on; what it was changed to stands there for whoever looks again."""
    ahead = before.ahead if before and before.outcome is outcome else _usual(outcome)
    changed = before is not None and before.ahead is Ahead.CHANGE
    what = line.what if changed else ""
    due = line.due_on.isoformat() if changed and line.due_on else ""
    return [
        radio(
            "ahead",
            "What next, unless it is done or dropped?" if again else "What next?",
            [(one.value, opening_a_sentence(words)) for one, words in _NEXT.items()],
            initial=ahead,
        ),
        text_input("what", "If it changes: what will you do?", initial=what, optional=True, most=LONGEST_ACTION),
        text_input(
            "due",
            "If it changes: by when?",
            initial=due,
            optional=True,
            most=LONGEST_DUE,
            hint="Such as Friday, or 3 Dec.",
        ),
    ]


def thanks(reported: Reportable) -> Message:
    """The private answer to whoever reported."""
    line = reported.line
    what, outcome = in_a_line(line.what, LONGEST_SHOWN), _outcome(line)
    return told(
        section(f"Thank you: *{outcome.lower()}*, {what}."),
        hint(f"{_HEARD[reported.heard]} Until that meeting closes you can add to it or set it right."),
        buttons(_again(line)),
    )


def told_so_far(line: ActionLine) -> list[Block]:
    """An action that was reported on, with the way to add to it."""
    return [
        section(f"✓ You said *{_outcome(line).lower()}*: {in_a_line(line.what, LONGEST_SHOWN)}"),
        buttons(_again(line)),
    ]


def owner(reports: OwnerReports) -> Message:
    """One owner's actions in the thread of the report-back: what is told, and buttons for what is not."""
    blocks = [section(f"*{mention(reports.owner)}*, {counted(len(reports.lines), 'action')}.")]
    for number, line in enumerate(reports.lines[:MOST_LISTED], start=1):
        blocks.append(section(_reported(number, line)))
        if _unheard(line):
            blocks += [report_row(line)] if reports.open and not reports.passed else []
        elif reports.correctable:
            blocks.append(_onwards_row(line, today=reports.open))
    return told(*blocks, *left_out(len(reports.lines)), *_owner_next(reports))


def listing_to_report(found: Listing) -> Message:
    """Somebody's own open actions with the buttons to report on them, for them alone."""
    if not found.lines:
        return told(section("You have no open actions to report on. There is nothing for you to do."))
    return told(
        section(f"What came of your {counted(found.in_all, 'open action')}? One press counts; the form adds words."),
        *_asked_about(found.lines, found.in_all),
        hint("Your set hears it as its meeting reports back; until that meeting closes you can set it right."),
    )


def report_row(line: ActionLine) -> Block:
    """The five outcomes as buttons; any of them counts at once and opens the short form."""
    return buttons(
        *(
            Button(words, f"{ids.REPORT}:{outcome.value}", "action", line.action_id)
            for outcome, words in OUTCOMES.items()
        )
    )


def _onwards_row(line: ActionLine, *, today: bool) -> Block:
    """What a report may become in one tap: a bid for a slot, or a new action (A11); and the way to set it right."""
    onwards = [
        Button("Bring it today", ids.BRING, "action", line.action_id),
        Button("New action from this", ids.ACTION_FROM, "action", line.action_id),
    ]
    return buttons(*(onwards if today else []), _again(line))


def _again(line: ActionLine) -> Button:
    return Button("Change this report", ids.REPORT_AGAIN, "action", line.action_id)


def _what_next(lines: Sequence[ActionLine]) -> str:
    if any(_unheard(line) for line in lines):
        how = "How did it go? It takes a minute" if len(lines) == 1 else "How did they go? It takes a minute each"
        return f"{how}, and it is how the meeting will open."
    if any(line.status in STILL_OPEN for line in lines):
        return "Press again where something has changed; otherwise there is nothing more to do until the meeting opens."
    return "That is all, thank you. The set hears it as the meeting reports back."


def _occasion(asked: ReportAsk) -> str:
    moment = when(asked.meeting_at, asked.zone)
    again = " I ask a second time, and not again." if asked.again else ""
    late = " This comes late: I was not running when it was due." if asked.late else ""
    taken_on = counted(len(asked.lines), "thing")
    return (
        f"*{in_a_line(asked.set_name, 80)}* has its meeting {asked.meeting}: {moment}.{late}{again} "
        f"{opening_a_sentence(taken_on)} you took on:"
    )


def _asked_about(lines: Sequence[ActionLine], in_all: int) -> list[Block]:
    blocks = []
    for number, line in enumerate(lines[:MOST_LISTED], start=1):
        heard = "" if _unheard(line) else f"\n✓ So far you told me: *{_outcome(line).lower()}*."
        blocks.append(section(f"{number}. {in_brief(line)}{heard}"))
        blocks.append(report_row(line) if line.status in STILL_OPEN else buttons(_again(line)))
    return [*blocks, *left_out(in_all)]


def _reported(number: int, line: ActionLine) -> str:
    what = in_a_line(line.what, LONGEST_SHOWN)
    if line.told is None:
        return f"{number}. _{what}_: *{_outcome(line).lower()}*, {due_in_brief(line)}."
    happened = f" {said(line.told.happened, _LONGEST_TOLD)}" if line.told.happened.strip() else ""
    learned = f"\n*Learned:* {said(line.told.learned, _LONGEST_TOLD)}" if line.told.learned.strip() else ""
    ahead = "" if line.status not in STILL_OPEN else f"\n*Next:* {_NEXT[line.told.ahead]}, {due_in_brief(line)}."
    return f"{number}. _{what}_: *{_outcome(line).lower()}.*{happened}{learned}{ahead}"


def _owner_next(reports: OwnerReports) -> list[Block]:
    who = mention(reports.owner)
    if reports.passed:
        return [hint(f"{who} passed. The actions stay as they are.")]
    if not reports.open or not any(_unheard(line) for line in reports.lines):
        return []
    return [
        hint(f"{who}: press what fits, or say it here. *Pass* is fine too."),
        buttons(Button("Pass", ids.PASS_REPORT, "step", reports.step_id)),
    ]


def _unheard(line: ActionLine) -> bool:
    return line.told is None


def _outcome(line: ActionLine) -> str:
    return OUTCOMES.get(line.status, "Open")


def _usual(outcome: ActionStatus) -> Ahead:
    return {ActionStatus.CHANGED: Ahead.CHANGE, ActionStatus.DROPPED: Ahead.DROP}.get(outcome, Ahead.KEEP)


def _answer(name: str, label: str, initial: str) -> Block:
    return text_input(name, label, initial=initial, optional=True, multiline=True, most=LONGEST_REPORT)
