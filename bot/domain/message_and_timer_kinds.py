"""What the bot says and what it does later, by name."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final


class Says(StrEnum):
    """Every kind of message that goes through `posts`."""

    CHARTER = "charter"
    RULES = "rules"
    AGENDA = "agenda"
    STEP_CARD = "step_card"
    SLOT_CARD = "slot_card"
    STEP = "step"
    CALL = "call"
    WRITING = "writing"
    WRITTEN_QUESTION = "written_question"
    QUESTIONS_LEFT = "questions_left"
    TIME_UP = "time_up"
    CLOCK = "clock"
    ACTION = "action"
    OWNER = "owner"
    LOOK_BACK = "look_back"
    REPORT_ASK = "report_ask"
    DUE_NUDGE = "due_nudge"
    NOT_SAID = "not_said"
    LETTER = "letter"
    REGRETS = "regrets"
    OTHER_DATES = "other_dates"
    STORIES = "stories"
    CONCERNS = "concerns"
    TOLD_ADVISER = "told_adviser"
    PULSE_SUMMARY = "spread"  # its word in rows that are there already
    NOTICE = "notice"
    JOINED = "joined"
    ASKED_TO_LEAVE = "asked_to_leave"


class Later(StrEnum):
    """Every kind of timer. The second half are lookups, which ask Slack first."""

    MEETING_DUE = "meeting_due"
    MEETING_SOON = "meeting_soon"
    MEETING_UNSTARTED = "meeting_unstarted"
    MEETING_MISSED = "meeting_missed"
    HOST_ASKED = "host_asked"
    MILESTONE_ASKED = "milestone_asked"
    STEP_WARN = "step_warn"
    STEP_END = "step_end"
    STEP_GRACE = "step_grace"
    STEP_QUIET = "step_quiet"
    WRITING_ENDS = "writing_ends"
    REVIEW_HALF = "review_half"
    TURN_SILENT = "turn_silent"
    TURN_QUIET = "turn_quiet"
    PRESENTER_SILENT = "presenter_silent"
    TURN_UNPRESSED = "turn_unpressed"
    MEETING_LEFT_OPEN = "meeting_left_open"
    REPORT_FORM = "report_form"
    LETTER = "letter"
    SWEEP = "sweep"
    ASK_ABOUT_EVERYBODY = "ask_about_everybody"
    CHANNEL_AGAIN = "channel_again"
    MEETING_LONG_OVER = "meeting_long_over"
    SET_SLEEPS = "set_sleeps"
    SET_WAKES = "set_wakes"
    LEARN_PERSON = "learn_person"
    OPEN_DM = "open_dm"
    LOOK_AT_CHANNEL = "look_at_channel"
    KEEP_WORDS = "keep_words"
    STILL_WRITING = "still_writing"
    HINT = "hint"
    MISSED_TOLD = "missed_told"
    LEAVE_REQUEST = "leave_request"
    ERASE = "erase"
    LOOK_AT_INSTALLATION = "look_at_installation"
    SEND_FILE = "send_file"


SWEPT_EVERY: Final = timedelta(days=1)
CHANNEL_LOOKED_AT_EVERY: Final = timedelta(days=1)
CHANNEL_ASKED_SELDOM: Final = timedelta(hours=1)
"""How far ahead these timers are written at most."""
LOOKUPS = frozenset(
    {
        Later.LEARN_PERSON,
        Later.OPEN_DM,
        Later.LOOK_AT_CHANNEL,
        Later.KEEP_WORDS,
        Later.STILL_WRITING,
        Later.HINT,
        Later.MISSED_TOLD,
        Later.LOOK_AT_INSTALLATION,
        Later.SEND_FILE,
    }
)
THOUGH_LOCKED = frozenset({Later.LOOK_AT_INSTALLATION, Later.ERASE})
"""What goes on for a workspace that has uninstalled the bot."""
REMINDERS = frozenset({Later.LETTER})
"""What comes due for a whole organisation at one minute: fired a few at a time, after all others."""
ASKS_THE_HOST = frozenset({Later.HOST_ASKED, Later.MILESTONE_ASKED})
CLEANING = frozenset({Later.MEETING_LONG_OVER})
"""What nobody waits for, and may be due for years of meetings at once: fired after reminders, where those leave room."""
WAITING_TIMERS = LOOKUPS | REMINDERS | CLEANING
"""Of which thousands may be due: each kind is looked for by itself, so that none stands behind another."""
LOW_PRIORITY = frozenset({Says.LETTER, Says.REPORT_ASK, Says.DUE_NUDGE})
"""What reminders say, by DM: it leaves at the pace of the workspace. All else leaves at once, and counts towards that."""


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Before anything was ever due."""


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer whose time has come, as it was when it was read; firing it checks again."""

    workspace: str
    kind: Later
    subject: str
    due_at: datetime
    set_id: int | None = None


@dataclass(frozen=True, slots=True)
class WantedMessage:
    """A post as rendering needs it: what it shows, for whom, and since when it is there (UTC), if only as it was.

    `old_thread` leads to where its thread goes on, for a card that was deleted and is posted anew. `revision` is the one that is
    wanted, 0 where that is not known.
    """

    id: int
    workspace: str
    kind: Says
    subject: str
    set_id: int | None
    channel: str | None
    there_since: datetime | None
    due_at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    old_thread: str = ""
    revision: int = 0

    @property
    def is_there(self) -> bool:
        return self.there_since is not None
