"""However the words of a date are spelt, they are brought to one spelling before a phrase is looked for in them."""

import pytest

from bot.domain.day_spelling import canonical


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("The 3", "3th"),
        ("before the next group meeting", "before our next group meeting"),
        ("in the next fortnight", "in next 1 fortnight"),
        ("approximately two weeks", "2 week"),
        ("by about noon", "by noon"),
        ("around Friday", "friday"),
        ("in 3w", "in 3 week"),
        ("in 10 d", "in 10 day"),
        ("5 p.m.", "5 pm"),
        ("a couple of days", "2 day"),
        ("a good few weeks", "few week"),
        ("w/c 7 December", "week of 7 december"),
        ("the week beginning Monday", "week of monday"),
        ("this coming Friday", "coming friday"),
        ("end of play Friday", "eod friday"),
        ("close of business", "eod"),
        ("close on Friday", "eod on friday"),
        ("three business days", "3 working day"),
        ("New Year's Eve", "newyear eve"),
        ("before new year", "before newyear"),
        ("Q 1", "q1"),
        ("14april", "14 april"),
        ("mid-march", "mid march"),
        ("3days", "3 day"),
        ("thirty-first", "31st"),
        ("next weeks", "next few week"),
        ("Wensday", "wednesday"),
        ("the 1st of Sept.", "1st of september"),
        ("through Friday at noon", "to friday at noon"),
    ],
)
def test_words_of_a_date_are_brought_to_one_spelling(typed: str, spelt: str) -> None:
    assert canonical(typed) == spelt
