"""Rows of several tables read by one statement: each packed into a JSON array by the database, whatever its columns are.

It spares a round trip for each table, and reading them into rows of their own. Both databases write moments as ISO 8601.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final, cast

from sqlalchemy import Boolean, ColumnElement, Date, FromClause, Select, Table, Text, Time, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from storage.base import Base
from storage.columns import ByValue, UtcDateTime


class JsonArray(FunctionElement[str]):
    """A JSON array of these columns, as text."""

    type = Text()
    inherit_cache = True


@compiles(JsonArray)
def _on_sqlite(element: JsonArray, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **more)})"


@compiles(JsonArray, "postgresql")
def _on_postgresql(element: JsonArray, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST(json_build_array({compiler.process(element.clauses, **more)}) AS TEXT)"


class JsonRows(FunctionElement[str]):
    """A JSON array of all rows, each an array of these columns, as text: SQLite lets other threads run at each row that is read."""

    type = Text()
    inherit_cache = True


@compiles(JsonRows)
def _all_on_sqlite(element: JsonRows, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **more)}))"


@compiles(JsonRows, "postgresql")
def _all_on_postgresql(element: JsonRows, compiler: SQLCompiler, **more: Any) -> str:
    return f"coalesce(CAST(json_agg(json_build_array({compiler.process(element.clauses, **more)})) AS TEXT), '[]')"


Row = list[Any]
Rows = dict[str, list[Row]]
"""By the name of their part, in no order."""
PART: Final = "part"


def table_of(model: type[Base]) -> Table:
    """The table itself: a statement of it is not compiled by way of the model."""
    return cast(Table, model.__table__)


def part(name: str, *columns: ColumnElement[Any], of: FromClause) -> Select[str, str]:
    """Rows of one kind, to be joined with others by UNION ALL."""
    return select(literal_column(f"'{name}'", Text).label(PART), JsonArray(*columns).label("row")).select_from(of)


def unpacked(found: Iterable[Any]) -> Rows:
    """The rows of each part. They are read as one array: one call of the parser, however many they are."""
    named = [(name, row) for name, row in found]
    parts: Rows = {}
    for (name, _), row in zip(named, json.loads(f"[{','.join(row for _, row in named)}]"), strict=True):
        parts.setdefault(name, []).append(row)
    return parts


def moment(written: str | None) -> datetime | None:
    """A moment in UTC, as either database writes it."""
    return at(written) if written is not None else None


def at(written: str) -> datetime:
    """The same of one that is always there."""
    found = datetime.fromisoformat(written)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


Read = Callable[[Any], Any]


def readers(columns: Iterable[ColumnElement[Any]]) -> tuple[tuple[int, Read], ...]:
    """What makes a value of what JSON has for these columns: the places of those that need it, and how. None stays None."""
    found = ((place, _reader(column.type)) for place, column in enumerate(columns))
    return tuple((place, read) for place, read in found if read is not None)


def _reader(kind: TypeEngine[Any]) -> Read | None:
    if isinstance(kind, ByValue):
        return kind.read.__getitem__
    return next((read for of, read in _READ.items() if isinstance(kind, of)), None)


def read(row: Row, by: Iterable[tuple[int, Read]]) -> Row:
    """The same row with its values in the place of what JSON has for them."""
    for place, value_of in by:
        if row[place] is not None:
            row[place] = value_of(row[place])
    return row


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written is not None else None


_READ: Final[Mapping[type[TypeEngine[Any]], Read]] = {
    UtcDateTime: at,
    Date: date.fromisoformat,
    Time: time.fromisoformat,
    Boolean: bool,
}
