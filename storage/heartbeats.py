"""Who is alive: heartbeats, in real time; and the times in which nobody was, in that of the clock."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, delete, func, select, text, update
from sqlalchemy.orm import Session

from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.retention import ABSENCES_KNOWN
from bot.domain.states import MeetingState
from storage.database import alone, inserting
from storage.delivery_models import Absence, Conversation, Heartbeat, Post, SeenRequest, Timer
from storage.delivery_statements import UNSHOWN
from storage.meetings import OPEN
from storage.models import Meeting, Set, Step, Turn

FORGOTTEN_AFTER: Final = timedelta(days=2)
MANY: Final = 100
A_WEEK: Final = timedelta(weeks=1)
LOST: Final = text("conversations.lost_at IS NOT NULL")


def beat(db: Session, process: str, real: datetime) -> None:
    """Write down that a process is alive, and forget those that have long been dead."""
    beaten = inserting(db, Heartbeat).values(process=process, beat_at=real)
    db.execute(beaten.on_conflict_do_update(index_elements=[Heartbeat.process], set_={"beat_at": real}))
    db.execute(delete(Heartbeat).where(Heartbeat.beat_at < real - FORGOTTEN_AFTER, Heartbeat.process != process))


def newest(db: Session) -> tuple[datetime | None, int]:
    """When anybody was last known to be alive, and the newest absence (0 for none).

    Who asks at the same time waits, and then sees what the first wrote.
    """
    alone(db, "heartbeats")
    absence = select(func.max(Absence.id)).scalar_subquery()
    beat_at, absence_id = db.execute(select(func.max(Heartbeat.beat_at), absence)).one()
    return beat_at, absence_id or 0


def alive(db: Session, since: datetime) -> Sequence[str]:
    """The processes that have been alive since, in an order that is the same for each of them."""
    return db.scalars(select(Heartbeat.process).where(Heartbeat.beat_at >= since).order_by(Heartbeat.process)).all()


def miss(db: Session, began_at: datetime, ended_at: datetime) -> int:
    """Nobody was there from one moment to the other; where the clock was set back, the first is the later one. Its id."""
    absence = Absence(began_at=began_at, ended_at=ended_at)
    db.add(absence)
    db.flush()
    # The newest one always stays, so that no id comes twice.
    db.execute(delete(Absence).where(Absence.ended_at < ended_at - ABSENCES_KNOWN, Absence.id < absence.id))
    return absence.id


def nobody_was_there(db: Session, moment: datetime) -> bool:
    """Whether no process was alive at that moment, as far as that is still known."""
    then = select(Absence.id).where(Absence.began_at <= moment, Absence.ended_at >= moment)
    return db.scalar(then.limit(1)) is not None


def missed(db: Session, after: int) -> Sequence[Absence]:
    """The absences since the one with that id, oldest first."""
    return db.scalars(select(Absence).where(Absence.id > after).order_by(Absence.id)).all()


def owed(db: Session, absence: int) -> list[tuple[str, int]]:
    """The sets (workspace and id) whose meeting runs and that have not had the time of that absence back."""
    rows = db.execute(
        select(Set.workspace, Set.id)
        .join(Meeting, Meeting.set_id == Set.id)
        .where(OPEN, Meeting.state == MeetingState.RUNNING, Set.given_back < absence)
        .order_by(Set.id)
        .limit(MANY)
    )
    return [(workspace, set_id) for workspace, set_id in rows]


def look_at_channels(db: Session, now: datetime, longest: timedelta) -> None:
    """Nobody has told meanwhile who has left a channel or come back: each set's is looked at now, with who is in it.

    One that was not to be looked at within the `longest` time between two looks has none, and is left alone.
    """
    _all(db, Set, Set.members_seen_at.is_not(None), members_seen_at=None)
    is_look = Timer.kind == Later.LOOK_AT_CHANNEL
    _all(db, Timer, is_look, Timer.due_at > now, Timer.due_at <= now + longest, due_at=now)


def set_back(db: Session, now: datetime, real: datetime, latest: datetime, longest: Mapping[Later, timedelta]) -> None:
    """The clock was set back, from `latest` to `now`: what was written while it was ahead is mended.

    Nobody has been alive in the future, nothing was tried there and no step ended; a message that was due by then is due now,
    one that waits for a civil hour has it within a week, and no timer lies further ahead than one of its kind is ever written
    (`longest`). What is open goes back with its absence.
    """
    _all(db, Heartbeat, Heartbeat.beat_at > real, beat_at=real)
    _all(db, SeenRequest, SeenRequest.seen_at > now, seen_at=now)
    # Those that are shown as well: they will be edited. No index has them, but this hardly ever happens.
    _all(db, Post, Post.due_at > now, Post.due_at <= latest, due_at=now)
    _back_by_weeks(db, now)
    _all(db, Post, UNSHOWN, Post.tried_at > real, tried_at=real, looked_at=None)
    of_meetings = (Step.ended_at, Turn.ended_at, Meeting.started_at, Meeting.closed_at)
    for happened in of_meetings:
        late = update(happened.class_).where(happened > now)
        db.execute(late.values({happened: now}).execution_options(synchronize_session=False))
    for kind, most in longest.items():
        _all(db, Timer, Timer.kind == kind, Timer.due_at > now + most, due_at=now + most)


def _back_by_weeks(db: Session, now: datetime) -> None:
    """What waits for a civil hour is never a week away; by whole weeks it keeps its hour, and stays on a working day."""
    for post in db.scalars(select(Post).where(Post.due_at > now + A_WEEK)):
        post.due_at -= A_WEEK * ((post.due_at - now) // A_WEEK)
    db.flush()


def lost_by_now(db: Session, now: datetime, told: Callable[[int, datetime], str]) -> None:
    """No channel was lost in the future either; the notice of that, which `told` names by set and moment, goes with it."""
    ahead = (LOST, Conversation.lost_at > now)
    in_channel = and_(Set.workspace == Conversation.workspace, Set.channel == Conversation.channel)
    lost = select(Set.workspace, Set.id, Conversation.lost_at).join(Conversation, in_channel).where(*ahead)
    for workspace, set_id, lost_at in db.execute(lost).all():
        if lost_at is None:
            continue
        notice = (Post.workspace == workspace, Post.kind == Says.NOTICE, Post.subject == told(set_id, lost_at))
        _all(db, Post, *notice, subject=told(set_id, now))
    _all(db, Conversation, *ahead, lost_at=now)


def _all(
    db: Session,
    table: type[Conversation | Heartbeat | SeenRequest | Post | Set | Timer],
    *where: object,
    **values: object,
) -> None:
    db.execute(update(table).where(*where).values(**values).execution_options(synchronize_session=False))  # type: ignore[arg-type]
