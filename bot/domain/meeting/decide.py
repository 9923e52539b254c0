"""What follows from an event: the meeting as it is afterwards, what changes outside of it, and the private answer.

Without SQL, Slack or clock: the same meeting, event and chance give the same.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.meeting import (
    asking,
    balance,
    channel_messages,
    clock,
    controls,
    doubled_presses,
    hinting,
    keeping,
    more,
    nearly_all,
    people,
    presenting,
    reading,
    report_back,
    reviews,
    round_robin,
)
from bot.domain.meeting.events import Answer, Event
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.presence import sign_of_life
from bot.domain.meeting.value import Meeting

RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    **controls.RULES,
    **more.RULES,
    **clock.RULES,
    **channel_messages.RULES,
    **asking.RULES,
    **hinting.RULES,
    **round_robin.RULES,
    **presenting.RULES,
    **reviews.RULES,
    **balance.RULES,
    **report_back.RULES,
    **keeping.RULES,
    **people.RULES,
}
"""What each kind of event does. A test holds that there is a rule for every one."""


def decide(meeting: Meeting, event: Event[Answer], given: Given) -> Decided[Answer]:
    """What follows from an event; raises Refused where it may not be, or makes no sense any more."""
    before = meeting
    if event.is_sign and event.by is not None:
        meeting = sign_of_life(meeting, event.by)
    decided: Decided[Answer] = RULES[type(event)](meeting, event, given)
    doubled_presses.must_be_meant(before, event)
    after = reading.noted(nearly_all.noted(clock.enough_have_come(decided.meeting, given)))
    after = doubled_presses.noted(meeting, after, event.by if event.moves_on else None)
    return Decided(replace(after, effects=()), decided.answer, after.effects)
