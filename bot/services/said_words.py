"""What somebody said in a step that they could have put into its form: where it stands, and whether they are offered to keep it.

The words themselves come from Slack when they are needed, and go into no row before a press or a form keeps them.
"""

from collections.abc import Sequence
from typing import Final

from bot.domain.askers import Asker
from bot.domain.dates import Promise, read_promise
from bot.domain.meeting import keeping
from bot.domain.meeting.keeping import WordsOffered
from bot.domain.meeting.parts import Step
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.timers import Timer
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import DueTimer
from bot.domain.said_words import Draft, Keepable, Keeps, Offer, SaidMessage, TalkPlace, pieces
from bot.services.locked_meeting import find_meeting, open_meeting_or_none
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from bot.services.service import Service
from bot.services.talk_places import just_said, place_in

NOTHING: Final = Offer(Keeps.REPORT, "", "", ())


class SaidWords(Service):
    """A timer says who has been quiet; Slack is asked what they said, and only then is the timer taken."""

    def place(self, timer: DueTimer) -> TalkPlace | None:
        """Where to read the words that a timer is about; None where nobody is to be offered anything any more."""
        with self._look(timer.workspace, timer.set_id) as locked:
            meeting = find_meeting(locked) if locked is not None else None
            fired = meeting.timer(timer) if meeting is not None else None
            if locked is None or meeting is None or fired is None or _is_late(locked, timer):
                return None
            step = meeting.value.step_of(fired.of)
            return place_in(locked, meeting.value, step, fired.member) if step is not None else None

    def offer(self, timer: DueTimer, said: Sequence[SaidMessage]) -> Offer | None:
        """Take the timer, with what Slack says was said: what can be kept of it, once a step and person.

        None where there is nothing to offer, or they have gone on talking meanwhile.
        """
        with self._fire(timer) as locked:
            meeting = find_meeting(locked) if locked is not None else None
            fired = meeting.timer(timer) if meeting is not None else None
            if locked is None or meeting is None or fired is None or fired.member is None:
                return None
            if meeting.is_early(fired):
                meeting.put_off(fired)
                return None
            offer = _offer(locked, meeting.value, fired, said)
            event = WordsOffered(
                step=fired.of, member=fired.member, found=bool(offer.pieces) or _is_late(locked, timer)
            )
            return offer if meeting.happens(event, fired) and offer.pieces else None

    def just_said(self, asker: Asker, step_id: str) -> Draft:
        """What a form of that step opens with for whoever asks: what they have said there and not kept yet."""
        with self._enter(asker.without_deliveries()) as locked:
            meeting = open_meeting_or_none(locked)
            return Draft(said=just_said(locked, meeting.value, step_id)) if meeting is not None else Draft()


def _is_late(locked: LockedSet, timer: DueTimer) -> bool:
    """What could not be offered in its time is not offered any more."""
    return locked.work.now > timer.due_at + keeping.LATEST


def _offer(locked: LockedSet, m: Meeting, fired: Timer, said: Sequence[SaidMessage]) -> Offer:
    step = m.step_of(fired.of)
    keeps = rules_of(step.kind).keeps if step is not None else None
    if step is None or keeps is None:
        return NOTHING
    return Offer(keeps, step.id, step.slot or "", _pieces(locked, step, fired.member, keeps, said))


def _pieces(
    locked: LockedSet, step: Step, member: int | None, keeps: Keeps, said: Sequence[SaidMessage]
) -> tuple[Keepable, ...]:
    """Dates are read as a command reads them, in the zone of whoever said them."""
    membership = locked.membership(member) if member is not None else None
    zone = locked.zone_of(membership.person) if membership is not None else locked.set.zone
    planned = next_meeting(locked) if keeps is Keeps.ACTION else None
    meets = planned.meeting.at if planned is not None else None

    def read(words: str) -> Promise:
        return read_promise(words, now=locked.work.now, zone=zone, meeting=meets)

    return pieces(said, keeps, read)
