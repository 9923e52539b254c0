"""Forms, private answers and what is asked of Slack at once are no rows: whatever becomes of those calls, people are told."""

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

import pytest
import pytest_asyncio

from prompts import ids
from rehearsal.deliveries import Answer
from rehearsal.faults import Kind, drop_after, drop_before, error, garbage, ratelimited, slow, status
from tests.house import House, a_house
from tests.scenes.play import call, to_the_questions
from tests.stopwatch import Stopwatch

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("in_real_time")]

SLACK_WAITS: Final = 3.0
NEVER: Final = 4.0
"""Seconds, which is longer than anybody waits."""
SURELY_NOT: Final[dict[str, Kind]] = {
    "refused": error("invalid_arguments"),
    "of a kind nobody knows": error("something_new"),
    "no access": error("missing_scope"),
    "too late": error("expired_trigger_id"),
    "limited": ratelimited(30),
}
UNCLEAR: Final[dict[str, Kind]] = {
    "hung up before": drop_before,
    "hung up after": drop_after,
    "slow": slow(NEVER),
    "late": slow(NEVER, effect_late=True),
    "500": status(500),
    "503, done": status(503, took_effect=True),
    "an error that may be none": error("internal_error", took_effect=True),
    "a list": garbage("[1]"),
    "a string": garbage('"ok"'),
    "nothing": garbage("null"),
    "half": garbage('{"ok": tr'),
    "a page": garbage("<html>Bad gateway</html>"),
    "nothing in it": garbage('{"ok": true}'),
}
FAULTS: Final = SURELY_NOT | UNCLEAR
Gesture = Callable[[House], Awaitable[Answer]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A set in a meeting where somebody is called to ask; Otto is in the channel and not in the set."""
    async with a_house(tmp_path_factory.mktemp("lost")) as house:
        await house.found()
        await to_the_questions(house)
        yield house


@pytest.fixture
def nothing_escapes(caplog: pytest.LogCaptureFixture) -> Any:
    """Nothing was logged with a traceback, and no task has an exception that nobody has looked at."""

    def check() -> None:
        gc.collect()  # a task complains as it goes
        assert [record.getMessage() for record in caplog.records if record.exc_info] == []
        assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []

    return check


async def with_fault(house: House, method: str, fault: Kind, gesture: Gesture) -> Answer:
    """The answer to a gesture whose calls of a method all meet the fault, if it comes before Slack stops waiting."""
    house.ws.faults.add(method, fault, times=None)
    watch = Stopwatch()
    try:
        answer = await gesture(house)
        assert answer.ok, answer
        assert watch.seconds < SLACK_WAITS
        async with asyncio.timeout(60):
            await house.bot.idle()
    finally:
        house.ws.faults.clear()
    return answer


async def put_forms_away(house: House) -> None:
    for who in (*house.people, house.otto):
        while house.ws.view(who) is not None:
            await house.ws.close_view(who)


def told_since(house: House, before: int, answer: Answer) -> str:
    """What anybody was told alone: in the answer, or whispered."""
    return " ".join([answer.text, *(one.text for one in house.ws.whispered[before:])])


async def bare_action(house: House) -> Answer:
    return await house.ws.command(house.ben, house.room, "/action")


async def bare_issue(house: House) -> Answer:
    return await house.ws.command(house.ben, house.room, "/set-issue")


async def change_rules(house: House) -> Answer:
    return await house.ws.press(house.ben, house.with_button("Change the rules"), "Change the rules")


async def make_my_action(house: House) -> Answer:
    return await house.ws.shortcut(house.ben, ids.MAKE_ACTION, house.ws.messages(house.room)[0])


OPENING: Final = (bare_action, bare_issue, change_rules, make_my_action)


@pytest.mark.parametrize("gesture", OPENING)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_form_that_does_not_open_is_said_not_to_have_saved_anything(
    house: House, fault: Kind, gesture: Gesture, nothing_escapes: Callable[[], None]
) -> None:
    before = len(house.ws.whispered)
    answer = await with_fault(house, "views.open", fault, gesture)
    told = told_since(house, before, answer)
    opened = fault == FAULTS["nothing in it"]
    assert opened or "othing was saved" in told or "Nothing was lost" in told
    assert ("if no form is there" in told) == (fault in UNCLEAR.values() and not opened)
    await put_forms_away(house)
    nothing_escapes()


async def founds(house: House) -> Answer:
    return await house.ws.command(house.otto, house.ws.channel("free", members=[house.otto]), "/set", "new")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_channel_that_slack_does_not_describe_is_said_not_to_have_saved_anything(
    house: House, fault: Kind, nothing_escapes: Callable[[], None]
) -> None:
    answer = await with_fault(house, "conversations.info", fault, founds)
    assert "Nothing was saved" in answer.text or "nothing was saved" in answer.text
    nothing_escapes()


async def fills_in_and_founds(house: House) -> Answer:
    values = {
        "name": "Late founders",
        "members": [house.otto.id, house.ben.id, house.dan.id],
        "first_on": "2026-11-10",
        "at": "14:00",
        "every_weeks": "2",
    }
    return await house.ws.submit(house.otto, values)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_set_that_cannot_be_founded_for_want_of_slack_keeps_its_form(
    house: House, fault: Kind, nothing_escapes: Callable[[], None]
) -> None:
    assert (await founds(house)).ok
    house.ws.faults.add("conversations.info", fault, times=None)
    watch = Stopwatch()
    assert (await fills_in_and_founds(house)).ok
    house.ws.faults.clear()
    assert watch.seconds < SLACK_WAITS
    assert ["nothing was saved" in words for words in house.ws.view_errors(house.otto).values()] == [True]
    await put_forms_away(house)
    nothing_escapes()


@pytest.mark.parametrize("fault", [drop_before, slow(NEVER), status(500), garbage("[1]"), ratelimited(30)])
async def test_people_whom_slack_does_not_describe_join_all_the_same(
    house: House, fault: Kind, nothing_escapes: Callable[[], None]
) -> None:
    joins = house.ws.person(f"New {time.monotonic_ns()}")
    house.room.members.append(joins.id)

    async def adds(house: House) -> Answer:
        return await house.ws.command(house.ana, house.room, "/set", f"add <@{joins.id}>")

    house.ws.faults.add("users.info", fault, times=1)
    watch = Stopwatch()
    answer = await adds(house)
    assert watch.seconds < SLACK_WAITS
    assert joins.id in answer.text
    await house.settle()
    nothing_escapes()


async def presses_in_the_thread(house: House) -> Answer:
    return await house.ws.press(house.otto, call(house), "Pass")


async def presses_in_the_channel(house: House) -> Answer:
    return await house.ws.press(house.otto, house.with_button("Change the rules"), "Change the rules")


LOST: Final = [
    pytest.param(method, gesture, fault, id=f"{method} {name}")
    for method, gesture in (("chat.postEphemeral", presses_in_the_thread), ("response_url", presses_in_the_channel))
    for name, fault in FAULTS.items()
    if name != "nothing in it" and not (method == "response_url" and fault.body)
]


@pytest.mark.parametrize(("method", "gesture", "fault"), LOST)
async def test_a_private_answer_that_is_not_shown_where_it_was_asked_is_shown_elsewhere(
    house: House, method: str, gesture: Gesture, fault: Kind, nothing_escapes: Callable[[], None]
) -> None:
    seen = [*house.ws.ephemerals(house.otto), *house.ws.dm(house.otto)]
    await with_fault(house, method, fault, gesture)
    now = [one for one in (*house.ws.ephemerals(house.otto), *house.ws.dm(house.otto)) if one not in seen]
    assert now
    assert all("you are not in it" in one.text for one in now)
    nothing_escapes()


async def test_an_answer_goes_to_the_persons_own_messages_where_the_bot_is_not_in_the_channel(house: House) -> None:
    house.ws.faults.add("chat.postEphemeral", error("user_not_in_channel"))
    before = len(house.ws.dm(house.otto))
    await presses_in_the_thread(house)
    await house.bot.idle()
    (answer,) = house.ws.dm(house.otto)[before:]
    assert "you are not in it" in answer.text


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("method", ["views.publish", "chat.getPermalink"])
async def test_a_home_tab_that_cannot_be_drawn_does_no_harm(
    house: House, fault: Kind, method: str, nothing_escapes: Callable[[], None]
) -> None:
    async def looks(house: House) -> Answer:
        return await house.ws.open_home(house.ben)

    await with_fault(house, method, fault, looks)
    nothing_escapes()
