"""Actions as they are committed, listed and changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.actions import MOST_LISTED, ActionLine, Committed, Listing, NotSaid, TakenOn
from bot.domain.lengths import LONGEST_ACTION, LONGEST_DUE, LONGEST_FIRST_STEP
from bot.domain.states import ActionStatus
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import LONGEST_FIELD, Form, date_picker, modal, text_input
from prompts.slots import carried
from prompts.wording import (
    clip,
    counted,
    day_in_full,
    day_written,
    in_a_line,
    in_two,
    listed,
    mention,
    said,
    when_planned,
)

ONLY_THEIRS: Final = "only you see it"
"""Of what was taken on in a slot that its presenter ended."""
OUTCOMES: Final[Mapping[ActionStatus, str]] = {
    ActionStatus.DONE: "Done",
    ActionStatus.PARTLY: "Partly",
    ActionStatus.CHANGED: "Changed",
    ActionStatus.DROPPED: "Dropped",
    ActionStatus.NOT_YET: "Not yet",
}
"""What an owner can say of an action, in the order of the buttons."""
LONGEST_SHOWN: Final = 300
LONGEST_CARRIED: Final = 1900
MOST_DAYS: Final = 4
"""The likeliest days that are offered where a date is asked about."""


def due(line: ActionLine) -> str:
    """By when, in full; an action without a date falls due at the next meeting, and a date that has passed is no date ahead."""
    if line.due_on is None:
        return "by the next meeting" if line.meets_again else "no date yet"
    if line.past:
        return due_in_brief(line)
    return f"by {day_in_full(line.due_on, line.due_zone or 'UTC')}"


def described(line: ActionLine) -> str:
    """What, by when and the first step, in one line."""
    first = f" · first step: {in_a_line(line.first_step, LONGEST_SHOWN)}" if line.first_step.strip() else ""
    return f"{in_a_line(line.what, LONGEST_SHOWN)} · {due(line)}{first}"


def in_brief(line: ActionLine) -> str:
    """What and by when, as others read it; a date stands alone, since its owner was told it in full."""
    return f"{in_a_line(line.what, LONGEST_SHOWN)} · {due_in_brief(line)}"


def due_in_brief(line: ActionLine) -> str:
    if line.due_on is None:
        return due(line)
    return f"{'was due' if line.past else 'by'} {day_written(line.due_on)}"


def status(line: ActionLine) -> str:
    """What became of it so far, in a word."""
    return ONLY_THEIRS if line.status is ActionStatus.ASIDE else OUTCOMES.get(line.status, "Open").lower()


def committed_privately(committed: Committed) -> Message:
    """The private answer to whoever committed an action."""
    line = committed.line
    blocks = [section(f"{'You have that already' if committed.already else 'Noted'}: {described(line)}.")]
    if line.due_on is None:
        blocks.append(hint(_due_at_meeting(committed)))
    if committed.in_slot and (missing := _missing(committed)):
        blocks.append(hint(f"Still to say, if you like: {listed(missing)}. *Change it* takes it."))
    shown = "The set sees it below the slot's card." if committed.in_slot else "The set sees it at the next opening."
    return told(
        *blocks,
        hint(f"{shown} Before the next meeting I ask you what came of it."),
        buttons(Button("Change it", ids.EDIT_ACTION, "action", line.action_id), *_withdrawal(line, "Withdraw it")),
    )


def _withdrawal(line: ActionLine, label: str) -> list[Button]:
    """The way to take back what was typed by mistake, until the set has heard of it."""
    return [Button(label, ids.WITHDRAW_ACTION, "action", line.action_id)] if line.may_withdraw else []


def withdrawn(what: str) -> Message:
    """The private answer to whoever withdrew an action."""
    return told(
        section(f"Withdrawn: *{in_a_line(what, LONGEST_SHOWN)}*"), hint("Nobody is told, and I won't ask about it.")
    )


def committed_in_thread(shown: TakenOn) -> Message:
    """What the set sees of an action that was committed in a slot, new or edited, with those that join its message."""
    first, *others = shown.lines
    taken = section(f"{mention(first.owner)} takes on: {described(first)}.", _change(first))
    joining = [section(f"And: {described(line)}.", _change(line)) for line in others[: MOST_LISTED - 1]]
    beyond = left_out(len(shown.lines))
    return told(taken, *joining, *beyond, *carried(shown.carried))


def _change(line: ActionLine) -> Button:
    return Button("Change it", ids.EDIT_ACTION, "action", line.action_id)


def not_said(shown: NotSaid) -> Message:
    """The question by DM to a presenter whose slot named neither an action nor none."""
    about = f"Your slot on _{in_a_line(shown.sentence)}_"
    if shown.actions:
        takes = counted(shown.actions, "action")
        return told(section(f"{about}: you take on {takes}. The set sees it below the slot's card and in the record."))
    add = Button("Add an action", ids.ADD_ACTION, "slot", shown.slot_id)
    if shown.said_none:
        done = hint("The record says so. If one comes to you, it is still welcome.")
        return told(section(f"{about}: no action this time, and that is fine."), done, buttons(add))
    return told(
        section(
            f"{about} ended without a word on what you will do. One small step is enough, and *none* is an answer too."
        ),
        buttons(add, Button("None this time", ids.NONE_THIS_TIME, "slot", shown.slot_id)),
        hint("I do not ask again; the next meeting opens with what there is."),
    )


def listing(found: Listing) -> Message:
    """Somebody's own open actions, for them alone."""
    if not found.lines:
        return told(section("You have no open actions. The next one you commit will be listed here."))
    blocks = [section(f"You have {counted(found.in_all, 'open action')}.")]
    for number, line in enumerate(found.lines[:MOST_LISTED], start=1):
        change = Button(f"Change {number}", ids.EDIT_ACTION, "action", line.action_id)
        blocks.append(section(f"{number}. {described(line)} · {status(line)}", change))
        blocks += [buttons(*ways) for ways in [_withdrawal(line, f"Withdraw {number}")] if ways]
    blocks += left_out(found.in_all)
    return told(*blocks, hint("Before the next meeting I ask you what came of them. You can report back sooner."))


def left_out(in_all: int) -> list[Block]:
    """The word that a list is longer than what is shown of it."""
    beyond = in_all - MOST_LISTED
    return [hint(f"And {counted(beyond, 'more', 'more')}, which come up once some of these are closed.")] * (beyond > 0)


def form(
    what: str = "",
    due: str = "",
    first_step: str = "",
    action_id: str | None = None,
    problem: str | None = None,
    about: str = "",
) -> Form:
    """The form of an action: an old one by its public id, a new one with what it must remember (`about`, ids only)."""
    wrong = [section(f"*Not saved yet.* {said(problem)} Your words are all below.")] if problem else []
    return modal(
        "Change an action" if action_id else "An action",
        "Save",
        ids.ACTION_FORM,
        ids.value("action", action_id) if action_id else about,
        *wrong,
        text_input("what", "What will you do?", initial=what, most=LONGEST_ACTION, hint="In your own words."),
        text_input(
            "due",
            "By when?",
            initial=due,
            optional=True,
            most=LONGEST_DUE,
            hint="Such as Friday, 3 Dec, in two weeks. Without a date it falls due at the next meeting.",
        ),
        text_input(
            "first_step",
            "First step",
            initial=first_step,
            optional=True,
            multiline=len(first_step) > LONGEST_FIRST_STEP,
            most=max(LONGEST_FIRST_STEP, min(len(first_step), LONGEST_FIELD)),
        ),
    )


def form_with_a_day(what: str) -> Form:
    """The form of a new action whose day is chosen from a calendar, where it could not be read from the words."""
    return modal(
        "An action",
        "Save",
        ids.ACTION_FORM,
        "",
        text_input("what", "What will you do?", initial=what, most=LONGEST_ACTION, hint="In your own words."),
        date_picker("day", "By when?"),
        text_input("first_step", "First step", optional=True, most=LONGEST_FIRST_STEP),
    )


def too_long(words: str) -> Form:
    """The form with all that was typed, where it is more than an action takes: the rest stands below."""
    what, rest = in_two(words, LONGEST_ACTION)
    problem = f"An action takes up to {LONGEST_ACTION} characters: what is beyond them stands under *First step*."
    return form(what=what, first_step=rest, problem=problem)


def doubtful(sentence: str, what: str, days: Sequence[date] = (), typed: str = "") -> Message:
    """A date that could not be taken as typed: nothing is saved; the likeliest days are buttons, and the form has any other.

    `typed` is all that was typed, for whoever meant no date.
    """
    words = clip(what, LONGEST_CARRIED)
    likely = [
        Button(day_written(day), f"{ids.ACTION_ON}:{day.isoformat()}", "words", "none", carries=words)
        for day in (days[:MOST_DAYS] if words else ())
    ]
    undated = Button("No date", ids.ACTION_UNDATED, "words", "none", carries=clip(typed, LONGEST_CARRIED))
    return told(
        section(f"I have not saved this yet: {said(_within(sentence))}"),
        *([hint(f"Kept: {in_a_line(words)}")] if words else []),
        hint("By when? *No date* keeps all that you typed." if typed else "By when?"),
        buttons(
            *likely,
            Button("Another day", ids.OPEN_ACTION_FORM, "words", "none", carries=words or None),
            *([undated] if typed else []),
        ),
    )


def _within(sentence: str) -> str:
    """A sentence that goes on after a colon."""
    return f"there{sentence[5:]}" if sentence.startswith("There") else sentence


def none_form(about: str, *, review_follows: bool) -> Form:
    """No action this time, of what the button named (`about`, ids); a reason is optional, and private."""
    then = "The slot goes on to its review." if review_follows else "The record of the meeting says so, and no more."
    return modal(
        "None this time",
        "Save",
        ids.NONE_FORM,
        about,
        section(f"That is fine: not every slot ends in an action. {then}"),
        text_input(
            "because",
            "A reason, if you like",
            optional=True,
            multiline=True,
            most=1000,
            hint="Only you see it, on your Home tab.",
        ),
    )


def _missing(committed: Committed) -> list[str]:
    """What is asked for besides the words themselves (A4)."""
    line = committed.line
    return [
        *(["by when"] * (line.due_on is None and not committed.at_meeting)),
        *(["the first step"] * (not line.first_step.strip())),
    ]


def _due_at_meeting(committed: Committed) -> str:
    falls = "It falls" if committed.at_meeting else "You gave no date, so it falls"
    if committed.next_meeting is None:
        return f"{falls} due at the next meeting, which has no date yet."
    moment = when_planned(committed.next_meeting, committed.zone, late=committed.late)
    return f"{falls} due at the next meeting: {moment}."
