"""Deadlines in real time, which a busy machine may miss: tests that are not about them have longer ones."""

from collections.abc import Callable
from types import ModuleType
from typing import Final

from bot import app
from handlers import guard, parse, private_answers, slack_queries
from rehearsal import deliveries, triggers

PATIENCE: Final = 60.0
DEADLINES: Final = {
    (module, name): getattr(module, name)
    for module, name in (
        (parse, "PATIENCE"),
        (guard, "SECONDS_TO_READ"),
        (deliveries, "PATIENCE"),
        (triggers, "TRIGGER_LIFE"),
        (app, "POSTING_PATIENCE"),
        (slack_queries, "AT_ONCE"),
        (private_answers, "AT_ONCE"),
    )
}
"""Real seconds, and how many of them there are."""


def let_nobody_hurry(put: Callable[[ModuleType, str, float], None] = setattr) -> None:
    """Slack waits for an answer, and a unit of work for its end, as long as a busy machine may take."""
    for module, name in DEADLINES:
        put(module, name, PATIENCE)
