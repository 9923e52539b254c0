"""A letter: what one person is told on one day, in one message."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.completeness import must_have_all
from bot.domain.letter_views import ShownLetter, within_limits
from bot.domain.letters import Part
from prompts import actions, cycle_letters, hosting, leave_requests, meeting_letters, travelled
from prompts.blocks import Message, PartWords, hint, in_parts
from prompts.language import _

_WORDS: Final[Mapping[Part, Callable[[Any], PartWords]]] = {
    Part.MEETING: meeting_letters.meeting,
    Part.STILL_OPEN: meeting_letters.meeting,
    Part.DUE: meeting_letters.due,
    Part.NOT_SAID: actions.not_said_in_letter,
    Part.PARKED: meeting_letters.parked,
    Part.MISSED_MEETING: meeting_letters.missed,
    Part.MAY_READ: meeting_letters.may_read,
    Part.MILESTONE: hosting.milestone,
    Part.DAY_OFF: hosting.day_off,
    Part.HOST: hosting.place,
    Part.NO_DATE: hosting.no_date,
    Part.NOT_HELD: hosting.not_held,
    Part.HAS_LEFT: leave_requests.has_left,
    Part.OUTSIDE: leave_requests.outside,
    Part.REMOVAL: leave_requests.others_asked,
    Part.REMOVAL_OVER: leave_requests.over,
    Part.TRAVELLED: travelled.part,
    Part.GOING_ON: cycle_letters.going_on,
    Part.RENEWAL: cycle_letters.renewal,
    Part.SLEEPING: cycle_letters.sleeping,
}
"""How each kind of part says what its reader has found, apart from the others."""


def letter(shown: ShownLetter) -> Message:
    """What has lapsed is left out; where nothing is left, one line says so."""
    parts = [_WORDS[one.part](one.value) for one in within_limits(shown.parts) if one.value is not None]
    if not parts:
        return in_parts([PartWords([hint(_("There's nothing left to do here."))])])
    if shown.late:
        late = PartWords([hint(_("Sorry this is late: I wasn't running at the time."))])
        first = PartWords([*late.opening, *parts[0].opening], parts[0].own_words, parts[0].closing)
        parts = [first, *parts[1:]]
    return in_parts(parts)


def must_have_words() -> None:
    """Raises Misconfigured where a kind of part would say nothing."""
    must_have_all(Part, _WORDS, "part of letters", "has no words: add its entry to prompts/letters.py")
