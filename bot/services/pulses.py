"""A meeting's pulses: each private, and once, at the end of the review, their summary."""

from bot.domain import pulses as rules
from bot.domain.askers import Asker
from bot.domain.meeting.people_events import GavePulse, PulseKept
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.pulses import Pulse, PulseSummary
from bot.services.locked_meeting import open_meeting
from bot.services.service import Service
from storage import pulses


class Pulses(Service):
    """Who has given a pulse and what was given are written in two transactions, so that nothing ties them together."""

    def may_show_a_range(self, asker: Asker) -> bool:
        """Whether the set is large enough for one. Raises NotIn or WhichSet for whoever may not come in; changes nothing."""
        with self._enter(asker.without_deliveries()) as locked:
            return rules.may_have_a_range(len(locked.roster))

    def give_pulse(self, asker: Asker, step_id: str, pulse: Pulse, *, words_shown: bool = True) -> bool:
        """Take one pulse a person, while the review runs; raises Refused for a second one. Whether a range may be shown then.

        Words are kept only where whoever wrote them has ticked that the set may read them.
        """
        pulse = rules.checked(pulse if words_shown else rules.without_words(pulse))
        with self._enter(asker.untraced()) as locked:
            meeting = open_meeting(locked)
            meeting.happens(GavePulse(by=locked.by(asker.at), step=step_id))
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
