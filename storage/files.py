"""The files that people asked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.records import FileKind
from storage.file_models import File
from storage.models import Meeting, Person, Set


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A row with whom it is for, by their Slack id, and what it is about."""

    file: File
    user: str
    zone: str | None
    set_id: str
    meeting_id: str


def ask(
    db: Session,
    workspace: str,
    person_id: int,
    kind: FileKind,
    set_id: int | None,
    meeting_id: int | None,
    now: datetime,
) -> None:
    """A file is to be sent, unless it was asked for and has not been sent yet."""
    waiting = select(File).where(File.person_id == person_id, File.sent_at.is_(None), File.file_kind == kind)
    about = (
        File.set_id == set_id if set_id else File.set_id.is_(None),
        File.meeting_id == meeting_id if meeting_id else File.meeting_id.is_(None),
    )
    if db.scalars(waiting.where(File.workspace == workspace, *about)).first() is None:
        of = {"person_id": person_id, "set_id": set_id, "meeting_id": meeting_id}
        db.add(File(workspace=workspace, file_kind=kind, asked_at=now, **of))


def one(db: Session, workspace: str, row: int) -> AskedFile | None:
    found = db.execute(
        select(File, Person.user, Person.zone, Set.public_id, Meeting.public_id)
        .join(Person, Person.id == File.person_id)
        .outerjoin(Set, Set.id == File.set_id)
        .outerjoin(Meeting, Meeting.id == File.meeting_id)
        .where(File.workspace == workspace, File.id == row)
    ).first()
    return AskedFile(found[0], found[1], found[2], found[3] or "", found[4] or "") if found else None


def row(db: Session, workspace: str, number: int) -> File | None:
    return db.scalar(select(File).where(File.workspace == workspace, File.id == number))
