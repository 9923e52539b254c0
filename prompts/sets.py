"""A set: its charter, its card, its plan, members and rules, and the word on commands."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.actions import MOST_LISTED
from bot.domain.sets import MOST_ON_THE_PLAN, Answer, Charter, MemberLine, PlannedMeeting, SetCard
from bot.domain.states import MeetingState, SetState
from prompts import channels, ids
from prompts.actions import in_brief, left_out
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.charter import absence, advice, aims, answering, charter, manner, next_step, numbered_rules
from prompts.controls import resume
from prompts.founding import SAMPLE_RULES, founding_form, rules_form, settings_form
from prompts.issues import own_issues
from prompts.wording import anyone, counted, in_a_line, mention, mentions, opening_a_sentence, when

__all__ = [
    "SAMPLE_RULES", "added", "agreed", "charter", "declined", "fixing_the_date", "founded_privately", "founding_form",
    "members", "plan", "rules", "rules_form", "set_card", "settings_changed", "settings_form",
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
    MeetingState.CLOSED: "✓ Meeting {number}: held, {moment}",
    MeetingState.MISSED: "– Not held: {moment}",
}


_OPEN: Final = frozenset({MeetingState.RUNNING, MeetingState.PAUSED})
_OVER: Final = frozenset({MeetingState.CLOSED, MeetingState.MISSED})
_STILL_SHOWN: Final = 5
"""How many meetings that are over stay on a plan that is too long to be shown whole."""


def set_card(shown: SetCard, typed_in: str | None = None) -> Message:
    """What one person sees of their set, and can do now, in the channel where they asked."""
    found = shown.charter
    if shown.may_move and typed_in not in (None, found.channel) and not str(typed_in).startswith("D"):
        return told(*channels.offer_to_move(found.channel, found.set_id))
    blocks = [
        section(f"*{in_a_line(found.name, 80)}*\n{aims(found)}"),
        section(f"Members: {mentions([line.user for line in found.members])}.\n{_now(shown)}"),
        *_open_actions(shown),
    ]
    if found.state is not SetState.ENDED:
        blocks += own_issues(shown.issues)
    return told(*blocks, *_card_buttons(shown))


def plan(shown: Charter) -> Message:
    """The dates of the meetings."""
    card = hint(f"At its time a meeting's card appears in the channel, and {anyone(shown.adviser)} can start it there.")
    return told(section(_dates(shown)), card, *_changing_the_plan(shown))


def settings_changed(what: Sequence[str], users: Sequence[str] = (), outside: Sequence[str] = ()) -> Message:
    """The private answer to whoever changed the set; `what` has changed, and these were added, as in `added`."""
    if not what and not users:
        return told(section("That's how it is already, so nothing has changed."))
    changed = [section("Changed: the channel is told, and the charter follows.")] if what else []
    return told(*changed, *(_added(users, outside) if users else []))


def members(shown: Charter) -> Message:
    """Who is in the set, who has agreed to its rules, and where others are added."""
    change = [] if shown.state is SetState.ENDED else [buttons(_change(shown))]
    return told(section(_people(shown)), *advice(len(shown.members)), hint(next_step(shown)), *change)


def rules(shown: Charter) -> Message:
    """The ground rules."""
    change = buttons(Button("Change the rules", ids.CHANGE_RULES, "set", shown.set_id))
    return told(
        section(numbered_rules(shown.rules)),
        hint("They're yours: anyone can suggest a change, and these hold until enough of you agree."),
        change,
    )


def added(users: Sequence[str], outside: Sequence[str] = ()) -> Message:
    """The private answer to whoever added members; `outside` is what those are called who are not in the channel."""
    return told(*_added(users, outside))


def _added(users: Sequence[str], outside: Sequence[str]) -> list[Block]:
    verb = "is" if len(users) == 1 else "are"
    return [
        section(f"{mentions(users)} {verb} now in the set."),
        hint("I have asked them in the channel to agree to the ground rules; from then on I count and call them."),
        *channels.still_outside(outside),
    ]


def founded_privately(shown: Charter, outside: Sequence[str] = ()) -> Message:
    """The private answer to whoever founded the set; `outside` as above."""
    return told(
        section(f"*{in_a_line(shown.name, 80)}* is founded: its charter is in the channel."),
        hint(f"{next_step(shown)} I have asked everyone there."),
        *channels.still_outside(outside),
    )


def agreed(shown: Charter) -> Message:
    """The private answer to whoever agreed."""
    running = next((one.number for one in shown.meetings if one.state in _OPEN), None)
    now = f"Meeting {running} is open now, and I count you as here: its card in the channel shows where it is."
    return told(section(f"Thank you, you are in. {next_step(shown) if running is None else now}"))


def declined() -> Message:
    return told(
        section("Noted, no reason needed: you will not be called. *I agree* on the charter brings you in at any time.")
    )


def _people(shown: Charter) -> str:
    lines = [_member(line) for line in shown.members]
    lines.append(f"Facilitator: {mention(shown.adviser) if shown.adviser else 'none, the set runs itself'}")
    if shown.host:
        lines.append(f"Host, whom I ask when something is missing: {mention(shown.host)}")
    return "*Members*\n" + "\n".join(lines)


def _member(line: MemberLine) -> str:
    return _ANSWERS[line.answer].format(who=mention(line.user)) + absence(line)


def _dates(shown: Charter) -> str:
    """All of them where there is room; where there is not, the last few that are over and those to come."""
    first = _first_shown(shown.meetings)
    listed = shown.meetings[first : first + MOST_ON_THE_PLAN]
    lines = [_MEETINGS[one.state].format(number=one.number, moment=when(one.at, shown.zone)) for one in listed]
    earlier, beyond = shown.earlier + first, len(shown.meetings) - first - len(listed)
    before = [f"{opening_a_sentence(counted(earlier, 'meeting'))} before these"] if earlier else []
    after = [f"and {counted(beyond, 'more', 'more')}"] if beyond else []
    return "*Meetings*\n" + "\n".join([*before, *lines, *after, manner(shown)])


def _first_shown(meetings: Sequence[PlannedMeeting]) -> int:
    """From where the list shows what is to come below a few that are over, and is as long as it may be."""
    over = sum(one.state in _OVER for one in meetings)
    return max(0, min(over - _STILL_SHOWN, len(meetings) - MOST_ON_THE_PLAN))


def _now(shown: SetCard) -> str:
    if shown.running:
        paused = shown.running.state is MeetingState.PAUSED
        doing = "is paused; *Resume* goes on where it was" if paused else "is running now: its card is in the channel"
        return f"Meeting {shown.running.number} {doing}."
    if shown.charter.state is SetState.AGREEING or shown.charter.state is SetState.ENDED:
        return next_step(shown.charter)
    if shown.next_meeting is None:
        return "There is no next meeting planned; any of you can start one."
    return f"Next: {_next_meeting(shown.next_meeting, shown.charter)}. Any of you starts it."


def _next_meeting(meeting: PlannedMeeting, found: Charter) -> str:
    place = f", {in_a_line(found.place, 200)}" if found.place.strip() else ""
    return f"meeting {meeting.number}, {when(meeting.at, found.zone)}{place}"


def _open_actions(shown: SetCard) -> list[Block]:
    found = shown.open_actions
    if not found.lines:
        return [hint("No open actions.")]
    lines = [f"• {mention(line.owner)}: {in_brief(line)}" for line in found.lines[:MOST_LISTED]]
    listed = [section(part) for part in lines]
    return [section("*Open actions*"), *listed, *left_out(found.in_all)]


def _card_buttons(shown: SetCard) -> list[Block]:
    set_id, state = shown.charter.set_id, shown.charter.state
    if state is SetState.ENDED:
        return []
    if shown.your_answer is None:  # an adviser who is no member
        return [buttons(_change(shown.charter)), *fixing_the_date(shown.charter)]
    if shown.your_answer is not Answer.AGREED:
        return [answering(set_id)]
    change = _change(shown.charter)
    if shown.running and shown.running.state is MeetingState.PAUSED:
        return [resume("set", set_id), buttons(change)]
    if shown.running:
        here, pause = Button("I'm here", ids.HERE, "set", set_id), Button("Pause", ids.PAUSE, "set", set_id)
        return [buttons(here, pause, change)]
    start = [Button("Start a meeting", ids.START, "set", set_id)] if state is SetState.ACTIVE else []
    raising, adding = (
        Button("Raise an issue", ids.RAISE_ISSUE, "set", set_id),
        Button("Add an action", ids.ADD_ACTION, "set", set_id),
    )
    rules = Button("Change the rules", ids.CHANGE_RULES, "set", set_id)
    return [buttons(*start, raising, adding, rules, change), *fixing_the_date(shown.charter)]


def _change(shown: Charter) -> Button:
    return Button("Change the set", ids.CHANGE_SET, "set", shown.set_id)


def _changing_the_plan(shown: Charter) -> list[Block]:
    """Its next date, be it there or missing, and how often it meets from then on."""
    if shown.next_meeting is None or shown.state is SetState.ENDED:
        return fixing_the_date(shown)
    return [buttons(Button("Move the next meeting", ids.CHANGE_DATE, "set", shown.set_id), _change(shown))]


def fixing_the_date(shown: Charter) -> list[Block]:
    """As long as a set has no next date, the button that fixes one."""
    if shown.next_meeting is not None or shown.state is SetState.ENDED:
        return []
    return [buttons(Button("Fix the next date", ids.CHANGE_DATE, "set", shown.set_id))]
