"""Calling peers in turn, inside a unit of work: whom, with which prompt, and when a call falls silent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.domain.formats import StepKind
from bot.domain.meetings import GRACE
from bot.domain.outgoing import Later, Says
from bot.domain.questions import LEAST_CHALLENGE, MOST_CHALLENGE, offer
from bot.domain.states import OPEN_TURNS, MeetingState, TurnState
from bot.domain.talk import Said
from bot.domain.turns import (
    PRESENTER_SILENCE,
    Peer,
    Taken,
    leaves_out_follow_ups,
    next_peer,
    not_called_yet,
    silent_at,
)
from bot.services.floor import TURN_TIMERS, Floor
from bot.services.work import new_id
from storage import meetings
from storage.models import PromptHeard, Turn
from storage.outgoing import Post


def turns_of(floor: Floor) -> list[Turn]:
    """The turns of the open step, oldest first."""
    return list(meetings.turns(floor.work.db, floor.step.id))


def open_turn(floor: Floor) -> Turn | None:
    """The turn of whoever is called, or has asked."""
    return next((turn for turn in turns_of(floor) if turn.state in OPEN_TURNS), None)


def hold_the_step(floor: Floor) -> bool:
    """Whether a turn is in progress, which time does not end. Aloud only where somebody gave a sign: silence ends none.

    Where only people can end it, those who are here are offered a way on once the presenter is silent too.
    """
    turn = open_turn(floor)
    if turn is None or (floor.meeting.spoken and not floor.step.human):
        return False
    listen_for(floor, turn)
    return True


def call_next(floor: Floor, head: Post) -> bool:
    """Call the next peer in the thread; False when nobody is left to call."""
    member_id = next_peer(_peers(floor), _taken(turns_of(floor)), began=floor.step.began_at)
    if member_id is None:
        return False
    _open(floor, head, member_id, TurnState.CALLED, called_at=floor.now, prompt=fresh_prompt(floor, StepKind.QUESTION))
    return True


def take_as_asked(floor: Floor, head: Post, member_id: int, said: Said) -> None:
    """Nobody was left to call, and a peer asks: that is a turn as any other."""
    asked = {"called_at": said.at, "asked_at": said.at, "asked_ts": said.ts, "word_at": said.at}
    _open(floor, head, member_id, TurnState.ASKED, **asked)


def _open(floor: Floor, head: Post, member_id: int, state: TurnState, **known: Any) -> None:
    turn = Turn(
        workspace=floor.work.workspace,
        public_id=new_id(),
        step_id=floor.step.id,
        member_id=member_id,
        state=state,
        **known,
    )
    floor.work.db.add(turn)
    floor.work.db.flush()
    fellow = floor.room.fellow(member_id)
    if fellow is not None:
        fellow.member.missed_call = False
    floor.work.say(floor.room.channel, Says.CALL, turn.id, set_id=floor.room.set.id, under=head)
    floor.work.redraw(Says.STEP, floor.step.id)
    listen_for(floor, turn)


def _peers(floor: Floor) -> list[Peer]:
    return [
        Peer(fellow.member.id, first=fellow.member.missed_call, sign_at=floor.attendance[fellow.member.id].sign_at)
        for fellow in floor.peers
    ]


def _taken(turns: Sequence[Turn]) -> list[Taken]:
    return [Taken(turn.member_id, turn.state) for turn in turns if turn.state is not TurnState.PUT_OFF]


def will_be_called(floor: Floor, member_id: int) -> bool:
    """Whether a member may still be called in this step."""
    peers = [peer for peer in _peers(floor) if peer.member == member_id]
    return next_peer(peers, _taken(turns_of(floor)), began=floor.step.began_at) is not None


def fresh_prompt(floor: Floor, kind: StepKind) -> str | None:
    """A prompt from the bank that this slot has not heard; remembered for the set. Outside of slots they never run out."""
    presented, bank = floor.presented, floor.room.ground.bank
    welcome = presented.issue.challenge if presented else LEAST_CHALLENGE
    pool = {prompt.id for prompt in bank.pool(kind, MOST_CHALLENGE)}
    if not pool:
        return None
    heard = meetings.prompts_heard(floor.work.db, floor.room.set.id, pool)
    slot_id = presented.slot.id if presented else None
    chosen = offer(
        bank,
        kind,
        heard_in_slot=[row.prompt for row in heard if presented is not None and row.slot_id == slot_id],
        heard_in_set=[row.prompt for row in heard],
        welcome=welcome,
        chance=floor.room.ground.chance,
    )
    if chosen is None:
        return None
    workspace, set_id = floor.work.workspace, floor.room.set.id
    floor.work.db.add(PromptHeard(workspace=workspace, set_id=set_id, slot_id=slot_id, prompt=chosen.id))
    return chosen.id


def reopen(floor: Floor, turn: Turn, said: Said) -> None:
    """The turn is open again: its question was written before it ended."""
    turn.state, turn.ended_at = TurnState.ASKED, None
    turn.asked_at, turn.asked_ts, turn.word_at = said.at, said.ts, floor.now
    floor.work.db.flush()
    floor.work.redraw(Says.CALL, turn.id)
    listen_for(floor, turn)


def followed_up(turn: Turn) -> str:
    """The name of the line that says so."""
    return f"follow:{turn.id}"


def spent(turn: Turn) -> str:
    """The name of the line that says that more than the one follow-up was asked."""
    return f"spent:{turn.id}"


def has_followed_up(floor: Floor, turn: Turn) -> bool:
    return bool(meetings.lines(floor.work.db, [turn.step_id], followed_up(turn)))


def is_spent(floor: Floor, turn: Turn) -> bool:
    """Whether further words hold the turn open no more."""
    return bool(meetings.lines(floor.work.db, [turn.step_id], spent(turn)))


def another_prompt(floor: Floor, turn: Turn) -> None:
    """Offer the peer another prompt, in the same message."""
    turn.prompt = fresh_prompt(floor, StepKind.QUESTION) or turn.prompt
    floor.work.redraw(Says.CALL, turn.id)


def listen_for(floor: Floor, turn: Turn) -> None:
    """Set the timers of an open turn. In a spoken meeting nobody is passed over for silence."""
    for kind in TURN_TIMERS:
        floor.work.never(kind, turn.id)
    if floor.meeting.state is not MeetingState.RUNNING:
        return
    set_id = floor.room.set.id
    way_on = way_on_at(floor, turn)
    if way_on is not None and floor.presented is not None and not floor.presented.slot.away_offered:
        floor.work.later(Later.PRESENTER_SILENT, turn.id, way_on, set_id)
    if floor.meeting.spoken:
        return
    if turn.state is TurnState.CALLED:
        floor.work.later(Later.TURN_SILENT, turn.id, silent_at(turn.called_at, thinking=turn.thinking), set_id)
        return
    # A call that was moved over a pause may lie after words that were written before it.
    spoke_at = max(turn.word_at or turn.called_at, turn.called_at)
    if not turn.interrupted:
        floor.work.later(Later.TURN_QUIET, turn.id, spoke_at + floor.quiet, set_id)


def has_time_to_follow_up(floor: Floor, turns: Sequence[Turn]) -> bool:
    """Whether the round can finish with follow-ups, after these turns of it; aloud they are the set's own affair."""
    if floor.meeting.spoken:
        return True
    left, began = floor.step.ends_at - floor.now, floor.step.began_at
    return not leaves_out_follow_ups(_peers(floor), _taken(turns), began=began, left=left)


def way_on_at(floor: Floor, turn: Turn) -> datetime | None:
    """When those who are here are offered a way on past a silent presenter; None where the turn does not wait for one.

    A question waits for its answer; once time is up, so does a turn that only people can end. Of who talks aloud nothing is known.
    """
    since = waits_since(floor, turn)
    if floor.meeting.spoken:
        return None
    if turn.state is TurnState.ASKED and not turn.answered and not has_followed_up(floor, turn):
        return since + PRESENTER_SILENCE
    if floor.step.time_up and turn.interrupted:
        return max(since, floor.step.ends_at + GRACE) + PRESENTER_SILENCE
    return None


def is_overdue(floor: Floor) -> bool:
    """Whether a turn is open so long after the end of its step that anybody who is here may end it."""
    return floor.step.time_up and floor.now >= floor.step.ends_at + GRACE + PRESENTER_SILENCE


def waits_since(floor: Floor, turn: Turn) -> datetime:
    """Since when the presenter has been silent: asked first after their last sign, be it in an earlier turn."""
    asked = [one.asked_at for one in turns_of(floor) if one.asked_at is not None and not one.answered]
    presenter = floor.presenter
    here = floor.attendance.get(presenter.member.id) if presenter is not None else None
    if here is None:
        return min(asked, default=turn.called_at)
    return min((moment for moment in asked if moment >= here.sign_at), default=here.sign_at)


def end(floor: Floor, turn: Turn, state: TurnState) -> None:
    """End a turn; the message of the call says how, quietly."""
    turn.state, turn.ended_at = state, floor.now
    for kind in TURN_TIMERS:
        floor.work.never(kind, turn.id)
    floor.work.redraw(Says.CALL, turn.id)
    floor.work.redraw(Says.STEP, floor.step.id)
    floor.work.db.flush()


def cut(floor: Floor) -> None:
    """The step ends: so does its turn, and whoever was not called is called first in the next slot."""
    turns = turns_of(floor)
    for turn in turns:
        if turn.state in OPEN_TURNS:
            end(floor, turn, TurnState.DONE if turn.state is TurnState.ASKED else TurnState.CUT)
    for member_id in not_called_yet(_peers(floor), _taken(turns)):
        fellow = floor.room.fellow(member_id)
        if fellow is not None:
            fellow.member.missed_call = True


def redraw(floor: Floor) -> None:
    """Draw the open call anew, or what stands in its place: it carries the controls."""
    turn = open_turn(floor)
    if turn is not None:
        floor.work.redraw(Says.CALL, turn.id)
    else:
        floor.work.redraw(Says.STEP, floor.step.id)


def listen_afresh(floor: Floor) -> None:
    """Listen to the open turn as if it had begun now: silence while people talked aloud was none."""
    turn, presenter = open_turn(floor), floor.presenter
    if presenter is not None and (here := floor.attendance.get(presenter.member.id)) is not None:
        here.sign_at = floor.now
    if turn is not None:
        turn.called_at, turn.word_at = floor.now, floor.now if turn.asked_at else None
        listen_for(floor, turn)


def give_back(floor: Floor, gap: timedelta) -> None:
    """Move the turns by a time in which nobody could go on: it was nobody's silence."""
    turns = turns_of(floor)
    meetings.ask_later(floor.work.db, turns, gap, floor.now)
    turn = next((one for one in turns if one.state in OPEN_TURNS), None)
    if turn is not None:
        turn.called_at = min(turn.called_at + gap, floor.now)
        turn.word_at = min(turn.word_at + gap, floor.now) if turn.word_at else None
        listen_for(floor, turn)
