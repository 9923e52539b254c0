"""Plays made for a format: whatever its steps and their order, a set of five is founded and meets in it, to the close."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from bot.domain.errors import Misconfigured
from bot.domain.formats import Format, FormatStep
from bot.domain.question_bank import Family, InSet
from bot.domain.states import Asking
from bot.domain.step_kinds import StepKind
from rehearsal import scripts
from rehearsal.script_items import Script

PEERS: Final = ("ana", "ben", "dan", "eva")
"""Chloé presents; Ana has founded the set, and is the first to be called."""
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """What they say: of something that is hard, or of something that went well."""

    issue: str
    told: tuple[str, ...]
    fact: tuple[str, str]
    asked: tuple[tuple[str, str], ...]
    heard: tuple[str, ...]
    restated: str
    action: str

    @property
    def written(self) -> tuple[str, ...]:
        """What each peer writes where questions are asked in writing: those that are answered first, then what is heard."""
        asked = tuple(question for question, _ in self.asked)
        return asked + self.heard[: len(PEERS) - len(asked)]


HARD: Final = Story(
    issue="Two departments will not share a technician",
    told=(
        "Physics and biology each have half of a technician, on paper. In truth biology has him.",
        "Each year I write a rota, and each year nobody keeps to it. How do I stop being the one who carries this?",
    ),
    fact=("Who does he report to?", "To me, since last year."),
    asked=(
        ("What would each head lose if it worked?", "Biology would lose the feeling that he is theirs."),
        ("What does the technician want?", "I have never asked him."),
    ),
    heard=(
        "How can I leave this to the two of them?",
        "Whose rota is it?",
        "What would I do with the time?",
        "Who has asked him?",
    ),
    restated="How do I make it safe for either head to go first?",
    action="Ask Mo for twenty minutes alone, no agenda",
)
WENT_WELL: Final = Story(
    issue="The parents' evening that people stayed at",
    told=(
        "This year nobody left early. We had taken the desks away and let the pupils show their work.",
        "My own part was small: I asked three of them what they would be proud to show, and then I stood back.",
    ),
    fact=("Who set up the room?", "The pupils did, the evening before."),
    asked=(
        (
            "What did you notice that others might have missed?",
            "That they talk to anybody once it is about their work.",
        ),
        ("What did you choose not to do?", "To make a plan. That was the hard part."),
    ),
    heard=("You asked first.", "You trusted them with the room.", "It was about their work.", "You stood back."),
    restated="What else could I hand over?",
    action="Ask the Year 9 pupils what they would show at the open day",
)


@dataclass(frozen=True)
class _Held:
    """How a format is played: the step at hand, what they say, whether on a call, and whether no other meeting is planned."""

    step: FormatStep
    story: Story
    spoken: bool
    is_last: bool

    @property
    def waits_for_next(self) -> bool:
        """Whether somebody has to move on, since nothing that is typed on a call moves anything."""
        return self.spoken or not self.step.goes_on_by_itself


def play_of(plan: Format, *, spoken: bool = False) -> Script:
    """The play of that format, typed or on a call."""
    items = [*_founding(plan, spoken), *_meeting(plan, spoken)]
    text = yaml.safe_dump(
        {
            "title": plan.title,
            "about": f"{plan.about} Five heads of school play it {'on a call' if spoken else 'in the thread'}, "
            "with one slot, so that you see what the bot says in each of its steps.",
            "start": "2026-11-03 13:30",
            "play": items,
        },
        allow_unicode=True,
        sort_keys=False,
    )
    return scripts.read(text, f"the play of {plan.name}")


def format_named(formats: Mapping[str, Format], name: str) -> Format:
    """Raises Misconfigured, which names all that there are."""
    if name not in formats:
        raise Misconfigured(f"There is no format {name}; there is {', '.join(formats)}.")
    return formats[name]


def _founding(plan: Format, spoken: bool) -> Iterator[Item]:
    about = _story(plan).issue
    once = {"How often, and how many": "once"} if plan.made_for is InSet.LAST else {}
    yield {"note": "Ana starts a set, and everybody agrees to the ground rules."}
    yield {"ana": "/set new"}
    yield _fills(
        "ana",
        {
            "Name of the set": "Heads of school",
            "Members": ["ana", "ben", "chloe", "dan", "eva"],
            "First meeting on": "2026-11-03 14:00",
            "Link for the call, or the place": "Here",
            "How will you talk?": "Spoken" if spoken else "Typed",
            **once,
        },
    )
    yield from ({who: {"press": "I agree"}} for who in ("ben", "chloe", "dan", "eva"))
    yield {"chloe": f"/set-issue {about}"}


def _meeting(plan: Format, spoken: bool) -> Iterator[Item]:
    yield {"note": f"They meet. {plan.title}: {plan.about}"}
    yield {"clock": "to 14:00"}
    yield {"ana": f"/set start {plan.name}"}
    for step in (*plan.before, *plan.slot, *plan.after):
        yield from _OF_KIND[step.kind](_Held(step, _story(plan), spoken, plan.made_for is InSet.LAST))
    yield {"see": {"who": "eva", "channel": "That was meeting 1"}}


def _story(plan: Format) -> Story:
    asks_for_success = any(step.families and Family.SUCCESS in step.families for step in plan.slot)
    return WENT_WELL if asks_for_success else HARD


def _fills(who: str, fields: Mapping[str, object]) -> Item:
    return {who: {"fill": dict(fields)}}


def _says(who: Iterable[str], words: Iterable[str]) -> Iterator[Item]:
    """Each says a line, and takes a while for it."""
    for one, line in zip(who, words, strict=True):
        yield {one: line}
        yield {"clock": "+20s"}


def _opening(held: _Held) -> Iterator[Item]:
    yield {"note": "Opening."}
    if held.spoken:
        yield {"clock": "+4m"}
        yield {"ana": {"press": "Next" if not held.step.goes_on_by_itself else "We're all here"}}
        return
    yield from (
        {who: {"press": "I'm here"}} for who in ("ben", "chloe", "dan", "eva")[: 4 if held.waits_for_next else 3]
    )
    if not held.waits_for_next:
        yield from _says(("eva",), ("I am here, and glad of it.",))
        return
    yield from _says(
        PEERS, ("I sing in a choir.", "I keep bees.", "I am here to listen.", "I would like to be braver.")
    )
    yield {"ana": {"press": "Next"}}


def _report_back(held: _Held) -> Iterator[Item]:
    """Nobody has taken anything on before the first meeting, so there is none."""
    return iter(())


def _bids(held: _Held) -> Iterator[Item]:
    yield {"note": "Bids. Chloé has raised something, and Ana confirms the order."}
    yield {"clock": "+1m"}
    yield {"ana": {"press": "Next"}}


def _present(held: _Held) -> Iterator[Item]:
    yield {"note": "Chloé presents."}
    yield {"in": "thread"}
    if not held.spoken:
        yield from _says(("chloe",) * len(held.story.told), held.story.told)
    yield {"clock": "+2m"}
    yield {"chloe": {"press": "That's it"}}


def _clarify(held: _Held) -> Iterator[Item]:
    yield {"note": "Clarifying: facts."}
    if not held.spoken:
        yield from _says(("dan", "chloe"), held.story.fact)
    yield {"clock": "+1m"}
    yield {"chloe": {"press": "Next"}}


def _question(held: _Held) -> Iterator[Item]:
    if held.step.asking is Asking.WRITTEN:
        yield from _in_writing(held)
        return
    yield {"note": "Questions, in turn."}
    for who, (asked, answered) in zip(PEERS, held.story.asked, strict=False):
        if held.spoken:
            yield {"clock": "+2m"}
            yield {who: {"press": "Next person"}}
            continue
        yield from _says((who, "chloe"), (asked, answered))
        yield {who: {"press": "Next question"}}
    yield {"note": "Chloé has enough."}
    yield {"chloe": {"press": "Next"}}


def _in_writing(held: _Held) -> Iterator[Item]:
    """Two of the questions are answered, the others are left; nobody has one that follows up."""
    yield {"note": "Everyone but Chloé writes a question, unseen by the others."}
    for who, asked in zip(PEERS, held.story.written, strict=True):
        yield {"clock": "+30s"}
        yield {who: {"press": "Write my questions"}}
        yield _fills(who, {"Your question": asked})
    yield {"note": "All are released, and Chloé takes them as she likes."}
    answered = dict(held.story.asked)
    for who, asked in zip(PEERS, held.story.written, strict=True):
        yield {"chloe": {"press": "Answer this" if asked in answered else "Leave", "on": asked}}
        if asked in answered:
            yield {"clock": "+40s"}
            if not held.spoken:
                yield {"chloe": answered[asked]}
            yield {who: {"press": "Next question"}}
    yield {"note": "One round of follow-ups, in turn."}
    yield from ({who: {"press": "Pass"}} for who in PEERS)
    yield {"chloe": {"press": "That's it"}}


def _mirror(held: _Held) -> Iterator[Item]:
    yield {"note": "The mirror round: everyone but Chloé says a line."}
    if not held.spoken:
        yield from _says(PEERS, held.story.heard)
    if held.waits_for_next:
        yield {"clock": "+3m"}
        yield {"chloe": {"press": "Next"}}


def _restate(held: _Held) -> Iterator[Item]:
    yield {"note": "Chloé says what the real question is now."}
    yield {"chloe": {"press": "Write it down"}}
    yield _fills("chloe", {"What's the real question now?": held.story.restated})


def _commit(held: _Held) -> Iterator[Item]:
    yield {"note": "She takes something on."}
    yield {"chloe": {"press": "Add an action"}}
    yield _fills("chloe", {"What will you do?": held.story.action})
    yield {"chloe": {"press": "That's all"}}


def _slot_review(held: _Held) -> Iterator[Item]:
    yield {"note": "The review of the slot."}
    if not held.spoken:
        lines = ("I like my own ideas.", "I nearly gave advice.", "Silence is not a hole.", "I could ask more slowly.")
        yield from _says(("chloe", *PEERS), ("It was quiet in here.", *lines))
    if held.waits_for_next:
        yield {"clock": "+2m"}
        yield {"chloe": {"press": "Next"}}


def _review(held: _Held) -> Iterator[Item]:
    yield {"note": "The review of the meeting: privately first."}
    yield {"in": "channel"}
    for who, score in (("chloe", "8"), ("ben", "7")):
        yield {who: {"press": "Give your pulse"}}
        yield _fills(who, {"From 1 to 10": score})
    yield {"clock": "+3m"}
    yield {"ana": {"press": "Next"}}


def _closing(held: _Held) -> Iterator[Item]:
    yield {"note": "The closing."}
    yield {"clock": "+1m"}
    yield {"ana": {"press": "Decide later" if held.is_last else "Close"}}


_OF_KIND: Final[Mapping[StepKind, Callable[[_Held], Iterator[Item]]]] = {
    StepKind.OPENING: _opening,
    StepKind.REPORT_BACK: _report_back,
    StepKind.BIDS: _bids,
    StepKind.PRESENT: _present,
    StepKind.CLARIFY: _clarify,
    StepKind.QUESTION: _question,
    StepKind.MIRROR: _mirror,
    StepKind.RESTATE: _restate,
    StepKind.COMMIT: _commit,
    StepKind.SLOT_REVIEW: _slot_review,
    StepKind.REVIEW: _review,
    StepKind.CLOSING: _closing,
}
