"""What whoever asks has kept of what they learned in a meeting, inside a unit of work."""

from bot.domain.lengths import LONGEST_DETAIL
from bot.domain.meeting import keeping, presenting
from bot.domain.meeting.value import Meeting
from bot.domain.pulses import Takeaways
from bot.domain.same_words import are_the_same
from bot.domain.step_kinds import StepKind
from bot.services.locked_set import LockedSet
from storage import members
from storage.action_models import Learning


def note_of_slot(locked: LockedSet, m: Meeting, step_id: str) -> Learning | None:
    """What they have kept in that review of a slot: one thing each."""
    step = m.step_of(step_id)
    if step is None or step.kind is not StepKind.SLOT_REVIEW:
        return None
    following = (one for one in m.steps if one.kind is StepKind.SLOT_REVIEW and one.position > step.position)
    until = next((keeping.began(m, one) for one in following), None)
    since, me = keeping.began(m, step), locked.member.member.id
    return next(iter(members.notes_of(locked.work.db, me, m.number, since, until)[-1:]), None)


def same_note(locked: LockedSet, m: Meeting, words: str) -> Learning | None:
    """What they have kept in this meeting in the same words: nothing is kept twice."""
    mine = members.notes_of(locked.work.db, locked.member.member.id, m.number, m.started_at or m.planned_at, None)
    return next((one for one in mine if are_the_same(one.note, words)), None)


def new_note(locked: LockedSet, m: Meeting) -> Learning:
    row = Learning(
        workspace=locked.work.workspace,
        member_id=locked.member.member.id,
        meeting_id=m.number,
        shared=False,
        kept_at=locked.work.now,
    )
    locked.work.db.add(row)
    return row


def takeaways(locked: LockedSet, m: Meeting, step_id: str) -> Takeaways:
    """What they take away from the meeting, as they last said in its review."""
    kept = _takeaways(locked, m, step_id)
    return Takeaways(*(row.note if (row := kept[shared]) is not None else "" for shared in (False, True)))


def _takeaways(locked: LockedSet, m: Meeting, step_id: str) -> dict[bool, Learning | None]:
    """The row of each, by whether the set may read it."""
    step = m.step_of(step_id)
    if step is None:
        return {False: None, True: None}
    mine = members.notes_of(locked.work.db, locked.member.member.id, m.number, keeping.began(m, step), None)
    return {shared: next((row for row in reversed(mine) if row.shared is shared), None) for shared in (False, True)}


def keep_takeaways(locked: LockedSet, m: Meeting, step_id: str, said: Takeaways) -> bool:
    """Keep what they take away in the place of what they said before; what is left empty is taken back. Whether any changed."""
    kept, changed = _takeaways(locked, m, step_id), False
    for shared, words in ((False, said.for_me), (True, said.for_set)):
        if words is not None:
            changed |= _keep(locked, m, kept[shared], words.strip(), shared=shared)
    locked.work.db.flush()
    return changed


def _keep(locked: LockedSet, m: Meeting, row: Learning | None, words: str, *, shared: bool) -> bool:
    if not words:
        if row is not None:
            locked.take_back(row, row.member_id)
        return row is not None
    words = presenting.whole(words, LONGEST_DETAIL)
    if row is None:
        row = same_note(locked, m, words) or new_note(locked, m)
    elif row.note == words:
        return False
    row.note, row.shared = words, shared or bool(row.shared)
    return True
