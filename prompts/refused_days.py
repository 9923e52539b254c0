"""Doubts about days and times away that people type."""

from typing import Final

from bot.domain.refusals import Refusal
from prompts.language import N_
from prompts.refused_types import Table, Words

WORDS: Final[Table] = {
    Refusal.UNREADABLE_DAY: Words(N_("I can't read that as a day. Write it like 3 Dec, Friday or in two weeks.")),
    Refusal.WHICH_DAY: Words(N_("I can't tell which day that is.")),
    Refusal.NUMBERS_ALONE: Words(N_("Numbers alone can be read two ways. Write the month as a word.")),
    Refusal.TWO_READINGS: Words(N_("That could be either of two days.")),
    Refusal.SEVERAL_DAYS: Words(N_("That's more than one day.")),
    Refusal.MANY_DAYS: Words(N_("That could be several days.")),
    Refusal.HOW_MANY: Words(N_("That could be any number of days. How many?")),
    Refusal.TWO_DATES: Words(N_("There's more than one date in that.")),
    Refusal.PERHAPS_NOT_DUE: Words(N_("I can't tell whether that's when it's due.")),
    Refusal.A_BEGINNING: Words(N_("That says when it can start, not when it's due.")),
    Refusal.HOUR_ALONE: Words(N_("That's a time of day, without a day.")),
    Refusal.A_WEEKEND: Words(N_("That's a whole weekend. Which day?")),
    Refusal.A_WEEK: Words(N_("That's a whole week. Which day, or the end of it?")),
    Refusal.A_MONTH: Words(N_("That's a whole month. Which day, or the end of it?")),
    Refusal.A_QUARTER: Words(N_("That's a whole quarter. Which day, or the end of it?")),
    Refusal.A_YEAR: Words(N_("That's a whole year. Which day, or the end of it?")),
    Refusal.NO_SUCH_DAY: Words(N_("There's no {number} {month}.")),
    Refusal.NO_LEAP_DAY: Words(N_("There's no 29 February in {year}.")),
    Refusal.NO_SUCH_MONTH: Words(N_("There's no month {number}.")),
    Refusal.NO_SUCH_WEEK: Words(N_("There's no such week.")),
    Refusal.NOT_IN_THAT_MONTH: Words(N_("There's no such day in that month.")),
    Refusal.OTHER_WEEKDAY: Words(N_("That date isn't a {weekday}: it's {day}.")),
    Refusal.PAST: Words(N_("That's in the past.")),
    Refusal.PAST_DAY: Words(N_("{day} is in the past.")),
    Refusal.TOO_FAR: Words(N_("That's more than five years away.")),
    Refusal.OVER_A_YEAR: Words(N_("That's more than a year away. Write the date.")),
    Refusal.WHICH_MEETING: Words(N_("That depends which meeting you mean. Say which day.")),
    Refusal.NO_MEETING_AHEAD: Words(N_("I don't know yet when you meet next. Say which day.")),
    Refusal.AWAY_UNTIL_WHEN: Words(N_("Say until when, as in {command}."), "set away until 3 Dec"),
    Refusal.AWAY_WITHOUT_END: Words(N_("Until when are you away? Choose the last day.")),
    Refusal.AWAY_UNREADABLE: Words(N_("I can't read that as a time away. Until when?")),
    Refusal.GOING_OR_BACK: Words(N_("I can't tell whether you're going or you're back.")),
    Refusal.ONLY_THAT_DAY: Words(N_("Is that the only day, or the last one?")),
    Refusal.AWAY_ENDS_FIRST: Words(N_("That ends before it starts.")),
    Refusal.AWAY_AT_A_MEETING: Words(N_("I can't tell whether you'll be at that meeting.")),
}
