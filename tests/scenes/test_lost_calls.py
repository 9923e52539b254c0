"""Forms, private answers and what is asked of Slack at once are no rows: whatever becomes of those calls, people are told."""

import asyncio
import gc
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

import pytest
import pytest_asyncio

from prompts import ids
from rehearsal.deliveries import Answer
from rehearsal.faults import FaultKind, drop_after, drop_before, error, garbage, ratelimited, slow, status
from tests.scene import Scene, a_scene, founding
from tests.scenes.play import at_the_questions, call
from tests.stopwatch import Stopwatch

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("in_real_time")]

SLACK_WAITS: Final = 3.0
NEVER: Final = 4.0
"""Seconds, which is longer than anybody waits."""
SURELY_NOT: Final[dict[str, FaultKind]] = {
    "refused": error("invalid_arguments"),
    "of a kind nobody knows": error("something_new"),
    "no access": error("missing_scope"),
    "too late": error("expired_trigger_id"),
    "limited": ratelimited(30),
}
UNCLEAR: Final[dict[str, FaultKind]] = {
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
Gesture = Callable[[Scene], Awaitable[Answer]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """A set in a meeting where somebody is called to ask; Otto is in the channel and not in the set."""
    async with a_scene(tmp_path_factory.mktemp("lost"), after=at_the_questions) as scene:
        gc.collect()
        gc.freeze()  # what is there by now need not be looked through after each test
        yield scene


@pytest.fixture
def nothing_escapes(caplog: pytest.LogCaptureFixture) -> Any:
    """Nothing was logged with a traceback, and no task has an exception that nobody has looked at."""

    def check() -> None:
        gc.collect()  # a task complains as it goes
        assert [record.getMessage() for record in caplog.records if record.exc_info] == []
        assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []

    return check


async def with_fault(scene: Scene, method: str, fault: FaultKind, gesture: Gesture) -> Answer:
    """The answer to a gesture whose calls of a method all meet the fault, if it comes before Slack stops waiting."""
    scene.ws.faults.add(method, fault, times=None)
    watch = Stopwatch()
    try:
        answer = await gesture(scene)
        assert answer.ok, answer
        assert watch.seconds < SLACK_WAITS
        async with asyncio.timeout(60):
            await scene.bot.idle()
    finally:
        scene.ws.faults.clear()
    return answer


async def put_forms_away(scene: Scene) -> None:
    for who in (*scene.people, scene.otto):
        while scene.ws.view(who) is not None:
            await scene.ws.close_view(who)


def told_since(scene: Scene, before: int, answer: Answer) -> str:
    """What anybody was told alone: in the answer, or whispered."""
    return " ".join([answer.text, *(one.text for one in scene.ws.whispered[before:])])


async def bare_action(scene: Scene) -> Answer:
    return await scene.ws.command(scene.ben, scene.room, "/action")


async def bare_issue(scene: Scene) -> Answer:
    return await scene.ws.command(scene.ben, scene.room, "/set-issue")


async def change_rules(scene: Scene) -> Answer:
    return await scene.ws.press(scene.ben, scene.with_button("Change the rules"), "Change the rules")


async def make_my_action(scene: Scene) -> Answer:
    return await scene.ws.shortcut(scene.ben, ids.MAKE_ACTION, scene.ws.messages(scene.room)[0])


OPENING: Final = (bare_action, bare_issue, change_rules, make_my_action)


@pytest.mark.parametrize("gesture", OPENING)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_form_that_does_not_open_is_said_not_to_have_saved_anything(
    scene: Scene, fault: FaultKind, gesture: Gesture, nothing_escapes: Callable[[], None]
) -> None:
    before = len(scene.ws.whispered)
    answer = await with_fault(scene, "views.open", fault, gesture)
    told = told_since(scene, before, answer)
    opened = fault == FAULTS["nothing in it"]
    assert opened or re.search("othing (was|is) (saved|lost)", told)
    assert ("if there's no form" in told) == (fault in UNCLEAR.values() and not opened)
    await put_forms_away(scene)
    nothing_escapes()


async def founds(scene: Scene) -> Answer:
    return await scene.ws.command(scene.otto, scene.ws.channel("free", members=[scene.otto]), "/set", "new")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_channel_that_slack_does_not_describe_is_said_not_to_have_saved_anything(
    scene: Scene, fault: FaultKind, nothing_escapes: Callable[[], None]
) -> None:
    answer = await with_fault(scene, "conversations.info", fault, founds)
    assert "Nothing was saved" in answer.text or "nothing was saved" in answer.text
    nothing_escapes()


async def fills_in_and_founds(scene: Scene) -> Answer:
    values = founding(name="Late founders", members=[scene.otto.id, scene.ben.id, scene.dan.id], every_weeks="2")
    return await scene.ws.submit(scene.otto, values)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_set_that_cannot_be_founded_for_want_of_slack_keeps_its_form(
    scene: Scene, fault: FaultKind, nothing_escapes: Callable[[], None]
) -> None:
    assert (await founds(scene)).ok
    scene.ws.faults.add("conversations.info", fault, times=None)
    watch = Stopwatch()
    assert (await fills_in_and_founds(scene)).ok
    scene.ws.faults.clear()
    assert watch.seconds < SLACK_WAITS
    assert ["nothing was saved" in words for words in scene.ws.view_errors(scene.otto).values()] == [True]
    await put_forms_away(scene)
    nothing_escapes()


@pytest.mark.parametrize("fault", [drop_before, slow(NEVER), status(500), garbage("[1]"), ratelimited(30)])
async def test_people_whom_slack_does_not_describe_join_all_the_same(
    scene: Scene, fault: FaultKind, nothing_escapes: Callable[[], None]
) -> None:
    joins = scene.ws.person(f"New {time.monotonic_ns()}")
    scene.room.members.append(joins.id)

    async def adds(scene: Scene) -> Answer:
        return await scene.ws.command(scene.ana, scene.room, "/set", f"add <@{joins.id}>")

    scene.ws.faults.add("users.info", fault, times=1)
    watch = Stopwatch()
    answer = await adds(scene)
    assert watch.seconds < SLACK_WAITS
    assert joins.id in answer.text
    await scene.settle()
    nothing_escapes()


async def presses_in_the_thread(scene: Scene) -> Answer:
    return await scene.ws.press(scene.otto, call(scene), "Pass")


async def presses_in_the_channel(scene: Scene) -> Answer:
    return await scene.ws.press(scene.otto, scene.with_button("Change the rules"), "Change the rules")


LOST: Final = [
    pytest.param(method, gesture, fault, id=f"{method} {name}")
    for method, gesture in (("chat.postEphemeral", presses_in_the_thread), ("response_url", presses_in_the_channel))
    for name, fault in FAULTS.items()
    if name != "nothing in it" and not (method == "response_url" and fault.body)
]


@pytest.mark.parametrize(("method", "gesture", "fault"), LOST)
async def test_a_private_answer_that_is_not_shown_where_it_was_asked_is_shown_elsewhere(
    scene: Scene, method: str, gesture: Gesture, fault: FaultKind, nothing_escapes: Callable[[], None]
) -> None:
    seen = [*scene.ws.ephemerals(scene.otto), *scene.ws.dm(scene.otto)]
    await with_fault(scene, method, fault, gesture)
    now = [one for one in (*scene.ws.ephemerals(scene.otto), *scene.ws.dm(scene.otto)) if one not in seen]
    assert now
    assert all("you're not in it" in one.text for one in now)
    nothing_escapes()


async def test_an_answer_goes_to_the_persons_own_messages_where_the_bot_is_not_in_the_channel(scene: Scene) -> None:
    scene.ws.faults.add("chat.postEphemeral", error("user_not_in_channel"))
    before = len(scene.ws.dm(scene.otto))
    await presses_in_the_thread(scene)
    await scene.bot.idle()
    (answer,) = scene.ws.dm(scene.otto)[before:]
    assert "you're not in it" in answer.text


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("method", ["views.publish", "chat.getPermalink"])
async def test_a_home_tab_that_cannot_be_drawn_does_no_harm(
    scene: Scene, fault: FaultKind, method: str, nothing_escapes: Callable[[], None]
) -> None:
    async def looks(scene: Scene) -> Answer:
        return await scene.ws.open_home(scene.ben)

    await with_fault(scene, method, fault, looks)
    nothing_escapes()
