"""Members who leave, and come again, and what they learned."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from storage.models import Issue, Learning, Member, Parked, Person, Set, Slot


def forget(db: Session, member: Member) -> None:
    """Delete what is only this member's own: learning kept for themselves, questions parked, reasons given privately."""
    db.execute(delete(Learning).where(Learning.member_id == member.id, Learning.shared.is_(False)))
    db.execute(delete(Parked).where(Parked.slot_id.in_(select(Slot.id).where(Slot.member_id == member.id))))
    without = update(Slot).where(Slot.member_id == member.id).values(none_because="")
    db.execute(without.execution_options(synchronize_session=False))


def private_notes(db: Session, workspace: str, user: str, most: int) -> Sequence[str]:
    """What a person learned and kept for themselves, over all their sets, newest first."""
    mine = select(Learning.note).join(Member, Member.id == Learning.member_id).join(Person, _OF_THE_PERSON)
    kept = mine.where(*_theirs(workspace, user), Learning.shared.is_(False))
    return db.scalars(kept.order_by(Learning.id.desc()).limit(most)).all()


def private_reasons(db: Session, workspace: str, user: str, most: int) -> list[tuple[str, str]]:
    """Why slots of a person brought no action, with the sentence of the issue, newest first."""
    slots = select(Issue.sentence, Slot.none_because).join(Slot, Slot.issue_id == Issue.id)
    mine = slots.join(Member, Member.id == Slot.member_id).join(Person, _OF_THE_PERSON)
    said = mine.where(*_theirs(workspace, user), Slot.none_because != "")
    return [(sentence, because) for sentence, because in db.execute(said.order_by(Slot.id.desc()).limit(most))]


def parked_questions(db: Session, workspace: str, user: str, most: int) -> list[tuple[str, str, str]]:
    """What a person parked: the sentence of their issue, the channel and the `ts` of the message, newest first."""
    found = (
        select(Issue.sentence, Set.channel, Parked.ts)
        .join(Slot, Slot.issue_id == Issue.id)
        .join(Parked, Parked.slot_id == Slot.id)
        .join(Member, Member.id == Slot.member_id)
        .join(Person, _OF_THE_PERSON)
        .join(Set, Set.id == Member.set_id)
        .where(*_theirs(workspace, user))
    )
    rows = db.execute(found.order_by(Parked.id.desc()).limit(most))
    return [(sentence, channel, ts) for sentence, channel, ts in rows]


_OF_THE_PERSON: Final = Person.id == Member.person_id


def _theirs(workspace: str, user: str) -> tuple[ColumnElement[bool], ...]:
    """Of a person, in the sets that they have not left."""
    return (Person.workspace == workspace, Person.user == user, Member.left_at.is_(None))


def former(db: Session, set_id: int, people: Collection[int]) -> dict[int, Member]:
    """The rows of those among these people who were members before, by person."""
    rows = db.scalars(select(Member).where(Member.set_id == set_id, Member.person_id.in_(people)))
    return {row.person_id: row for row in rows}


def join(db: Session, workspace: str, set_id: int, people: Collection[int]) -> None:
    """New members: people who were none before."""
    if people:
        db.execute(insert(Member), [{"workspace": workspace, "set_id": set_id, "person_id": one} for one in people])


def shared_learning(db: Session, meeting_id: int) -> Sequence[Learning]:
    """What people chose to share of what they learned in a meeting, oldest first."""
    return db.scalars(
        select(Learning).where(Learning.meeting_id == meeting_id, Learning.shared.is_(True)).order_by(Learning.id)
    ).all()


def presents(db: Session, member_id: int, number: int) -> None:
    """A member presents in the meeting of that number, be it for the second time."""
    db.execute(update(Member).where(Member.id == member_id).values(presented_in=number))
