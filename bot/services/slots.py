"""What a presenter and their peers keep of a slot: the question, its restatement, what helped, what was learned."""

from dataclasses import dataclass, replace

from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_DETAIL
from bot.domain.meeting import closing, presenting
from bot.domain.meeting.events import Answer, Event
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.people_events import (
    ChoseWhatHelped,
    KeptQuestion,
    KeptRestated,
    Learnt,
    LooksAtOwnSlot,
    SaidNone,
    SaidNoneOf,
)
from bot.domain.meeting.step_rule_types import shows
from bot.domain.message_and_timer_kinds import Says
from bot.domain.private_notes import ParkedQuestion, PrivateNotes, Reason, SetAside
from bot.domain.refusals import Refusal
from bot.domain.said_words import Draft
from bot.services.learning_notes import new_note, note_of_slot, same_note
from bot.services.locked_meeting import LockedMeeting, open_meeting, open_meeting_or_none
from bot.services.locked_set import LockedSet
from bot.services.own_slots import own_slot, set_of_slot
from bot.services.service import Service
from bot.services.talk_places import just_said
from storage import meeting_lookup, meetings, members

MOST_KEPT = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked in the slot, for the choice of the one that helped most: who asked, and in which place."""

    turn_id: str
    user: str
    place: int


@dataclass(frozen=True, slots=True)
class About:
    """What *None this time* is said of: a `step`, at the commit step or the closing, or a `slot` by its own id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Thanks:
    """The asker of the question that helped most, to be thanked privately in the slot's thread."""

    user: str
    channel: str
    thread_ts: str | None


class Slots(Service):
    """The presenter's own; peers keep only what they learned themselves."""

    def keep_question(self, asker: Asker, step_id: str, words: str) -> None:
        """The one question the presenter brings, shown on the slot's card (M7)."""
        self._happens(asker, KeptQuestion(step=step_id, words=words))

    def keep_restated(self, asker: Asker, step_id: str, words: str) -> None:
        """What the real question is now (M10); with that the step is answered."""
        self._happens(asker, KeptRestated(step=step_id, words=words))

    def question(self, asker: Asker, step_id: str) -> Draft:
        """What the form of the question opens with. Raises Refused for anybody but the presenter."""
        with self._enter(asker.without_deliveries()) as locked:
            slot = _looked_at(locked, asker, step_id).value.slot
            return Draft(slot.question if slot is not None else "")

    def restated(self, asker: Asker, step_id: str) -> Draft:
        """What the form of the real question opens with. Raises Refused for anybody but the presenter."""
        with self._enter(asker.without_deliveries()) as locked:
            m = _looked_at(locked, asker, step_id).value
            return Draft(m.slot.restated if m.slot is not None else "", said=just_said(locked, m, step_id))

    def note(self, asker: Asker, step_id: str) -> Draft:
        """What the form of what was learned opens with: what was kept in a slot's review, and what was said since."""
        with self._enter(asker.without_deliveries()) as locked:
            meeting = open_meeting_or_none(locked)
            if meeting is None:
                return Draft()
            known, said = note_of_slot(locked, meeting.value, step_id), just_said(locked, meeting.value, step_id)
            return Draft(known.note, known.shared, said) if known is not None else Draft(said=said)

    def none_this_time(self, asker: Asker, about: About, because: str) -> None:
        """No action from one's own slot; a reason is optional and private. In the commit step it ends that."""
        if about.kind == "slot":
            self._none_of_slot(asker, about.id, because)
            return
        with self._enter(asker) as locked:
            meeting = open_meeting(locked)
            slot = closing.of_mine(meeting.value, locked.by().member)
            if slot is not None:  # at the closing: its thread shows it as well
                meeting = open_meeting(locked, threads=[Key(Says.SLOT_CARD, slot.id)])
            meeting.happens(SaidNone(by=locked.by(asker.at), step=about.id, because=because))

    def _none_of_slot(self, asker: Asker, slot_id: str, because: str) -> None:
        """Asked by DM, be its meeting closed by now."""
        with self._enter(asker, set_of_slot(self._resources, asker.workspace, slot_id)) as locked:
            row = own_slot(locked, slot_id)
            meeting = open_meeting(locked, number=row.meeting_id, threads=[Key(Says.SLOT_CARD, slot_id)])
            meeting.happens(SaidNoneOf(slot=slot_id, because=because))

    def may_say_none(self, asker: Asker, about: About) -> bool:
        """Raise Refused for whoever has no slot to say it of; True where a slot then goes on to its review."""
        once = asker.without_deliveries()
        if about.kind == "step":
            return self._happens(once, SaidNone(step=about.id, only_asks=True))
        with self._enter(once, set_of_slot(self._resources, asker.workspace, about.id)) as locked:
            own_slot(locked, about.id)
            return False

    def asked(self, asker: Asker, step_id: str) -> tuple[Asked, ...]:
        """The questions asked in the presenter's own slot, in their order."""
        with self._enter(asker.without_deliveries()) as locked:
            m = open_meeting(locked).value
            turns = meetings.turns_of_slot(locked.work.db, presenting.own_so_far(m, step_id, locked.by()).number)
            asked = [turn for turn in turns if turn.asked_at is not None]
            if not asked:
                raise Refused(Refusal.NOTHING_ASKED)
            return tuple(
                Asked(turn.public_id, locked.user(turn.member_id), place) for place, turn in enumerate(asked, start=1)
            )

    def helped_most(self, asker: Asker, step_id: str, turn_id: str) -> Thanks:
        """The presenter notes which question helped most; its asker is thanked privately, nobody else learns of it."""
        with self._enter(asker) as locked:
            meeting = open_meeting(locked)
            slot = presenting.own_so_far(meeting.value, step_id, locked.by())
            turns = meetings.turns_of_slot(locked.work.db, slot.number)
            turn = next((one for one in turns if one.public_id == turn_id), None)
            if turn is None or turn.asked_at is None:
                raise Refused(Refusal.QUESTION_OF_ANOTHER_SLOT)
            head = meeting.value.entry(Key(Says.SLOT_CARD, slot.id))
            meeting.happens(ChoseWhatHelped(by=locked.by(asker.at), step=step_id, turn=turn_id))
            thread = head.threads[-1] if head is not None and head.threads else None
            return Thanks(locked.user(turn.member_id), locked.set.channel, thread)

    def learned(self, asker: Asker, step_id: str, note: str, *, shared: bool) -> None:
        """Keep one line of learning, for oneself or for the set; in a slot's review one each, that can change."""
        with self._enter(asker) as locked:
            meeting, words = open_meeting(locked), presenting.whole(note, LONGEST_DETAIL)
            row = same_note(locked, meeting.value, words) or note_of_slot(locked, meeting.value, step_id)
            row = row or new_note(locked, meeting.value)
            was_shared, row.note, row.shared = row.shared, words, shared
            locked.work.db.flush()
            is_shown = (shared or was_shared) and shows(meeting.value, Fact.LEARNED)
            learned = meeting_lookup.learned(locked.work.db, meeting.value) if is_shown else None
            meeting.happens(Learnt(by=locked.by(asker.at), step=step_id, learned=learned))

    def kept(self, workspace: str, user: str) -> PrivateNotes:
        """What somebody has kept for themselves alone, over all their sets."""
        with self._resources.database.look() as db:
            reasons = members.private_reasons(db, workspace, user, MOST_KEPT)
            parked = members.parked_questions(db, workspace, user, MOST_KEPT)
            aside = members.issues_set_aside(db, workspace, user, MOST_KEPT)
            return PrivateNotes(
                notes=tuple(members.private_notes(db, workspace, user, MOST_KEPT)),
                reasons=tuple(Reason(sentence, because) for sentence, because in reasons),
                parked=tuple(ParkedQuestion(sentence, channel, ts) for sentence, channel, ts in parked),
                aside=tuple(SetAside(issue_id, sentence) for issue_id, sentence in aside),
            )

    def _happens(self, asker: Asker, event: Event[Answer]) -> Answer:
        with self._enter(asker) as locked:
            return open_meeting(locked).happens(replace(event, by=locked.by(asker.at)))


def _looked_at(locked: LockedSet, asker: Asker, step_id: str) -> LockedMeeting:
    meeting = open_meeting(locked)
    meeting.happens(LooksAtOwnSlot(by=locked.by(asker.at), step=step_id))
    return meeting
