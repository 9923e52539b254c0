"""What the messages of a meeting ask of the words for a kind of step. Each kind has them in one entry of `step_words`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NoReturn

from bot.domain.completeness import must_have_all
from bot.domain.errors import Misconfigured
from bot.domain.meetings import SlotStep, StepCard
from bot.domain.step_kinds import StepKind
from prompts.blocks import Block, Button
from prompts.controls import nearly_all, time_is_up
from prompts.language import N_, _

_PLACES: Final = {True: "SlotWords, as it belongs in a slot", False: "CardWords, as it belongs outside of slots"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """The words for a kind of step outside of slots: its card in the channel."""

    named: Callable[[], str]
    """Its name, in the language that is spoken."""
    over: Callable[[StepCard, str], list[Block]]
    """What came of it. Beside the card it is given how this workspace types `/set`."""
    open: Callable[[StepCard], list[Block]] = lambda _: []
    """What stands between the words of its format and its clock."""
    own: Callable[[StepCard], list[Button]] = lambda _: []
    """Its own buttons, before those that all steps have."""
    onward: bool = True
    """Whether *Next* ends it; else its own buttons do."""
    up: str = N_("Time's up.")
    """That its time is up, where the message is not its own."""
    time_is_up: Callable[[datetime], str] = time_is_up
    goes_on: Callable[[datetime], str] = nearly_all
    """That it is over by itself at that moment (UTC), and why."""

    brief: str = ""
    """What it asks for where a set wants little said, and its format has nothing short of its own; with the format's placeholders."""
    brief_when_kept: bool = False
    """Whether that is said as well where a set wants no more than dates, the clock, actions and report-backs; else its name is."""

    @property
    def name(self) -> str:
        return self.named()

    @property
    def in_brief(self) -> str:
        """At least its name."""
        return _(self.brief) if self.brief else f"*{self.name}*"

    @property
    def when_kept(self) -> str:
        """With the clock, and nothing that tells anybody what to do but with dates, actions and report-backs."""
        return self.in_brief if self.brief_when_kept else _named(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWords:
    """The words for a kind of step in a slot: its message in the slot's thread."""

    named: Callable[[], str]
    """Its name, in the language that is spoken."""
    over: Callable[[SlotStep], str]
    """What came of it, in a line."""
    still: Callable[[SlotStep], list[Block]] = lambda _: []
    """What stays below that line."""
    open: Callable[[SlotStep], list[Block]] | None = None
    """What stands between the words of its format and its clock; without, the prompt that it offers."""
    own: tuple[tuple[str, str], ...] = ()
    """Labels and action_ids of its own buttons, before those that all steps have."""
    onward: bool = True
    """Whether *Next* stands beside them; else its own buttons end it, or all who have answered, and *Next* is behind *More*."""
    up: str = N_("Time's up.")
    """That its time is up, where the message is not its own."""

    brief: str = ""
    """What it asks for where a set wants little said, and its format has nothing short of its own; with the format's placeholders."""
    brief_when_kept: bool = False
    """Whether that is said as well where a set wants no more than dates, the clock, actions and report-backs; else its name is."""

    @property
    def name(self) -> str:
        return self.named()

    @property
    def in_brief(self) -> str:
        """At least its name."""
        return _(self.brief) if self.brief else f"*{self.name}*"

    @property
    def when_kept(self) -> str:
        """With the clock, and nothing that tells anybody what to do but with dates, actions and report-backs."""
        return self.in_brief if self.brief_when_kept else _named(self.name)


def _named(name: str) -> str:
    return _("*{step}*, {minutes} minutes.").format(step=name, minutes="{minutes}")


def said(shown: StepCard | SlotStep, words: CardWords | SlotWords) -> str:
    """What stands first in the message of an open step, with placeholders."""
    return shown.says or (words.when_kept if shown.only_keeps else words.in_brief)


def words_of(kind: StepKind) -> CardWords | SlotWords:
    """The words for a kind of step."""
    return _all_words()[kind]


def card_words(kind: StepKind) -> CardWords:
    """The words for a kind of step outside of slots; Misconfigured where it has none such."""
    words = words_of(kind)
    return words if isinstance(words, CardWords) else _misplaced(kind)


def slot_words(kind: StepKind) -> SlotWords:
    """The words for a kind of step in a slot; Misconfigured where it has none such."""
    words = words_of(kind)
    return words if isinstance(words, SlotWords) else _misplaced(kind)


def _misplaced(kind: StepKind) -> NoReturn:
    raise Misconfigured(
        f"The words for the kind of step {kind} are not complete: they should be {_PLACES[kind.in_slot]}."
    )


def _all_words() -> Mapping[StepKind, CardWords | SlotWords]:
    """Looked up only now: the entries name words that look kinds up themselves."""
    from prompts.step_words import STEP_WORDS

    return STEP_WORDS


def must_have_words() -> None:
    """Raises Misconfigured for the first kind of step whose words are not there, or are those of another place."""
    must_have_all(StepKind, _all_words(), "kind of step", "has no words: add its entry to prompts/step_words.py")
    for kind in StepKind:
        words = slot_words(kind) if kind.in_slot else card_words(kind)
        if not words.name.strip():
            raise Misconfigured(f"The words for the kind of step {kind} are not complete: its name is empty.")
