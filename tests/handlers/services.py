"""Services on the rows of a test."""

from collections.abc import Callable
from random import Random

from bot.domain.materials import ENGLISH, Material
from bot.domain.question_bank import Bank
from bot.services.locked_set import Resources
from bot.services.people import People
from prompts.bank import load_formats
from tests.handlers.delivery_process import Rows


def people_of(rows: Rows, on_messages: Callable[[], None]) -> People:
    return People(resources_of(rows, on_messages))


def resources_of(rows: Rows, on_messages: Callable[[], None] = lambda: None) -> Resources:
    return Resources(rows.database, rows.clock, Random(1), {ENGLISH: Material(Bank(()), load_formats())}, on_messages)
