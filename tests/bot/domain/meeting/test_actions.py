"""Which slot an action belongs to, and which messages its actions have."""

from dataclasses import replace

import pytest

from bot.domain.actions import ActionLine, Listing
from bot.domain.meeting import presenting
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Presence, Slot, Taken
from bot.domain.meeting.people_events import Committed
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import ActionStatus, MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, START, at_step, by, clock, happens, members


def taken(many: int) -> tuple[Taken, ...]:
    lines = [ActionLine(f"a{one}", "U1", f"Act {one}", "", None, None, ActionStatus.OPEN) for one in range(many)]
    return tuple(Taken(number, line) for number, line in enumerate(lines, start=900))


def slot_of(m: Meeting, slot_id: str = "slot1") -> Slot:
    found = m.slot_of(slot_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "slot", "brought", "member", "expected"),
    [
        (StepKind.RESTATE, 0, 0, ANA, None),
        (StepKind.COMMIT, 0, 0, ANA, "slot1"),
        (StepKind.COMMIT, 0, 2, ANA, "slot1"),
        (StepKind.COMMIT, 0, 0, BEN, None),
        (StepKind.SLOT_REVIEW, 0, 0, ANA, "slot1"),
        (StepKind.SLOT_REVIEW, 0, 1, ANA, None),
        (StepKind.SLOT_REVIEW, 1, 0, ANA, None),
        (StepKind.REVIEW, 0, 0, ANA, None),
        (StepKind.CLOSING, 0, 0, ANA, "slot1"),
        (StepKind.CLOSING, 0, 1, ANA, None),
        (StepKind.CLOSING, 0, 0, CAT, None),
    ],
)
def test_an_action_is_of_the_slot_that_asks_for_it(
    kind: StepKind, slot: int, brought: int, member: int, expected: str | None
) -> None:
    m = at_step(kind, slot=slot).with_slot("slot1", brought=brought)
    found = presenting.slot_for_action(m, member)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(("many", "is_new"), [(1, True), (2, True), (3, True), (4, False), (5, False)])
def test_the_first_three_actions_of_a_slot_are_a_message_each(many: int, is_new: bool) -> None:
    m, actions = at_step(StepKind.COMMIT), taken(many)
    after = happens(m, Committed(by=by(ANA), slot="slot1", actions=actions, new=actions[-1].number)).meeting
    said = [one for one in after.log if one.key == Key(Says.ACTION, "slot1", str(actions[-1].number))]
    assert [one.under for one in said] == [Key(Says.SLOT_CARD, "slot1")] * is_new
    assert (slot_of(after).actions, slot_of(after).brought) == (actions, many)


def test_a_change_of_an_action_says_nothing_new() -> None:
    m, actions = at_step(StepKind.COMMIT).with_slot("slot1", actions=taken(2), brought=2), taken(2)[::-1]
    after = happens(m, Committed(by=by(ANA), slot="slot1", actions=actions)).meeting
    assert after.log == m.log
    assert slot_of(after).actions == actions


def test_an_action_of_no_slot_says_nothing_in_the_meeting() -> None:
    m = at_step(StepKind.CLOSING)
    after = happens(m, Committed(by=by(CAT), new=900, open_actions=Listing((), 1))).meeting
    assert (after.log, after.slots) == (m.log, m.slots)
    assert after.known.open_actions == Listing((), 1)


def test_whoever_commits_has_come_and_what_that_says_stands_above_their_action() -> None:
    m = replace(at_step(StepKind.OPENING), here=(Presence(BEN, START, START),), members=members()[:2])
    m = replace(m, slots=at_step(StepKind.CLOSING).slots)
    after = happens(m, Committed(by=by(ANA), slot="slot1", actions=taken(1), new=900)).meeting
    assert after.step.kind is not StepKind.OPENING
    assert after.log[-1].key == Key(Says.ACTION, "slot1", "900")


def test_an_action_for_a_slot_of_a_meeting_that_has_closed_joins_its_thread_and_moves_nothing() -> None:
    m = replace(at_step(StepKind.CLOSING), state=MeetingState.CLOSED, closed_at=clock("15:00"))
    after = happens(m, Committed(slot="slot1", actions=taken(1), new=900)).meeting
    assert after.log[-1].key == Key(Says.ACTION, "slot1", "900")
    assert after.log[-1].under == Key(Says.SLOT_CARD, "slot1")
    assert (after.steps, after.here, after.state) == (m.steps, m.here, m.state)


def test_where_the_card_of_the_slot_is_gone_its_actions_stand_at_the_top() -> None:
    m = at_step(StepKind.COMMIT)
    m = replace(m, log=tuple(one for one in m.log if one.key.kind is Says.AGENDA))
    after = happens(m, Committed(by=by(ANA), slot="slot1", actions=taken(1), new=900)).meeting
    assert after.log[-1].under is None
