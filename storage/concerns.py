"""Words that something is off, without who sent them; and apart from those who has sent some, without which.

What is for the facilitator alone is kept with who sent it, until they have read it. All are for one meeting, and deleted as it closes,
or is not held.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import Index, Select, String, Text, delete, insert, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from storage import changed_rows
from storage.base import Base, Keyed, within
from storage.pulses import new_key


class ConcernRow(Base):
    """One that something is off, under a random key. On SQLite without a row id, which would be a serial number."""

    __tablename__ = "concerns"
    __table_args__ = (
        within("meetings", "meeting_id"),
        Index("ix_concerns_meeting", "meeting_id"),
        {"sqlite_with_rowid": False},
    )
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    workspace: Mapped[str] = mapped_column(String(32))
    meeting_id: Mapped[int]
    words: Mapped[str] = mapped_column(Text)


class ConcernSenderRow(Base):
    """That a member has sent one for that meeting: one a person. It says nothing of which, nor when."""

    __tablename__ = "concern_senders"
    __table_args__ = (
        within("meetings", "meeting_id"),
        within("members", "member_id"),
        Index("ix_concern_senders_member", "member_id"),
        {"sqlite_with_rowid": False},
    )
    workspace: Mapped[str] = mapped_column(String(32))
    meeting_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True)


class WordsToAdviserRow(Keyed, Base):
    """What a member would have the facilitator know, and nobody else: it goes as they have read it. One a member and meeting."""

    __tablename__ = "words_to_adviser"
    __table_args__ = (
        within("sets", "set_id"),
        within("meetings", "meeting_id"),
        within("members", "member_id"),
        within("people", "adviser_id"),
        Index("ix_words_to_adviser_set", "set_id"),
        Index("uq_words_to_adviser", "meeting_id", "member_id", unique=True),
        Index("ix_words_to_adviser_member", "member_id"),
        Index("ix_words_to_adviser_adviser", "adviser_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    meeting_id: Mapped[int]
    member_id: Mapped[int]
    adviser_id: Mapped[int]
    words: Mapped[str] = mapped_column(Text)


def has_sent(db: Session, meeting_id: int, member_id: int) -> bool:
    theirs = (ConcernSenderRow.meeting_id == meeting_id, ConcernSenderRow.member_id == member_id)
    return db.scalar(select(ConcernSenderRow.meeting_id).where(*theirs)) is not None


def sends(db: Session, workspace: str, meeting_id: int, member_id: int) -> None:
    row = {"workspace": workspace, "meeting_id": meeting_id, "member_id": member_id}
    db.execute(insert(ConcernSenderRow), [row])


def keep(db: Session, workspace: str, meeting_id: int, words: str) -> None:
    """In a unit of work of its own, so that nothing ties the words to whoever sent them."""
    db.add(ConcernRow(key=new_key(), workspace=workspace, meeting_id=meeting_id, words=words))


def of_meeting(db: Session, meeting_id: int) -> Sequence[str]:
    """The words for a meeting's review, sorted, so that no order tells whose."""
    return sorted(db.scalars(select(ConcernRow.words).where(ConcernRow.meeting_id == meeting_id)))


def unread_from(db: Session, meeting_id: int, member_id: int) -> WordsToAdviserRow | None:
    theirs = (WordsToAdviserRow.meeting_id == meeting_id, WordsToAdviserRow.member_id == member_id)
    return db.scalar(select(WordsToAdviserRow).where(*theirs))


def unread_named(db: Session, workspace: str, public_id: str) -> WordsToAdviserRow | None:
    named = (WordsToAdviserRow.workspace == workspace, WordsToAdviserRow.public_id == public_id)
    return db.scalar(select(WordsToAdviserRow).where(*named))


def unread_at(db: Session, workspace: str, number: int) -> WordsToAdviserRow | None:
    here = (WordsToAdviserRow.workspace == workspace, WordsToAdviserRow.id == number)
    return db.scalar(select(WordsToAdviserRow).where(*here))


def forget(db: Session, meetings: Collection[int] | Select[int]) -> None:
    """These meetings have closed, or are not held: nothing is left of what was sent for them."""
    for table in (ConcernRow, ConcernSenderRow):
        gone = delete(table).where(table.meeting_id.in_(meetings))
        db.execute(gone.execution_options(synchronize_session=False))
    for unread in db.scalars(select(WordsToAdviserRow).where(WordsToAdviserRow.meeting_id.in_(meetings))):
        db.delete(unread)
    if not isinstance(meetings, Select):
        for meeting_id in meetings:
            changed_rows.tell(db, ConcernRow(meeting_id=meeting_id))


def forget_from(db: Session, member_id: int) -> None:
    """What a member gave is deleted. Nothing says which words are theirs: all go of the meetings for which they have sent some."""
    mine = delete(WordsToAdviserRow).where(WordsToAdviserRow.member_id == member_id)
    db.execute(mine.execution_options(synchronize_session=False))
    sent = aliased(ConcernSenderRow)
    forget(db, select(sent.meeting_id).where(sent.member_id == member_id))
