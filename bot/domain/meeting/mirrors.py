"""The mirror round: each peer says in a line what they have heard, and the presenter just listens (M10, M11)."""

from bot.domain.meeting import nearly_all, presence, steps
from bot.domain.meeting.given import Given
from bot.domain.meeting.step_rule_types import AfterMessage
from bot.domain.meeting.turn_events import Said
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move


def while_mirroring(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """A peer's line is their answer; thanks and nods are none, and whatever the presenter says moves nothing."""
    if event.by is None or presence.is_presenter(m, event.by) or event.words.says_little:
        return steps.somebody_came(m, given), None
    if event.by.member is not None:
        m = m.with_step(answered=m.step.answered | {event.by.member})
    return move_on_when_all_have(m, given), None


def move_on_when_all_have(m: Meeting, given: Given) -> Meeting:
    """Once every peer has said what they heard it is over."""
    waited_for = _waited_for(m)
    if m.is_running and waited_for and waited_for <= m.step.answered:
        return steps.move(m, Move.EVERYBODY, given)
    return m


def is_one_short(m: Meeting) -> bool:
    """Whether all peers but one have said what they heard."""
    return nearly_all.is_one_short(_waited_for(m), m.step.answered)


def _waited_for(m: Meeting) -> frozenset[int]:
    return frozenset(one.number for one in m.peers)
