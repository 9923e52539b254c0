"""What a unit of work has changed: rows of the tables from which something follows, each as it was and as it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine.interfaces import CoreExecuteOptionsParameter
from sqlalchemy.orm import Session

from storage.base import Base

_KEPT: Final = "changed_rows"


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """`was` has its columns as they were: None for a new one, and where a statement of its own has written it."""

    row: Base
    was: Any | None
    is_new: bool = False
    is_gone: bool = False


class WatchedSession(Session):
    """The session of one transaction on one connection. Its unit of work may ask which rows have changed: they are kept before they
    are written.
    """

    _joined: Connection | None = None

    def connection(
        self,
        bind_arguments: dict[str, Any] | None = None,
        execution_options: CoreExecuteOptionsParameter | None = None,
    ) -> Connection:
        """The one that was joined first: each statement asks for it, and to look it up takes as long as half of one."""
        if self._joined is None:
            self._joined = super().connection(bind_arguments, execution_options)
        return self._joined


class ChangedRows:
    """The rows of these classes that a session writes from now on, each once, as it was at first."""

    def __init__(self, db: Session, classes: Collection[type[Base]]) -> None:
        self._classes = classes
        self._kept: dict[int, ChangedRow] = {}
        db.info[_KEPT] = self

    def taken(self, db: Session) -> Sequence[ChangedRow]:
        """Those that were written since this was last asked, and that are to be."""
        db.flush()
        found, self._kept = list(self._kept.values()), {}
        return found

    def keep(self, one: ChangedRow) -> None:
        known = self._kept.get(id(one.row))
        if known is None or one.is_gone:
            before = known or one
            self._kept[id(one.row)] = ChangedRow(one.row, before.was, before.is_new, one.is_gone)

    def keep_all(self, db: Session) -> None:
        for row in db.new:
            if type(row) in self._classes:
                self.keep(ChangedRow(row, None, is_new=True))
        for rows, is_gone in ((db.dirty, False), (db.deleted, True)):
            for row in rows:
                if type(row) in self._classes:
                    self.keep(ChangedRow(row, _as_it_was(row), is_gone=is_gone))


def tell(db: Session, row: Base) -> None:
    """A statement of its own has written that row, or deleted it: `row` has as much of it as what follows is told by."""
    kept = db.info.get(_KEPT)
    if kept is not None:
        kept.keep(ChangedRow(row, None))


@event.listens_for(WatchedSession, "before_flush")
def _keep(db: Session, *_: object) -> None:
    kept = db.info.get(_KEPT)
    if kept is not None:
        kept.keep_all(db)


def _as_it_was(row: Any) -> SimpleNamespace:
    """A stand-in to read from as from the row itself. What was not loaded is not asked for."""
    state = inspect(row)
    names = state.mapper.column_attrs.keys()
    old = {name: state.attrs[name].history.deleted for name in names}
    return SimpleNamespace(**{name: old[name][0] if old[name] else state.dict.get(name) for name in names})
