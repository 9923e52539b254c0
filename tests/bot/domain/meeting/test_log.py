"""What a meeting says, and how much of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from bot.domain.meeting import log
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import MOST_AT_THE_TOP, MOST_IN_A_SLOT
from bot.domain.message_and_timer_kinds import Says
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import at_step, clock

CARD: Final = Key(Says.SLOT_CARD, "slot1")


def with_said(meeting: Meeting, *said: Entry) -> Meeting:
    return replace(meeting, log=(*meeting.log, *said))


def offered(**facts: object) -> Entry:
    return Entry(Key(Says.NOTICE, "presenter_gone", "slot1"), under=CARD, facts=facts, number=77, sent=True)


def some(many: int, *, under: Key | None, kind: Says = Says.ACTION) -> list[Entry]:
    return [Entry(Key(kind, "slot1", str(number)), under=under) for number in range(many)]


def keys(meeting: Meeting) -> list[Key]:
    return [one.key for one in meeting.log]


def test_what_is_new_stands_last_and_was_first_wanted_now() -> None:
    meeting = at_step(StepKind.COMMIT)
    said = log.say(meeting, Key(Says.ACTION, "slot1", "9"), CARD, a=1)
    entry = Entry(Key(Says.ACTION, "slot1", "9"), under=CARD, facts={"a": 1}, due_at=meeting.now)
    assert said.log == (*meeting.log, entry)


def test_what_is_there_stays_where_it_is_and_knows_more() -> None:
    meeting = with_said(at_step(StepKind.COMMIT), replace(offered(a=1, b=1), dropped=True), *some(1, under=CARD))
    said = log.say(meeting, offered().key, None, b=2, c=3)
    assert keys(said) == keys(meeting)
    assert said.entry(offered().key) == offered(a=1, b=2, c=3)


@pytest.mark.parametrize(
    ("kind", "under"), [(StepKind.COMMIT, CARD), (StepKind.REVIEW, None), (StepKind.REPORT_BACK, None)]
)
def test_a_notice_stands_where_the_open_step_happens(kind: StepKind, under: Key | None) -> None:
    meeting = at_step(kind)
    said = log.notice(meeting, "left_open", meeting.id, more=1).log[-1]
    assert (said.key, said.under) == (Key(Says.NOTICE, "left_open", "meeting"), under)
    assert said.facts == {"name": "left_open", "step": meeting.step.id, "more": 1}


def test_a_notice_is_settled_once_and_what_is_not_there_is_left() -> None:
    meeting = with_said(at_step(StepKind.COMMIT), offered(a=1))
    once = log.settle(meeting, offered().key)
    assert once.entry(offered().key) == offered(a=1, settled=True)
    assert log.settle(once, offered().key) is once
    assert log.settle(meeting, Key(Says.NOTICE, "presenter_gone", "other")) is meeting


def test_what_is_retired_has_a_name_of_its_own() -> None:
    meeting = log.retire(with_said(at_step(StepKind.COMMIT), offered()), offered().key)
    assert keys(meeting)[-1] == Key(Says.NOTICE, "presenter_gone", "slot1:77")
    meeting = log.retire(meeting, Key(Says.AGENDA, "meeting"))
    assert keys(meeting)[0] == Key(Says.AGENDA, "meeting", "1")


@pytest.mark.parametrize(("due", "retired"), [(clock("13:59"), True), (clock("14:00"), False), (None, False)])
def test_only_a_card_from_before_is_retired(due: object, retired: bool) -> None:
    meeting = at_step(StepKind.OPENING)
    meeting = meeting.with_entry(meeting.log[0], due_at=due)
    assert (log.retire(meeting, meeting.log[0].key, before=clock("14:00")) != meeting) is retired


@pytest.mark.parametrize(("away_offered", "free"), [(False, 2), (True, 3)])
def test_a_thread_keeps_room_for_the_steps_ahead_for_actions_and_an_offer(away_offered: bool, free: int) -> None:
    """At the clarifying four steps are ahead and two said; of twelve, three are for actions and one for an offer."""
    meeting = at_step(StepKind.CLARIFY).with_slot("slot1", away_offered=away_offered)
    meeting = with_said(meeting, *some(9, under=CARD, kind=Says.CALL))
    assert free == MOST_IN_A_SLOT - 4 - 3 - (0 if away_offered else 1) - 2
    for number in range(free):
        assert log.has_room(meeting)
        meeting = log.say(meeting, Key(Says.TIME_UP, "step", str(number)), CARD)
    assert not log.has_room(meeting)
    last = meeting.log[-1]
    assert log.has_room(meeting.with_entry(last, dropped=True))


def test_a_slot_whose_card_is_not_in_the_log_has_room() -> None:
    assert log.has_room(replace(at_step(StepKind.SLOT_REVIEW), log=()))


def test_actions_take_the_room_that_was_kept_for_them() -> None:
    full = at_step(StepKind.COMMIT).with_slot("slot1", away_offered=True)
    while log.has_room(full):
        full = log.say(full, Key(Says.CLOCK, "x", str(len(full.log))), CARD)
    room = full.with_entry(full.log[-1], dropped=True)
    assert log.has_room(with_said(room, *some(3, under=CARD)))
    assert not log.has_room(with_said(room, *some(4, under=CARD)))


def test_the_top_keeps_room_for_the_cards_ahead_two_slots_and_the_spread() -> None:
    """At the bids the agenda card and three cards stand, review and closing come: 12 - 4 - 2 - 2 - 1 = 3 are left."""
    meeting = at_step(StepKind.BIDS)
    for number in range(MOST_AT_THE_TOP - 4 - 2 - 2 - 1):
        assert log.has_room(meeting)
        meeting = log.say(meeting, Key(Says.NOTICE, "added", str(number)))
    assert not log.has_room(meeting)
    spread = Entry(Key(Says.PULSE_SUMMARY, meeting.id))
    shown = replace(meeting, log=(*meeting.log[:-1], spread))
    assert log.has_room(shown), "none is kept for a spread that stands"
    older = Entry(Key(Says.AGENDA, "", "older"))
    assert not log.has_room(replace(meeting, log=(older, *meeting.log)))
    without = [one for one in meeting.log if one.key.kind is not Says.AGENDA]
    assert log.has_room(replace(meeting, log=tuple(without)))


def test_slots_that_are_given_take_the_room_that_was_kept_for_them() -> None:
    """The cards of both are ahead: 12 - 4 - 2 - 2 - 1 = 3 are left as before, and one more where only one is given."""
    given = at_step(StepKind.PRESENT).slots
    for slots, room in ((given, 3), (given[:1], 4)):
        meeting = replace(at_step(StepKind.BIDS), slots=slots)
        for number in range(room):
            assert log.has_room(meeting)
            older = Entry(Key(Says.AGENDA, "", "older"))
            assert log.has_room(replace(meeting, log=(older, *meeting.log))), "what stands above the card takes none"
            meeting = log.say(meeting, Key(Says.NOTICE, "added", str(number)))
        assert not log.has_room(meeting)


def test_the_clock_is_told_of_twice_in_a_slot_and_then_by_an_edit() -> None:
    meeting = at_step(StepKind.PRESENT)
    for name in ("paused", "resumed", "paused"):
        meeting = log.tell_of_the_clock(meeting, name, by=name)
    told = log.of_the_clock(meeting, "slot:slot1")
    assert [one.key.nth for one in told] == ["1", "2"]
    assert [one.facts["name"] for one in told] == ["paused", "paused"]
    assert told[0].facts == {"name": "paused", "by": "paused", "meeting": 40, "slot": 301, "step": meeting.step.id}
    assert {one.under for one in told} == {CARD}


def test_the_clock_is_told_of_no_third_time_though_there_is_room() -> None:
    meeting = at_step(StepKind.BIDS)
    for name in ("paused", "resumed", "paused"):
        assert log.has_room(meeting)
        meeting = log.tell_of_the_clock(meeting, name, by="U1")
    told = log.of_the_clock(meeting, "meeting:meeting")
    assert [(one.key.nth, one.facts["name"]) for one in told] == [("1", "paused"), ("2", "paused")]


def test_what_was_told_in_another_slot_does_not_count() -> None:
    told = log.tell_of_the_clock(at_step(StepKind.PRESENT), "paused", by="U1").log[-1]
    meeting = with_said(at_step(StepKind.PRESENT, slot=1), told)
    assert log.tell_of_the_clock(meeting, "paused", by="U1").log[-1].key == Key(Says.CLOCK, "slot:slot2", "1")
    assert log.of_the_clock(meeting, "slot:slot2") == ()
    assert log.of_the_clock(meeting, "slot:slot1") == (told,)


def test_outside_of_slots_the_clock_is_told_of_at_the_top() -> None:
    meeting = log.tell_of_the_clock(at_step(StepKind.REVIEW), "paused", by="U1")
    last = meeting.log[-1]
    assert (last.key, last.under, last.facts["slot"]) == (Key(Says.CLOCK, "meeting:meeting", "1"), None, None)


def full(kind: StepKind) -> Meeting:
    meeting = at_step(kind)
    while log.has_room(meeting):
        meeting = log.say(meeting, Key(Says.ACTION, "slot1", str(len(meeting.log))), CARD)
    return meeting


def test_without_room_the_clock_is_told_of_by_an_edit_or_not_at_all() -> None:
    meeting = full(StepKind.PRESENT)
    assert log.tell_of_the_clock(meeting, "paused", by="U1") is meeting
    meeting = with_said(meeting, Entry(Key(Says.CLOCK, "slot:slot1", "1"), under=CARD, facts={"name": "paused"}))
    told = log.tell_of_the_clock(meeting, "resumed", by="U1")
    assert keys(told) == keys(meeting)
    assert told.log[-1].facts["name"] == "resumed"


def test_that_the_time_was_up_becomes_the_word_that_the_meeting_has_paused_itself() -> None:
    meeting = log.tell_that_time_is_up(at_step(StepKind.PRESENT))
    assert meeting is not None
    told = log.tell_of_the_clock(meeting, "paused_itself", spoken=False)
    assert keys(told) == [*keys(meeting)[:-1], Key(Says.CLOCK, "slot:slot1", "1")]
    below = with_said(meeting, *some(1, under=CARD))
    told = log.tell_of_the_clock(below, "paused_itself", spoken=False)
    assert keys(told) == [*keys(below), Key(Says.CLOCK, "slot:slot1", "1")]


def test_that_time_is_up_is_said_below_whatever_was_said_since() -> None:
    meeting = log.tell_that_time_is_up(at_step(StepKind.PRESENT))
    assert meeting is not None
    key = Key(Says.TIME_UP, meeting.step.id)
    assert meeting.log[-1] == Entry(key, under=CARD, due_at=meeting.now)
    assert log.tell_that_time_is_up(meeting) == meeting, "nothing stands below it"
    meeting = meeting.with_entry(meeting.log[-1], number=88, sent=True)
    under_notice = with_said(meeting, offered())
    assert log.tell_that_time_is_up(under_notice) == under_notice, "a notice does not count"
    again = log.tell_that_time_is_up(with_said(meeting, *some(1, under=CARD)))
    assert again is not None
    assert keys(again)[-3:] == [replace(key, nth="88"), Key(Says.ACTION, "slot1", "0"), key]


def test_that_time_is_up_is_not_said_where_there_is_no_room() -> None:
    assert log.tell_that_time_is_up(full(StepKind.PRESENT)) is None


def test_what_was_dropped_unsaid_is_wanted_after_all_where_it_was() -> None:
    meeting = log.tell_that_time_is_up(at_step(StepKind.PRESENT))
    assert meeting is not None
    dropped = meeting.with_entry(meeting.log[-1], dropped=True)
    later = replace(dropped, now=dropped.now + timedelta(minutes=6))
    again = log.tell_that_time_is_up(later)
    assert again is not None
    assert again.log == meeting.log
