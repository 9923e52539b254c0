"""What somebody said in a step that they could have put into its form: they are offered to keep it, once they are quiet.

Only who said something, and when last, is known here; the words are read where they stand once they are asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.meeting.events import Event
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Step
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.turn_events import Said
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.said_words import Keeps, TalkPlace, could_be_kept

QUIET: Final = timedelta(seconds=20)
"""How long somebody has said nothing more when they are offered to keep their words."""
LATEST: Final = timedelta(minutes=2)
"""An offer that could not be made by then makes no sense any more."""
_PRESENTERS: Final = frozenset({Keeps.RESTATED, Keeps.ACTION})
_OUTLIVE_THEIR_SLOT: Final = frozenset({Keeps.ACTION, Keeps.LEARNING})
"""Whoever says the last word of a slot ends it, and can still keep that."""


@dataclass(frozen=True, kw_only=True)
class WordsOffered(Event[bool]):
    """A member was quiet after they had talked in a step. `found` unless what they said is not there any more.

    The answer is whether they are offered to keep it.
    """

    is_sign = False
    step: str
    member: int
    found: bool


def noted(m: Meeting, event: Said) -> Meeting:
    """Whoever said what the open step asks of them may want to keep that; what they add puts off the offer."""
    keeps = rules_of(m.step.kind).keeps
    member = event.by.member if event.by is not None else None
    if keeps is None or member is None or not _is_asked(m, keeps, member):
        return m
    step, at = m.step, event.words.at
    if not could_be_kept(event.words.tone, keeps) and not has_words(step, member):
        return m
    return m.with_step(talked={**step.talked, member: max(at, step.talked.get(member, at))})


def _is_asked(m: Meeting, keeps: Keeps, member: int) -> bool:
    """Whether a step asks that member for words: some ask the presenter alone."""
    presenter = m.presenter
    return keeps not in _PRESENTERS or (presenter is not None and presenter.number == member)


def has_words(step: Step, member: int) -> bool:
    """Whether a member has said something in a step since they last kept what they had said."""
    talked, kept = step.talked.get(member), step.kept.get(member)
    return talked is not None and (kept is None or kept < talked)


def kept(m: Meeting, step_id: str, member: int | None) -> Meeting:
    """What a member has said in a step so far is kept, or need not be."""
    step = m.step_of(step_id)
    if step is None or member is None or not has_words(step, member):
        return m
    return _with(m, step, kept={**step.kept, member: max(m.now, step.talked[member])})


def offers(m: Meeting) -> Iterator[tuple[Step, int, datetime]]:
    """To whom keeping their words is still to be offered, in which step, and when (UTC)."""
    for step in m.steps:
        if step.talked and _offers(m, step) and not _was_ended_early(m, step):
            for member, at in step.talked.items():
                if has_words(step, member) and member not in step.offered and m.member(member) is not None:
                    yield step, member, at + QUIET


def _offers(m: Meeting, step: Step) -> bool:
    """Whether words of that step are offered to be kept: actions always are, all else where the set wants so much of the bot."""
    rules = rules_of(step.kind)
    return rules.offers_to_keep and (not m.of.only_keeps or rules.keeps is Keeps.ACTION)


def _was_ended_early(m: Meeting, step: Step) -> bool:
    slot = m.slot_of(step.slot)
    return slot is not None and slot.ended_early


def give_back(m: Meeting, gap: timedelta) -> Meeting:
    """A time in which nobody could go on was nobody's quiet."""
    if not any(step.talked for step in m.steps):
        return m
    steps = (_later(m, step, gap) if step.talked else step for step in m.steps)
    return replace(m, steps=tuple(steps))


def _later(m: Meeting, step: Step, gap: timedelta) -> Step:
    talked = {one: min(at + gap, m.now) if has_words(step, one) else at for one, at in step.talked.items()}
    return replace(step, talked=talked)


def forget(step: Step, now: datetime, *, ended_early: bool) -> Step:
    """Its slot is over: who talked is forgotten, but for whoever has said the last of it just now."""
    rules = rules_of(step.kind)
    may_stay = rules.offers_to_keep and rules.keeps in _OUTLIVE_THEIR_SLOT and not ended_early
    staying = {
        member: at
        for member, at in step.talked.items()
        if may_stay and has_words(step, member) and member not in step.offered and at + LATEST > now
    }
    kept_before = {member: at for member, at in step.kept.items() if member in staying}
    return replace(step, talked=staying, kept=kept_before, offered=frozenset())


def place_of(m: Meeting, step: Step, member: int) -> TalkPlace | None:
    """Where to read what a member has said in a step and not kept yet; None where there is nothing, or nowhere."""
    of = Key(Says.SLOT_CARD, step.slot) if step.slot is not None else Key(Says.STEP_CARD, step.id)
    head = m.entry(of)
    if head is None or not has_words(step, member):
        return None
    threads: tuple[str | None, ...] = (None,) if head.has_no_thread else head.threads
    kept_at = step.kept.get(member)
    since = began(m, step) if kept_at is None else kept_at + timedelta(microseconds=1)
    # Slack's clock need not be ours: the word that ended the step may have been written after that.
    until = max(step.ended_at, step.talked[member]) if step.ended_at is not None else None
    return TalkPlace(m.user(member), "", threads, since, until) if threads else None


def began(m: Meeting, step: Step) -> datetime:
    """When a step began, as messages are judged: a pause that moved its clock moves no message."""
    place = m.steps.index(step)
    before = m.steps[place - 1].ended_at if place else None
    return before or m.started_at or step.began_at


def offered(m: Meeting, event: WordsOffered, given: Given) -> Decided[bool]:
    """Once a step and person; what was taken back before it could be offered leaves the next words to be."""
    step = next((one for one, member, _ in offers(m) if (one.id, member) == (event.step, event.member)), None)
    if step is None or not m.is_running:
        return Decided(m, False)
    m = _with(m, step, offered=step.offered | {event.member}) if event.found else kept(m, step.id, event.member)
    return Decided(_without_what_is_over(m, step.id), event.found)


def _with(m: Meeting, step: Step, **changes: Any) -> Meeting:
    return replace(m, steps=tuple(replace(one, **changes) if one is step else one for one in m.steps))


def _without_what_is_over(m: Meeting, step_id: str) -> Meeting:
    """Of a slot that is over nothing more is known once it was offered."""
    step = m.step_of(step_id)
    if step is None or step.slot == m.step.slot:
        return m
    return _with(m, step, talked={}, kept={}, offered=frozenset()) if not _is_waited_for(m, step) else m


def _is_waited_for(m: Meeting, step: Step) -> bool:
    return any(one is step for one, _, _ in offers(m))


RULES: Final[Mapping[type[Event[Any]], Rule]] = {WordsOffered: offered}
