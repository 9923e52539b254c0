"""Where a delivery comes from, and who sent it."""

from typing import Any

import pytest

from handlers.origins import person_of


@pytest.mark.parametrize(
    ("body", "person"),
    [
        pytest.param({"command": "/set", "user_id": "U1"}, "U1", id="a command"),
        pytest.param({"type": "block_actions", "user": {"id": "U1", "team_id": "T1"}}, "U1", id="a button"),
        pytest.param({"event": {"type": "app_home_opened", "user": "U1"}}, "U1", id="an event about somebody"),
        pytest.param(
            {"event": {"type": "user_change", "user": {"id": "U1"}}}, "", id="an event that describes somebody"
        ),
        pytest.param({"event": {"type": "channel_archive"}}, "", id="an event about nobody"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_a_delivery_tells_who_sent_it(body: dict[str, Any], person: str) -> None:
    assert person_of(body) == person
