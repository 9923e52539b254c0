"""A format: the steps of a meeting in their order, with their time-boxes and what is said as each begins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite
from string import Formatter
from typing import Any, Final, NamedTuple

from bot.domain.errors import Misconfigured
from bot.domain.question_bank import Family, InSet
from bot.domain.states import Asking
from bot.domain.step_kinds import StepKind

_EVERYWHERE: Final = frozenset({"minutes"})
_IN_A_SLOT: Final = _EVERYWHERE | {"presenter", "peers"}


class Ends(StrEnum):
    """What ends a step that says so; its time-box, and whoever moves on, end it besides.

    ALL: everyone has done what it asks, as most kinds end that can. NEXT: somebody moves on, and it waits for that, however many
    have done what it asks. TIME: it takes its whole time, and *Next* stands behind *More*.
    """

    ALL = "all"
    NEXT = "next"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class FormatStep:
    """One step of a format: its kind, its time-box in minutes, and what the bot says as it opens.

    `says` is mrkdwn with the placeholders {minutes} and, inside a slot only, {presenter} and {peers}; `aloud` is said in its place
    where the set talks on a call, `opportunity` where the slot is about one, `brief` where the set wants it short, and before all of
    them `unasked` where no question was asked in the slot as far as is known, if they are there. `minutes` are those of how the
    meeting is held, `otherwise` those of the other way, typed or spoken, where they differ. Its prompts are of these `families` alone:
    of all that are for every format where it names none, and there are none with an empty one. A step of questions may say how peers
    ask in it; without, that is as the set has chosen.
    """

    kind: StepKind
    minutes: float
    says: str
    aloud: str = ""
    opportunity: str = ""
    brief: str = ""
    otherwise: float | None = None
    ends: Ends | None = None
    families: tuple[Family, ...] | None = None
    asking: Asking | None = None
    unasked: str = ""

    @property
    def switched(self) -> "FormatStep":
        """The same as it is held the other way."""
        return self if self.otherwise is None else replace(self, minutes=self.otherwise, otherwise=self.minutes)

    @property
    def goes_on_by_itself(self) -> bool:
        """Whether it may be over before its time without anybody moving on."""
        return self.ends not in (Ends.NEXT, Ends.TIME)

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
    Anything else is refused with Misconfigured, so that a meeting can only keep a format that can be run. `sources` are where its
    practice comes from; one that is `made_for` the first or the last meeting of a set is proposed for that.
    """

    name: str
    title: str
    before: tuple[FormatStep, ...]
    slot: tuple[FormatStep, ...]
    after: tuple[FormatStep, ...]
    about: str = ""
    sources: tuple[str, ...] = ()
    made_for: InSet | None = None

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

    @property
    def switched(self) -> "Format":
        """The same with the minutes of the other way to hold it: typed, as it is read from its file, or spoken."""
        before, slot, after = (tuple(step.switched for step in part) for part in (self.before, self.slot, self.after))
        return replace(self, before=before, slot=slot, after=after)

    def slots_that_fit(self, length_minutes: float) -> int:
        """How many slots a meeting of that length has room for: always one, since a meeting without is none."""
        just_short = 1e-9  # seconds written as fractions of a minute do not add up exactly
        room = length_minutes - self.minutes_around
        return max(1, int(room / self.minutes_of_slot + just_short))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A format that is proposed for a meeting: its name, its title, and what it is about."""

    name: str
    title: str
    about: str


def mistakes_of_step(step: FormatStep) -> list[str]:
    """What is wrong with one step by itself: its time-box, its placeholders."""
    found = [
        f"{step.kind}: minutes must be a number above nothing, not {minutes:g}"
        for minutes in (step.minutes, step.otherwise)
        if minutes is not None and not (isfinite(minutes) and minutes > 0)
    ]
    if step.asking is not None and step.kind is not StepKind.QUESTION:
        found.append(f"{step.kind}: only a step of kind {StepKind.QUESTION} says how peers ask")
    known = _IN_A_SLOT if step.kind.in_slot else _EVERYWHERE
    try:
        said = (step.says, step.aloud, step.opportunity, step.brief, step.unasked)
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
    """A plain dict to keep with the meeting that starts with it; where its practice comes from stays in its file."""
    parts = {"before": plan.before, "slot": plan.slot, "after": plan.after}
    steps = {part: [_step_to_json(step) for step in steps] for part, steps in parts.items()}
    made_for = {"made_for": plan.made_for.value} if plan.made_for is not None else {}
    return {"name": plan.name, "title": plan.title, "about": plan.about, **made_for, **steps}


def format_from_json(kept: Mapping[str, Any]) -> Format:
    """The format that `format_to_json` kept."""
    before, slot, after = (tuple(_step_from_json(step) for step in kept[part]) for part in ("before", "slot", "after"))
    made_for = InSet(kept["made_for"]) if "made_for" in kept else None
    return Format(kept["name"], kept["title"], before, slot, after, kept.get("about", ""), made_for=made_for)


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
    words = {"says": step.says, "aloud": step.aloud, "opportunity": step.opportunity}
    families = [*step.families] if step.families is not None else None
    seldom = {"brief": step.brief or None, "otherwise": step.otherwise, "ends": step.ends, "families": families}
    seldom |= {"asking": step.asking, "unasked": step.unasked or None}
    given = {key: one for key, one in seldom.items() if one is not None}
    return {"kind": step.kind.value, "minutes": step.minutes, **words, **given}


def _step_from_json(kept: Mapping[str, Any]) -> FormatStep:
    return FormatStep(
        StepKind(kept["kind"]),
        kept["minutes"],
        kept["says"],
        kept.get("aloud", ""),
        kept.get("opportunity", ""),
        kept.get("brief", ""),
        kept.get("otherwise"),
        Ends(kept["ends"]) if "ends" in kept else None,
        tuple(map(Family, kept["families"])) if "families" in kept else None,
        Asking(kept["asking"]) if "asking" in kept else None,
        kept.get("unasked", ""),
    )
