"""Below an answered question four messages of people bury the row of buttons: then it stands once more, once a turn."""

from dataclasses import replace

import pytest

from bot.domain.meeting import log
from bot.domain.meeting.events import Paused, Resumed
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.turn_events import DoneAsking
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.turn_order import Call
from tests.bot.domain.meeting.cases import ANA, BANK, BEN, CAT, DAN, asking, by, clock, hears, open_turn, then

SECONDS = (10, 20, 30, 40, 50)


def written(*who: int, m: Meeting | None = None, minute: str = "14:22") -> Meeting:
    """BEN has asked ANA, and then these have written, one after the other; every message of ours is sent at once."""
    m = m or hears(asking(), BEN, "14:21")
    m = replace(m, log=tuple(replace(one, number=one.number or 900 + n, sent=True) for n, one in enumerate(m.log)))
    for member, seconds in zip(who, SECONDS, strict=False):
        m = hears(m, member, f"{minute}:{seconds}")
    return m


def calls(m: Meeting) -> list[Call]:
    return [one.view for one in messages_of(m, BANK) if isinstance(one.view, Call)]


@pytest.mark.parametrize(
    ("who", "again"),
    [
        pytest.param((ANA, ANA, ANA), False, id="three"),
        pytest.param((ANA, ANA, ANA, ANA), True, id="four of the presenter"),
        pytest.param((CAT, DAN, CAT, ANA), True, id="the fourth is the answer"),
        pytest.param((CAT, DAN, CAT, DAN), False, id="four, and no answer"),
        pytest.param((CAT, DAN, CAT, DAN, ANA), True, id="then the answer"),
        pytest.param((BEN, BEN, ANA, CAT, DAN), False, id="what its asker adds belongs to the question"),
        pytest.param((ANA, BEN, ANA, CAT), True, id="a follow-up and its answer among them"),
        pytest.param((ANA, CAT, DAN, BEN), False, id="a follow-up that waits for its answer"),
    ],
)
def test_it_takes_four_messages_and_an_answer(who: tuple[int, ...], again: bool) -> None:
    m = written(*who)
    assert open_turn(m).shown_again is again
    assert len([one for one in m.log if one.key.kind is Says.CALL]) == 1 + again


def test_the_new_message_is_the_call_and_the_old_one_has_no_buttons() -> None:
    m = written(ANA, CAT, DAN, CAT)
    old, new = calls(m)
    assert m.log[-1].key == Key(Says.CALL, open_turn(m).id)
    assert m.log[-1].under == Key(Says.SLOT_CARD, "slot1")
    assert (old.elsewhere, old.controls, new.shown_again, new.latest, new.controls) == (True, False, True, True, True)


def test_it_stands_again_once_a_turn_and_anew_in_the_next() -> None:
    m = written(CAT, DAN, CAT, DAN, m=written(ANA, CAT, DAN, CAT), minute="14:23")
    assert len(calls(m)) == 2
    following = then(m, DoneAsking(by=by(BEN), turn=open_turn(m).id), "14:24")
    assert (open_turn(following).below, open_turn(following).shown_again) == (0, False)


def test_it_takes_no_room_from_what_else_is_said() -> None:
    before, after = written(ANA, CAT, DAN), written(ANA, CAT, DAN, CAT)
    assert len(after.log) == len(before.log) + 1
    for room in (log.has_room(before), log.has_room(after)):
        assert room


def test_the_first_question_alone_and_what_was_written_before_it_count_nothing() -> None:
    m = hears(hears(asking(), CAT, "14:20:30"), BEN, "14:21")
    assert open_turn(m).below == 0
    for at in ("14:20:50", "14:21"):
        assert open_turn(hears(m, DAN, at)).below == 0


def test_aloud_nothing_is_counted() -> None:
    m = written(ANA, CAT, DAN, CAT, m=replace(hears(asking(), BEN, "14:21"), spoken=True))
    assert (open_turn(m).below, open_turn(m).shown_again) == (0, False)


def test_in_a_moment_nothing_is_counted_and_afterwards_it_goes_on() -> None:
    m = then(written(ANA, CAT, DAN), Paused(by=by(CAT)), "14:23")
    m = hears(m, CAT, "14:23:10")
    assert open_turn(m).below == 3
    m = written(CAT, m=then(m, Resumed(by=by(ANA)), "14:24"), minute="14:24")
    assert open_turn(m).shown_again
    assert m.now == clock("14:24:10")
