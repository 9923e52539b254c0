"""The judges of the soak judge: what is wrong is found, and what Slack did too late is told apart."""

from datetime import UTC, datetime

import pytest

from rehearsal.deliveries import Answer, Delivery
from rehearsal.faults import Call
from rehearsal.messages import Message
from tests.kept_words import GivenWords
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
    ],
)
def test_a_form_that_is_not_refused_is_saved(response: dict[str, object], saved: bool) -> None:
    answer = Answer(200, Delivery("interactive", {}), response=response)
    assert GivenWords("Call Eva", answer).saved is saved
