"""The states that sets, meetings, turns, issues and actions go through."""

from enum import StrEnum
from typing import Final


class SetState(StrEnum):
    """AGREEING until enough members agreed; PAUSED when its channel is gone; ENDED frees the channel."""

    AGREEING = "agreeing"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class MeetingState(StrEnum):
    """PLANNED, then RUNNING and PAUSED by turns, then CLOSED for good.

    MISSED where a later one began instead; CANCELLED where somebody said beforehand that it is not held.
    """

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    MISSED = "missed"
    CANCELLED = "cancelled"


NOT_HELD: Final = frozenset({MeetingState.MISSED, MeetingState.CANCELLED})
"""Meetings that take no number."""
OVER: Final = NOT_HELD | {MeetingState.CLOSED}


class IssueState(StrEnum):
    """WAITING for a slot, PRESENTED once it had one, WITHDRAWN by its owner.

    SET_ASIDE where its owner ended the slot early: only they see it, until they raise it again or let it go.
    """

    WAITING = "waiting"
    PRESENTED = "presented"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"


class IssueKind(StrEnum):
    """What an issue is about (R33): something that is wrong, or a chance that is there."""

    PROBLEM = "problem"
    OPPORTUNITY = "opportunity"


class PromptsShown(StrEnum):
    """How a set is offered prompts from its second meeting on; in the first one stands in each call, for all to see.

    LENT to whoever is called, on request and privately. NONE in steps either, but for the question of the check-in.
    """

    PUBLIC = "public"
    LENT = "lent"
    NONE = "none"


class HintsGiven(StrEnum):
    """At what the set is hinted at, privately: at nothing, at advice and what else is no question, or at CLOSED questions too."""

    OFF = "off"
    ON = "on"
    CLOSED_TOO = "closed_too"


class Asking(StrEnum):
    """How peers ask: in ROUNDS, called one by one, or WRITTEN: each unseen by the others, then released together."""

    ROUNDS = "rounds"
    WRITTEN = "written"


class AskingPhase(StrEnum):
    """Where a step is in which peers ask in writing: they are WRITING unseen, then the presenter is ANSWERING what was released.

    Then comes one round of FOLLOW_UPS, in turn. Where peers ask in rounds there are no phases.
    """

    WRITING = "writing"
    ANSWERING = "answering"
    FOLLOW_UPS = "follow_ups"


class Guidance(StrEnum):
    """How much of the bot a set wants in its meetings (R24, R26); it fades as the set finds its own feet, and comes back any time.

    LEAD: instructions, calls in turn, prompts. ACCOMPANY: it calls, with short instructions and no prompt but one that is asked for.
    KEEP: dates, clock, actions and report-backs alone. Report-backs, dates, consent and the minutes of the review never fade.
    """

    LEAD = "lead"
    ACCOMPANY = "accompany"
    KEEP = "keep"


class ProposalState(StrEnum):
    """OPEN until enough have agreed; then ACCEPTED, or SET_ASIDE where another came before that."""

    OPEN = "open"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"


class LeaveRequestState(StrEnum):
    """ASKS_THEM first, then ASKS_OTHERS; then the member has LEFT, or STAYS."""

    ASKS_THEM = "asks_them"
    ASKS_OTHERS = "asks_others"
    LEFT = "left"
    STAYS = "stays"


class Gone(StrEnum):
    """Why a member is waited for at no meeting: they have left the CHANNEL, or their ACCOUNT is deactivated."""

    CHANNEL = "channel"
    ACCOUNT = "account"


class TurnState(StrEnum):
    """A peer is CALLED, may have ASKED; every other state is an end, but for those of questions in writing.

    Without a question a turn ends as SILENT where its peer has said nothing, as SPOKE where that was taken for none.

    Such a question is WRITTEN, seen by nobody else, then WAITING for the presenter, and ASKED while they answer it.
    """

    CALLED = "called"
    ASKED = "asked"
    DONE = "done"
    PASSED = "passed"
    SILENT = "silent"
    SPOKE = "spoke"
    PARKED = "parked"
    DECLINED = "declined"
    CUT = "cut"
    PUT_OFF = "put_off"
    GONE = "gone"
    WRITTEN = "written"
    WAITING = "waiting"


OPEN_TURNS = frozenset({TurnState.CALLED, TurnState.ASKED})


class ActionStatus(StrEnum):
    """What the newest report says. NOT_YET and OPEN ask to be reported again (A15).

    ASIDE is what was taken on in a slot that its presenter ended: nobody asks of it, and only its owner sees it, until they
    report on it themselves.
    """

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    CHANGED = "changed"
    DROPPED = "dropped"
    NOT_YET = "not_yet"
    ASIDE = "aside"


class Ahead(StrEnum):
    """What the owner wants with an action after reporting on it (A10)."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


class AskAgain(StrEnum):
    """When the owner of an action that is not done yet wants to be asked again: at the next meeting, or the day before it."""

    AT_MEETING = "at_meeting"
    DAY_BEFORE = "day_before"


class GoingOn(StrEnum):
    """Whether a member would go on after the last meeting of a cycle; nobody but they themselves is ever told."""

    YES = "yes"
    YES_IF = "yes_if"
    NO = "no"


STILL_OPEN = frozenset({ActionStatus.OPEN, ActionStatus.PARTLY, ActionStatus.CHANGED, ActionStatus.NOT_YET})
"""What the set hears of and its owners are asked about."""
OPEN_TO_THEM = STILL_OPEN | {ActionStatus.ASIDE}
"""What an owner may report on."""
