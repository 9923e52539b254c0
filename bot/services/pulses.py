"""A meeting's pulses: each private, and once, at the end of the review, the spread of them."""

from bot.domain import pulses as rules
from bot.domain.askers import Asker
from bot.domain.meeting.people_events import GavePulse, PulseKept
from bot.domain.outgoing import Wanted
from bot.domain.pulses import Pulse, Spread
from bot.services.locked_meeting import open_meeting
from bot.services.service import Service
from storage import pulses


class Pulses(Service):
    """Who has given a pulse and what was given are written in two transactions, so that nothing ties them together."""

    def give_pulse(self, asker: Asker, step_id: str, pulse: Pulse) -> None:
        """Take one pulse a person, while the review runs; raises Refused for a second one."""
        rules.checked(pulse)
        with self._enter(asker.untraced()) as locked:
            meeting = open_meeting(locked)
            meeting.happens(GavePulse(by=locked.by(asker.at), step=step_id))
        with self._resources.database.work() as db:
            pulses.keep(db, asker.workspace, meeting.value.number, pulse)
        with self._enter(asker.without_deliveries()) as locked:
            open_meeting(locked).happens(PulseKept(step=step_id))  # the spread that is shown then has all of them

    def show_spread(self, wanted: Wanted) -> Spread | None:
        """The spread of a meeting; None where fewer than four answered."""
        with self._resources.database.look() as db:
            return rules.spread_of(pulses.of_meeting(db, int(wanted.subject)))
