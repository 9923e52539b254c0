"""What a presenter and their peers keep of a slot: the question, its restatement, what helped, what was learned."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.formats import StepKind
from bot.domain.kept import Kept, ParkedQuestion, Reason
from bot.domain.meetings import Move
from bot.domain.outgoing import Says
from bot.domain.states import TurnState
from bot.services import course, unsaid
from bot.services.floor import Floor
from bot.services.talk import answered
from bot.services.work import Room, Service
from storage import meetings, members
from storage.meetings import Presented
from storage.models import Learning, Slot

LONGEST = 2000
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

    def may_write(self, asker: Asker, step_id: str) -> None:
        """Raise Refused for anybody but the presenter, before a form of theirs opens."""
        with self._mine(asker.without_deliveries(), step_id):
            pass

    def none_this_time(self, asker: Asker, about: About, because: str) -> None:
        """No action from one's own slot; a reason is optional and private. In the commit step it ends that."""
        with self._unsaid(asker, about) as (room, slot):
            slot.none_this_time, slot.none_because = True, because.strip()[:LONGEST]
            unsaid.redraw(room, slot)
            floor = Floor(room) if about.kind == "step" else None
            if floor is not None and floor.step.kind is StepKind.COMMIT:
                floor.must_run()
                course.move(floor, Move.FINISHED)

    def may_say_none(self, asker: Asker, about: About) -> bool:
        """Raise Refused for whoever has no slot to say it of; True where a slot then goes on to its review."""
        with self._unsaid(asker.without_deliveries(), about) as (room, _):
            return about.kind == "step" and Floor(room).step.kind is StepKind.COMMIT

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
            else:
                course.somebody_came(floor)

    def kept(self, workspace: str, user: str) -> Kept:
        """What somebody has kept for themselves alone, over all their sets."""
        with self._ground.database.look() as db:
            reasons = members.private_reasons(db, workspace, user, MOST_KEPT)
            parked = members.parked_questions(db, workspace, user, MOST_KEPT)
            return Kept(
                notes=tuple(members.private_notes(db, workspace, user, MOST_KEPT)),
                reasons=tuple(Reason(sentence, because) for sentence, because in reasons),
                parked=tuple(ParkedQuestion(sentence, channel, ts) for sentence, channel, ts in parked),
            )

    @contextmanager
    def _unsaid(self, asker: Asker, about: About) -> Iterator[tuple[Room, Slot]]:
        """One's own slot: the one that is named, the one that is running, or at the closing the one not said yet."""
        if about.kind == "slot":
            with self._enter(asker, unsaid.Unsaid(self._ground).set_of(asker.workspace, about.id)) as room:
                yield room, unsaid.own(room, about.id)
            return
        with self._enter(asker) as room:
            floor = Floor(room)
            floor.sign_of_life(asker.at)
            if floor.step.kind is StepKind.CLOSING and floor.step.public_id == about.id:
                slot = unsaid.of_mine(floor)
                if slot is None:
                    raise Refused(unsaid.NOT_THEIRS)
                yield room, slot
                return
            yield room, _own(floor, about.id).slot

    @contextmanager
    def _mine(self, asker: Asker, step_id: str) -> Iterator[tuple[Floor, Presented]]:
        """The presenter's own slot, while its steps run."""
        with self._enter(asker) as room:
            floor = Floor(room)
            floor.sign_of_life(asker.at)
            yield floor, _own(floor, step_id)


def _own(floor: Floor, step_id: str) -> Presented:
    """The slot that is running, and that a step belongs to; Refused where it is over, or not of whoever asks."""
    presented = floor.presented
    if presented is None or step_id not in {s.public_id for s in floor.steps if s.slot_id == presented.slot.id}:
        raise Refused("That slot is over; the set has moved on. Nothing has changed.")
    if floor.presenter is None or floor.presenter is not floor.room.me:
        raise Refused(
            f"That is for <@{floor.room.user(presented.slot.member_id)}>, whose slot it is. Nothing has changed."
        )
    return presented


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
