"""The tables of sets, meetings and what people gave the bot, each with a constraint for what must always hold."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.materials import ENGLISH
from bot.domain.states import (
    Asking,
    AskingPhase,
    Gone,
    Guidance,
    HintsGiven,
    IssueKind,
    IssueState,
    MeetingState,
    PromptsShown,
    SetState,
    TurnState,
)
from bot.domain.step_kinds import StepKind
from storage.base import Base, Keyed, index_where_given, within
from storage.cycle_columns import CycleColumns

ACTIVE_SET = text("state != 'ended'")
KEPT = text("kept_until IS NOT NULL")
OPEN_MEETING = text("state IN ('running', 'paused')")
OPEN_STEP = text("ended_at IS NULL")
OPEN_TURN = text("state IN ('called', 'asked')")
NOT_OVER = text("state IN ('planned', 'running', 'paused')")


class Person(Keyed, Base):
    """Somebody in a workspace, as Slack knows them: over all their sets.

    `zone` is None until Slack has answered, and `language`, which is the code of one, English until then. Without `reminders` they
    get no letters, and without `hints` none at how they ask. `missed_at` is since when messages did not reach them, until they have
    been told so.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace", "id"), UniqueConstraint("workspace", "user"))
    user: Mapped[str] = mapped_column(String(32))
    zone: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16), default=ENGLISH, server_default=ENGLISH)
    works_on: Mapped[str] = mapped_column(String(7), default="01234")
    opens: Mapped[time] = mapped_column(default=time(9))
    closes: Mapped[time] = mapped_column(default=time(17))
    reachable: Mapped[bool] = mapped_column(default=True)
    reminders: Mapped[bool] = mapped_column(default=True, server_default=true())
    hints: Mapped[bool] = mapped_column(default=True, server_default=true())
    missed_at: Mapped[datetime | None]
    known_at: Mapped[datetime | None]


class Set(Keyed, CycleColumns, Base):
    """A set, from its founding to its end. One that has not ended holds its channel alone; `given_back` is its newest absence.

    It meets `meetings_planned` times in its cycle.
    `members_seen_at` is when Slack last told who is in its channel; None where it is to be asked at the next look.
    Its public holidays are those of `country`, or of its zone where that is None; "" is for none. `days_off` are ISO intervals.
    """

    __tablename__ = "sets"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        within("people", "adviser_id"),
        within("people", "host_id"),
        Index(
            "uq_sets_channel", "workspace", "channel", unique=True, sqlite_where=ACTIVE_SET, postgresql_where=ACTIVE_SET
        ),
        index_where_given("ix_sets_adviser", "adviser_id"),
        index_where_given("ix_sets_host", "host_id"),
        Index("ix_sets_kept_until", "workspace", "kept_until", sqlite_where=KEPT, postgresql_where=KEPT),
        CheckConstraint("meetings_planned BETWEEN 1 AND 52", name="meetings"),
        CheckConstraint("minutes BETWEEN 15 AND 480", name="minutes"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    channel: Mapped[str] = mapped_column(String(32))
    private: Mapped[bool]
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    name: Mapped[str] = mapped_column(String(80))
    learn: Mapped[str] = mapped_column(Text, default="")
    do: Mapped[str] = mapped_column(Text, default="")
    change: Mapped[str] = mapped_column(Text, default="")
    plan_link: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    rules: Mapped[list[str]]
    rules_version: Mapped[int] = mapped_column(default=1)
    adviser_id: Mapped[int | None]
    host_id: Mapped[int | None]
    zone: Mapped[str] = mapped_column(String(64))
    country: Mapped[str | None] = mapped_column(String(8))
    days_off: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    language: Mapped[str] = mapped_column(String(16), default=ENGLISH, server_default=ENGLISH)
    meetings_planned: Mapped[int]
    minutes: Mapped[int]
    first_on: Mapped[date]
    at: Mapped[time]
    every_weeks: Mapped[int]
    spoken: Mapped[bool]
    format: Mapped[str] = mapped_column(String(40))
    quiet_seconds: Mapped[int] = mapped_column(default=120)
    prompts: Mapped[PromptsShown] = mapped_column(default=PromptsShown.LENT, server_default="public")
    hints: Mapped[HintsGiven] = mapped_column(default=HintsGiven.ON, server_default="on")
    asking: Mapped[Asking] = mapped_column(default=Asking.ROUNDS, server_default="rounds")
    guidance: Mapped[Guidance] = mapped_column(default=Guidance.LEAD, server_default="lead")
    state: Mapped[SetState]
    founded_at: Mapped[datetime]
    given_back: Mapped[int] = mapped_column(default=0, server_default="0")
    members_seen_at: Mapped[datetime | None]


class Member(Keyed, Base):
    """A person in a set. Agreed to `agreed_version` of the ground rules, or has not answered, or declined, or left.

    `joined_at` is None for who was there as the set was founded, or before that was written down. `gone` while Slack says that
    they are not in the channel, or have no account any more, since `gone_at`. Whoever left and came again was out from the one
    moment until the other.
    """

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        UniqueConstraint("set_id", "person_id"),
        within("sets", "set_id"),
        within("people", "person_id"),
        Index("ix_members_person", "person_id"),
    )
    set_id: Mapped[int]
    person_id: Mapped[int]
    agreed_version: Mapped[int] = mapped_column(default=0)
    declined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    out_from: Mapped[datetime | None]
    out_until: Mapped[datetime | None]
    gone: Mapped[Gone | None]
    gone_at: Mapped[datetime | None]
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]
    presented_in: Mapped[int] = mapped_column(default=0)
    missed_call: Mapped[bool] = mapped_column(default=False)
    called_first_at: Mapped[datetime | None]


class Meeting(Keyed, Base):
    """One meeting, planned or held, with its own copy of the format it started with. One open meeting a set.

    `chosen_format` is the name of the one that the set has chosen for it, where it has; without, it begins in the set's.
    `held_with` is with how few its host has it held on the date that it has.
    `sequence` counts its moves and its cancellation; `reached_at` is when its host said that its milestone is reached.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        UniqueConstraint("set_id", "number"),
        within("sets", "set_id"),
        Index("uq_meetings_open", "set_id", unique=True, sqlite_where=OPEN_MEETING, postgresql_where=OPEN_MEETING),
        Index("ix_meetings_not_over", "set_id", sqlite_where=NOT_OVER, postgresql_where=NOT_OVER),
        Index("ix_meetings_closed", "set_id", "closed_at"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    number: Mapped[int]
    planned_at: Mapped[datetime]
    state: Mapped[MeetingState]
    format: Mapped[dict[str, Any] | None] = mapped_column("format", quote=True)
    chosen_format: Mapped[str | None] = mapped_column(String(40))
    spoken: Mapped[bool] = mapped_column(default=False)
    asking: Mapped[Asking | None]
    started_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    adviser_sign_at: Mapped[datetime | None]
    milestone: Mapped[str] = mapped_column(Text, default="", server_default="")
    reached_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    held_with: Mapped[int | None]
    unattended: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class Attendance(Base):
    """A member who is here, and when they last gave a sign of life."""

    __tablename__ = "attendance"
    __table_args__ = (
        within("meetings", "meeting_id"),
        within("members", "member_id"),
        Index("ix_attendance_member", "member_id"),
    )
    workspace: Mapped[str] = mapped_column(String(32))
    meeting_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True)
    here_at: Mapped[datetime]
    sign_at: Mapped[datetime]


class Issue(Keyed, Base):
    """A problem or an opportunity that a member raised (M1, R33). Seen by the set at the bids, not before."""

    __tablename__ = "issues"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        within("sets", "set_id"),
        within("members", "member_id"),
        CheckConstraint("urgency BETWEEN 1 AND 5", name="urgency"),
        CheckConstraint("challenge BETWEEN 1 AND 3", name="challenge"),
        Index("ix_issues_set", "set_id", "state"),
        Index("ix_issues_member", "member_id", "state"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    member_id: Mapped[int]
    sentence: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")
    tried: Mapped[str] = mapped_column(Text, default="")
    wanted: Mapped[str] = mapped_column(Text, default="")
    urgency: Mapped[int] = mapped_column(default=3)
    challenge: Mapped[int] = mapped_column(default=2)
    in_line: Mapped[int] = mapped_column(default=0)
    raised_at: Mapped[datetime]
    state: Mapped[IssueState] = mapped_column(default=IssueState.WAITING)
    link: Mapped[str] = mapped_column(Text, default="", server_default="")
    kind: Mapped[IssueKind] = mapped_column(default=IssueKind.PROBLEM, server_default="problem")


class Slot(Keyed, Base):
    """One presenter's time in a meeting, in the thread under its card.

    `looks_now` is what its presenter said at the next meeting of how it looks, where it had brought no action. How peers asked is in
    numbers alone: hints that were given, found fair and found unfair, and turns that were used, of them for a question.
    `absent_may_read` is their word on whether those who were not there may read it; None where they have not said.
    """

    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        UniqueConstraint("meeting_id", "position"),
        within("meetings", "meeting_id"),
        within("issues", "issue_id"),
        within("members", "member_id"),
        Index("ix_slots_issue", "issue_id"),
        Index("ix_slots_member", "member_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    meeting_id: Mapped[int]
    position: Mapped[int]
    issue_id: Mapped[int]
    member_id: Mapped[int]
    question: Mapped[str] = mapped_column(Text, default="")
    restated: Mapped[str] = mapped_column(Text, default="")
    none_this_time: Mapped[bool] = mapped_column(default=False)
    none_because: Mapped[str] = mapped_column(Text, default="")
    helped_turn: Mapped[int | None]
    away_offered: Mapped[bool] = mapped_column(default=False)
    ended_early: Mapped[bool] = mapped_column(default=False, server_default=false())
    asked: Mapped[int] = mapped_column(default=0, server_default="0")
    looks_now: Mapped[str] = mapped_column(Text, default="", server_default="")
    hints: Mapped[int] = mapped_column(default=0, server_default="0")
    hints_fair: Mapped[int] = mapped_column(default=0, server_default="0")
    hints_unfair: Mapped[int] = mapped_column(default=0, server_default="0")
    turns_used: Mapped[int] = mapped_column(default=0, server_default="0")
    turns_asked: Mapped[int] = mapped_column(default=0, server_default="0")
    absent_may_read: Mapped[bool | None]


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
        index_where_given("ix_steps_slot", "slot_id"),
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
    presenter_prompt: Mapped[str | None] = mapped_column(String(64))
    warned: Mapped[bool] = mapped_column(default=False)
    time_up: Mapped[bool] = mapped_column(default=False)
    human: Mapped[bool] = mapped_column(default=False)
    word_at: Mapped[datetime | None]
    phase: Mapped[AskingPhase | None]
    writing_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class Turn(Keyed, Base):
    """A call to one peer to ask, in the order of `id`, or a question that one put in writing. One turn of a step is open.

    `words` are of such a question, as long as its slot runs; `place` is its number in the order of release, 0 before that.
    """

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
    no_question: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    ended_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    place: Mapped[int | None]
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
        index_where_given("ix_prompts_heard_slot", "slot_id"),
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
