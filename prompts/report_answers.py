"""What somebody is told privately of a report they gave, closed the form of, or took back."""

from collections.abc import Mapping
from typing import Final

from bot.domain.actions import Reportable, ShownWhen
from bot.domain.states import ActionStatus, AskAgain
from prompts import ids
from prompts.actions import LONGEST_SHOWN, described, due_in_brief
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.reports import afterwards, outcome_of, report_row, so_far
from prompts.wording import day_written, in_a_line

AGAIN: Final[Mapping[AskAgain, str]] = {AskAgain.AT_MEETING: "At the meeting", AskAgain.DAY_BEFORE: "The day before"}
_THEN: Final[Mapping[AskAgain | None, str]] = {
    None: "again",
    AskAgain.AT_MEETING: "at the meeting",
    AskAgain.DAY_BEFORE: "the working day before the meeting",
}
_HEARD: Final[Mapping[ShownWhen, str]] = {
    ShownWhen.NOW: "The set sees it below the report-back's card.",
    ShownWhen.TODAY: "I'll show it in today's report-back.",
    ShownWhen.NEXT: "I'll show it when the next meeting opens.",
}


def thanks(reported: Reportable) -> Message:
    """The private answer to whoever reported."""
    return _saved(reported, "Thank you:")


def put_away(reported: Reportable) -> Message:
    """The private answer to whoever closed the form without sending it: the press has counted."""
    return _saved(reported, "Nothing is lost. Saved without more words:")


def asked_again(reported: Reportable) -> Message:
    """The private answer to whoever has said when to be asked again."""
    line = reported.line
    then = _THEN[line.told.ask_again if line.told else None]
    return told(section(f"I'll ask you {then}: {in_a_line(line.what, LONGEST_SHOWN)}."), afterwards(line))


def undone(reported: Reportable) -> Message:
    """The private answer to whoever took a report back."""
    line = reported.line
    if line.told is None:
        return told(section(f"Taken back. It's open, as before: {described(line)}."), report_row(line))
    return told(section(f"Taken back. {described(line)}\n{so_far(line)}"), afterwards(line))


def _saved(reported: Reportable, done: str) -> Message:
    line = reported.line
    return told(
        section(f"{done} *{outcome_of(line).lower()}*, {in_a_line(line.what, LONGEST_SHOWN)}.{_other_date(reported)}"),
        hint(f"{_HEARD[reported.heard]} Until that meeting closes you can add to it or set it right."),
        afterwards(line),
        *_when_again(reported),
    )


def _other_date(reported: Reportable) -> str:
    """That the date is another one now, and which it was."""
    if not reported.was_due:
        return ""
    (before,) = reported.was_due
    was = f"before, {day_written(before)}" if before is not None else "before, it had no day of its own"
    return f" It has a new date: {due_in_brief(reported.line)} ({was})."


def _when_again(reported: Reportable) -> list[Block]:
    """*When shall I ask again?*, of what is not done yet, while nobody has said."""
    told_of = reported.line.told
    if told_of is None or told_of.outcome is not ActionStatus.NOT_YET or not reported.may_ask:
        return []
    if told_of.ask_again is not None:
        return [hint(f"I'll ask you {_THEN[told_of.ask_again]}.")]
    of = reported.line.action_id
    choices = [Button(AGAIN[one], f"{ids.ASK_AGAIN}:{one.value}", "action", of) for one in reported.may_ask]
    return [section("When shall I ask again?"), buttons(*choices)]
