"""What somebody is told privately of a report they gave, closed the form of, or took back."""

from collections.abc import Mapping
from typing import Final

from bot.domain.actions import Reportable, ShownWhen
from bot.domain.states import ActionStatus, AskAgain
from prompts import ids
from prompts.actions import LONGEST_SHOWN, described, due_in_brief, outcome_of
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.language import N_, _
from prompts.reports import afterwards, onwards, report_row, so_far
from prompts.wording import day_written, in_a_line

AGAIN: Final[Mapping[AskAgain, str]] = {
    AskAgain.AT_MEETING: N_("At the meeting"),
    AskAgain.DAY_BEFORE: N_("The day before"),
}
_ASKED_AGAIN: Final[Mapping[AskAgain | None, str]] = {
    None: N_("I'll ask you again about this: {what}."),
    AskAgain.AT_MEETING: N_("I'll ask you about this at the meeting: {what}."),
    AskAgain.DAY_BEFORE: N_("I'll ask you about this the working day before the meeting: {what}."),
}
_WHEN: Final[Mapping[AskAgain, str]] = {
    AskAgain.AT_MEETING: N_("I'll ask you at the meeting."),
    AskAgain.DAY_BEFORE: N_("I'll ask you the working day before the meeting."),
}
_HEARD: Final[Mapping[ShownWhen, str]] = {
    ShownWhen.NOW: N_(
        "The set can see it in the report-back thread. You can add to it or change it until the meeting closes."
    ),
    ShownWhen.TODAY: N_(
        "I'll show it in today's report-back. You can add to it or change it until the meeting closes."
    ),
    ShownWhen.ALONE: N_("Only you can see it, on your *Home* tab: the set has ended."),
    ShownWhen.NEXT: N_(
        "I'll show it when the next meeting opens. You can add to it or change it until that meeting closes."
    ),
}


def thanks(reported: Reportable) -> Message:
    """The private answer to whoever reported, with what it may become in one tap where something has come of it."""
    told_of = reported.line.told
    more = [] if told_of is not None and told_of.outcome is ActionStatus.NOT_YET else [onwards(reported.line)]
    return _saved(reported, _("Thank you. You said *{outcome}*: {what}."), *more)


def put_away(reported: Reportable) -> Message:
    """The private answer to whoever closed the form without sending it: the press has counted."""
    return _saved(reported, _("Nothing is lost. It's saved as *{outcome}*, without any more words: {what}."))


def asked_again(reported: Reportable) -> Message:
    """The private answer to whoever has said when to be asked again."""
    line = reported.line
    then = _ASKED_AGAIN[line.told.ask_again if line.told else None]
    return told(section(_(then).format(what=in_a_line(line.what, LONGEST_SHOWN))), afterwards(line))


def undone(reported: Reportable) -> Message:
    """The private answer to whoever took a report back."""
    line, action = reported.line, described(reported.line)
    if line.told is None:
        back = _("Taken back. It's open, as before: {action}.").format(action=action)
        return told(section(back), report_row(line))
    back = _("Taken back. What you told me before counts again: {action}.").format(action=action)
    return told(section(f"{back}\n{so_far(line)}"), afterwards(line))


def _saved(reported: Reportable, done: str, *more: Block) -> Message:
    line = reported.line
    saved = done.format(outcome=outcome_of(line), what=in_a_line(line.what, LONGEST_SHOWN))
    return told(
        section(" ".join([saved, *_other_date(reported)])),
        hint(_(_HEARD[reported.heard])),
        afterwards(line),
        *more,
        *_when_again(reported),
    )


def _other_date(reported: Reportable) -> list[str]:
    """That the date is another one now, and which it was."""
    if not reported.was_due:
        return []
    (before,) = reported.was_due
    due = due_in_brief(reported.line)
    if before is None:
        return [_("New date: {due} (it had none of its own before).").format(due=due)]
    return [_("New date: {due} (it was {before}).").format(due=due, before=day_written(before))]


def _when_again(reported: Reportable) -> list[Block]:
    """*When shall I ask again?*, of what is not done yet, while nobody has said."""
    told_of = reported.line.told
    if told_of is None or told_of.outcome is not ActionStatus.NOT_YET or not reported.may_ask:
        return []
    if told_of.ask_again is not None:
        return [hint(_(_WHEN[told_of.ask_again]))]
    of = reported.line.action_id
    choices = [Button(_(AGAIN[one]), f"{ids.ASK_AGAIN}:{one.value}", "action", of) for one in reported.may_ask]
    return [section(_("When shall I ask again?")), buttons(*choices)]
