"""The tables of what members take on, what came of it, and what they learned."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.states import ActionStatus, Ahead, AskAgain
from storage.base import Base, Keyed, index_where_given, within

OUTSIDE: Final = text("slot_id IS NULL")


class Action(Keyed, Base):
    """A next step that a member committed to, due on a local date or at a meeting; its status follows from reports.

    `question_turn` is the turn in which the question was asked that it came from: who asked, and when. `not_again_at` is when its
    owner said in a letter that none is to ask about it any more before the next meeting.
    """

    __tablename__ = "actions"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        within("sets", "set_id"),
        within("members", "member_id"),
        within("slots", "slot_id"),
        CheckConstraint("(due_on IS NULL) = (due_zone IS NULL)", name="due"),
        Index("ix_actions_member", "member_id", "status"),
        Index("ix_actions_set", "set_id", "status"),
        index_where_given("ix_actions_slot", "slot_id"),
        Index("ix_actions_outside", "set_id", "committed_at", sqlite_where=OUTSIDE, postgresql_where=OUTSIDE),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    member_id: Mapped[int]
    slot_id: Mapped[int | None]
    what: Mapped[str] = mapped_column(Text)
    first_step: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    due_zone: Mapped[str | None] = mapped_column(String(64))
    committed_at: Mapped[datetime]
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.OPEN)
    question_turn: Mapped[int | None]
    not_again_at: Mapped[datetime | None]


class Report(Keyed, Base):
    """What came of an action, as its owner told it (A10). Appended, not overwritten; one that is undone was never told.

    `pressed` while it is a press alone, whose words may follow; `was` is how the action stood before.
    `tells_asker` where whoever asked the question that the action came from is to hear that it was told. `member_id` is the
    owner of the action: what somebody told lately is found by it, and not through all that they ever took on.
    """

    __tablename__ = "reports"
    __table_args__ = (
        within("actions", "action_id"),
        Index("ix_reports_action", "action_id"),
        Index("ix_reports_member", "member_id", "reported_at"),
    )
    action_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(server_default="0")
    outcome: Mapped[ActionStatus]
    happened: Mapped[str] = mapped_column(Text, default="")
    learned: Mapped[str] = mapped_column(Text, default="")
    ahead: Mapped[Ahead]
    reported_at: Mapped[datetime]
    was: Mapped[ActionStatus] = mapped_column(default=ActionStatus.OPEN, server_default="open")
    pressed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    ask_again: Mapped[AskAgain | None]
    tells_asker: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class ActionChange(Keyed, Base):
    """How an action stood before it was changed; `by_report` where a report on it did that."""

    __tablename__ = "action_changes"
    __table_args__ = (within("actions", "action_id"), Index("ix_action_changes_action", "action_id"))
    action_id: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    due_zone: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[datetime]
    by_report: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class Learning(Keyed, Base):
    """A line of learning that a member kept, for themselves or for the set."""

    __tablename__ = "learnings"
    __table_args__ = (
        within("members", "member_id"),
        within("meetings", "meeting_id"),
        Index("ix_learnings_meeting", "meeting_id"),
        Index("ix_learnings_member", "member_id"),
    )
    member_id: Mapped[int]
    meeting_id: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool]
    kept_at: Mapped[datetime]
