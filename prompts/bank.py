"""Loads the question bank and the formats, and refuses a file with everything that is wrong in it, line by line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from yaml import MappingNode, Node

from bot.domain.errors import Misconfigured
from bot.domain.formats import Ends, Format, FormatStep, mistakes_of_order, mistakes_of_step
from bot.domain.lengths import LONGEST_PROMPT
from bot.domain.materials import ENGLISH
from bot.domain.meeting.step_endings import mistakes_of_ending
from bot.domain.question_bank import BY_FAMILY, LEAST_CHALLENGE, MOST_CHALLENGE, Bank, Family, InSet, Prompt, When
from bot.domain.states import Asking, IssueKind
from bot.domain.step_kinds import StepKind
from bot.yaml_files import GatheringYamlFile, line_of, read_text

ENGLISH_FILES: Final = Path(__file__).parent / "languages" / ENGLISH
QUESTIONS: Final = ENGLISH_FILES / "questions.yaml"
FORMATS: Final = ENGLISH_FILES / "formats"

GROUP: Final = ("step", "family", "challenge", "prompts")
FITS: Final = ("when", "issue", "meeting", "asks")
PRESENTER: Final = "presenter"
FORMAT: Final = ("name", "title", "about", "steps")
STEP: Final = ("kind", "minutes", "says")
SOURCES: Final = ("sources", "for")
OTHER_WORDS: Final = ("aloud", "opportunity", "brief", "unasked")
HOW: Final = ("ends", "prompts", "asking")
NO_PROMPTS: Final = "none"
HELD: Final = ("typed", "spoken")
PROPOSED: Final = (InSet.FIRST, InSet.LAST)
"""For which meetings of a set a format may be made."""
_SLUG: Final = re.compile(r"[a-z]+(-[a-z]+)*")


def load_bank(path: Path = QUESTIONS) -> Bank:
    """The question bank of that file. Raises Misconfigured, which names the file and every line that is wrong."""
    file = GatheringYamlFile(str(path), "question bank")
    root = file.root(read_text(path, file.kind), "one group of prompts")
    found = [read for group in file.items(root, some=True) for read in _prompts_of_group(file, group)]
    lines: dict[str, int] = {}
    for node, prompt in found:
        if prompt.id in lines:
            file.complain(node, f"the id {prompt.id} is taken by line {lines[prompt.id]}")
        lines.setdefault(prompt.id, line_of(node))
    file.raise_if_wrong()
    return Bank(tuple(prompt for _, prompt in found))


def load_formats(folder: Path = FORMATS) -> Mapping[str, Format]:
    """The formats of that folder by name. Raises Misconfigured, which names every file and every line that is wrong."""
    formats: dict[str, Format] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            formats[path.stem] = _format(path)
        except Misconfigured as misconfigured:
            wrong.append(str(misconfigured))
    if not formats and not wrong:
        wrong.append(f"{folder}: there is no format here")
    if wrong:
        raise Misconfigured("\n".join(wrong))
    return formats


class _Read(NamedTuple):
    node: Node
    prompt: Prompt


class _Placed(NamedTuple):
    """A step and where it stands. The step is None if its kind could not be read."""

    node: Node
    step: FormatStep | None


def _prompts_of_group(file: GatheringYamlFile, group: Node) -> Iterator[_Read]:
    fields = file.fields(group, (*GROUP, *FITS), needed=GROUP)
    step = file.one_of(fields.get("step"), StepKind)
    family = file.one_of(fields.get("family"), Family)
    challenge, fits = _challenge(file, fields.get("challenge")), _fits(file, fields)
    if step is StepKind.QUESTION and family and "when" not in fields:
        fits = {**fits, "when": BY_FAMILY[family]}
    for id, (key, value) in file.entries(fields.get("prompts")).items():
        text = file.words(value)
        for sentence in _mistakes_of_prompt(id, text):
            file.complain(key, sentence)
        if step and family:
            yield _Read(key, Prompt(id, step, family, text, challenge, **fits))


def _fits(file: GatheringYamlFile, fields: Mapping[str, Node]) -> Mapping[str, Any]:
    """For which moments, issues, meetings and people a group of prompts is; what it leaves out it fits always."""
    moments = [file.one_of(one, When) for one in file.items(fields.get("when"), some=True)]
    if "asks" in fields and (whom := file.words(fields["asks"])) != PRESENTER:
        file.complain(fields["asks"], f"“{whom}” is not known here; there is {PRESENTER}")
    return {
        "when": frozenset(one for one in moments if one is not None),
        "issue": file.one_of(fields.get("issue"), IssueKind),
        "meeting": file.one_of(fields.get("meeting"), InSet),
        "asks_presenter": "asks" in fields,
    }


def _challenge(file: GatheringYamlFile, node: Node | None) -> int:
    number = file.number(node)
    if node is not None and number not in range(LEAST_CHALLENGE, MOST_CHALLENGE + 1):
        file.complain(node, f"challenge goes from {LEAST_CHALLENGE} to {MOST_CHALLENGE} in whole steps")
    return int(number)


def _mistakes_of_prompt(id: str, text: str) -> Iterator[str]:
    if id and not _SLUG.fullmatch(id):
        yield f"an id is made of small letters and hyphens, such as who-cares, not {id}"
    if text and (text.count("?") != 1 or not text.endswith("?")):
        yield f"{id} must be one question, with its question mark at the end"
    if len(text) > LONGEST_PROMPT:
        yield f"{id} is {len(text)} characters long, and {LONGEST_PROMPT} is the most"


def _format(path: Path) -> Format:
    file = GatheringYamlFile(str(path), "format")
    fields = file.fields(file.root(read_text(path, file.kind), "its steps"), (*FORMAT, *SOURCES), needed=FORMAT)
    name, title, about = (file.words(fields.get(key)) for key in ("name", "title", "about"))
    if name and name != path.stem:
        file.complain(fields["name"], f"the name must be {path.stem}, as the file is called")
    before, slot, after = _parts(file, fields.get("steps"))
    _check_steps(file, before, slot, after)
    sources, made_for = _sources(file, fields.get("sources")), _made_for(file, fields.get("for"))
    file.raise_if_wrong()
    return Format(name, title, _plans(before), _plans(slot), _plans(after), about, sources, made_for)


def _sources(file: GatheringYamlFile, node: Node | None) -> tuple[str, ...]:
    """Where its practice comes from, one a line."""
    return tuple(file.words(one) for one in file.items(node, some=True))


def _made_for(file: GatheringYamlFile, node: Node | None) -> InSet | None:
    """The meeting of a set for which it is proposed."""
    found = file.one_of(node, InSet)
    if node is not None and found is not None and found not in PROPOSED:
        file.complain(node, f"a format is made for the {PROPOSED[0]} meeting or the {PROPOSED[1]}, not for “{found}”")
    return found


def _parts(file: GatheringYamlFile, steps: Node | None) -> tuple[list[_Placed], list[_Placed], list[_Placed]]:
    """The steps before the slot, in it, and after it."""
    before: list[_Placed] = []
    slot: list[_Placed] = []
    after: list[_Placed] = []
    slots = 0
    for node in file.items(steps, some=True):
        if _is_slot(node):
            slots += 1
            slot += [_step(file, inner) for inner in file.items(file.fields(node, ("slot",)).get("slot"), some=True)]
        else:
            (after if slots else before).append(_step(file, node))
    if steps is not None and slots != 1:
        file.complain(steps, f"there must be one slot, not {slots}")
    return before, slot, after


def _is_slot(node: Node) -> bool:
    return isinstance(node, MappingNode) and any(key.value == "slot" for key, _ in node.value)


def _step(file: GatheringYamlFile, node: Node) -> _Placed:
    fields = file.fields(node, (*STEP, *OTHER_WORDS, *HOW), needed=STEP)
    kind = file.one_of(fields.get("kind"), StepKind)
    (minutes, otherwise), says = _minutes(file, fields.get("minutes")), file.words(fields.get("says"))
    other: dict[str, Any] = {name: file.words(fields[name]) for name in OTHER_WORDS if name in fields}
    ends = file.one_of(fields.get("ends"), Ends)
    asking = file.one_of(fields.get("asking"), Asking)
    other |= {
        "otherwise": otherwise,
        "ends": ends,
        "families": _families(file, fields.get("prompts")),
        "asking": asking,
    }
    return _Placed(node, FormatStep(kind, minutes, says, **other) if kind else None)


def _families(file: GatheringYamlFile, node: Node | None) -> tuple[Family, ...] | None:
    """Of which families the prompts of a step are: a list, or `none` for a step without."""
    if node is None:
        return None
    if node.value == NO_PROMPTS:
        return ()
    found = [file.one_of(one, Family) for one in file.items(node, some=True)]
    return tuple(one for one in found if one is not None)


def _minutes(file: GatheringYamlFile, node: Node | None) -> tuple[float, float | None]:
    """Those of a typed meeting, and of a spoken one where they differ: `7`, or `{typed: 7, spoken: 5}`."""
    if not isinstance(node, MappingNode):
        return file.number(node), None
    given = file.fields(node, HELD, needed=HELD)
    typed, spoken = (file.number(given.get(name)) for name in HELD)
    return typed, spoken if spoken != typed else None


def _check_steps(file: GatheringYamlFile, before: list[_Placed], slot: list[_Placed], after: list[_Placed]) -> None:
    placed = [*before, *slot, *after]
    for node, step in placed:
        for sentence in (*mistakes_of_step(step), *mistakes_of_ending(step)) if step else ():
            file.complain(node, sentence)
    if placed and all(step for _, step in placed):  # an unknown kind may well be the one that seems to be missing
        for position, sentence in mistakes_of_order(_plans(before), _plans(slot), _plans(after)):
            file.complain(placed[min(position, len(placed) - 1)].node, sentence)


def _plans(placed: Iterable[_Placed]) -> tuple[FormatStep, ...]:
    return tuple(step for _, step in placed if step)
