"""A slot's card and what stands in its thread, as they are now."""

from dataclasses import replace

from bot.domain.actions import ActionLine, TakenOn
from bot.domain.controls import Standing
from bot.domain.meeting import closing, log
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.nearly_all import goes_on_at
from bot.domain.meeting.parts import Slot, Step, Turn
from bot.domain.meeting.prompting import lends_prompts
from bot.domain.meeting.step_rule_types import Fields, rules_of
from bot.domain.meeting.turns import PASSED_OVER, has_time_to_follow_up, time_is_over, will_be_called
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import (
    UNKNOWN,
    View,
    bears_prompt,
    carried,
    has_acted,
    minutes_left,
    tells_time_up,
    users,
    was_not_asked,
    words_of,
)
from bot.domain.meetings import SlotCard, SlotStep, joins
from bot.domain.question_bank import Bank
from bot.domain.states import ActionStatus, AskingPhase, IssueKind, TurnState
from bot.domain.turn_order import Call, Peer, Taken, is_called_again


def slot_card(m: Meeting, entry: Entry, _: Bank) -> View:
    """The slot in the channel. Once it is over no pause concerns it."""
    slot = m.slot_of(entry.key.of)
    if slot is None:
        return UNKNOWN
    running = m.step.slot == slot.id and m.step.is_open
    return SlotCard(
        presenter=m.user(slot.member),
        sentence=slot.issue.sentence if not slot.ended_early else "",
        question=slot.question if not slot.ended_early else "",
        restated=slot.restated if not slot.ended_early else "",
        position=m.slots.index(slot) + 1,
        until=closing.slot_ends(m) if running else None,
        actions=slot.brought if not slot.ended_early else 0,
        slot_id=slot.id,
        paused=running and m.is_paused,
        standing=log.standing(m) if running else Standing.PAUSED,
        ended_early=slot.ended_early,
        spoken=running and m.spoken,
        about=slot.issue.kind if not slot.ended_early else IssueKind.PROBLEM,
    )


def slot_step(m: Meeting, entry: Entry, bank: Bank) -> View:
    """A step of a slot: while it is open its words and controls, then what came of it; that it was, only if it was said."""
    step = m.step_of(entry.key.of)
    if step is None:
        return UNKNOWN
    slot = m.slot_of(step.slot)
    if slot is None or (not step.is_open and not entry.sent):
        return None
    over = _over(m, step, slot)
    return _open(m, entry, over, step, slot, bank) if step.is_open else over


def _over(m: Meeting, step: Step, slot: Slot) -> SlotStep:
    """Of a step that is over: no clock, no controls, and nobody who is here."""
    return SlotStep(
        step_id=step.id,
        kind=step.kind,
        says="",
        minutes=step.minutes,
        presenter=m.user(slot.member),
        everyone=(),
        first=False,
        until=step.ends_at,
        open=False,
        paused=False,
        minutes_left=0,
        spoken=False,
        latest=False,
        next_presenter=_next_presenter(m, slot),
        ended_early=slot.ended_early,
        only_keeps=m.of.only_keeps,
        **(rules_of(step.kind).shows(m, step) or {} if not slot.ended_early else {}),
    )


def presented(m: Meeting, step: Step) -> Fields | None:
    """The issue, and the question brought; also once it is over."""
    slot = m.slot_of(step.slot)
    if slot is None:
        return None
    issue = slot.issue
    about = {"why": issue.why, "tried": issue.tried, "wanted": issue.wanted, "challenge": issue.challenge}
    return {**about, "about": issue.kind, "link": issue.link, "question": slot.question}


def calling(m: Meeting, step: Step) -> Fields | None:
    """Whether somebody is called while it is open, and whether it was opened by a message above, as by the first call."""
    was_opened = step.phase is not None or any(one.step == step.id for one in m.turns)
    return {"calling": step.is_open and m.turn is not None, "opened_above": step.is_open and was_opened}


def restated(m: Meeting, step: Step) -> Fields | None:
    """The real question now; what is restated later may still be written down."""
    slot = m.slot_of(step.slot)
    if slot is None:
        return None
    runs = m.step.slot == slot.id and m.closed_at is None
    return {"restated": slot.restated, "slot_runs": runs and not slot.restated.strip()}


def committed(m: Meeting, step: Step) -> Fields | None:
    """What was committed, once it is over: so far it stands in messages of its own. Until then the real question now."""
    slot = m.slot_of(step.slot)
    if slot is None:
        return None
    return {"restated": slot.restated} if step.is_open else {"actions": slot.brought, "said_none": slot.none_this_time}


def _open(m: Meeting, entry: Entry, over: SlotStep, step: Step, slot: Slot, bank: Bank) -> SlotStep:
    peers = tuple(user for user in users(m.those_here) if user != over.presenter)
    first = min(one.position for one in m.steps if one.slot == slot.id)
    return replace(
        over,
        says=step.says,
        everyone=(over.presenter, *peers, *_adviser_beside(m)),
        first=first == step.position,
        open=True,
        paused=m.is_paused,
        standing=log.standing(m),
        minutes_left=minutes_left(m, step),
        spoken=m.spoken,
        prompt=words_of(bank, step.prompt) if bears_prompt(m, step, entry) else "",
        presenter_prompt=words_of(bank, step.presenter_prompt),
        peers=peers,
        time_up=step.time_up,
        tells_time_up=tells_time_up(m, step),
        latest=m.is_latest(entry),
        acted=m.is_latest(entry) and has_acted(m, step),
        unasked=was_not_asked(m, step),
        goes_on=goes_on_at(m),
        ends=m.plan.ends,
    )


def _adviser_beside(m: Meeting) -> tuple[str, ...]:
    """An adviser who has given a sign in this meeting, and is no member."""
    adviser = m.of.adviser
    is_member = any(one.user == adviser for one in m.members)
    return (adviser,) if adviser is not None and not is_member and m.adviser_sign_at else ()


def _next_presenter(m: Meeting, slot: Slot) -> str:
    """Who has the slot after this one; nobody where there is none."""
    later = m.slots[m.slots.index(slot) + 1 :]
    return m.user(later[0].member) if later else ""


def action(m: Meeting, entry: Entry, bank: Bank) -> View:
    """An action as its slot's thread shows it, with those that join its message; what became of it is told elsewhere.

    What is its owner's alone, as they ended the slot, is not shown any more.
    """
    slot = m.slot_of(entry.key.of)
    if slot is None or slot.actions is None:
        return UNKNOWN
    places = {one.number: joins(place) for place, one in enumerate(slot.actions)}
    number = int(entry.key.nth)
    if number not in places:
        return None
    joined = [one.line for one in slot.actions if places[one.number] == places[number]]
    lines = [_promised(line.at(m.now)) for line in joined if line.status is not ActionStatus.ASIDE]
    asks = lines and m.step.is_open and m.step.slot == slot.id and bears_prompt(m, m.step, entry)
    return TakenOn(tuple(lines), carried(m, entry, slot.id), words_of(bank, m.step.prompt) if asks else "")


def _promised(line: ActionLine) -> ActionLine:
    return replace(line, status=ActionStatus.OPEN, told=None)


def call(m: Meeting, entry: Entry, bank: Bank) -> View:
    """A call to one peer; one that is over has the controls of its step only while nothing stands below it."""
    turn = m.turn_of(entry.key.of)
    step = m.step_of(turn.step) if turn is not None else None
    if turn is None or step is None:
        return UNKNOWN
    if entry.key.nth:
        return replace(_call_over(m, turn, step, controls=False), elsewhere=True)
    controls = step.is_open and m.is_latest(entry)
    over = _call_over(m, turn, step, controls=controls)
    return _call_open(m, turn, step, over, bank) if turn.is_open else over


def _call_over(m: Meeting, turn: Turn, step: Step, *, controls: bool) -> Call:
    slot, turns = m.slot_of(step.slot), m.turns_in(step.id)
    return Call(
        turn_id=turn.id,
        step_id=step.id,
        peer=m.user(turn.member),
        presenter=m.user(slot.member) if slot else "",
        prompt="",
        state=turn.state,
        spoken=False,
        thinking=False,
        intro_minutes=None,
        latest=controls,
        paused=controls and m.is_paused,
        standing=log.standing(m) if controls else Standing.PAUSED,
        until=turn.ended_at or turn.called_at,
        minutes_left=0,
        calling=controls and any(one.is_open for one in turns),
        again=_comes_again(m, turn, step, turns),
        number=turn.place or 0,
        controls=controls,
    )


def _comes_again(m: Meeting, turn: Turn, step: Step, turns: tuple[Turn, ...]) -> bool:
    """Whether its peer is called again, or was, as a turn without a question says: not where the set asks in writing instead."""
    place = turns.index(turn)
    if turn.state is TurnState.PUT_OFF:
        return step.phase is None
    if turn.state in PASSED_OVER:
        if any(one.member == turn.member and not one.is_written for one in turns[place + 1 :]):
            return True
        if not step.is_open or time_is_over(m) or not will_be_called(m, turn.member):
            return False
    here = m.presence(turn.member)
    peer = Peer(turn.member, sign_at=here.sign_at if here is not None else None)
    so_far = [Taken(one.member, one.state) for one in turns[: place + 1] if one.place != 0]
    return is_called_again(peer, so_far, began=step.began_at)


def _call_open(m: Meeting, turn: Turn, step: Step, over: Call, bank: Bank) -> Call:
    asked = turn.state is TurnState.ASKED
    follow_up = not asked or has_time_to_follow_up(m)
    first = next((one for one in m.turns_in(step.id) if not one.is_written), turn)
    return replace(
        over,
        prompt=words_of(bank, turn.prompt) if not asked else "",
        spoken=m.spoken,
        thinking=turn.thinking and not asked,
        intro_minutes=step.minutes if first.id == turn.id and not turn.is_written else None,
        latest=step.is_open,
        paused=m.is_paused,
        standing=log.standing(m),
        until=step.ends_at,
        minutes_left=minutes_left(m, step),
        time_up=step.time_up and step.is_open,
        tells_time_up=step.is_open and tells_time_up(m, step),
        follow_up=follow_up,
        followed_up=asked and turn.followed_up,
        interrupted=asked and turn.interrupted,
        calling=True,
        answered=asked and turn.answered and not follow_up,
        still=m.spoken and turn.word_at is not None,
        shown_again=not m.spoken and turn.shown_again,
        lends=not asked and lends_prompts(m),
        follow_ups=step.phase is AskingPhase.FOLLOW_UPS,
        words=turn.words,
    )
