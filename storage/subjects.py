"""Everything that is kept about one person, table by table; and that somebody has looked at it, or had it deleted."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, String, Table, cast, or_, select
from sqlalchemy.orm import Session

from storage.base import Base
from storage.delivery_models import Post
from storage.erasure_models import Audit
from storage.models import Member, Person

THEIRS: Final = ("people", "members", "issues", "slots", "actions", "letters", "conversations")
"""Whatever belongs to a row about a person in one of these tables is about them as well."""


def people_of(db: Session, user: str, workspace: str | None) -> list[tuple[str, int]]:
    """The workspaces and numbers of whoever has that Slack id."""
    named = select(Person.workspace, Person.id).where(Person.user == user)
    asked = named if workspace is None else named.where(Person.workspace == workspace)
    return [(row[0], row[1]) for row in db.execute(asked.order_by(Person.workspace))]


def about(workspace: str, person_id: int, user: str) -> Mapping[str, ColumnElement[bool]]:
    """By table, which rows are about a person. A new table is found by what it belongs to, or a test says that it is not."""
    found: dict[str, ColumnElement[bool]] = {}
    for table in Base.metadata.sorted_tables:
        conditions = _by_what_it_belongs_to(table, found)
        if table.name == "people":
            conditions = [table.c.id == person_id]
        elif table.name == "strays":
            conditions = [table.c.user == user]
        elif table.name == "audits":
            conditions = [table.c.about == hashed(workspace, user)]
        elif table.name == "posts":
            sets = select(Member.set_id).where(Member.person_id == person_id)
            conditions.append(Post.set_id.in_(sets) & cast(Post.facts, String).contains(f'"{user}"', autoescape=True))
        if conditions:
            found[table.name] = or_(*conditions) & (table.c.workspace == workspace)
    return found


def _by_what_it_belongs_to(table: Table, found: Mapping[str, ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for key in table.foreign_keys:
        other = key.column.table
        if key.column.name == "id" and other.name in THEIRS and other.name in found and other is not table:
            conditions.append(table.c[key.parent.name].in_(select(other.c.id).where(found[other.name])))
    return conditions


def everything_about(db: Session, workspace: str, person_id: int, user: str) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person, column by column; tables without any are left out."""
    found = {}
    for name, condition in about(workspace, person_id, user).items():
        table = Base.metadata.tables[name]
        rows = db.execute(select(table).where(condition).order_by(*table.primary_key.columns)).mappings()
        if told := [{column: _plain(value) for column, value in row.items()} for row in rows]:
            found[name] = told
    return found


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | dict | list) else str(value)


def hashed(workspace: str, user: str) -> str:
    """Somebody in a row that outlives what names them."""
    return sha256(f"{workspace}:{user}".encode()).hexdigest()


def used(db: Session, workspace: str, user: str, did: str, operator: str, now: datetime) -> None:
    """Write down that what is kept of somebody was used by hand."""
    row = Audit(workspace=workspace, used_at=now, did=did, about=hashed(workspace, user), operator=operator[:64])
    db.add(row)
