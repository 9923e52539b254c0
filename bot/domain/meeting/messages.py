"""What each message of a meeting shows: the very value that is put into words, read off the meeting and never kept.

Where two views of a message differ, what people see of it has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.meeting.agenda_view import agenda_card
from bot.domain.meeting.card_views import look_back, owner, step_card
from bot.domain.meeting.clock_views import clock, time_up
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.slot_views import action, call, slot_card, slot_step
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN, Reader, View
from bot.domain.meeting.written_views import question, questions_left, writing
from bot.domain.message_and_timer_kinds import Says
from bot.domain.question_bank import Bank


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the log with what it shows: UNKNOWN where that cannot be told, None where it says nothing any more."""

    entry: Entry
    view: View


def messages_of(m: Meeting, bank: Bank) -> tuple[Shown, ...]:
    """The whole log that was loaded, in its order. Kinds of message that no meeting has are UNKNOWN as well."""
    return tuple(Shown(one, _view(m, one, bank)) for one in m.log)


def _view(m: Meeting, entry: Entry, bank: Bank) -> View:
    read = READERS.get(entry.key.kind)
    return read(m, entry, bank) if read is not None and entry.key.of else UNKNOWN


def _notice(_: Meeting, entry: Entry, __: Bank) -> View:
    """What a notice carries; one that was settled before it was sent says nothing any more."""
    return None if entry.facts.get("settled") and not entry.sent else entry.facts


def _stories(_: Meeting, __: Entry, ___: Bank) -> View:
    """What lies before the meeting: it is read as it is drawn, and what is told from then on stands in the report-back."""
    return UNKNOWN


def _concerns(_: Meeting, __: Entry, ___: Bank) -> View:
    """What was sent without a name is none of the meeting's business: it is drawn as the review begins, and at the close."""
    return UNKNOWN


def _pulse_summary(_: Meeting, __: Entry, ___: Bank) -> View:
    """What was answered is none of the meeting's business: it is read as it is drawn, and drawn once."""
    return UNKNOWN


READERS: Final[Mapping[Says, Reader]] = {
    Says.AGENDA: agenda_card,
    Says.STEP_CARD: step_card,
    Says.SLOT_CARD: slot_card,
    Says.STEP: slot_step,
    Says.CALL: call,
    Says.WRITING: writing,
    Says.WRITTEN_QUESTION: question,
    Says.QUESTIONS_LEFT: questions_left,
    Says.TIME_UP: time_up,
    Says.CLOCK: clock,
    Says.ACTION: action,
    Says.OWNER: owner,
    Says.LOOK_BACK: look_back,
    Says.NOTICE: _notice,
    Says.STORIES: _stories,
    Says.CONCERNS: _concerns,
    Says.PULSE_SUMMARY: _pulse_summary,
}
"""How each kind of message of a meeting is read."""
