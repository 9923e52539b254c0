"""What is behind *More*: of everything that can be done in a meeting, what one person may do now."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.controls import Choice, More, Offered, Standing
from bot.domain.errors import Refused
from bot.domain.meeting import log, moments, presence
from bot.domain.meeting.controls import may_end
from bot.domain.meeting.events import Actor, Event, LookedForMore
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.prompting import shows_prompts
from bot.domain.meeting.round_robin import may_choose
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.refusals import Refusal
from bot.domain.states import Asking, AskingPhase, TurnState
from bot.domain.step_kinds import StepKind

Offers = Callable[[Meeting, Actor, Given], str | None]
"""The public id of what a choice is about, where it is theirs now; otherwise None."""


def looked_for_more(m: Meeting, event: LookedForMore, given: Given) -> Decided[More]:
    """Nothing changes. Raises Refused for a button of a step, slot or meeting that is over."""
    _must_be_of_now(m, event)
    return Decided(m, more(m, event.by, given))


def _must_be_of_now(m: Meeting, event: LookedForMore) -> None:
    presence.must_match(m, event.step)
    if event.slot is not None and (m.slot is None or m.slot.id != event.slot):
        raise Refused(Refusal.SLOT_OVER)
    if event.meeting not in (None, m.id):
        raise Refused(Refusal.OTHER_MEETING)


def more(m: Meeting, by: Actor | None, given: Given) -> More:
    """What whoever looks may do now, in the order of the table."""
    found = [(choice, offers(m, by, given)) for choice, offers in OFFERS.items()] if by is not None else []
    return More(
        offered=tuple(Offered(choice, about) for choice, about in found if about is not None),
        kind=m.step.kind,
        until=m.step.ends_at,
        presenter=m.presenter_user,
        own=presence.is_presenter(m, by),
        standing=log.standing(m) if m.is_paused else None,
        spoken=m.spoken,
        writing=m.step.phase is AskingPhase.WRITING,
    )


def _another_prompt(m: Meeting, by: Actor, _: Given) -> str | None:
    turn = m.turn if m.is_running else None
    called = turn is not None and turn.state is TurnState.CALLED and turn.member == by.member
    waits = called and shows_prompts(m)
    return turn.id if turn is not None and waits else None


def _go_on(m: Meeting, by: Actor, _: Given) -> str | None:
    is_theirs = log.standing(m) is not Standing.MOMENT or moments.may_go_on(m, by)
    return m.id if m.is_paused and is_theirs else None


def _next(m: Meeting, by: Actor, given: Given) -> str | None:
    """The closing has buttons of its own."""
    moves = m.is_running and m.step.kind is not StepKind.CLOSING and presence.may_move(m, by)
    return m.step.id if moves and _may_be_left(m, given) else None


def _may_be_left(m: Meeting, given: Given) -> bool:
    must = rules_of(m.step.kind).must
    try:
        if must is not None:
            must(m, given)
    except Refused:
        return False
    return True


def _extend(m: Meeting, by: Actor, _: Given) -> str | None:
    return m.step.id if m.is_running and presence.may_move(m, by) else None


def _only_listen(m: Meeting, by: Actor, _: Given) -> str | None:
    return _own_slot(m, by) if not log.is_listening(m) else None


def _own_slot(m: Meeting, by: Actor, _: Given | None = None) -> str | None:
    return _slot(m) if presence.is_presenter(m, by) else None


def _end_slot(m: Meeting, by: Actor, _: Given) -> str | None:
    return _slot(m) if presence.is_mover(m, by) else None


def _slot(m: Meeting) -> str | None:
    """The slot that is running, and was not ended."""
    return m.slot.id if m.slot is not None and not m.slot.ended_early else None


def _ask_in_writing(m: Meeting, by: Actor, _: Given) -> str | None:
    return _asking(m, by, Asking.WRITTEN)


def _ask_in_rounds(m: Meeting, by: Actor, _: Given) -> str | None:
    return _asking(m, by, Asking.ROUNDS)


def _asking(m: Meeting, by: Actor, asking: Asking) -> str | None:
    is_theirs = m.is_running and presence.may_move(m, by)
    return m.id if is_theirs and may_choose(m, asking) else None


def _speak(m: Meeting, _by: Actor, _: Given) -> str | None:
    return m.id if m.is_running and not m.spoken else None


def _type(m: Meeting, _by: Actor, _: Given) -> str | None:
    return m.id if m.is_running and m.spoken else None


def _end_meeting(m: Meeting, by: Actor, given: Given) -> str | None:
    """From the closing it closes, where there is a next date."""
    is_closing = m.step.kind is StepKind.CLOSING
    can_close = not is_closing or _may_be_left(m, given)
    return m.id if m.is_running and can_close and may_end(m, by) else None


OFFERS: Final[Mapping[Choice, Offers]] = {
    Choice.ANOTHER_PROMPT: _another_prompt,
    Choice.GO_ON: _go_on,
    Choice.NEXT: _next,
    Choice.EXTEND: _extend,
    Choice.ONLY_LISTEN: _only_listen,
    Choice.OTHER_ISSUE: _own_slot,
    Choice.END_SLOT: _end_slot,
    Choice.ASK_IN_WRITING: _ask_in_writing,
    Choice.ASK_IN_ROUNDS: _ask_in_rounds,
    Choice.SPEAK: _speak,
    Choice.TYPE: _type,
    Choice.END_MEETING: _end_meeting,
}
"""Who may do what, and of what; in the order in which it is shown. What is refused is not offered."""
RULES: Final[Mapping[type[Event[Any]], Rule]] = {LookedForMore: looked_for_more}
