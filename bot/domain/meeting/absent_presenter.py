"""A presenter who is silent, or gone: what those who are here are offered then."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.meeting import log
from bot.domain.meeting.events import Actor
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind

SILENT: Final = "presenter_silent"
AWAY: Final = "presenter_away"
_NEW: Final[Mapping[str, object]] = {"settled": False, "back": False, "waited_by": "", "waits": ""}
"""`waits` is the turn that waits for them, or waited until they came back; empty where none does."""


def offer_key(slot_id: str) -> Key:
    """What is offered where the presenter of a slot is silent, or gone."""
    return Key(Says.NOTICE, "presenter_gone", slot_id)


def offer(m: Meeting, why: str) -> Meeting:
    """Offer to wait, to pause or to go to the slot's review: one message a slot for silence, and one for who goes away.

    It stands until the presenter gives a sign, or the slot's review begins.
    """
    slot, presenter = m.slot, m.presenter
    if slot is None or slot.ended_early or presenter is None or m.step.kind is StepKind.SLOT_REVIEW:
        return m
    m, key = m.with_slot(slot.id, away_offered=True), offer_key(slot.id)
    if why == AWAY and log.has_room(m):
        m = log.retire(m, key)
    facts = {"name": why, "step": m.step.id, "presenter": presenter.user, **_NEW}
    return log.say(m, key, log.thread(m), **facts)


def wait(m: Meeting, by: Actor | None) -> Meeting:
    """Wait for the presenter: an open question waits with the set, until an answer comes or somebody ends it."""
    slot = m.slot
    if slot is None or not slot.away_offered:
        raise Refused(Refusal.NOTHING_TO_WAIT_FOR)
    turn = m.turn if m.step.kind is StepKind.QUESTION else None
    facts: dict[str, object] = {"waited_by": by.user if by is not None else ""}
    if turn is not None and turn.state is TurnState.ASKED and not turn.interrupted:
        m, facts["waits"] = m.with_turn(turn.id, interrupted=True), turn.id
    return log.say(m, offer_key(slot.id), log.thread(m), **facts)


def settle_offer(m: Meeting) -> Meeting:
    """The slot goes on without them, or is over: what was offered is settled."""
    slot = m.slot
    if slot is None or not slot.away_offered:
        return m
    return log.settle(m.with_slot(slot.id, away_offered=False), offer_key(slot.id))


def presenter_is_back(m: Meeting) -> Meeting:
    """A sign of the presenter settles the offer to go on without them; a turn that was to wait for them ends as any other."""
    slot = m.slot
    if slot is None or not slot.away_offered:
        return m
    facts = _facts(m)
    waits = _waits(m)
    known = waits or (_held(m) if facts.get("name") == SILENT else "")
    m = m.with_slot(slot.id, away_offered=False).with_turn(waits, interrupted=False)
    return log.say(m, offer_key(slot.id), log.thread(m), settled=True, back=True, waits=known)


def _held(m: Meeting) -> str:
    """The turn that only *Next question* ends, though nobody said that it is to wait for the presenter; empty where there is none."""
    turn = m.turn
    return turn.id if turn is not None and turn.state is TurnState.ASKED and turn.interrupted else ""


def has_come_back_to(m: Meeting, turn: Turn) -> bool:
    """Whether that turn has waited for the presenter, who is back: no silence tells, before somebody speaks or time is up."""
    return bool(_facts(m).get("back")) and _waits(m) == turn.id


def goes_on(m: Meeting) -> Meeting:
    """The open turn is listened to as any other from now on, though it has waited for the presenter."""
    offered, turn = _offered(m), m.turn
    if offered is None or turn is None or not has_come_back_to(m, turn):
        return m
    return m.with_entry(offered, facts={**offered.facts, "waits": ""})


def _waits(m: Meeting) -> str:
    """The turn that waits, or has waited, for the presenter. What an earlier release wrote names it by the number of its row."""
    named = str(_facts(m).get("waits", ""))
    return next((one.id for one in m.turns if named == one.id or (one.number and named == str(one.number))), "")


def _facts(m: Meeting) -> Mapping[str, Any]:
    offered = _offered(m)
    return offered.facts if offered is not None else {}


def _offered(m: Meeting) -> Entry | None:
    return m.entry(offer_key(m.slot.id)) if m.slot is not None else None
