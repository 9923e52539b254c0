"""What people do where peers ask in writing: write, release, take up a question; and change to that way, or from it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.meeting import clock, hinting, presence, steps, turns, written
from bot.domain.meeting.events import Actor, Event, member_of
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.written_events import (
    ChoseAsking,
    LookedAtWritten,
    LookedBeforeSending,
    ReleasedQuestions,
    TookUpQuestion,
    WritingOver,
    WroteQuestions,
)
from bot.domain.refusals import Refusal
from bot.domain.states import Asking, AskingPhase, TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.written_questions import HintsBeforeSending


def looked_at_written(m: Meeting, event: LookedAtWritten, _: Given) -> Decided[tuple[str, ...]]:
    member = _must_write(m, event.step, event.by)
    return Decided(m, tuple(one.words for one in written.drafts_of(m, member)))


def looked_before_sending(m: Meeting, event: LookedBeforeSending, _: Given) -> Decided[HintsBeforeSending]:
    """What they have sent before, and send again as it is, they are not hinted at."""
    member = _must_write(m, event.step, event.by)
    sent = {one.words for one in written.drafts_of(m, member)}
    new = ["" if words.strip() in sent else words for words in event.questions[: written.MOST_WRITTEN]]
    return Decided(*hinting.before_sending(m, member, new))


def wrote_questions(m: Meeting, event: WroteQuestions, given: Given) -> Decided[None]:
    """In a pause as well: words that were typed are not lost to it, and nothing is released before it is over."""
    member = _must_write(m, event.step, event.by)
    questions = [words.strip() for words in event.questions if words.strip()][: written.MOST_WRITTEN]
    if not questions:
        raise Refused(Refusal.NO_WORDS, "first")
    m = hinting.sent_after_a_hint(m, member, event.before[: written.MOST_WRITTEN], event.questions)
    return Decided(steps.keep_calling(written.write(m, member, questions, given), given), None)


def _must_write(m: Meeting, step_id: str, by: Actor | None) -> int:
    """The number of the peer; raises Refused for whoever does not ask, and once the questions are out."""
    step, member = m.step_of(step_id), member_of(by)
    if step is None or step.id != m.step.id or not step.is_open or step.phase is not AskingPhase.WRITING:
        raise Refused(Refusal.WRITING_OVER, "first")
    known = m.member(member)
    if presence.is_presenter(m, by) or known is None or known.is_adviser:
        raise Refused(Refusal.PEERS_WRITE, presenter=m.presenter_user)
    if not known.agreed:
        raise Refused(Refusal.AGREED_WRITE)
    return member


def released_questions(m: Meeting, event: ReleasedQuestions, given: Given) -> Decided[None]:
    presence.must_match(m, event.step)
    presence.must_run(m)
    if m.step.phase is not AskingPhase.WRITING:
        raise Refused(Refusal.MOVED_ON)
    presence.must_move(m, event.by)
    return Decided(steps.release_questions(m, given), None)


def writing_over(m: Meeting, given: Given) -> Meeting:
    """The clock does the same; where it was given more time meanwhile it does so later."""
    ends_at = written.writing_ends_at(m)
    return m if ends_at is None or ends_at > m.now else steps.release_questions(m, given)


def took_up_question(m: Meeting, event: TookUpQuestion, _: Given) -> Decided[None]:
    """Aloud one person may press for the room."""
    turn = m.turn_of(event.turn)
    if turn is None or turn.state is not TurnState.WAITING or turn.step != m.step.id or not m.step.is_open:
        raise Refused(Refusal.TURN_OVER)
    presence.must_run(m)
    presenter = m.presenter
    if not (presence.is_presenter(m, event.by) or (m.spoken and presence.may_move(m, event.by))):
        raise Refused(Refusal.TURN_OF_ANOTHER, people=(presenter.user,) if presenter is not None else ())
    return Decided(written.take_up(m, turn), None)


def chose_asking(m: Meeting, event: ChoseAsking, given: Given) -> Decided[None]:
    """For every slot that is still to ask; in a step of questions it begins anew, where that was offered."""
    presence.must_run(m)
    presence.must_move(m, event.by)
    if not may_choose(m, event.asking):
        raise Refused(Refusal.ASKING_STANDS)
    m = replace(m, asking=event.asking)
    if m.step.kind is not StepKind.QUESTION:
        return Decided(m, None)
    if event.asking is Asking.ROUNDS:
        return Decided(steps.release_questions(m, given), None)
    turn = m.turn
    m = turns.end_turn(m, turn.id, TurnState.PUT_OFF) if turn is not None else m
    return Decided(steps.keep_calling(written.begin(m), given), None)


def may_choose(m: Meeting, asking: Asking) -> bool:
    """Whether that way of asking may be chosen now: another than peers ask in, before they ask.

    Once their questions are out, or one of them waits for its answer, it is too late; so it is for rounds once somebody has written.
    """
    kind = m.step.kind
    if m.of.only_keeps:
        return False
    if kind is not StepKind.QUESTION:
        return _questions_come(m) and written.asking_in(m, written.question_plan(m)) is not asking
    if asking is Asking.ROUNDS:
        return m.step.phase is AskingPhase.WRITING and not written.drafts_of(m)
    waits = m.turn is None or m.turn.state is TurnState.CALLED
    return m.step.phase is None and waits and not turns.time_is_over(m)


def _questions_come(m: Meeting) -> bool:
    """Whether the open step is that of bids, or one of a slot in which peers have not asked yet."""
    if m.step.kind is StepKind.BIDS:
        return True
    slot, ahead = m.agenda[m.step.position].slot, m.agenda[m.step.position :]
    return slot is not None and any(one.slot == slot and one.step.kind is StepKind.QUESTION for one in ahead)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    LookedAtWritten: looked_at_written,
    LookedBeforeSending: looked_before_sending,
    WroteQuestions: wrote_questions,
    ReleasedQuestions: released_questions,
    WritingOver: clock.of_open_step(writing_over),
    TookUpQuestion: took_up_question,
    ChoseAsking: chose_asking,
}
