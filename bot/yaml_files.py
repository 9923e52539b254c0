"""YAML that people write, read with the line of every value, for whoever has to mend it: scripts, formats, the question bank.

A sentence about what is wrong begins with `FILE, line N: `. Every value is the text that was written: `no` and `14:00` are words.
"""

import re
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from bot.domain.errors import Misconfigured

LARGEST: Final = 1_000_000
DEEPEST: Final = 40
YES_OR_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
PLAIN: Final = tuple(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value")
)
"""What YAML takes words for by itself; here they are all words."""
QUICK: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, many times as fast, wherever PyYAML came with it."""
INSIDE_BRACES: Final = " (between { and }, words with a question mark need quotation marks)"
_HALF: Final = re.compile("[\ud800-\udfff]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")  # YAML also reads 1:30 as ninety and 010 as eight
_E = TypeVar("_E", bound=StrEnum)


class YamlError(Misconfigured):
    """A file that cannot be used: the sentence names the file, the line and the word."""


class YamlFile:
    """One file while it is read; `name` and `kind` ("script") are what it is called in sentences about it.

    The first mistake raises YamlError. A node that is None stands for a value that was missing, and has been told of already.
    """

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind

    def wrong(self, node: Node | int, what: str) -> YamlError:
        """To be raised: what is wrong at that node, or in that line."""
        line = node if isinstance(node, int) else line_of(node)
        return YamlError(f"{self.name}, line {line}: {what}")

    def complain(self, node: Node | int, what: str) -> None:
        """Say what is wrong; reading goes on only where mistakes are gathered."""
        raise self.wrong(node, what)

    def root(self, text: str, needs: str) -> Node:
        """The document. Raises YamlError for what is no YAML, or nothing (then it `needs` that), or no file that a person wrote."""
        if len(text) > LARGEST:
            raise YamlError(_too_long(self.name, self.kind))
        self._not_too_deep(text)
        node = self._composed(text)
        if node is None:
            raise YamlError(f"{self.name} is empty: a {self.kind} needs at least {needs}")
        return node

    def _composed(self, text: str) -> Node | None:
        try:
            return yaml.compose(text, Loader=QUICK)
        except yaml.YAMLError:
            return self._composed_slowly(text)  # the one that says best what is wrong, and takes what the other may not

    def _composed_slowly(self, text: str) -> Node | None:
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            hint = INSIDE_BRACES if "got '?'" in str(error.problem) else ""
            raise self.wrong(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}{hint}") from None
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise self.wrong(line, f"here is a character that no text has, U+{int(error.character):04X}") from None
        except yaml.YAMLError as error:
            raise YamlError(f"{self.name} is not YAML: {str(error).splitlines()[0]}") from None
        except RecursionError:
            raise YamlError(f"{self.name} is nested too deep for a {self.kind}") from None

    def _not_too_deep(self, text: str) -> None:
        """PyYAML composes by recursion, and anything may be handed to it."""
        for loader in (QUICK, yaml.SafeLoader):
            try:
                self._look_through(text, loader)
            except yaml.YAMLError:
                continue  # the other one may read further
            return

    def _look_through(self, text: str, loader: type) -> None:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                raise self.wrong(line, f"“*{event.anchor}”: a {self.kind} repeats nothing by alias")
            if depth > DEEPEST:
                raise self.wrong(line, f"this is nested too deep for a {self.kind}")

    def entries(self, node: Node | None, known: Collection[str] | None = None) -> dict[str, tuple[Node, Node]]:
        """The entries of a map by their keys as written: the node of each key, and its value.

        A key that comes twice is wrong and left out, and so is one that is not `known`.
        """
        if not isinstance(node, MappingNode):
            if node is not None:
                self.complain(node, f"{shown(node)} should be entries like `name: value`")
            return {}
        found: dict[str, tuple[Node, Node]] = {}
        for key_node, value in node.value:
            key = self.text(key_node)
            if key in found:
                self.complain(key_node, f"“{key}” stands here a second time")
            elif known is not None and key not in known:
                self.complain(key_node, f"“{key}” is not known here; there is {', '.join(known)}")
            else:
                found[key] = key_node, value
        return found

    def fields(
        self, node: Node | None, known: Collection[str] | None = None, *, needed: Collection[str] = ()
    ) -> dict[str, Node]:
        """The values of a map by their keys, as of `entries`; one that is `needed` and missing is wrong."""
        found = self.entries(node, known)
        for key in needed:
            if isinstance(node, MappingNode) and key not in found:
                self.complain(node, f"“{key}” is missing")
        return {key: value for key, (_, value) in found.items()}

    def items(self, node: Node | None, *, some: bool = False) -> list[Node]:
        """The entries of a list, of which there may have to be `some`."""
        if isinstance(node, SequenceNode):
            if some and not node.value:
                self.complain(node, "this list is empty")
            return list(node.value)
        if node is not None:
            self.complain(node, f"{shown(node)} should be a list, each entry on a line that begins with -")
        return []

    def text(self, node: Node | None) -> str:
        """Words, as written."""
        if not isinstance(node, ScalarNode):
            if node is not None:
                self.complain(node, f"{shown(node)} should be words")
            return ""
        if node.tag not in PLAIN:
            self.complain(node, f"“{node.tag}” tags the words; with ! in front they need quotation marks")
        if _HALF.search(node.value):
            self.complain(node, "here is half a character, which nobody can say")
        return str(node.value)

    def words(self, node: Node | None) -> str:
        """Words that are not empty."""
        text = self.text(node).strip()
        if isinstance(node, ScalarNode) and not text:
            self.complain(node, "there should be words here, and there is nothing")
        return text

    def yes(self, node: Node) -> bool:
        """`yes` or `no`, as people and YAML write them."""
        words = self.words(node).lower()
        if words not in YES_OR_NO:
            self.complain(node, f"{shown(node)} should be yes or no")
        return YES_OR_NO.get(words, False)

    def number(self, node: Node | None) -> float:
        """A number in figures, without quotation marks; 1 where it is none."""
        if isinstance(node, ScalarNode) and not node.style and _NUMBER.fullmatch(node.value):
            return float(node.value)
        if node is not None:
            self.complain(node, f"{shown(node)} should be a number, such as 7 or 2.5")
        return 1.0

    def one_of(self, node: Node | None, choices: type[_E]) -> _E | None:
        """One of these words; None where it is none of them."""
        text = self.words(node)
        if text in set(choices):
            return choices(text)
        if node is not None and text:
            self.complain(node, f"“{text}” is not known here; there is {', '.join(choices)}")
        return None


class GatheringYamlFile(YamlFile):
    """Reads on past a mistake with something harmless in its place; `raise_if_wrong` then tells all of them, in order."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, kind)
        self._mistakes: list[tuple[int, YamlError]] = []

    def complain(self, node: Node | int, what: str) -> None:
        self._mistakes.append((node if isinstance(node, int) else line_of(node), self.wrong(node, what)))

    def raise_if_wrong(self) -> None:
        """Raises YamlError with a line for each mistake."""
        if self._mistakes:
            raise YamlError("\n".join(str(error) for _, error in sorted(self._mistakes, key=lambda one: one[0])))


def read_text(path: Path, kind: str) -> str:
    """What is in the file. Raises YamlError for one that cannot be read, or is none that a person wrote."""
    try:
        if path.is_dir():
            raise YamlError(f"{path} cannot be read: it is a folder")
        if path.exists() and not path.is_file():
            raise YamlError(f"{path} cannot be read: it is no ordinary file")
        with path.open("rb") as file:
            found = file.read(4 * LARGEST + 1)
        if len(found) > 4 * LARGEST:
            raise YamlError(_too_long(str(path), kind))
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise YamlError(f"{path}, line {line}: this is not text in UTF-8; save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be"
        raise YamlError(f"{path} cannot be read: {reason}") from None


def _too_long(name: str, kind: str) -> str:
    return f"{name} is too long for a {kind}: more than {LARGEST:,} characters"


def line_of(node: Node) -> int:
    """The line in which it begins, from 1."""
    return int(node.start_mark.line) + 1


def shown(node: Node) -> str:
    """What somebody wrote, for a sentence about it."""
    if isinstance(node, ScalarNode):
        text = str(node.value)
        return f"“{text if len(text) <= 40 else text[:39] + '…'}”" if text else "what is not here"
    return "this list" if isinstance(node, SequenceNode) else "this map"
