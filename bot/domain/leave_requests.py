"""Asking a member to leave: that person first, then each of the others, of whom at most one may not have agreed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.states import LeaveRequestState

OPEN: Final = frozenset({LeaveRequestState.ASKS_THEM, LeaveRequestState.ASKS_OTHERS})
WORKING_DAYS: Final = 5
"""So long whoever is asked has to answer, by their own working days."""
MOST_NOT_AGREED: Final = 1
FEWEST_AGREED: Final = 2
"""One person alone takes nobody out, be the set as small as it may."""


def came_to(others: Collection[int], answers: Mapping[int, bool], *, is_over: bool) -> LeaveRequestState | None:
    """What has come of asking the others, by the numbers of their rows; None while that is open.

    `is_over` once their time is: whoever has not answered has not agreed.
    """
    agreed = sum(answers.get(one) is True for one in others)
    against = sum(answers.get(one) is False for one in others)
    if agreed >= FEWEST_AGREED and len(others) - agreed <= MOST_NOT_AGREED:
        return LeaveRequestState.LEFT
    cannot_be = against > MOST_NOT_AGREED or len(others) < FEWEST_AGREED
    return LeaveRequestState.STAYS if is_over or cannot_be else None


@dataclass(frozen=True, slots=True)
class AskedForOne:
    """For whoever asked: that `person` is asked first, until then (UTC). `already` where somebody had asked that before."""

    request_id: str
    person: str
    until: datetime
    zone: str
    already: bool = False
    is_theirs: bool = True


@dataclass(frozen=True, slots=True)
class AskedToLeave:
    """For the person who is asked, by DM. `by` is who asked; `answered` once they have said that they would rather stay."""

    request_id: str
    by: str
    set_name: str
    state: LeaveRequestState
    until: datetime
    zone: str
    answered: bool


@dataclass(frozen=True, slots=True)
class OthersAsked:
    """For each of the others, in a letter: whether `person` should leave. `agrees` is what its reader has said, if anything."""

    request_id: str
    by: str
    person: str
    set_name: str
    is_open: bool
    until: datetime
    zone: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class LeaveRequestOver:
    """What came of it, for whoever asked and whoever stays. `person` is a Slack id, and whether that is its reader."""

    person: str
    set_name: str
    left: bool
    is_reader: bool


@dataclass(frozen=True, slots=True)
class GoneMember:
    """For the host, in a letter: somebody who is gone from the channel. `kept` once somebody has said that they keep their place."""

    gone_id: str
    person: str
    set_name: str
    has_account: bool
    left: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class OutsideOfRoom:
    """For whoever has left the channel, in a letter: whether they have left the set as well. All are Slack's and public ids."""

    set_id: str
    set_name: str
