"""How a step of a format may say that it ends, and whether the open one goes on by itself."""

from typing import Final

from bot.domain.formats import Ends, FormatStep
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.step_kinds import StepKind

_EARLY: Final = frozenset({Move.EVERYBODY})


def goes_on_by_itself(m: Meeting) -> bool:
    """Whether the open step may be over before its time though nobody moves on: its format may have said that it is not."""
    return m.plan.goes_on_by_itself


def is_held(m: Meeting, how: Move) -> bool:
    """Whether that move leaves the open step as it is since its format wants it to wait."""
    return how in _EARLY and not goes_on_by_itself(m)


def mistakes_of_ending(step: FormatStep) -> list[str]:
    """What is wrong with how a step says that it ends."""
    if step.ends is None:
        return []
    if step.kind is StepKind.CLOSING:
        return [f"{step.kind}: it ends with *Close* or by its time, and cannot say otherwise"]
    if step.ends is Ends.ALL and Move.EVERYBODY not in rules_of(step.kind).ended_by:
        return [f"{step.kind}: it does not wait for everyone, so it cannot end with all; there is next, and time"]
    return []
