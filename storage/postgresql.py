"""Connections to PostgreSQL that never wait longer than the work at hand may, whatever the network does."""

import time
from collections.abc import Generator
from typing import Any, Final, Self, TypeVar

from psycopg import Connection, OperationalError, errors
from sqlalchemy import Engine, create_engine, event

from bot.domain.errors import OutOfTime
from storage.deadline import PATIENCE, seconds_left

R = TypeVar("R")
LIMITS: Final = {
    "connect_timeout": 2,  # for each address of each host, and no less than libpq's own least
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": int(PATIENCE * 1000),
}
"""Whole seconds, the last in milliseconds. A DATABASE_URL that says otherwise is obeyed."""
PREPARED: Final = 500
"""Statements that a connection remembers the plan of: about as many as there are. The library would keep a hundred."""
GRACE: Final = 0.15
"""Seconds after the deadline in which the server may still say that it has given up, and take the rollback."""


class BoundedConnection(Connection[Any]):
    """A connection whose every answer is waited for as long as the work at hand may take, and a little more.

    The server's own time-outs end what it works on too long; where nothing comes at all, though the network takes what is
    sent, only we can know. The connection is closed then: what it was asked to do may be done or not.
    """

    @classmethod
    def connect(cls, *args: Any, **params: Any) -> Self:
        """As the library does, address by address, but for no longer in all than the work at hand may take."""
        return super().connect(*args, **LIMITS | params)

    @classmethod
    def _connect_gen(cls, *args: Any, **params: Any) -> Generator[Any, Any, Self]:
        # The library bounds each address by whole seconds, and leaves no other way to bound them all.
        return _until(time.monotonic() + _bound(), super()._connect_gen(*args, **params))

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        bound = _bound() if timeout is None else timeout
        try:
            return super().wait(gen, interval, bound)
        except errors._WaitTimeout:
            self.close()
            raise OperationalError(f"no answer within {bound:.1f} seconds") from None


def engine_for(url: str) -> Engine:
    # The connection that was used last goes first: its statements are prepared.
    engine = create_engine(url, pool_size=8, max_overflow=2, pool_timeout=2, pool_pre_ping=True, pool_use_lifo=True)

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, args: Any, params: Any) -> BoundedConnection:
        connection = BoundedConnection.connect(*args, **params)
        connection.prepared_max = PREPARED
        return connection

    return engine


def _bound() -> float:
    try:
        return seconds_left() + GRACE
    except OutOfTime:
        return GRACE


def _until(moment: float, steps: Generator[Any, Any, R]) -> Generator[Any, Any, R]:
    """The same steps, which are taken up again every tenth of a second; an error once the moment has passed."""
    ready = None
    while True:
        try:
            wanted = steps.send(ready)
        except StopIteration as done:
            value: R = done.value
            return value
        ready = yield wanted
        if not ready and time.monotonic() > moment:
            raise errors.ConnectionTimeout("no connection in time")
