"""What people may not do to the course of a meeting, and what they are told then."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.controls import Standing
from bot.domain.errors import Refused
from bot.domain.meeting.decide import decide
from bot.domain.meeting.events import (
    Chose,
    Closed,
    Ended,
    EndedSlot,
    Event,
    Extended,
    Finished,
    MovedOn,
    Paused,
    Resumed,
    Waited,
    WentToReview,
)
from bot.domain.meeting.value import Meeting
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    CAT,
    at_step,
    away,
    by,
    clock,
    given,
)

K = StepKind

NOT_THEIRS = Refused(Refusal.PRESENTER_MOVES, presenter="U1")
IS_PAUSED = Refused(Refusal.PAUSED, standing=Standing.PAUSED)
TOO_LONG = Refused(Refusal.EXTENSION_OUT_OF_RANGE, most=60)


def refused_cases() -> list[Any]:
    slot, opening, closing = at_step(K.CLARIFY), away(at_step(K.OPENING), CAT), at_step(K.CLOSING)
    bids, review = at_step(K.BIDS), at_step(K.SLOT_REVIEW)
    still = replace(slot, state=MeetingState.PAUSED, paused_at=clock("14:20"))
    found: list[tuple[str, Meeting, Event[Any], Refusal | Refused]] = [
        (f"{name} of a step that is over", slot, event, Refusal.MOVED_ON)
        for name, event in [
            ("next", MovedOn(by=by(ANA), step="step3")),
            ("that's it", Finished(by=by(ANA), step="step3")),
            ("more time", Extended(by=by(ANA), minutes=5, step="step3")),
            ("close", Closed(by=by(ANA), step="step3")),
            ("to review, from the bids", WentToReview(by=by(ANA), step="step2")),
            ("wait, of an unknown step", Waited(by=by(ANA), step="other")),
        ]
    ]
    found += [
        (f"{name} in a pause", still, event, IS_PAUSED)
        for name, event in [
            ("next", MovedOn(by=by(ANA))),
            ("that's it", Finished(by=by(ANA), step="step4")),
            ("more time", Extended(by=by(ANA), minutes=5)),
            ("close", Closed(by=by(ANA), step="step4")),
            ("chosen", Chose(by=by(ANA), issue="issue1")),
            ("to review", WentToReview(by=by(ANA), step="step4")),
            ("end by its button", Ended(by=by(ANA), meeting="meeting")),
        ]
    ]
    found += [
        (f"{name} by somebody else", slot, event, NOT_THEIRS)
        for name, event in [
            ("next", MovedOn(by=by(CAT))),
            ("that's it", Finished(by=by(CAT), step="step4")),
            ("more time", Extended(by=by(CAT), minutes=5)),
            ("close", Closed(by=by(CAT), step="step4")),
            ("end", Ended(by=by(CAT))),
            ("end of the slot", EndedSlot(by=by(CAT), slot="slot1")),
            ("to review", WentToReview(by=by(CAT), step="step4")),
        ]
    ]
    found += [
        ("no minutes", slot, Extended(by=by(ANA), minutes=0), TOO_LONG),
        ("too many minutes", slot, Extended(by=by(ANA), minutes=61), TOO_LONG),
        ("by nobody", opening, MovedOn(), Refusal.NOT_HERE),
        ("next without a date", closing, MovedOn(by=by(CAT)), Refusal.NO_NEXT_DATE),
        ("close without a date", closing, Closed(by=by(CAT), step=closing.step.id), Refusal.NO_NEXT_DATE),
        ("end without a date", closing, Ended(by=by(CAT)), Refusal.NO_NEXT_DATE),
        ("chosen too late", slot, Chose(by=by(ANA), issue="issue1"), Refusal.BIDS_OVER),
        ("pause", still, Paused(by=by(CAT)), Refused(Refusal.PAUSED_ALREADY, standing=Standing.PAUSED)),
        ("resume", slot, Resumed(by=by(CAT)), Refusal.RUNNING),
        ("another meeting", slot, Ended(by=by(ANA), meeting="other"), Refusal.OTHER_MEETING),
        ("the meeting by its presenter", slot, Ended(by=by(ANA), meeting="meeting"), Refusal.ONLY_OWN_SLOT),
        ("a slot that is over", slot, EndedSlot(by=by(ANA), slot="slot2"), Refusal.SLOT_OVER),
        ("no slot runs", bids, EndedSlot(by=by(ANA), slot="slot2"), Refusal.SLOT_OVER),
        ("to review, in the review", review, WentToReview(by=by(ANA), step=review.step.id), Refusal.MOVED_ON),
        ("nothing to wait for", slot, Waited(by=by(CAT), step="step4"), Refusal.NOTHING_TO_WAIT_FOR),
    ]
    return [
        pytest.param(m, event, why if isinstance(why, Refused) else Refused(why), id=name)
        for name, m, event, why in found
    ]


@pytest.mark.parametrize(("m", "event", "why"), refused_cases())
def test_what_may_not_be(m: Meeting, event: Event[Any], why: Refused) -> None:
    with pytest.raises(Refused) as refused:
        decide(m, event, given())
    assert (refused.value.kind, refused.value.facts) == (why.kind, why.facts)
