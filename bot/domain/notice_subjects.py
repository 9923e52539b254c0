"""Notices that are said once, or taken back later, by the subject of their posts."""

from datetime import datetime


def told_of_loss(set_id: int, lost_at: datetime) -> str:
    """The notice that tells a host that the set's channel was lost at that moment: one a loss."""
    return f"gone:{set_id}:{lost_at.timestamp():.0f}"


def offer_of(meeting: int, planned_at: datetime) -> str:
    """The notice that offers to start or to move the meeting whose row has that number, once for each date that it is given."""
    return f"not_started:{meeting}:{planned_at.timestamp():.0f}"


def asked_after(meeting: int, planned_at: datetime) -> str:
    """The notice that asks the host what becomes of the meeting of that row, which was not held on that date."""
    return f"missed:{meeting}:{planned_at.timestamp():.0f}"


def told_of_day_off(meeting: int, planned_at: datetime) -> str:
    """The notice that tells the host that the meeting of that row falls on a day off, once for each date that it is given."""
    return f"day_off:{meeting}:{planned_at.timestamp():.0f}"


def asked_if_reached(meeting: int, planned_at: datetime) -> str:
    """The notice that asks the host whether the milestone of the meeting of that row is reached, once for each date."""
    return f"milestone:{meeting}:{planned_at.timestamp():.0f}"


def asked_for_a_place(set_id: int) -> str:
    """The notice that asks the host of a set where it meets."""
    return f"place:{set_id}"


def of_a_date(meeting: int, planned_at: datetime) -> tuple[str, ...]:
    """The notices about the meeting of that row that make no sense once it is not planned for that date any more."""
    named = (offer_of, asked_after, told_of_day_off, asked_if_reached)
    return tuple(one(meeting, planned_at) for one in named)


def asked_for_a_date(meeting: int) -> str:
    """The notice that asks the host for the date after the meeting whose row has that number."""
    return f"no_date:{meeting}"
