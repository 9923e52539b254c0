"""*How is our balance?*: how often each peer has asked, and how many turns were questions, once somebody asks in the review."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.meeting import log
from bot.domain.meeting.events import Event
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.people_events import AskedForBalance
from bot.domain.meeting.presence import must_match, must_run
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind

ENOUGH_PEERS: Final = 4
"""Of fewer it would be plain who is meant."""
NAME: Final = "balance"
FEWEST_TURNS: Final = 4
"""In fewer that were counted it would be plain whose was no question."""
LATEST: Final = 4
"""So many meetings before this one are compared with it."""


def asked_for_balance(m: Meeting, event: AskedForBalance, given: Given) -> Decided[None]:
    """Said to the whole set, as a question, once a review. Raises Refused before or after it, and of too few peers."""
    must_match(m, event.step)
    must_run(m)
    if m.step.kind is not StepKind.REVIEW:
        raise Refused(Refusal.NO_REVIEW_NOW)
    peers = _peers(m)
    if not _can_be_told(m, peers):
        raise Refused(Refusal.TOO_FEW_FOR_BALANCE, needed=ENOUGH_PEERS)
    if m.entry(Key(Says.NOTICE, NAME, m.step.id)) is not None:
        return Decided(m, None)
    under = None if log.has_room(m) else m.head_key
    facts = {"name": NAME, "step": m.step.id} | _how_often(peers, given) | _in_turn(m, given)
    return Decided(log.say(m, Key(Says.NOTICE, NAME, m.step.id), under, **facts), None)


def _how_often(peers: Sequence[int], given: Given) -> dict[str, object]:
    """The fewest and the most questions of a peer; nothing of too few peers."""
    if len(peers) < ENOUGH_PEERS:
        return {}
    asked = given.outside.asked()
    often = [asked.get(one, 0) for one in peers]
    return {"least": min(often), "most": max(often)}


def _turns(m: Meeting) -> int:
    return sum(one.tally.turns for one in m.slots)


def _can_be_told(m: Meeting, peers: Sequence[int]) -> bool:
    """Whether there are peers enough to tell how often each asked, or turns enough to tell how many were questions."""
    return len(peers) >= ENOUGH_PEERS or _turns(m) >= FEWEST_TURNS


def _in_turn(m: Meeting, given: Given) -> dict[str, object]:
    """How many turns were questions, in this meeting and in those before; nothing where too few were counted, as on a call."""
    turns, questions = _turns(m), sum(one.tally.questions for one in m.slots)
    if turns < FEWEST_TURNS:
        return {}
    before = [[one.turns, one.questions] for one in given.outside.tallies_before(FEWEST_TURNS, LATEST)]
    return {"turns": turns, "questions": questions, "before": before}


def can_be_asked(m: Meeting) -> bool:
    """Whether there is something to tell, and nobody has asked yet in this review."""
    return _can_be_told(m, _peers(m)) and m.entry(Key(Says.NOTICE, NAME, m.step.id)) is None


def _peers(m: Meeting) -> list[int]:
    """Those who are here and were a peer in a slot of this meeting: whoever alone presented was called by nobody."""
    begun = {step.slot for step in m.steps if step.slot is not None}
    presenters = [slot.member for slot in m.slots if slot.id in begun]
    return [one.number for one in m.peers if any(member != one.number for member in presenters)]


RULES: Final[Mapping[type[Event[Any]], Rule]] = {AskedForBalance: asked_for_balance}
