"""Report-backs: asking what came of actions, hearing it, and showing it to the set."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.domain.actions import MOST_LISTED, ActionLine, Listing, OwnerReports, ReportAsk
from bot.domain.states import OPEN_TO_THEM, STILL_OPEN, Ahead
from prompts import ids
from prompts.actions import LONGEST_SHOWN, OUTCOMES, as_it_stands, described, due_in_brief, left_out, outcome_of
from prompts.blocks import Block, Button, Message, buttons, hint, letter, section, told
from prompts.language import N_, _, ngettext
from prompts.wording import day_written, in_a_line, mention, number, said, when

_NEXT: Final[Mapping[Ahead, str]] = {
    Ahead.KEEP: N_("keep it"),
    Ahead.CHANGE: N_("change it"),
    Ahead.DROP: N_("drop it"),
}
_LONGEST_TOLD: Final = 400


def ask(asked: ReportAsk) -> Message:
    """The question to one owner before a meeting, by DM: a row of buttons an action."""
    lines = asked.lines
    beyond = left_out(len(lines))
    return letter(section(_occasion(asked)), asked_about(lines), *beyond, hint(what_next(lines)))


def nudge(line: ActionLine) -> Message:
    """One word for the day an action is due."""
    if line.is_heard:
        thanks = section(_("You've told me about something you took on. Thank you."))
        return letter(thanks, [section(f"{described(line)}\n{so_far(line)}"), afterwards(line)])
    how = _("Press what fits, today or later; I'll show it when the next meeting opens.")
    return letter(
        section(is_due(line)), [section("\n".join([described(line), *heard(line)])), report_row(line)], hint(how)
    )


def is_due(line: ActionLine) -> str:
    """That something is due, and when, without what it is: a notification shows it."""
    if line.due_on is None:
        return _("Something you took on is still open.")
    day = day_written(line.due_on)
    if line.past:
        return _("Something you took on was due on {day}.").format(day=day)
    return _("Something you took on is due on {day}.").format(day=day)


def told_so_far(line: ActionLine) -> list[Block]:
    """An action that was reported on, with the way to set it right or take it back."""
    told_of = _("✓ You said *{outcome}*: {what}").format(
        outcome=outcome_of(line), what=in_a_line(line.what, LONGEST_SHOWN)
    )
    return [section(told_of), afterwards(line)]


def owner(reports: OwnerReports) -> Message:
    """One owner's actions in the thread of the report-back: what is told, and buttons for what is not."""
    have = ngettext("*{owner}*, one action.", "*{owner}*, {count} actions.", len(reports.lines))
    whose = mention(reports.owner, opening=True)
    blocks = [section(have.format(owner=whose, count=number(len(reports.lines))))]
    for nth, line in enumerate(reports.lines[:MOST_LISTED], start=1):
        blocks.append(section(_reported(number(nth), line)))
        if not line.is_heard:
            blocks += [report_row(line)] if reports.open and not reports.passed else []
        elif reports.correctable:
            blocks.append(_onwards_row(line, today=reports.open))
    return told(*blocks, *left_out(len(reports.lines)), *_owner_next(reports))


def listing_to_report(found: Listing) -> Message:
    """Somebody's own open actions with the buttons to report on them, for them alone."""
    if not found.lines:
        return told(section(_("You have no open actions to report on, so there's nothing to do.")))
    ask = ngettext(
        "How did your open action go? One press is enough; the form is for adding words.",
        "How did your {count} open actions go? One press is enough; the form is for adding words.",
        found.in_all,
    )
    return told(
        section(ask.format(count=number(found.in_all))),
        *asked_about(found.lines),
        *left_out(found.in_all),
        hint(_("I'll show it to your set at the report-back. You can change it until that meeting closes.")),
    )


def report_row(line: ActionLine) -> Block:
    """The five outcomes as buttons; any of them counts at once and opens the short form."""
    return buttons(*outcome_buttons(line), about=line.what)


def outcome_buttons(line: ActionLine) -> list[Button]:
    """The same to stand in a row with others."""
    return [
        Button(_(words), f"{ids.REPORT}:{outcome.value}", "action", line.action_id)
        for outcome, words in OUTCOMES.items()
    ]


def _onwards_row(line: ActionLine, *, today: bool) -> Block:
    """What a report may become in one tap: a bid for a slot, a new action (A11), a further plan; and the way to set it right."""
    return buttons(*(_onwards(line, _("Bring it today")) if today else []), _again(line))


def _onwards(line: ActionLine, bid: str) -> list[Button]:
    """The words go along. What is over has no further plan."""
    plan = [Button(_("Plan the next step"), ids.PLAN_ON, "action", line.action_id)] if line.status in STILL_OPEN else []
    return [
        Button(bid, ids.BRING, "action", line.action_id),
        Button(_("New action from this"), ids.ACTION_FROM, "action", line.action_id),
        *plan,
    ]


def onwards(line: ActionLine) -> Block:
    """The same for whoever has told of it outside of the report-back."""
    return buttons(*_onwards(line, _("Bring it to the set")))


def afterwards(line: ActionLine) -> Block:
    """What can be done with what was told: set it right, or take it back."""
    return buttons(_again(line), Button(_("Undo"), ids.UNDO_REPORT, "action", line.action_id))


def _again(line: ActionLine) -> Button:
    return Button(_("Change this report"), ids.REPORT_AGAIN, "action", line.action_id)


def what_next(lines: Sequence[ActionLine], *, is_ahead: bool = True) -> str:
    """What there is to do about these; the meeting that is told of may have begun by now."""
    if any(not line.is_heard for line in lines):
        if not is_ahead:
            return ngettext(
                "How did it go? You can still tell the set.", "How did they go? You can still tell the set.", len(lines)
            )
        return ngettext(
            "How did it go? It takes a minute, and it's what the meeting will open with.",
            "How did they go? It takes a minute each, and it's what the meeting will open with.",
            len(lines),
        )
    if any(line.status in STILL_OPEN for line in lines):
        return _("If anything has changed, press again. Otherwise there's nothing more to do.")
    return _("That's all, thank you. It'll be in the report-back thread.")


def _occasion(asked: ReportAsk) -> str:
    late = [_("Sorry this is late: I wasn't running at the time.")] if asked.late else []
    return " ".join([_meets(asked), *late, _took_on(len(asked.lines), again=asked.again)])


def _meets(asked: ReportAsk) -> str:
    name, moment = in_a_line(asked.set_name, 80), when(asked.meeting_at, asked.zone)
    if asked.meeting > 0:
        return _("*{set}* meets {when}.").format(set=name, when=moment)
    return _("*{set}* was going to meet {when}.").format(set=name, when=moment)


def _took_on(actions: int, *, again: bool) -> str:
    if again:
        return ngettext(
            "A quick reminder of one thing you took on:", "A quick reminder of {count} things you took on:", actions
        ).format(count=number(actions))
    return ngettext("One thing you took on:", "{count} things you took on:", actions).format(count=number(actions))


def asked_about(
    lines: Sequence[ActionLine], beside: Callable[[ActionLine], Button | None] = lambda _line: None
) -> list[Block]:
    """Somebody's own actions with their buttons; with what was told of each, which can be set right or taken back.

    `beside` each stands what that gives.
    """
    blocks = []
    for nth, line in enumerate(lines[:MOST_LISTED], start=1):
        action = _("{number}. {action}").format(number=number(nth), action=as_it_stands(line))
        row = report_row(line) if line.status in OPEN_TO_THEM else afterwards(line)
        blocks += [section("\n".join([action, *heard(line)]), beside(line)), row]
    return blocks


def heard(line: ActionLine) -> list[str]:
    """What was told of an action, where something was, below it; and that no letter asks about it any more."""
    told_of = [so_far(line)] if line.told is not None else []
    quiet = [_("I won't ask about this one again before you meet.")] if line.quiet and not line.is_heard else []
    return [*told_of, *quiet]


def so_far(line: ActionLine) -> str:
    return _("✓ You said *{outcome}*.").format(outcome=outcome_of(line))


def _reported(nth: str, line: ActionLine) -> str:
    what, outcome = in_a_line(line.what, LONGEST_SHOWN), outcome_of(line)
    if line.told is None:
        return _("{number}. _{what}_: *{outcome}*, {due}.").format(
            number=nth, what=what, outcome=outcome, due=due_in_brief(line)
        )
    came_of_it = _("{number}. _{what}_: *{outcome}.*").format(number=nth, what=what, outcome=outcome)
    happened = said(line.told.happened, _LONGEST_TOLD) if line.told.happened.strip() else ""
    learned = said(line.told.learned, _LONGEST_TOLD) if line.told.learned.strip() else ""
    lines = [
        f"{came_of_it} {happened}".strip(),
        *([_("*Learned:* {learned}").format(learned=learned)] if learned else []),
        *([_goes_on(line, line.told.ahead)] if line.status in STILL_OPEN else []),
    ]
    return "\n".join(lines)


def _goes_on(line: ActionLine, ahead: Ahead) -> str:
    """What its owner means to do about what is still open, and by when."""
    then = _(_NEXT[ahead])
    if line.due_on is not None and line.past:
        return _("*Next:* {ahead}. It was due on {day}.").format(ahead=then, day=day_written(line.due_on))
    if line.due_on is None and not line.meets_again:
        return _("*Next:* {ahead}.").format(ahead=then)
    return _("*Next:* {ahead}, {due}.").format(ahead=then, due=due_in_brief(line))


def _owner_next(reports: OwnerReports) -> list[Block]:
    who = mention(reports.owner, opening=True)
    waits = reports.open and not _all_heard(reports)
    if reports.passed:
        return [hint(_("{owner} passed. Their actions stay as they are.").format(owner=who))]
    if reports.said_it:
        return [hint(_said_in_words(who, may_press=waits))]
    if not waits:
        return []
    return [
        hint(_how_to_tell(who, spoken=reports.spoken)),
        buttons(
            Button(_("That's it"), ids.SAID_REPORT, "step", reports.step_id),
            Button(_("Pass"), ids.PASS_REPORT, "step", reports.step_id),
        ),
    ]


def _said_in_words(who: str, *, may_press: bool) -> str:
    if may_press:
        return _("{owner} has told us. Press a button to keep how it went; you can add words if you like.").format(
            owner=who
        )
    return _("{owner} has told us.").format(owner=who)


def _how_to_tell(who: str, *, spoken: bool) -> str:
    if spoken:
        words = _("{owner}: press what fits, or say it on the call and press *That's it*. *Pass* is fine too.")
    else:
        words = _("{owner}: press what fits, or say it here and press *That's it*. *Pass* is fine too.")
    return words.format(owner=who)


def _all_heard(reports: OwnerReports) -> bool:
    return all(line.is_heard for line in reports.lines)
