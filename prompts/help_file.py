"""Reads what people can type (`help.md` of a language), and refuses a file with everything that is wrong in it, line by line.

Paragraphs have an empty line between them; one that begins with `>` is in small print. Commands stand in curly brackets, without
slash and prefix: `{set extend 5}`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.errors import Misconfigured
from bot.yaml_files import read_text

HELP: Final = "help.md"
OURS: Final = Path(__file__).parent / "languages" / "en_GB" / HELP
COMMANDS: Final = ("set-issue", "set", "action")
LONGEST: Final = 2500
"""Characters of a paragraph, so that commands with a long prefix still fit into Slack's block."""
MOST: Final = 20
IN_BRACKETS: Final = re.compile(r"\{([^{}]*)\}")


def load_help(path: Path = OURS) -> tuple[str, ...]:
    """The paragraphs of that file. Raises Misconfigured, which names the file and every line that is wrong."""
    lines = [line.strip() for line in read_text(path, "help").splitlines()]
    wrong = [f"{path}, line {number}: {why}" for number, line in enumerate(lines, start=1) for why in _mistakes(line)]
    paragraphs = tuple(part.strip() for part in re.split(r"\n{2,}", "\n".join(lines)) if part.strip())
    if not paragraphs:
        wrong.append(f"{path} is empty: help needs at least one paragraph")
    if len(paragraphs) > MOST:
        wrong.append(f"{path} has {len(paragraphs)} paragraphs, and {MOST} is the most")
    wrong += [
        f"{path}: the paragraph “{one[:30]}” is longer than {LONGEST} characters" for one in _too_long(paragraphs)
    ]
    if wrong:
        raise Misconfigured("\n".join(wrong))
    return paragraphs


@cache
def our_help() -> tuple[str, ...]:
    """In English, where a language has none of its own."""
    return load_help()


def _mistakes(line: str) -> Iterator[str]:
    for command in IN_BRACKETS.findall(line):
        if command.partition(" ")[0] not in COMMANDS:
            yield f"{{{command}}} is no command; they begin with {', '.join(COMMANDS)}"
    if set("{}") & set(IN_BRACKETS.sub("", line)):
        yield "a curly bracket is not closed, or not opened"


def _too_long(paragraphs: tuple[str, ...]) -> Iterator[str]:
    yield from (one for one in paragraphs if len(one) > LONGEST)
