"""A peer's turn to ask: another prompt, pass, think, done, park, decline; and what silence does to it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.meeting import absent_presenter, clock, presence, prompting, turns, written
from bot.domain.meeting.events import Actor, Event
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.turn_events import (
    AskedAloud,
    AskedForAnotherPrompt,
    AskedToLend,
    Declined,
    DoneAsking,
    OfTurn,
    ParkedMessage,
    ParkedQuestion,
    PassedTurn,
    PeerSilent,
    PresenterSilent,
    StillWriting,
    Thinks,
    TurnQuiet,
    TurnUnpressed,
)
from bot.domain.meeting.value import Meeting
from bot.domain.refusals import Refusal
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind

Allowed = Callable[[Meeting, Actor | None, Turn], bool]

# The buttons of a call. Each checks that the turn is still open and that it is this person's to press.


def asked_for_another_prompt(m: Meeting, event: AskedForAnotherPrompt, given: Given) -> Decided[None]:
    turn = _pressed(m, event, by_peer)
    _must_wait(turn)
    return Decided(prompting.another_prompt(m, turn.id, given), None)


def asked_to_lend(m: Meeting, event: AskedToLend, given: Given) -> Decided[tuple[str, ...]]:
    """A few questions to borrow, for the peer who is called alone."""
    turn = _pressed(m, event, by_peer)
    _must_wait(turn)
    m, lent = prompting.lent_prompts(m, given)
    return Decided(m, lent)


def thinks(m: Meeting, event: Thinks, _given: Given) -> Decided[None]:
    """A minute more before the peer is passed over; once a turn."""
    turn = _pressed(m, event, by_peer)
    _must_wait(turn)
    return Decided(m.with_turn(turn.id, thinking=True), None)


def still_writing(m: Meeting, event: StillWriting, _given: Given) -> Decided[None]:
    """The presenter has not come to the end of their answer: the quiet begins anew."""
    turn = _pressed(m, event, by_presenter)
    if turn.state is not TurnState.ASKED:
        raise Refused(Refusal.TURN_OVER)
    return Decided(m.with_turn(turn.id, word_at=m.now), None)


def passed_turn(m: Meeting, event: PassedTurn, given: Given) -> Decided[None]:
    turn = _pressed(m, event, by_peer_or_mover if m.spoken else by_peer)
    _must_wait(turn)
    return Decided(_end(m, turn, TurnState.PASSED, given), None)


def done_asking(m: Meeting, event: DoneAsking, given: Given) -> Decided[None]:
    """Asker or presenter: this question is done with; where there was none, as one that was taken back, the turn was passed."""
    turn = _pressed(m, event, by_peer_or_presenter)
    return Decided(_end(m, turn, TurnState.DONE if turn.asked_at else TurnState.PASSED, given), None)


def asked_aloud(m: Meeting, event: AskedAloud, given: Given) -> Decided[None]:
    """In a spoken meeting: asked and answered aloud, the next peer please."""
    turn = _pressed(m, event, by_peer_or_mover)
    m = m.with_turn(turn.id, asked_at=turn.asked_at or m.now, answered=True)
    return Decided(_end(m, turn, TurnState.DONE, given), None)


def parked_question(m: Meeting, event: ParkedQuestion, given: Given) -> Decided[bool]:
    """The presenter keeps the question for later, as a link to its message (M9). The answer is whether that ended an open turn."""
    turn = _pressed(m, event, by_presenter, or_waits=True)
    asked_ts = turns.question_ts(m, turn) or written.message_of(m, turn)
    if asked_ts is not None:
        m = _park(m, asked_ts)
    return Decided(_end(m, turn, TurnState.PARKED, given), turn.is_open)


def declined(m: Meeting, event: Declined, given: Given) -> Decided[None]:
    """The presenter need not answer, and need not say why (G5)."""
    turn = _pressed(m, event, by_presenter, or_waits=True)
    return Decided(_end(m, turn, TurnState.DECLINED, given), None)


def parked_message(m: Meeting, event: ParkedMessage, given: Given) -> Decided[bool]:
    """The shortcut: the presenter parks any message of their slot's thread. True where that ends an open turn about it."""
    if not presence.is_presenter(m, event.by):
        raise Refused(Refusal.NOT_PRESENTING)
    m = _park(m, event.ts)
    turn = m.turn if m.step.kind is StepKind.QUESTION else None
    found = written.found_by(m, event.ts) if m.step.is_open else None
    if found is not None and (found.is_open or found.state is TurnState.WAITING):
        return Decided(_end(m, found, TurnState.PARKED, given), found.is_open)
    if turn is None or turns.question_ts(m, turn) != event.ts:
        return Decided(m, False)
    return Decided(_end(m, turn, TurnState.PARKED, given), True)


def _end(m: Meeting, turn: Turn, state: TurnState, given: Given) -> Meeting:
    return clock.turn_ended(turns.end_turn(written.ended(m, turn), turn.id, state), given)


def _park(m: Meeting, ts: str) -> Meeting:
    slot = m.slot
    if slot is None or ts in slot.parked:
        return m
    return m.with_slot(slot.id, parked=(*slot.parked, ts))


# Whose a button is


def _pressed(m: Meeting, event: OfTurn[Any], allowed: Allowed, *, or_waits: bool = False) -> Turn:
    """The open turn that a button names; Refused where it is over or not this person's to press.

    With `or_waits` also a question that was put in writing, and that the presenter has not taken up yet.
    """
    turn = m.turn_of(event.turn)
    waits = or_waits and turn is not None and turn.state is TurnState.WAITING and m.step.is_open
    if turn is None or not (turn.is_open or waits) or turn.step != m.step.id:
        raise Refused(Refusal.TURN_OVER)
    presence.must_run(m)
    if not allowed(m, event.by, turn):
        raise Refused(Refusal.TURN_OF_ANOTHER, people=_whose(m, turn, allowed))
    return turn


def _must_wait(turn: Turn) -> None:
    if turn.state is not TurnState.CALLED:
        raise Refused(Refusal.ASKED_ALREADY)


def by_peer(_m: Meeting, by: Actor | None, turn: Turn) -> bool:
    return by is not None and by.member == turn.member


def by_presenter(m: Meeting, by: Actor | None, _turn: Turn) -> bool:
    return presence.is_presenter(m, by)


def by_peer_or_presenter(m: Meeting, by: Actor | None, turn: Turn) -> bool:
    return by_peer(m, by, turn) or by_presenter(m, by, turn)


def by_peer_or_mover(m: Meeting, by: Actor | None, turn: Turn) -> bool:
    """Once its step is long over, anybody who is here: aloud nobody is known to be silent, and no turn ends by itself."""
    return by_peer_or_presenter(m, by, turn) or presence.may_move(m, by) or turns.is_overdue(m)


def _whose(m: Meeting, turn: Turn, allowed: Allowed) -> tuple[str, ...]:
    """Slack's ids of those whose the button is, but for whoever has left the set."""
    peer = m.user(turn.member) if allowed is not by_presenter else ""
    presenter = m.presenter_user if allowed is not by_peer else ""
    adviser = m.of.adviser if allowed is by_peer_or_mover else None
    return tuple(user for user in (peer, presenter, adviser) if user)


# What silence does to a turn


def peer_silent(m: Meeting, event: PeerSilent, given: Given) -> Decided[None]:
    """The peer has not asked: passed over without comment, called again at the end of the round. Whoever spoke was not silent."""
    turn = _waiting(m, event)
    if turn is None or turn.state is not TurnState.CALLED:
        return Decided(m, None)
    if turns.passed_over_at(turn) > m.now:
        return Decided(m, None)
    return Decided(_end(m, turn, TurnState.SPOKE if turn.asked_ts is not None else TurnState.SILENT, given), None)


def turn_quiet(m: Meeting, event: TurnQuiet, given: Given) -> Decided[None]:
    """Neither asker nor presenter has written for a while: the turn is done."""
    turn = _waiting(m, event)
    if turn is None or turn.state is not TurnState.ASKED or turn.interrupted:
        return Decided(m, None)
    return Decided(_end(m, turn, TurnState.DONE, given), None)


def turn_unpressed(m: Meeting, event: TurnUnpressed, given: Given) -> Decided[None]:
    """Aloud: asked once, in a new message that is the call from then on. Past the end of its step the meeting goes on."""
    turn = _waiting(m, event)
    due = turns.unpressed_at(m, turn) if turn is not None and m.spoken else None
    if turn is None or due is None or due > m.now:
        return Decided(m, None)
    if m.step.time_up:
        return Decided(clock.grace_is_over(m, given), None)
    return Decided(turns.ask_whether_it_goes_on(m, turn), None)


def presenter_silent(m: Meeting, event: PresenterSilent, _given: Given) -> Decided[None]:
    """The presenter has been silent for three minutes: offered in one message a slot to wait, pause, or go to the review."""
    turn, slot = _waiting(m, event), m.slot
    if turn is None or slot is None or slot.away_offered:
        return Decided(m, None)
    way_on = turns.way_on_at(m, turn)
    if way_on is None or way_on > m.now:
        return Decided(m, None)
    return Decided(absent_presenter.offer(m, absent_presenter.SILENT), None)


def _waiting(m: Meeting, event: OfTurn[Any]) -> Turn | None:
    """The open turn of a timer; None for one that is over, or a meeting that is paused."""
    turn = m.turn_of(event.turn) if m.is_running else None
    return turn if turn is not None and turn.is_open and turn.step == m.step.id else None


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    AskedForAnotherPrompt: asked_for_another_prompt,
    AskedToLend: asked_to_lend,
    Thinks: thinks,
    StillWriting: still_writing,
    PassedTurn: passed_turn,
    DoneAsking: done_asking,
    AskedAloud: asked_aloud,
    ParkedQuestion: parked_question,
    Declined: declined,
    ParkedMessage: parked_message,
    PeerSilent: peer_silent,
    TurnQuiet: turn_quiet,
    TurnUnpressed: turn_unpressed,
    PresenterSilent: presenter_silent,
}
