"""What talk in a set's channel does to its meeting: signs of life, questions, answers, and talk out of turn."""

from datetime import datetime

from bot.domain.askers import Asker
from bot.domain.errors import NotIn, Repeated
from bot.domain.formats import StepKind
from bot.domain.meetings import Move
from bot.domain.outgoing import Says
from bot.domain.sending import Reply
from bot.domain.states import OPEN_TURNS, MeetingState, TurnState
from bot.domain.talk import OutOfTurn, Said, Untimely
from bot.services import calls, course
from bot.services.floor import Floor
from bot.services.work import Room, Service
from storage import meetings, strays
from storage.models import Line, Turn
from storage.outgoing import Post


class Talk(Service):
    """Only who wrote when is looked at. In a spoken meeting messages are signs of life and move nothing."""

    def heard(self, said: Said) -> OutOfTurn | None:
        """A message in some channel: one indexed read, and nothing else where no meeting is open there."""
        with self._ground.database.look() as db:
            found = meetings.listening_in(db, said.workspace, said.channel)
        return self._heard_in(*found, said) if found is not None else None

    def placed(self, workspace: str, channel: str, thread_ts: str, user: str, ts: str) -> None:
        """A reply that came before we knew the head of its thread is looked at now."""
        said = Said(workspace, user, channel, ts, thread_ts, event_id=f"placed:{channel}:{ts}", courtesy=True)
        self.heard(said)

    def _heard_in(self, set_id: int, meets: bool, said: Said) -> OutOfTurn | None:
        asker = Asker(said.workspace, said.user, said.channel, deliveries=(said.event_id,), at=said.at)
        try:
            with self._enter(asker, set_id) as room:
                return _listen(room, said) if meets else None
        except (NotIn, Repeated):
            return None


def _listen(room: Room, said: Said) -> OutOfTurn | None:
    floor = Floor(room)
    floor.sign_of_life(said.at)
    if floor.meeting.state is MeetingState.PAUSED:
        return None
    if said.thread_ts is not None or _has_no_thread(floor):
        return _in_thread(floor, said, said.thread_ts)
    if floor.step.kind is StepKind.REVIEW and not floor.meeting.spoken and said.at >= _step_began(floor):
        answered(floor)  # a line of learning counts beside its thread as well
    else:
        course.somebody_came(floor)
    return None


def _has_no_thread(floor: Floor) -> bool:
    """Whether a slot happens at the top of the channel, as Slack would not have its card, or has lost its threads."""
    head = floor.head() if floor.presented is not None else None
    return head is not None and head.has_no_thread


def _in_thread(floor: Floor, said: Said, thread_ts: str | None) -> OutOfTurn | None:
    """A deleted card's old thread counts as the slot's, and the new one's as well."""
    head = floor.head()
    if head is None or thread_ts not in (head.threads if thread_ts is not None else (None,)):
        if thread_ts is not None:
            _keep_what_may_be_ours(floor, said, thread_ts, head)
        course.somebody_came(floor)
        return None
    if floor.meeting.spoken or said.at < _step_began(floor):
        course.somebody_came(floor)
        return None
    return _in_step(floor, said)


def _keep_what_may_be_ours(floor: Floor, said: Said, thread_ts: str, head: Post | None) -> None:
    unknown = head is not None and head.ts is None
    if unknown or strays.may_be_ours(floor.work.db, said.workspace, said.channel):
        strays.put(floor.work.db, Reply(said.workspace, said.channel, thread_ts, said.user, said.ts))


def _step_began(floor: Floor) -> datetime:
    """When the open step began, as messages are judged: a pause that moved its clock moves no message."""
    before = floor.steps[-2].ended_at if len(floor.steps) > 1 else None
    return before or floor.meeting.started_at or floor.step.began_at


def _in_step(floor: Floor, said: Said) -> OutOfTurn | None:
    kind = floor.step.kind
    if kind is StepKind.QUESTION:
        return _while_questioning(floor, said)
    if kind is StepKind.PRESENT and not _is_presenter(floor):
        whose = floor.presenter.person.user if floor.presenter else ""
        return _out_of_turn(floor, said, whose, Untimely.PRESENTING)
    if kind is StepKind.RESTATE and _is_presenter(floor):
        _restated(floor, said)
    elif kind in (StepKind.SLOT_REVIEW, StepKind.REVIEW):
        answered(floor)
    else:
        course.somebody_came(floor)
    return None


def answered(floor: Floor) -> None:
    """Whoever asks has answered in a review; once all have, the meeting moves on."""
    if floor.room.me is not None:
        once(floor, floor.room.me.member.id, "answered")
        move_on_when_all_answered(floor)


def move_on_when_all_answered(floor: Floor) -> None:
    """In the review of the meeting an answer is a line of learning and the pulse."""
    if floor.meeting.state is not MeetingState.RUNNING:
        return
    expected = ("answered", "pulse") if floor.step.kind is StepKind.REVIEW else ("answered",)
    done = set.intersection(*(meetings.lines(floor.work.db, [floor.step.id], what) for what in expected))
    presenter = floor.presenter
    waited_for = {fellow.member.id for fellow in floor.peers}
    if presenter is not None and floor.presenter_is_here:
        waited_for.add(presenter.member.id)
    if waited_for and waited_for <= done:
        course.move(floor, Move.EVERYBODY)


def once(floor: Floor, member_id: int, what: str) -> bool:
    """Remember that somebody did something in this step; True the first time."""
    step_ids = [step.id for step in floor.steps if step.slot_id == floor.step.slot_id]
    if member_id in meetings.lines(floor.work.db, step_ids, what):
        return False
    floor.work.db.add(Line(workspace=floor.work.workspace, step_id=floor.step.id, member_id=member_id, what=what))
    floor.work.db.flush()
    return True


def _is_presenter(floor: Floor) -> bool:
    return floor.room.me is not None and floor.room.me is floor.presenter


def _while_questioning(floor: Floor, said: Said) -> OutOfTurn | None:
    turn = _turn_at(floor, said.at)
    if turn is None or turn.state not in OPEN_TURNS:
        return _between_turns(floor, said, turn)
    if _is_of(floor, turn):
        _asked(floor, turn, said)
    elif _is_presenter(floor):
        _answered(floor, turn, said)
    else:
        if turn.asked_at is not None and not turn.answered and not turn.interrupted and said.at > turn.asked_at:
            turn.interrupted = True
            calls.listen_for(floor, turn)
            floor.work.redraw(Says.CALL, turn.id)
        return _out_of_turn(floor, said, floor.room.user(turn.member_id))
    return None


def _is_of(floor: Floor, turn: Turn) -> bool:
    return floor.room.me is not None and floor.room.me.member.id == turn.member_id


def _between_turns(floor: Floor, said: Said, turn: Turn | None) -> OutOfTurn | None:
    """A message of no open turn: a question that came late, or one that a peer asks where nobody is left to call."""
    if turn is not None and turn.state is TurnState.SILENT and _is_of(floor, turn) and not said.courtesy:
        return _came_late(floor, said, turn)
    me, head = floor.room.me, floor.head()
    asks = me in floor.peers and not said.courtesy and course.is_asking(floor) and calls.open_turn(floor) is None
    if asks and me is not None and head is not None:
        calls.take_as_asked(floor, head, me.member.id, said)
    else:
        course.keep_calling(floor)
    return None


def _came_late(floor: Floor, said: Said, turn: Turn) -> OutOfTurn | None:
    """Written in time: the turn is theirs again if nobody has said anything since. Otherwise they are told, once."""
    following = [one for one in calls.turns_of(floor) if one.id > turn.id and one.state is not TurnState.PUT_OFF]
    taken = [one for one in following if one.state is not TurnState.CALLED or one.word_at is not None]
    if not taken and course.is_asking(floor):
        for called in following:
            calls.end(floor, called, TurnState.PUT_OFF)
        calls.reopen(floor, turn, said)
        return None
    course.keep_calling(floor)
    whose = calls.open_turn(floor)
    return _out_of_turn(floor, said, floor.room.user(whose.member_id) if whose else "", Untimely.LATE)


def _turn_at(floor: Floor, moment: datetime) -> Turn | None:
    """The turn in which a message was written: a turn begins where the one before it ended."""
    began, found = _step_began(floor), None
    for turn in calls.turns_of(floor):
        if turn.state is TurnState.PUT_OFF:
            continue
        if began <= moment:
            found = turn
        began = turn.ended_at or floor.now
    return found


def _asked(floor: Floor, turn: Turn, said: Said) -> None:
    """Several messages of one person are one question; a follow-up is theirs. An answer may arrive before its question."""
    if turn.asked_at is None or said.at < turn.asked_at:
        turn.asked_at, turn.asked_ts = said.at, said.ts
    if turn.state is TurnState.CALLED:
        turn.state, turn.answered = TurnState.ASKED, turn.word_at is not None and turn.word_at > said.at
        floor.work.redraw(Says.CALL, turn.id)
    elif turn.answered and not said.courtesy:
        _follows_up(floor, turn)
    _goes_on(floor, turn, said)
    calls.listen_for(floor, turn)


def _follows_up(floor: Floor, turn: Turn) -> None:
    """One follow-up is theirs, and none where the round is short: what they add to that does not hold the turn open."""
    allowed = calls.has_time_to_follow_up(floor, calls.turns_of(floor)) and not calls.has_followed_up(floor, turn)
    if once(floor, turn.member_id, calls.followed_up(turn) if allowed else calls.spent(turn)):
        floor.work.redraw(Says.CALL, turn.id)
    turn.answered = False


def _goes_on(floor: Floor, turn: Turn, said: Said) -> None:
    """A word of asker or presenter: the quiet that ends the turn begins anew."""
    if not calls.is_spent(floor, turn):
        turn.word_at = max(turn.word_at or said.at, said.at)


def _answered(floor: Floor, turn: Turn, said: Said) -> None:
    _goes_on(floor, turn, said)
    if turn.asked_at is not None and said.at > turn.asked_at:
        if not turn.answered and not calls.has_time_to_follow_up(floor, calls.turns_of(floor)):
            floor.work.redraw(Says.CALL, turn.id)
        turn.answered = True
        calls.listen_for(floor, turn)


def _restated(floor: Floor, said: Said) -> None:
    """What the presenter writes is the real question now, a while after the last of it: thanks and nods are not."""
    if floor.room.me is not None and not said.courtesy:
        once(floor, floor.room.me.member.id, "restated")
    course.listen_for_the_question(floor)


def _out_of_turn(floor: Floor, said: Said, whose: str, why: Untimely = Untimely.ASKING) -> OutOfTurn | None:
    """Talk out of turn is never blocked; its author is told once a slot, never presenter or adviser, never for thanks."""
    me = floor.room.me
    if me is None or said.courtesy or floor.room.is_adviser or me is floor.presenter:
        return None
    if said.thread_ts is None or not once(floor, me.member.id, "late" if why is Untimely.LATE else "told"):
        return None
    if why is Untimely.ASKING and not calls.will_be_called(floor, me.member.id):
        why = Untimely.NOT_CALLED
    return OutOfTurn(said.user, said.channel, said.thread_ts, whose, why)
