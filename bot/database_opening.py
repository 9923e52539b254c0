"""The database as a bot opens it: held, brought up to date, and what is wrong with it said in one sentence."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from bot.config import Config
from bot.domain.errors import DatabaseUnavailable, Misconfigured, OutOfTime
from bot.logs import redacted
from storage import schema
from storage.database import Database
from storage.database_file import file_of, make_private
from storage.lockfile import LockFile


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The database, brought up to date where it is an SQLite file, which one process holds at a time.

    Raises Misconfigured where another process holds it, or it cannot be used as it is.
    """
    with _held(config):
        database = Database(config.database_url)
        try:
            with usable(config):
                if database.sqlite:
                    schema.upgrade(database.engine)
                    database.gather_statistics()
                else:
                    _must_be_migrated(config, database)
            yield database
        finally:
            database.close()


@contextmanager
def usable(config: Config) -> Iterator[None]:
    """What a database or its file raises in the block becomes one sentence: Misconfigured."""
    try:
        yield
    except (DBAPIError, DatabaseUnavailable, OutOfTime, CommandError, OSError) as error:
        known = error.orig if isinstance(error, DBAPIError) else error
        said = known.strerror if isinstance(known, OSError) and known.strerror else str(known)
        reason = redacted(said, config.secrets).strip().partition("\n")[0].rstrip(".")
        raise Misconfigured(
            f"DATABASE_URL: {config.database_shown} cannot be used ({reason}). See that {_to_be_seen_to(config)}, "
            "then start again."
        ) from None


def _to_be_seen_to(config: Config) -> str:
    if file_of(config.database_url) is None:
        return "it is right, that the database runs, and that its user may do everything in it"
    return (
        "its folder is there and you may write in it, that the file is yours and a whole SQLite database, of no newer "
        "version of the bot, that nobody else uses it, and that the disk has room"
    )


def _must_be_migrated(config: Config, database: Database) -> None:
    """Several processes may run on PostgreSQL, so none of them changes its schema unasked."""
    current, newest = schema.revisions(database.engine)
    if current != newest:
        found = f"is at revision {current}" if current else "has no tables yet"
        raise Misconfigured(
            f"{config.database_shown} {found}, and this version of the bot needs {newest}: "
            "run `python -m bot migrate`, then start again."
        )


@contextmanager
def _held(config: Config) -> Iterator[None]:
    path = file_of(config.database_url)
    if path is None:
        yield
        return
    with ExitStack() as stack:
        with usable(config):
            stack.enter_context(LockFile(path))
            make_private(path)  # what people gave in confidence is nobody else's to read
        yield
