"""What was sent without a name, that something is off: it is shown once, as the review begins, where enough are here.

Where it was not, as the review was skipped or there were too few, it is shown as the closing begins.
"""

from typing import Final

from bot.domain.concerns import FEWEST
from bot.domain.errors import Refused
from bot.domain.meeting import cycles, log
from bot.domain.meeting.given import Given
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import LEFT_OPEN
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind

_TOO_LATE: Final = frozenset({StepKind.REVIEW, StepKind.CLOSING})


def is_before_the_review(m: Meeting) -> bool:
    """Whether the review of an open meeting is still ahead. Raises Refused during a slot, which is its presenter's."""
    if m.slot is not None:
        raise Refused(Refusal.CONCERN_IN_SLOT)
    return not any(step.kind in _TOO_LATE for step in m.steps)


def begin_review(m: Meeting, given: Given) -> Meeting:
    """The review begins with what is asked once in a cycle, and with what was sent for it."""
    return show_what_was_sent(cycles.ask_whether_it_suits(m, given), given)


def show_what_was_sent(m: Meeting, given: Given) -> Meeting:
    """Once a meeting, where enough are here; after a day without a sign nobody is, and the meeting closes at once."""
    key, is_left = Key(Says.CONCERNS, m.id), m.last_sign + LEFT_OPEN <= m.now
    if is_left or len(m.those_here) < FEWEST or m.entry(key) is not None or not given.outside.concerns():
        return m
    return log.say(m, key, None if log.has_room(m) else m.head_key)
