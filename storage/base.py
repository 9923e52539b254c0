"""What every table has in common: names of constraints, types of columns, and the workspace that keys it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, ForeignKeyConstraint, Index, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.domain.erasures import Erases
from bot.domain.pulses import PulseWord
from bot.domain.question_bank import When
from bot.domain.states import (
    ActionStatus,
    Ahead,
    AskAgain,
    Asking,
    AskingPhase,
    GoingOn,
    Gone,
    Guidance,
    HintsGiven,
    IssueKind,
    IssueState,
    LeaveRequestState,
    MeetingState,
    PromptsShown,
    ProposalState,
    SetState,
    TurnState,
)
from bot.domain.step_kinds import StepKind
from storage.columns import ByValue, UtcDateTime

NAMES: Final = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table is keyed by workspace: foreign keys are (workspace, id), so no row can point into another one."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UtcDateTime(),
        SetState: ByValue(SetState),
        MeetingState: ByValue(MeetingState),
        IssueKind: ByValue(IssueKind),
        IssueState: ByValue(IssueState),
        PromptsShown: ByValue(PromptsShown),
        HintsGiven: ByValue(HintsGiven),
        Asking: ByValue(Asking),
        AskingPhase: ByValue(AskingPhase),
        ProposalState: ByValue(ProposalState),
        TurnState: ByValue(TurnState),
        ActionStatus: ByValue(ActionStatus),
        Ahead: ByValue(Ahead),
        AskAgain: ByValue(AskAgain),
        Gone: ByValue(Gone),
        LeaveRequestState: ByValue(LeaveRequestState),
        GoingOn: ByValue(GoingOn),
        Guidance: ByValue(Guidance),
        StepKind: ByValue(StepKind),
        PulseWord: ByValue(PulseWord),
        Erases: ByValue(Erases),
        When: ByValue(When),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }


def index_where_given(name: str, column: str, *others: str) -> Index:
    """An index of the rows in which its first column is given, as it may be NULL.

    Among the others SQLite would take as many rows to be NULL as are alike in another value, and read all of them.
    """
    given = text(f"{column} IS NOT NULL")
    return Index(name, column, *others, sqlite_where=given, postgresql_where=given)


def within(table: str, column: str) -> ForeignKeyConstraint:
    """A foreign key that never leaves the workspace; rows go with what they belong to.

    Each wants an index that begins with its own column, or with the workspace and it: a test holds that.
    """
    return ForeignKeyConstraint(["workspace", column], [f"{table}.workspace", f"{table}.id"], ondelete="CASCADE")


class Keyed:
    """A serial id, and the workspace beside it."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    workspace: Mapped[str] = mapped_column(String(32))
