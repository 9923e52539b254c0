"""YAML as it stands in the file: every value is the text that was written, with its line for whoever has to mend it."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

LARGEST: Final = 1_000_000
DEEPEST: Final = 40
YES_OR_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
PLAIN: Final = tuple(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value")
)
"""What YAML takes words for by itself; here they are all words."""
_HALF: Final = re.compile("[\ud800-\udfff]")
INSIDE_BRACES: Final = " (between { and }, words with a question mark need quotation marks)"


class ScriptError(Exception):
    """A script that cannot be played: the sentence names the file, the line and the word."""


class Sheet:
    """One file of YAML; knows its name for the sentences it complains with."""

    def __init__(self, name: str) -> None:
        self.name = name

    def wrong(self, node: Node | int, what: str) -> ScriptError:
        line = node if isinstance(node, int) else line_of(node)
        return ScriptError(f"{self.name}, line {line}: {what}")

    def root(self, text: str) -> Node:
        """The document. Raises ScriptError for what is no YAML, or nothing, or no file that a person wrote."""
        if len(text) > LARGEST:
            raise ScriptError(f"{self.name} is too long for a script: more than {LARGEST:,} characters")
        self._not_too_deep(text)
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            hint = INSIDE_BRACES if "got '?'" in str(error.problem) else ""
            raise self.wrong(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}{hint}") from None
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise self.wrong(line, f"here is a character that no text has, U+{int(error.character):04X}") from None
        except yaml.YAMLError as error:
            raise ScriptError(f"{self.name} is not YAML: {str(error).splitlines()[0]}") from None
        except RecursionError:
            raise ScriptError(f"{self.name} is nested too deep for a script") from None
        if node is None:
            raise ScriptError(f"{self.name} is empty: a script needs at least `play:` with a list")
        return node

    def fields(self, node: Node, known: Collection[str] | None = None) -> dict[str, Node]:
        """The entries of a map, by their keys as written. Raises ScriptError for unknown and double ones."""
        if not isinstance(node, MappingNode):
            raise self.wrong(node, f"{shown(node)} should be entries like `name: value`")
        found: dict[str, Node] = {}
        for key_node, value in node.value:
            key = self.text(key_node)
            if key in found:
                raise self.wrong(key_node, f"“{key}” stands here a second time")
            if known is not None and key not in known:
                raise self.wrong(key_node, f"“{key}” is not known here; there is {', '.join(known)}")
            found[key] = value
        return found

    def items(self, node: Node) -> list[Node]:
        if not isinstance(node, SequenceNode):
            raise self.wrong(node, f"{shown(node)} should be a list, each entry on a line that begins with -")
        return list(node.value)

    def text(self, node: Node) -> str:
        """Words, as written: `no` and `14:00` are words too."""
        if not isinstance(node, ScalarNode):
            raise self.wrong(node, f"{shown(node)} should be words")
        if node.tag not in PLAIN:
            raise self.wrong(node, f"“{node.tag}” tags the words; with ! in front they need quotation marks")
        if _HALF.search(node.value):
            raise self.wrong(node, "here is half a character, which nobody can say")
        return str(node.value)

    def yes(self, node: Node) -> bool:
        """`yes` or `no`, as people and YAML write them."""
        words = self.words(node).lower()
        if words not in YES_OR_NO:
            raise self.wrong(node, f"{shown(node)} should be yes or no")
        return YES_OR_NO[words]

    def words(self, node: Node) -> str:
        """Words that are not empty."""
        text = self.text(node).strip()
        if not text:
            raise self.wrong(node, "there should be words here, and there is nothing")
        return text

    def _not_too_deep(self, text: str) -> None:
        """PyYAML composes by recursion, and anything may be handed to it."""
        depth = 0
        try:
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                line = event.start_mark.line + 1 if event.start_mark else 1
                if isinstance(event, yaml.AliasEvent):
                    raise self.wrong(line, f"“*{event.anchor}”: a script repeats nothing by alias")
                if depth > DEEPEST:
                    raise self.wrong(line, "this is nested too deep for a script")
        except yaml.YAMLError:
            return


def read_text(path: Path) -> str:
    """What is in the file. Raises ScriptError for one that cannot be read, or is none that a person wrote."""
    try:
        if path.is_dir():
            raise ScriptError(f"{path} cannot be read: it is a folder")
        if path.exists() and not path.is_file():
            raise ScriptError(f"{path} cannot be read: it is no ordinary file")
        with path.open("rb") as file:
            found = file.read(4 * LARGEST + 1)
        if len(found) > 4 * LARGEST:
            raise ScriptError(f"{path} is too long for a script: more than {LARGEST:,} characters")
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScriptError(f"{path}, line {line}: this is not text in UTF-8; save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be"
        raise ScriptError(f"{path} cannot be read: {reason}") from None


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1


def shown(node: Node) -> str:
    """What somebody wrote, for a sentence about it."""
    if isinstance(node, ScalarNode):
        text = str(node.value)
        return f"“{text if len(text) <= 40 else text[:39] + '…'}”" if text else "what is not here"
    return "this list" if isinstance(node, SequenceNode) else "this map"
