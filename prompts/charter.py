"""The charter of a set: the channel's card of what it is for, its rules, who agrees, and who can read along."""

from collections.abc import Sequence
from typing import Final

from bot.domain.sets import COMFORTABLE, Answer, Charter, MemberLine
from bot.domain.states import MeetingState, SetState
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, message, section, told
from prompts.wording import (
    anyone,
    counted,
    day_written,
    in_a_line,
    listed,
    mention,
    opening_a_sentence,
    said,
    when_planned,
    with_links,
)

_GROUPS: Final = ((Answer.AGREED, "✓ Agreed"), (Answer.WAITING, "○ Not yet"), (Answer.DECLINED, "– Not taking part"))
_KEEPS: Final = (
    "*What I read and keep.* I keep the set and its members, what you give me by a form, a command, a button or a "
    "shortcut, when steps began and ended, and who asked and when; what is said here I do not keep. During a slot I "
    "note who wrote which message when, and delete that at its end; messages I read only in passing, to follow the "
    "turns and to offer you your own words to keep. Only members see any of it. Slack keeps the messages, and the "
    "owners of this workspace may be able to export them, private channels too."
)


def charter(shown: Charter) -> Message:
    """The channel's card of a set. What people agree to stands right above the button that says so."""
    head = f"*{in_a_line(shown.name, 80)}*, an action learning set"
    in_short = "\n".join([head, aims(shown), _readers(shown), _KEEPS, _asked_to_agree(shown)])
    return message(
        in_short,
        section(head),
        section(aims(shown)),
        section(_rhythm(shown)),
        section(numbered_rules(shown.rules)),
        section(_readers(shown)),
        hint(_KEEPS),
        section(_answers(shown)),
        *advice(len(shown.members)),
        section(_asked_to_agree(shown)),
        *_charter_buttons(shown),
    )


def aims(shown: Charter) -> str:
    """What the set wants to learn, do and change."""
    typed = (("To learn", shown.learn), ("To do", shown.do), ("To change", shown.change))
    written = [f"*{label}:* {said(words, 400)}" for label, words in typed if words.strip()]
    if shown.plan_link.strip():
        written.append(f"*The plan it serves:* {with_links(shown.plan_link, 400)}")
    return "\n".join(written) or "What it wants to learn, do and change is not written down yet."


def numbered_rules(found: Sequence[str]) -> str:
    """The ground rules, each in a line of its own."""
    lines = [f"{number}. {in_a_line(rule, 200)}" for number, rule in enumerate(found, start=1)]
    return "*Ground rules*\n" + ("\n".join(lines) or "None yet.")


def manner(shown: Charter) -> str:
    """How often, how long, how and where the set meets."""
    talk = "spoken: you talk on a call, I keep the process here" if shown.spoken else "typed: you talk in threads here"
    weeks = "week" if shown.every_weeks == 1 else counted(shown.every_weeks, "week")
    place = f" Place: {with_links(shown.place, 200)}" if shown.place.strip() else ""
    return f"Every {weeks}, {shown.minutes} minutes, {talk}.{place}"


def absence(line: MemberLine) -> str:
    """When somebody is away, in brackets, to stand after their name."""
    if line.away_until is None:
        return ""
    begins = f"from {day_written(line.away_from)} " if line.away_from is not None else ""
    return f" (away {begins}until {day_written(line.away_until)})"


def advice(people: int) -> list[Block]:
    """A word on a set that is small or large; it is never a refusal."""
    if people in COMFORTABLE:
        return []
    range_ = f"{COMFORTABLE.start} to {COMFORTABLE.stop - 1}"
    verb = "is" if people == 1 else "are"
    trouble = "few: one absence leaves little to draw on" if people < COMFORTABLE.start else "many: turns get rare"
    who = opening_a_sentence(counted(people, "person", "people"))
    return [hint(f"{who} {verb} {trouble}. Sets of {range_} work best. It is your choice.")]


def next_step(shown: Charter) -> str:
    """What has to happen before the set can meet, or how it meets."""
    if shown.state is SetState.ENDED:
        return "This set has ended; there is nothing more to do here."
    if shown.state is SetState.PAUSED:
        return "This set is paused: I couldn't write in its channel. I'll keep trying."
    if shown.still_needed:
        verb = "has" if shown.still_needed == 1 else "have"
        who = counted(shown.still_needed, "more member", "more members")
        return f"{opening_a_sentence(who)} {verb} to agree before the set can start."
    who = anyone(shown.adviser)
    return f"Enough of you have agreed, so we're set. I'll post a card here at the start time, and {who} can start the meeting."


def answering(set_id: str) -> Block:
    """The buttons of whoever has not agreed."""
    return buttons(
        Button("I agree", ids.AGREE, "set", set_id, primary=True),
        Button("Not for me", ids.DECLINE_RULES, "set", set_id),
        Button("Change the rules", ids.CHANGE_RULES, "set", set_id),
    )


def agree_first(set_id: str) -> Message:
    """For a member who is here and has not agreed: how they come to be called."""
    return told(
        section("You are here. I count and call those who have agreed to the ground rules: *I agree* brings you in."),
        buttons(Button("I agree", ids.AGREE, "set", set_id, primary=True)),
    )


def _asked_to_agree(shown: Charter) -> str:
    alive = shown.state not in (SetState.ENDED, SetState.PAUSED)
    waiting = alive and any(one.answer is Answer.WAITING for one in shown.members)
    please = "Please read the rules above, then press *I agree* or *Not for me*. " if waiting else ""
    return please + next_step(shown)


def _charter_buttons(shown: Charter) -> list[Block]:
    """Once everyone has agreed there is nothing left to answer."""
    if shown.state is SetState.ENDED:
        return []
    if all(one.answer is Answer.AGREED for one in shown.members):
        return [buttons(Button("Change the rules", ids.CHANGE_RULES, "set", shown.set_id))]
    return [answering(shown.set_id)]


def _answers(shown: Charter) -> str:
    """Who has agreed and who has not, in a line each, and who hosts."""
    groups = [(label, [_name(one) for one in shown.members if one.answer is answer]) for answer, label in _GROUPS]
    lines = [f"{label}: {listed(names)}" for label, names in groups if names]
    adviser = f"Facilitator: {mention(shown.adviser)}." if shown.adviser else "No facilitator: the set runs itself."
    host = f" Host, whom I ask when something is missing: {mention(shown.host)}." if shown.host else ""
    return "\n".join([*lines, f"{adviser}{host}"])


def _name(line: MemberLine) -> str:
    return f"{mention(line.user)}{absence(line)}"


def _rhythm(shown: Charter) -> str:
    """The meetings in short; `/set plan` has every date."""
    ahead = shown.next_meeting
    next_meeting = (
        f" Next: meeting {ahead.number}, {when_planned(ahead.at, shown.zone, late=ahead.late)}." if ahead else ""
    )
    held_or_ahead = sum(one.state is not MeetingState.MISSED for one in shown.meetings)
    many = opening_a_sentence(counted(shown.earlier + held_or_ahead, "meeting"))
    return f"*{many}.*{next_meeting} {manner(shown)}"


def _readers(shown: Charter) -> str:
    if shown.shared:
        return (
            "*Who can read this channel: people of another organisation too, since it is shared with them.* Before anybody "
            "brings a real problem, stop sharing it, or start the set in a channel of your own."
        )
    if shown.private:
        return "*Who can read this channel:* everyone in it."
    return (
        "*Who can read this channel: everyone in the workspace, since it is public.* Before anybody brings a real "
        "problem, make it private, or found the set in a private channel."
    )
