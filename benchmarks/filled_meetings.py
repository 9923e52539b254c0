"""Meetings with what happened in them, as a filled database holds them: all are over, or planned for far ahead."""

from typing import Final

from sqlalchemy import JSON, case, literal, null

from benchmarks.database_size import LINES, MEMBERS, SLOTS, STEPS, TURNS
from benchmarks.filled_sets import WORDS
from benchmarks.generated_rows import Moments, Numbered, Rows, key_of, one_of, text_of, ts_of
from bot.domain.formats import format_to_json
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from prompts.bank import load_formats
from storage.columns import ByValue

AROUND: Final = (StepKind.OPENING, StepKind.REPORT_BACK, StepKind.BIDS)
IN_SLOT: Final = tuple(kind for kind in StepKind if kind.in_slot)
ENDING: Final = (StepKind.REVIEW, StepKind.CLOSING)
IN_SLOTS: Final = SLOTS * TURNS


def meetings(row: Numbered, at: Moments) -> Rows:
    size = row.size
    nth = row.number % size.all_meetings
    is_over = nth < size.meetings
    kept = format_to_json(next(iter(load_formats().values())))
    meeting = {
        "public_id": key_of(row.number),
        "set_id": row.set(size.all_meetings) + 1,
        "number": nth + 1,
        "planned_at": case((is_over, at.began), else_=at.ahead),
        "state": one_of(
            case((is_over, 0), else_=1), (MeetingState.CLOSED, MeetingState.PLANNED), ByValue(MeetingState)
        ),
        "format": case((is_over, literal(kept, JSON())), else_=null()),
        "started_at": case((is_over, at.began), else_=null()),
        "closed_at": case((is_over, at.closed), else_=null()),
        "version": 1,
    }
    many = size.sets * size.all_meetings
    return row.plain("meetings", many, nth, row.set(size.all_meetings), meeting)


def attendance(row: Numbered, at: Moments) -> Rows:
    return row.rows("attendance", MEMBERS, {**_present(row), "here_at": at.began, "sign_at": at.closed}, keyed=False)


def learnings(row: Numbered, at: Moments) -> Rows:
    kept = {"note": WORDS, "shared": row.number % 2 == 0, "kept_at": at.closed}
    return row.rows("learnings", MEMBERS, {**_present(row), **kept})


def _present(row: Numbered) -> dict[str, object]:
    member_id = row.member_id(MEMBERS * row.size.meetings, row.number % MEMBERS)
    return {"meeting_id": row.meeting_id(MEMBERS), "member_id": member_id}


def pulses(row: Numbered, at: Moments) -> Rows:
    pulse = {"key": key_of(row.number) + "0" + key_of(row.number), "meeting_id": row.meeting_id(MEMBERS), "score": 7}
    return row.rows("ratings", MEMBERS, pulse, keyed=False)


def slots(row: Numbered, at: Moments) -> Rows:
    presented = SLOTS * row.size.meetings
    in_set = row.number % presented
    slot = {
        "public_id": key_of(row.number),
        "meeting_id": row.meeting_id(SLOTS),
        "position": row.number % SLOTS,
        "issue_id": row.set(presented) * (presented + MEMBERS) + in_set + 1,
        "member_id": row.member_id(presented, in_set % MEMBERS),
        "question": WORDS,
    }
    return row.rows("slots", SLOTS, slot)


def steps(row: Numbered, at: Moments) -> Rows:
    nth, first, each = row.number % STEPS, len(AROUND), len(IN_SLOT)
    slot_id = row.closed_meeting(STEPS) * SLOTS + (nth - first) // each + 1
    step = {
        "public_id": key_of(row.number),
        "meeting_id": row.meeting_id(STEPS),
        "slot_id": case(((nth >= first) & (nth < first + each * SLOTS), slot_id), else_=null()),
        "position": nth,
        "kind": one_of(nth, (*AROUND, *IN_SLOT * SLOTS, *ENDING), ByValue(StepKind)),
        "minutes": 10,
        "says": "{minutes} minutes, then we go on",
        "began_at": at.began,
        "ends_at": at.closed,
        "ended_at": at.closed,
        "version": 1,
    }
    return row.rows("steps", STEPS, step)


def turns(row: Numbered, at: Moments) -> Rows:
    in_meeting, asking = row.number % IN_SLOTS, len(AROUND) + IN_SLOT.index(StepKind.QUESTION)
    turn = {
        "public_id": key_of(row.number),
        "step_id": row.closed_meeting(IN_SLOTS) * STEPS + in_meeting // TURNS * len(IN_SLOT) + asking + 1,
        "member_id": row.member_id(IN_SLOTS * row.size.meetings, in_meeting % MEMBERS),
        "state": TurnState.DONE,
        "prompt": _prompt(row),
        "called_at": at.began,
        "asked_at": at.began,
        "answered": True,
        "ended_at": at.closed,
        "version": 1,
    }
    return row.rows("turns", IN_SLOTS, turn)


def lines(row: Numbered, at: Moments) -> Rows:
    """One of each member, in each of the first five steps."""
    step_id = row.closed_meeting(LINES) * STEPS + row.number % LINES // MEMBERS + 1
    member_id = row.member_id(LINES * row.size.meetings, row.number % MEMBERS)
    return row.rows("lines", LINES, {"step_id": step_id, "member_id": member_id, "what": "said"}, keyed=False)


def parked(row: Numbered, at: Moments) -> Rows:
    return row.rows("parked", SLOTS, {"slot_id": row.id, "ts": ts_of(row.number)})


def prompts_heard(row: Numbered, at: Moments) -> Rows:
    """One a turn."""
    heard = {"set_id": row.set(IN_SLOTS * row.size.meetings) + 1, "slot_id": row.number // TURNS + 1}
    return row.rows("prompts_heard", IN_SLOTS, {**heard, "prompt": _prompt(row)})


def _prompt(row: Numbered) -> object:
    return literal("prompt-") + text_of(row.number % 120)
