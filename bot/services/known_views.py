"""What messages of meetings show, kept for those that are drawn right after: of a burst the meeting is loaded once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.meeting.views import UNKNOWN, View
from bot.domain.message_and_timer_kinds import WantedMessage

KEPT_FOR: Final = timedelta(seconds=10)
"""By the clock, either way: a little of what is shown depends on the day, and nothing is kept for long."""
MOST_KEPT: Final = 2000


@dataclass(frozen=True, slots=True)
class _Known:
    view: View
    revision: int
    at: datetime


class KnownViews:
    """Views by the number of their post. A view counts for the very revision of the post with which it was read.

    Whatever changes what a message shows raises that revision in the same transaction, be it another process's. All are
    forgotten as soon as this process has changed anything (`changed`, a number that grows), so that no deleted words are kept.
    """

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}
        self._as_of = 0

    def find(self, wanted: WantedMessage, now: datetime, changed: int) -> View:
        """What the message shows; UNKNOWN where that has to be read, as for one that says nothing any more."""
        self._forget_what_is_before(changed)
        known = self._known.get(wanted.id)
        if known is None or known.revision != wanted.revision or abs(now - known.at) > KEPT_FOR:
            return UNKNOWN
        return known.view

    def keep(self, views: Mapping[int, View], revisions: Mapping[int, int], now: datetime, changed: int) -> None:
        """Views that were read at that moment, together with these revisions, when `changed` stood there."""
        self._forget_what_is_before(changed)
        if changed < self._as_of:
            return
        if len(self._known) > MOST_KEPT:
            self._known = {}
        for number, view in views.items():
            if view is not UNKNOWN and view is not None:
                self._known[number] = _Known(view, revisions[number], now)

    def _forget_what_is_before(self, changed: int) -> None:
        if changed > self._as_of:
            self._known, self._as_of = {}, changed
