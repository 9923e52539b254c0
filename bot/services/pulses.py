"""A meeting's pulses: each private, and once, at the end of the review, their summary."""

from bot.domain import pulses as rules
from bot.domain.askers import Asker
from bot.domain.meeting.people_events import GavePulse, PulseKept
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.pulses import Pulse, PulseAsked, PulseSummary
from bot.services.locked_meeting import find_meeting, open_meeting
from bot.services.locked_set import LockedSet
from bot.services.service import Service
from storage import meetings, pulses


class Pulses(Service):
    """Who has given a pulse and what was given are written in two transactions, so that nothing ties them together."""

    def asked(self, asker: Asker) -> PulseAsked:
        """What its form depends on. Raises NotIn or WhichSet for whoever may not come in; changes nothing."""
        with self._enter(asker.without_deliveries()) as locked:
            meeting = find_meeting(locked)
            absent = _absent_from_slot_of(locked, meeting.value) if meeting is not None else ()
            return PulseAsked(rules.may_have_a_range(len(locked.roster)), absent)

    def give_pulse(
        self, asker: Asker, step_id: str, pulse: Pulse, *, words_shown: bool = True, absent_may_read: bool | None = None
    ) -> bool:
        """Take one pulse a person, while the review runs; raises Refused for a second one. Whether a range may be shown then.

        Words are kept only where whoever wrote them has ticked that the set may read them. A presenter may have been asked whether
        those who are not there may read their slot: `absent_may_read` is kept with that, and nothing ties it to the pulse.
        """
        pulse = rules.checked(pulse if words_shown else rules.without_words(pulse))
        with self._enter(asker.untraced()) as locked:
            meeting = open_meeting(locked)
            meeting.happens(GavePulse(by=locked.by(asker.at), step=step_id))
            if absent_may_read is not None:
                of, by = meeting.value.number, locked.member.member.id
                meetings.let_the_absent_read(locked.work.db, of, by, may=absent_may_read)
            ranged = rules.may_have_a_range(len(locked.roster))
        with self._resources.database.work() as db:
            pulses.keep(db, asker.workspace, meeting.value.number, pulse)
        with self._enter(asker.without_deliveries()) as locked:
            open_meeting(locked).happens(PulseKept(step=step_id))  # the summary that is shown then has all of them
        return ranged

    def show_summary(self, wanted: WantedMessage) -> PulseSummary | None:
        """The spread of a meeting; None where nobody has answered."""
        with self._resources.database.look() as db:
            return rules.summary_of(pulses.of_meeting(db, int(wanted.subject)))


def _absent_from_slot_of(locked: LockedSet, m: Meeting) -> tuple[str, ...]:
    """Who is expected and not here, for whoever asks where they have presented; nobody for all others."""
    own = [slot for slot in m.slots if locked.me is not None and slot.member == locked.me.member.id]
    if not any(not slot.ended_early for slot in own):
        return ()
    return tuple(one.user for one in m.expected if not m.is_here(one.number))
