"""Calling peers in turn: whom, how a turn ends, and what silence is waited for meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.channel_messages import ChannelMessage
from bot.domain.meeting import absent_presenter, log, prompting, tallies, written
from bot.domain.meeting.given import Given
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import GRACE
from bot.domain.message_and_timer_kinds import LONG_AGO, Says
from bot.domain.states import AskingPhase, TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.turn_order import (
    BURIED,
    FOR_A_QUESTION,
    PRESENTER_SILENCE,
    STILL_WRITING,
    UNANSWERED,
    UNPRESSED,
    FollowsQuiet,
    Peer,
    Taken,
    leaves_out_follow_ups,
    next_peer,
    not_called_yet,
    opened_the_round,
    silent_at,
)

PASSED_OVER: Final = frozenset({TurnState.SILENT, TurnState.SPOKE})
"""How a turn ends whose peer was waited for: it is theirs again where they have asked in time after all."""
UNASKED: Final = PASSED_OVER | {TurnState.PASSED}
"""How a turn ends in which nothing was asked, though there was time for it."""

# Whom to call


def call_next(m: Meeting, given: Given) -> Meeting | None:
    """Call the next peer in the thread; None when nobody is left to call, or the set asks without being called."""
    if m.of.only_keeps:
        return None
    member = next_peer(_to_call(m), taken(m.calls), began=m.step.began_at)
    if member is None:
        return None
    m, prompt = prompting.fresh_prompt(m, StepKind.QUESTION, given) if prompting.shows_prompts(m) else (m, None)
    return _open(m, member, TurnState.CALLED, given, called_at=m.now, prompt=prompt)


def take_as_asked(m: Meeting, member: int, words: ChannelMessage, given: Given) -> Meeting:
    """Nobody was left to call, and a peer asks: that is a turn as any other."""
    asked = {"called_at": words.at, "asked_at": words.at, "asked_ts": words.ts, "word_at": words.at}
    m = _open(m, member, TurnState.ASKED, given, **asked)
    return tallies.asked(m, m.turns[-1].id, words)


def _open(m: Meeting, member: int, state: TurnState, given: Given, **known: Any) -> Meeting:
    turn = Turn(given.new_id(), m.step.id, member, state, **known)
    m = replace(m, turns=(*m.turns, turn)).with_member(member, missed_call=False)
    return log.say(m, Key(Says.CALL, turn.id), log.thread(m))


def peers_of(m: Meeting) -> list[Peer]:
    """Those who may be called, as the order of calls sees them: who opened a round longest ago, or never, comes first.

    So whoever is called first rotates over slots and meetings; whoever is away, or is passed over, keeps their place. Whoever came
    after the step began comes at the end.
    """
    there, began = {one.member: one for one in m.here}, m.step.began_at
    in_turn = sorted(
        m.peers,
        key=lambda one: (there[one.number].here_at > began, one.called_first_at or LONG_AGO),
    )
    return [Peer(one.number, first=one.missed_call, sign_at=there[one.number].sign_at) for one in in_turn]


def _to_call(m: Meeting) -> list[Peer]:
    """The same, but for those who had their call where there is one round of follow-ups."""
    had_theirs = {one.member for one in m.calls if one.state is not TurnState.PUT_OFF}
    is_once = m.step.phase is AskingPhase.FOLLOW_UPS
    return [one for one in peers_of(m) if not is_once or one.member not in had_theirs]


def taken(turns: Sequence[Turn]) -> list[Taken]:
    """These turns, as the order of calls sees them: one that was put off was none."""
    return [Taken(turn.member, turn.state) for turn in turns if turn.state is not TurnState.PUT_OFF]


def will_be_called(m: Meeting, member: int) -> bool:
    """Whether a member may still be called in this step."""
    peers = [peer for peer in _to_call(m) if peer.member == member]
    return next_peer(peers, taken(m.calls), began=m.step.began_at) is not None


def was_a_silent_round(m: Meeting) -> bool:
    """Whether everybody who is here has been called since somebody last asked, and nobody has asked."""
    if m.step.phase is not None:
        return False  # who has no follow-up may have asked in writing
    places = [place for place, turn in enumerate(m.calls, start=1) if turn.asked_at is not None]
    since = m.calls[max(places, default=0) :]
    called = {turn.member for turn in since if turn.state in UNASKED}
    return bool(called) and called.issuperset(peer.number for peer in m.peers)


# How a turn ends, and begins again


def end_turn(m: Meeting, turn_id: str, state: TurnState) -> Meeting:
    """End a turn; the message of the call says how, quietly."""
    turn = m.turn_of(turn_id)
    if turn is not None and state is not TurnState.PUT_OFF:
        m = tallies.turn_ended(m, turn)
    return m.with_turn(turn_id, state=state, ended_at=m.now)


def cut(m: Meeting) -> Meeting:
    """The step ends: so does its turn, and whoever had no time for a question is called first in the next slot.

    How many questions were asked is kept with the slot.
    """
    for turn in m.turns_now:
        if turn.is_open:
            m = end_turn(m, turn.id, TurnState.DONE if turn.state is TurnState.ASKED else TurnState.CUT)
    m = written.end(m)
    for member in not_called_yet(peers_of(m), taken(m.turns_now)):
        m = m.with_member(member, missed_call=True)
    first = opened_the_round(taken(m.calls))
    m = m.with_member(first, called_first_at=m.now) if first is not None else m
    asked = sum(turn.asked_at is not None for turn in m.turns_now)
    return m.with_slot(m.slot.id, asked=asked) if m.slot is not None else m


def put_off_what_follows(m: Meeting, turn: Turn) -> Meeting | None:
    """Whoever is called now is put off for a turn that is to be open again. None where somebody has spoken since, or time is over."""
    following = [one for one in m.calls[m.calls.index(turn) + 1 :] if one.state is not TurnState.PUT_OFF]
    if not is_asking(m) or any(one.state is not TurnState.CALLED or one.word_at or one.asked_ts for one in following):
        return None
    for called in following:
        m = end_turn(m, called.id, TurnState.PUT_OFF)
    return m


def reopen(m: Meeting, turn_id: str, words: ChannelMessage) -> Meeting:
    """The turn is open again: its question was written before it ended."""
    asked = {"asked_at": words.at, "asked_ts": words.ts, "word_at": m.now}
    return tallies.asked(m.with_turn(turn_id, state=TurnState.ASKED, ended_at=None, **asked), turn_id, words)


def ask(m: Meeting, turn: Turn, asked_ts: str | None) -> Meeting:
    """This is the question of a turn from now on, without a `ts` of its own where it is one of ours, which is on its way.

    An answer to what was written before it was one to another question: what follows is their follow-up.
    """
    followed_up = turn.followed_up or turn.answered
    asked = {"asked_at": m.now, "asked_ts": asked_ts, "word_at": m.now, "answered": False, "interrupted": False}
    m = m.with_turn(turn.id, state=TurnState.ASKED, ended_at=None, followed_up=followed_up, **asked)
    return absent_presenter.goes_on(m)


def question_ts(m: Meeting, turn: Turn) -> str | None:
    """Slack's name of the message with the question; None where there is none, or ours is not there yet."""
    if turn.asked_ts is not None or turn.asked_at is None:
        return turn.asked_ts
    ours = m.entry(Key(Says.NOTICE, log.ASKS, f"{turn.step}:{turn.member}"))
    return ours.threads[-1] if ours is not None and ours.threads else None


# Time and silence


def time_is_over(m: Meeting) -> bool:
    """Whether the time-box of the open step has run out, and nobody has given it more."""
    return m.step.time_up and m.step.ends_at <= m.now


def is_asking(m: Meeting) -> bool:
    """Whether peers may be called, or ask of their own accord: not where they write, or what they wrote is answered."""
    return goes_on_asking(m) and m.step.phase in (None, AskingPhase.FOLLOW_UPS)


def goes_on_asking(m: Meeting) -> bool:
    """Whether there is time for more, in whichever way peers ask."""
    return m.step.kind is StepKind.QUESTION and m.is_running and not time_is_over(m)


def hold_the_step(m: Meeting) -> bool:
    """Whether a turn is in progress, which time does not end. Aloud only where somebody gave a sign: silence ends none.

    Where only people can end it, those who are here are offered a way on once the presenter is silent too.
    """
    if m.turn is None or not m.spoken:
        return m.turn is not None
    return m.step.human and m.now < _pressed_by(m.turn)


def unpressed_at(m: Meeting, turn: Turn) -> datetime | None:
    """When an open turn has stood unpressed aloud: it is asked once whether it goes on; past its step's end it holds nothing."""
    by = _pressed_by(turn)
    if m.step.time_up:
        return max(by, m.step.ends_at + GRACE)
    return by if turn.word_at is None else None


def _pressed_by(turn: Turn) -> datetime:
    return max(turn.called_at, turn.word_at or turn.called_at) + UNPRESSED


def is_overdue(m: Meeting) -> bool:
    """Whether a turn is open so long after the end of its step that anybody who is here may end it."""
    return m.step.time_up and m.now >= m.step.ends_at + GRACE + PRESENTER_SILENCE


def has_time_to_follow_up(m: Meeting) -> bool:
    """Whether the round can finish with follow-ups, after the turns so far; aloud they are the set's own affair."""
    if m.spoken:
        return True
    left, began = m.step.ends_at - m.now, m.step.began_at
    return not leaves_out_follow_ups(_to_call(m), taken(m.calls), began=began, left=left)


def passed_over_at(turn: Turn) -> datetime:
    """When whoever is called, and has not asked, is passed over (UTC)."""
    spoke = turn.asked_ts is not None
    return silent_at(turn.called_at, thinking=turn.thinking, waits=turn.interrupted, spoke=spoke)


def spoke_without_asking(m: Meeting, turn: Turn, words: ChannelMessage) -> Meeting:
    """Whoever is called has said something that is no question: they are waited for a minute longer, once.

    From their last word it is a minute at least, so that nobody is passed over in the middle of a thought.
    """
    first = turn.asked_ts or (words.ts if not words.says_little else None)
    m = m.with_turn(turn.id, asked_ts=first)
    return _wait_at_least_until(m, turn.id, words.at + FOR_A_QUESTION)


def is_talked_with(m: Meeting, turn: Turn, at: datetime) -> Meeting:
    """The presenter has said something before whoever is called has asked: they have all their time from then on."""
    return _wait_at_least_until(m, turn.id, silent_at(at, thinking=turn.thinking, waits=turn.interrupted))


def _wait_at_least_until(m: Meeting, turn_id: str, least: datetime) -> Meeting:
    turn = m.turn_of(turn_id)
    if turn is None:
        return m
    return m.with_turn(turn_id, called_at=turn.called_at + max(least - passed_over_at(turn), timedelta(0)))


def quiet_at(m: Meeting, turn: Turn) -> datetime:
    """When a question that was asked is done with, by quiet; one that has no answer yet waits longer."""
    # A call that was moved over a pause may lie after words that were written before it.
    since = max(turn.word_at or turn.called_at, turn.called_at)
    return since + (m.of.quiet if turn.answered or turn.spent else max(m.of.quiet, UNANSWERED))


def quiet_before(m: Meeting, turn: Turn) -> Turn | None:
    """The turn before with a question, where quiet ended it and the presenter has said nothing since: what they say may answer it."""
    asked = [one for one in m.calls if one.asked_at is not None and one.called_at < turn.called_at and one is not turn]
    before = asked[-1] if asked and not turn.is_written and not m.spoken else None
    if before is None or before.state is not TurnState.DONE or before.interrupted or before.ended_at is None:
        return None
    return before if quiet_at(m, before) <= before.ended_at else None


def answered_before(m: Meeting, turn: Turn) -> bool:
    """Whether what the presenter has said since its question was taken for the answer to the one before."""
    said = (one.word_at for one in m.calls if one.ended_at and one.word_at and one.word_at > one.ended_at)
    return turn.asked_at is not None and not turn.answered and any(at > turn.asked_at for at in said)


def still_writing_at(m: Meeting, turn: Turn) -> datetime | None:
    """When the presenter is asked, alone, whether that was their answer; None where the turn does not wait for their words."""
    has_said = turn.answered or answered_before(m, turn)
    has_paused = turn.state is TurnState.ASKED and has_said and not turn.interrupted
    if not has_paused or m.spoken or turn.word_at is None or not m.presenter_is_here:
        return None
    return max(turn.word_at, turn.called_at) + min(STILL_WRITING, m.of.quiet / 2)


def follows_quiet(m: Meeting, turn: Turn) -> FollowsQuiet:
    """What follows where the presenter, who has paused in an answer, says no more."""
    if answered_before(m, turn):
        return FollowsQuiet.WAIT
    return FollowsQuiet.LEFT if turn.is_written and written.waiting(m) else FollowsQuiet.NEXT_PERSON


def way_on_at(m: Meeting, turn: Turn) -> datetime | None:
    """When those who are here are offered a way on past a silent presenter; None where the turn does not wait for one.

    A question waits for its answer; once time is up, so does a turn that only people can end. Of who talks aloud nothing is known.
    """
    since = waits_since(m, turn)
    if m.spoken:
        return None
    waits = not turn.answered and not turn.followed_up and not answered_before(m, turn)
    if turn.state is TurnState.ASKED and waits:
        return since + PRESENTER_SILENCE
    if m.step.time_up and turn.interrupted:
        return max(since, m.step.ends_at + GRACE) + PRESENTER_SILENCE
    return None


def waits_since(m: Meeting, turn: Turn) -> datetime:
    """Since when the presenter has been silent: asked first after their last sign, be it in an earlier turn."""
    asked = [one.asked_at for one in m.turns_now if one.asked_at is not None and not one.answered]
    presenter = m.presenter
    here = m.presence(presenter.number) if presenter is not None else None
    if here is None:
        return min(asked, default=turn.called_at)
    return min((moment for moment in asked if moment >= here.sign_at), default=here.sign_at)


def listen_afresh(m: Meeting) -> Meeting:
    """Listen to the open turn as if it had begun now: silence while people talked aloud was none."""
    turn, presenter = m.turn, m.presenter
    if presenter is not None:
        m = m.with_presence(presenter.number, sign_at=m.now)
    if turn is None:
        return m
    word_at = m.now if turn.asked_at and not m.spoken else None
    return absent_presenter.goes_on(m.with_turn(turn.id, called_at=m.now, word_at=word_at))


def ask_whether_it_goes_on(m: Meeting, turn: Turn) -> Meeting:
    """In a new message, which is the call from then on."""
    return _call_anew(m, turn, word_at=m.now)


def count_below(m: Meeting, turn: Turn, words: ChannelMessage, member: int | None) -> Meeting:
    """One more message of people below a question that was asked; what its asker adds before the answer belongs to it."""
    is_its_own = member == turn.member and not turn.answered
    if turn.asked_at is None or words.at <= turn.asked_at or is_its_own or turn.below >= BURIED or turn.shown_again:
        return m
    return m.with_turn(turn.id, below=turn.below + 1)


def show_the_row_again(m: Meeting, turn_id: str) -> Meeting:
    """The row of buttons below four messages of people, once a turn, and once the question is answered; calls cost no room."""
    turn = m.turn_of(turn_id)
    if turn is None or not turn.is_open or not turn.answered or turn.below < BURIED or turn.shown_again:
        return m
    return _call_anew(m, turn, shown_again=True)


def _call_anew(m: Meeting, turn: Turn, **changes: Any) -> Meeting:
    """The call stands in a new message below; the one before says that there was one."""
    key = Key(Says.CALL, turn.id)
    return log.say(log.retire(m, key).with_turn(turn.id, **changes), key, log.thread(m))


def give_back(m: Meeting, gap: timedelta) -> Meeting:
    """Move the turns by a time in which nobody could go on: it was nobody's silence."""
    turn = m.turn
    for one in m.turns_now:
        m = m.with_turn(one.id, asked_at=_later(one.asked_at, gap, m.now))
    if turn is None:
        return m
    moved = {"called_at": min(turn.called_at + gap, m.now), "word_at": _later(turn.word_at, gap, m.now)}
    return absent_presenter.goes_on(m.with_turn(turn.id, **moved))


def _later(moment: datetime | None, gap: timedelta, latest: datetime) -> datetime | None:
    return min(moment + gap, latest) if moment is not None else None
