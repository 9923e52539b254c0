"""The mirror round is over once every peer has said what they heard; the presenter just listens."""

from datetime import datetime

import pytest

from bot.domain.channel_messages import Tone
from bot.domain.meeting.events import StepQuiet
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, at_step, away, clock, hears, then


def heard(*lines: tuple[int, str], m: Meeting | None = None) -> Meeting:
    m = m or at_step(StepKind.MIRROR)
    for member, at in lines:
        m = hears(m, member, at)
    return m


def goes_on(m: Meeting) -> datetime | None:
    return timers_of(m).get(Timer(Later.STEP_QUIET, m.step.id))


def test_it_is_over_once_every_peer_has_said_a_line() -> None:
    before = heard((BEN, "14:31"), (CAT, "14:32"))
    assert before.step.kind is StepKind.MIRROR
    assert heard((DAN, "14:32:30"), m=before).step.kind is StepKind.RESTATE


def test_nobody_waits_for_the_presenter_nor_for_whoever_is_not_here() -> None:
    assert (
        heard((BEN, "14:31"), (DAN, "14:32"), m=away(at_step(StepKind.MIRROR), ANA, CAT)).step.kind is StepKind.RESTATE
    )


def test_what_the_presenter_says_moves_nothing() -> None:
    m = heard((ANA, "14:31"), (ANA, "14:32"))
    assert (m.step.kind, m.step.answered) == (StepKind.MIRROR, frozenset())


@pytest.mark.parametrize("tone", [Tone.SOUND, Tone.COURTESY])
def test_thanks_and_nods_are_no_line(tone: Tone) -> None:
    m = hears(at_step(StepKind.MIRROR), BEN, "14:31", tone=tone)
    assert m.step.answered == frozenset()


def test_a_minute_after_all_but_one_have_it_goes_on() -> None:
    m = heard((BEN, "14:31"), (CAT, "14:32"))
    assert goes_on(m) == clock("14:33")
    assert then(m, StepQuiet(step=m.step.id), "14:33").step.kind is StepKind.RESTATE


def test_on_a_call_nothing_that_is_typed_moves_it() -> None:
    m = heard((BEN, "14:31"), (CAT, "14:32"), (DAN, "14:33"), m=at_step(StepKind.MIRROR, spoken=True))
    assert m.step.kind is StepKind.MIRROR
