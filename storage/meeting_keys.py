"""How a meeting's messages and timers are named in its rows: by numbers there, by public ids in the value.

The names are those of every release so far, so that an old database goes on.
"""

from collections.abc import Mapping
from typing import Final

from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says

MEETING, STEP, SLOT, TURN = "meeting", "step", "slot", "turn"
SUBJECT_OF: Final[Mapping[Says, str]] = {
    Says.AGENDA: MEETING,
    Says.STORIES: MEETING,
    Says.CONCERNS: MEETING,
    Says.PULSE_SUMMARY: MEETING,
    Says.STEP_CARD: STEP,
    Says.STEP: STEP,
    Says.TIME_UP: STEP,
    Says.OWNER: STEP,
    Says.LOOK_BACK: STEP,
    Says.WRITING: STEP,
    Says.QUESTIONS_LEFT: STEP,
    Says.WRITTEN_QUESTION: TURN,
    Says.SLOT_CARD: SLOT,
    Says.CALL: TURN,
}
"""What is named by a number first; what follows a colon tells several apart."""
NOTICE_OF: Final[Mapping[str, str]] = {
    "presenter_gone": SLOT,
    "presenter_left": STEP,
    "asks": STEP,
    "left_open": MEETING,
    "slot_ended": SLOT,
    "silent_round": STEP,
    "bidder_missing": STEP,
    "nearly_all": STEP,
    "reading": STEP,
    "balance": STEP,
}
TIMER_OF: Final[Mapping[Later, str]] = {
    Later.STEP_WARN: STEP,
    Later.STEP_END: STEP,
    Later.STEP_GRACE: STEP,
    Later.STEP_QUIET: STEP,
    Later.WRITING_ENDS: STEP,
    Later.REVIEW_HALF: STEP,
    Later.REPORT_FORM: STEP,
    Later.KEEP_WORDS: STEP,
    Later.STILL_WRITING: TURN,
    Later.HINT: TURN,
    Later.TURN_SILENT: TURN,
    Later.TURN_QUIET: TURN,
    Later.PRESENTER_SILENT: TURN,
    Later.TURN_UNPRESSED: TURN,
    Later.MEETING_LEFT_OPEN: MEETING,
    Later.MEETING_LONG_OVER: MEETING,
}


class Names:
    """The names of one meeting, with every step, slot and turn of it that has a row."""

    def __init__(self, m: Meeting) -> None:
        numbered = {
            MEETING: [(m.id, m.number)],
            STEP: [(one.id, one.number) for one in m.steps if one.number],
            SLOT: [(one.id, one.number) for one in m.slots if one.number],
            TURN: [(one.id, one.number) for one in m.turns if one.number],
        }
        self._number = {kind: dict(those) for kind, those in numbered.items()}
        self._id = {kind: {str(number): name for name, number in those} for kind, those in numbered.items()}
        self._slot_of_action = {one.number: slot.id for slot in m.slots for one in slot.actions or ()}

    def key(self, kind: Says, subject: str, under: Key | None = None) -> Key:
        """What a post is about; what is not of this meeting, or not loaded, keeps its subject and is of nothing."""
        if kind is Says.ACTION:
            slot = under.of if under is not None else self._slot_of_action.get(int(subject), "")
            return Key(kind, slot, subject) if slot else Key(kind, "", subject)
        if kind is Says.CLOCK:
            place, _, rest = subject.partition(":")
            of, nth = self._read(place, rest)
            return Key(kind, f"{place}:{of}", nth) if of else Key(kind, "", subject)
        if kind is Says.NOTICE:
            name, _, rest = subject.partition(":")
            of, nth = self._read(NOTICE_OF.get(name, ""), rest)
            return Key(kind, name, f"{of}:{nth}" if nth else of) if of else Key(kind, "", subject)
        of, nth = self._read(SUBJECT_OF.get(kind, ""), subject)
        return Key(kind, of, nth) if of else Key(kind, "", subject)

    def subject(self, key: Key) -> str:
        """What stands in the row of that message; raises KeyError for what has no row."""
        if not key.of or key.kind is Says.ACTION:
            return key.nth
        if key.kind is Says.CLOCK:
            place, _, of = key.of.partition(":")
            return f"{place}:{self._write(place, of, key.nth)}"
        if key.kind is Says.NOTICE:
            of, _, nth = key.nth.partition(":")
            return f"{key.of}:{self._write(NOTICE_OF[key.of], of, nth)}"
        return self._write(SUBJECT_OF[key.kind], key.of, key.nth)

    def number(self, thing: str, of: str) -> int:
        """The number of the row of a step, a slot or a turn, by its public id."""
        return self._number[thing][of]

    def timer(self, kind: Later, of: str, member: int | None = None) -> tuple[Later, str]:
        """The name of a timer's row; `of` is the public id of what it is about."""
        return kind, self._write(TIMER_OF[kind], of, "" if member is None else str(member))

    def timer_of(self, kind: Later, subject: str) -> tuple[str, int | None] | None:
        """What a timer is about, and for a report's form, or words to keep, whose; None where it is of nothing that is loaded."""
        of, member = self._read(TIMER_OF.get(kind, ""), subject)
        return (of, int(member) if member else None) if of else None

    def _read(self, thing: str, subject: str) -> tuple[str, str]:
        number, _, nth = subject.partition(":")
        return self._id.get(thing, {}).get(number, ""), nth

    def _write(self, thing: str, of: str, nth: str) -> str:
        number = self._number[thing][of]
        return f"{number}:{nth}" if nth else str(number)
