"""Which workspaces have the bot, and which have uninstalled it."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.database import inserting
from storage.erasure_models import Installation

# The condition of the partial index, word for word; built once, since every look of the loops asks it.
_LOCKED: Final = select(Installation.workspace).where(text("installations.locked_at IS NOT NULL"))


class KnownWorkspaces:
    """What this process knows of workspaces: those that have uninstalled the bot are `locked`."""

    def __init__(self) -> None:
        self.locked: frozenset[str] = frozenset()

    def read(self, db: Session) -> None:
        """Another process may have locked one, or opened it."""
        self.locked = frozenset(db.scalars(_LOCKED))


def is_not_locked(workspace: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether a row is not of a workspace that has uninstalled the bot."""
    return workspace.not_in(_LOCKED)


def known(db: Session, workspace: str, now: datetime) -> None:
    """The bot is in use in a workspace; since when is kept from the first time on."""
    row = {"workspace": workspace, "installed_at": now}
    db.execute(inserting(db, Installation).on_conflict_do_nothing(), row)


def held(db: Session, workspace: str) -> Installation | None:
    """The installation in a workspace, held until the unit of work ends."""
    return db.scalar(select(Installation).where(Installation.workspace == workspace).with_for_update())
