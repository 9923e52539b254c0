"""Services on the rows of a test."""

from collections.abc import Callable
from random import Random

from bot.domain.questions import Bank
from bot.services.people import People
from bot.services.work import Ground
from tests.handlers.office import Rows


def people_of(rows: Rows, stirred: Callable[[], None]) -> People:
    return People(Ground(rows.database, rows.clock, Random(1), Bank(()), {}, stirred))
