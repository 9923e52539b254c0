"""Bodies: what is read, and what is refused."""

import pytest

from handlers.request_body import FORM, JSON, read

IDS = b"command=%2Fset&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1.2.3"
SENT = {"command": "/set", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2.3"}


@pytest.mark.parametrize(
    ("content_type", "body", "result"),
    [
        pytest.param(JSON, b'{"type": "url_verification"}', {"type": "url_verification"}, id="an object"),
        pytest.param(
            JSON,
            b'{"type": "app_rate_limited", "a": "\\ud83d\\ude00"}',
            {"type": "app_rate_limited", "a": "\U0001f600"},
            id="a whole pair",
        ),
        pytest.param(FORM, IDS + b"&text=", SENT | {"text": ""}, id="a bare command"),
        pytest.param(FORM, IDS + b"&text=caf%C3%A9+%26", SENT | {"text": "caf\u00e9 &"}, id="signs"),
        pytest.param(FORM, b"ssl_check=1&token=x", {"ssl_check": "1", "token": "x"}, id="a check of TLS"),
        pytest.param(
            FORM,
            b"payload=%7B%22type%22%3A%22url_verification%22%7D",
            {"type": "url_verification"},
            id="a payload",
        ),
        pytest.param(
            JSON,
            b'{"type": "event_callback", "event": {"type": "team_join", "user": {"id": "U1"}}, "team_id": null}',
            {"type": "event_callback", "event": {"type": "team_join", "user": {"id": "U1"}}, "team_id": None},
            id="an event without a workspace",
        ),
    ],
)
def test_a_body_is_read(content_type: str, body: bytes, result: dict[str, object]) -> None:
    assert read(body, content_type) == result


def test_a_command_may_speak_of_a_payload() -> None:
    assert read(IDS + b"&text=Weigh+the+payload", FORM)["text"] == "Weigh the payload"


def test_a_body_as_deep_as_any_is_read() -> None:
    assert read(b'{"type": "url_verification", "a":' + b'{"a":' * 62 + b"1" + b"}" * 63, JSON)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        pytest.param(JSON, b"", id="nothing"),
        pytest.param(JSON, b"{", id="broken JSON"),
        pytest.param(JSON, b"[]", id="JSON that is no object"),
        pytest.param(JSON, b'{"type": "url_verification", "a": NaN}', id="not a number"),
        pytest.param(JSON, b'{"a": ' + b"9" * 5000 + b"}", id="a number without end"),
        pytest.param(JSON, b'{"type": "url_verification", "a": "\xff"}', id="not UTF-8"),
        pytest.param(JSON, b'{"type": "url_verification", "a": "\\ud800"}', id="half of a pair"),
        pytest.param(JSON, b'{"type": "url_verification", "a": "\\u0000"}', id="a NUL"),
        pytest.param(JSON, b'{"a":' * 65 + b"1" + b"}" * 65, id="a little too deep"),
        pytest.param(JSON, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="far too deep"),
        pytest.param(JSON, b'{"type": "event_callback", "event": {}}', id="an event without a type"),
        pytest.param(JSON, b'{"type": "event_callback", "authorizations": [1]}', id="a list of something else"),
        pytest.param(JSON, b'{"type": "block_actions", "actions": []}', id="a button without a button"),
        pytest.param(JSON, b'{"view": {"callback_id": "x"}}', id="a view without a type"),
        pytest.param(JSON, b'{"type": "made_up"}', id="a type that Slack does not have"),
        pytest.param(JSON, b'{"type": "url_verification", "a": 1e999}', id="a number beyond all numbers"),
        pytest.param(JSON, b'{"type": "url_verification", "a": 9007199254740993}', id="a number that is not exact"),
        pytest.param(FORM, b"", id="an empty form"),
        pytest.param(FORM, b"command=%2Fset", id="a command of nobody"),
        pytest.param(FORM, b"text=hello", id="a form of something else"),
        pytest.param(FORM, b"command=%2Fset&command=%2Faction", id="a field twice"),
        pytest.param(FORM, b"command=%FF", id="a field not in UTF-8"),
        pytest.param(FORM, b"command=%00", id="a field with a NUL"),
        pytest.param(FORM, b"payload", id="a field without a value"),
        pytest.param(FORM, b"payload=hello", id="a payload that is no JSON"),
        pytest.param(FORM, b"command=x&" + b"&".join(b"f%d=1" % n for n in range(60)), id="too many fields"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(content_type: str, body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its text is shown to nobody
        read(body, content_type)
