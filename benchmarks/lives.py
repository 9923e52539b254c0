"""Two lives one after the other in one process: what is learned only once is learned in the first, and the second is measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from unittest.mock import patch

from sqlalchemy import delete

from bot import database_opening
from storage.base import Base
from storage.database import Database

EARLIER: Final = "T0000"
"""The workspace of the first life."""


@contextmanager
def kept_open(url: str) -> Iterator[Database]:
    """Whoever opens this database in the block gets the same one, with its connections, and leaves it open.

    A new connection costs several milliseconds more for every statement that it has not had: the server reads what its tables
    look like, both plan, and only what comes again is prepared. A process pays that once a connection, not once a gesture.
    """
    database = Database(url)
    try:
        with patch.object(database_opening, "Database", return_value=database), patch.object(database, "close"):
            yield database
    finally:
        database.close()


def forget(database: Database, workspace: str) -> None:
    """Delete all that a life has left in its workspace: nothing of it comes due in the next."""
    with database.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if "workspace" in table.c:
                connection.execute(delete(table).where(table.c.workspace == workspace))
