"""What is kept of a meeting between two messages that are drawn, and when it counts no more."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.meeting.views import UNKNOWN, View
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.services.known_views import KEPT_FOR, KnownViews

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CARD = 7
SHOWS: View = {"name": "what it shows"}


def wanted(revision: int = 3) -> WantedMessage:
    return WantedMessage(CARD, "T1", Says.AGENDA, "1", 1, "C1", None, NOON, revision=revision)


@pytest.fixture
def known() -> KnownViews:
    """As a meeting was read at noon, when four things had changed so far."""
    known = KnownViews()
    known.keep({CARD: SHOWS, 8: None, 9: UNKNOWN}, {CARD: 3, 8: 1, 9: 1}, NOON, changed=4)
    return known


def test_what_was_read_with_this_revision_counts(known: KnownViews) -> None:
    assert known.find(wanted(), NOON + KEPT_FOR, changed=4) == SHOWS


@pytest.mark.parametrize("revision", [2, 4], ids=["an older one", "one that another process has wanted since"])
def test_another_revision_is_read(known: KnownViews, revision: int) -> None:
    assert known.find(wanted(revision), NOON, changed=4) is UNKNOWN


def test_whatever_this_process_changes_has_all_forgotten(known: KnownViews) -> None:
    assert known.find(wanted(), NOON, changed=5) is UNKNOWN
    known.keep({CARD: SHOWS}, {CARD: 3}, NOON, changed=4)  # read before that, and ready only now
    assert known.find(wanted(), NOON, changed=5) is UNKNOWN


@pytest.mark.parametrize("seconds", [11, -11], ids=["later", "set back"])
def test_it_is_read_anew_once_the_clock_is_elsewhere(known: KnownViews, seconds: int) -> None:
    assert known.find(wanted(), NOON + timedelta(seconds=seconds), changed=4) is UNKNOWN


@pytest.mark.parametrize("number", [8, 9], ids=["says nothing any more", "cannot be told"])
def test_what_shows_nothing_is_read_anew(known: KnownViews, number: int) -> None:
    one = WantedMessage(number, "T1", Says.AGENDA, "1", 1, "C1", None, NOON, revision=1)
    assert known.find(one, NOON, changed=4) is UNKNOWN
