"""The slots of a meeting, written by difference, with what their presenters keep."""

from dataclasses import replace
from typing import Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot.domain.meeting.parts import Slot
from bot.domain.meeting.value import Meeting
from storage.database import inserting
from storage.meeting_log import LoadedMeeting
from storage.meeting_rows import slots, turns
from storage.meeting_writing import Columns, add, changes, numbered, write_changes
from storage.models import Parked


def save_slots(db: Session, workspace: str, loaded: LoadedMeeting, after: Meeting) -> tuple[Meeting, int]:
    """Slots that never begin go first: nothing hangs on them."""
    before, place = loaded.meeting, loaded.last_place
    kept = {one.number for one in after.slots}
    if never_begun := [one.number for one in before.slots if one.number not in kept]:
        db.connection().execute(delete(slots).where(slots.c.id.in_(never_begun)))
    write_changes(db, slots, changes(before.slots, after.slots, _of_slot))
    new = [one for one in after.slots if not one.number]
    rows = [
        {
            "workspace": workspace,
            "public_id": one.id,
            "meeting_id": after.number,
            "position": position,
            "member_id": one.member,
            **_of_slot(one),
        }
        for position, one in enumerate(new, start=place + 1)
    ]
    after = replace(after, slots=numbered(after.slots, add(db, slots, rows)))
    _save_what_slots_keep(db, workspace, before, after)
    return after, place + len(new)


def _of_slot(one: Slot) -> Columns:
    return {
        "issue_id": one.issue.number,
        "question": one.question,
        "restated": one.restated,
        "none_this_time": one.none_this_time,
        "none_because": one.none_because,
        "away_offered": one.away_offered,
        "ended_early": one.ended_early,
        "hints": one.tally.hints,
        "hints_fair": one.tally.fair,
        "hints_unfair": one.tally.unfair,
        "turns_used": one.tally.turns,
        "turns_asked": one.tally.questions,
        "asked": one.asked,
    }


HELPED: Final = (
    update(slots)
    .where(slots.c.id == bindparam("row"))
    .values(helped_turn=select(turns.c.id).where(turns.c.public_id == bindparam("turn")).scalar_subquery())
)


def _save_what_slots_keep(db: Session, workspace: str, before: Meeting, after: Meeting) -> None:
    """What helped most may have been asked in a step whose turns are not loaded."""
    was = {one.number: one for one in before.slots}
    touched = [(was.get(one.number), one) for one in after.slots if one is not was.get(one.number)]
    helped = [
        {"row": one.number, "turn": one.helped} for old, one in touched if one.helped != (old.helped if old else None)
    ]
    if helped:
        db.connection().execute(HELPED, helped)
    new = [
        {"workspace": workspace, "slot_id": one.number, "ts": ts}
        for old, one in touched
        for ts in one.parked
        if old is None or ts not in old.parked
    ]
    if new:
        db.connection().execute(inserting(db, Parked).on_conflict_do_nothing(), new)
