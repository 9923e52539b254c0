"""The course of a meeting as data: its agenda, its moves, its movers, the bids."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.formats import Format, FormatStep
from bot.domain.meeting.step_rule_types import effect_of
from bot.domain.meetings import Effect, Move, Mover, agenda, may_move, slots_that_fit, warn_at
from bot.domain.step_kinds import StepKind
from prompts.bank import load_formats

BEGAN = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
CLASSIC = load_formats()["classic"]
K = StepKind
SLOT = [K.PRESENT, K.CLARIFY, K.QUESTION, K.RESTATE, K.COMMIT, K.SLOT_REVIEW]


@pytest.mark.parametrize(
    ("slots", "kinds"),
    [
        pytest.param(0, [], id="nobody presents"),
        pytest.param(1, SLOT, id="one slot"),
        pytest.param(2, SLOT + SLOT, id="two slots"),
    ],
)
def test_an_agenda_has_its_slots_in_the_middle(slots: int, kinds: list[StepKind]) -> None:
    steps = agenda(CLASSIC, slots)
    assert [one.step.kind for one in steps] == [K.OPENING, K.REPORT_BACK, K.BIDS, *kinds, K.REVIEW, K.CLOSING]
    assert [one.slot for one in steps if one.slot is not None] == [n for n in range(slots) for _ in SLOT]


def test_the_order_of_an_agenda_is_the_formats() -> None:
    plans = {kind: FormatStep(kind, 5, "x") for kind in StepKind}
    odd = Format(
        "odd",
        "Odd",
        (plans[K.OPENING], plans[K.BIDS]),
        (plans[K.QUESTION], plans[K.PRESENT]),
        (plans[K.REPORT_BACK], plans[K.CLOSING]),
    )
    assert [one.step.kind for one in agenda(odd, 1)] == [
        K.OPENING, K.BIDS, K.QUESTION, K.PRESENT, K.REPORT_BACK, K.CLOSING,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "move", "effect"),
    [
        pytest.param(K.OPENING, Move.NEXT, Effect.ADVANCE, id="next moves on"),
        pytest.param(K.OPENING, Move.TIME, Effect.ADVANCE, id="so does time"),
        pytest.param(K.OPENING, Move.EVERYBODY, Effect.ADVANCE, id="all are here"),
        pytest.param(K.REPORT_BACK, Move.EVERYBODY, Effect.ADVANCE, id="all have reported"),
        pytest.param(K.BIDS, Move.FINISHED, Effect.ADVANCE, id="the order is confirmed"),
        pytest.param(K.PRESENT, Move.FINISHED, Effect.ADVANCE, id="that's it"),
        pytest.param(K.CLARIFY, Move.FINISHED, Effect.STAY, id="clarifying ends by next"),
        pytest.param(K.QUESTION, Move.FINISHED, Effect.ADVANCE, id="the presenter has enough"),
        pytest.param(K.QUESTION, Move.EVERYBODY, Effect.STAY, id="a round is followed by the next"),
        pytest.param(K.RESTATE, Move.FINISHED, Effect.ADVANCE, id="restated"),
        pytest.param(K.COMMIT, Move.FINISHED, Effect.ADVANCE, id="that's all"),
        pytest.param(K.SLOT_REVIEW, Move.EVERYBODY, Effect.ADVANCE, id="all have answered"),
        pytest.param(K.REVIEW, Move.EVERYBODY, Effect.ADVANCE, id="all have given a pulse and a line"),
        pytest.param(K.REVIEW, Move.CLOSE, Effect.STAY, id="only the closing closes"),
        pytest.param(K.CLOSING, Move.CLOSE, Effect.CLOSE, id="close"),
        pytest.param(K.CLOSING, Move.TIME, Effect.CLOSE, id="time closes"),
        pytest.param(K.CLOSING, Move.NEXT, Effect.CLOSE, id="next closes"),
    ],
)
def test_a_move_has_this_effect(kind: StepKind, move: Move, effect: Effect) -> None:
    assert effect_of(kind, move) is effect


@pytest.mark.parametrize(
    ("minutes", "after"),
    [
        pytest.param(15, timedelta(minutes=12), id="a fifth of fifteen is three"),
        pytest.param(5, timedelta(minutes=4), id="a fifth of five is one"),
        pytest.param(4.9, None, id="under five: none"),
        pytest.param(3, None, id="three: none"),
    ],
)
@pytest.mark.promise(67)
def test_a_warning_comes_when_a_fifth_is_left(minutes: float, after: timedelta | None) -> None:
    warning = warn_at(BEGAN, BEGAN + timedelta(minutes=minutes), minutes)
    assert warning == (BEGAN + after if after else None)


@pytest.mark.parametrize(
    ("left", "fit"),
    [
        pytest.param(120 - 25, 2, id="two hours: two"),
        pytest.param(94.9, 1, id="a little less: one"),
        pytest.param(90 - 25, 1, id="an hour and a half: one"),
        pytest.param(10, 1, id="hardly any: still one, it overruns"),
    ],
)
@pytest.mark.promise(24)
def test_so_many_slots_fit_before_review_and_closing(left: float, fit: int) -> None:
    assert slots_that_fit(CLASSIC, left) == fit


NOBODY = Mover(is_adviser=False, is_presenter=False, is_here=False)
MEMBER = Mover(is_adviser=False, is_presenter=False, is_here=True)
ADVISER = Mover(is_adviser=True, is_presenter=False, is_here=True)
PRESENTER = Mover(is_adviser=False, is_presenter=True, is_here=True)
BOTH = Mover(is_adviser=True, is_presenter=True, is_here=True)


@pytest.mark.parametrize(
    ("mover", "in_slot", "presenter_here", "adviser_calls", "adviser_presents", "may"),
    [
        pytest.param(MEMBER, False, False, False, False, True, id="no adviser: any member here"),
        pytest.param(NOBODY, False, False, False, False, False, id="not somebody who is not here"),
        pytest.param(MEMBER, False, False, True, False, False, id="not while the adviser gives signs"),
        pytest.param(ADVISER, False, False, True, False, True, id="the adviser"),
        pytest.param(ADVISER, False, False, False, False, True, id="the adviser after a silence, too"),
        pytest.param(PRESENTER, True, True, True, False, True, id="the presenter in their slot"),
        pytest.param(ADVISER, True, True, True, False, True, id="the adviser in another's slot"),
        pytest.param(MEMBER, True, True, False, False, False, id="no other member while the presenter is here"),
        pytest.param(MEMBER, True, False, False, False, True, id="the presenter is gone, no adviser: any member"),
        pytest.param(MEMBER, True, False, True, False, False, id="the presenter is gone, the adviser is not"),
        pytest.param(BOTH, True, True, True, True, True, id="the adviser presents: as presenter"),
        pytest.param(MEMBER, True, True, True, True, True, id="the adviser presents: the others move"),
        pytest.param(NOBODY, True, True, True, True, False, id="the adviser presents: not who is not here"),
    ],
)
@pytest.mark.promise(4, 5, 6, 7)
def test_who_may_move_the_meeting_on(
    mover: Mover, in_slot: bool, presenter_here: bool, adviser_calls: bool, adviser_presents: bool, may: bool
) -> None:
    allowed = may_move(
        mover,
        in_slot=in_slot,
        presenter_here=presenter_here,
        adviser_calls=adviser_calls,
        adviser_presents=adviser_presents,
    )
    assert allowed is may
