"""How tests are collected, told apart and shared; what they may ask for is in `tests/fixtures.py`."""

import gc
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest
from _pytest.runner import runtestprotocol
from xdist.remote import Producer

from tests.quick_tests import Watch, has_quick_tests, is_quick
from tests.sharing import Shared, turn_of
from tests.tables import are_one, in_one

gc.disable()  # until everything is collected
WATCH: Final = Watch()
YOUNG: Final = 100_000
"""Objects made before the collector looks at them: whatever refers to itself waits a little longer for it."""


def pytest_configure(config: pytest.Config) -> None:
    """Whoever only hands tests to workers runs none, and needs no fixtures; whoever runs quick ones alone none of the whole bot."""
    only_hands_out = getattr(config.option, "dist", "no") != "no" and not hasattr(config, "workerinput")
    if not only_hands_out:
        alone = config.option.markexpr == "quick"
        config.pluginmanager.import_plugin("tests.quick_fixtures" if alone else "tests.fixtures")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`make test-fast` imports only files that have something for it."""
    alone = config.option.markexpr == "quick" and collection_path.is_file()
    return True if alone and not has_quick_tests(collection_path) else None


def pytest_pycollect_makeitem(
    collector: pytest.Collector, name: str, obj: object
) -> pytest.Function | list[pytest.Item] | None:
    if not name.startswith("test_") or not isinstance(collector, pytest.Module) or not are_one(collector.config):
        return None
    return in_one(collector, name, obj)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: turn_of(item.nodeid))
    for item in items:
        if is_quick(item):
            item.add_marker(pytest.mark.quick)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Shared | None:
    """Tests that share what is dear stay with one worker; xdist's own groups are lost on a test's new ids since pytest 9."""
    if config.option.dist != "loadgroup":
        return None
    config.option.loadscopereorder = False  # those with most tests are not the longest
    return Shared(config, log)


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: the collector of garbage need not look at them even once."""
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
    gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Garbage is looked for once more, and what fails in it is told; pytest would go through everything five times as it ends.

    Not by whoever runs quick tests alone, which are looked after where all tests run.
    """
    if session.config.option.markexpr != "quick":
        gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Of a quick test a worker tells what came of it, and not that it begins, is set up, is taken down and ends: that takes longer."""
    if not hasattr(item.config, "workerinput") or not item.get_closest_marker("quick"):
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """A quick test that opens something fails. After its end others' servers may be stopped, which is none of its doing."""
    return (yield from _watched(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """The same, once all is set up."""
    return (yield from _watched(item))


def _watched(item: pytest.Item) -> Generator[None, None, None]:
    WATCH.running = item.nodeid if item.get_closest_marker("quick") else ""
    try:
        return (yield)
    finally:
        WATCH.running = ""
