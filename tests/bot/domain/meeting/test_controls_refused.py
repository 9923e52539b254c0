"""What people may not do to the course of a meeting, and what they are told then."""

from dataclasses import replace
from typing import Any

import pytest

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

MOVED = "The meeting has moved on since that button was drawn. Nothing has changed."
IS_PAUSED = "The meeting is paused. *Resume* goes on where it was."
NOT_THEIRS = "Moving on is for <@U1>, whose slot it is. You can pause the meeting."
NO_DATE = "There is no next date yet. Fix it on the closing card, or say there that this was the last meeting."
SENTENCES = {
    "another meeting": "That button is of another meeting. Nothing has changed.",
    "the meeting by its presenter": ("Your slot is yours to end, the meeting is not. *End my slot* is behind *More*."),
    "nothing to wait for": "There is nothing to wait for any more. Nothing has changed.",
}


def refused_cases() -> list[Any]:
    slot, opening, closing = at_step(K.CLARIFY), away(at_step(K.OPENING), CAT), at_step(K.CLOSING)
    bids, review = at_step(K.BIDS), at_step(K.SLOT_REVIEW)
    still = replace(slot, state=MeetingState.PAUSED, paused_at=clock("14:20"))
    found: list[tuple[str, Meeting, Event[Any], str | None]] = [
        (f"{name} of a step that is over", slot, event, MOVED)
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
    too_long = "A step can be extended by 1 to 60 minutes at a time."
    found += [
        ("no minutes", slot, Extended(by=by(ANA), minutes=0), too_long),
        ("too many minutes", slot, Extended(by=by(ANA), minutes=61), too_long),
        ("by nobody", opening, MovedOn(), "Say that you are here first."),
        ("next without a date", closing, MovedOn(by=by(CAT)), NO_DATE),
        ("close without a date", closing, Closed(by=by(CAT), step=closing.step.id), NO_DATE),
        ("end without a date", closing, Ended(by=by(CAT)), NO_DATE),
        ("chosen too late", slot, Chose(by=by(ANA), issue="issue1"), "The bids are over. Nothing has changed."),
        ("pause", still, Paused(by=by(CAT)), "The meeting is paused already. *Resume* goes on where it was."),
        ("resume", slot, Resumed(by=by(CAT)), "The meeting is running. Nothing has changed."),
        ("another meeting", slot, Ended(by=by(ANA), meeting="other"), None),
        ("the meeting by its presenter", slot, Ended(by=by(ANA), meeting="meeting"), None),
        ("a slot that is over", slot, EndedSlot(by=by(ANA), slot="slot2"), "That slot is over. Nothing has changed."),
        ("no slot runs", bids, EndedSlot(by=by(ANA), slot="slot2"), "That slot is over. Nothing has changed."),
        ("to review, in the review", review, WentToReview(by=by(ANA), step=review.step.id), MOVED),
        ("nothing to wait for", slot, Waited(by=by(CAT), step="step4"), None),
    ]
    return [pytest.param(m, event, sentence or SENTENCES[name], id=name) for name, m, event, sentence in found]


@pytest.mark.parametrize(("m", "event", "sentence"), refused_cases())
def test_what_may_not_be(m: Meeting, event: Event[Any], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(m, event, given())
    assert refused.value.sentence == sentence
