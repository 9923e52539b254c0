"""How peers ask in a slot, counted without names; and until a step ends, who has said something in their turn and asked nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.channel_messages import ChannelMessage
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.questions.hints import QUESTIONS, Noticed, noticed


def counted(m: Meeting, **more: int) -> Meeting:
    """So many more of each in the slot that is running. No more questions are counted than turns."""
    slot = m.slot
    if slot is None:
        return m
    tally = replace(slot.tally, **{name: getattr(slot.tally, name) + many for name, many in more.items()})
    return m.with_slot(slot.id, tally=replace(tally, questions=min(tally.questions, tally.turns)))


def asked(m: Meeting, member: int, words: ChannelMessage | None) -> Meeting:
    """A turn has what counts as its question, be it one or not; None for a question of ours."""
    question = words is None or _asks(words.noticed)
    return counted(without_thought(m, member), turns=1, questions=int(question))


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
    if turn.asked_at is not None or turn.step != m.step.id or turn.member not in m.step.thoughts:
        return m
    return counted(without_thought(m, turn.member), turns=1)


def forget(m: Meeting) -> Meeting:
    """The step ends, and with it who was hinted at in it."""
    nobody = frozenset[int]()
    return m.with_step(hinted=nobody, hint_answered=nobody, thoughts={})
