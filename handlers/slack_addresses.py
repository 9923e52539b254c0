"""Addresses that Slack gives us to send something to."""

from urllib.parse import urlsplit

OURS = (".slack.com", ".slack-gov.com")


def is_slacks(url: str, own_host: str) -> bool:
    """Whether an address is one of Slack's, or on the host where its API is; nothing of people's is sent anywhere else."""
    parts = urlsplit(url)
    return (parts.scheme == "https" and (parts.hostname or "").endswith(OURS)) or parts.netloc == own_host
