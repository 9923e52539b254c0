"""A set: its charter, its card, its plan, members and rules, and the word on commands."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.sets import COMFORTABLE, Answer, Charter, MemberLine, PlannedMeeting, SetCard
from bot.domain.states import MeetingState, SetState
from prompts import ids
from prompts.actions import MOST_LISTED, described, left_out
from prompts.blocks import Block, Button, Message, buttons, hint, message, section, told
from prompts.commands import help_text, unknown
from prompts.controls import resume
from prompts.founding import SAMPLE_RULES, founding_form, rules_form
from prompts.wording import counted, day_written, in_a_line, mention, mentions, opening_a_sentence, said, when

__all__ = [
    "SAMPLE_RULES", "added", "agreed", "charter", "declined", "founded_privately", "founding_form", "help_text",
    "members", "plan", "rules", "rules_form", "set_card", "unknown",
]  # fmt: skip

_ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.AGREED: "✓ {who} has agreed",
    Answer.DECLINED: "– {who} has declined, and is not called",
    Answer.WAITING: "○ {who} has not answered yet",
}
_MEETINGS: Final[Mapping[MeetingState, str]] = {
    MeetingState.PLANNED: "○ Meeting {number}: {moment}",
    MeetingState.RUNNING: "● Meeting {number}: running now",
    MeetingState.PAUSED: "● Meeting {number}: paused now",
    MeetingState.CLOSED: "✓ Meeting {number}: closed, {moment}",
}
_KEEPS: Final = (
    "*What I read and keep.* During a slot I note who wrote which message when, to see whose turn it is, and delete "
    "it when the slot ends; what is said here I do not keep. I keep the set and its members, what you give me by a form, a "
    "command, a button or a shortcut, when steps began and ended, and who asked and when. Only members see any of it. "
    "Slack keeps the messages themselves, and the owners of this workspace may be able to export them, private "
    "channels too."
)


def charter(shown: Charter) -> Message:
    """The channel's card of a set: what it is for, who is in, the rules, the dates, and who can read along."""
    head = f"*{in_a_line(shown.name, 80)}*, an action learning set"
    in_short = "\n".join([head, _aims(shown), _readers(private=shown.private), _KEEPS, _charter_next(shown)])
    return message(
        in_short,
        section(head),
        section(_aims(shown)),
        section(_people(shown)),
        section(_rules(shown.rules)),
        section(_dates(shown)),
        section(_readers(private=shown.private)),
        hint(_KEEPS),
        *_advice(len(shown.members)),
        section(_charter_next(shown)),
        *([] if shown.state is SetState.ENDED else [_answering(shown.set_id)]),
    )


def set_card(shown: SetCard) -> Message:
    """What one person sees of their set, and can do now."""
    found = shown.charter
    blocks = [
        section(f"*{in_a_line(found.name, 80)}*\n{_aims(found)}"),
        section(f"Members: {mentions([line.user for line in found.members])}.\n{_now(shown)}"),
        *_open_actions(shown),
    ]
    if shown.waiting_issue:
        blocks.append(section(f"Your issue waits for the bids: *{in_a_line(shown.waiting_issue)}*"))
    return told(*blocks, *_card_buttons(shown))


def plan(shown: Charter) -> Message:
    """The dates of the meetings."""
    return told(
        section(_dates(shown)), hint("At its time a meeting's card appears in the channel; any of you starts it there.")
    )


def members(shown: Charter) -> Message:
    """Who is in the set, and who has agreed to its rules."""
    return told(section(_people(shown)), *_advice(len(shown.members)), hint(_charter_next(shown)))


def rules(shown: Charter) -> Message:
    """The ground rules."""
    change = buttons(Button("Change the rules", ids.CHANGE_RULES, "set", shown.set_id))
    return told(
        section(_rules(shown.rules)),
        hint("They are the set's own: any of you can change them, and everyone then agrees afresh."),
        change,
    )


def added(users: Sequence[str]) -> Message:
    """Said in the channel when members join."""
    verb = "is" if len(users) == 1 else "are"
    return told(section(f"{mentions(users)} {verb} now in the set. Its charter asks you to agree to its ground rules."))


def founded_privately(shown: Charter) -> Message:
    """The private answer to whoever founded the set."""
    return told(
        section(f"*{in_a_line(shown.name, 80)}* is founded: its charter is in the channel."),
        hint(f"{_charter_next(shown)} I have asked everyone there."),
    )


def agreed(shown: Charter) -> Message:
    """The private answer to whoever agreed."""
    return told(section(f"Thank you, you are in. {_charter_next(shown)}"))


def declined() -> Message:
    return told(
        section("Noted, no reason needed: you will not be called. *I agree* on the charter brings you in at any time.")
    )


def _aims(shown: Charter) -> str:
    aims = [
        f"*{label}:* {said(typed, 400)}"
        for label, typed in (
            ("To learn", shown.learn),
            ("To do", shown.do),
            ("To change", shown.change),
            ("The plan it serves", shown.plan_link),
        )
        if typed.strip()
    ]
    return "\n".join(aims) or "What it wants to learn, do and change is not written down yet."


def _people(shown: Charter) -> str:
    lines = [_member(line) for line in shown.members]
    lines.append(f"Adviser: {mention(shown.adviser) if shown.adviser else 'none, the set runs itself'}")
    if shown.host:
        lines.append(f"Host, whom I ask when something is missing: {mention(shown.host)}")
    return "*Members*\n" + "\n".join(lines)


def _member(line: MemberLine) -> str:
    away = f"; away until {day_written(line.away_until)}" if line.away_until else ""
    return _ANSWERS[line.answer].format(who=mention(line.user)) + away


def _rules(found: Sequence[str]) -> str:
    lines = [f"{number}. {in_a_line(rule, 200)}" for number, rule in enumerate(found, start=1)]
    return "*Ground rules*\n" + ("\n".join(lines) or "None yet.")


def _dates(shown: Charter) -> str:
    lines = [
        _MEETINGS[one.state].format(number=one.number, moment=when(one.at, shown.zone)) for one in shown.meetings[:15]
    ]
    beyond = [f"and {counted(len(shown.meetings) - 15, 'more', 'more')}"] if len(shown.meetings) > 15 else []
    talk = "spoken: you talk on a call, I keep the process here" if shown.spoken else "typed: you talk in threads here"
    weeks = "week" if shown.every_weeks == 1 else counted(shown.every_weeks, "week")
    rhythm = f"Every {weeks}, {shown.minutes} minutes, {talk}. Place: {in_a_line(shown.place, 200)}"
    return "*Meetings*\n" + "\n".join([*lines, *beyond, rhythm])


def _readers(*, private: bool) -> str:
    if private:
        return "*Who can read this channel:* everyone in it."
    return (
        "*Who can read this channel: everyone in the workspace, since it is public.* Before anybody brings a real "
        "problem, make it private, or found the set in a private channel."
    )


def _advice(people: int) -> list[Block]:
    if people in COMFORTABLE:
        return []
    range_ = f"{COMFORTABLE.start} to {COMFORTABLE.stop - 1}"
    trouble = (
        "is few: one absence leaves little to draw on" if people < COMFORTABLE.start else "is many: turns get rare"
    )
    who = opening_a_sentence(counted(people, "person", "people"))
    return [hint(f"{who} {trouble}. Sets of {range_} work best. It is your choice.")]


def _charter_next(shown: Charter) -> str:
    if shown.state is SetState.ENDED:
        return "This set has ended; there is nothing more to do here."
    if shown.state is SetState.PAUSED:
        return "This set is paused until I am in its channel again; a member can invite me."
    if shown.still_needed:
        verb = "has" if shown.still_needed == 1 else "have"
        who = counted(shown.still_needed, "more member", "more members")
        return f"{opening_a_sentence(who)} {verb} to agree before the set can start."
    return "Enough of you have agreed: at its time a meeting's card appears here, and any of you starts it."


def _answering(set_id: str) -> Block:
    return buttons(
        Button("I agree", ids.AGREE, "set", set_id, primary=True),
        Button("Not for me", ids.DECLINE_RULES, "set", set_id),
        Button("Change the rules", ids.CHANGE_RULES, "set", set_id),
    )


def _now(shown: SetCard) -> str:
    if shown.running:
        paused = shown.running.state is MeetingState.PAUSED
        doing = "is paused; *Resume* goes on where it was" if paused else "is running now: its card is in the channel"
        return f"Meeting {shown.running.number} {doing}."
    if shown.charter.state is SetState.AGREEING or shown.charter.state is SetState.ENDED:
        return _charter_next(shown.charter)
    if shown.next_meeting is None:
        return "There is no next meeting planned; any of you can start one."
    return f"Next: {_next_meeting(shown.next_meeting, shown.charter)}. Any of you starts it."


def _next_meeting(meeting: PlannedMeeting, found: Charter) -> str:
    return f"meeting {meeting.number}, {when(meeting.at, found.zone)}, {in_a_line(found.place, 200)}"


def _open_actions(shown: SetCard) -> list[Block]:
    if not shown.open_actions:
        return [hint("No open actions.")]
    lines = [f"• {mention(line.owner)}: {described(line)}" for line in shown.open_actions[:MOST_LISTED]]
    listed = [section(part) for part in lines]
    return [section("*Open actions*"), *listed, *left_out(shown.open_actions)]


def _card_buttons(shown: SetCard) -> list[Block]:
    set_id, state = shown.charter.set_id, shown.charter.state
    if state is SetState.ENDED or shown.your_answer is None:
        return []
    if shown.your_answer is not Answer.AGREED:
        return [_answering(set_id)]
    if shown.running and shown.running.state is MeetingState.PAUSED:
        return [resume("set", set_id)]
    if shown.running:
        return [buttons(Button("I'm here", ids.HERE, "set", set_id), Button("Pause", ids.PAUSE, "set", set_id))]
    start = [Button("Start a meeting", ids.START, "set", set_id)] if state is SetState.ACTIVE else []
    raising, adding = (
        Button("Raise an issue", ids.RAISE_ISSUE, "set", set_id),
        Button("Add an action", ids.ADD_ACTION, "set", set_id),
    )
    return [buttons(*start, raising, adding, Button("Change the rules", ids.CHANGE_RULES, "set", set_id))]
