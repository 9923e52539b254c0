"""What each part of a letter shows: one reader a kind of part, none of which belongs to a class of use cases."""

from collections.abc import Mapping
from typing import Final

from bot.domain.completeness import must_have_all
from bot.domain.letters import Part
from bot.services import (
    asked_others,
    asked_questions,
    closed_letters,
    cycle_letters,
    host_letters,
    meeting_letters,
    missing_actions,
)
from bot.services.letter_parts import LetterContext, PartToShow, ShowPart

READERS: Final[Mapping[Part, ShowPart]] = {
    Part.CHANGED: meeting_letters.changed,
    Part.MEETING: meeting_letters.meeting,
    Part.STILL_OPEN: meeting_letters.meeting,
    Part.DUE: meeting_letters.due,
    Part.NOT_SAID: missing_actions.not_said,
    Part.PARKED: closed_letters.parked,
    Part.MISSED_MEETING: closed_letters.missed,
    Part.MAY_READ: closed_letters.may_read,
    Part.MILESTONE: host_letters.milestone,
    Part.DAY_OFF: host_letters.day_off,
    Part.HOST: host_letters.place,
    Part.NO_DATE: host_letters.no_date,
    Part.NOT_HELD: host_letters.not_held,
    Part.HAS_LEFT: asked_others.has_left,
    Part.OUTSIDE: asked_others.outside,
    Part.REMOVAL: asked_others.removal,
    Part.REMOVAL_OVER: asked_others.removal_over,
    Part.TRAVELLED: asked_questions.travelled,
    Part.GOING_ON: cycle_letters.going_on,
    Part.RENEWAL: cycle_letters.renewal,
    Part.SLEEPING: cycle_letters.sleeping,
}


def shown(context: LetterContext, part: PartToShow) -> object | None:
    """What that part shows now; None once it has lapsed."""
    return READERS[part.part](context, part)


def must_have_readers() -> None:
    """Raises Misconfigured where a kind of part could not be shown."""
    must_have_all(Part, READERS, "part of letters", "shows nothing: add its reader to bot/services/letter_readers.py")
