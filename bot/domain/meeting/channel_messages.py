"""What talk in a set's channel does to its meeting: signs of life, questions, answers, and talk out of turn.

Only who wrote when is looked at. In a spoken meeting messages are signs of life and move nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.domain.channel_messages import ChannelMessage, OutOfTurn, Told, Tone, Untimely, moment_of
from bot.domain.meeting import absent_presenter, hinting, keeping, presence, reviews, steps, tallies, turns
from bot.domain.meeting.effects import ReplyKept
from bot.domain.meeting.events import Event
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.parts import Step, Turn
from bot.domain.meeting.step_rule_types import AfterMessage, rules_of
from bot.domain.meeting.turn_events import Said
from bot.domain.meeting.value import Meeting
from bot.domain.states import AskingPhase, TurnState
from bot.domain.turn_order import LATE_ANSWER


def said(m: Meeting, event: Said, given: Given) -> Decided[Told | None]:
    """A message of somebody who belongs to the set, who thereby has given a sign of life."""
    m, told = _listen(m, event, given)
    return Decided(m, told)


def _listen(m: Meeting, event: Said, given: Given) -> AfterMessage:
    words = event.words
    if m.is_paused:
        return m, None
    if words.thread_ts is not None or _has_no_thread(m):
        return _in_thread(m, event, given)
    if m.spoken or words.at < _step_began(m):
        return _as_a_sign_of_life(m, event, given)
    if m.slot is not None and presence.is_presenter(m, event.by):
        return _beside_their_slot(m, event, given)
    beside = rules_of(m.step.kind).listens_beside or _as_a_sign_of_life
    return beside(m, event, given)


def _beside_their_slot(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """A presenter who speaks in the channel is told, once a step, where their slot is and is heard; thanks and nods need no place."""
    words, member = event.words, _member(event)
    m = steps.somebody_came(m, given)
    if member is None or words.says_little or member in m.step.told_turn:
        return m, None
    m = m.with_step(told_turn=m.step.told_turn | {member})
    return m, OutOfTurn(words.user, words.channel, None, words.user, Untimely.OWN_SLOT, meets_in=_thread_of(m))


def _thread_of(m: Meeting) -> str | None:
    """Slack's name of the thread where the slot happens, once it is known."""
    return next(iter(m.head.threads), None) if m.head is not None else None


def _has_no_thread(m: Meeting) -> bool:
    """Whether a slot happens at the top of the channel, as Slack would not have its card, or has lost its threads."""
    head = m.head if m.slot is not None else None
    return head is not None and head.has_no_thread


def _in_thread(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """A deleted card's old thread counts as the slot's, and the new one's as well."""
    head, words = m.head, event.words
    if head is None or (words.thread_ts is not None and words.thread_ts not in head.threads):
        return steps.somebody_came(_keep_what_may_be_ours(m, event), given), None
    if words.at < _step_began(m):
        return steps.somebody_came(m, given), None
    m = keeping.noted(m, event)
    return _in_step(m, event, given) if not m.spoken else (steps.somebody_came(m, given), None)


def _keep_what_may_be_ours(m: Meeting, event: Said) -> Meeting:
    head, words = m.head, event.words
    if words.thread_ts is None:
        return m
    unknown = head is not None and not head.threads
    return m.and_outside(ReplyKept(words.thread_ts, words.user, words.ts, for_certain=unknown))


def _step_began(m: Meeting) -> datetime:
    return keeping.began(m, m.step)


def _in_step(m: Meeting, event: Said, given: Given) -> AfterMessage:
    listens = rules_of(m.step.kind).listens or _as_a_sign_of_life
    return listens(m, event, given)


def _as_a_sign_of_life(m: Meeting, event: Said, given: Given) -> AfterMessage:
    return steps.somebody_came(m, given), None


def while_bidding(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """A bid that is said is none yet: its author, who has no issue that waits, is shown how, once."""
    words, member = event.words, _member(event)
    m = steps.somebody_came(m, given)
    if member is None or not words.bids or any(one.member == member for one in given.outside.waiting):
        return m, None
    if member in m.step.told_turn:
        return m, None
    m = m.with_step(told_turn=m.step.told_turn | {member})
    return m, OutOfTurn(words.user, words.channel, words.thread_ts, words.user, Untimely.BID, about=m.step.id)


def while_presenting(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """Only the presenter's words are in turn."""
    if presence.is_presenter(m, event.by):
        return _as_a_sign_of_life(m, event, given)
    return _out_of_turn(m, event, m.presenter_user, Untimely.PRESENTING)


def while_clarifying(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """Anybody asks for facts; advice is hinted at."""
    return hinting.noted(steps.somebody_came(m, given), event)


def while_restating(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """Only the presenter's words are the real question."""
    if not presence.is_presenter(m, event.by):
        return _as_a_sign_of_life(m, event, given)
    return _restated(m, event), None


def while_reviewing(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """Whatever somebody writes is their answer, in the review of the meeting once they have given their pulse."""
    return reviews.wrote(m, _member(event), given), None


def _member(event: Said) -> int | None:
    """Who wrote; None for an adviser who is no member."""
    return event.by.member if event.by is not None else None


def _restated(m: Meeting, event: Said) -> Meeting:
    """What the presenter writes is the real question now, a while after the last of it: thanks and nods are not."""
    member = _member(event)
    if member is not None and not event.words.says_little:
        m = m.with_step(restated=m.step.restated | {member})
    return m.with_step(ready_at=m.now) if m.step.restated else m


# While peers are called


def while_questioning(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """A message belongs to the turn in which it was written; what is told of it, or else a hint, is private."""
    if m.step.phase is AskingPhase.WRITING:
        return _while_writing(m, event, given)
    if m.step.phase is AskingPhase.ANSWERING:
        return _while_answering(m, event, given)
    turn = _turn_at(m, event.words.at)
    if turn is None or not turn.is_open:
        m, told = _between_turns(m, event, turn, given)
    else:
        m, told = _in_turn(turns.count_below(m, turn, event.words, _member(event)), event, turn)
        m = turns.show_the_row_again(m, turn.id)
    return hinting.noted(m, event) if told is None else (m, told)


def _while_writing(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """Questions are unseen so far: whoever asks here is shown where to write."""
    return _out_of_turn(steps.keep_calling(m, given), event, "", Untimely.WRITING)


def _while_answering(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """The presenter's words are the answer to the question that they have taken up; others are asked to wait for the follow-ups."""
    turn = m.turn
    if turn is None or event.words.at < turn.called_at:
        return steps.keep_calling(m, given), None
    m = turns.count_below(m, turn, event.words, _member(event))
    if presence.is_presenter(m, event.by):
        return turns.show_the_row_again(_answered(m, event, turn), turn.id), None
    if _member(event) == turn.member:
        return _goes_on(m, event, turn.id), None
    m = _interrupted(m, event, turn)
    return _out_of_turn(m, event, m.presenter_user, Untimely.ANSWERING)


def _in_turn(m: Meeting, event: Said, turn: Turn) -> AfterMessage:
    if _member(event) == turn.member:
        return _asked(m, event, turn), None
    if presence.is_presenter(m, event.by):
        return _answered(m, event, turn), None
    return _out_of_turn(_interrupted(m, event, turn), event, m.user(turn.member))


def asked_beside_the_thread(m: Meeting, event: Said, given: Given) -> AfterMessage:
    """Whoever is called and asks in the channel instead is told where we are, and their turn waits for them there."""
    words, turn = event.words, m.turn
    asks = words.asks and turn is not None and turn.state is TurnState.CALLED
    if not asks or turn is None or turn.member != _member(event) or m.head is None or words.at < turn.called_at:
        return _as_a_sign_of_life(m, event, given)
    m = m.with_turn(turn.id, called_at=max(turn.called_at, words.at), interrupted=True)
    return m, OutOfTurn(words.user, words.channel, None, words.user, Untimely.ELSEWHERE, meets_in=_thread_of(m))


def _turn_at(m: Meeting, moment: datetime) -> Turn | None:
    """The turn in which a message was written: a turn begins where the one before it ended."""
    began, found = _calls_began(m), None
    for turn in m.calls:
        if turn.state is TurnState.PUT_OFF:
            continue
        if began <= moment:
            found = turn
        began = turn.ended_at or m.now
    return found


def _calls_began(m: Meeting) -> datetime:
    """When the first one was called: with the step, or once the questions that were put in writing are answered."""
    follow_ups = m.step.phase is AskingPhase.FOLLOW_UPS and m.calls
    return m.calls[0].called_at if follow_ups else _step_began(m)


def _interrupted(m: Meeting, event: Said, turn: Turn) -> Meeting:
    """A third person speaks between question and answer: only *Next question* ends the turn until that comes. A cheer is none.

    What the presenter has said since may be that answer.
    """
    waits = turn.asked_at is not None and not turn.answered and not turn.interrupted
    waits = waits and not turns.answered_before(m, turn)
    if not waits or turn.asked_at is None or event.words.says_little or event.words.at <= turn.asked_at:
        return m
    return absent_presenter.goes_on(m.with_turn(turn.id, interrupted=True))


def _between_turns(m: Meeting, event: Said, turn: Turn | None, given: Given) -> AfterMessage:
    """A message of no open turn: a question that came late, or one that a peer asks where nobody is left to call."""
    member, asks = _member(event), event.words.asks
    if turn is not None and turn.state in turns.PASSED_OVER and turn.member == member and asks:
        return _came_late(m, event, turn, given)
    asks = asks and any(one.number == member for one in m.peers) and turns.is_asking(m) and m.turn is None
    asks = asks and not m.of.only_keeps
    if asks and member is not None and m.head is not None:
        return turns.take_as_asked(m, member, event.words, given), None
    return steps.keep_calling(m, given), None


def _came_late(m: Meeting, event: Said, turn: Turn, given: Given) -> AfterMessage:
    """Written in time: the turn is theirs again if nobody has said anything since. Otherwise they are told, once."""
    is_free = turns.put_off_what_follows(m, turn)
    if is_free is not None:
        return turns.reopen(is_free, turn.id, event.words), None
    m = steps.keep_calling(m, given)
    return _out_of_turn(m, event, m.user(m.turn.member) if m.turn else "", Untimely.LATE)


def _asked(m: Meeting, event: Said, turn: Turn) -> Meeting:
    """Several messages of one person are one question; a follow-up is theirs. An answer may arrive before its question.

    What whoever is called says without asking uses up nothing: they are waited for longer, and the call keeps its buttons.
    """
    words = event.words
    if turn.state is TurnState.CALLED and not words.asks:
        return turns.spoke_without_asking(tallies.thought(m, words, turn.member), turn, words)
    if turn.asked_at is None or words.at < turn.asked_at:
        m = m.with_turn(turn.id, asked_at=words.at, asked_ts=words.ts)
    if turn.state is TurnState.CALLED:
        answered = turn.word_at is not None and turn.word_at > words.at
        m = tallies.asked(m, turn.id, words)
        m = m.with_turn(turn.id, state=TurnState.ASKED, answered=answered, interrupted=False)
    elif turn.answered and words.asks:
        m = _asks_at_last(m, turn, words) if turn.member in m.step.thoughts else _follows_up(m, turn)
    return absent_presenter.goes_on(_goes_on(m, event, turn.id))


def _asks_at_last(m: Meeting, turn: Turn, words: ChannelMessage) -> Meeting:
    """What was answered was plainly no question: this is the question of the turn, and the follow-up is still theirs."""
    m = m.with_turn(turn.id, asked_at=words.at, asked_ts=words.ts, answered=False)
    return tallies.asked(m, turn.id, words)


def _follows_up(m: Meeting, turn: Turn) -> Meeting:
    """One follow-up is theirs, and none where the round is short: what they add to that does not hold the turn open."""
    allowed = turns.has_time_to_follow_up(m) and not turn.followed_up
    noted = {"followed_up": True} if allowed else {"spent": True}
    return m.with_turn(turn.id, answered=False, **noted)


def _goes_on(m: Meeting, event: Said, turn_id: str) -> Meeting:
    """A word of asker or presenter: the quiet that ends the turn begins anew."""
    turn, at = m.turn_of(turn_id), event.words.at
    if turn is None or turn.spent:
        return m
    return m.with_turn(turn_id, word_at=max(turn.word_at or at, at))


def _answered(m: Meeting, event: Said, turn: Turn) -> Meeting:
    """What came between question and answer counts no more; *hmm* is not an answer yet.

    While whoever is called is talked with, or the presenter still answers the question before, they have all their time before them.
    """
    m, words = _goes_on(m, event, turn.id), event.words
    if words.tone is Tone.SOUND:
        return m
    before = turns.quiet_before(m, turn)
    if before is not None and (turn.asked_at is None or words.at <= turn.asked_at + LATE_ANSWER):
        m = absent_presenter.goes_on(m.with_turn(before.id, answered=True, word_at=words.at))
        if turn.state is TurnState.CALLED:
            return turns.is_talked_with(m, turn, words.at)
        return m.with_turn(turn.id, interrupted=False) if turns.answered_before(m, turn) else m
    if turn.state is TurnState.CALLED:
        return _talked_with(m, turn, words)
    if turn.asked_at is None or words.at <= turn.asked_at:
        return m
    return absent_presenter.goes_on(m.with_turn(turn.id, answered=True, interrupted=False))


def _talked_with(m: Meeting, turn: Turn, words: ChannelMessage) -> Meeting:
    """What whoever is called has said has the quiet and the buttons of a question once the presenter answers it; thanks do not."""
    m = turns.is_talked_with(m, turn, words.at)
    said_at = moment_of(turn.asked_ts) if turn.asked_ts is not None else None
    if words.says_little or said_at is None or words.at <= said_at:
        return m
    m = tallies.taken_as_asked(m, turn)
    taken = {"state": TurnState.ASKED, "asked_at": said_at, "answered": True, "interrupted": False}
    return absent_presenter.goes_on(m.with_turn(turn.id, **taken))


# Out of turn


def _out_of_turn(m: Meeting, event: Said, whose: str, why: Untimely = Untimely.ASKING) -> AfterMessage:
    """Talk out of turn is never blocked; the author of a question is told once a slot, never presenter or adviser."""
    words, member, by = event.words, _member(event), event.by
    asks = words.tone is Tone.QUESTION
    if m.of.only_keeps:
        return m, None
    if by is None or member is None or not asks or by.is_adviser or presence.is_presenter(m, by):
        return m, None
    noted = _tell_once(m, member, is_late=why is Untimely.LATE)
    if words.thread_ts is None or noted is None:
        return m, None
    if not _has_agreed(m, member):
        return noted, OutOfTurn(words.user, words.channel, words.thread_ts, whose, Untimely.NOT_AGREED, about=m.of.id)
    if why is Untimely.ASKING and not turns.will_be_called(m, member):
        why = Untimely.NOT_CALLED
    about = m.step.id if why is Untimely.WRITING else ""
    return noted, OutOfTurn(words.user, words.channel, words.thread_ts, whose, why, about=about)


def _has_agreed(m: Meeting, member: int) -> bool:
    known = m.member(member)
    return known is None or known.agreed


def _tell_once(m: Meeting, member: int, *, is_late: bool) -> Meeting | None:
    """Remember that they are told; None where they were before, in whichever step of this slot."""
    of_slot = [step for step in m.steps if step.slot == m.step.slot]
    if any(member in _told(step, is_late) for step in of_slot):
        return None
    told = _told(m.step, is_late) | {member}
    return m.with_step(told_late=told) if is_late else m.with_step(told_turn=told)


def _told(step: Step, is_late: bool) -> frozenset[int]:
    return step.told_late if is_late else step.told_turn


RULES: Final[Mapping[type[Event[Any]], Rule]] = {Said: said}
