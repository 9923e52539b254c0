"""Asking in writing: each peer writes unseen, the questions are released together, then comes one round of follow-ups."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.formats import FormatStep
from bot.domain.meeting import log, tallies
from bot.domain.meeting.given import Given
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import Asking, AskingPhase, TurnState
from bot.domain.step_kinds import StepKind

MOST_WRITTEN: Final = 2
"""Questions of one peer."""
LONGEST_WRITING: Final = timedelta(minutes=5)
SHARE_OF_WRITING: Final = 3
"""One part in so many of the step is for writing, and at most those minutes."""


def asking_in(m: Meeting, plan: FormatStep) -> Asking:
    """How peers ask in that step: as was chosen in this meeting, else as its format says, else as the set has it.

    A set that wants no more than dates and the clock asks without being called, and without forms.
    """
    if m.of.only_keeps:
        return Asking.ROUNDS
    return m.asking or plan.asking or m.of.asking


def question_plan(m: Meeting) -> FormatStep:
    """The step of questions in a slot of this meeting's format."""
    return next(one for one in m.format.slot if one.kind is StepKind.QUESTION)


# The phases


def begin(m: Meeting) -> Meeting:
    """Peers write from now on, once more in a new message. Words of the format that are about calls are not said."""
    plan = m.agenda[m.step.position].step
    says = m.step.says if plan.asking is Asking.WRITTEN else ""
    until = m.now + min(LONGEST_WRITING, timedelta(minutes=m.step.minutes) / SHARE_OF_WRITING)
    m = m.with_step(phase=AskingPhase.WRITING, writing_until=until, says=says)
    key = Key(Says.WRITING, m.step.id)
    return log.say(log.retire(m, key), key, log.thread(m))


def keep_going(m: Meeting, given: Given) -> Meeting:
    """Go on where nothing is waited for: release once all who are here have written, begin the follow-ups once none is left."""
    if m.step.phase is AskingPhase.WRITING and have_all_written(m):
        m = release(m, given)
    if m.step.phase is not AskingPhase.ANSWERING or m.turn is not None:
        return m
    key = Key(Says.QUESTIONS_LEFT, m.step.id)
    if waiting(m):
        return log.say(m, key, log.thread(m)) if m.entry(key) is None else m
    return m.with_step(phase=AskingPhase.FOLLOW_UPS)


def have_all_written(m: Meeting) -> bool:
    """Whether everybody who may ask and is here has written; where there is nobody, somebody is waited for."""
    peers = {one.number for one in m.peers}
    return bool(peers) and peers <= writers(m)


def release(m: Meeting, given: Given) -> Meeting:
    """All questions are seen from now on, in an order that chance decides; where there is none peers are called as in rounds."""
    drafts = [one for one in drafts_of(m) if m.member(one.member) is not None]
    m = _without_drafts(m, kept=drafts).with_step(writing_until=None)
    if not drafts:
        plan = m.agenda[m.step.position].step
        return m.with_step(phase=None, says=m.step.says or plan.says)
    m = tallies.released(m, [one.words for one in drafts])
    given.chance.shuffle(drafts)
    for place, one in enumerate(drafts, start=1):
        released = {"state": TurnState.WAITING, "place": place, "asked_at": m.now, "called_at": m.now}
        m = m.with_turn(one.id, **released).with_member(one.member, missed_call=False)
        m = log.say(m, Key(Says.WRITTEN_QUESTION, one.id), log.thread(m))
    return m.with_step(phase=AskingPhase.ANSWERING)


def end(m: Meeting) -> Meeting:
    """The step is over: what nobody has seen is gone, and for the questions that are left there was no time."""
    m = _without_drafts(m)
    for turn in waiting(m):
        m = m.with_turn(turn.id, state=TurnState.CUT, ended_at=m.now)
    return m


def put_off(m: Meeting, gap: timedelta) -> Meeting:
    """So much longer to write: for minutes that were added, or a time in which nobody could."""
    until = m.step.writing_until
    return m.with_step(writing_until=until + gap) if until is not None else m


def _without_drafts(m: Meeting, kept: Sequence[Turn] = ()) -> Meeting:
    for turn in drafts_of(m):
        if turn not in kept:
            m = m.with_turn(turn.id, **GONE)
    return m


GONE: Final = {"state": TurnState.PUT_OFF, "words": ""}
"""What becomes of a question that was written and is not to be released: nothing is left of it."""


# What was written


def drafts_of(m: Meeting, member: int | None = None) -> list[Turn]:
    """What was written and is not released, by one peer or by all, in the order in which it was written."""
    return [one for one in m.turns_now if one.state is TurnState.WRITTEN and member in (None, one.member)]


def writers(m: Meeting) -> frozenset[int]:
    """Those whose questions are to be released; who they are nobody is told."""
    return frozenset(one.member for one in drafts_of(m))


def waiting(m: Meeting) -> list[Turn]:
    """The questions that wait for the presenter, in the order of their release."""
    return sorted((one for one in m.turns_now if one.state is TurnState.WAITING), key=lambda one: one.place or 0)


def write(m: Meeting, member: int, questions: Sequence[str], given: Given) -> Meeting:
    """What a peer wrote before is taken back for these."""
    mine = [one for one in m.turns_now if one.place == 0 and one.member == member]
    for words, turn in zip(questions, mine, strict=False):
        m = m.with_turn(turn.id, state=TurnState.WRITTEN, words=words)
    for turn in mine[len(questions) :]:
        m = m.with_turn(turn.id, **GONE)
    new = tuple(
        Turn(given.new_id(), m.step.id, member, TurnState.WRITTEN, m.now, words=words, place=0)
        for words in questions[len(mine) :]
    )
    return replace(m, turns=(*m.turns, *new))


# Answering


def take_up(m: Meeting, turn: Turn) -> Meeting:
    """The presenter answers this one now; another that was open is done with, or if it has no answer waits again."""
    before = m.turn
    if before is not None:
        done = {"state": TurnState.DONE, "ended_at": m.now} if before.answered else {"state": TurnState.WAITING}
        m = m.with_turn(before.id, **done)
    word_at = None if m.spoken else m.now
    opened = {"state": TurnState.ASKED, "called_at": m.now, "word_at": word_at, "below": 0, "shown_again": False}
    m = m.with_turn(turn.id, **opened, interrupted=False)
    key = Key(Says.CALL, turn.id)
    return log.say(log.retire(m, key), key, log.thread(m))


def ended(m: Meeting, turn: Turn) -> Meeting:
    """A question was answered, parked or left while it was open: what is left, if anything, stands below it from now on."""
    goes_on_below = turn.is_written and turn.is_open and bool(waiting(m))
    return log.retire(m, Key(Says.QUESTIONS_LEFT, m.step.id)) if goes_on_below else m


def message_of(m: Meeting, turn: Turn) -> str | None:
    """Slack's `ts` of the message that shows a question which was put in writing; None until there is one."""
    entry = m.entry(Key(Says.WRITTEN_QUESTION, turn.id)) if turn.is_written else None
    return entry.threads[-1] if entry is not None and entry.threads else None


def found_by(m: Meeting, ts: str) -> Turn | None:
    """The question that the message with that `ts` shows."""
    return next((one for one in m.turns_now if one.is_written and message_of(m, one) == ts), None)


def writing_ends_at(m: Meeting) -> datetime | None:
    """When what was written is released (UTC), all or not; None where nobody writes."""
    return m.step.writing_until if m.step.phase is AskingPhase.WRITING else None
