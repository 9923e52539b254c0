"""How peers ask in a slot, counted without names; and until a step ends, who has said something in their turn and asked nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.channel_messages import ChannelMessage, moment_of
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.questions.hints import QUESTIONS, Noticed, noticed
from bot.domain.states import TurnState


def counted(m: Meeting, **more: int) -> Meeting:
    """So many more of each in the slot that is running."""
    slot = m.slot
    if slot is None:
        return m
    tally = replace(slot.tally, **{name: getattr(slot.tally, name) + many for name, many in more.items()})
    return m.with_slot(slot.id, tally=tally)


def asked(m: Meeting, turn_id: str, words: ChannelMessage | None) -> Meeting:
    """A turn has what counts as its question, be it one or not; None for a question of ours."""
    turn = m.turn_of(turn_id)
    if turn is None:
        return m
    is_one = words is None or _asks(words.noticed)
    return without_thought(m, turn.member).with_turn(turn_id, no_question=not is_one)


def taken_as_asked(m: Meeting, turn: Turn) -> Meeting:
    """The presenter answers what was said in a turn: it counts as it did so far, and a question may still follow."""
    at = m.step.thoughts.get(turn.member)
    m = m.with_step(thoughts={**m.step.thoughts, turn.member: at or m.now})
    return m.with_turn(turn.id, no_question=at is not None)


def stands(m: Meeting, member: int) -> Meeting:
    """What counted as no question is one after all: in the last such turn of that member."""
    turn = next((one for one in reversed(m.calls) if one.member == member and one.no_question), None)
    if turn is None:
        return m
    m = without_thought(m, member).with_turn(turn.id, no_question=False)
    if turn.asked_at is not None:
        return m
    asked_at = moment_of(turn.asked_ts) if turn.asked_ts is not None else turn.called_at
    return m.with_turn(turn.id, state=TurnState.DONE, asked_at=asked_at)


def released(m: Meeting, questions: Sequence[str]) -> Meeting:
    """What was put in writing counts as a turn each, where the meeting is typed."""
    if m.spoken:
        return m
    return counted(m, turns=len(questions), questions=sum(_asks(noticed(words)) for words in questions))


def _asks(found: Noticed | None) -> bool:
    return found is None or found.habit in QUESTIONS


def thought(m: Meeting, words: ChannelMessage, member: int) -> Meeting:
    """Whoever is called has said something that is no question, and may lead up to one."""
    if words.noticed is None:
        return m
    at = max(words.at, m.step.thoughts.get(member, words.at))
    return m.with_step(thoughts={**m.step.thoughts, member: at})


def without_thought(m: Meeting, member: int) -> Meeting:
    if member not in m.step.thoughts:
        return m
    others: Mapping[int, datetime] = {one: at for one, at in m.step.thoughts.items() if one != member}
    return m.with_step(thoughts=others)


def turn_ended(m: Meeting, turn: Turn) -> Meeting:
    """A turn in which something was said and nothing asked counts as one that was no question."""
    if turn.step != m.step.id or turn.member not in m.step.thoughts:
        return m
    m = without_thought(m, turn.member)
    return m.with_turn(turn.id, no_question=True) if turn.asked_at is None else m


def step_ended(m: Meeting) -> Meeting:
    """What was asked in turn is counted in its slot; who was hinted at is forgotten. On a call nobody knows what was said."""
    used = [one for one in m.calls if one.asked_at is not None or one.no_question]
    if used and m.slot is not None and not m.spoken:
        m = counted(m, turns=len(used), questions=sum(not one.no_question for one in used))
    nobody = frozenset[int]()
    return m.with_step(hinted=nobody, hint_answered=nobody, thoughts={})
