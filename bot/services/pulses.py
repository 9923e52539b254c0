"""The one private form of a meeting's end: the pulse, whose number and words nothing ties together, and what somebody takes away.

Once all have given theirs, or half of the review is over, a summary of the pulses is shown.
"""

from dataclasses import dataclass

from bot.domain import pulses as rules
from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.meeting import reviews
from bot.domain.meeting.events import member_of
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.people_events import GavePulse, Learnt, PulseKept
from bot.domain.meeting.step_rule_types import shows
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Learned
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.pulses import Pulse, PulseForm, PulseSaved, PulseSummary, PulseTaken, Takeaways
from bot.domain.refusals import Refusal
from bot.services.learning_notes import keep_takeaways, takeaways
from bot.services.locked_meeting import LockedMeeting, find_meeting, open_meeting
from bot.services.locked_set import LockedSet
from bot.services.named_meetings import must_not_be_over, of_step
from bot.services.service import Service
from bot.services.talk_places import just_said
from storage import meeting_lookup, meetings, pulses, sets

NOT_ASKED = Takeaways()


class Pulses(Service):
    """Who has given a pulse is written in one transaction, its number in another, its words in a third."""

    def form(self, asker: Asker, step_id: str) -> PulseForm:
        """What the form opens with for whoever asks. Raises Refused where no meeting is open; changes nothing."""
        with self._enter(asker.without_deliveries()) as locked:
            m = _of_the_button(locked, step_id).value
            gave = reviews.has_given(m, member_of(locked.by()))
            is_asked = m.step.id == step_id and not reviews.is_shown(m)
            return PulseForm(
                takes_pulse=is_asked and not gave,
                gave=is_asked and gave,
                ranged=rules.may_have_a_range(len(locked.roster)),
                kept=takeaways(locked, m, step_id),
                said=just_said(locked, m, step_id),
                absent=(absent := _absent_from_own_slot(locked, m)),
                may_read=bool(absent) and meetings.may_be_read(locked.work.db, m.number, locked.member.member.id),
            )

    def save(
        self,
        asker: Asker,
        step_id: str,
        pulse: Pulse | None,
        kept: Takeaways = NOT_ASKED,
        *,
        words_shown: bool = True,
        absent_may_read: bool | None = None,
    ) -> PulseSaved:
        """Take what somebody takes away, and one pulse a person until the summary is shown; raises Refused for nothing at all.

        Words are kept only where whoever wrote them has ticked that the set may read them. What comes too late is told of, and
        not counted. `absent_may_read` is what a presenter has said to whether those who are not there may read their slot.
        """
        written = tuple(words for _, words in pulse.words) if pulse is not None else ()
        if pulse is not None:
            pulse = rules.checked(pulse if words_shown else rules.without_words(pulse))
        taken, noted = self._note(asker, step_id, pulse, kept, absent_may_read)
        if pulse is not None and taken is PulseTaken.COUNTED and not self._keep_apart(asker.workspace, noted, pulse):
            taken = PulseTaken.SHOWN
        if taken is PulseTaken.COUNTED:
            with self._enter(asker.without_deliveries()) as locked:
                open_meeting(locked).happens(PulseKept(step=step_id))  # the summary that is shown now has all of them
        is_left = taken in (PulseTaken.GIVEN, PulseTaken.SHOWN) or not words_shown
        return PulseSaved(taken, noted.ranged, noted.kept, written if is_left else (), absent_may_read)

    def _note(
        self, asker: Asker, step_id: str, pulse: Pulse | None, said: Takeaways, absent_may_read: bool | None
    ) -> tuple[PulseTaken | None, "_Noted"]:
        """What has their name: that they gave a pulse, and what they take away."""
        with self._enter(asker.untraced()) as locked:
            meeting = _of_the_button(locked, step_id)
            taken = None
            if pulse is not None:
                taken = meeting.happens(GavePulse(by=locked.by(asker.at), step=step_id))
            has_changed = keep_takeaways(locked, meeting.value, step_id, said)
            if has_changed:
                meeting.happens(
                    Learnt(by=locked.by(asker.at), step=step_id, learned=_shared_now(locked, meeting.value))
                )
            kept = takeaways(locked, meeting.value, step_id)
            if absent_may_read is not None:
                of, by = meeting.value.number, locked.member.member.id
                meetings.let_the_absent_read(locked.work.db, of, by, may=absent_may_read)
            nothing_else = absent_may_read is None and not (kept.for_me or kept.for_set)
            if pulse is None and not has_changed and nothing_else:
                raise Refused(Refusal.NO_WORDS, "for_me")
            ranged = rules.may_have_a_range(len(locked.roster))
            return taken, _Noted(locked.set.id, meeting.value.number, ranged, kept)

    def _keep_apart(self, workspace: str, noted: "_Noted", pulse: Pulse) -> bool:
        """The number and the words, by themselves each; whether the summary, which is shown once, still takes them."""
        with self._resources.database.work() as db:
            sets.locked(db, workspace, noted.set_id)
            if not pulses.keep(db, workspace, noted.meeting_id, pulse.numbers):
                return False
        if pulse.words:
            with self._resources.database.work() as db:
                for about, words in pulse.words:
                    pulses.keep_words(db, workspace, noted.meeting_id, about, words)
        return True

    def show_summary(self, wanted: WantedMessage) -> PulseSummary | None:
        """The spread of a meeting; None where nobody has answered."""
        with self._resources.database.look() as db:
            meeting_id, talk = int(wanted.subject), bool(wanted.facts.get("talk"))
            return rules.summary_of(pulses.numbers_of(db, meeting_id), pulses.words_of(db, meeting_id), talk=talk)


@dataclass(frozen=True, slots=True)
class _Noted:
    """Where the pulse belongs (rows), whether a range may be shown of them, and what they take away by now."""

    set_id: int
    meeting_id: int
    ranged: bool
    kept: Takeaways


def _of_the_button(locked: LockedSet, step_id: str) -> LockedMeeting:
    """The open meeting, where the step of a button is of it; raises Refused otherwise, for one that has closed with its date."""
    meeting = find_meeting(locked)
    if meeting is None or meeting.value.step_of(step_id) is None:
        must_not_be_over(locked, of_step(locked, step_id))
        raise Refused(Refusal.NOT_RUNNING if meeting is None else Refusal.OTHER_MEETING)
    return meeting


def _shared_now(locked: LockedSet, m: Meeting) -> tuple[Learned, ...] | None:
    """What the set sees of all that was learned, where the open step shows it."""
    return meeting_lookup.learned(locked.work.db, m) if shows(m, Fact.LEARNED) else None


def _absent_from_own_slot(locked: LockedSet, m: Meeting) -> tuple[str, ...]:
    """Who is expected and not here, for whoever asks where they have presented; nobody for all others."""
    own = [slot for slot in m.slots if locked.me is not None and slot.member == locked.me.member.id]
    if not any(not slot.ended_early for slot in own):
        return ()
    return tuple(one.user for one in m.expected if not m.is_here(one.number))
