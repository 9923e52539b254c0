"""What Slack's errors mean."""

import pytest

from handlers.answers import Verdict, verdict_on


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        pytest.param("internal_error", Verdict.UNCLEAR, id="part of it may have been done"),
        pytest.param("ratelimited", Verdict.LIMITED, id="too fast"),
        pytest.param("invalid_blocks", Verdict.BLOCKS, id="blocks"),
        pytest.param("is_archived", Verdict.GONE, id="archived"),
        pytest.param("restricted_action_thread_locked", Verdict.GONE, id="not allowed by an admin"),
        pytest.param("message_not_found", Verdict.HOPELESS, id="deleted by somebody"),
        pytest.param("token_revoked", Verdict.ACCESS, id="no token"),
        pytest.param("brand_new_error", Verdict.UNKNOWN, id="unheard of"),
    ],
)
def test_an_error_of_slack_has_a_verdict(error: str, verdict: Verdict) -> None:
    assert verdict_on(error) is verdict
