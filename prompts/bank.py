"""Loads the question bank and the formats, and refuses a file with everything that is wrong in it, line by line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import yaml

from bot.domain.errors import Misconfigured
from bot.domain.formats import Format, FormatStep, StepKind, mistakes_of_order, mistakes_of_step
from bot.domain.lengths import LONGEST_PROMPT
from bot.domain.questions import LEAST_CHALLENGE, MOST_CHALLENGE, Bank, Family, Prompt

QUESTIONS: Final = Path(__file__).parent / "questions" / "en.yaml"
FORMATS: Final = Path(__file__).parent / "formats"

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")  # YAML also reads 1:30 as ninety and 010 as eight
_SLUG: Final = re.compile(r"[a-z]+(-[a-z]+)*")
_E = TypeVar("_E", bound=StrEnum)


def load_bank(path: Path = QUESTIONS) -> Bank:
    """The question bank of that file. Raises Misconfigured, which names the file and every line that is wrong."""
    sheet = _Sheet(path)
    found = [read for group in sheet.items(sheet.root) for read in _prompts_of_group(sheet, group)]
    lines: dict[str, int] = {}
    for node, prompt in found:
        if prompt.id in lines:
            sheet.wrong(node, f"the id {prompt.id} is taken by line {lines[prompt.id]}")
        lines.setdefault(prompt.id, _line(node))
    sheet.raise_if_wrong()
    return Bank(tuple(prompt for _, prompt in found))


def load_formats(folder: Path = FORMATS) -> Mapping[str, Format]:
    """The formats of that folder by name. Raises Misconfigured, which names every file and every line that is wrong."""
    formats: dict[str, Format] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            formats[path.stem] = _format(_Sheet(path))
        except Misconfigured as misconfigured:
            wrong.append(str(misconfigured))
    if not formats and not wrong:
        wrong.append(f"{folder}: there is no format here")
    if wrong:
        raise Misconfigured("\n".join(wrong))
    return formats


class _Sheet:
    """A YAML file while it is read.

    Reading goes on past a mistake with something harmless in its place; `raise_if_wrong` then tells all mistakes at
    once. A node that is None stands for a key that was missing, and has been told of already.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._wrong: list[tuple[int, str]] = []
        self.root = self._composed()

    def wrong(self, node: yaml.Node, sentence: str) -> None:
        self._wrong.append((_line(node), sentence))

    def raise_if_wrong(self) -> None:
        if self._wrong:
            raise Misconfigured("\n".join(f"{self.path}:{line}: {sentence}" for line, sentence in sorted(self._wrong)))

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """The entries of a list, of which there must be some."""
        if isinstance(node, yaml.SequenceNode) and node.value:
            return list(node.value)
        if node is not None:
            self.wrong(node, "there must be a list here")
        return []

    def pairs(self, node: yaml.Node | None) -> Iterator[tuple[yaml.Node, str, yaml.Node]]:
        """The keys of a mapping, as nodes and as text, and their values. A key that is there already is left out."""
        if not isinstance(node, yaml.MappingNode) or not node.value:
            if node is not None:
                self.wrong(node, "there must be keys with values here")
            return
        seen: set[str] = set()
        for key, value in node.value:
            name = self.text(key)
            if name in seen:
                self.wrong(key, f"{name} is there already")
            else:
                yield key, name, value
            seen.add(name)

    def fields(self, node: yaml.Node | None, *names: str, perhaps: Sequence[str] = ()) -> dict[str, yaml.Node]:
        """A mapping with exactly these keys, and `perhaps` with those."""
        found: dict[str, yaml.Node] = {}
        for key, name, value in self.pairs(node):
            if name in names or name in perhaps:
                found[name] = value
            else:
                self.wrong(key, f"{name} is not known here, only {', '.join((*names, *perhaps))}")
        if isinstance(node, yaml.MappingNode):
            for name in names:
                if name not in found:
                    self.wrong(node, f"{name} is missing")
        return found

    def text(self, node: yaml.Node | None) -> str:
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str" and node.value.strip():
            return str(node.value).strip()
        if node is not None:
            self.wrong(node, "there must be text here")
        return ""

    def number(self, node: yaml.Node | None) -> float:
        if isinstance(node, yaml.ScalarNode) and not node.style and _NUMBER.fullmatch(node.value):
            return float(node.value)
        if node is not None:
            self.wrong(node, "there must be a number here, such as 7 or 2.5")
        return 1.0

    def one_of(self, node: yaml.Node | None, choices: type[_E]) -> _E | None:
        text = self.text(node)
        if text in set(choices):
            return choices(text)
        if node is not None and text:
            self.wrong(node, f"{text} is not known here, only {', '.join(choices)}")
        return None

    def _composed(self) -> yaml.Node:
        try:
            root = yaml.compose(self.path.read_text("utf-8"), Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise Misconfigured(f"{self.path}:{line}: this is not YAML: {error.problem}") from error
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise Misconfigured(f"{self.path}: this cannot be read: {error}") from error
        if root is None:
            raise Misconfigured(f"{self.path}: there is nothing in it")
        return root


class _Read(NamedTuple):
    node: yaml.Node
    prompt: Prompt


class _Placed(NamedTuple):
    """A step and where it stands. The step is None if its kind could not be read."""

    node: yaml.Node
    step: FormatStep | None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _prompts_of_group(sheet: _Sheet, group: yaml.Node) -> Iterator[_Read]:
    fields = sheet.fields(group, "step", "family", "challenge", "prompts")
    step = sheet.one_of(fields.get("step"), StepKind)
    family = sheet.one_of(fields.get("family"), Family)
    challenge = _challenge(sheet, fields.get("challenge"))
    for key, id, value in sheet.pairs(fields.get("prompts")):
        text = sheet.text(value)
        for sentence in _mistakes_of_prompt(id, text):
            sheet.wrong(key, sentence)
        if step and family:
            yield _Read(key, Prompt(id, step, family, text, challenge))


def _challenge(sheet: _Sheet, node: yaml.Node | None) -> int:
    number = sheet.number(node)
    if node is not None and number not in range(LEAST_CHALLENGE, MOST_CHALLENGE + 1):
        sheet.wrong(node, f"challenge goes from {LEAST_CHALLENGE} to {MOST_CHALLENGE} in whole steps")
    return int(number)


def _mistakes_of_prompt(id: str, text: str) -> Iterator[str]:
    if id and not _SLUG.fullmatch(id):
        yield f"an id is made of small letters and hyphens, such as who-cares, not {id}"
    if text and (text.count("?") != 1 or not text.endswith("?")):
        yield f"{id} must be one question, with its question mark at the end"
    if len(text) > LONGEST_PROMPT:
        yield f"{id} is {len(text)} characters long, and {LONGEST_PROMPT} is the most"


def _format(sheet: _Sheet) -> Format:
    fields = sheet.fields(sheet.root, "name", "title", "about", "steps")
    name, title, about = (sheet.text(fields.get(key)) for key in ("name", "title", "about"))
    if name and name != sheet.path.stem:
        sheet.wrong(fields["name"], f"the name must be {sheet.path.stem}, as the file is called")
    before, slot, after = _parts(sheet, fields.get("steps"))
    _check_steps(sheet, before, slot, after)
    sheet.raise_if_wrong()
    return Format(name, title, _plans(before), _plans(slot), _plans(after), about)


def _parts(sheet: _Sheet, steps: yaml.Node | None) -> tuple[list[_Placed], list[_Placed], list[_Placed]]:
    """The steps before the slot, in it, and after it."""
    before: list[_Placed] = []
    slot: list[_Placed] = []
    after: list[_Placed] = []
    slots = 0
    for node in sheet.items(steps):
        if _is_slot(node):
            slots += 1
            slot += [_step(sheet, inner) for inner in sheet.items(sheet.fields(node, "slot").get("slot"))]
        else:
            (after if slots else before).append(_step(sheet, node))
    if steps is not None and slots != 1:
        sheet.wrong(steps, f"there must be one slot, not {slots}")
    return before, slot, after


def _is_slot(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and any(key.value == "slot" for key, _ in node.value)


def _step(sheet: _Sheet, node: yaml.Node) -> _Placed:
    fields = sheet.fields(node, "kind", "minutes", "says", perhaps=("aloud",))
    kind = sheet.one_of(fields.get("kind"), StepKind)
    minutes, says = sheet.number(fields.get("minutes")), sheet.text(fields.get("says"))
    aloud = sheet.text(fields["aloud"]) if "aloud" in fields else ""
    return _Placed(node, FormatStep(kind, minutes, says, aloud) if kind else None)


def _check_steps(sheet: _Sheet, before: list[_Placed], slot: list[_Placed], after: list[_Placed]) -> None:
    placed = [*before, *slot, *after]
    for node, step in placed:
        for sentence in mistakes_of_step(step) if step else ():
            sheet.wrong(node, sentence)
    if placed and all(step for _, step in placed):  # an unknown kind may well be the one that seems to be missing
        for position, sentence in mistakes_of_order(_plans(before), _plans(slot), _plans(after)):
            sheet.wrong(placed[min(position, len(placed) - 1)].node, sentence)


def _plans(placed: Iterable[_Placed]) -> tuple[FormatStep, ...]:
    return tuple(step for _, step in placed if step)
