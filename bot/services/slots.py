"""What a presenter and their peers keep of a slot: the question, its restatement, what helped, what was learned."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.formats import StepKind
from bot.domain.meetings import Move
from bot.domain.outgoing import Says
from bot.domain.states import TurnState
from bot.services import course
from bot.services.floor import Floor
from bot.services.talk import answered
from bot.services.work import Service
from storage import meetings
from storage.meetings import Presented
from storage.models import Learning

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked in the slot, for the choice of the one that helped most: who asked, and in which place."""

    turn_id: str
    user: str
    place: int


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
        with self._mine(asker, step_id) as (floor, presented):
            presented.slot.question = _whole(words)
            _drawn_anew(floor, presented, StepKind.PRESENT)

    def keep_restated(self, asker: Asker, step_id: str, words: str) -> None:
        """What the real question is now (M10); with that the step is answered."""
        with self._mine(asker, step_id) as (floor, presented):
            presented.slot.restated = _whole(words)
            _drawn_anew(floor, presented, StepKind.RESTATE, StepKind.COMMIT)
            if floor.step.kind is StepKind.RESTATE:
                floor.must_run()
                course.move(floor, Move.FINISHED)

    def none_this_time(self, asker: Asker, step_id: str, because: str) -> None:
        """No action from this slot; a reason is optional and private."""
        with self._mine(asker, step_id) as (floor, presented):
            presented.slot.none_this_time, presented.slot.none_because = True, because.strip()[:LONGEST]
            if floor.step.kind is StepKind.COMMIT:
                floor.must_run()
                course.move(floor, Move.FINISHED)

    def asked(self, asker: Asker, step_id: str) -> tuple[Asked, ...]:
        """The questions asked in the presenter's own slot, in their order."""
        with self._mine(asker.without_deliveries(), step_id) as (floor, presented):
            turns = meetings.turns_of_slot(floor.work.db, presented.slot.id)
            asked = [turn for turn in turns if turn.asked_at is not None]
            if not asked:
                raise Refused("No question was asked in this slot, so there is none to choose.")
            return tuple(
                Asked(turn.public_id, floor.room.user(turn.member_id), place)
                for place, turn in enumerate(asked, start=1)
            )

    def helped_most(self, asker: Asker, step_id: str, turn_id: str) -> Thanks:
        """The presenter notes which question helped most; its asker is thanked privately, nobody else learns of it."""
        with self._mine(asker, step_id) as (floor, presented):
            turn = meetings.turn_by_public_id(floor.work.db, asker.workspace, turn_id)
            ours = {one.id for one in meetings.turns_of_slot(floor.work.db, presented.slot.id)}
            if turn is None or turn.id not in ours or turn.state is TurnState.CALLED:
                raise Refused("That question does not belong to this slot. Nothing has changed.")
            presented.slot.helped_turn = turn.id
            head = floor.head()
            thanks = Thanks(floor.room.user(turn.member_id), floor.room.set.channel, head.ts if head else None)
            if floor.step.kind is StepKind.SLOT_REVIEW:
                answered(floor)
            return thanks

    def learned(self, asker: Asker, step_id: str, note: str, *, shared: bool) -> None:
        """Keep one line of learning, for oneself or for the set."""
        with self._enter(asker) as room:
            floor = Floor(room)
            floor.sign_of_life(asker.at)
            row = Learning(
                workspace=asker.workspace,
                member_id=room.member.member.id,
                meeting_id=floor.meeting.id,
                note=_whole(note),
                shared=shared,
                kept_at=room.work.now,
            )
            room.work.db.add(row)
            if shared and floor.step.kind is StepKind.CLOSING:
                room.work.redraw(Says.STEP_CARD, floor.step.id)
            if floor.step.kind in (StepKind.SLOT_REVIEW, StepKind.REVIEW) and floor.step.public_id == step_id:
                answered(floor)

    @contextmanager
    def _mine(self, asker: Asker, step_id: str) -> Iterator[tuple[Floor, Presented]]:
        """The presenter's own slot, while its steps run."""
        with self._enter(asker) as room:
            floor = Floor(room)
            floor.sign_of_life(asker.at)
            presented = floor.presented
            if presented is None or step_id not in {s.public_id for s in floor.steps if s.slot_id == presented.slot.id}:
                raise Refused("That slot is over; the set has moved on. Nothing has changed.")
            if floor.presenter is None or floor.presenter is not room.me:
                raise Refused(
                    f"That is for <@{room.user(presented.slot.member_id)}>, whose slot it is. Nothing has changed."
                )
            yield floor, presented


def _drawn_anew(floor: Floor, presented: Presented, *kinds: StepKind) -> None:
    """What the card of a slot shows has changed, and so have its messages of these kinds, whether open or over."""
    steps = (step.id for step in floor.steps if step.slot_id == presented.slot.id and step.kind in kinds)
    floor.work.redraw(Says.SLOT_CARD, presented.slot.id)
    floor.work.redraw(Says.STEP, *steps)


def _whole(words: str) -> str:
    kept = " ".join(words.split())
    if not kept:
        raise Refused("There were no words to keep.", "words")
    return kept[:LONGEST]
