"""Sets with their people, issues and actions, as a filled database holds them."""

from datetime import date, time
from typing import Final

from sqlalchemy import case, literal, null

from benchmarks.database_size import MEMBERS, PEOPLE, SLOTS
from benchmarks.generated_rows import FIRST, Moments, Numbered, Rows, Value, key_of, one_of, text_of
from bot.domain.states import ActionStatus, Ahead, IssueState, SetState
from storage.columns import ByValue

WORDS: Final = "What would have to be true for the two heads to want this, and who could go first "
BEGINNING: Final = literal(0)
"""The first meeting of its set."""


def people(row: Numbered, at: Moments) -> Rows:
    founded_by = row.number // PEOPLE * row.size.together
    user = {"user": literal("F") + text_of(FIRST + row.number), "zone": "Europe/London", "known_at": at.began}
    return row.plain("people", row.size.people, BEGINNING, founded_by, user)


def sets(row: Numbered, at: Moments) -> Rows:
    size, number = row.size, row.number
    a_set = {
        "public_id": key_of(number),
        "channel": literal("CF") + text_of(FIRST + number),
        "private": False,
        "name": literal("Heads of department ") + text_of(number),
        "learn": "To ask before we answer",
        "rules": ["Ask, do not tell", "What is said here stays here"],
        "adviser_id": row.person_id(number - number % 10, literal(MEMBERS)),
        "host_id": row.person_id(number, literal(0)),
        "zone": "Europe/London",
        "meetings_planned": min(52, size.all_meetings),
        "minutes": 240,
        "first_on": date(2026, 1, 6),
        "at": time(14),
        "every_weeks": 2,
        "spoken": False,
        "format": "classic",
        "state": SetState.ACTIVE,
        "founded_at": at.began,
    }
    return row.plain("sets", size.sets, BEGINNING, number, a_set)


def members(row: Numbered, at: Moments) -> Rows:
    the_set = row.set(MEMBERS)
    member = {
        "set_id": the_set + 1,
        "person_id": row.person_id(the_set, row.number % MEMBERS),
        "agreed_version": 1,
        "presented_in": row.size.meetings,
    }
    return row.plain("members", row.size.sets * MEMBERS, BEGINNING, the_set, member)


def issues(row: Numbered, at: Moments) -> Rows:
    """One a slot that there was, and one that each member waits with."""
    presented = SLOTS * row.size.meetings
    raised = presented + MEMBERS
    in_set = row.number % raised
    waits = case((in_set < presented, 1), else_=0)
    issue = {
        "public_id": key_of(row.number),
        "set_id": row.set(raised) + 1,
        "member_id": row.member_id(raised, in_set % MEMBERS),
        "sentence": literal(WORDS) + text_of(row.number),
        "raised_at": at.began,
        "state": one_of(waits, (IssueState.WAITING, IssueState.PRESENTED), ByValue(IssueState)),
    }
    return row.plain("issues", row.size.sets * raised, BEGINNING, row.set(raised), issue)


def actions(row: Numbered, at: Moments) -> Rows:
    size, number = row.size, row.number
    a_set = size.meetings * size.actions
    is_open, is_dated = number % a_set % size.open_every == 0, number % 2 == 0
    action = {
        "public_id": key_of(number),
        "set_id": row.set(a_set) + 1,
        "member_id": row.member_id(a_set, _owner(row, number)),
        "slot_id": row.closed_meeting(size.actions) * SLOTS + number % SLOTS + 1,
        "what": literal("Ask Mo for twenty minutes alone, and write down what comes of it ") + text_of(number),
        "due_on": case((is_dated, literal(date(2026, 1, 6))), else_=null()),
        "due_zone": case((is_dated, "Europe/London"), else_=null()),
        "committed_at": at.began,
        "status": one_of(case((is_open, 0), else_=1), (ActionStatus.OPEN, ActionStatus.DONE), ByValue(ActionStatus)),
    }
    return row.rows("actions", size.actions, action)


def _owner(row: Numbered, action: Value) -> Value:
    """The place in their set of the member who has that action."""
    size = row.size
    in_set = action % (size.meetings * size.actions)
    is_open = in_set % size.open_every == 0
    return case((is_open, in_set // size.open_every % size.owners), else_=in_set % MEMBERS)


def reports(row: Numbered, at: Moments) -> Rows:
    """Of six actions one is reported on twice, and one once."""
    reported = row.number // 3 * 6 + row.number % 3 // 2 * 3 + 1
    the_set = reported // (row.size.meetings * row.size.actions)
    report = {
        "action_id": reported + 1,
        "member_id": the_set * MEMBERS + _owner(row, reported) + 1,
        "outcome": ActionStatus.DONE,
        "happened": WORDS,
        "ahead": Ahead.KEEP,
        "reported_at": at.began,
    }
    return row.plain("reports", row.size.all_actions // 2, BEGINNING, the_set, report)


def action_changes(row: Numbered, at: Moments) -> Rows:
    changed = row.number * 10
    before = {"action_id": changed + 1, "what": WORDS, "changed_at": at.began}
    the_set = changed // (row.size.meetings * row.size.actions)
    return row.plain("action_changes", row.size.all_actions // 10, BEGINNING, the_set, before)
