"""A letter: what one person is told on one day, in one message."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from bot.domain.completeness import must_have_all
from bot.domain.letter_views import ShownLetter, is_left, within_limits
from bot.domain.letters import Part
from bot.domain.letters_again import Again, ComesAgain
from prompts import actions, cycle_letters, hosting, ids, leave_requests, meeting_letters, travelled
from prompts.blocks import Button, Message, PartWords, buttons, hint, in_parts, section, told
from prompts.language import _
from prompts.wording import in_a_line, slash, when

_WORDS: Final[Mapping[Part, Callable[[Any], PartWords]]] = {
    Part.CHANGED: meeting_letters.changed,
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
    if shown.day is not None and any(is_left(one.value) for one in shown.parts):
        parts.append(_again(shown, shown.day))
    if shown.late:
        late = PartWords([hint(_("Sorry this is late: I wasn't running at the time."))])
        first = PartWords([*late.opening, *parts[0].opening], parts[0].own_words, parts[0].closing)
        parts = [first, *parts[1:]]
    return in_parts(parts)


def _again(shown: ShownLetter, day: date) -> PartWords:
    """The way to have it again later; once that is said, when it comes."""
    if shown.again_at is None:
        said = _("Not a good moment? *Later today* and *Tomorrow* bring this letter back, as things stand then.")
    else:
        said = _("I'll bring this letter back {when}.").format(when=when(shown.again_at, shown.zone))
    row = buttons(
        *(
            Button(label, f"{ids.LETTER_AGAIN}:{again}", "letter", day.isoformat())
            for again, label in ((Again.LATER, _("Later today")), (Again.TOMORROW, _("Tomorrow")))
        )
    )
    return PartWords([hint(said), row])


def comes_again(found: ComesAgain) -> Message:
    """The private answer to whoever wants to have a letter again."""
    moment = when(found.at, found.zone)
    if found.is_tomorrow:
        said = _("There's not much left of today, so I'll bring this letter back {when}, as things stand then.")
    else:
        said = _("I'll bring this letter back {when}, as things stand then.")
    return told(section(said.format(when=moment)))


def asked_no_more(set_name: str, action_id: str) -> Message:
    """The private answer to whoever wants no letter to ask about an action of theirs."""
    said = _(
        "I won't ask about that again before *{set}* meets. It will still be in the report-back, and you can report any time "
        "with {command}."
    )
    after_all = Button(_("Ask me after all"), ids.ASK_AFTER_ALL, "action", action_id)
    return told(section(said.format(set=in_a_line(set_name, 80), command=slash("action report"))), buttons(after_all))


def asked_after_all(set_name: str) -> Message:
    said = _("I'll ask about that again before *{set}* meets, as usual.")
    return told(section(said.format(set=in_a_line(set_name, 80))))


def must_have_words() -> None:
    """Raises Misconfigured where a kind of part would say nothing."""
    must_have_all(Part, _WORDS, "part of letters", "has no words: add its entry to prompts/letters.py")
