"""Actions as they are committed, listed and changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.actions import MOST_LISTED, ActionLine, Committed, Listing, NotSaid, TakenOn
from bot.domain.lengths import LONGEST_ACTION, LONGEST_DUE, LONGEST_FIRST_STEP
from bot.domain.states import OPEN_TO_THEM, ActionStatus
from prompts import ids
from prompts.blocks import Block, Button, Message, PartWords, buttons, hint, section, told
from prompts.forms import LONGEST_FIELD, Form, date_picker, modal, text_input
from prompts.language import N_, _, ngettext
from prompts.slots import carried
from prompts.wording import clip, day_in_full, day_written, in_a_line, in_two, mention, number, said, when_planned

OUTCOMES: Final[Mapping[ActionStatus, str]] = {
    ActionStatus.DONE: N_("Done"),
    ActionStatus.PARTLY: N_("Partly"),
    ActionStatus.CHANGED: N_("Changed"),
    ActionStatus.DROPPED: N_("Dropped"),
    ActionStatus.NOT_YET: N_("Not yet"),
}
"""What an owner can say of an action, in the order of the buttons."""
_IN_A_SENTENCE: Final[Mapping[ActionStatus, str]] = {
    ActionStatus.OPEN: N_("open"),
    ActionStatus.DONE: N_("done"),
    ActionStatus.PARTLY: N_("partly"),
    ActionStatus.CHANGED: N_("changed"),
    ActionStatus.DROPPED: N_("dropped"),
    ActionStatus.NOT_YET: N_("not yet"),
    ActionStatus.ASIDE: N_("only you can see it"),
}
LONGEST_SHOWN: Final = 300
LONGEST_CARRIED: Final = 1900
MOST_DAYS: Final = 4
"""The likeliest days that are offered where a date is asked about."""


def due(line: ActionLine) -> str:
    """By when, in full; an action without a date is due at the next meeting, and a date that has passed is no date ahead."""
    if line.due_on is None or line.past:
        return due_in_brief(line)
    return _("by {day}").format(day=day_in_full(line.due_on, line.due_zone or "UTC"))


def described(line: ActionLine) -> str:
    """What, by when and the first step, in one line."""
    what = in_a_line(line.what, LONGEST_SHOWN)
    if not line.first_step.strip():
        return _("{what} · {due}").format(what=what, due=due(line))
    first_step = in_a_line(line.first_step, LONGEST_SHOWN)
    return _("{what} · {due} · first step: {first_step}").format(what=what, due=due(line), first_step=first_step)


def in_brief(line: ActionLine) -> str:
    """What and by when, as others read it; a date stands alone, since its owner was told it in full."""
    return _("{what} · {due}").format(what=in_a_line(line.what, LONGEST_SHOWN), due=due_in_brief(line))


def as_it_stands(line: ActionLine) -> str:
    """What, and by when as long as it is open; afterwards what came of it, unless that is told below."""
    if line.status in OPEN_TO_THEM:
        return in_brief(line)
    what = in_a_line(line.what, LONGEST_SHOWN)
    return what if line.told is not None else _("{what}: *{outcome}*").format(what=what, outcome=outcome_of(line))


def due_in_brief(line: ActionLine) -> str:
    if line.due_on is None:
        return _("by the next meeting") if line.meets_again else _("no date yet")
    if line.past:
        return _("was due on {day}").format(day=day_written(line.due_on))
    return _("by {day}").format(day=day_written(line.due_on))


def outcome_of(line: ActionLine) -> str:
    """What became of it so far, in a word, as it stands within a sentence."""
    return in_a_sentence(line.status)


def in_a_sentence(outcome: ActionStatus) -> str:
    return _(_IN_A_SENTENCE[outcome])


def committed_privately(committed: Committed) -> Message:
    """The private answer to whoever committed an action."""
    line = committed.line
    missing = _invited(committed) if committed.in_slot else ""
    return told(
        section(_noted(committed)),
        *([hint(_due_at_meeting(committed))] if line.due_on is None else []),
        *([hint(missing)] if missing else []),
        hint(_shown_and_asked(committed)),
        buttons(
            Button(_("Change it"), ids.EDIT_ACTION, "action", line.action_id),
            *_withdrawal(line, _("Withdraw it")),
        ),
    )


def _noted(committed: Committed) -> str:
    action = described(committed.line)
    return (_("You already have that: {action}.") if committed.already else _("Noted: {action}.")).format(action=action)


def _shown_and_asked(committed: Committed) -> str:
    if committed.in_slot:
        return _("The set can see it in the slot's thread. I'll ask how it went before the next meeting.")
    if committed.in_record:
        return _("The set will see it in this meeting's record. I'll ask how it went before the next meeting.")
    return _("The set will see it when the next meeting opens. I'll ask how it went before then.")


def _withdrawal(line: ActionLine, label: str) -> list[Button]:
    """The way to take back what was typed by mistake, until the set has heard of it."""
    return [Button(label, ids.WITHDRAW_ACTION, "action", line.action_id)] if line.may_withdraw else []


def withdrawn(what: str) -> Message:
    """The private answer to whoever withdrew an action."""
    return told(
        section(_("Withdrawn: *{what}*").format(what=in_a_line(what, LONGEST_SHOWN))),
        hint(_("Nobody will be told, and I won't ask about it.")),
    )


def committed_in_thread(shown: TakenOn) -> Message:
    """What the set sees of an action that was committed in a slot, new or edited, with those that join its message."""
    if not shown.lines:
        return told(hint(_("This part is over.")), *carried(shown.carried))
    first, *others = shown.lines
    taken = _("{owner} takes on: {action}.").format(owner=mention(first.owner, opening=True), action=described(first))
    joining = [
        section(_("And: {action}.").format(action=described(line)), _change(line)) for line in others[: MOST_LISTED - 1]
    ]
    helps = [hint(_("If it helps: _{question}_").format(question=in_a_line(shown.prompt)))] if shown.prompt else []
    listed_here = [section(taken, _change(first)), *joining, *left_out(len(shown.lines))]
    return told(*listed_here, *helps, *carried(shown.carried))


def _change(line: ActionLine) -> Button:
    return Button(_("Change it"), ids.EDIT_ACTION, "action", line.action_id)


def not_said(shown: NotSaid) -> Message:
    """The question by DM, as earlier versions asked it, to a presenter whose slot named neither an action nor none."""
    return told(*not_said_in_letter(shown).blocks)


def not_said_in_letter(shown: NotSaid) -> PartWords:
    """The question to a presenter whose slot named neither an action nor none; without what their issue was."""
    set_name = in_a_line(shown.set_name, 80)
    if shown.actions:
        return PartWords([section(_taken_on_since(shown))])
    add = Button(_("Add an action"), ids.ADD_ACTION, "slot", shown.slot_id)
    if shown.said_none:
        fine = section(_("Your slot in *{set}*: no action this time, and that's fine.").format(set=set_name))
        if shown.over:
            return PartWords([fine])
        return PartWords(
            [
                fine,
                hint(_("That's what the record says. If one comes to you later, it's still welcome.")),
                buttons(add),
            ]
        )
    if shown.over:
        over = _("*{set}* has met again since your slot, so I've stopped asking about a next step.")
        return PartWords([hint(over.format(set=set_name))])
    about = _("About your slot in *{set}*: is there one small step you'd like to take on? None is a fine answer.")
    return PartWords(
        [
            section(about.format(set=set_name)),
            buttons(add, Button(_("None this time"), ids.NONE_THIS_TIME, "slot", shown.slot_id)),
            hint(_("I won't ask again. The next meeting will open with whatever you've taken on.")),
        ]
    )


def _taken_on_since(shown: NotSaid) -> str:
    return ngettext(
        "Your slot in *{set}*: you've taken on one action. The set can see it in the slot's thread and in the record.",
        "Your slot in *{set}*: you've taken on {count} actions. "
        "The set can see them in the slot's thread and in the record.",
        shown.actions,
    ).format(set=in_a_line(shown.set_name, 80), count=number(shown.actions))


def listing(found: Listing) -> Message:
    """Somebody's own open actions, for them alone."""
    if not found.lines:
        return told(section(_("You have no open actions. The next one you take on will show up here.")))
    have = ngettext("You have one open action.", "You have {count} open actions.", found.in_all)
    blocks = [section(have.format(count=number(found.in_all)))]
    for nth, line in enumerate(found.lines[:MOST_LISTED], start=1):
        blocks += _to_change(number(nth), line)
    asked_about = found.in_all - sum(line.status is ActionStatus.ASIDE for line in found.lines)
    then = ngettext(
        "I'll ask how it went before the next meeting. You can report back sooner.",
        "I'll ask how they went before the next meeting. You can report back sooner.",
        asked_about,
    )
    return told(*blocks, *left_out(found.in_all), *([hint(then)] if asked_about else []))


def _to_change(nth: str, line: ActionLine) -> list[Block]:
    """One of somebody's own actions in a list, with what they can do with it."""
    words = _("{number}. {action} · {outcome}").format(number=nth, action=described(line), outcome=outcome_of(line))
    change = Button(_("Change {number}").format(number=nth), ids.EDIT_ACTION, "action", line.action_id)
    withdrawing = _withdrawal(line, _("Withdraw {number}").format(number=nth))
    return [section(words, change), *([buttons(*withdrawing)] if withdrawing else [])]


def left_out(in_all: int) -> list[Block]:
    """The word that a list is longer than what is shown of it."""
    beyond = in_all - MOST_LISTED
    if beyond <= 0:
        return []
    more = ngettext(
        "And one more, which will come up once some of these are closed.",
        "And {count} more, which will come up once some of these are closed.",
        beyond,
    )
    return [hint(more.format(count=number(beyond)))]


def form(
    what: str = "",
    due: str = "",
    first_step: str = "",
    action_id: str | None = None,
    problem: str | None = None,
    about: str = "",
    asked: Sequence[Block] = (),
) -> Form:
    """The form of an action: an old one by its public id, a new one with what it must remember (`about`, ids only).

    `asked` is the choice of the question that it came from.
    """
    wrong = [section(_not_saved(problem))] if problem else []
    return modal(
        _("Change an action") if action_id else _("An action"),
        _("Save"),
        ids.ACTION_FORM,
        ids.value("action", action_id) if action_id else about,
        *wrong,
        _what(what),
        text_input(
            "due",
            _("By when?"),
            initial=due,
            optional=True,
            most=LONGEST_DUE,
            hint=_("For example Friday, 3 Dec or in two weeks. Without a date, it's due at the next meeting."),
        ),
        text_input(
            "first_step",
            _("First step"),
            initial=first_step,
            optional=True,
            multiline=len(first_step) > LONGEST_FIRST_STEP,
            most=max(LONGEST_FIRST_STEP, min(len(first_step), LONGEST_FIELD)),
        ),
        *asked,
    )


def _not_saved(problem: str) -> str:
    return _("*Not saved yet.* {why} Your words are all below.").format(why=said(problem))


def _what(initial: str) -> Block:
    return text_input(
        "what", _("What will you do?"), initial=initial, most=LONGEST_ACTION, hint=_("In your own words.")
    )


def form_with_a_day(what: str) -> Form:
    """The form of a new action whose day is chosen from a calendar, where it could not be read from the words."""
    return modal(
        _("An action"),
        _("Save"),
        ids.ACTION_FORM,
        "",
        _what(what),
        date_picker("day", _("By when?")),
        text_input("first_step", _("First step"), optional=True, most=LONGEST_FIRST_STEP),
    )


def too_long(words: str) -> Form:
    """The form with all that was typed, where it is more than an action takes: the rest stands below."""
    what, rest = in_two(words, LONGEST_ACTION)
    problem = _("An action can have up to {most} characters, so the rest is under *First step*.")
    return form(what=what, first_step=rest, problem=problem.format(most=number(LONGEST_ACTION)))


def doubtful(sentence: str, what: str, days: Sequence[date] = (), typed: str = "") -> Message:
    """A date that could not be taken as typed: nothing is saved; the likeliest days are buttons, and the form has any other.

    `typed` is all that was typed, for whoever meant no date.
    """
    words = clip(what, LONGEST_CARRIED)
    likely = [
        Button(day_written(day), f"{ids.ACTION_ON}:{day.isoformat()}", "words", "none", carries=words)
        for day in (days[:MOST_DAYS] if words else ())
    ]
    undated = Button(_("No date"), ids.ACTION_UNDATED, "words", "none", carries=clip(typed, LONGEST_CARRIED))
    return told(
        section(_("Not saved yet. {why}").format(why=said(sentence))),
        *([hint(_("I've kept your words: {words}").format(words=in_a_line(words)))] if words else []),
        hint(_("By when? *No date* keeps everything you typed.") if typed else _("By when?")),
        buttons(
            *likely,
            Button(_("Another day"), ids.OPEN_ACTION_FORM, "words", "none", carries=words or None),
            *([undated] if typed else []),
        ),
    )


def none_form(about: str, *, review_follows: bool) -> Form:
    """No action this time, of what the button named (`about`, ids); a reason is optional, and private."""
    if review_follows:
        fine = _("That's fine: not every slot ends in an action. Next is the slot review.")
    else:
        fine = _("That's fine: not every slot ends in an action. The record will say so, and nothing more.")
    return modal(
        _("None this time"),
        _("Save"),
        ids.NONE_FORM,
        about,
        section(fine),
        text_input(
            "because",
            _("A reason, if you like"),
            optional=True,
            multiline=True,
            most=1000,
            hint=_("Only you can see it, on your Home tab."),
        ),
    )


def _invited(committed: Committed) -> str:
    """What is asked for besides the words themselves (A4); empty where nothing is."""
    line = committed.line
    undated, first_step = line.due_on is None and not committed.at_meeting, line.first_step.strip()
    if undated and not first_step:
        return _("Want to add a date and a first step? Press *Change it*.")
    if undated:
        return _("Want to add a date? Press *Change it*.")
    return "" if first_step else _("Want to add a first step? Press *Change it*.")


def _due_at_meeting(committed: Committed) -> str:
    if committed.next_meeting is None:
        if committed.at_meeting:
            return _("It's due at the next meeting, which has no date yet.")
        return _("You gave no date, so it's due at the next meeting, which has no date yet.")
    meeting = when_planned(committed.next_meeting, committed.zone, late=committed.late)
    if committed.at_meeting:
        return _("It's due at the next meeting: {when}.").format(when=meeting)
    return _("You gave no date, so it's due at the next meeting: {when}.").format(when=meeting)
