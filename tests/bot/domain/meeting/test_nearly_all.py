"""Where the set waits for everyone it goes on a minute after all but one have answered."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest

from bot.domain.meeting import nearly_all
from bot.domain.meeting.events import Came, Extended, NobodyWasThere, Paused, Resumed, StepQuiet
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Member, Presence
from bot.domain.meeting.people_events import GavePulse, Learnt, LeftTheSet, PulseKept, WentAway
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import MOST_AT_THE_TOP
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    SET,
    START,
    at_step,
    by,
    clock,
    decided,
    hears,
    members,
    then,
)

ALL: Final = frozenset({ANA, BEN, CAT, DAN})
SLOT_REVIEW_THREAD: Final = "503.0"


def here(*those: int) -> tuple[Presence, ...]:
    return tuple(Presence(one, START, START) for one in those)


def goes_on(m: Meeting) -> datetime | None:
    return timers_of(m).get(Timer(Later.STEP_QUIET, m.step.id))


def opening(*there: int, **changes: Any) -> Meeting:
    return replace(at_step(StepKind.OPENING), here=here(*there), **changes)


@pytest.mark.parametrize(
    ("m", "comes", "at"),
    [
        pytest.param(opening(ANA, BEN), CAT, "14:32", id="three of four"),
        pytest.param(opening(ANA), BEN, None, id="two are still to come"),
        pytest.param(opening(ANA, BEN, spoken=True), CAT, None, id="on a call one presses for the room"),
        pytest.param(opening(ANA, members=members()[:3]), BEN, None, id="too few to begin"),
        pytest.param(opening(ANA, members=members()[:2]), ANA, None, id="of two both are waited for"),
        pytest.param(
            opening(ANA, members=members(Member(DAN, 104, "U4", away_until=date(2026, 11, 26)))),
            BEN,
            None,
            id="of those who are not away three are too few",
        ),
        pytest.param(
            opening(ANA, BEN, members=members(Member(DAN, 104, "U4", agreed=False))),
            ANA,
            None,
            id="whoever has not agreed does not count",
        ),
    ],
)
def test_the_opening_waits_a_minute_for_the_last_one(m: Meeting, comes: int, at: str | None) -> None:
    after = then(m, Came(by=by(comes)), "14:31")
    assert (after.step.kind, goes_on(after)) == (StepKind.OPENING, clock(at) if at else None)


def test_the_opening_goes_on_and_says_so_naming_nobody() -> None:
    m = then(opening(ANA, BEN), Came(by=by(CAT)), "14:31")
    after = then(m, StepQuiet(step=m.step.id), "14:32")
    assert after.step.kind is not StepKind.OPENING
    said = after.entry(Key(Says.NOTICE, "nearly_all", m.step.id))
    assert said is not None
    assert said.under is None
    assert said.facts == {"name": "nearly_all", "step": m.step.id, "kind": "opening"}


def test_whoever_comes_within_the_minute_ends_the_waiting_by_being_here() -> None:
    m = then(opening(ANA, BEN), Came(by=by(CAT)), "14:31")
    after = then(m, Came(by=by(DAN)), "14:31:30")
    assert (after.step.kind is StepKind.OPENING, goes_on(after)) == (False, None)
    assert after.entry(Key(Says.NOTICE, "nearly_all", m.step.id)) is None


@pytest.mark.parametrize(
    ("answered", "there", "answers", "at"),
    [
        pytest.param({ANA, BEN}, (ANA, BEN, CAT, DAN), CAT, "14:32", id="a peer is missing"),
        pytest.param({BEN, CAT}, (ANA, BEN, CAT, DAN), DAN, "14:32", id="the presenter is missing"),
        pytest.param({ANA}, (ANA, BEN, CAT, DAN), BEN, None, id="two are missing"),
        pytest.param({ANA}, (ANA, BEN, CAT), BEN, "14:32", id="who is not here is not waited for"),
        pytest.param(set(), (ANA, BEN), BEN, None, id="of two neither goes on without the other"),
    ],
)
def test_the_review_of_a_slot_waits_a_minute_for_the_last_one(
    answered: set[int], there: tuple[int, ...], answers: int, at: str | None
) -> None:
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=frozenset(answered))
    after = hears(replace(m, here=here(*there)), answers, "14:31", thread=SLOT_REVIEW_THREAD)
    assert (after.step.id, goes_on(after)) == (m.step.id, clock(at) if at else None)


@pytest.mark.parametrize("spoken", [False, True])
def test_what_is_kept_by_a_form_counts_typed_and_aloud(spoken: bool) -> None:
    m = at_step(StepKind.SLOT_REVIEW, spoken=spoken).with_step(answered=frozenset({ANA, BEN}))
    m = then(m, Learnt(by=by(CAT), step=m.step.id), "14:31")
    assert goes_on(m) == clock("14:32")
    after = then(m, StepQuiet(step=m.step.id), "14:32")
    said = after.entry(Key(Says.NOTICE, "nearly_all", m.step.id))
    assert after.step.id != m.step.id
    assert said is not None
    assert said.under == m.head_key


def test_the_last_answer_within_the_minute_is_all_there_is_to_it() -> None:
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=frozenset({ANA, BEN}))
    m = hears(m, CAT, "14:31", thread=SLOT_REVIEW_THREAD)
    after = hears(m, DAN, "14:31:20", thread=SLOT_REVIEW_THREAD)
    assert after.step.id != m.step.id
    assert after.entry(Key(Says.NOTICE, "nearly_all", m.step.id)) is None


def test_the_minute_is_the_last_ones_own_however_much_the_others_say() -> None:
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=frozenset({ANA, BEN}))
    m = hears(m, CAT, "14:31", thread=SLOT_REVIEW_THREAD)
    assert goes_on(hears(m, BEN, "14:31:40", thread=SLOT_REVIEW_THREAD)) == clock("14:32")


def in_review(answered: frozenset[int], pulsed: frozenset[int]) -> Meeting:
    return at_step(StepKind.REVIEW).with_step(answered=answered, pulsed=pulsed)


@pytest.mark.parametrize(
    ("answered", "pulsed", "at"),
    [
        pytest.param(ALL - {CAT, DAN}, ALL, "14:32", id="one has not written"),
        pytest.param(ALL - {CAT, DAN}, ALL - {DAN}, "14:32", id="one has done neither"),
        pytest.param(ALL - {CAT, BEN}, ALL - {DAN}, None, id="one has not written, another has no pulse"),
        pytest.param(ALL - {CAT}, ALL - {BEN, DAN}, None, id="two have given no pulse"),
    ],
)
def test_the_review_waits_a_minute_for_whoever_has_not_done_both(
    answered: frozenset[int], pulsed: frozenset[int], at: str | None
) -> None:
    m = hears(in_review(answered, pulsed), CAT, "14:31", thread=None)
    assert (m.step.kind, goes_on(m)) == (StepKind.REVIEW, clock(at) if at else None)


def test_what_is_written_before_ones_pulse_is_no_line_of_the_talk_yet() -> None:
    m = in_review(ALL - {CAT, BEN}, ALL - {CAT})
    m = hears(m, CAT, "14:31", thread=None)
    m = then(m, GavePulse(by=by(CAT), step=m.step.id), "14:31")
    m = then(m, PulseKept(step=m.step.id), "14:31")
    assert (m.step.kind, CAT in m.step.answered) == (StepKind.REVIEW, False)
    assert CAT in hears(m, CAT, "14:31:30", thread=None).step.answered


def test_the_review_goes_on_with_its_range() -> None:
    m = hears(in_review(ALL - {CAT, DAN}, ALL), CAT, "14:31", thread=None)
    after = then(m, StepQuiet(step=m.step.id), "14:32")
    assert after.step.kind is StepKind.CLOSING
    assert {key.kind for key in (one.key for one in after.log)} >= {Says.NOTICE, Says.PULSE_SUMMARY}


def waiting() -> Meeting:
    """In the review of a slot ANA, BEN and CAT have answered, at 14:31."""
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=frozenset({ANA, BEN}))
    return hears(m, CAT, "14:31", thread=SLOT_REVIEW_THREAD)


def test_whoever_goes_away_or_leaves_is_not_waited_for() -> None:
    m = waiting()
    away = then(
        m, WentAway(by=by(DAN), members=members(Member(DAN, 104, "U4", away_until=date(2026, 12, 1)))), "14:31:10"
    )
    left = then(m, LeftTheSet(by=by(DAN), members=members()[:3], of=SET, waiting=()), "14:31:10")
    assert m.step.id not in (away.step.id, left.step.id)


def test_where_one_of_two_who_are_missing_goes_the_minute_is_from_then_on() -> None:
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=frozenset({ANA, BEN}))
    assert goes_on(m) is None
    m = then(m, WentAway(by=by(DAN), members=members(Member(DAN, 104, "U4", away_until=date(2026, 12, 1)))), "14:31:10")
    assert goes_on(m) == clock("14:32:10")


def test_somebody_who_comes_meanwhile_is_waited_for_as_well() -> None:
    m = at_step(StepKind.SLOT_REVIEW, here=here(ANA, BEN, CAT)).with_step(answered=frozenset({ANA}))
    m = hears(m, BEN, "14:31", thread=SLOT_REVIEW_THREAD)
    assert goes_on(m) == clock("14:32")
    assert goes_on(then(m, Came(by=by(DAN)), "14:31:20")) is None


def test_whoever_asks_for_more_time_gets_it() -> None:
    m = then(waiting(), Extended(by=by(ANA), minutes=5), "14:31:30")
    assert goes_on(m) is None
    assert then(m, StepQuiet(step=m.step.id), "14:32").step == m.step


def test_after_a_pause_or_an_absence_of_the_bot_the_last_one_has_the_minute_anew() -> None:
    stands = then(waiting(), Paused(by=by(BEN)), "14:31:30")
    assert goes_on(stands) is None
    assert goes_on(then(stands, Resumed(by=by(ANA)), "14:40")) == clock("14:41")
    gone = NobodyWasThere(began=clock("14:31:30"), ended=clock("14:36"))
    assert goes_on(then(waiting(), gone, "14:36")) == clock("14:37")


def test_where_there_is_no_room_it_goes_on_without_a_word() -> None:
    m = then(opening(ANA, BEN), Came(by=by(CAT)), "14:31")
    full = tuple(Entry(Key(Says.NOTICE, f"said{n}", ""), facts={}) for n in range(MOST_AT_THE_TOP))
    after = then(replace(m, log=(*m.log, *full)), StepQuiet(step=m.step.id), "14:32")
    assert after.step.kind is not StepKind.OPENING
    assert after.entry(Key(Says.NOTICE, "nearly_all", m.step.id)) is None


def test_it_goes_on_though_time_is_up() -> None:
    m = waiting().with_step(time_up=True, ends_at=clock("14:31:30"))
    assert goes_on(m) == clock("14:32")
    assert decided(m, StepQuiet(step=m.step.id), "14:32").meeting.step.id != m.step.id


@pytest.mark.parametrize(
    "kind", [one for one in StepKind if one not in (StepKind.OPENING, StepKind.REPORT_BACK, StepKind.RESTATE)]
)
def test_no_other_step_waits_for_the_last_one(kind: StepKind) -> None:
    m = then(at_step(kind), Came(by=by(BEN)))
    assert Later.STEP_QUIET not in {timer.kind for timer in timers_of(m)}
    assert goes_on(m.with_step(ready_at=m.now)) == (
        m.now + timedelta(minutes=1) if kind in (StepKind.MIRROR, StepKind.SLOT_REVIEW, StepKind.REVIEW) else None
    )


@pytest.mark.parametrize("over", [False, True])
def test_in_a_step_that_is_over_nobody_is_waited_for(over: bool) -> None:
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=frozenset({ANA, BEN, CAT}))
    m = m.with_step(ended_at=m.now) if over else m
    assert nearly_all.noted(m).step.ready_at == (None if over else m.now)
