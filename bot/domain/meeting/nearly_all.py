"""Where the set waits for everyone: once all but one have answered it goes on a minute later, and names nobody."""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Final

from bot.domain.meeting import log, steps
from bot.domain.meeting.given import Given
from bot.domain.meeting.step_endings import goes_on_by_itself
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move

FOR_THE_LAST: Final = timedelta(minutes=1)
"""How long the last one is waited for, from when all others had answered."""
LEAST_ANSWERED: Final = 2
"""Of two people neither goes on without the other: one is no *all but one*."""


def is_one_short(waited_for: Set[int], answered: Set[int]) -> bool:
    """Whether all but one have answered of those who are waited for."""
    missing = waited_for - answered
    return len(missing) == 1 and len(waited_for) - len(missing) >= LEAST_ANSWERED


def noted(m: Meeting) -> Meeting:
    """The same, and the open step knows since when only one is waited for; not where somebody has asked for more time."""
    rule = rules_of(m.step.kind).one_is_missing if m.steps and m.step.is_open else None
    if rule is None:
        return m
    is_short = rule(m) and goes_on_by_itself(m) and not _was_extended(m)
    if is_short is (m.step.ready_at is not None):
        return m
    return m.with_step(ready_at=m.now if is_short else None)


def _was_extended(m: Meeting) -> bool:
    return m.step.minutes > m.plan.minutes


def goes_on_at(m: Meeting) -> datetime | None:
    """When the open step is over though one has not answered (UTC); None where it waits for more, or for nobody."""
    since = m.step.ready_at if rules_of(m.step.kind).one_is_missing is not None else None
    return since + FOR_THE_LAST if since is not None else None


def go_on(m: Meeting, given: Given) -> Meeting:
    """The minute is over: it is said that the set goes on, where there is room for that."""
    if goes_on_at(m) is None:
        return m
    if log.has_room(m):
        m = log.notice(m, "nearly_all", m.step.id, kind=m.step.kind.value)
    return steps.move(m, Move.EVERYBODY, given)
