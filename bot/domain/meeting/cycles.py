"""What a meeting is in its cycle: the one that looks back at all of it, and the one that asks whether the set suits."""

from dataclasses import replace

from bot.domain.meeting import log
from bot.domain.meeting.effects import AskedWhetherItSuits
from bot.domain.meeting.given import Given
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says


def tell_stories(m: Meeting, _: Given) -> Meeting:
    """The last meeting of a cycle that had others before it opens with what became of it."""
    had_others = m.nth - m.of.meetings_before > 1
    return log.say(m, Key(Says.STORIES, m.id)) if m.is_last and had_others else m


def ask_whether_it_suits(m: Meeting, _: Given) -> Meeting:
    """One review in a cycle asks so; how the plan changes later does not make another one ask."""
    if not m.asks_whether_it_suits or m.of.midway_in is not None:
        return m
    return replace(m, of=replace(m.of, midway_in=m.nth)).and_outside(AskedWhetherItSuits())
