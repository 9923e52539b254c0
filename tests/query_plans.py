"""How a database goes about a statement: what it reads from end to end, by its own account."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Engine, Executable, event, text

EXPLAINED: Final = ("SELECT", "UPDATE", "DELETE", "WITH")
LISTS: Final = re.compile(r"(?:\((?:[?]|%\(\w+\)s(?:::\w+)?)(?:, (?:[?]|%\(\w+\)s(?:::\w+)?))*\)(?:, )?)+")
BY_WORKSPACE: Final = re.compile(r"\(\(workspace\)::text = '[^']*'::text\)")
PARAMETER: Final = re.compile(r"%\((\w+)\)s")
SCANNED: Final = re.compile(r"SCAN (?P<table>\w+)")
SKIPPED_THROUGH: Final = re.compile(r"SEARCH (?P<table>\w+) USING .*\(ANY\(.*")
SEARCHED_BY_WORKSPACE: Final = re.compile(r"SEARCH (?P<table>\w+) USING .*INDEX \w+ \(workspace=\?\)")


@dataclass(frozen=True, slots=True)
class Meant:
    """A statement before it is worded for any database, with what it was asked with and for."""

    statement: Executable
    given: Any
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as it went to the driver, with the values that it went with when it was first asked.

    `meant` is None where it was worded by hand.
    """

    statement: str
    values: Any
    meant: Meant | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Walk:
    """A table that a statement reads from end to end, by the workspace alone, or with all values of an index's first column."""

    table: str
    how: str
    statement: str

    def __str__(self) -> str:
        return f"{self.table}: {self.how}, in {' '.join(self.statement.split())}"


class NotAskedError(Exception):
    """A statement was worded, and goes no further."""


@contextmanager
def overhearing(*, lets_through: bool = True) -> Iterator[dict[str, Asked]]:
    """Every statement that engines of this process are asked while the block runs, once, however long its lists are.

    Unless it is let through, whoever asks gets NotAskedError instead.
    """
    heard: dict[str, Asked] = {}
    again: set[str] = set()
    about_to_ask: dict[Connection, Meant] = {}

    def note(connection: Connection, statement: Executable, many: Any, one: Any, options: Mapping[str, Any]) -> None:
        of_its_own = {name: value for name, value in options.items() if name not in connection.get_execution_options()}
        about_to_ask[connection] = Meant(statement, many or one, of_its_own)

    def hear(connection: Connection, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        meant = about_to_ask.pop(connection, None)
        if statement not in again and statement.lstrip().startswith(EXPLAINED):
            heard.setdefault(LISTS.sub("(...)", statement), Asked(statement, values[0] if many else values, meant))
        again.add(statement)
        if not lets_through:
            raise NotAskedError

    event.listen(Engine, "before_execute", note)
    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_execute", note)
        event.remove(Engine, "before_cursor_execute", hear)


def worded_for(engine: Engine, heard: Iterable[Asked]) -> Mapping[str, Asked]:
    """The same statements as that engine would word them for its database, which is not asked."""
    with engine.connect().execution_options(writes=False) as connection:
        connection.begin()
        with overhearing(lets_through=False) as worded:
            for meant in (one.meant for one in heard if one.meant is not None):
                with suppress(NotAskedError):
                    connection.execute(meant.statement, meant.given, execution_options=meant.options)
    return worded


def walks(connection: Connection, asked: Asked, rows: Mapping[str, int]) -> list[Walk]:
    """What a statement walks, of tables with so many `rows`."""
    if connection.dialect.name == "sqlite":
        return _on_sqlite(connection, asked)
    return _on_postgres(connection, asked, rows)


def _on_sqlite(connection: Connection, asked: Asked) -> list[Walk]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.statement}", asked.values)
    tables = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN|UPDATE|,) (\w+) AS (\w+)", asked.statement)}
    read_already = {"CONSTANT", "SUBQUERY"}  # as is whatever has a name within the statement, by steps of their own
    read_already |= {
        *re.findall(r"\) AS (\w+)", asked.statement),
        *re.findall(r"(\w+) AS(?: MATERIALIZED)?\s+\(", asked.statement),
    }
    found = []
    for *_, detail in plan:
        walked = SCANNED.match(detail) or SEARCHED_BY_WORKSPACE.fullmatch(detail) or SKIPPED_THROUGH.match(detail)
        if walked is not None and walked["table"] not in read_already:
            table = str(walked["table"])
            found.append(Walk(tables.get(table, table), detail, asked.statement))
    return found


SMALL: Final = 15_000
"""A table of fewer rows PostgreSQL may read whole rather than look fifty rows up: there it must be able to do without."""


def _on_postgres(connection: Connection, asked: Asked, rows: Mapping[str, int]) -> list[Walk]:
    """As its planner would have it, also for any values; and of a small table, as it would have it were the table large."""
    found = _explained(connection, asked, freely=True)
    for_any_values = [walk for walk in _prepared(connection, asked) if rows.get(walk.table, 0) >= SMALL]
    large = [*(walk for walk in found if rows.get(walk.table, 0) >= SMALL), *for_any_values]
    is_small = any(rows.get(walk.table, 0) < SMALL for walk in found)
    unavoidable = _explained(connection, asked, freely=False) if is_small else []
    return [*large, *(walk for walk in unavoidable if rows.get(walk.table, 0) < SMALL)]


def _explained(connection: Connection, asked: Asked, *, freely: bool) -> list[Walk]:
    connection.execute(text(f"SET LOCAL enable_seqscan = {'on' if freely else 'off'}"))
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {asked.statement}", asked.values).scalar_one()
    return _walked(plan, asked)


def _prepared(connection: Connection, asked: Asked) -> list[Walk]:
    """As it is planned once it has been asked a few times: for whatever values, and not looking at them."""
    names = dict.fromkeys(PARAMETER.findall(asked.statement))
    numbers = {name: f"${number}" for number, name in enumerate(names, start=1)}
    statement = PARAMETER.sub(lambda found: numbers[found[1]], asked.statement)
    connection.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
    connection.execute(text("SET LOCAL enable_seqscan = on"))
    connection.exec_driver_sql(f"PREPARE walked AS {statement}")
    given = f"({', '.join(['NULL'] * len(names))})" if names else ""
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) EXECUTE walked{given}").scalar_one()
    connection.execute(text("DEALLOCATE walked"))
    connection.execute(text("SET LOCAL plan_cache_mode = auto"))
    return _walked(plan, asked)


def _walked(plan: Any, asked: Asked) -> list[Walk]:
    whole = plan if isinstance(plan, list) else json.loads(plan)
    return [
        Walk(node["Relation Name"], f"{node['Node Type']} {node.get('Index Name', '')}{_by(node)}", asked.statement)
        for node, limited in _nodes(whole[0]["Plan"], limited=False)
        if _walks(node, limited=limited)
    ]


def _nodes(node: dict[str, Any], *, limited: bool) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every node of a plan, and whether a limit right above it lets it stop early."""
    yield node, limited
    for below in node.get("Plans", []):
        yield from _nodes(below, limited=node["Node Type"] == "Limit")


def _walks(node: dict[str, Any], *, limited: bool) -> bool:
    if "Relation Name" not in node or node["Node Type"] == "ModifyTable":
        return False
    if node["Node Type"] == "Seq Scan":
        return True
    if "Index Scan" in node["Node Type"] or "Index Only Scan" in node["Node Type"]:
        return BY_WORKSPACE.fullmatch(_by(node).strip()) is not None or (not _by(node) and not limited)
    return False


def _by(node: dict[str, Any]) -> str:
    return f" {node['Index Cond']}" if "Index Cond" in node else ""
