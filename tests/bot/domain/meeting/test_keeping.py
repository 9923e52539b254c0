"""Whoever said what their step asks of them is offered to keep it, once they are quiet, once a step."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.channel_messages import Tone
from bot.domain.meeting import keeping
from bot.domain.meeting.events import Extended, Finished, MovedOn, Paused, Resumed
from bot.domain.meeting.keeping import QUIET, WordsOffered
from bot.domain.meeting.people_events import Committed, KeptRestated, Learnt, SaidNone
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, at_step, by, clock, decided, hears, then
from tests.bot.domain.meeting.test_actions import taken

IN_SLOT = "503.0"
"""ANA's slot, at its place in the small format."""


def offered_at(m: Meeting) -> dict[int, datetime]:
    """When each member is offered to keep their words, by their numbers, in whichever step."""
    return {timer.member: at for timer, at in timers_of(m).items() if timer.kind is Later.KEEP_WORDS and timer.member}


def at(kind: StepKind) -> Meeting:
    return at_step(kind, slots=(ANA,), at=clock("14:30"))


@pytest.mark.parametrize(
    ("kind", "member", "tone", "offered"),
    [
        pytest.param(StepKind.RESTATE, ANA, Tone.QUESTION, True, id="the presenter, restating"),
        pytest.param(StepKind.RESTATE, ANA, Tone.COURTESY, False, id="the presenter's thanks"),
        pytest.param(StepKind.RESTATE, BEN, Tone.WORDS, False, id="a peer, restating"),
        pytest.param(StepKind.COMMIT, ANA, Tone.WORDS, True, id="the presenter, committing"),
        pytest.param(StepKind.COMMIT, ANA, Tone.QUESTION, False, id="the presenter's question"),
        pytest.param(StepKind.COMMIT, BEN, Tone.WORDS, False, id="a peer, committing"),
        pytest.param(StepKind.SLOT_REVIEW, BEN, Tone.WORDS, True, id="a peer, looking back"),
        pytest.param(StepKind.SLOT_REVIEW, ANA, Tone.WORDS, True, id="the presenter, looking back"),
        pytest.param(StepKind.SLOT_REVIEW, BEN, Tone.SOUND, False, id="hmm"),
        pytest.param(StepKind.PRESENT, ANA, Tone.WORDS, False, id="presenting"),
        pytest.param(StepKind.CLARIFY, ANA, Tone.WORDS, False, id="clarifying"),
    ],
)
def test_whoever_the_step_asks_for_words_is_offered_to_keep_them(
    kind: StepKind, member: int, tone: Tone, offered: bool
) -> None:
    m = hears(at(kind), member, "14:31", thread=IN_SLOT, tone=tone)
    assert offered_at(m) == ({member: clock("14:31:20")} if offered else {})


def test_what_they_add_puts_it_off_be_it_thanks() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    m = hears(m, BEN, "14:31:10", thread=IN_SLOT)
    assert offered_at(m) == {ANA: clock("14:31:20")}
    m = hears(m, ANA, "14:31:15", thread=IN_SLOT, tone=Tone.COURTESY)
    assert offered_at(m) == {ANA: clock("14:31:35")}


def test_on_a_call_it_is_offered_as_well() -> None:
    m = hears(replace(at(StepKind.COMMIT), spoken=True), ANA, "14:31", thread=IN_SLOT)
    assert offered_at(m) == {ANA: clock("14:31:20")}


def test_beside_the_thread_nothing_is() -> None:
    assert offered_at(hears(at(StepKind.COMMIT), ANA, "14:31", thread=None)) == {}


def test_once_a_step() -> None:
    m = hears(at(StepKind.COMMIT), ANA, "14:31", thread=IN_SLOT)
    answer = decided(m, WordsOffered(step=m.step.id, member=ANA, found=True), "14:31:20")
    assert answer.answer
    m = hears(answer.meeting, ANA, "14:32", thread=IN_SLOT)
    assert offered_at(m) == {}
    assert keeping.has_words(m.step, ANA)
    assert not decided(m, WordsOffered(step=m.step.id, member=ANA, found=True), "14:32:20").answer
    assert offered_at(hears(m, BEN, "14:33", thread=IN_SLOT)) == {}


def test_what_was_taken_back_leaves_the_next_words_to_be_offered() -> None:
    m = hears(at(StepKind.COMMIT), ANA, "14:31", thread=IN_SLOT)
    answer = decided(m, WordsOffered(step=m.step.id, member=ANA, found=False), "14:31:20")
    assert not answer.answer
    assert offered_at(answer.meeting) == {}
    assert offered_at(hears(answer.meeting, ANA, "14:32", thread=IN_SLOT)) == {ANA: clock("14:32:20")}


def test_what_was_kept_is_not_offered() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    assert offered_at(then(m, KeptRestated(by=by(ANA), step=m.step.id, words="Who?"), "14:31:05")) == {}
    m = hears(at(StepKind.SLOT_REVIEW), BEN, "14:31", thread=IN_SLOT)
    assert offered_at(then(m, Learnt(by=by(BEN), step=m.step.id), "14:31:05")) == {}
    m = hears(at(StepKind.COMMIT), ANA, "14:31", thread=IN_SLOT)
    assert offered_at(then(m, SaidNone(by=by(ANA), step=m.step.id), "14:31:05")) == {}
    assert offered_at(then(m, Committed(by=by(ANA)), "14:31:05")) == {ANA: clock("14:31:20")}
    assert offered_at(then(m, Committed(by=by(ANA), slot="slot1", actions=taken(1), new=900), "14:31:05")) == {}


def test_kept_by_a_clock_that_is_behind_it_is_kept_all_the_same() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    assert offered_at(then(m, KeptRestated(by=by(ANA), step=m.step.id, words="Who?"), "14:30:58")) == {}


def test_it_is_offered_although_the_step_is_over() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    restate = m.step.id
    m = then(m, MovedOn(by=by(ANA), step=restate), "14:31:05")
    assert timers_of(m)[Timer(Later.KEEP_WORDS, restate, ANA)] == clock("14:31:20")


def test_whoever_ends_the_slot_with_the_last_word_is_offered_to_keep_it() -> None:
    m = at(StepKind.SLOT_REVIEW)
    for number, member in enumerate((ANA, BEN, CAT, DAN)):
        m = hears(m, member, f"14:31:{number * 10:02}", thread=IN_SLOT)
    review = m.steps[-2]
    assert (m.step.kind, review.kind) == (StepKind.REVIEW, StepKind.SLOT_REVIEW)
    due = (clock("14:31:20"), clock("14:31:30"), clock("14:31:40"), clock("14:31:50"))
    waits = dict(zip((ANA, BEN, CAT, DAN), due, strict=True))
    assert offered_at(m) == waits
    before = replace(review, kept={BEN: clock("14:31")})
    m = replace(m, steps=(*m.steps[:-2], before, m.step))
    for member in (ANA, BEN, CAT, DAN):
        m = then(m, WordsOffered(step=review.id, member=member, found=True), "14:31:50")
        del waits[member]
        assert offered_at(m) == waits
    over = m.step_of(review.id)
    assert over is not None
    assert (over.talked, over.kept, over.offered) == ({}, {}, frozenset())


def test_of_the_last_words_of_a_slot_only_those_are_known_that_may_still_be_kept() -> None:
    """BEN has kept what he said and said more, CAT has kept all, DAN was offered to, and ANA said it long ago."""
    m = at(StepKind.SLOT_REVIEW)
    said_at = {ANA: clock("14:30"), BEN: clock("14:34"), CAT: clock("14:34"), DAN: clock("14:34")}
    kept_at = {BEN: clock("14:33"), CAT: clock("14:34:10")}
    review = replace(m.step, talked=said_at, kept=kept_at, offered=frozenset({DAN}))
    over = keeping.forget(review, clock("14:34:20"), ended_early=False)
    assert (over.talked, over.kept, over.offered) == ({BEN: clock("14:34")}, {BEN: clock("14:33")}, frozenset())
    early = keeping.forget(review, clock("14:34:20"), ended_early=True)
    assert (early.talked, early.kept, early.offered) == ({}, {}, frozenset())


@pytest.mark.parametrize(("at_last", "known"), [("14:36:19", True), ("14:36:20", False)])
def test_two_minutes_later_nobody_is_offered_to_keep_them(at_last: str, known: bool) -> None:
    review = replace(at(StepKind.SLOT_REVIEW).step, talked={BEN: clock("14:34:20")})
    assert bool(keeping.forget(review, clock(at_last), ended_early=False).talked) is known


def test_after_a_slot_that_was_ended_early_nothing_is_offered() -> None:
    m = hears(at(StepKind.COMMIT), ANA, "14:31", thread=IN_SLOT)
    assert m.slot is not None
    assert offered_at(m.with_slot(m.slot.id, ended_early=True)) == {}


def test_the_real_question_is_not_offered_once_the_slot_is_over() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    for _ in range(3):
        m = then(m, MovedOn(by=by(ANA), step=m.step.id), "14:31:05")
    assert m.slot is None
    assert offered_at(m) == {}


def test_a_moment_is_no_quiet() -> None:
    m = hears(at(StepKind.COMMIT), ANA, "14:31", thread=IN_SLOT)
    m = then(m, Paused(by=by(BEN)), "14:31:10")
    assert offered_at(m) == {}
    m = then(m, Resumed(by=by(ANA)), "14:41:10")
    assert offered_at(m) == {ANA: clock("14:41:20")}


def test_after_a_moment_what_was_kept_is_not_offered_either() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    m = then(m, KeptRestated(by=by(ANA), step=m.step.id, words="Who?"), "14:31:05")
    m = then(then(m, Paused(by=by(BEN)), "14:31:10"), Resumed(by=by(ANA)), "14:41:10")
    assert offered_at(m) == {}


def test_what_was_offered_in_one_step_is_nothing_to_the_next() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    restate = m.step.id
    m = hears(then(m, MovedOn(by=by(ANA), step=restate), "14:31:05"), ANA, "14:31:10", thread=IN_SLOT)
    m = then(m, WordsOffered(step=restate, member=ANA, found=True), "14:31:20")
    assert offered_at(m) == {ANA: clock("14:31:30")}
    assert m.steps[0].offered == frozenset()


def test_more_time_changes_nothing() -> None:
    m = hears(at(StepKind.COMMIT), ANA, "14:31", thread=IN_SLOT)
    assert offered_at(then(m, Extended(by=by(ANA), minutes=5, step=m.step.id), "14:31:05")) == {ANA: clock("14:31:20")}


def test_the_words_are_read_where_they_stand_from_the_beginning_of_their_step() -> None:
    m = hears(at(StepKind.RESTATE), ANA, "14:31", thread=IN_SLOT)
    began = m.steps[-2].ended_at
    place = keeping.place_of(m, m.step, ANA)
    assert place is not None
    assert (place.user, place.threads, place.since, place.until) == ("U1", (IN_SLOT,), began, None)
    assert keeping.place_of(m, m.step, BEN) is None
    m = then(m, Finished(by=by(ANA), step=m.step.id), "14:32")
    place = keeping.place_of(m, m.steps[-2], ANA)
    assert place is not None
    assert place.until == clock("14:32")


@pytest.mark.parametrize(
    ("kind", "head", "threads"),
    [
        pytest.param(StepKind.RESTATE, {}, (IN_SLOT,), id="in the thread of the slot"),
        pytest.param(StepKind.REPORT_BACK, {}, ("501.0",), id="outside of slots in that of the step"),
        pytest.param(StepKind.RESTATE, {"threads": ("1.0", "2.0")}, ("1.0", "2.0"), id="in all that its card has had"),
        pytest.param(StepKind.RESTATE, {"has_no_thread": True}, (None,), id="in the channel, where it has none"),
        pytest.param(StepKind.RESTATE, {"threads": ()}, None, id="nowhere, before its card is there"),
    ],
)
def test_in_which_threads_the_words_are_read(
    kind: StepKind, head: dict[str, Any], threads: tuple[str | None, ...] | None
) -> None:
    m = at(kind).with_step(talked={ANA: clock("14:31")})
    assert m.head is not None
    m = m.with_entry(m.head, **head)
    place = keeping.place_of(m, m.step, ANA)
    assert (place.threads if place is not None else None) == threads


def test_what_was_kept_before_is_not_read_again() -> None:
    m = hears(at(StepKind.SLOT_REVIEW), BEN, "14:31", thread=IN_SLOT)
    m = then(m, Learnt(by=by(BEN), step=m.step.id), "14:32")
    assert keeping.place_of(m, m.step, BEN) is None
    m = hears(m, BEN, "14:33", thread=IN_SLOT)
    place = keeping.place_of(m, m.step, BEN)
    assert place is not None
    assert place.since == clock("14:32") + timedelta(microseconds=1)


def test_twenty_seconds() -> None:
    assert timedelta(seconds=20) == QUIET
