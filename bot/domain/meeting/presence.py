"""Who is here, and who may move the meeting on."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import Refused
from bot.domain.meeting import log
from bot.domain.meeting.absent_presenter import presenter_is_back
from bot.domain.meeting.events import Actor
from bot.domain.meeting.parts import Presence
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import ADVISER_SILENCE, Mover
from bot.domain.meetings import may_move as may_move_on
from bot.domain.refusals import Refusal
from bot.domain.sets import quorum


def sign_of_life(m: Meeting, by: Actor) -> Meeting:
    """Whoever acts is here, and says so by acting."""
    moment = by.at or m.now
    if by.is_adviser:
        m = replace(m, adviser_sign_at=moment)
    m = replace(m.with_step(human=True), unattended=0)
    if by.member is None:
        return m
    if is_presenter(m, by):
        m = presenter_is_back(m)
    known = m.presence(by.member)
    if known is None:
        return replace(m, here=(*m.here, Presence(by.member, here_at=moment, sign_at=moment)))
    return m.with_presence(by.member, sign_at=max(known.sign_at, moment))


def here_and_needed(m: Meeting) -> tuple[int, int]:
    """How many of those who agreed are here, and how many it takes to begin; aloud one person presses for the room.

    So few are enough as the host has had it held with.
    """
    here = sum(one.agreed for one in m.those_here)
    least = quorum(len(m.expected))
    return here, here if m.spoken else min(least, m.held_with or least)


def too_few(m: Meeting) -> bool:
    """Whether too few are here to begin."""
    here, needed = here_and_needed(m)
    return here < needed


def on_the_call(m: Meeting) -> Meeting:
    """On a call silence in Slack is not absence: from now on whoever agreed, and is not away, is here."""
    if not m.spoken:
        return m
    there = (Presence(one.number, here_at=m.now, sign_at=m.now) for one in m.missing)
    return replace(m, here=(*m.here, *there))


def give_back(m: Meeting, gap: timedelta) -> Meeting:
    """A time in which nobody could go on was nobody's silence."""
    here = tuple(replace(one, sign_at=min(one.sign_at + gap, m.now)) for one in m.here)
    adviser = m.adviser_sign_at
    return replace(m, here=here, adviser_sign_at=min(adviser + gap, m.now) if adviser else None)


def is_presenter(m: Meeting, by: Actor | None) -> bool:
    """Whether somebody presents in the slot that is running."""
    presenter = m.presenter
    return by is not None and presenter is not None and presenter.number == by.member


def must_move(m: Meeting, by: Actor | None) -> None:
    """Raises Refused unless whoever acts may move the meeting on now."""
    if not may_move(m, by):
        raise _not_theirs(m)


def may_move(m: Meeting, by: Actor | None) -> bool:
    """Whether whoever acts may move the meeting on now: on a call one person presses for the room."""
    return (m.spoken and by is not None) or is_mover(m, by)


def must_be_mover(m: Meeting, by: Actor | None) -> None:
    """Raises Refused unless it is theirs to end what is running, on a call as well."""
    if not is_mover(m, by):
        raise _not_theirs(m)


def is_mover(m: Meeting, by: Actor | None) -> bool:
    """Whether whoever acts is one of those who move the meeting on just now."""
    presenter, adviser = m.presenter, m.of.adviser
    mover = Mover(
        is_adviser=by is not None and by.is_adviser,
        is_presenter=is_presenter(m, by),
        is_here=by is not None and by.member is not None and m.is_here(by.member),
    )
    return may_move_on(
        mover,
        in_slot=presenter is not None,
        presenter_here=m.presenter_is_here,
        adviser_calls=adviser is not None and m.now - _adviser_since(m) < ADVISER_SILENCE,
        adviser_presents=adviser is not None and presenter is not None and presenter.is_adviser,
    )


def _adviser_since(m: Meeting) -> datetime:
    return m.adviser_sign_at or m.started_at or m.now


def _not_theirs(m: Meeting) -> Refused:
    """Whose it is to move on, where it is only some people's; anybody else may who is here."""
    presenter, adviser = m.presenter if m.presenter_is_here else None, m.of.adviser
    if presenter is None and adviser is None:
        return Refused(Refusal.NOT_HERE)
    if presenter is None:
        return Refused(Refusal.FACILITATOR_MOVES, adviser=adviser or "")
    if adviser is None:
        return Refused(Refusal.PRESENTER_MOVES, presenter=presenter.user)
    return Refused(Refusal.PRESENTER_OR_FACILITATOR_MOVES, presenter=presenter.user, adviser=adviser)


def must_run(m: Meeting) -> None:
    """Raises Refused while the meeting is paused."""
    if m.is_paused:
        raise Refused(Refusal.PAUSED, standing=log.standing(m))


def must_match(m: Meeting, step_id: str | None) -> None:
    """Raises Refused for a button of another step than the one that is open."""
    if not matches(m, step_id):
        raise Refused(Refusal.MOVED_ON)


def matches(m: Meeting, step_id: str | None) -> bool:
    """Whether a button was drawn for the step that is open; one that names none is for whichever is."""
    return step_id is None or m.step.id == step_id
