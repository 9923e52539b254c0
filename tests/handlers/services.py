"""Services on the rows of a test."""

from collections.abc import Callable
from random import Random

from bot.domain.questions import Bank
from bot.services.locked_set import Ground
from bot.services.people import People
from prompts.bank import load_formats
from tests.handlers.office import Rows


def people_of(rows: Rows, stirred: Callable[[], None]) -> People:
    return People(ground_of(rows, stirred))


def ground_of(rows: Rows, stirred: Callable[[], None] = lambda: None) -> Ground:
    return Ground(rows.database, rows.clock, Random(1), Bank(()), load_formats(), stirred)
