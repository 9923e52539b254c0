"""Report-backs: asking what came of actions, hearing it, and showing it to the set."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.actions import MOST_LISTED, ActionLine, Listing, OwnerReports, ReportAsk
from bot.domain.states import OPEN_TO_THEM, STILL_OPEN, Ahead
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
from prompts.wording import counted, in_a_line, mention, opening_a_sentence, said, when

NEXT: Final[Mapping[Ahead, str]] = {Ahead.KEEP: "keep it", Ahead.CHANGE: "change it", Ahead.DROP: "drop it"}
_LONGEST_TOLD: Final = 400


def ask(asked: ReportAsk) -> Message:
    """The question to one owner before a meeting, by DM: a row of buttons an action."""
    return told(section(_occasion(asked)), *_asked_about(asked.lines, len(asked.lines)), hint(_what_next(asked.lines)))


def nudge(line: ActionLine) -> Message:
    """One word on the day an action falls due."""
    if line.told is not None:
        return told(section(f"{described(line)}\n{so_far(line)} Thank you."), afterwards(line))
    return told(
        section(described(line) if line.past else f"This falls due: {described(line)}"),
        report_row(line),
        hint(
            "Press what fits, today or later; I'll show it when the next meeting opens. I won't remind you of this day again."
        ),
    )


def told_so_far(line: ActionLine) -> list[Block]:
    """An action that was reported on, with the way to set it right or take it back."""
    what = in_a_line(line.what, LONGEST_SHOWN)
    return [section(f"✓ You said *{outcome_of(line).lower()}*: {what}"), afterwards(line)]


def owner(reports: OwnerReports) -> Message:
    """One owner's actions in the thread of the report-back: what is told, and buttons for what is not."""
    blocks = [section(f"*{mention(reports.owner)}*, {counted(len(reports.lines), 'action')}.")]
    for number, line in enumerate(reports.lines[:MOST_LISTED], start=1):
        blocks.append(section(_reported(number, line)))
        if not line.is_heard:
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


def afterwards(line: ActionLine) -> Block:
    """What can be done with what was told: set it right, or take it back."""
    return buttons(_again(line), Button("Undo", ids.UNDO_REPORT, "action", line.action_id))


def _again(line: ActionLine) -> Button:
    return Button("Change this report", ids.REPORT_AGAIN, "action", line.action_id)


def _what_next(lines: Sequence[ActionLine]) -> str:
    if any(not line.is_heard for line in lines):
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
    which = f"has its meeting {asked.meeting}: {moment}" if asked.meeting > 0 else f"was to meet: {moment}"
    return f"*{in_a_line(asked.set_name, 80)}* {which}.{late}{again} {opening_a_sentence(taken_on)} you took on:"


def _asked_about(lines: Sequence[ActionLine], in_all: int) -> list[Block]:
    blocks = []
    for number, line in enumerate(lines[:MOST_LISTED], start=1):
        blocks += asked_about(line, f"{number}. ")
    return [*blocks, *left_out(in_all)]


def asked_about(line: ActionLine, number: str, accessory: Button | None = None) -> list[Block]:
    """One of somebody's own actions with its buttons; with what was told of it, which can be set right or taken back."""
    heard = f"\n{so_far(line)}" if line.told is not None else ""
    row = report_row(line) if line.status in OPEN_TO_THEM else afterwards(line)
    return [section(f"{number}{in_brief(line)}{heard}", accessory), row]


def so_far(line: ActionLine) -> str:
    return f"✓ So far you told me: *{outcome_of(line).lower()}*."


def _reported(number: int, line: ActionLine) -> str:
    what = in_a_line(line.what, LONGEST_SHOWN)
    if line.told is None:
        return f"{number}. _{what}_: *{outcome_of(line).lower()}*, {due_in_brief(line)}."
    happened = f" {said(line.told.happened, _LONGEST_TOLD)}" if line.told.happened.strip() else ""
    learned = f"\n*Learned:* {said(line.told.learned, _LONGEST_TOLD)}" if line.told.learned.strip() else ""
    date = f"; it {due_in_brief(line)}" if line.past else f", {due_in_brief(line)}"
    date = "" if line.due_on is None and not line.meets_again else date
    ahead = "" if line.status not in STILL_OPEN else f"\n*Next:* {NEXT[line.told.ahead]}{date}."
    return f"{number}. _{what}_: *{outcome_of(line).lower()}.*{happened}{learned}{ahead}"


def _owner_next(reports: OwnerReports) -> list[Block]:
    who = mention(reports.owner)
    if reports.passed:
        return [hint(f"{who} passed. The actions stay as they are.")]
    if reports.said_it:
        press = (
            " A press keeps how it ended, with your words if you like."
            if reports.open and not _all_heard(reports)
            else ""
        )
        return [hint(f"{who} has told us.{press}")]
    if not reports.open or _all_heard(reports):
        return []
    where = "on the call" if reports.spoken else "here"
    return [
        hint(f"{who}: press what fits, or say it {where} and press *That's it*. *Pass* is fine too."),
        buttons(
            Button("That's it", ids.SAID_REPORT, "step", reports.step_id),
            Button("Pass", ids.PASS_REPORT, "step", reports.step_id),
        ),
    ]


def _all_heard(reports: OwnerReports) -> bool:
    return all(line.is_heard for line in reports.lines)


def outcome_of(line: ActionLine) -> str:
    return OUTCOMES.get(line.status, "Open")
