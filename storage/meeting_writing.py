"""Rows written by difference: only columns that changed, one statement for those in which the same ones did."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Insert, Table, Update, bindparam, insert, update
from sqlalchemy.orm import Session

from bot.domain.meeting.parts import Slot, Step, Turn
from storage.database import inserting_on

One = TypeVar("One", Slot, Step, Turn)
Columns = Mapping[str, Any]


def changed(before: Columns, after: Columns) -> Columns:
    """The columns that are other than they were."""
    return {name: value for name, value in after.items() if before[name] != value}


def write_changes(db: Session, table: Table, changes: Mapping[int, Columns]) -> None:
    """These columns of the rows with these numbers; where a table counts its versions, each is one more."""
    alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for number, columns in changes.items():
        if columns:
            row = {f"new_{name}": value for name, value in columns.items()}
            alike[tuple(columns)].append({"row": number, **row})
    for names, rows in alike.items():
        db.connection().execute(_changing(table, names), rows)


def add(db: Session, table: Table, rows: Sequence[Columns]) -> list[int]:
    """New rows, in their order; gives their numbers. One statement, however many they are."""
    if not rows:
        return []
    first = {"version": 1} if "version" in table.c else {}
    written = db.connection().execute(_adding(table), [{**row, **first} for row in rows])
    numbers = {name: number for number, name in written}
    return [numbers[row[_name_in(table)]] for row in rows]


def changes(before: Sequence[One], after: Sequence[One], columns: Callable[[One], Columns]) -> Mapping[int, Columns]:
    """What has changed in the rows that there were; what was not touched is the very same."""
    was = {one.number: one for one in before}
    touched = (one for one in after if one.number and one is not was[one.number])
    return {one.number: changed(columns(was[one.number]), columns(one)) for one in touched}


def numbered(those: Sequence[One], numbers: Iterable[int]) -> tuple[One, ...]:
    """The same with the numbers of their rows for those that had none."""
    new = iter(numbers)
    return tuple(one if one.number else replace(one, number=next(new)) for one in those)


def upsert(db: Session, table: Table, rows: Sequence[Columns]) -> None:
    """Rows by their primary key: new ones, or what they have now."""
    if rows:
        statement = _upserting(db.get_bind().dialect.name, table, tuple(rows[0]))
        db.connection().execute(statement, [dict(row) for row in rows])


@lru_cache(maxsize=256)
def _changing(table: Table, names: tuple[str, ...]) -> Update:
    values: dict[str, Any] = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    if "version" in table.c:
        values["version"] = table.c.version + 1
    return update(table).where(table.c.id == bindparam("row")).values(values)


@lru_cache(maxsize=16)
def _adding(table: Table) -> Insert:
    # Told apart by their names: asked for in order, SQLite would be given one row at a time.
    return insert(table).returning(table.c.id, table.c[_name_in(table)])


def _name_in(table: Table) -> str:
    """The column with a name that we give to each row, and to no other."""
    return "key" if "key" in table.c else "public_id"


@lru_cache(maxsize=16)
def _upserting(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    written = inserting_on(dialect, table)
    others = {name: written.excluded[name] for name in names if not table.c[name].primary_key}
    upserting = written.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=others)
    return upserting.execution_options(render_nulls=True)
