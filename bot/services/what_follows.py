"""What follows from rows: one function a table, from its columns alone; the unit of work writes the difference."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.erasures import ASKED_WHETHER_INSTALLED
from bot.domain.following import Follows
from bot.domain.leave_requests import OPEN
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later, Says
from storage.action_models import Action, Report
from storage.base import Base
from storage.concerns import ConcernRow, WordsToAdviserRow
from storage.cycles import CycleAnswer
from storage.erasure_models import Erasure, Installation
from storage.file_models import File
from storage.ground_rules import RulesProposalRow
from storage.leave_requests import LeaveRequest
from storage.letter_models import Letter, LetterPart
from storage.models import Slot
from storage.regret_models import DateQuestion, Regret


def _of_action(action: Action) -> Follows:
    """Its slot has brought one, as its presenter was asked."""
    if action.slot_id is None:
        return Follows(None)
    return Follows(action.slot_id, messages={Says.NOT_SAID: True}, parts={Part.NOT_SAID: True})


def _of_slot(slot: Slot) -> Follows:
    none = slot.none_this_time
    parts = {Part.NOT_SAID: none, Part.MAY_READ: slot.absent_may_read}
    return Follows(slot.id, messages={Says.NOT_SAID: none}, parts=parts)


def _of_letter(letter: Letter) -> Follows:
    return Follows(letter.id, messages={Says.LETTER: (letter.again_at, letter.late)})


def _of_letter_part(part: LetterPart) -> Follows:
    """By what it was marked with. One that waits is shown nowhere; where something of it is forgotten it stays as it is."""
    marks = [name for name in ("settled", "kept", "newer") if part.facts.get(name)]
    return Follows(part.letter_id, messages={Says.LETTER: marks} if part.letter_id is not None and marks else {})


def _of_proposal(proposal: RulesProposalRow) -> Follows:
    return Follows(proposal.id, messages={Says.RULES: (proposal.state, proposal.answers)})


def _of_leave_request(row: LeaveRequest) -> Follows:
    """What the others read who get no letters is drawn by whoever knows who they are."""
    return Follows(
        row.id,
        timers={Later.LEAVE_REQUEST: row.until} if row.state in OPEN else {},
        messages={Says.ASKED_TO_LEAVE: (row.state, row.until, str(row.member_id) in row.answers)},
        parts={Part.REMOVAL: (row.state, row.until, row.answers)},
        set_id=row.set_id,
    )


def _of_date_question(question: DateQuestion) -> Follows:
    return Follows(question.meeting_id, messages={Says.OTHER_DATES: question.id})


def _of_concern(concern: ConcernRow) -> Follows:
    return Follows(concern.meeting_id, messages={Says.CONCERNS: True})


def _of_words_to_adviser(words: WordsToAdviserRow) -> Follows:
    return Follows(words.id, messages={Says.TOLD_ADVISER: True})


def _of_installation(one: Installation) -> Follows:
    """Whether a workspace that has uninstalled the bot has it again is asked from time to time."""
    asked = one.locked_at + ASKED_WHETHER_INSTALLED if one.locked_at is not None else None
    return Follows(one.workspace, timers={Later.LOOK_AT_INSTALLATION: asked} if asked is not None else {})


def _of_file(file: File) -> Follows:
    return Follows(file.id, timers={Later.SEND_FILE: file.asked_at} if file.sent_at is None else {})


def _of_erasure(erasure: Erasure) -> Follows:
    return Follows(erasure.id, timers={Later.ERASE: erasure.asked_at}, set_id=erasure.set_id)


FOLLOWS: Final[Mapping[type[Base], Callable[[Any], Follows]]] = {
    Action: _of_action,
    Slot: _of_slot,
    Letter: _of_letter,
    LetterPart: _of_letter_part,
    RulesProposalRow: _of_proposal,
    LeaveRequest: _of_leave_request,
    DateQuestion: _of_date_question,
    ConcernRow: _of_concern,
    WordsToAdviserRow: _of_words_to_adviser,
    Installation: _of_installation,
    File: _of_file,
    Erasure: _of_erasure,
}
TOLD_IN_LETTERS: Final[frozenset[type[Base]]] = frozenset({Action, Report, Regret, CycleAnswer})
"""What the letters of whoever it is of show, in any part about that set."""
