"""What Slack's answer to a call means for whoever made it."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack_errors import Verdict, verdict_on

DEFAULT_RETRY_AFTER: Final = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, with Slack's word for it, how many seconds to wait, and what a call that was done returned."""

    verdict: Verdict
    error: str = ""
    retry_after: float = 0.0
    content: Mapping[str, Any] = field(default_factory=dict)


async def answer_to(call: Awaitable[AsyncSlackResponse]) -> Answer:
    """Make the call, once, and judge what comes back. Raises nothing that Slack or the network can cause."""
    try:
        response = await call
    except SlackApiError as error:
        return _judged(error.response)
    except aiohttp.ClientConnectorError as error:
        return Answer(Verdict.NOT_DONE, type(error).__name__)
    except (aiohttp.ClientError, TimeoutError, OSError, SlackClientError) as error:
        return Answer(Verdict.UNCLEAR, type(error).__name__)
    except (AttributeError, TypeError, ValueError) as error:
        # The library takes for granted that a 200 carries a JSON object in UTF-8; a proxy's page need not.
        return Answer(Verdict.UNCLEAR, type(error).__name__)
    return Answer(Verdict.DONE, content=response.data if isinstance(response.data, dict) else {})


def _judged(response: Any) -> Answer:
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 0
    body = getattr(response, "data", None)
    error = str(body.get("error", "")) if isinstance(body, dict) else ""
    verdict = Verdict.LIMITED if status == 429 else verdict_on(error)
    if verdict is Verdict.LIMITED:
        return Answer(verdict, "ratelimited", _seconds(response.headers))
    if status >= 500 or not error:
        return Answer(Verdict.UNCLEAR, error or f"HTTP {status}")
    return Answer(verdict, error)


def _seconds(headers: Mapping[str, str]) -> float:
    """Slack's Retry-After, whatever the case of its name."""
    asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(float(asked), 1.0)
    except ValueError:
        return DEFAULT_RETRY_AFTER
