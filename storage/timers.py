"""What should happen later: at most one timer of a kind for a subject."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Delete,
    Integer,
    ScalarSelect,
    Select,
    String,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from bot.domain.message_and_timer_kinds import (
    CLEANING,
    LONG_AGO,
    LOOKUPS,
    REMINDERS,
    THOUGH_LOCKED,
    WAITING_TIMERS,
    DueTimer,
    Later,
)
from storage.compiled_statements import CompiledStatement, Connected
from storage.database import Insert, Inserting
from storage.delivery_models import PRESSING_TIMERS, WAITING, Timer
from storage.installations import is_not_locked

PUT_AWAY: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""When a timer is due whose time came while its set was paused: not before it is brought back."""


@dataclass(frozen=True, slots=True)
class TimerDue:
    """When a timer fires (UTC), and the set it belongs to; whether one that is there already stays where it is."""

    at: datetime
    set_id: int | None
    once: bool = False


def put(db: Session, workspace: str, kind: Later, subject: str, due_at: datetime, set_id: int | None) -> None:
    """Write a timer, or move the one that is there."""
    write(db, workspace, {(kind, subject): TimerDue(due_at, set_id)})


def write(db: Session, workspace: str, wanted: Mapping[tuple[Later, str], TimerDue | None]) -> datetime | None:
    """Write timers by kind and subject, or move them; None drops one. Says when the first is due if any was not as wanted.

    They are not read first: what is as it should be is left as it is. Three statements at most, however many they are.
    Two transactions that write the same ones wait for each other: each goes through them in the same order, and what one
    has written the other moves.
    """
    in_order = sorted(wanted.items(), key=lambda item: item[0])
    db.flush()  # what they belong to
    moved = _put(db, workspace, [(key, due) for key, due in in_order if due is not None and not due.once], _MOVED)
    added = _put(db, workspace, [(key, due) for key, due in in_order if due is not None and due.once], _ADDED)
    _drop(db, workspace, [key for key, due in in_order if due is None])
    return min((one for one in (moved, added) if one is not None), default=None)


def _put(
    db: Session, workspace: str, wanted: Sequence[tuple[tuple[Later, str], TimerDue]], how: Inserting
) -> datetime | None:
    """When the first of them is due, where any had to be written."""
    if not wanted:
        return None
    rows = [
        {"workspace": workspace, "kind": kind.value, "subject": subject, "due_at": due.at, "set_id": due.set_id}
        for (kind, subject), due in wanted
    ]
    written = how.write(db, rows)
    return min(due.at for _, due in wanted) if written else None


def _move(insert: Insert) -> Insert:
    """Move the one that is there, unless that is due then anyway."""
    new = insert.excluded
    differs = or_(Timer.due_at != new.due_at, Timer.set_id.is_distinct_from(new.set_id))
    return insert.on_conflict_do_update(
        index_elements=[Timer.workspace, Timer.kind, Timer.subject],
        set_={"due_at": new.due_at, "set_id": new.set_id},
        where=differs,
    )


def _add(insert: Insert) -> Insert:
    return insert.on_conflict_do_nothing()


def bring_forward(db: Session, workspace: str, kind: Later, due: Mapping[int, datetime]) -> datetime | None:
    """Timers of that kind, by the numbers of what they are about, are due by then: one that is due sooner stays.

    Says when the first of them is due, where any had to be written.
    """
    wanted = [((kind, str(subject)), TimerDue(at, None)) for subject, at in sorted(due.items())]
    return _put(db, workspace, wanted, _BROUGHT_FORWARD)


def _bring_forward(insert: Insert) -> Insert:
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=[Timer.workspace, Timer.kind, Timer.subject],
        set_={"due_at": new.due_at},
        where=Timer.due_at > new.due_at,
    )


_COLUMNS: Final = ("workspace", "kind", "subject", "due_at", "set_id")
_MOVED: Final = Inserting(Timer, _COLUMNS, _move)
_ADDED: Final = Inserting(Timer, _COLUMNS, _add)
_BROUGHT_FORWARD: Final = Inserting(Timer, _COLUMNS, _bring_forward)


def _drop(db: Session, workspace: str, keys: Sequence[tuple[Later, str]]) -> None:
    if not keys:
        return
    kinds = {kind: [subject for _, subject in those] for kind, those in groupby(keys, key=lambda key: key[0])}
    given: dict[str, object] = {"workspace": workspace}
    for number, (kind, subjects) in enumerate(kinds.items()):
        given |= {f"kind{number}": kind.value, f"subjects{number}": subjects}
    db.connection().execute(_dropped(len(kinds)), given)


@cache
def _dropped(kinds: int) -> Delete:
    """One condition a kind, each of which the index of kinds and subjects answers."""
    named = or_(
        *(
            and_(
                Timer.workspace == bindparam("workspace"),
                Timer.kind == bindparam(f"kind{number}"),
                Timer.subject.in_(bindparam(f"subjects{number}", expanding=True)),
            )
            for number in range(kinds)
        )
    )
    in_order = select(Timer.id).where(named).order_by(Timer.kind, Timer.subject).with_for_update()
    return delete(Timer).where(Timer.id.in_(in_order))


def bring_back(db: Session, workspace: str, set_id: int, now: datetime) -> None:
    """What came due while the set was paused is due now."""
    theirs = (Timer.workspace == workspace, Timer.set_id == set_id, Timer.due_at == PUT_AWAY)
    db.execute(update(Timer).where(*theirs).values(due_at=now).execution_options(synchronize_session=False))


def take(db: Session, timer: DueTimer, now: datetime) -> bool:
    """Delete a timer that is due, and say whether it was there: if not, somebody else fired it or it was moved."""
    mine = {"of": timer.workspace, "kind": timer.kind.value, "subject": timer.subject, "now": now}
    db.flush()
    return bool(_TAKEN.execute(db, mine).rows)


_TAKEN: Final = CompiledStatement(
    delete(Timer)
    .where(
        Timer.workspace == bindparam("of"),
        Timer.kind == bindparam("kind"),
        Timer.subject == bindparam("subject"),
        Timer.due_at <= bindparam("now"),
    )
    .returning(Timer.id)
)


def due(db: Connected, now: datetime, limit: int = 100) -> list[DueTimer]:
    """The timers whose time has come and that fire before all others, oldest first."""
    return _found(db, _PRESSING, now, limit)


def lookups(db: Connected, now: datetime, limit: int = 100) -> list[DueTimer]:
    """The lookups whose time has come, so many of each kind: DMs, which are opened slowly, hold up nothing else."""
    return _found(db, _LOOKUPS, now, limit)


def low_priority(db: Connected, now: datetime, limit: int) -> list[DueTimer]:
    """The timers whose time has come and that let all others go first: reminders, oldest first, and then what is cleaned."""
    found = _found(db, _LOW_PRIORITY, now, limit)
    return sorted(found, key=lambda timer: timer.kind in CLEANING)[:limit]


class Coming(NamedTuple):
    """Whether timers are due that fire before all others, that let all others go first, and that are lookups; and when the first is
    due (UTC) that is not due yet.
    """

    pressing: bool
    low_priority: bool
    lookups: bool
    next_at: datetime | None


def coming(db: Connected, now: datetime) -> Coming:
    """What there is to look at, in one statement: nearly every look finds little."""
    rows = _COMING.execute(db, {"now": now}).rows
    due = {group for group, oldest, _ in rows if oldest is not None and oldest <= now}
    ahead = (first for _, _, first in rows if first is not None and first < PUT_AWAY)
    return Coming(_PRESSES in due, _LETS_OTHERS_GO in due, _ASKS in due, min(ahead, default=None))


def _found(db: Connected, asked: CompiledStatement, now: datetime, limit: int) -> list[DueTimer]:
    rows = asked.execute(db, {"now": now, "many": limit}).rows
    found = (
        DueTimer(workspace, Later(kind), subject, due_at, set_id) for workspace, kind, subject, due_at, set_id in rows
    )
    return sorted(found, key=lambda timer: timer.due_at)


_MAY_FIRE: Final = or_(is_not_locked(Timer.workspace), *(Timer.kind == kind for kind in sorted(THOUGH_LOCKED)))
"""Those of a workspace that has uninstalled the bot wait, but for what deletes it, or sees whether it has the bot again."""


def _oldest(*those: ColumnElement[bool] | TextClause) -> Select[str, str, str, datetime, int | None]:
    """So `many` that are due `now`. Written once, since a look at what is due nearly always finds nothing: it must cost little."""
    found = select(Timer.workspace, Timer.kind, Timer.subject, Timer.due_at, Timer.set_id)
    due_now = found.where(Timer.due_at <= bindparam("now", type_=Timer.due_at.type), _MAY_FIRE, *those)
    return due_now.order_by(Timer.due_at, Timer.id).limit(bindparam("many", type_=Integer()))


def _of_each(kinds: Collection[Later]) -> CompoundSelect[Any]:
    """The same of each kind, in one statement; the index begins with the kind."""
    each = (_oldest(WAITING, Timer.kind == kind).subquery() for kind in sorted(kinds))
    return union_all(*(select(one) for one in each))


_PRESSES, _LETS_OTHERS_GO, _ASKS = range(3)
_NOW: Final = bindparam("now", type_=Timer.due_at.type)


def _group(kind: Later) -> int:
    return _ASKS if kind in LOOKUPS else _LETS_OTHERS_GO


_KINDS: Final = union_all(
    *(
        select(
            literal_column(f"'{kind}'", String).label("kind"), literal_column(f"{_group(kind)}", Integer).label("is_of")
        )
        for kind in sorted(WAITING_TIMERS)
    )
).subquery("kinds")
"""Those that wait, as rows: for each subquery that names them all SQLite would make a table of them anew."""


def _first(after: ColumnElement[bool], *those: ColumnElement[bool] | TextClause) -> ScalarSelect[datetime]:
    """Not EXISTS, nor one for all kinds: of a statement that is asked again and again PostgreSQL plans one that reads all timers."""
    return select(Timer.due_at).where(after, *those).order_by(Timer.due_at).limit(1).scalar_subquery()


_EVER: Final = Timer.due_at > LONG_AGO  # which lets SQLite search the index, as it does from any moment


def _ahead(group: ColumnElement[int], *those: ColumnElement[bool] | TextClause) -> Select[int, datetime, datetime]:
    """When the oldest of those is due, and when the first is that is not due yet."""
    oldest, first = _first(_EVER, *those), _first(Timer.due_at > _NOW, *those)
    return select(group.label("is_of"), oldest.label("oldest"), first.label("first"))


_AHEAD: Final = union_all(
    _ahead(literal_column(f"{_PRESSES}", Integer), PRESSING_TIMERS),
    _ahead(_KINDS.c.is_of, WAITING, Timer.kind == _KINDS.c.kind),
).subquery()
_COMING: Final = CompiledStatement(
    select(_AHEAD.c.is_of, func.min(_AHEAD.c.oldest), func.min(_AHEAD.c.first)).group_by(_AHEAD.c.is_of)
)
_PRESSING: Final = CompiledStatement(_oldest(PRESSING_TIMERS))
_LOOKUPS: Final = CompiledStatement(_of_each(LOOKUPS))
_LOW_PRIORITY: Final = CompiledStatement(_of_each(REMINDERS | CLEANING))
