"""A set: its charter, its card, its plan, members and rules, and the word on commands."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.actions import MOST_LISTED
from bot.domain.sets import Answer, Charter, MemberLine, PlannedMeeting, SetCard
from bot.domain.states import Gone, MeetingState, SetState
from prompts import channels, ids
from prompts.actions import in_brief, left_out
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.charter import (
    advice,
    aims,
    answering,
    charter,
    facilitator,
    next_step,
    numbered_rules,
    with_absence,
)
from prompts.commands import in_set
from prompts.concerns import something_off
from prompts.controls import resume
from prompts.cycles import end_well, renew
from prompts.founding import founding_form, rules_form, sample_rules, settings_form
from prompts.issues import own_issues
from prompts.language import N_, _, ngettext
from prompts.own_prompts import own_questions_button
from prompts.recruiting import recruit
from prompts.sleeping import rest_button, wake_button
from prompts.wording import in_a_line, mention, mentions, number, when_planned

__all__ = [
    "added", "agreed", "charter", "declined", "fixing_the_date", "founded_privately", "founding_form", "members",
    "rules", "rules_form", "sample_rules", "set_card", "settings_changed", "settings_form",
]  # fmt: skip

_ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.AGREED: N_("✓ {person} has agreed"),
    Answer.DECLINED: N_("– {person} isn't taking part"),
    Answer.WAITING: N_("○ {person} hasn't answered yet"),
}
_GONE: Final[Mapping[Gone, str]] = {
    Gone.CHANNEL: N_("– {person} has left the channel, so nobody waits for them"),
    Gone.ACCOUNT: N_("– {person}'s account here is closed, so nobody waits for them"),
}
_OPEN: Final = frozenset({MeetingState.RUNNING, MeetingState.PAUSED})


def set_card(shown: SetCard, typed_in: str | None = None) -> Message:
    """What one person sees of their set, and can do now, in the channel where they asked."""
    found = shown.charter
    if shown.may_move and typed_in not in (None, found.channel) and not str(typed_in).startswith("D"):
        return told(*channels.offer_to_move(found.channel, found.set_id))
    blocks = [
        section(f"*{in_a_line(found.name, 80)}*\n{aims(found)}"),
        section(f"{_everyone(found)}\n{_now(shown)}"),
        *_open_actions(shown),
    ]
    if found.state is not SetState.ENDED:
        blocks += own_issues(shown.issues)
    return told(*blocks, *_card_buttons(shown), *_about_you(shown))


def settings_changed(what: Sequence[str], users: Sequence[str] = (), outside: Sequence[str] = ()) -> Message:
    """The private answer to whoever changed the set; `what` has changed, and these were added, as in `added`."""
    if not what and not users:
        return told(section(_("That's how it is already.")))
    changed = [section(_("Saved. I'll tell the channel, and the charter will show it."))] if what else []
    return told(*changed, *(_added(users, outside) if users else []))


def members(shown: Charter) -> Message:
    """Who is in the set, who has agreed to its rules, and where others are added."""
    ask = Button(_("Ask someone to leave"), ids.ASK_TO_LEAVE, "set", shown.set_id)
    change = [] if shown.state is SetState.ENDED else [buttons(_change(shown), recruit(shown.set_id), ask)]
    return told(section(_people(shown)), *advice(len(shown.members)), hint(next_step(shown)), *change)


def rules(shown: Charter) -> Message:
    """The ground rules."""
    change = buttons(Button(_("Change the rules"), ids.CHANGE_RULES, "set", shown.set_id))
    return told(
        section(numbered_rules(shown.rules)),
        hint(_("They're yours: anyone can suggest a change, and these apply until enough of you agree to it.")),
        change,
    )


def added(users: Sequence[str], outside: Sequence[str] = ()) -> Message:
    """The private answer to whoever added members; `outside` is what those are called who are not in the channel."""
    return told(*_added(users, outside))


def _added(users: Sequence[str], outside: Sequence[str]) -> list[Block]:
    joined = ngettext("{people} is now in the set.", "{people} are now in the set.", len(users))
    return [
        section(joined.format(people=mentions(users))),
        hint(_("I've asked them in the channel to agree to the ground rules. Once they have, I'll include them.")),
        *channels.still_outside(outside),
    ]


def founded_privately(shown: Charter, outside: Sequence[str] = ()) -> Message:
    """The private answer to whoever founded the set; `outside` as above."""
    return told(
        section(_("*{name}* is ready. Its charter is in the channel.").format(name=in_a_line(shown.name, 80))),
        hint(" ".join((_("I've asked everyone there to agree to it."), next_step(shown)))),
        *channels.still_outside(outside),
    )


def agreed(shown: Charter) -> Message:
    """The private answer to whoever agreed."""
    running = next((one.number for one in shown.meetings if one.state in _OPEN), None)
    if running is None:
        return told(section(" ".join((_("Thank you, you're in."), next_step(shown)))))
    here = _("Thank you, you're in. Meeting {number} is on, so I've marked you as here: its card shows where we are.")
    return told(section(here.format(number=number(running))))


def declined() -> Message:
    return told(
        section(
            _(
                "That's fine, no reason needed. I won't call on you. If you change your mind, press *I agree* on the charter."
            )
        )
    )


def _everyone(shown: Charter) -> str:
    return _("Members: {people}.").format(people=mentions([line.user for line in shown.members]))


def _people(shown: Charter) -> str:
    lines = [_member(line) for line in shown.members]
    return "\n".join([_("*Members*"), *lines, *facilitator(shown)])


def _member(line: MemberLine) -> str:
    if line.gone is not None:
        return _(_GONE[line.gone]).format(person=mention(line.user))
    return _(_ANSWERS[line.answer]).format(person=with_absence(line))


def _now(shown: SetCard) -> str:
    if shown.running:
        paused = _("Meeting {number} is paused. *Resume* picks it up where you left off.")
        on_now = _("Meeting {number} is on now. Its card is in the channel.")
        is_paused = shown.running.state is MeetingState.PAUSED
        return (paused if is_paused else on_now).format(number=number(shown.running.number))
    if shown.charter.state is SetState.AGREEING or shown.charter.state is SetState.ENDED:
        return next_step(shown.charter)
    if shown.charter.paused_until is not None:
        return next_step(shown.charter)
    if shown.next_meeting is None and shown.charter.may_be_renewed:
        return _("You've held all the meetings you planned. You can renew the set, add a meeting, or end it.")
    if shown.next_meeting is None:
        return _("No next meeting is planned. Anyone can start one.")
    return _next_meeting(shown.next_meeting, shown.charter)


def _next_meeting(meeting: PlannedMeeting, found: Charter) -> str:
    at, place = when_planned(meeting.at, found.zone, late=meeting.late), in_a_line(found.place, 200)
    if not found.place.strip():
        return _("Next: meeting {number}, {moment}. Anyone can start it.").format(
            number=number(meeting.number), moment=at
        )
    return _("Next: meeting {number}, {moment}, {place}. Anyone can start it.").format(
        number=number(meeting.number), moment=at, place=place
    )


def _open_actions(shown: SetCard) -> list[Block]:
    found = shown.open_actions
    if not found.lines:
        return [hint(_("No open actions."))]
    lines = [
        _("• {person}: {action}").format(person=mention(line.owner, opening=True), action=in_brief(line))
        for line in found.lines[:MOST_LISTED]
    ]
    return [section(_("*Open actions*")), *map(section, lines), *left_out(found.in_all)]


def _card_buttons(shown: SetCard) -> list[Block]:
    set_id, state = shown.charter.set_id, shown.charter.state
    if state is SetState.ENDED:
        return []
    if shown.your_answer is None:  # an adviser who is no member
        return [
            buttons(_change(shown.charter)),
            *fixing_the_date(shown.charter),
            _looking_back(shown.charter, is_member=False),
        ]
    if shown.your_answer is not Answer.AGREED:
        return [answering(set_id, shown.charter.cycle)]
    change = _change(shown.charter)
    if shown.running and shown.running.state is MeetingState.PAUSED:
        return [resume("set", set_id), buttons(change), _looking_back(shown.charter)]
    if shown.running:
        here, pause = Button(_("I'm here"), ids.HERE, "set", set_id), Button(_("Pause"), ids.PAUSE, "set", set_id)
        return [buttons(here, pause, change), _looking_back(shown.charter)]
    start = [Button(_("Start a meeting"), ids.START, "set", set_id)] if state is SetState.ACTIVE else []
    raising, adding = (
        Button(_("Raise an issue"), ids.RAISE_ISSUE, "set", set_id),
        Button(_("Add an action"), ids.ADD_ACTION, "set", set_id),
    )
    rules = Button(_("Change the rules"), ids.CHANGE_RULES, "set", set_id)
    plan = Button(_("Plan"), ids.SHOW_PLAN, "set", set_id)
    return [
        buttons(*start, raising, adding, plan, rules, change),
        *fixing_the_date(shown.charter),
        buttons(*_about_the_cycle(shown.charter)),
        _looking_back(shown.charter),
    ]


def _about_you(shown: SetCard) -> list[Block]:
    """What a member may do by themselves, at any time."""
    if shown.charter.state is SetState.ENDED or shown.your_answer is None:
        return []
    you = next((line for line in shown.charter.members if line.user == shown.you), None)
    is_away = you is not None and you.away_until is not None
    return [buttons(*in_set(shown.charter.set_id, "members", "back" if is_away else "away", "leave", "help"))]


def _about_the_cycle(shown: Charter) -> list[Button]:
    """Another cycle, a rest, or the end."""
    again = [renew(shown.cycle_meetings, shown.set_id, primary=True)] if shown.may_be_renewed else []
    rest = rest_button(shown.set_id) if shown.paused_until is None else wake_button(shown.set_id)
    return [*again, rest, end_well(shown.set_id)]


def _looking_back(found: Charter, *, is_member: bool = True) -> Block:
    """What stands in a form of its own, its meetings as a file, how much of the bot there is in them, and what is off."""
    set_id = found.set_id
    return buttons(
        Button(_("Record"), ids.RECORD, "set", set_id),
        Button(_("Open actions"), ids.SET_ACTIONS, "set", set_id),
        Button(_("Calendar file"), ids.CALENDAR_FILE, "set", set_id),
        Button(_("Hints"), ids.HINTS, "set", set_id),
        *([own_questions_button(set_id)] if is_member else []),
        Button(_("How much of me?"), ids.GUIDANCE, "set", set_id),
        *(something_off(set_id, len(found.members)) if is_member else []),
    )


def _change(shown: Charter) -> Button:
    return Button(_("Change the set"), ids.CHANGE_SET, "set", shown.set_id)


def fixing_the_date(shown: Charter) -> list[Block]:
    """As long as a set has no next date, the button that fixes one."""
    if shown.next_meeting is not None or shown.state is SetState.ENDED:
        return []
    return [buttons(Button(_("Fix the next date"), ids.CHANGE_DATE, "set", shown.set_id))]
