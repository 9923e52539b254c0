"""The judges of the soak judge: what is wrong is found, and what Slack did too late is told apart."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from prompts import refused
from rehearsal.deliveries import Answer, Delivery
from rehearsal.faults import Call
from rehearsal.messages import Message
from rehearsal.workspace import Workspace
from storage.database import Database
from tests.handlers.delivery_process import Rows
from tests.judging import Judge, Tally, _same
from tests.kept_words import GivenWords, broken
from tests.scene import a_scene
from tests.slack_calls import SlackCalls

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
METADATA = {"event_type": "set_adviser_post", "event_payload": {"key": "k1"}}


def call(method: str, ts: str, came: float, effect_after: float) -> Call:
    made = Call(method, {"metadata": METADATA, "ts": ts}, came, NOON, "ok", took_effect=True, effect_after=effect_after)
    made.response = {"ts": ts}
    return made


def message(ts: str) -> Message:
    return Message(ts, "C1", "U0BOT", "Noted", NOON, metadata=METADATA)


@pytest.mark.parametrize(
    ("calls", "late"),
    [
        pytest.param([call("chat.postMessage", "1.0", 0, 3.5)], False, id="posted within the look"),
        pytest.param([call("chat.postMessage", "1.0", 0, 9.0)], True, id="posted after the look"),
        pytest.param(
            [call("chat.postMessage", "1.0", 0, 0.2), call("chat.update", "1.0", 5, 4.0)],
            True,
            id="overtaken by an edit",
        ),
        pytest.param(
            [call("chat.update", "1.0", 5, 4.0), call("chat.update", "1.0", 10, 0.1)],
            False,
            id="put right by a later edit",
        ),
        pytest.param([call("chat.postMessage", "2.0", 0, 9.0)], False, id="another copy"),
    ],
)
def test_what_slack_did_later_than_the_bot_looks_is_told_apart(calls: list[Call], late: bool) -> None:
    assert SlackCalls(calls).is_late([message("1.0")]) is late


@pytest.mark.parametrize(
    ("answer", "saved"),
    [
        pytest.param({"status": 200, "response": {"text": "Noted: Call Eva."}}, True, id="noted"),
        pytest.param({"status": 200, "response": {"text": "I can't reach my database."}}, False, id="refused"),
        pytest.param({"status": 0}, None, id="no answer"),
        pytest.param(
            {"status": 200, "body": "I'm not sure it was saved.", "response": {"text": "My database"}},
            None,
            id="unsure",
        ),
    ],
)
def test_what_somebody_was_told_of_a_command_is_read_as_they_would(
    answer: dict[str, object], saved: bool | None
) -> None:
    delivery = Delivery("slash_commands", {"command": "/action"})
    assert GivenWords("Call Eva", Answer(delivery=delivery, **answer)).saved is saved  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("response", "saved"),
    [
        pytest.param({}, True, id="closed"),
        pytest.param({"response_action": "errors", "errors": {}}, False, id="refused"),
        pytest.param(
            {
                "response_action": "errors",
                "errors": {"note": refused.worded_in_field(Refused(Refusal.FORM_KEPT_BEFORE))},
            },
            False,
            id="kept before, with other words",
        ),
    ],
)
def test_a_form_that_is_not_refused_is_saved(response: dict[str, object], saved: bool) -> None:
    answer = Answer(200, Delivery("interactive", {}), body=str(response), response=response)
    assert GivenWords("Call Eva", answer).saved is saved


@pytest.fixture
async def slack() -> AsyncIterator[Workspace]:
    async with Workspace(MovableClock(NOON)) as workspace:
        yield workspace


@pytest.mark.parametrize(
    ("due_in", "lost"),
    [
        pytest.param(timedelta(0), ["notice sooner or later is not there"], id="due"),
        pytest.param(timedelta(minutes=1), [], id="due only later"),
    ],
)
async def test_what_is_not_there_is_lost_once_it_is_due(
    slack: Workspace, sqlite_url: str, due_in: timedelta, lost: list[str]
) -> None:
    clock, database = MovableClock(NOON), Database(sqlite_url)
    room = slack.channel("governance", members=[slack.person("Ana")])
    Rows(database, clock).want("sooner or later", room, due_at=NOON + due_in)
    database.close()
    tally = Tally()
    with Judge(slack, sqlite_url, clock) as judge:
        judge.judge(tally)
    assert [told.partition(" (")[0] for told in tally.wrong] == lost


@pytest.mark.parametrize(
    ("now", "same"),
    [
        pytest.param("*Heads, meeting 2 of 4* - spoken", True, id="as it was"),
        pytest.param("*Heads, meeting 2 of 5* - spoken", True, id="the set goes on for longer"),
        pytest.param("*Heads, meeting 3 of 4* - spoken", False, id="another meeting"),
        pytest.param("*Heads, meeting 2 of 5* - typed", False, id="and something else besides"),
    ],
)
def test_how_many_meetings_are_planned_is_told_as_it_was(now: str, same: bool) -> None:
    assert _same("*Heads, meeting 2 of 4* - spoken", now) is same


async def test_a_press_that_keeps_the_words_told_before_has_not_kept_them_twice(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.command(scene.chloe, "/action", "Ask Mo by Friday")
        await scene.command(scene.chloe, "/action", "report")
        listed, words = scene.ws.ephemerals(scene.chloe)[-1], "Five minutes in the corridor"
        await scene.press(scene.chloe, "Partly", listed)
        told = GivenWords(words, await scene.submit(scene.chloe, happened=words))
        await scene.press(scene.chloe, "Done", listed)
        assert broken([told], scene.url) == []
        await scene.ws.close_view(scene.chloe)
        await scene.command(scene.chloe, "/action", f"{words} by Friday")
        assert len(broken([told], scene.url)) == 1, "it is kept as an action too"
