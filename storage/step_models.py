"""The tables of the steps of a meeting: its turns, what people did in them, and the prompts and questions of slots."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from storage.base import Base, Keyed, within

OPEN_STEP = text("ended_at IS NULL")
OPEN_TURN = text("state IN ('called', 'asked')")


class Step(Keyed, Base):
    """A step of a meeting that has begun. `ends_at` is the end of its time-box; one step a meeting is open.

    `word_at` is when its presenter last said what the real question is, or since when all but one have answered.
    """

    __tablename__ = "steps"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        UniqueConstraint("meeting_id", "position"),
        within("meetings", "meeting_id"),
        within("slots", "slot_id"),
        Index("uq_steps_open", "meeting_id", unique=True, sqlite_where=OPEN_STEP, postgresql_where=OPEN_STEP),
        Index("ix_steps_slot", "slot_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    meeting_id: Mapped[int]
    slot_id: Mapped[int | None]
    position: Mapped[int]
    kind: Mapped[StepKind]
    minutes: Mapped[float]
    says: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    prompt: Mapped[str | None] = mapped_column(String(64))
    warned: Mapped[bool] = mapped_column(default=False)
    time_up: Mapped[bool] = mapped_column(default=False)
    human: Mapped[bool] = mapped_column(default=False)
    word_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class Turn(Keyed, Base):
    """A call to one peer to ask, in the order of `id`. One turn of a step is open."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        within("steps", "step_id"),
        within("members", "member_id"),
        Index("uq_turns_open", "step_id", unique=True, sqlite_where=OPEN_TURN, postgresql_where=OPEN_TURN),
        Index("ix_turns_step", "step_id"),
        Index("ix_turns_member", "member_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    step_id: Mapped[int]
    member_id: Mapped[int]
    state: Mapped[TurnState]
    prompt: Mapped[str | None] = mapped_column(String(64))
    called_at: Mapped[datetime]
    thinking: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime | None]
    asked_ts: Mapped[str | None] = mapped_column(String(32))
    word_at: Mapped[datetime | None]
    answered: Mapped[bool] = mapped_column(default=False)
    interrupted: Mapped[bool] = mapped_column(default=False)
    below: Mapped[int] = mapped_column(default=0)
    shown_again: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class Line(Base):
    """Something done in a step by one person: a check-in, a report passed, an answer in a review, a hint given.

    `until` is how long a form is waited for that somebody has in front of them; of words said or kept, when that was last.
    """

    __tablename__ = "lines"
    __table_args__ = (
        within("steps", "step_id"),
        within("members", "member_id"),
        Index("ix_lines_member", "member_id"),
    )
    workspace: Mapped[str] = mapped_column(String(32))
    step_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    until: Mapped[datetime | None]


class PromptHeard(Keyed, Base):
    """A prompt of the bank that was offered in a slot, so that nothing is repeated."""

    __tablename__ = "prompts_heard"
    __table_args__ = (
        within("sets", "set_id"),
        within("slots", "slot_id"),
        Index("ix_prompts_heard_set", "set_id", "id"),
        Index("ix_prompts_heard_slot", "slot_id"),
    )
    set_id: Mapped[int]
    slot_id: Mapped[int | None]
    prompt: Mapped[str] = mapped_column(String(64))


class Parked(Keyed, Base):
    """A question that its presenter parked: a link to the message, never its words (M9)."""

    __tablename__ = "parked"
    __table_args__ = (within("slots", "slot_id"), UniqueConstraint("slot_id", "ts"))
    slot_id: Mapped[int]
    ts: Mapped[str] = mapped_column(String(32))
