"""What each kind of post shows: a reader, and the words for what it read."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.domain.completeness import must_have_all
from bot.domain.contacts import NOBODY_NAMED, Contacts
from bot.domain.meeting.messages import READERS
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.services.concerns import ConcernsOfSets
from bot.services.cycles import Cycles
from bot.services.earlier_requests import EarlierRequests
from bot.services.ground_rules import GroundRules
from bot.services.joiners import Joiners
from bot.services.leave_requests import LeaveRequests
from bot.services.letters import Letters
from bot.services.look_backs import LookBacks
from bot.services.meeting_messages import MeetingMessages
from bot.services.pulses import Pulses
from bot.services.regrets import Regrets
from bot.services.sets import Sets
from bot.services.told_advisers import ToldAdvisers
from prompts import actions as action_words
from prompts import channels as channel_words
from prompts import clock as clock_words
from prompts import concerns as concern_words
from prompts import cycles as cycle_words
from prompts import ground_rules as rules_words
from prompts import leave_requests as leave_words
from prompts import letters as letter_words
from prompts import look_backs as look_back_words
from prompts import meetings as meeting_words
from prompts import pulses as pulse_words
from prompts import regrets as regret_words
from prompts import reports as report_words
from prompts import sets as set_words
from prompts import turns as turn_words
from prompts import written_questions as written_words
from prompts.blocks import Message

Read = Callable[[WantedMessage], Any]
Say = Callable[[Any], Message]
ToReaders = Callable[[WantedMessage], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Readers:
    """The services that know what is true now."""

    sets: Sets
    ground_rules: GroundRules
    messages: MeetingMessages
    pulses: Pulses
    earlier_requests: EarlierRequests
    letters: Letters
    regrets: Regrets
    look_backs: LookBacks
    joiners: Joiners
    leave_requests: LeaveRequests
    cycles: Cycles
    concerns: ConcernsOfSets
    told_advisers: ToldAdvisers


class Rendering:
    """Draws a post from what is true as it is sent; None where it says nothing any more.

    Within the block that `to_readers_of` gives, its readers are spoken to.
    Raises Misconfigured where there is a kind of message that it could not draw.
    """

    def __init__(
        self,
        readers: Readers,
        to_readers_of: ToReaders = lambda _wanted: nullcontext(),
        contacts: Contacts = NOBODY_NAMED,
    ) -> None:
        self._to_readers_of = to_readers_of
        of_meeting = readers.messages.show
        charter = partial(set_words.charter, contacts=contacts)
        self._kinds: Mapping[Says, tuple[Read, Say]] = {
            Says.CHARTER: (readers.sets.show_charter, charter),
            Says.RULES: (readers.ground_rules.show, rules_words.proposal),
            Says.AGENDA: (of_meeting, meeting_words.agenda),
            Says.STEP_CARD: (of_meeting, meeting_words.step_card),
            Says.SLOT_CARD: (of_meeting, meeting_words.slot_card),
            Says.STEP: (of_meeting, meeting_words.slot_step),
            Says.TIME_UP: (of_meeting, meeting_words.time_up),
            Says.CLOCK: (of_meeting, clock_words.clock),
            Says.CALL: (of_meeting, turn_words.call),
            Says.WRITING: (of_meeting, written_words.writing),
            Says.WRITTEN_QUESTION: (of_meeting, written_words.question),
            Says.QUESTIONS_LEFT: (of_meeting, written_words.questions_left),
            Says.ACTION: (of_meeting, action_words.committed_in_thread),
            Says.OWNER: (of_meeting, report_words.owner),
            Says.LOOK_BACK: (readers.look_backs.show, look_back_words.asked),
            Says.REPORT_ASK: (readers.earlier_requests.show_ask, report_words.ask),
            Says.DUE_NUDGE: (readers.earlier_requests.show_nudge, report_words.nudge),
            Says.NOT_SAID: (readers.earlier_requests.show_not_said, action_words.not_said),
            Says.REGRETS: (readers.regrets.show, regret_words.at_the_opening),
            Says.OTHER_DATES: (readers.regrets.show_dates, regret_words.other_dates),
            Says.LETTER: (readers.letters.show, letter_words.letter),
            Says.PULSE_SUMMARY: (readers.pulses.show_summary, pulse_words.summary),
            Says.CONCERNS: (readers.concerns.show, concern_words.message),
            Says.TOLD_ADVISER: (readers.told_advisers.show, concern_words.to_read),
            Says.STORIES: (readers.cycles.stories, cycle_words.stories),
            Says.NOTICE: (_facts, _notice),
            Says.ASKED_TO_LEAVE: (readers.leave_requests.show, leave_words.by_message),
            Says.JOINED: (readers.joiners.show, channel_words.joined),
        }
        read_off = [kind for kind, (read, _) in self._kinds.items() if read == of_meeting]
        must_have_all(Says, self._kinds, "kind of message", "has no words: add its entry to handlers/rendering.py")
        must_have_all(read_off, READERS, "kind of message", "has no reader: add it to bot/domain/meeting/messages.py")

    def __call__(self, wanted: WantedMessage) -> Message | None:
        read, say = self._kinds[wanted.kind]
        value = read(wanted)
        if value is None:
            return None
        with self._to_readers_of(wanted):
            message = say(value)
            return meeting_words.goes_on(message, wanted.old_thread) if wanted.old_thread else message


def _facts(wanted: WantedMessage) -> dict[str, Any] | None:
    """What a notice carries; one that was settled before it was sent says nothing any more."""
    return None if wanted.facts.get("settled") and not wanted.is_there else wanted.facts


def _notice(facts: dict[str, Any]) -> Message:
    return meeting_words.notice(str(facts["name"]), facts)
