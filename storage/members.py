"""Members who leave, and come again, and what they learned."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Integer, String, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from bot.domain.states import IssueState
from storage.action_models import Learning
from storage.models import Issue, Member, Parked, Person, Set, Slot


def agree(db: Session, member_ids: Collection[int], version: int) -> None:
    """These members hold to the rules of that version: one statement, however many they are."""
    theirs = update(Member).where(Member.id.in_(member_ids))
    db.execute(theirs.values(agreed_version=version, declined_at=None))


def ask_anew(db: Session, set_id: int) -> None:
    """Whoever has declined the rules of a set is asked again."""
    theirs = update(Member).where(Member.set_id == set_id, Member.left_at.is_(None))
    db.execute(theirs.values(declined_at=None).execution_options(synchronize_session=False))


def change(db: Session, member_id: int, **columns: object) -> None:
    """Write these columns of a member."""
    db.execute(update(Member).where(Member.id == member_id).values(columns))


def forget(db: Session, member_id: int) -> None:
    """Delete what is only this member's own: learning kept for themselves, questions parked, reasons given privately."""
    db.execute(delete(Learning).where(Learning.member_id == member_id, Learning.shared.is_(False)))
    db.execute(delete(Parked).where(Parked.slot_id.in_(select(Slot.id).where(Slot.member_id == member_id))))
    without = update(Slot).where(Slot.member_id == member_id).values(none_because="")
    db.execute(without.execution_options(synchronize_session=False))


def private_notes(db: Session, workspace: str, user: str, most: int) -> Sequence[str]:
    """What a person learned and kept for themselves, over all their sets, newest first."""
    rows = db.connection().execute(_NOTES, {"workspace": workspace, "user": user, "most": most})
    return [note for (note,) in rows]


def notes_of(db: Session, member_id: int, meeting_id: int, since: datetime, until: datetime | None) -> list[Learning]:
    """What a member kept of what they learned in a meeting, since then and before `until` (UTC), oldest first."""
    of_meeting = select(Learning).where(Learning.meeting_id == meeting_id, Learning.member_id == member_id)
    kept = of_meeting.where(Learning.kept_at >= since).order_by(Learning.id)
    return list(db.scalars(kept if until is None else kept.where(Learning.kept_at < until)))


def private_reasons(db: Session, workspace: str, user: str, most: int) -> list[tuple[str, str]]:
    """Why slots of a person brought no action, with the sentence of the issue, newest first."""
    rows = db.connection().execute(_REASONS, {"workspace": workspace, "user": user, "most": most})
    return [(sentence, because) for sentence, because in rows]


def parked_questions(db: Session, workspace: str, user: str, most: int) -> list[tuple[str, str, str]]:
    """What a person parked: the sentence of their issue, the channel and the `ts` of the message, newest first."""
    rows = db.connection().execute(_PARKED, {"workspace": workspace, "user": user, "most": most})
    return [(sentence, channel, ts) for sentence, channel, ts in rows]


def issues_set_aside(db: Session, workspace: str, user: str, most: int) -> list[tuple[str, str]]:
    """Public id and sentence of the issues that a person keeps for themselves alone, newest first."""
    rows = db.connection().execute(_ASIDE, {"workspace": workspace, "user": user, "most": most})
    return [(public_id, sentence) for public_id, sentence in rows]


_OF_THE_PERSON: Final = Person.id == Member.person_id
_THEIRS: Final = (
    Person.workspace == bindparam("workspace", type_=String()),
    Person.user == bindparam("user", type_=String()),
    Member.left_at.is_(None),
)
"""Of a person, in the sets that they have not left."""
_MOST: Final = bindparam("most", type_=Integer())
_NOTES: Final = (
    select(Learning.note)
    .join(Member, Member.id == Learning.member_id)
    .join(Person, _OF_THE_PERSON)
    .where(*_THEIRS, Learning.shared.is_(False))
    .order_by(Learning.id.desc())
    .limit(_MOST)
)
_REASONS: Final = (
    select(Issue.sentence, Slot.none_because)
    .join(Slot, Slot.issue_id == Issue.id)
    .join(Member, Member.id == Slot.member_id)
    .join(Person, _OF_THE_PERSON)
    .where(*_THEIRS, Slot.none_because != "")
    .order_by(Slot.id.desc())
    .limit(_MOST)
)
_ASIDE: Final = (
    select(Issue.public_id, Issue.sentence)
    .join(Member, Member.id == Issue.member_id)
    .join(Person, _OF_THE_PERSON)
    .where(*_THEIRS, Issue.state == IssueState.SET_ASIDE)
    .order_by(Issue.id.desc())
    .limit(_MOST)
)
_NEWEST_PARKED: Final = (
    select(Parked.id, Parked.ts, Slot.issue_id, Member.set_id)
    .join(Slot, Slot.id == Parked.slot_id)
    .join(Member, Member.id == Slot.member_id)
    .join(Person, _OF_THE_PERSON)
    .where(*_THEIRS)
    .order_by(Parked.id.desc())
    .limit(_MOST)
    .subquery("newest")
)
# First which, then what there is to know of them: of hundreds of slots no issue is read.
_PARKED: Final = (
    select(Issue.sentence, Set.channel, _NEWEST_PARKED.c.ts)
    .select_from(_NEWEST_PARKED)
    .join(Issue, Issue.id == _NEWEST_PARKED.c.issue_id)
    .join(Set, Set.id == _NEWEST_PARKED.c.set_id)
    .order_by(_NEWEST_PARKED.c.id.desc())
)


def former(db: Session, set_id: int, people: Collection[int]) -> dict[int, Member]:
    """The rows of those among these people who were members before, by person."""
    rows = db.scalars(select(Member).where(Member.set_id == set_id, Member.person_id.in_(people)))
    return {row.person_id: row for row in rows}


def join(db: Session, workspace: str, set_id: int, people: Collection[int], joined_at: datetime | None) -> None:
    """New members: people who were none before, since then (UTC), or with None since the set is there."""
    if people:
        new = {"workspace": workspace, "set_id": set_id, "joined_at": joined_at}
        db.execute(insert(Member), [{**new, "person_id": one} for one in people])


def away_in_all(db: Session, people: Collection[int], but: int) -> dict[int, tuple[date | None, date]]:
    """Those of these people who are away in every set of theirs that lives, `but` one: the first and last day in all of them."""
    theirs = select(Member.person_id, Member.away_from, Member.away_until).join(Set, Set.id == Member.set_id)
    theirs = theirs.where(Member.person_id.in_(people), Member.left_at.is_(None), Set.id != but)
    spans: dict[int, list[tuple[date | None, date | None]]] = {}
    for person_id, first, last in db.execute(theirs.where(text("sets.state != 'ended'"))):
        spans.setdefault(person_id, []).append((first, last))
    found = {}
    for person_id, those in spans.items():
        lasts = [last for _, last in those if last is not None]
        if len(lasts) == len(those):
            found[person_id] = max((first for first, _ in those if first is not None), default=None), min(lasts)
    return found


def is_away(db: Session, set_id: int, person_id: int, first: date | None, last: date) -> None:
    """A member of a set is away from the first to the last day."""
    theirs = update(Member).where(Member.set_id == set_id, Member.person_id == person_id)
    db.execute(theirs.values(away_from=first, away_until=last).execution_options(synchronize_session=False))


def presents(db: Session, member_id: int, number: int) -> None:
    """A member presents in the meeting of that number, be it for the second time."""
    db.execute(update(Member).where(Member.id == member_id).values(presented_in=number))
