"""Rows of several tables read by one statement: each packed into a JSON array by the database, whatever its columns are.

It spares a round trip for each table, and reading them into rows of their own. Both databases write moments as ISO 8601.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, FromClause, Select, Table, Text, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.base import Base


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


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written is not None else None
