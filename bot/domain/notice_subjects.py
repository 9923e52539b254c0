"""Notices that are said once, or taken back later, by the subject of their posts."""

from datetime import datetime
from typing import Final

from bot.domain.sets import MOST


def told_of_loss(set_id: int, lost_at: datetime) -> str:
    """The notice that tells a host that the set's channel was lost at that moment: one a loss."""
    return f"gone:{set_id}:{lost_at.timestamp():.0f}"


def offer_of(meeting: int, planned_at: datetime) -> str:
    """The notice that offers to start or to move the meeting whose row has that number, once for each date that it is given."""
    return f"not_started:{meeting}:{planned_at.timestamp():.0f}"


def told_it_is_soon(meeting: int, planned_at: datetime) -> str:
    """The notice that the meeting of that row begins in a quarter of an hour, once for each date that it is given."""
    return f"soon:{meeting}:{planned_at.timestamp():.0f}"


def asked_about_quorum(meeting: int, planned_at: datetime, coming: int) -> str:
    """The notice that asks the host what to do where so few can come to the meeting of that row on that date."""
    return f"too_few:{meeting}:{planned_at.timestamp():.0f}:{coming}"


def date_suits(meeting: int, option: int) -> str:
    """The notice that proposes the date of that row to the host, for the meeting of that row."""
    return f"date_suits:{meeting}:{option}"


def before_it(meeting: int, planned_at: datetime) -> tuple[str, ...]:
    """What is said of the meeting of that row before it begins, and makes no sense once it is not planned for that date any more."""
    too_few = (asked_about_quorum(meeting, planned_at, coming) for coming in range(MOST))
    return told_it_is_soon(meeting, planned_at), *too_few


def told_of_another_date(meeting: int) -> str:
    """The newest notice that the meeting of that row was moved or called off."""
    return f"date_changed:{meeting}"


def meeting_of(subject: str) -> int | None:
    """The row of the meeting of which a short message tells that waits; None for what is about anything else."""
    name, _, rest = subject.partition(":")
    return int(rest.partition(":")[0]) if name in _BEFORE_A_MEETING else None


_BEFORE_A_MEETING: Final = ("soon", "too_few", "date_changed")


def asked_after(meeting: int, planned_at: datetime) -> str:
    """The notice that asks the host what becomes of the meeting of that row, which was not held on that date."""
    return f"missed:{meeting}:{planned_at.timestamp():.0f}"


def of_a_date(meeting: int, planned_at: datetime) -> tuple[str, ...]:
    """The notices about the meeting of that row that make no sense once it is not planned for that date any more."""
    few = (asked_about_quorum(meeting, planned_at, coming) for coming in range(MOST))
    return offer_of(meeting, planned_at), asked_after(meeting, planned_at), *few


def asked_for_a_date(meeting: int) -> str:
    """The notice that asks the host for the date after the meeting whose row has that number."""
    return f"no_date:{meeting}"
