"""Letters: what waits for them, and what each of them holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Update,
    bindparam,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.domain.letters import COMPUTED, Part
from bot.domain.message_and_timer_kinds import Says
from storage.database import Inserting
from storage.delivery_models import Conversation, Post
from storage.letter_models import WAITS, Letter, LetterPart
from storage.models import Person

DRAWN_FOR: Final = timedelta(days=60)
"""So long after it was due a letter follows what is said; its buttons answer for ever."""
_PERSON: Final = bindparam("person_id", type_=Integer())
_WORKSPACE: Final = bindparam("workspace", type_=String())
_COLUMNS: Final = ("workspace", "person_id", "set_id", "kind", "subject", "facts", "not_before")
_WAITING: Final = Inserting(
    LetterPart,
    _COLUMNS,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[LetterPart.person_id, LetterPart.kind, LetterPart.subject],
        index_where=WAITS,
        set_={"facts": insert.excluded.facts, "not_before": insert.excluded.not_before},
    ),
)


@dataclass(frozen=True, slots=True)
class PutBy:
    """What is put by for somebody's next letter; not to be told before that moment (UTC)."""

    person_id: int
    part: Part
    subject: str
    set_id: int | None
    facts: Mapping[str, Any]
    not_before: datetime | None


def put_by(db: Session, workspace: str, those: Sequence[PutBy]) -> None:
    """It waits for the next letters; what waits already about the same is replaced. One statement, however many they are."""
    if those:
        rows = [
            {
                "workspace": workspace,
                "person_id": one.person_id,
                "set_id": one.set_id,
                "kind": one.part.value,
                "subject": one.subject,
                "facts": dict(one.facts),
                "not_before": one.not_before,
            }
            for one in those
        ]
        _WAITING.write(db, rows)


def waiting_or_told(db: Session, person_id: int, since: datetime) -> list[tuple[LetterPart, datetime | None]]:
    """What waits for the next letter of a person, and what was told in one that was composed since then (UTC), with when."""
    rows = db.execute(_WAITING_OR_TOLD, {"person_id": person_id, "since": since})
    return [(part, at) for part, at in rows]


_WAITING_OR_TOLD: Final = (
    select(LetterPart, Letter.composed_at)
    .outerjoin(Letter, Letter.id == LetterPart.letter_id)
    .where(LetterPart.person_id == _PERSON)
    .where(or_(LetterPart.letter_id.is_(None), Letter.composed_at >= bindparam("since", type_=Letter.composed_at.type)))
    .order_by(LetterPart.id)
)


def newest_and_coming_again(db: Session, person_id: int) -> Sequence[Letter]:
    """The newest letter of a person, at the end, and before it those that they want to have again: one statement."""
    return db.scalars(_NEWEST_AND_AGAIN, {"person_id": person_id}).all()


_NEWEST: Final = select(func.max(Letter.day)).where(Letter.person_id == _PERSON).scalar_subquery()
_NEWEST_AND_AGAIN: Final = (
    select(Letter)
    .where(Letter.person_id == _PERSON, or_(Letter.day == _NEWEST, Letter.again_at.is_not(None)))
    .order_by(Letter.day)
)


def of_day(db: Session, person_id: int, day: date) -> Letter | None:
    """The letter that a person had on that day of theirs."""
    return db.scalar(select(Letter).where(Letter.person_id == person_id, Letter.day == day))


def parts_of(db: Session, letter_id: int) -> Sequence[LetterPart]:
    """What a letter holds, in its order."""
    return db.scalars(select(LetterPart).where(LetterPart.letter_id == letter_id).order_by(LetterPart.id)).all()


def take_back(db: Session, letter: Letter) -> None:
    """A letter that nobody has had, and that holds nothing any more: what was put by for it waits again, unless the same waits anew,
    and all else follows anew.
    """
    found = db.scalars(_STILL_WAITING, {"person_id": letter.person_id})
    waiting = {(one.kind, one.subject): one for one in found}
    for part in parts_of(db, letter.id):
        newer = waiting.get((part.kind, part.subject))
        if newer is not None and part.kind == Part.MISSED_MEETING:
            newer.facts = {**newer.facts, "earlier": [*missed_in(part), *newer.facts.get("earlier", ())]}
        if Part(part.kind) in COMPUTED or newer is not None:
            db.delete(part)
        else:
            part.letter_id = None
    db.flush()


def missed_in(part: LetterPart) -> list[int]:
    """The meetings, by their rows, of which such a part tells that they were held without its reader.

    What an earlier version put by is named by its meeting.
    """
    return [*part.facts.get("earlier", ()), int(part.facts.get("meeting", part.subject))]


_STILL_WAITING: Final = select(LetterPart).where(LetterPart.person_id == _PERSON, LetterPart.letter_id.is_(None))


def compose(db: Session, letter: Letter, told: Sequence[LetterPart], gone: Collection[int]) -> Letter:
    """A new letter with these parts in their order; those that waited, and are not among them, are gone."""
    db.add(letter)
    db.flush()
    rows = [
        {
            "workspace": letter.workspace,
            "person_id": letter.person_id,
            "letter_id": letter.id,
            "set_id": part.set_id,
            "kind": part.kind,
            "subject": part.subject,
            "facts": part.facts,
        }
        for part in told
    ]
    db.execute(insert(LetterPart), rows)
    drop(db, gone)
    return letter


def drop(db: Session, part_ids: Collection[int]) -> None:
    """These parts are told no more."""
    if part_ids:
        dropped = delete(LetterPart).where(LetterPart.id.in_(part_ids))
        db.execute(dropped.execution_options(synchronize_session=False))


def shrink(part: LetterPart) -> None:
    """A part that a newer letter has taken the place of: there it is a line."""
    part.facts = {**part.facts, "newer": True}


def whole(db: Session, workspace: str, letter_id: int) -> list[tuple[Letter, Person, LetterPart]]:
    """A letter with its reader, and each part in its order."""
    rows = db.execute(_WHOLE, {"workspace": workspace, "letter_id": letter_id})
    return [(letter, person, part) for letter, person, part in rows]


_WHOLE: Final = (
    select(Letter, Person, LetterPart)
    .join(Person, Person.id == Letter.person_id)
    .join(LetterPart, LetterPart.letter_id == Letter.id)
    .where(Letter.workspace == _WORKSPACE, Letter.id == bindparam("letter_id", type_=Integer()))
    .order_by(LetterPart.id)
)


def about(db: Session, workspace: str, part: Part, subject: str) -> Sequence[LetterPart]:
    """Every part of that kind about that, told or not, whoever it is for."""
    return db.scalars(_ABOUT, {"of": workspace, "kind": part.value, "subject": subject}).all()


_ABOUT: Final = select(LetterPart).where(
    LetterPart.workspace == bindparam("of", type_=String()),
    LetterPart.kind == bindparam("kind", type_=String()),
    LetterPart.subject == bindparam("subject", type_=String()),
)


def about_any(db: Session, workspace: str, parts: Mapping[Part, Collection[str]]) -> Sequence[LetterPart]:
    """Every part that is of one of these kinds and about one of its subjects: one statement."""
    asked = {f"about_{kind.value}": sorted(subjects) for kind, subjects in parts.items()}
    named = or_(*(_named(kind) for kind in sorted(parts)))
    return db.scalars(select(LetterPart).where(named), {"of": workspace, **asked}).all()


def _named(kind: Part) -> ColumnElement[bool]:
    """By the whole of the index: of a choice of kinds SQLite would walk all parts of the workspace."""
    subjects = bindparam(f"about_{kind.value}", expanding=True, type_=String())
    here = LetterPart.workspace == bindparam("of", type_=String())
    return here & (LetterPart.kind == kind.value) & LetterPart.subject.in_(subjects)


def told_they_missed(db: Session, set_id: int, person_id: int) -> frozenset[int]:
    """The meetings of a set, by their rows, of which somebody was told, or is to be, that it met without them."""
    theirs = (LetterPart.set_id == set_id, LetterPart.person_id == person_id)
    told = db.scalars(select(LetterPart).where(*theirs, LetterPart.kind == Part.MISSED_MEETING.value))
    return frozenset(one for part in told for one in missed_in(part))


def settle(db: Session, workspace: str, part: Part, subject: str) -> None:
    """What those parts ask needs no answer any more, told or not."""
    for one in about(db, workspace, part, subject):
        if not one.facts.get("settled"):
            one.facts = {**one.facts, "settled": True}


def hand_over(db: Session, workspace: str, asked: Mapping[Part, Collection[str]], person_id: int) -> list[PutBy]:
    """What was asked of others about these subjects, to be asked of that person: with others it waits no more."""
    found = [
        one for part, subjects in asked.items() for subject in subjects for one in about(db, workspace, part, subject)
    ]
    others = [one for one in found if one.person_id != person_id and not _is_answered(one)]
    drop(db, [one.id for one in others if one.letter_id is None])
    known = {(one.kind, one.subject) for one in found if one.person_id == person_id and not _is_answered(one)}
    return [
        PutBy(person_id, Part(one.kind), one.subject, one.set_id, one.facts, one.not_before)
        for one in others
        if (one.kind, one.subject) not in known
    ]


def _is_answered(one: LetterPart) -> bool:
    """Whether somebody has said what was asked: `kept` is that a member who is gone keeps their place."""
    return bool(one.facts.get("settled") or one.facts.get("kept"))


def redraw(db: Session, workspace: str, parts: Mapping[Part, Collection[str]]) -> bool:
    """What these parts show has changed: the letters that hold them are drawn anew. Whether there are any."""
    db.flush()
    asked = {f"about_{kind.value}": sorted(subjects) for kind, subjects in parts.items()}
    return db.connection().execute(_redrawn(tuple(sorted(parts))), {"of": workspace, **asked}).rowcount > 0


def redraw_of_set(db: Session, workspace: str, set_id: int, person_id: int, now: datetime) -> bool:
    """The letters of a person that hold something of a set, and what earlier versions asked by itself, are drawn anew.

    As far as they are of the last two months.
    """
    db.flush()
    asked = {"of": workspace, "person": person_id, "set": set_id, "since": now - DRAWN_FOR}
    return db.connection().execute(_REDRAWN_OF_SET, asked).rowcount > 0


_HOLDING: Final = select(cast(LetterPart.letter_id, String)).where(
    LetterPart.set_id == bindparam("set", type_=Integer()),
    LetterPart.person_id == bindparam("person", type_=Integer()),
    LetterPart.letter_id.is_not(None),
)
_DM: Final = (
    select(Conversation.id)
    .where(Conversation.workspace == bindparam("of", type_=String()))
    .where(Conversation.person_id == bindparam("person", type_=Integer()))
    .scalar_subquery()
)
_OF_EARLIER_VERSIONS: Final = (Says.REPORT_ASK.value, Says.DUE_NUDGE.value)
_REDRAWN_OF_SET: Final = (
    update(Post)
    .where(Post.conversation_id == _DM, Post.parent_id.is_(None))
    .where(Post.due_at >= bindparam("since", type_=Post.due_at.type))
    .where(
        ((Post.kind == Says.LETTER.value) & Post.subject.in_(_HOLDING))
        | (Post.kind.in_(_OF_EARLIER_VERSIONS) & (Post.set_id == bindparam("set", type_=Integer())))
    )
    .values(wanted=Post.wanted + 1)
)


@cache
def _redrawn(kinds: tuple[Part, ...]) -> Update:
    """The statement by which the letters that hold parts of these kinds are drawn anew: a few choices come again and again."""
    named = map(_named, kinds)
    holding = select(cast(LetterPart.letter_id, String)).where(LetterPart.letter_id.is_not(None), or_(*named))
    return (
        update(Post)
        .where(Post.workspace == bindparam("of", type_=String()), Post.kind == Says.LETTER.value)
        .where(Post.subject.in_(holding))
        .values(wanted=Post.wanted + 1)
    )
