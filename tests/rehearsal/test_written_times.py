"""Times of day and stretches of time are read as people type them, or asked about."""

from contextlib import suppress
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.written_times import stretch, time_of


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("14:30", time(14, 30)), ("9:00", time(9)), ("14.30", time(14, 30)), ("14h30", time(14, 30)),
        ("1430", time(14, 30)), ("0900", time(9)), ("2pm", time(14)), ("2 P.M.", time(14)), ("2:30pm", time(14, 30)),
        ("230 pm", time(14, 30)), ("12am", time(0)), ("12pm", time(12)), ("at noon", time(12)), ("midnight", time(0)),
        ("14 o’clock", time(14)), ("quarter to 3pm", time(14, 45)), ("half past 14", time(14, 30)),
        ("2 in the afternoon", time(14)), ("7 in the evening", time(19)), ("12", time(12)), ("0:05", time(0, 5)),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read(words: str, clock: time) -> None:
    assert time_of(words) == clock


@pytest.mark.parametrize("words", ["", "soon", "25:00", "24:00", "9:75", "14am", "2026", "3.11", "9 of them", "-3"])
def test_what_is_no_time_of_day_is_none(words: str) -> None:
    assert time_of(words) is None


@pytest.mark.parametrize("words", ["9", "at 9", "9 o'clock", "half past 9"])
def test_an_hour_that_comes_twice_a_day_is_asked_about(words: str) -> None:
    with pytest.raises(ValueError, match=r"comes twice a day: 09:\d0 or 21:\d0\?"):
        time_of(words)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("+10m", 10), ("10 mins.", 10), ("+1h30", 90), ("+1h 30m", 90), ("1:30", 90), ("1.5h", 90), ("1,5 hours", 90),
        ("an hour and ten minutes", 70), ("half an hour", 30), ("2 days, 3 hours", 3_060), ("a week", 10_080),
    ],
)  # fmt: skip
def test_a_stretch_of_time_is_read(words: str, minutes: float) -> None:
    assert stretch(words) == timedelta(minutes=minutes)


@pytest.mark.parametrize("words", ["", "+", "+3x", "+a", "m", "10 m of rope", "ten", "3 meetings"])
def test_what_is_no_stretch_of_time_is_none(words: str) -> None:
    assert stretch(words) is None


@pytest.mark.parametrize(("words", "said"), [("+5", "Minutes, hours or days"), ("+2 months", "not always as long")])
def test_a_stretch_that_cannot_be_told_is_asked_about(words: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        stretch(words)


@given(st.text(max_size=30) | st.text(alphabet="0123456789hmd:. apt+", max_size=12))
def test_any_other_words_get_a_value_or_a_sentence(words: str) -> None:
    with suppress(ValueError):
        time_of(words)
    with suppress(ValueError):
        stretch(words)
