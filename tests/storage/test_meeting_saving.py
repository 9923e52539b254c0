"""A meeting that is saved and loaded again is the same, whatever became of it; what did not change is not written."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bot.domain.meeting import log
from bot.domain.meeting.effects import (
    ChannelTriedAgain,
    IssueUsedUp,
    KeptInLine,
    Presented,
    PromptOffered,
    ReplyKept,
    TalkForgotten,
)
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Presence
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import IssueState, TurnState
from bot.domain.step_kinds import StepKind
from storage.database import Database
from storage.delivery_models import EarlyReply
from storage.meeting_saving import save
from storage.models import Attendance, Issue, Line, Member, PromptHeard
from storage.models import Meeting as Row
from storage.models import Turn as TurnRow
from storage.surroundings import around
from tests.bot.domain.meeting import cases
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, START
from tests.storage import stored_meetings
from tests.storage.changed_meetings import CHANGES, SOON, a_step, called, lines
from tests.storage.stored_meetings import MEETING, TEAM, read, saved


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_meeting_in_any_step_comes_back_as_it_was_saved(database: Database, kind: StepKind) -> None:
    stored_meetings.found(database)
    value = stored_meetings.without_numbers(cases.at_step(kind))
    done = saved(database, value, MEETING)
    assert done.has_to_say
    again = replace(read(database, value.now, whole=True), known=value.known)
    assert again == done.loaded.meeting
    assert stored_meetings.without_numbers(again) == value


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_becomes_of_a_meeting_comes_back(database: Database, change: Callable[[Meeting], Meeting]) -> None:
    before = stored_meetings.held(database, StepKind.QUESTION if change is called else StepKind.PRESENT)
    after = change(before)
    assert after != before
    done = saved(database, after)
    again = read(database, before.now, number=MEETING)
    assert again == done.loaded.meeting
    assert [(one.key, one.facts) for one in again.log] == [(one.key, one.facts) for one in after.log]


def test_what_did_not_change_is_not_written(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    with database.work() as db:
        found, of = stored_meetings.loaded(db, m.now), stored_meetings.the_set(db)
        with stored_meetings.statements() as heard:
            done = save(db, of, found, found.meeting)
    assert (heard, done.has_to_say, done.loaded) == ([], False, found)


def test_a_sign_of_life_is_one_statement(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    with database.work() as db:
        found, of = stored_meetings.loaded(db, m.now), stored_meetings.the_set(db)
        with stored_meetings.statements() as heard:
            save(db, of, found, m.with_presence(ANA, sign_at=m.now + SOON))
    assert [one.split()[:3] for one in heard] == [["INSERT", "INTO", "attendance"]]
    assert read(database, m.now).presence(ANA) == Presence(ANA, START, m.now + SOON)


def test_of_a_row_only_the_columns_that_changed_are_written(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    with database.work() as db:
        found, of = stored_meetings.loaded(db, m.now), stored_meetings.the_set(db)
        with stored_meetings.statements() as heard:
            save(db, of, found, m.with_step(human=True))
    assert [one.partition(" WHERE")[0].split("SET ")[1].count("=") for one in heard] == [2]  # and its version


def test_a_meeting_that_was_changed_meanwhile_is_not_written_over(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    with database.work() as db:
        found, of = stored_meetings.loaded(db, m.now), stored_meetings.the_set(db)
        db.scalars(select(Row)).one().unattended = 1
        db.flush()
        with pytest.raises(StaleDataError):
            save(db, of, found, replace(m, spoken=True))


def test_a_unit_of_work_may_save_twice(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    with database.work() as db:
        of, found = stored_meetings.the_set(db), stored_meetings.loaded(db, m.now)
        done = save(db, of, found, called(replace(m, unattended=1)))
        again = done.loaded.meeting
        save(db, of, done.loaded, replace(again.with_turn("turn2", state=TurnState.DONE), unattended=2))
    now = read(database, m.now)
    assert (now.unattended, [one.state for one in now.turns]) == (2, [TurnState.SILENT, TurnState.DONE])


def test_effects_of_rows_are_carried_out_and_the_others_given_back(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    thread = ReplyKept(thread_ts="77.1", user="U4", ts="78.1", for_certain=True)
    done = saved(
        database,
        m,
        None,
        IssueUsedUp(201),
        Presented(ANA, 2),
        KeptInLine(("issue3", "issue2")),
        PromptOffered("p1", m.slots[0].id),
        PromptOffered("p2", None),
        thread,
        ChannelTriedAgain(),
    )
    assert done.effects == (ChannelTriedAgain(),)
    with database.work() as db:
        state = {one.public_id: (one.state, one.in_line) for one in db.scalars(select(Issue))}
        assert state["issue1"] == (IssueState.PRESENTED, 0)
        assert [state[f"issue{n}"][1] for n in (2, 3)] == [2, 1]
        assert db.scalars(select(Member.presented_in).order_by(Member.id)).all() == [2, 0, 0, 0]
        heard = db.scalars(select(PromptHeard).order_by(PromptHeard.id)).all()
        assert [(one.prompt, one.slot_id) for one in heard] == [("p1", m.slots[0].number), ("p2", None)]
        assert [one.ts for one in db.scalars(select(EarlyReply))] == ["78.1"]


def test_talk_is_forgotten_of_steps_that_are_not_loaded_as_well(database: Database) -> None:
    m = saved(database, called(lines(stored_meetings.held(database, StepKind.QUESTION)))).loaded.meeting
    later = replace(m, turns=(), steps=(*m.with_step(ended_at=m.now).steps, a_step(m, "s9")))
    saved(database, later, None, TalkForgotten(is_over=True))
    with database.look() as db:
        assert db.scalars(select(Line)).all() == []
        rows = db.scalars(select(TurnRow).order_by(TurnRow.id)).all()
        assert [(one.asked_ts, one.word_at, one.asked_at) for one in rows] == [(None, None, None), (None, None, m.now)]


def test_which_question_helped_is_kept_where_its_step_is_over(database: Database) -> None:
    m = saved(database, called(stored_meetings.held(database, StepKind.QUESTION))).loaded.meeting
    over = replace(m, steps=(*m.with_step(ended_at=m.now).steps, replace(a_step(m, "s9"), slot=m.slots[0].id)))
    saved(database, over)
    m = read(database, m.now)
    assert m.turns == ()
    saved(database, m.with_slot(m.slots[0].id, helped="turn2"))
    assert read(database, m.now).slots[0].helped == "turn2"


def test_a_member_who_went_away_is_not_here_any_more(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    saved(database, replace(m, here=m.here[1:]))
    with database.look() as db:
        assert {one.member_id for one in db.scalars(select(Attendance))} == {BEN, CAT, DAN}
        assert len(around(db, TEAM, 7).roster) == 4


def word(m: Meeting) -> Meeting:
    """Whoever is called has written: a sign of theirs, and a word in their turn."""
    return m.with_presence(CAT, sign_at=m.now + SOON).with_turn("turn2", word_at=m.now + SOON)


def done(m: Meeting) -> Meeting:
    """The turn is over, and the next peer is called."""
    m = word(m).with_turn("turn2", state=TurnState.DONE, ended_at=m.now)
    following = replace(
        m.turns[-1], id="turn3", number=0, member=DAN, state=TurnState.CALLED, prompt="q", asked_ts=None
    )
    m = replace(m, turns=(*m.turns, replace(following, followed_up=False, spent=False, below=0, shown_again=False)))
    return log.say(m, Key(Says.CALL, "turn3"), m.head_key)


@pytest.mark.parametrize(("change", "most"), [(word, 2), (done, 6)], ids=["a word", "done"])
def test_what_happens_most_is_written_with_few_statements(
    database: Database, change: Callable[[Meeting], Meeting], most: int
) -> None:
    m = saved(database, called(stored_meetings.held(database, StepKind.QUESTION))).loaded.meeting
    offered = [PromptOffered("q", m.slots[0].id)] if change is done else []
    with database.work() as db:
        of, found = stored_meetings.the_set(db), stored_meetings.loaded(db, m.now)
        last = found.meeting.log[-1].number
        with stored_meetings.statements() as heard:
            save(db, of, found, change(found.meeting), effects=offered, redrawn=[last] if offered else [])
    assert len(heard) == most
    again = read(database, m.now)
    assert stored_meetings.without_numbers(again).turns == stored_meetings.without_numbers(change(m)).turns
