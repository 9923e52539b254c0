"""Where workers share all tests, what needs nothing is one test: to count each case takes longer than to look at it.

That is a table with all of its cases, and in a file whatever else bears no mark.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from inspect import iscoroutinefunction, signature
from itertools import product
from types import FunctionType
from typing import Any, Final

import pytest

from tests.quick_tests import has_quick_tests, uses_nothing_that_opens

ROWS: Final = "parametrize"
OF_ALL_TESTS: Final = {"event_loop_policy", "house_of_tests", "monkeypatch_session"}
"""What every test has."""
Row = tuple[str, Mapping[str, Any]]
Call = Callable[[], None]
OTHERS: Final = pytest.StashKey[dict[str, Call]]()
ALL_OTHERS: Final = "test_whatever_needs_nothing"


def are_one(config: pytest.Config) -> bool:
    """Whether tables are: not where somebody asks for a test or a case by its name, and not where a person runs a file."""
    names_some = config.option.keyword or any("::" in str(arg) for arg in config.args)
    return hasattr(config, "workerinput") and not names_some


def in_one(module: pytest.Module, name: str, test: object) -> pytest.Function | list[pytest.Item] | None:
    """The first test of a file that needs nothing, as one with all the others, for which there is none; a table; or None."""
    whole = _without_needs(module, test)
    if whole is None:
        return None
    if getattr(whole, "pytestmark", []):
        return _item(module, name, whole)
    others = module.stash.setdefault(OTHERS, {})
    others[name] = whole
    if len(others) > 1:
        return []
    item = _item(module, ALL_OTHERS, lambda: _all_looked_at([*others.items()]))
    if item is None:
        others.clear()
    return item


def whole_table(module: pytest.Module, name: str, test: object) -> pytest.Function | None:
    """All cases of a test as one; None where it is no table, or its cases need something of their own."""
    whole = _without_needs(module, test)
    return None if whole is None or whole is test else _item(module, name, whole)


def _item(module: pytest.Module, name: str, whole: Call) -> pytest.Function | None:
    item = pytest.Function.from_parent(module, name=name, callobj=whole)
    return item if set(item.fixturenames) <= OF_ALL_TESTS else None


def _without_needs(module: pytest.Module, test: object) -> Call | None:
    """The test, or all cases of a table, to be called with nothing; None where that cannot be, or each example is one more test."""
    if not isinstance(test, FunctionType) or iscoroutinefunction(test) or not has_quick_tests(module.path):
        return None
    if not uses_nothing_that_opens(module.obj) or hasattr(test, "hypothesis"):
        return None
    marks: list[pytest.Mark] = getattr(test, "pytestmark", [])
    tables = [mark for mark in marks if mark.name == ROWS]
    if any(mark.kwargs.keys() - {"ids"} or _has_marks(mark) for mark in tables):
        return None
    if set(signature(test).parameters) != {column for mark in tables for column in _columns(mark)}:
        return None
    if not tables:
        return None if marks else test
    whole = _over_all(test, tables)
    whole.__dict__["pytestmark"] = [mark for mark in marks if mark.name != ROWS]
    return whole


def _over_all(test: Callable[..., None], tables: Sequence[pytest.Mark]) -> Call:
    rows = list(_rows(tables))

    def whole() -> None:
        _all_looked_at([(name, partial(test, **row)) for name, row in rows])

    whole.__name__, whole.__doc__, whole.__module__ = test.__name__, test.__doc__, test.__module__
    return whole


def _all_looked_at(cases: Sequence[tuple[str, Call]]) -> None:
    """Raises ExceptionGroup with what is wrong with each of them that fails."""
    wrong: list[Exception] = []
    for name, case in cases:
        try:
            case()
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - all are raised below
            wrong.append(error if isinstance(error, Exception) else AssertionError(str(error)))
            wrong[-1].add_note(f"case: {name}")
    if wrong:
        raise ExceptionGroup(f"{len(wrong)} of {len(cases)} cases", wrong)


def _rows(tables: Sequence[pytest.Mark]) -> Iterator[Row]:
    """Each case by its name: with several tables, each of one with each of the others."""
    for combined in product(*(_rows_of(table) for table in tables)):
        yield "-".join(name for name, _ in combined), {key: value for _, row in combined for key, value in row.items()}


def _rows_of(table: pytest.Mark) -> Iterator[Row]:
    columns = _columns(table)
    for given in table.args[1]:
        values, name = (given.values, given.id) if _is_param(given) else (given if len(columns) > 1 else (given,), None)
        yield str(name or ", ".join(map(repr, values))), dict(zip(columns, values, strict=True))


def _columns(table: pytest.Mark) -> Sequence[str]:
    named = table.args[0]
    return [one.strip() for one in named.split(",")] if isinstance(named, str) else tuple(named)


def _has_marks(table: pytest.Mark) -> bool:
    return any(_is_param(given) and given.marks for given in table.args[1])


def _is_param(given: object) -> bool:
    return type(given) is type(pytest.param())
