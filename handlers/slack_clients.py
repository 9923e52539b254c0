"""Which client speaks to Slack for a workspace: whoever calls Slack asks here, and knows no token."""

from collections.abc import Callable

from slack_sdk.web.async_client import AsyncWebClient

ClientOf = Callable[[str], AsyncWebClient]
"""The client of a workspace, by its id. It must not retry by itself: delivery alone decides that, after looking."""
