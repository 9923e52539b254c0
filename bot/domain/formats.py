"""A format: the steps of a meeting in their order, with their time-boxes and what is said as each begins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from string import Formatter
from typing import Any, Final, NamedTuple

from bot.domain.errors import Misconfigured
from bot.domain.step_kinds import StepKind

_EVERYWHERE: Final = frozenset({"minutes"})
_IN_A_SLOT: Final = _EVERYWHERE | {"presenter", "peers"}


@dataclass(frozen=True, slots=True)
class FormatStep:
    """One step of a format: its kind, its time-box in minutes, and what the bot says as it opens.

    `says` is mrkdwn with the placeholders {minutes} and, inside a slot only, {presenter} and {peers}; `aloud` is said in its place
    where the set talks on a call, `opportunity` where the slot is about one, and `unasked` before both where no question was asked
    in the slot so far as is known, if they are there.
    """

    kind: StepKind
    minutes: float
    says: str
    aloud: str = ""
    opportunity: str = ""
    unasked: str = ""

    def spoken(self, *, presenter: str = "", peers: str = "") -> str:
        """The words with names filled in, as mentions or plain; {minutes} is a bare number such as 7 or 2.5."""
        return self.says.format(presenter=presenter, peers=peers, minutes=f"{self.minutes:g}")


class Mistake(NamedTuple):
    """What is wrong with the order of a format, and at which of its steps (before, slot, after counted through)."""

    position: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Format:
    """The steps of a meeting. The steps of `slot` are run once for each presenter, between `before` and `after`.

    It opens with the opening and closes with the closing, once each; a slot has a step of questions and no kind twice.
    Anything else is refused with Misconfigured, so that a meeting can only keep a format that can be run.
    """

    name: str
    title: str
    before: tuple[FormatStep, ...]
    slot: tuple[FormatStep, ...]
    after: tuple[FormatStep, ...]
    about: str = ""

    def __post_init__(self) -> None:
        wrong = [mistake.sentence for mistake in mistakes_of_order(self.before, self.slot, self.after)]
        for step in (*self.before, *self.slot, *self.after):
            wrong += mistakes_of_step(step)
        if wrong:
            raise Misconfigured(f"The format {self.name} cannot be used: {'; '.join(wrong)}")

    @property
    def minutes_of_slot(self) -> float:
        """How long one presenter's slot takes."""
        return sum(step.minutes for step in self.slot)

    @property
    def minutes_around(self) -> float:
        """How long everything takes that is not a slot."""
        return sum(step.minutes for step in (*self.before, *self.after))

    def slots_that_fit(self, length_minutes: float) -> int:
        """How many slots a meeting of that length has room for: always one, since a meeting without is none."""
        just_short = 1e-9  # seconds written as fractions of a minute do not add up exactly
        room = length_minutes - self.minutes_around
        return max(1, int(room / self.minutes_of_slot + just_short))


def mistakes_of_step(step: FormatStep) -> list[str]:
    """What is wrong with one step by itself: its time-box, its placeholders."""
    found = []
    if not (isfinite(step.minutes) and step.minutes > 0):
        found.append(f"{step.kind}: minutes must be a number above nothing, not {step.minutes:g}")
    known = _IN_A_SLOT if step.kind.in_slot else _EVERYWHERE
    try:
        said = (step.says, step.aloud, step.opportunity, step.unasked)
        unknown = sorted({name for words in said for name in _placeholders(words)} - known)
    except ValueError:
        return [*found, f"{step.kind}: a curly bracket in says is not closed, or not opened"]
    return found + [f"{step.kind}: says has no use for {{{name}}} here, only for {_listed(known)}" for name in unknown]


def mistakes_of_order(
    before: Sequence[FormatStep], slot: Sequence[FormatStep], after: Sequence[FormatStep]
) -> tuple[Mistake, ...]:
    """What is wrong with steps in this order, as far as the engine minds: any other order is a matter of taste."""
    kinds = [step.kind for step in (*before, *slot, *after)]
    inside = range(len(before), len(before) + len(slot))
    found = [*_misplaced(kinds, inside), *_ends(kinds), *_repeated(kinds)]
    if StepKind.QUESTION not in kinds[inside.start : inside.stop]:
        found.append(Mistake(inside.start, "a slot needs a step of kind question"))
    return tuple(sorted(found))


def format_to_json(plan: Format) -> dict[str, Any]:
    """A plain dict to keep with the meeting that starts with it."""
    parts = {"before": plan.before, "slot": plan.slot, "after": plan.after}
    steps = {part: [_step_to_json(step) for step in steps] for part, steps in parts.items()}
    return {"name": plan.name, "title": plan.title, "about": plan.about, **steps}


def format_from_json(kept: Mapping[str, Any]) -> Format:
    """The format that `format_to_json` kept."""
    before, slot, after = (tuple(_step_from_json(step) for step in kept[part]) for part in ("before", "slot", "after"))
    return Format(kept["name"], kept["title"], before, slot, after, kept.get("about", ""))


def _placeholders(says: str) -> Iterator[str]:
    for _, name, spec, conversion in Formatter().parse(says):
        if name is not None:
            yield name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _misplaced(kinds: Sequence[StepKind], inside: range) -> Iterator[Mistake]:
    for position, kind in enumerate(kinds):
        if kind.in_slot and position not in inside:
            yield Mistake(position, f"{kind} belongs inside the slot")
        if not kind.in_slot and position in inside:
            yield Mistake(position, f"{kind} belongs outside the slot")


def _ends(kinds: Sequence[StepKind]) -> Iterator[Mistake]:
    if kinds[:1] != [StepKind.OPENING]:
        yield Mistake(0, "the first step must be the opening")
    if kinds[-1:] != [StepKind.CLOSING]:
        yield Mistake(max(len(kinds) - 1, 0), "the last step must be the closing")


def _repeated(kinds: Sequence[StepKind]) -> Iterator[Mistake]:
    for position, kind in enumerate(kinds):
        only_once = kind.in_slot or kind in (StepKind.OPENING, StepKind.CLOSING)
        if only_once and kind in kinds[:position]:
            yield Mistake(position, f"{kind} is there already")


def _step_to_json(step: FormatStep) -> dict[str, Any]:
    words = {"says": step.says, "aloud": step.aloud, "opportunity": step.opportunity, "unasked": step.unasked}
    return {"kind": step.kind.value, "minutes": step.minutes, **words}


def _step_from_json(kept: Mapping[str, Any]) -> FormatStep:
    other = (kept.get("aloud", ""), kept.get("opportunity", ""), kept.get("unasked", ""))
    return FormatStep(StepKind(kept["kind"]), kept["minutes"], kept["says"], *other)
