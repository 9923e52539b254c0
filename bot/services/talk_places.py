"""Where somebody's words stand in the channel of a set, inside a unit of work."""

from dataclasses import replace

from bot.domain.meeting import keeping
from bot.domain.meeting.parts import Step
from bot.domain.meeting.value import Meeting
from bot.domain.said_words import TalkPlace
from bot.domain.step_kinds import StepKind
from bot.services.locked_set import LockedSet


def place_in(locked: LockedSet, m: Meeting, step: Step, member: int | None) -> TalkPlace | None:
    """Where what a member has said in a step and not kept yet is to be read; None where there is nothing."""
    found = keeping.place_of(m, step, member) if member is not None else None
    return replace(found, channel=locked.set.channel) if found is not None else None


def just_said(locked: LockedSet, m: Meeting, step_id: str) -> TalkPlace | None:
    """The same for whoever asks, in the step of a button."""
    step = m.step_of(step_id)
    return place_in(locked, m, step, locked.by().member) if step is not None else None


def just_told(locked: LockedSet, m: Meeting) -> TalkPlace | None:
    """The same in the report-back that is open, if one is."""
    return just_said(locked, m, m.step.id) if m.steps and m.step.kind is StepKind.REPORT_BACK else None
