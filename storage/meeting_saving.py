"""What became of a meeting, written by difference: rows that changed, in the columns that did, and new ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Update, bindparam, delete, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.domain.formats import format_to_json
from bot.domain.meeting.parts import Effect, Member, Step, Turn
from bot.domain.meeting.value import Meeting
from bot.domain.states import MeetingState
from storage.meeting_effects import carry_out
from storage.meeting_keys import SLOT, Names
from storage.meeting_lines import write_lines
from storage.meeting_log import LoadedMeeting
from storage.meeting_posts import write_log
from storage.meeting_rows import here, meetings, members, steps, turns
from storage.meeting_slots import save_slots
from storage.meeting_writing import Columns, add, changed, changes, numbered, upsert, write_changes
from storage.models import Set


@dataclass(frozen=True, slots=True)
class SavedMeeting:
    """The meeting with the numbers that its new rows have; whether there is something to say; what is left to carry out."""

    loaded: LoadedMeeting
    has_to_say: bool
    effects: tuple[Effect, ...]


def save(
    db: Session,
    the_set: Set,
    loaded: LoadedMeeting,
    after: Meeting,
    *,
    effects: Sequence[Effect] = (),
    redrawn: Collection[int] = (),
) -> SavedMeeting:
    """Write what has become of a meeting since it was loaded; `redrawn` are the posts that show something else now.

    Raises StaleDataError where somebody else has changed its row meanwhile.
    """
    db.flush()
    before = loaded.meeting
    version = _save_meeting(db, loaded, after)
    after, last_place = save_slots(db, the_set.workspace, loaded, after)
    names = Names(after)
    after = _save_steps(db, the_set.workspace, before, after, names)
    after = _save_turns(db, the_set.workspace, before, after)
    _save_people(db, the_set.workspace, before, after)
    write_lines(db, the_set.workspace, before, after)
    names = Names(after)
    left = carry_out(db, the_set, after, names, effects)
    log, conversation, has_to_say = write_log(db, the_set, loaded, after, names, redrawn)
    saved = LoadedMeeting(
        replace(after, log=log), version, last_place, conversation, loaded.is_mute and conversation is None
    )
    return SavedMeeting(saved, has_to_say, left)


def _save_meeting(db: Session, loaded: LoadedMeeting, after: Meeting) -> int:
    """Its own row, where that has changed; gives its version."""
    before, version = loaded.meeting, loaded.version
    columns = dict(changed(_of_meeting(before), _of_meeting(after)))
    begins = before.state is MeetingState.PLANNED and after.state is not MeetingState.PLANNED
    if begins or (before.spoken is not after.spoken and before.format != after.format):
        columns["format"] = format_to_json(after.format)
    if not columns:
        return version
    given = {"row": after.number, "as_loaded": version, **{f"new_{name}": value for name, value in columns.items()}}
    written = db.connection().execute(_changing_the_meeting(tuple(columns)), given)
    if written.rowcount != 1:
        raise StaleDataError(f"the meeting {after.number} was changed meanwhile")
    return version + 1


@lru_cache(maxsize=64)
def _changing_the_meeting(names: tuple[str, ...]) -> Update:
    as_loaded = (meetings.c.id == bindparam("row"), meetings.c.version == bindparam("as_loaded"))
    values = {name: bindparam(f"new_{name}", type_=meetings.c[name].type) for name in names}
    return update(meetings).where(*as_loaded).values(version=meetings.c.version + 1, **values)


def _of_meeting(m: Meeting) -> Columns:
    return {
        "state": m.state,
        "planned_at": m.planned_at,
        "spoken": m.spoken,
        "asking": m.asking,
        "started_at": m.started_at,
        "paused_at": m.paused_at,
        "closed_at": m.closed_at,
        "adviser_sign_at": m.adviser_sign_at,
        "unattended": m.unattended,
    }


def _save_steps(db: Session, workspace: str, before: Meeting, after: Meeting, names: Names) -> Meeting:
    """The one that ends first: one of a meeting is open."""
    write_changes(db, steps, changes(before.steps, after.steps, _of_step))
    rows = [
        {
            "workspace": workspace,
            "public_id": one.id,
            "meeting_id": after.number,
            "slot_id": names.number(SLOT, one.slot) if one.slot is not None else None,
            "position": one.position,
            "kind": one.kind,
            **_of_step(one),
        }
        for one in after.steps
        if not one.number
    ]
    return replace(after, steps=numbered(after.steps, add(db, steps, rows))) if rows else after


def _of_step(one: Step) -> Columns:
    return {
        "says": one.says,
        "minutes": one.minutes,
        "began_at": one.began_at,
        "ends_at": one.ends_at,
        "ended_at": one.ended_at,
        "prompt": one.prompt,
        "presenter_prompt": one.presenter_prompt,
        "warned": one.warned,
        "time_up": one.time_up,
        "human": one.human,
        "word_at": one.ready_at,
        "phase": one.phase,
        "writing_until": one.writing_until,
    }


def _save_turns(db: Session, workspace: str, before: Meeting, after: Meeting) -> Meeting:
    """The one that ends first, be an earlier one open again: one of a step is open."""
    ended_first = sorted(after.turns, key=lambda one: one.is_open)
    write_changes(db, turns, changes(before.turns, ended_first, _of_turn))
    step_numbers = {one.id: one.number for one in after.steps}
    rows = [
        {
            "workspace": workspace,
            "public_id": one.id,
            "step_id": step_numbers[one.step],
            "member_id": one.member,
            **_of_turn(one),
        }
        for one in after.turns
        if not one.number
    ]
    return replace(after, turns=numbered(after.turns, add(db, turns, rows))) if rows else after


def _of_turn(one: Turn) -> Columns:
    return {
        "state": one.state,
        "prompt": one.prompt,
        "called_at": one.called_at,
        "thinking": one.thinking,
        "asked_at": one.asked_at,
        "asked_ts": one.asked_ts,
        "word_at": one.word_at,
        "answered": one.answered,
        "interrupted": one.interrupted,
        "below": one.below,
        "shown_again": one.shown_again,
        "ended_at": one.ended_at,
        "words": one.words,
        "place": one.place,
        "no_question": one.no_question,
    }


def _of_calls(one: Member) -> Columns:
    return {"missed_call": one.missed_call, "called_first_at": one.called_first_at}


def _save_people(db: Session, workspace: str, before: Meeting, after: Meeting) -> None:
    """Who is here; and who is called first in the next slot, of those who were members before and after."""
    was, there = {one.member: one for one in before.here}, {one.member for one in after.here}
    of_meeting = {"workspace": workspace, "meeting_id": after.number}
    came = [
        {**of_meeting, "member_id": one.member, "here_at": one.here_at, "sign_at": one.sign_at}
        for one in after.here
        if one != was.get(one.member)
    ]
    upsert(db, here, came)
    if gone := was.keys() - there:
        db.connection().execute(
            delete(here).where(here.c.meeting_id == after.number, here.c.member_id.in_(sorted(gone)))
        )
    called = {one.number: _of_calls(one) for one in before.members}
    calls = {one.number: changed(called[one.number], _of_calls(one)) for one in after.members if one.number in called}
    write_changes(db, members, calls)
