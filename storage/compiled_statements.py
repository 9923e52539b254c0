"""Statements that are asked all the time: worded by SQLAlchemy once a kind of database, and asked of the driver itself.

To have SQLAlchemy execute one that it has worded long ago takes longer than most of these take themselves.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol, cast

from sqlalchemy import BindParameter, Connection, Dialect, Insert, Table, bindparam, insert
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows
from sqlalchemy.types import TypeEngine

from storage.columns import ByValue

Process = Callable[[Any], Any]
Row = Sequence[Any]
COUNTED: Final = {"preserve_rowcount": True}
"""How many rows were written is asked of the driver for an INSERT, too."""


class Connected(Protocol):
    """What statements of columns alone need: a session, or the connection by itself."""

    def connection(self) -> Connection:
        """The connection, in a transaction."""
        ...


class Executed(NamedTuple):
    """What a statement has found, or how many rows one that finds none has written; on SQLite the id of a row that was added."""

    rows: Sequence[Row]
    written: int
    added_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Worded:
    """A statement as a driver takes it: which values always go in, where the others do and how, and how those of a row come out."""

    words: str
    always: dict[str, Any] | list[Any]
    places: Sequence[tuple[Any, str, Process | None]]
    reads: Sequence[tuple[int, Process]]
    finds: bool

    def given(self, given: Mapping[str, Any]) -> Any:
        """The values for the driver. Raises KeyError where one is missing."""
        values: Any = self.always.copy()
        for place, name, process in self.places:
            values[place] = given[name] if process is None else process(given[name])
        return values

    def read(self, row: Row) -> Row:
        values = list(row)
        for place, process in self.reads:
            values[place] = process(values[place])
        return values


class CompiledStatement:
    """A statement of columns with named values, none of which is a list; `made` gives it for a dialect by its name."""

    def __init__(self, made: ReturnsRows | Callable[[str], ReturnsRows]) -> None:
        self._made = made
        self._statements: dict[str, ReturnsRows] = {}
        self._worded: dict[str, _Worded] = {}

    def of(self, dialect: str) -> Any:
        """The statement itself, as it is for that kind of database."""
        if dialect not in self._statements:
            self._statements[dialect] = self._made(dialect) if callable(self._made) else self._made
        return self._statements[dialect]

    def execute(self, db: Connected, given: Mapping[str, Any]) -> Executed:
        """What it finds and writes. Raises what SQLAlchemy raises, and KeyError where a value is missing.

        Where somebody listens to what is executed SQLAlchemy does it, and tells them.
        """
        connection = db.connection()
        heard = connection.engine.dispatch
        if heard.before_cursor_execute or heard.after_cursor_execute:
            return self._told(connection, given)
        dialect = connection.dialect
        worded = self._worded.get(dialect.name)
        if worded is None:
            worded = self._worded[dialect.name] = _worded(self.of(dialect.name), dialect)
        values = worded.given(given)
        cursor = None
        try:
            cursor = connection.connection.cursor()
            cursor.execute(worded.words, values)
            rows = cursor.fetchall() if worded.finds else ()
            written, added_id = cursor.rowcount, getattr(cursor, "lastrowid", None)
            cursor.close()
        except dialect.loaded_dbapi.Error as error:
            # What becomes of the connection, and as what the error goes on, is decided as for any other statement.
            connection._handle_dbapi_exception(error, worded.words, values, cursor, None)
        return Executed([worded.read(row) for row in rows] if worded.reads else rows, written, added_id)

    def scalar(self, db: Connected, given: Mapping[str, Any]) -> Any:
        """The first value of the first row; None where it finds none."""
        rows = self.execute(db, given).rows
        return rows[0][0] if rows else None

    def _told(self, connection: Connection, given: Mapping[str, Any]) -> Executed:
        found = connection.execute(self.of(connection.dialect.name), given, execution_options=COUNTED)
        return Executed(found.all() if found.returns_rows else (), found.rowcount, getattr(found, "lastrowid", None))


class CompiledInsert:
    """An INSERT of one row with those columns, which tells its id: by RETURNING, but on SQLite, where that takes another step."""

    def __init__(self, table: Table, columns: Collection[str]) -> None:
        row: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in columns}

        def made(dialect: str) -> Insert:
            added = insert(table).values(row)  # each anew: SQLAlchemy keeps with a statement what it returns
            return added if dialect == "sqlite" else added.returning(table.c.id)

        self._statement = CompiledStatement(made)

    def execute(self, db: Connected, row: Mapping[str, Any]) -> int:
        """The id of the row that was added."""
        found = self._statement.execute(db, row)
        return cast(int, found.rows[0][0] if found.rows else found.added_id)


def _worded(statement: ReturnsRows, dialect: Dialect) -> _Worded:
    """Raises ValueError for a statement whose words depend on its values."""
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler) or "__[POSTCOMPILE" in compiled.string:
        raise ValueError("a statement with a list of values is worded anew each time")
    into = {name: _into(bound.type, dialect) for bound, name in compiled.bind_names.items()}
    always = {name: compiled.params[name] for bound, name in compiled.bind_names.items() if not bound.required}
    fixed = {name: process(value) if (process := into[name]) else value for name, value in always.items()}
    in_order = compiled.positiontup
    places = enumerate(in_order) if in_order is not None else zip(into, into, strict=True)
    found = [column.type for column in statement.exported_columns]
    out_of = ((place, _out_of(kind, dialect)) for place, kind in enumerate(found))
    return _Worded(
        compiled.string,
        [fixed.get(name) for name in in_order] if in_order is not None else fixed,
        [(place, name, into[name]) for place, name in places if name not in fixed],
        [(place, process) for place, process in out_of if process is not None],
        bool(found),
    )


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    if isinstance(kind, ByValue):
        return kind.written.__getitem__
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    if isinstance(kind, ByValue):
        return kind.read.__getitem__
    return kind.dialect_impl(dialect).result_processor(dialect, None)
