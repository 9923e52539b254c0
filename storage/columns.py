"""Column types that refuse what must never be stored."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored and returned in UTC. A naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive moment has no place in the database")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


T = TypeVar("T")


class _Known(dict[str | None, T | None]):
    """What a value stands for, found once: to ask an enumeration takes ten times as long. None stands for itself."""

    def __init__(self, find: Callable[[str], T]) -> None:
        super().__init__({None: None})
        self._find = find

    def __missing__(self, value: str | None) -> T:
        self[value] = found = self._find(str(value))
        return found


class ByValue(TypeDecorator[Any]):
    """A StrEnum stored by its value, so that renaming a member in Python changes no row."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self.read: _Known[StrEnum] = _Known(kind)
        self.written: _Known[str] = _Known(lambda value: str(kind(value).value))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return self.written[value]

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return self.read[value]
