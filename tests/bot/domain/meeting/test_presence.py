"""Who is here, and who may move the meeting on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting import presence
from bot.domain.meeting.events import Actor
from bot.domain.meeting.parts import Member, Presence
from bot.domain.meeting.people_events import WentAway
from bot.domain.meeting.value import Meeting
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, SET, START, at_step, by, clock, happens, members

ADVISER: Final = Actor("U9", None, is_adviser=True)
NOW: Final = clock("14:30")


def here(*numbers: int) -> tuple[Presence, ...]:
    return tuple(Presence(number, START, START) for number in numbers)


def in_slot(*numbers: int, adviser_at: datetime | None = None, adviser: str | None = None, **changes: Any) -> Meeting:
    """ANA's slot, with those who are here, and an adviser who gave their last sign at that time."""
    of = replace(SET, adviser=adviser)
    meeting = at_step(StepKind.QUESTION, at=NOW, here=here(*numbers), of=of, adviser_sign_at=adviser_at)
    return replace(meeting, **changes)


def test_whoever_acts_is_here_from_then_on_and_the_step_is_not_without_anybody() -> None:
    before = in_slot(ANA, unattended=1)
    after = presence.sign_of_life(before, by(BEN, clock("14:29")))
    assert after.presence(BEN) == Presence(BEN, clock("14:29"), clock("14:29"))
    assert (after.step.human, after.unattended, after.adviser_sign_at) == (True, 0, None)
    assert presence.sign_of_life(before, by(BEN)).presence(BEN) == Presence(BEN, NOW, NOW)


@pytest.mark.parametrize(
    ("at", "sign_at"),
    [
        pytest.param(clock("14:29"), clock("14:29"), id="a newer sign"),
        pytest.param(START - timedelta(minutes=1), START, id="an older one, which came late"),
    ],
)
def test_the_newest_sign_counts_and_nobody_comes_twice(at: datetime, sign_at: datetime) -> None:
    after = presence.sign_of_life(in_slot(ANA, BEN), by(BEN, at))
    assert after.here == (Presence(ANA, START, START), Presence(BEN, START, sign_at))


def test_an_adviser_who_is_no_member_gives_a_sign_and_is_not_here() -> None:
    after = presence.sign_of_life(in_slot(ANA), replace(ADVISER, at=clock("14:29")))
    assert (after.adviser_sign_at, after.here, after.step.human) == (clock("14:29"), here(ANA), True)


def test_an_adviser_who_is_a_member_is_here_as_well() -> None:
    after = presence.sign_of_life(in_slot(ANA), replace(by(CAT), is_adviser=True))
    assert (after.adviser_sign_at, after.is_here(CAT)) == (NOW, True)


def test_time_in_which_nobody_could_go_on_was_nobodys_silence() -> None:
    gone = presence.give_back(in_slot(ANA, adviser_at=clock("14:29")), timedelta(minutes=10))
    assert (gone.here[0].sign_at, gone.adviser_sign_at) == (START + timedelta(minutes=10), NOW)
    assert presence.give_back(in_slot(ANA), timedelta(hours=2)).here[0].sign_at == NOW
    assert presence.give_back(in_slot(ANA), timedelta(hours=2)).adviser_sign_at is None


RECENT: Final = NOW - timedelta(minutes=5) + timedelta(seconds=1)
LONG_AGO: Final = NOW - timedelta(minutes=5)


@pytest.mark.parametrize(
    ("meeting", "who", "may"),
    [
        pytest.param(in_slot(ANA, BEN), by(ANA), True, id="the presenter, in their slot"),
        pytest.param(in_slot(BEN), by(ANA), True, id="the presenter, who was not here"),
        pytest.param(in_slot(ANA, BEN), by(BEN), False, id="a peer, while the presenter is here"),
        pytest.param(in_slot(BEN), by(BEN), True, id="a peer, where the presenter is not here"),
        pytest.param(in_slot(BEN), by(CAT), False, id="somebody who is not here"),
        pytest.param(in_slot(ANA, BEN), ADVISER, True, id="the adviser"),
        pytest.param(in_slot(BEN), None, False, id="nobody"),
        pytest.param(in_slot(BEN, adviser="U9", adviser_at=RECENT), by(BEN), False, id="a peer, with an adviser"),
        pytest.param(in_slot(BEN, adviser="U9", adviser_at=LONG_AGO), by(BEN), True, id="who is silent"),
        pytest.param(in_slot(BEN, adviser="U9"), by(BEN), True, id="who was never heard, long after the start"),
        pytest.param(
            in_slot(BEN, adviser="U9", started_at=RECENT), by(BEN), False, id="who was not heard yet, at the start"
        ),
        pytest.param(
            in_slot(ANA, BEN, adviser="U1", members=members(replace(members()[0], is_adviser=True))),
            by(BEN),
            True,
            id="a peer, where the adviser presents",
        ),
        pytest.param(at_step(StepKind.BIDS, at=NOW), by(DAN), True, id="anybody who is here, outside of slots"),
    ],
)
def test_who_may_move_the_meeting_on(meeting: Meeting, who: Actor | None, may: bool) -> None:
    assert presence.may_move(meeting, who) is may
    if may:
        presence.must_move(meeting, who)
    else:
        with pytest.raises(Refused):
            presence.must_move(meeting, who)


@pytest.mark.parametrize(
    ("meeting", "why"),
    [
        (in_slot(ANA), Refused(Refusal.PRESENTER_MOVES, presenter="U1")),
        (
            in_slot(ANA, adviser="U9"),
            Refused(Refusal.PRESENTER_OR_FACILITATOR_MOVES, presenter="U1", adviser="U9"),
        ),
        (in_slot(BEN, adviser="U9"), Refused(Refusal.FACILITATOR_MOVES, adviser="U9")),
        (in_slot(BEN), Refused(Refusal.NOT_HERE)),
    ],
)
def test_whoever_may_not_move_it_is_told_who_may(meeting: Meeting, why: Refused) -> None:
    with pytest.raises(Refused) as refused:
        presence.must_move(meeting, by(CAT))
    assert (refused.value.kind, refused.value.facts) == (why.kind, why.facts)


def test_nothing_moves_in_a_pause() -> None:
    presence.must_run(in_slot(ANA))
    with pytest.raises(Refused, match=rf"^{Refusal.PAUSED}$"):
        presence.must_run(in_slot(ANA, state=MeetingState.PAUSED))


def test_a_button_moves_the_step_that_it_was_drawn_for() -> None:
    meeting = in_slot(ANA)
    presence.must_match(meeting, None)
    presence.must_match(meeting, meeting.step.id)
    with pytest.raises(Refused, match=Refusal.MOVED_ON):
        presence.must_match(meeting, meeting.steps[-2].id)


def gone(*numbers: int) -> tuple[Member, ...]:
    return members(*(Member(number, number + 100, f"U{number}", is_gone=True) for number in numbers))


def test_whoever_is_gone_from_the_channel_is_not_waited_for_unless_they_are_here_all_the_same() -> None:
    m = at_step(StepKind.OPENING, here=here(ANA, BEN), members=gone(CAT, DAN))
    assert not m.missing
    assert [one.number for one in replace(m, members=gone(DAN)).missing] == [CAT]
    assert [one.number for one in replace(m, here=here(ANA, DAN), members=gone(DAN)).those_here] == [ANA, DAN]


def test_whoever_is_gone_does_not_count_for_the_quorum() -> None:
    m = at_step(StepKind.OPENING, here=here(ANA, BEN))
    assert presence.here_and_needed(m) == (2, 3)
    assert presence.here_and_needed(replace(m, members=gone(CAT, DAN))) == (2, 2)


def test_somebody_who_goes_during_the_opening_may_be_the_last_for_whom_it_waits() -> None:
    m = at_step(StepKind.OPENING, here=here(ANA, BEN, CAT))
    after = happens(m, WentAway(by=by(DAN), members=gone(DAN))).meeting
    assert after.step.kind is not StepKind.OPENING
