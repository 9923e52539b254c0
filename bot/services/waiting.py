"""Steps that wait for everybody who is here: they are over once nobody is left to wait for. Works inside a unit of work."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.formats import StepKind
from bot.services import course, reports, talk
from bot.services.floor import Floor

WAITED_FOR: Final[Mapping[StepKind, Callable[[Floor], None]]] = {
    StepKind.REPORT_BACK: reports.move_on_when_all_told,
    StepKind.SLOT_REVIEW: talk.move_on_when_all_answered,
    StepKind.REVIEW: talk.move_on_when_all_answered,
}
"""What ends the steps that wait for everybody who is here, besides the opening."""


def go_on(floor: Floor) -> None:
    """Who is here, or what they have done, has changed: where nobody is waited for any more, the step is over."""
    WAITED_FOR.get(floor.step.kind, course.somebody_came)(floor)
