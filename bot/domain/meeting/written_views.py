"""What the messages of a step show in which peers ask in writing."""

from bot.domain.controls import Standing
from bot.domain.meeting import log, written
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.parts import Step
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN, View, carried, minutes_left, users
from bot.domain.question_bank import Bank
from bot.domain.states import AskingPhase, TurnState
from bot.domain.written_questions import LeftQuestion, QuestionsLeft, WritingCard, WrittenQuestion


def writing(m: Meeting, entry: Entry, _: Bank) -> View:
    """How many have written; then how many questions there were. Of a step whose turns are not at hand that cannot be told.

    Where they write once more, in another message, nobody had written.
    """
    step = m.step_of(entry.key.of)
    if step is None or not _is_loaded(m, step):
        return UNKNOWN
    if not step.is_open and not entry.sent:
        return None
    is_open = step.is_open and step.phase is AskingPhase.WRITING and not entry.key.nth
    slot = m.slot_of(step.slot)
    here = {one.number for one in m.peers}
    return WritingCard(
        step_id=step.id,
        presenter=m.user(slot.member) if slot is not None else "",
        peers=users(m.peers) if is_open else (),
        says=step.says if is_open else "",
        minutes=step.minutes,
        written=len(here & written.writers(m)) if is_open else 0,
        until=step.writing_until or step.ends_at,
        open=is_open,
        released=0 if entry.key.nth else _released(m, step) if not is_open else None,
        paused=is_open and m.is_paused,
        latest=is_open and m.is_latest(entry),
        standing=log.standing(m) if is_open else Standing.PAUSED,
        spoken=is_open and m.spoken,
    )


def _is_loaded(m: Meeting, step: Step) -> bool:
    return step.id == m.step.id or any(one.step == step.id for one in m.turns)


def _released(m: Meeting, step: Step) -> int | None:
    """How many were; None where the step was over before that."""
    if step.phase is AskingPhase.WRITING:
        return None
    return sum(bool(one.place) for one in m.turns if one.step == step.id)


def question(m: Meeting, entry: Entry, _: Bank) -> View:
    """One that was released; once its words are forgotten, as its slot is over, it stays as it was."""
    turn = m.turn_of(entry.key.of)
    step = m.step_of(turn.step) if turn is not None else None
    if turn is None or step is None or not turn.words:
        return UNKNOWN
    slot = m.slot_of(step.slot)
    return WrittenQuestion(
        turn_id=turn.id,
        number=turn.place or 0,
        peer=m.user(turn.member),
        presenter=m.user(slot.member) if slot is not None else "",
        words=turn.words,
        state=turn.state,
        open=turn.state is TurnState.WAITING and step.is_open and m.is_running,
    )


def questions_left(m: Meeting, entry: Entry, _: Bank) -> View:
    """What the presenter may choose from; once it is over, or another stands below, only that."""
    step = m.step_of(entry.key.of)
    if step is None:
        return UNKNOWN
    if not step.is_open and not entry.sent:
        return None
    elsewhere = bool(entry.key.nth)
    is_open = step.is_open and not elsewhere
    slot, left = m.slot_of(step.slot), written.waiting(m) if is_open else []
    return QuestionsLeft(
        step_id=step.id,
        presenter=m.user(slot.member) if slot is not None else "",
        left=tuple(LeftQuestion(one.id, one.place or 0, m.user(one.member), one.words) for one in left),
        first=is_open and all(one.state is TurnState.WAITING for one in m.turns_now if one.place),
        open=is_open,
        elsewhere=elsewhere,
        until=step.ends_at,
        minutes_left=minutes_left(m, step) if is_open else 0,
        time_up=is_open and step.time_up,
        paused=is_open and m.is_paused,
        standing=log.standing(m) if is_open else Standing.PAUSED,
        carried=carried(m, entry, step.slot) if is_open else None,
        spoken=is_open and m.spoken,
    )
