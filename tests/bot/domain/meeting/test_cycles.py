"""What a meeting is in its cycle: at the half it asks once whether the set suits, and the last one looks back."""

from dataclasses import replace

import pytest

from bot.domain.actions import Listing
from bot.domain.cycles import NO_AIMS, Aims, Together
from bot.domain.meeting.cycles import ask_whether_it_suits, tell_stories
from bot.domain.meeting.effects import AskedWhetherItSuits
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.parts import SetDetails
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import StepCard, TimeUp
from bot.domain.message_and_timer_kinds import Says
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import BANK, SET, at_step, given

STORIES = Key(Says.STORIES, "meeting")


def in_cycle(m: Meeting, nth: int, *, of: int = 4, before: int = 0, **details: object) -> Meeting:
    """The same meeting as one of a cycle of so many, after `before` meetings of others."""
    found: SetDetails = replace(SET, meetings_planned=before + of, meetings_before=before, **details)  # type: ignore[arg-type]
    return replace(m, nth=nth, of=found)


def card(m: Meeting) -> StepCard:
    found = next(one.view for one in messages_of(m, BANK) if one.entry.key == Key(Says.STEP_CARD, m.step.id))
    assert isinstance(found, StepCard)
    return found


@pytest.mark.parametrize(
    ("nth", "before", "tells"),
    [
        pytest.param(3, 0, False, id="there is another"),
        pytest.param(4, 0, True, id="the last of four"),
        pytest.param(5, 0, True, id="one beyond the plan"),
        pytest.param(8, 4, True, id="the last of the second four"),
        pytest.param(5, 4, False, id="the first of the second four"),
    ],
)
def test_the_last_meeting_of_a_cycle_opens_with_its_stories(nth: int, before: int, tells: bool) -> None:
    m = in_cycle(at_step(StepKind.OPENING), nth, before=before)
    assert (tell_stories(m, given()).entry(STORIES) is not None) is tells


def test_the_second_of_two_opens_with_its_stories() -> None:
    assert tell_stories(in_cycle(at_step(StepKind.OPENING), 2, of=2), given()).entry(STORIES) is not None


def test_the_only_meeting_of_a_cycle_has_nothing_to_look_back_at() -> None:
    assert tell_stories(in_cycle(at_step(StepKind.OPENING), 1, of=1), given()).entry(STORIES) is None


def test_one_review_in_a_cycle_asks_whether_the_set_suits() -> None:
    asking = ask_whether_it_suits(in_cycle(at_step(StepKind.REVIEW), 2), given())
    assert asking.of.midway_in == 2
    assert asking.effects == (AskedWhetherItSuits(),)
    assert card(asking).midway
    later = ask_whether_it_suits(in_cycle(at_step(StepKind.REVIEW), 3, midway_in=2), given())
    assert later.effects == ()
    assert not card(later).midway


def test_a_half_that_was_passed_over_is_asked_at_the_next_review() -> None:
    assert card(ask_whether_it_suits(in_cycle(at_step(StepKind.REVIEW), 3), given())).midway


@pytest.mark.parametrize("nth", [1, 4])
def test_neither_the_beginning_nor_the_end_of_a_cycle_asks_so(nth: int) -> None:
    m = in_cycle(at_step(StepKind.REVIEW), nth)
    assert ask_whether_it_suits(m, given()) == m
    assert not card(m).midway


def test_the_last_review_shows_the_aims() -> None:
    aims = Aims("To ask")
    assert card(in_cycle(at_step(StepKind.REVIEW), 4, aims=aims)).aims == aims
    assert card(in_cycle(at_step(StepKind.REVIEW), 3, aims=aims)).aims == NO_AIMS


@pytest.mark.parametrize(
    ("nth", "next_at", "renews"),
    [
        pytest.param(4, (), 4, id="the last, and no date"),
        pytest.param(3, (), 0, id="a date is missing, and one is still to come"),
        pytest.param(4, (at_step(StepKind.CLOSING).now,), 0, id="one more has a date"),
    ],
)
def test_the_closing_of_the_last_offers_as_many_again(nth: int, next_at: tuple[object, ...], renews: int) -> None:
    m = in_cycle(at_step(StepKind.CLOSING), nth).with_known(
        next_meeting=next_at, open_actions=Listing(), learned=(), going_on=Together.NOT_ALL
    )
    shown = card(m)
    assert (shown.renews, shown.going_on) == (renews, Together.NOT_ALL if renews else None)
    up = m.with_step(time_up=True)
    up = replace(up, log=(*up.log, replace(up.log[-1], key=Key(Says.TIME_UP, up.step.id))))
    told = next(one.view for one in messages_of(up, BANK) if one.entry.key.kind is Says.TIME_UP)
    assert isinstance(told, TimeUp)
    assert told.renews == renews


def test_a_meeting_of_an_earlier_cycle_is_one_of_those_until_its_end() -> None:
    assert in_cycle(at_step(StepKind.CLOSING), 3, before=4).of_how_many == 4
    assert in_cycle(at_step(StepKind.CLOSING), 6, before=4).of_how_many == 8
