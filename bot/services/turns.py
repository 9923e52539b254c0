"""A peer's turn to ask: another prompt, pass, think, done, park, decline; and what talk and silence do to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.formats import StepKind
from bot.domain.outgoing import Says, Wanted
from bot.domain.states import OPEN_TURNS, MeetingState, TurnState
from bot.domain.turns import MOST_SILENT, Call, Taken, times_silent
from bot.services import calls, course
from bot.services.floor import Floor
from bot.services.work import Room, Service
from storage import meetings, posts
from storage.models import Parked, Step, Turn

Allowed = Callable[[Floor, Turn], bool]


class Turns(Service):
    """The buttons of a call. Each checks that the turn is still open and that it is this person's to press."""

    def another_prompt(self, asker: Asker, turn_id: str) -> None:
        with self._turn(asker, turn_id, by_peer) as (floor, turn):
            _must_wait(turn)
            calls.another_prompt(floor, turn)

    def thinking(self, asker: Asker, turn_id: str) -> None:
        """A minute more before the peer is passed over; once a turn."""
        with self._turn(asker, turn_id, by_peer) as (floor, turn):
            _must_wait(turn)
            turn.thinking = True
            floor.work.redraw(Says.CALL, turn.id)
            calls.listen_for(floor, turn)

    def pass_turn(self, asker: Asker, turn_id: str) -> None:
        with self._turn(asker, turn_id, by_peer) as (floor, turn):
            _must_wait(turn)
            calls.end(floor, turn, TurnState.PASSED)
            course.turn_ended(floor)

    def done(self, asker: Asker, turn_id: str) -> None:
        """Asker or presenter: this question is done with."""
        with self._turn(asker, turn_id, by_peer_or_presenter) as (floor, turn):
            calls.end(floor, turn, TurnState.DONE)
            course.turn_ended(floor)

    def asked_next(self, asker: Asker, turn_id: str) -> None:
        """In a spoken meeting: asked and answered aloud, the next peer please."""
        with self._turn(asker, turn_id, by_peer_or_mover) as (floor, turn):
            turn.asked_at, turn.answered = turn.asked_at or floor.now, True
            calls.end(floor, turn, TurnState.DONE)
            course.turn_ended(floor)

    def park(self, asker: Asker, turn_id: str) -> None:
        """The presenter keeps the question for later, as a link to its message (M9)."""
        with self._turn(asker, turn_id, by_presenter) as (floor, turn):
            if turn.asked_ts is not None:
                _park(floor, turn.asked_ts)
            calls.end(floor, turn, TurnState.PARKED)
            course.turn_ended(floor)

    def decline(self, asker: Asker, turn_id: str) -> None:
        """The presenter need not answer, and need not say why (G5)."""
        with self._turn(asker, turn_id, by_presenter) as (floor, turn):
            calls.end(floor, turn, TurnState.DECLINED)
            course.turn_ended(floor)

    def park_message(self, asker: Asker, ts: str) -> bool:
        """The shortcut: the presenter parks any message of their slot's thread. True where that ends an open turn about it."""
        with self._enter(asker) as room:
            floor = Floor(room)
            if floor.presenter is None or floor.presenter is not room.me:
                raise Refused("Parking a question is for the presenter, during their slot. Nothing has changed.")
            floor.sign_of_life(asker.at)
            _park(floor, ts)
            turn = calls.open_turn(floor) if floor.step.kind is StepKind.QUESTION else None
            if turn is None or turn.asked_ts != ts:
                return False
            calls.end(floor, turn, TurnState.PARKED)
            course.turn_ended(floor)
            return True

    @contextmanager
    def _turn(self, asker: Asker, turn_id: str, allowed: Allowed) -> Iterator[tuple[Floor, Turn]]:
        """The open turn that a button names; Refused where it is over or not this person's to press."""
        with self._enter(asker, self._set_of(asker.workspace, turn_id)) as room:
            floor = Floor(room)
            floor.sign_of_life(asker.at)
            turn = meetings.turn_by_public_id(room.work.db, asker.workspace, turn_id)
            if turn is None or turn.state not in OPEN_TURNS or turn.step_id != floor.step.id:
                raise Refused("That turn is over; the set has moved on. Nothing has changed.")
            floor.must_run()
            if not allowed(floor, turn):
                raise Refused(_whose(floor, turn, allowed))
            yield floor, turn

    def _set_of(self, workspace: str, turn_id: str) -> int | None:
        with self._ground.database.look() as db:
            turn = meetings.turn_by_public_id(db, workspace, turn_id)
            step = meetings.step(db, workspace, turn.step_id) if turn else None
            meeting = meetings.by_id(db, workspace, step.meeting_id) if step else None
            return meeting.set_id if meeting else None

    def show(self, wanted: Wanted) -> Call | None:
        """A call as the thread shows it now."""
        with self._look(wanted.workspace, wanted.set_id) as room:
            turn = meetings.turn(room.work.db, wanted.workspace, int(wanted.subject)) if room else None
            step = meetings.step(room.work.db, wanted.workspace, turn.step_id) if room and turn else None
            if room is None or turn is None or step is None:
                return None
            return replace(_shown(room, turn, step), controls=posts.is_latest(room.work.db, wanted.id))


def by_peer(floor: Floor, turn: Turn) -> bool:
    return floor.room.me is not None and floor.room.me.member.id == turn.member_id


def by_presenter(floor: Floor, turn: Turn) -> bool:
    return floor.room.me is not None and floor.room.me is floor.presenter


def by_peer_or_presenter(floor: Floor, turn: Turn) -> bool:
    return by_peer(floor, turn) or by_presenter(floor, turn)


def by_peer_or_mover(floor: Floor, turn: Turn) -> bool:
    """Once its step is long over, anybody who is here: aloud nobody is known to be silent, and no turn ends by itself."""
    return by_peer_or_presenter(floor, turn) or floor.may_move() or calls.is_overdue(floor)


def _whose(floor: Floor, turn: Turn, allowed: Allowed) -> str:
    peer = f"<@{floor.room.user(turn.member_id)}>"
    presenter = f"<@{floor.presenter.person.user}>" if floor.presenter else "the presenter"
    who = f"{peer} or {presenter}"
    if allowed is by_peer:
        who = peer
    elif allowed is by_presenter:
        who = presenter
    elif allowed is by_peer_or_mover and floor.room.adviser is not None:
        who = f"{peer}, {presenter} or <@{floor.room.adviser.user}>"
    return f"That button is for {who}. Nothing has changed."


def _must_wait(turn: Turn) -> None:
    if turn.state is not TurnState.CALLED:
        raise Refused("The question is asked already: *Done* ends the turn. Nothing has changed.")


def _park(floor: Floor, ts: str) -> None:
    presented = floor.presented
    if presented is not None and ts not in {row.ts for row in meetings.parked(floor.work.db, presented.slot.id)}:
        floor.work.db.add(Parked(workspace=floor.work.workspace, slot_id=presented.slot.id, ts=ts))


def _shown(room: Room, turn: Turn, step: Step) -> Call:
    meeting = meetings.by_id(room.work.db, room.work.workspace, step.meeting_id)
    presented = meetings.slot(room.work.db, room.work.workspace, step.slot_id or 0)
    turns = meetings.turns(room.work.db, step.id)
    prompt = room.ground.bank.by_id(turn.prompt) if turn.prompt else None
    floor = Floor(room, meeting) if turn.state is TurnState.ASKED else None
    so_far = [Taken(one.member_id, one.state) for one in turns if one.id <= turn.id]
    return Call(
        turn_id=turn.public_id,
        step_id=step.public_id,
        peer=room.user(turn.member_id),
        presenter=room.user(presented.slot.member_id) if presented else "",
        prompt=prompt.text if prompt else "",
        state=turn.state,
        spoken=bool(meeting and meeting.spoken),
        thinking=turn.thinking,
        intro_minutes=step.minutes if turns[0].id == turn.id else None,
        latest=step.ended_at is None,
        calling=any(one.state in OPEN_TURNS for one in turns),
        paused=bool(meeting and meeting.state is MeetingState.PAUSED),
        until=step.ends_at,
        warned=step.warned and step.ended_at is None,
        time_up=step.time_up and step.ended_at is None,
        follow_up=floor is None or calls.has_time_to_follow_up(floor, turns),
        followed_up=floor is not None and calls.has_followed_up(floor, turn),
        interrupted=turn.interrupted,
        again=times_silent(turn.member_id, so_far) < MOST_SILENT,
    )
