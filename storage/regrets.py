"""Who cannot come to a meeting, and which other dates would suit."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Integer, String, bindparam, case, delete, exists, func, select
from sqlalchemy.orm import Session

from bot.domain.states import MeetingState
from storage import changed_rows
from storage.compiled_statements import CompiledStatement
from storage.database import inserting
from storage.meetings import NOT_OVER
from storage.models import Meeting, Member, Person, Set
from storage.regret_models import DateAnswer, DateOption, DateQuestion, Regret

_MEETING: Final = bindparam("meeting_id", type_=Integer())
_ON_ITS_DATE: Final = (Meeting.id == Regret.meeting_id) & (Meeting.planned_at == Regret.planned_at)
"""What was said of another date of a meeting does not count."""
_OF_MEETING: Final = (
    select(Regret.member_id, Person.user, Regret.word)
    .join(Member, Member.id == Regret.member_id)
    .join(Person, Person.id == Member.person_id)
    .join(Meeting, _ON_ITS_DATE)
    .where(Regret.meeting_id == _MEETING, Member.left_at.is_(None))
    .order_by(Regret.id)
)
_OF_MEETINGS: Final = (
    select(Regret.meeting_id, Regret.member_id)
    .join(Meeting, _ON_ITS_DATE)
    .where(Regret.meeting_id.in_(bindparam("meeting_ids", expanding=True, type_=Integer())))
)
_PLANNED_FOR: Final = (
    select(
        Meeting.id,
        Meeting.set_id,
        Meeting.planned_at,
        Meeting.number,
        exists().where(
            _ON_ITS_DATE,
            Member.id == Regret.member_id,
            Member.person_id == bindparam("person_id", type_=Integer()),
        ),
    )
    .where(Meeting.set_id.in_(bindparam("set_ids", expanding=True, type_=Integer())), NOT_OVER)
    .where(Meeting.state == MeetingState.PLANNED)
    .order_by(Meeting.planned_at, Meeting.number)
)
_AHEAD_OF_PERSON: Final = (
    select(Meeting.public_id)
    .join(Regret, _ON_ITS_DATE)
    .join(Member, Member.id == Regret.member_id)
    .join(Person, Person.id == Member.person_id)
    .where(
        Person.workspace == bindparam("workspace", type_=String()),
        Person.user == bindparam("user", type_=String()),
        Meeting.state == MeetingState.PLANNED,
    )
)
_IS_SAID: Final = CompiledStatement(
    select(Regret.id)
    .join(Meeting, _ON_ITS_DATE)
    .where(Regret.meeting_id == _MEETING, Regret.member_id == bindparam("member_id", type_=Integer()))
)


def of_meeting(db: Session, meeting_id: int) -> Sequence[tuple[int, str, str]]:
    """Who cannot come to a meeting: member, Slack id and their word, in the order in which they said so."""
    db.flush()
    rows = db.connection().execute(_OF_MEETING, {"meeting_id": meeting_id})
    return [(member_id, user, word) for member_id, user, word in rows]


def of_meetings(db: Session, meeting_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """The members who cannot come to each of these meetings, where anybody cannot: one statement."""
    db.flush()
    found: dict[int, frozenset[int]] = {}
    for meeting_id, member_id in db.connection().execute(_OF_MEETINGS, {"meeting_ids": list(meeting_ids)}):
        found[meeting_id] = found.get(meeting_id, frozenset()) | {member_id}
    return found


class PlannedRow(NamedTuple):
    """A planned meeting, to read from, and whether somebody has said that they cannot come."""

    id: int
    set_id: int
    planned_at: datetime
    number: int
    is_regretted: bool


def planned_for(db: Session, person_id: int, set_ids: Collection[int]) -> Mapping[int, list[PlannedRow]]:
    """The planned meetings of each of these sets, by their dates, as they are ahead of a person: one statement."""
    found: dict[int, list[PlannedRow]] = {set_id: [] for set_id in set_ids}
    for row in db.connection().execute(_PLANNED_FOR, {"person_id": person_id, "set_ids": list(set_ids)}):
        found[row.set_id].append(PlannedRow(*row))
    return found


def ahead_of_person(db: Session, workspace: str, user: str) -> frozenset[str]:
    """The planned meetings, by their public ids, of which a person has said that they cannot come."""
    rows = db.connection().execute(_AHEAD_OF_PERSON, {"workspace": workspace, "user": user})
    return frozenset(public_id for (public_id,) in rows)


def is_said(db: Session, meeting_id: int, member_id: int) -> bool:
    return _IS_SAID.scalar(db, {"meeting_id": meeting_id, "member_id": member_id}) is not None


def say(db: Session, meeting: Meeting, member_id: int, word: str | None, now: datetime) -> None:
    """They cannot come on the date that it has; without a word one that they gave before stays, unless it was of another date."""
    row = {
        "workspace": meeting.workspace,
        "meeting_id": meeting.id,
        "member_id": member_id,
        "planned_at": meeting.planned_at,
        "word": word or "",
        "said_at": now,
    }
    said = inserting(db, Regret)
    stays = case((Regret.planned_at == said.excluded.planned_at, Regret.word), else_="")
    again = said.on_conflict_do_update(
        index_elements=[Regret.meeting_id, Regret.member_id],
        set_={
            "planned_at": said.excluded.planned_at,
            "said_at": said.excluded.said_at,
            "word": said.excluded.word if word is not None else stays,
        },
    )
    db.execute(again, row)
    changed_rows.tell(db, Regret(**row))


def take_back(db: Session, meeting_id: int, member_id: int) -> None:
    db.execute(delete(Regret).where(Regret.meeting_id == meeting_id, Regret.member_id == member_id))
    changed_rows.tell(db, Regret(meeting_id=meeting_id, member_id=member_id))


def forget(db: Session, member_id: int) -> None:
    """Delete what a member said of meetings, and of other dates."""
    db.execute(delete(Regret).where(Regret.member_id == member_id))
    db.execute(delete(DateAnswer).where(DateAnswer.member_id == member_id))


def ask(db: Session, meeting: Meeting, options: Mapping[str, datetime], now: datetime) -> DateQuestion:
    """The set is asked which of these dates (UTC), by their public ids, would suit it for a meeting."""
    workspace = meeting.workspace
    question = DateQuestion(workspace=workspace, meeting_id=meeting.id, instead_of=meeting.planned_at, asked_at=now)
    db.add(question)
    db.flush()
    for public_id, at in options.items():
        db.add(DateOption(workspace=workspace, public_id=public_id, question_id=question.id, at=at))
    db.flush()
    return question


def newest_question(db: Session, meeting_id: int) -> DateQuestion | None:
    """What the set was last asked about another date for a meeting."""
    asked = select(DateQuestion).where(DateQuestion.meeting_id == meeting_id)
    return db.scalar(asked.order_by(DateQuestion.id.desc()).limit(1))


def proposed(db: Session, meeting_ids: Collection[int]) -> list[tuple[int, int]]:
    """The dates, by their rows, that were proposed to the hosts of these meetings, each with its meeting."""
    db.flush()
    rows = db.connection().execute(_PROPOSED, {"meeting_ids": list(meeting_ids)})
    return [(meeting_id, option_id) for meeting_id, option_id in rows if option_id is not None]


_PROPOSED: Final = select(DateQuestion.meeting_id, DateQuestion.proposed).where(
    DateQuestion.meeting_id.in_(bindparam("meeting_ids", expanding=True, type_=Integer())),
    DateQuestion.proposed.is_not(None),
)


def option(db: Session, workspace: str, public_id: str) -> tuple[DateOption, DateQuestion, Meeting] | None:
    """A date that was asked about, with its question and the meeting that it is for."""
    row = db.execute(
        select(DateOption, DateQuestion, Meeting)
        .join(DateQuestion, DateQuestion.id == DateOption.question_id)
        .join(Meeting, Meeting.id == DateQuestion.meeting_id)
        .where(DateOption.public_id == public_id)
    ).first()
    # The workspace is not asked for: PostgreSQL would read all of its dates rather than use the unique index.
    return (row[0], row[1], row[2]) if row is not None and row[0].workspace == workspace else None


def date_of(db: Session, workspace: str, public_id: str) -> tuple[str, datetime, str] | None:
    """The meeting, by its public id, that a date was asked about for, the date (UTC), and the zone of the set."""
    row = db.execute(
        select(DateOption.workspace, Meeting.public_id, DateOption.at, Set.zone)
        .join(DateQuestion, DateQuestion.id == DateOption.question_id)
        .join(Meeting, Meeting.id == DateQuestion.meeting_id)
        .join(Set, Set.id == Meeting.set_id)
        .where(DateOption.public_id == public_id)
    ).first()
    return (row[1], row[2], row[3]) if row is not None and row[0] == workspace else None


def counted(db: Session, question_id: int) -> Sequence[tuple[DateOption, int]]:
    """The dates of a question, the earliest first, and how many can on each."""
    rows = db.execute(_COUNTED, {"question_id": question_id})
    return [(one, many) for one, many in rows]


_COUNTED: Final = (
    select(DateOption, func.count(DateAnswer.member_id))
    .outerjoin(DateAnswer, DateAnswer.option_id == DateOption.id)
    .where(DateOption.question_id == bindparam("question_id", type_=Integer()))
    .group_by(DateOption.id)
    .order_by(DateOption.at)
)


def can(db: Session, question: DateQuestion, option_id: int, member_id: int) -> bool:
    """A member can on that date of those which are asked about; pressed again they cannot. Whether they can."""
    changed_rows.tell(db, question)
    taken = db.execute(
        delete(DateAnswer).where(DateAnswer.option_id == option_id, DateAnswer.member_id == member_id)
    ).rowcount  # type: ignore[attr-defined]
    if taken:
        return False
    db.execute(
        inserting(db, DateAnswer).on_conflict_do_nothing(),
        {"workspace": question.workspace, "option_id": option_id, "member_id": member_id},
    )
    return True
