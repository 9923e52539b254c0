"""The hop into plain synchronous code."""

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from bot.domain.errors import DatabaseUnavailable, OutOfTime
from handlers.executor import Executor
from prompts.language import speaking
from prompts.wording import slash
from storage.deadline import DEADLINE, committing, seconds_left


@pytest.fixture
def executor() -> Iterator[Executor]:
    pool = Executor(1)
    yield pool
    pool.close()


async def test_a_method_runs_in_another_thread_and_its_value_comes_back(executor: Executor) -> None:
    assert await executor.run(threading.get_ident) != threading.get_ident()
    assert await executor.run(divmod, 7, 2) == (3, 1)


async def test_what_it_raises_is_raised_here(executor: Executor) -> None:
    with pytest.raises(ZeroDivisionError):
        await executor.run(divmod, 1, 0)


async def test_the_deadline_travels_with_the_job_and_with_no_other(executor: Executor) -> None:
    assert 9 < await executor.run(seconds_left, deadline=time.monotonic() + 60) <= 10
    assert await executor.run(DEADLINE.get) is None


async def test_what_runs_there_speaks_as_whoever_asked_for_it(executor: Executor) -> None:
    with speaking(prefix="acme"):
        assert await executor.run(slash, "set new") == "`/acme-set new`"
    assert await executor.run(slash, "set new") == "`/set new`"


async def test_a_job_that_would_start_too_late_is_not_begun(executor: Executor) -> None:
    done: list[int] = []
    with pytest.raises(OutOfTime):
        await executor.run(done.append, 1, deadline=time.monotonic() - 0.001)
    assert done == []


async def test_whoever_is_cancelled_still_waits_for_the_thread(executor: Executor) -> None:
    begun, may_end, done = threading.Event(), threading.Event(), threading.Event()

    def job() -> None:
        begun.set()
        may_end.wait(5)
        done.set()

    waiting = asyncio.create_task(executor.run(job))
    await asyncio.to_thread(begun.wait, 5)
    waiting.cancel()
    await asyncio.wait([waiting], timeout=0.01)
    assert not waiting.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert done.is_set()


class Held:
    """A job that is held up until the test lets it go."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.saved: list[str] = []

    def before_its_commit(self, word: str) -> None:
        self.may_go_on.wait(5)
        with committing():
            self.saved.append(word)

    def in_its_commit(self, word: str) -> None:
        with committing():
            self.may_go_on.wait(5)
            self.saved.append(word)

    def in_two_parts(self, first: str, second: str) -> None:
        with committing():
            self.saved.append(first)
        self.may_go_on.wait(5)
        with committing():
            self.saved.append(second)

    def in_half(self, word: str) -> None:
        with committing():
            self.saved.append(word)
        raise DatabaseUnavailable("shut down")


@pytest.fixture
def soon_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for a commit that is under way."""
    monkeypatch.setattr("handlers.executor.TO_COMMIT", 0.05)


@pytest.fixture
def held() -> Iterator[Held]:
    job = Held()
    yield job
    job.may_go_on.set()


async def test_everybody_is_answered_at_their_deadline_though_the_only_thread_is_held_up(
    executor: Executor, held: Held
) -> None:
    began = time.monotonic()
    jobs = [asyncio.create_task(executor.run(held.before_its_commit, word, deadline=began + 0.1)) for word in "abcd"]
    answers = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(answer) for answer in answers] == [OutOfTime] * 4
    assert time.monotonic() - began < 1
    held.may_go_on.set()
    await executor.run(time.sleep, 0)
    assert held.saved == []


@pytest.mark.usefixtures("soon_over")
async def test_a_commit_that_does_not_end_is_not_called_unsaved(executor: Executor, held: Held) -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        await executor.run(held.in_its_commit, "a", deadline=time.monotonic() + 0.1)
    assert caught.value.unsure


@pytest.mark.usefixtures("soon_over")
async def test_what_has_committed_a_part_of_itself_goes_on_though_it_is_late(executor: Executor, held: Held) -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        await executor.run(held.in_two_parts, "a", "b", deadline=time.monotonic() + 0.1)
    assert caught.value.unsure
    held.may_go_on.set()
    await executor.run(time.sleep, 0)
    assert held.saved == ["a", "b"]


async def test_what_ended_in_the_middle_is_not_called_unsaved(executor: Executor, held: Held) -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        await executor.run(held.in_half, "a", deadline=time.monotonic() + 5)
    assert caught.value.unsure


async def test_people_do_not_wait_for_the_patience_of_the_clock(held: Held) -> None:
    several = Executor(2)
    patient = [asyncio.create_task(several.run(held.in_its_commit, word)) for word in "ab"]
    await several.run(time.sleep, 0, deadline=time.monotonic() + 5)
    held.may_go_on.set()
    await asyncio.gather(*patient)
    several.close()


async def test_what_has_a_deadline_waits_for_one_of_the_others_at_most(executor: Executor) -> None:
    begun, may_end, done = threading.Event(), threading.Event(), list[str]()

    def first() -> None:
        begun.set()
        may_end.wait(5)
        done.append("delivery")

    patient = [asyncio.create_task(executor.run(job)) for job in (first, *[lambda: done.append("delivery")] * 5)]
    await asyncio.to_thread(begun.wait, 5)
    click = asyncio.create_task(executor.run(done.append, "click", deadline=time.monotonic() + 60))
    await asyncio.sleep(0)
    may_end.set()
    await asyncio.gather(click, *patient)
    assert done == ["delivery", "click", *["delivery"] * 5]
