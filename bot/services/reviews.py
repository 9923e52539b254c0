"""The review of a meeting: a private pulse, and once, at the end of its time, the spread."""

from bot.domain import pulses as rules
from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.formats import StepKind
from bot.domain.outgoing import Wanted
from bot.domain.pulses import Pulse, Spread
from bot.services.floor import Floor
from bot.services.talk import move_on_when_all_answered, once
from bot.services.work import Service
from storage import ratings


class Reviews(Service):
    """Who has given a pulse and what was given are written in two transactions, so that nothing ties them together."""

    def give_pulse(self, asker: Asker, step_id: str, pulse: Pulse) -> None:
        """Take one pulse a person, while the review runs; raises Refused for a second one."""
        rules.checked(pulse)
        meeting_id = self._note_giver(asker, step_id)
        with self._ground.database.work() as db:
            ratings.keep(db, asker.workspace, meeting_id, pulse)
        self._move_on(asker.without_deliveries(), step_id)

    def _note_giver(self, asker: Asker, step_id: str) -> int:
        with self._enter(asker) as room:
            floor = Floor(room)
            floor.sign_of_life(asker.at)
            if floor.step.kind is not StepKind.REVIEW or floor.step.public_id != step_id:
                raise Refused("The review is over. Nothing was kept.", "score")
            if not once(floor, room.member.member.id, "pulse"):
                raise Refused(
                    "You have given your pulse already; it is kept without your name, so it cannot change.", "score"
                )
            return floor.meeting.id

    def _move_on(self, asker: Asker, step_id: str) -> None:
        """Only once the pulse is kept: the spread that is shown then has all of them."""
        with self._enter(asker) as room:
            floor = Floor(room)
            if floor.step.public_id == step_id:
                move_on_when_all_answered(floor)

    def show_spread(self, wanted: Wanted) -> Spread | None:
        """The spread of a meeting; None where fewer than four answered."""
        with self._ground.database.look() as db:
            return rules.spread_of(ratings.of_meeting(db, int(wanted.subject)))
