"""Where people are is asked of Slack every day, inside a unit of work: that they have moved it may have told nobody."""

from datetime import timedelta
from typing import Final

from bot.domain.message_and_timer_kinds import SWEPT_EVERY, Later
from bot.domain.retention import WITH_THE_REST
from bot.services.unit_of_work import UnitOfWork
from storage import people

JUST_LEARNED: Final = timedelta(hours=1)
AWAKE_IN: Final = timedelta(days=3)
"""So long before a set wakes its people are asked about: nobody is written to for it before."""
AT_ONCE: Final = 100
"""In one unit of work."""
HANDFUL: Final = 10
"""So many are asked about at one moment of the day."""
GOLDEN: Final = 0.618033988749895
"""Multiples of it, each without its whole part, lie evenly however many they are."""


def ask_about_everybody(work: UnitOfWork, after: int = 0) -> None:
    """Who is in a set that lives, over the day that follows: so many after that id, and a timer goes on with the rest.

    Else one unit of work would write thousands of timers, and on SQLite everybody would wait for it.
    """
    awake_by, known_before = (work.now + AWAKE_IN).date(), work.now - JUST_LEARNED
    wanted = people.to_be_learned(work.db, work.workspace, after, awake_by, known_before, AT_ONCE)
    for person_id in wanted.ids:
        work.learn_by(person_id, work.now + _place_in_the_day(person_id))
    if wanted.last is not None:
        work.later(Later.ASK_ABOUT_EVERYBODY, wanted.last, work.now + WITH_THE_REST)


def _place_in_the_day(person_id: int) -> timedelta:
    """The same every day, handful after handful: in a small workspace all at once, in a large one evenly over the hours."""
    return SWEPT_EVERY * (person_id // HANDFUL * GOLDEN % 1)
