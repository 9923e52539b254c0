"""What follows from a row is compared with what followed before."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.following import Follows
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later, Says

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
NOTHING = Follows(7)
RESTS = Follows(7, {Later.SET_WAKES: NOON}, {Says.RULES: ("open", {})}, {Part.SLEEPING: True})


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        pytest.param(RESTS, RESTS, {}, id="as it was"),
        pytest.param(NOTHING, RESTS, {Later.SET_WAKES: NOON}, id="new"),
        pytest.param(RESTS, NOTHING, {Later.SET_WAKES: None}, id="no more"),
        pytest.param(
            RESTS,
            Follows(7, {Later.SET_WAKES: NOON + timedelta(hours=1)}),
            {Later.SET_WAKES: NOON + timedelta(hours=1)},
            id="moved",
        ),
    ],
)
def test_timers(before: Follows, after: Follows, changed: dict[Later, datetime | None]) -> None:
    assert after.changed_timers(before) == changed


def test_a_message_is_drawn_anew_where_it_shows_something_else() -> None:
    answered = Follows(7, messages={Says.RULES: ("open", {"1": True})}, parts={Part.SLEEPING: True})
    assert answered.changed_messages(RESTS) == [Says.RULES]
    assert answered.changed_parts(RESTS) == []


def test_a_part_of_letters_likewise() -> None:
    awake = Follows(7, messages=RESTS.messages, parts={Part.SLEEPING: False})
    assert awake.changed_messages(RESTS) == []
    assert awake.changed_parts(RESTS) == [Part.SLEEPING]


def test_what_is_gone_shows_something_else() -> None:
    assert NOTHING.changed_messages(RESTS) == [Says.RULES]
    assert NOTHING.changed_parts(RESTS) == [Part.SLEEPING]
