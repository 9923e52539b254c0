"""The table of the files that people asked for."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.records import FileKind
from storage.base import Base, Keyed, index_where_given, within
from storage.columns import ByValue


class File(Keyed, Base):
    """A file that somebody asked for, sent into their direct messages: of a set, of one meeting, or without a set their own record.

    `file_id` is Slack's, kept before the file is shown anywhere, so that it is not sent twice; `sent_at` is None until Slack has
    said that it is there. What is in it is drawn as it is sent, and kept nowhere.
    """

    __tablename__ = "files"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        within("people", "person_id"),
        within("sets", "set_id"),
        within("meetings", "meeting_id"),
        Index("ix_files_person", "person_id"),
        index_where_given("ix_files_set", "set_id"),
        index_where_given("ix_files_meeting", "meeting_id"),
    )
    person_id: Mapped[int]
    set_id: Mapped[int | None]
    meeting_id: Mapped[int | None]
    file_kind: Mapped[FileKind] = mapped_column(ByValue(FileKind))
    asked_at: Mapped[datetime]
    file_id: Mapped[str | None] = mapped_column(String(32))
    sent_at: Mapped[datetime | None]
