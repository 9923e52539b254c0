"""What a person has kept for themselves alone: their notes, why there was no action, and the questions they parked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a slot of theirs brought no action, as far as they said."""

    sentence: str
    because: str


@dataclass(frozen=True, slots=True)
class ParkedQuestion:
    """A question that they parked in a slot of theirs: where its message is, never its words; `link` once Slack told it."""

    sentence: str
    channel: str
    ts: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """An issue whose slot they ended early: theirs alone, until they raise it again or let it go."""

    issue_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PrivateNotes:
    """The newest of each, newest first."""

    notes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    parked: tuple[ParkedQuestion, ...] = ()
    aside: tuple[SetAside, ...] = ()
