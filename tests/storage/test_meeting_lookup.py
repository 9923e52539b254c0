"""What lies outside of a meeting and is shown or asked in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from bot.domain.actions import ActionLine, LatestReport
from bot.domain.meeting.given import HeardPrompt
from bot.domain.meeting.parts import Fact, Taken, Tally
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Learned
from bot.domain.message_and_timer_kinds import Later
from bot.domain.states import ActionStatus, Ahead, IssueState, MeetingState
from bot.domain.step_kinds import StepKind
from storage import timers
from storage.action_models import Action, Learning, Report
from storage.actions import MOST_COMPARED
from storage.database import Database
from storage.meeting_lookup import SetLookup
from storage.models import Issue as IssueRow
from storage.models import Meeting as Row
from storage.models import Member, PromptHeard
from storage.models import Slot as SlotRow
from storage.pulses import PulseRow
from storage.surroundings import around
from tests.bot.domain.meeting import cases
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, SET, START
from tests.storage import stored_meetings
from tests.storage.stored_meetings import MEETING, TEAM, read

A_DAY: Final = timedelta(days=1)


def an_action(db: Session, member: int, what: str, **more: Any) -> Action:
    action = {"workspace": TEAM, "set_id": SET.number, "member_id": member, "what": what, "public_id": f"a{what}"}
    row = Action(**{**action, "committed_at": START - A_DAY, **more})
    db.add(row)
    db.flush()
    return row


def a_report(db: Session, action: Action, outcome: ActionStatus, days: int) -> None:
    told = {"happened": f"{days}", "ahead": Ahead.KEEP, "reported_at": START + days * A_DAY}
    db.add(Report(workspace=TEAM, action_id=action.id, member_id=action.member_id, outcome=outcome, learned="", **told))
    action.status = outcome
    db.flush()


def test_a_slot_has_what_it_brought_with_the_newest_report(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.COMMIT)
    with database.work() as db:
        slot = m.slots[0].number
        one = an_action(db, ANA, "1", slot_id=slot, due_on=date(2026, 12, 1), due_zone="Etc/UTC", first_step="Ask")
        a_report(db, one, ActionStatus.PARTLY, 1)
        a_report(db, one, ActionStatus.DONE, 2)
        other = an_action(db, BEN, "2", slot_id=slot)
        an_action(db, ANA, "3")
        number, last = one.id, other.id
    told = LatestReport(ActionStatus.DONE, "2", "", Ahead.KEEP)
    line = ActionLine("a1", "U1", "1", "Ask", date(2026, 12, 1), "Etc/UTC", ActionStatus.DONE, told, meets_again=False)
    plain = ActionLine("a2", "U2", "2", "", None, None, ActionStatus.OPEN, meets_again=False)
    first, second = read(database, m.now).slots
    assert (first.brought, first.actions) == (2, (Taken(number, line), Taken(last, plain)))
    assert (second.brought, second.actions) == (0, ())
    with database.work() as db:
        db.get_one(Member, BEN).left_at = START
    first, _ = read(database, m.now).slots
    assert (first.brought, len(first.actions or ())) == (2, 1)


def test_only_the_newest_open_actions_of_a_member_are_compared_and_only_their_words(database: Database) -> None:
    stored_meetings.held(database, StepKind.COMMIT)
    with database.work() as db:
        for number in range(MOST_COMPARED + 5):
            an_action(db, ANA, f"{number}")
        an_action(db, ANA, "over", status=ActionStatus.DONE)
        an_action(db, BEN, "theirs")
    with database.look() as db:
        compared = around(db, TEAM, SET.number, taking_on="U1").taking_on
    assert [words for _, words in compared.open_words] == [
        f"{number}" for number in reversed(range(5, MOST_COMPARED + 5))
    ]


def test_whoever_takes_something_on_knows_when_their_next_letter_is_looked_at(database: Database) -> None:
    stored_meetings.held(database, StepKind.COMMIT)
    with database.work() as db:
        ana, ben = (db.get_one(Member, one).person_id for one in (ANA, BEN))
        timers.put(db, TEAM, Later.LETTER, f"{ana}", START, None)
        timers.put(db, TEAM, Later.LEARN_PERSON, f"{ben}", START, None)
    with database.look() as db:
        due = [around(db, TEAM, SET.number, taking_on=user).taking_on.letter_due for user in ("U1", "U2", "U9")]
        assert around(db, TEAM, SET.number).taking_on.letter_due is None
    assert due == [START, None, None]


def reported(database: Database) -> Meeting:
    """A meeting that closed before, and actions of which some ended before that, some since, some not at all."""
    m = stored_meetings.held(database, StepKind.REPORT_BACK)
    with database.work() as db:
        before = {"workspace": TEAM, "set_id": SET.number, "planned_at": START - 9 * A_DAY}
        db.add(Row(id=39, public_id="m1", number=1, state=MeetingState.CLOSED, closed_at=START - 9 * A_DAY, **before))
        a_report(db, an_action(db, ANA, "old"), ActionStatus.DONE, -10)
        a_report(db, an_action(db, ANA, "new"), ActionStatus.DONE, -8)
        a_report(db, an_action(db, ANA, "halfway"), ActionStatus.PARTLY, -10)
        an_action(db, BEN, "open")
        an_action(db, BEN, "today", committed_at=START + timedelta(seconds=1))
    return m


def whats(lines: Sequence[ActionLine]) -> list[str]:
    return [one.what for one in lines]


def test_a_meeting_opens_with_what_is_open_and_what_ended_since_the_last_one(database: Database) -> None:
    m = read(database, reported(database).now)
    owned = m.known.opened_with or ()
    assert [(one.member, one.line.what, one.told) for one in owned] == [
        (ANA, "new", True),
        (ANA, "halfway", False),
        (BEN, "open", False),
    ]
    assert [one.line.told is not None for one in owned] == [True, False, False]
    assert (m.known.waiting, m.known.next_meeting, m.known.open_actions, m.known.learned) == (None,) * 4
    with database.look() as db:
        assert SetLookup(db, m).opened_with == owned


def test_the_open_actions_of_the_set_are_those_of_everybody(database: Database) -> None:
    m = reported(database)
    listing = read(database, m.now, also=[Fact.OPEN_ACTIONS]).known.open_actions
    assert listing is not None
    assert (whats(listing.lines), listing.in_all) == (["halfway", "open", "today"], 3)


def test_of_many_open_actions_the_first_are_listed_and_the_rest_counted(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.CLOSING)
    with database.work() as db:
        for number in range(23):
            an_action(db, BEN, f"{number}")
    listing = read(database, m.now).known.open_actions
    assert listing is not None
    assert (len(listing.lines), listing.in_all) == (20, 23)


# What else lies outside


def test_the_issues_that_wait_are_known_at_the_bids(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.BIDS)
    with database.work() as db:
        db.get_one(IssueRow, 202).state = IssueState.PRESENTED
    waiting = (cases.issue_of(ANA), cases.issue_of(CAT), cases.issue_of(4))
    assert read(database, m.now).known.waiting == waiting
    with database.look() as db:
        assert SetLookup(db, replace(m, known=replace(m.known, waiting=None))).waiting == waiting


def test_the_next_meeting_and_what_was_shared_are_known_at_the_closing(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.CLOSING)
    assert m.known.next_meeting == ()
    with database.work() as db:
        later = {"workspace": TEAM, "set_id": SET.number, "planned_at": START + 14 * A_DAY}
        db.add(Row(id=41, public_id="m3", number=3, state=MeetingState.PLANNED, **later))
        for note, shared in (("Mine", False), ("Ours", True)):
            kept = {"workspace": TEAM, "member_id": CAT, "meeting_id": MEETING, "kept_at": START}
            db.add(Learning(note=note, shared=shared, **kept))
    known = read(database, m.now).known
    assert known.next_meeting == (START + 14 * A_DAY,)
    assert known.learned == (Learned("U3", "Ours"),)


def test_rules_are_told_what_the_set_has_heard_and_how_many_gave_a_pulse(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.QUESTION)
    with database.work() as db:
        for prompt, slot in (("a", None), ("b", m.slots[0].number), ("c", None), ("a", m.slots[1].number)):
            db.add(PromptHeard(workspace=TEAM, set_id=SET.number, slot_id=slot, prompt=prompt))
        db.add(PulseRow(key="r", workspace=TEAM, meeting_id=MEETING, score=7))
    with database.look() as db:
        outside = SetLookup(db, m)
        heard = outside.heard(frozenset({"a", "b"}))
        assert heard == [HeardPrompt("a", None), HeardPrompt("b", "slot1"), HeardPrompt("a", "slot2")]
        assert outside.pulses() == 1
        assert outside.asked() == {}


def test_rules_are_told_how_peers_asked_in_the_latest_meetings_that_closed(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.REVIEW)
    counts = {60: (3, 1), 61: (9, 8), 62: (4, 4), 63: (6, 5), 64: (20, 20)}
    with database.work() as db:
        template = db.get_one(SlotRow, m.slots[0].number)
        for number, (turns, questions) in counts.items():
            before = {"workspace": TEAM, "set_id": SET.number, "planned_at": START, "number": number - 100}
            state = MeetingState.CANCELLED if number == 64 else MeetingState.CLOSED
            db.add(Row(id=number, public_id=f"m{number}", state=state, **before))
            db.flush()
            for place, counted in enumerate(((turns - 1, questions), (1, 0)), start=1):
                of = {"workspace": TEAM, "meeting_id": number, "member_id": template.member_id, "position": place}
                issue = {"issue_id": template.issue_id, "public_id": f"s{number}{place}"}
                db.add(SlotRow(turns_used=counted[0], turns_asked=counted[1], **of, **issue))
    with database.look() as db:
        found = SetLookup(db, m).tallies_before(4, 2)
    assert found == [Tally(turns=4, questions=4), Tally(turns=6, questions=5)]
