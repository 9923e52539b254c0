"""Private hints at how peers ask, while a slot's facts are clarified and while they are called or write; typed meetings alone.

What was written is at hand while its message is looked at, and kept nowhere. Who was hinted at is known until the step ends; how
many were, and how many of those hints were found fair, is counted in the slot without names.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.channel_messages import ChannelMessage, Hinted
from bot.domain.errors import Refused
from bot.domain.hint_settings import Stands
from bot.domain.meeting import log, presence, tallies, turns
from bot.domain.meeting.events import Event
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.turn_events import AskedInstead, OfHint, Said, SaidItAsked, ThoughtOver
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.questions.hints import (
    MOST_IN_A_SLOT,
    QUESTIONS,
    THOUGHTS,
    Habit,
    Hint,
    Noticed,
    habit_rewritten,
    hint_for,
    is_hinted_at,
    rewrite_of,
)
from bot.domain.refusals import Refusal
from bot.domain.states import HintsGiven, TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.written_questions import HintsBeforeSending

QUIET: Final = timedelta(seconds=20)
"""How long nothing has followed on what was no question when its author is hinted at."""
LATEST: Final = timedelta(minutes=1)
"""A hint at what was written longer ago than that helps nobody."""

# What is hinted at


def noted(m: Meeting, event: Said) -> tuple[Meeting, Hinted | None]:
    """The hint at a peer's message in the slot's thread, if there is one: where they are called, at what belongs to their turn."""
    words, member = event.words, event.by.member if event.by is not None else None
    found = words.noticed
    if found is None or member is None or words.at + LATEST < m.now or not _may_be_hinted_at(m, member):
        return m, None
    if m.step.kind is StepKind.QUESTION and not _is_of_their_turn(m, member, words, found):
        return m, None
    return _hint(m, words, member, found)


def _is_of_their_turn(m: Meeting, member: int, words: ChannelMessage, found: Noticed) -> bool:
    """With a thought it is waited whether a question follows."""
    turn = m.turn
    return turn is not None and turn.member == member and (words.asks or found.habit not in THOUGHTS)


def _may_be_hinted_at(m: Meeting, member: int) -> bool:
    """Whether they are a peer who wants hints and has had none in this step, and the slot has had fewer than three."""
    slot, known = m.slot, m.member(member)
    if slot is None or known is None or m.spoken or not m.is_running or are_off(m):
        return False
    is_peer = known.agreed and not known.is_adviser and slot.member != member
    has_had = member in m.step.hinted or slot.tally.hints >= MOST_IN_A_SLOT
    return is_peer and known.wants_hints and not has_had and not slot.ended_early


def are_off(m: Meeting) -> bool:
    """Whether the set wants none: it has turned them off, or wants no more of the bot than dates and the clock."""
    return m.of.hints is HintsGiven.OFF or m.of.only_keeps


def before_sending(m: Meeting, member: int, questions: Sequence[str]) -> tuple[Meeting, HintsBeforeSending]:
    """The hints at what a peer is about to send, once a step and as many as the slot has room for.

    They are given in a form, where they are answered as it is sent: the words are changed there, or sent as they are.
    """
    slot = m.slot
    if slot is None or not _may_be_hinted_at(m, member):
        return m, ()
    had, found = slot.tally.hints, list[Hint | None]()
    for words in questions:
        room = had < MOST_IN_A_SLOT and bool(words.strip())
        found.append(hint_for(words, closed=m.of.hints is HintsGiven.CLOSED_TOO, nth=had) if room else None)
        had += found[-1] is not None
    if had == slot.tally.hints:
        return m, ()
    known = {"hinted": m.step.hinted | {member}, "hint_answered": m.step.hint_answered | {member}}
    return tallies.counted(m, hints=had - slot.tally.hints).with_step(**known), tuple(found)


def sent_after_a_hint(m: Meeting, member: int, before: Sequence[str], questions: Sequence[str]) -> Meeting:
    """Each hint in the form counts as found fair where what it was at was changed, and is not hinted at any more; else as unfair.

    What the form held before is at hand as it is sent, and kept nowhere.
    """
    if member not in m.step.hinted:
        return m
    closed = m.of.hints is HintsGiven.CLOSED_TOO
    was = [place for place, words in enumerate(before) if words.strip() and hint_for(words, closed=closed) is not None]
    now = [questions[place].strip() if place < len(questions) else "" for place in was]
    fair = sum(not words or hint_for(words, closed=closed) is None for words in now)
    return tallies.counted(m, fair=fair, unfair=len(was) - fair)


def _hint(m: Meeting, words: ChannelMessage, member: int, found: Noticed) -> tuple[Meeting, Hinted | None]:
    slot, clarifying = m.slot, m.step.kind is StepKind.CLARIFY
    is_due = is_hinted_at(found.habit, clarifying=clarifying, closed=m.of.hints is HintsGiven.CLOSED_TOO)
    if slot is None or not is_due:
        return m, None
    hint = Hint(found, rewrite_of(found.habit, slot.tally.hints, clarifying=clarifying))
    m = tallies.counted(m, hints=1).with_step(hinted=m.step.hinted | {member})
    return m, Hinted(words.user, words.channel, words.thread_ts, m.step.id, hint)


def thought_at(m: Meeting, turn: Turn) -> datetime | None:
    """When whoever is called, and has said something and asked nothing, is hinted at (UTC); None where they are not."""
    at = m.step.thoughts.get(turn.member)
    if at is None or turn.state is not TurnState.CALLED or not _may_be_hinted_at(m, turn.member):
        return None
    return at + QUIET


def thought_over(m: Meeting, event: ThoughtOver, _given: Given) -> Decided[Hinted | None]:
    """Nothing has followed; nothing is known any more of what they said but that it was no question."""
    turn = m.turn
    due = thought_at(m, turn) if turn is not None and turn.id == event.turn else None
    if turn is None or due is None or not due <= m.now <= due + LATEST:
        return Decided(m, None)
    words = ChannelMessage("", m.user(turn.member), "", "", None, "")
    m, told = _hint(m, words, turn.member, Noticed(Habit.STATEMENT))
    return Decided(m, told)


# What becomes of a hint


def asked_instead(m: Meeting, event: AskedInstead, _given: Given) -> Decided[None]:
    """The question that was offered is posted as theirs, and is the one that counts."""
    member, habit = _must_be_theirs(m, event)
    if m.step.kind is StepKind.QUESTION:
        turn = _must_be_their_turn(m, member)
        is_first = turn.state is TurnState.CALLED
        m = tallies.asked(m, turn.id, None) if is_first else _stands(m, member, habit)
        m = turns.ask(m, turn, None)
    key = Key(Says.NOTICE, log.ASKS, f"{m.step.id}:{member}")
    m = log.say(m, key, log.thread(m), name=log.ASKS, step=m.step.id, by=m.user(member), rewrite=event.rewrite)
    return Decided(_answered(m, member, fair=1), None)


def said_it_asked(m: Meeting, event: SaidItAsked, _given: Given) -> Decided[Stands]:
    """What they wrote stands; where it was taken for no question so far, it is the question of their turn now.

    Where that is over, it is theirs again if nobody has said anything since.
    """
    member, habit = _must_be_theirs(m, event)
    turn = next((one for one in reversed(m.calls) if one.member == member), None)
    is_called = turn is not None and turn.state is TurnState.CALLED and member in m.step.thoughts
    if turn is not None and is_called:
        m, stands = turns.ask(tallies.asked(m, turn.id, None), turn, turn.asked_ts), Stands.ASKED
    elif turn is not None and turn.no_question and turn.asked_at is None:
        m, stands = _stands_late(m, turn)
    else:
        m, stands = _stands(m, member, habit), Stands.ASKED
    return Decided(_answered(m, member, unfair=1), stands)


def _stands_late(m: Meeting, turn: Turn) -> tuple[Meeting, Stands]:
    """Their turn is over, and it was taken for one without a question."""
    is_free = turns.put_off_what_follows(m, turn)
    if is_free is not None:
        return turns.ask(tallies.asked(is_free, turn.id, None), turn, turn.asked_ts), Stands.ASKED
    m = tallies.stands(m, turn.member)
    again = turns.is_asking(m) and turns.will_be_called(m, turn.member)
    return m, Stands.AGAIN if again else Stands.LEFT


def _must_be_theirs(m: Meeting, event: OfHint[Any]) -> tuple[int, Habit | None]:
    """Whose hint it is, and at what; Refused where it was answered, its step is over, or the talk is on a call by now."""
    try:
        habit = habit_rewritten(event.rewrite)
    except ValueError:
        raise Refused(Refusal.OLD_BUTTON) from None
    presence.must_match(m, event.step)
    presence.must_run(m)
    member = event.by.member if event.by is not None else None
    if member is None or member not in m.step.hinted - m.step.hint_answered:
        raise Refused(Refusal.HINT_ANSWERED)
    if m.spoken:
        raise Refused(Refusal.MOVED_ON)
    return member, habit


def _must_be_their_turn(m: Meeting, member: int) -> Turn:
    turn = m.turn
    if turn is None or turn.member != member:
        raise Refused(Refusal.TURN_OVER)
    return turn


def _stands(m: Meeting, member: int, habit: Habit | None) -> Meeting:
    """A turn that was counted as no question is one after all."""
    return m if habit is None or habit in QUESTIONS else tallies.stands(m, member)


def _answered(m: Meeting, member: int, **how: int) -> Meeting:
    return tallies.counted(m, **how).with_step(hint_answered=m.step.hint_answered | {member})


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    ThoughtOver: thought_over,
    AskedInstead: asked_instead,
    SaidItAsked: said_it_asked,
}
