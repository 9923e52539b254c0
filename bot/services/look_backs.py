"""How it looks now, at the meeting after a slot that brought no action: told by its presenter, who may pass."""

from bot.domain.askers import Asker
from bot.domain.lengths import LONGEST_REPORT
from bot.domain.look_backs import Answered, LooksBack
from bot.domain.meeting.people_events import LookedBack
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.said_words import Draft
from bot.services.locked_meeting import open_meeting
from bot.services.own_slots import own_slot, set_of_slot
from bot.services.service import Service
from bot.services.talk_places import just_told
from storage import meetings


class LookBacks(Service):
    """Asked once, in the report-back; what is told can be told anew for as long as that is open."""

    def draft(self, asker: Asker, slot_id: str) -> Draft:
        """What the form opens with: what was told, or has just been said there. Raises Refused for anybody but the presenter."""
        with self._enter(asker.without_deliveries(), set_of_slot(self._resources, asker.workspace, slot_id)) as locked:
            row, meeting = own_slot(locked, slot_id), open_meeting(locked)
            meeting.happens(LookedBack(by=locked.by(asker.at), slot=slot_id, only_asks=True))
            return Draft(row.looks_now, said=None if row.looks_now else just_told(locked, meeting.value))

    def tell(self, asker: Asker, slot_id: str, words: str) -> None:
        """What they write the set reads; without words they have said it in the thread, or on the call."""
        with self._enter(asker, set_of_slot(self._resources, asker.workspace, slot_id)) as locked:
            row = own_slot(locked, slot_id)
            row.looks_now = words.strip()[:LONGEST_REPORT]
            locked.work.db.flush()
            open_meeting(locked).happens(LookedBack(by=locked.by(asker.at), slot=slot_id, told=True))

    def pass_on(self, asker: Asker, slot_id: str) -> None:
        """Nothing to tell, and no reason needed."""
        with self._enter(asker, set_of_slot(self._resources, asker.workspace, slot_id)) as locked:
            own_slot(locked, slot_id)
            open_meeting(locked).happens(LookedBack(by=locked.by(asker.at), slot=slot_id))

    def show(self, wanted: WantedMessage) -> LooksBack | None:
        """The question in the thread, with what came of it; None where its step is gone."""
        step_id, _, slot_id = wanted.subject.partition(":")
        with self._look(wanted.workspace, wanted.set_id) as locked:
            if locked is None:
                return None
            db = locked.work.db
            step, presented = (
                meetings.step(db, wanted.workspace, int(step_id)),
                meetings.slot(db, wanted.workspace, int(slot_id)),
            )
            if step is None or presented is None:
                return None
            slot, answer = presented.slot, wanted.facts["answer"]
            return LooksBack(
                user=locked.user(slot.member_id),
                sentence=presented.issue.sentence,
                slot_id=slot.public_id,
                answer=Answered(answer) if answer else None,
                words=slot.looks_now,
                open=step.ended_at is None,
            )
