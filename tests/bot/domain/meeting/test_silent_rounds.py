"""A whole round without a question is named once, and nothing says that questions were asked where none was."""

from dataclasses import replace

import pytest

from bot.domain.formats import FormatStep
from bot.domain.meeting import steps
from bot.domain.meeting.asking import done_asking
from bot.domain.meeting.events import Finished
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.turn_events import DoneAsking, PassedTurn, PeerSilent
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import MOST_IN_A_SLOT, SlotStep
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BANK, BEN, CAT, DAN, FORMAT, asking, by, given, hears, open_turn, then


def passes(m: Meeting, *who: int) -> Meeting:
    for member in who:
        assert open_turn(m).member == member
        m = then(m, PassedTurn(by=by(member), turn=open_turn(m).id))
    return m


def named(m: Meeting) -> list[Entry]:
    return [one for one in m.log if one.key.kind is Says.NOTICE and one.key.of == "silent_round"]


def test_a_round_in_which_all_pass_is_named_once_all_have() -> None:
    m = asking()
    assert named(passes(m, BEN, CAT)) == []
    over = passes(m, BEN, CAT, DAN)
    assert [(one.key.nth, one.under, one.facts["presenter"]) for one in named(over)] == [
        (over.step.id, Key(Says.SLOT_CARD, "slot1"), f"U{ANA}")
    ]


def test_whoever_was_silent_has_had_their_turn_as_well_and_is_called_again_below_it() -> None:
    m = asking("14:20")
    for at in ("14:22", "14:24", "14:26"):
        m = then(m, PeerSilent(turn=open_turn(m).id), at)
    assert len(named(m)) == 1
    assert m.turn is None or m.log[-1].key == Key(Says.CALL, open_turn(m).id)


def test_one_question_makes_it_a_round_and_so_does_somebody_who_is_still_to_be_called() -> None:
    m = hears(passes(asking("14:20"), BEN), CAT, "14:21")
    m = then(m, DoneAsking(by=by(ANA), turn=open_turn(m).id), "14:22")
    assert named(passes(m, DAN)) == []


def test_it_is_named_once_a_step() -> None:
    m = passes(asking("14:20"), BEN, CAT, DAN)
    m = hears(m, BEN, "14:22")
    m = then(m, DoneAsking(by=by(ANA), turn=open_turn(m).id), "14:23")
    for _ in range(3):
        if m.turn is not None:
            m = then(m, PassedTurn(by=by(m.turn.member), turn=m.turn.id), "14:24")
    assert len(named(m)) == 1


def test_where_the_thread_is_full_it_is_not_named() -> None:
    m = passes(asking(), BEN, CAT)
    full = tuple(Entry(Key(Says.NOTICE, f"more{number}"), under=m.head_key) for number in range(MOST_IN_A_SLOT))
    assert named(passes(replace(m, log=(*m.log, *full)), DAN)) == []


def test_a_turn_in_which_nothing_was_asked_does_not_end_as_if_it_had() -> None:
    m = asking()
    over = done_asking(m, DoneAsking(by=by(ANA), turn=open_turn(m).id), given()).meeting
    assert over.turns[0].state is TurnState.PASSED


@pytest.mark.parametrize("asks", [0, 1], ids=["nobody asked", "one question"])
def test_the_review_of_a_slot_speaks_of_questions_only_where_there_were_some(asks: int) -> None:
    review = FormatStep(StepKind.SLOT_REVIEW, 5, "Which question helped?", unasked="What did you learn?")
    plan = replace(FORMAT, slot=(*FORMAT.slot[:-1], review))
    m = asking("14:20", format=plan)
    if asks:
        m = hears(m, BEN, "14:21")
    m = then(m, Finished(by=by(ANA), step=m.step.id), "14:22")
    assert m.slots[0].asked == asks
    m = steps.skip_to(m, lambda planned: planned.step.kind is StepKind.SLOT_REVIEW, given())
    shown = next(one.view for one in messages_of(m, BANK) if isinstance(one.view, SlotStep) and one.view.open)
    assert (shown.says, shown.unasked) == [("What did you learn?", True), ("Which question helped?", False)][asks]
