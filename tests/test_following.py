"""What messages and letters show, and which timers there are, follows from rows: whoever writes a use case has nothing to remember."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Says
from tests.parsed_code import nodes_of, parsed

ROOT: Final = Path(__file__).parents[1]
MECHANISM: Final = {"service", "unit_of_work", "locked_set", "locked_meeting", "letters_following", "too_few"}
"""What compares how things were with how they are, and writes the difference."""
RAISING: Final = {
    "redraw", "redraw_latest", "redraw_parts", "redraw_letters", "draw_charter", "later", "never", "once", "retire",
}  # fmt: skip
BY_HAND: Final = {
    "channels: work.later(Later.LOOK_AT_CHANNEL)": "Slack has told that something there has changed, and is asked what",
    "channels: locked.draw_charter": "it is another day, and nothing else may have changed",
    "conversations: work.once(Later.OPEN_DM)": "Slack is asked for what is not known yet",
    "deletions: locked.work.redraw_latest": "somebody has deleted a message: another one carries the controls",
    "installations: work.later(Later.LOOK_AT_INSTALLATION)": "somebody there asks something, and Slack is asked at once",
    "leave_requests: locked.work.redraw(Says.ASKED_TO_LEAVE)": "who else is asked is told by the roster alone",
    "letters: work.redraw_parts": "an earlier letter leaves to this one what it asked about the same date",
    "meeting_clock: locked.work.later(Later.MEETING_MISSED)": "the day after what was offered, and not of every date",
    "people: work.never(Later.LEARN_PERSON)": "Slack has answered, or will not",
    "people: work.never(Later.OPEN_DM)": "the same",
    "regrets: work.retire(Says.OTHER_DATES)": "the question is asked anew, below",
    "sets: work.once(Later.SWEEP)": "the first set of a workspace has it swept from then on",
    "zones_anew: work.later(Later.ASK_ABOUT_EVERYBODY)": "the sweep has people left to ask about",
}
"""What use cases raise themselves, each with its reason."""
MOST_LINES_BY_HAND: Final = 15

UNTOLD: Final = {
    "actions:": "what `add` writes, which tells of it",
    "actions:names_question": "the question that it came from is shown to whoever asked it, as they look",
    "actions:forget_aside": "whoever has left is told of none of their actions",
    "cycles:forget": "whoever has left is asked no more",
    "erasures:forget_actions": "messages that held them are marked, and go",
    "erasures:forget_presence": "the person is to be gone, and nobody is asked about them any more",
    "concerns:forget_from": "what a member gave is deleted, and the message that tells of it",
    "installations:known": "it is not locked",
    "erasures:nobody": "the person is gone, and their letters with them",
    "erasures:uninstalled": "nothing is left of the workspace",
    "letters:": "what is put by is shown by a letter to come",
    "letters:compose": "what is new is told by the letter that is new",
    "letters:drop": "what waited, or has lapsed, is shown nowhere",
    "meeting_slots:save_slots": "the meeting that saves them tells of them once it is over",
    "meeting_slots:": "which question helped most is shown by the meeting",
    "meetings:let_the_absent_read": "it is said in the meeting, before any letter asks",
    "members:forget": "why there was no action is shown to nobody",
    "regrets:forget": "whoever has left is expected at no meeting",
    "removals:letters_about": "the letters go",
}
"""Statements of their own that write rows from which something follows and need tell nobody, by file and function."""
OF_TABLE: Final = re.compile(r"(?:table_of\()?(\w+)(?:\)|\.__table__)?")
WRITES: Final = {
    "update",
    "delete",
    "insert",
    "inserting",
    "Inserting",
    "CompiledInsert",
    "write_changes",
    "add",
    "upsert",
}

NEVER_ANEW: Final = {
    Says.REGRETS: "said once, as the meeting opens",
    Says.JOINED: "said once",
    Says.REPORT_ASK: "of an earlier version: drawn with the letters of its reader",
    Says.DUE_NUDGE: "the same",
    Part.CHANGED: "told once, as the letter is composed",
    Part.DUE: "drawn with whatever its reader does with their actions",
    Part.PARKED: "told once",
    Part.MISSED_MEETING: "told once",
    Part.OUTSIDE: "answered by leaving, or by coming back, and asked once",
    Part.REMOVAL_OVER: "told once: what came of it stays",
    Part.TRAVELLED: "told once",
}
"""What is not drawn anew for what it shows, each with its reason."""
DRAWN_BY: Final = (
    *sorted((ROOT / "bot/domain/meeting").rglob("*.py")),
    *(ROOT / f"bot/services/{name}.py" for name in ("what_follows", "set_timers", "locked_set", "letters_following")),
)


def naming(paths: Iterable[Path], names: Iterable[str]) -> Iterator[Path]:
    """The files in which one of the names stands: what cannot hold what is looked for need not be parsed."""
    any_of_them = re.compile(rf"\b({'|'.join(names)})\b")
    return (path for path in paths if any_of_them.search(path.read_text(encoding="utf-8")))


def raised() -> Iterator[str]:
    """What use cases raise, as in BY_HAND."""
    for path in naming(sorted((ROOT / "bot/services").rglob("*.py")), RAISING):
        for node in nodes_of(path) if path.stem not in MECHANISM else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RAISING:
                about = [ast.unparse(one) for one in node.args[:1] if re.match(r"(Later|Says)\.", ast.unparse(one))]
                yield f"{path.stem}: {ast.unparse(node.func)}{f'({about[0]})' if about else ''}"


def test_no_use_case_draws_a_message_or_sets_or_drops_a_timer_but_for_a_reason() -> None:
    found = list(raised())
    assert set(found) == set(BY_HAND)
    assert len(found) <= MOST_LINES_BY_HAND


@cache
def followed() -> frozenset[str]:
    """What tables from whose rows something follows are called in statements."""
    from bot.services.what_follows import (  # and all tables: one worker needs them, and not each
        FOLLOWS,
        TOLD_IN_LETTERS,
    )

    classes = FOLLOWS.keys() | TOLD_IN_LETTERS
    return frozenset({*(one.__name__ for one in classes), *(str(one.__tablename__) for one in classes)})


def written() -> Iterator[tuple[str, bool]]:
    """The functions of storage that write such rows by statements of their own, and whether they tell of it."""
    own = (path for path in sorted((ROOT / "storage").rglob("*.py")) if "migrations" not in path.parts)
    for path in naming(own, followed()):
        for part in parsed(path).body:
            calls = [node for node in ast.walk(part) if isinstance(node, ast.Call)]
            writing = [one for one in calls if ast.unparse(one.func).split(".")[-1] in WRITES]
            about = {OF_TABLE.sub(r"\1", ast.unparse(given)) for one in writing for given in one.args[:2]}
            if about & followed():
                told = any(ast.unparse(one.func) == "changed_rows.tell" for one in calls)
                yield f"{path.relative_to(ROOT / 'storage').as_posix()[:-3]}:{getattr(part, 'name', '')}", told


def test_whatever_is_written_by_a_statement_of_its_own_is_told_of() -> None:
    found = set(written())
    assert {one for one, told in found if not told} == set(UNTOLD)
    assert {one for one, told in found if told} >= {"regrets:say", "regrets:take_back"}


def is_a_kind(node: ast.expr) -> bool:
    """Whether it is what kinds of messages, or of parts of letters, are named by."""
    return isinstance(node, ast.Name) and node.id in {"Says", "Part"}


def test_whatever_is_shown_is_drawn_anew_or_has_a_reason_not_to_be() -> None:
    kinds_of = (node for path in naming(DRAWN_BY, ("Says", "Part")) for node in nodes_of(path))
    named = {ast.unparse(node) for node in kinds_of if isinstance(node, ast.Attribute) and is_a_kind(node.value)}
    kinds = [*((one, f"Says.{one.name}") for one in Says), *((one, f"Part.{one.name}") for one in Part)]
    assert [called for one, called in kinds if called not in named and one not in NEVER_ANEW] == []
    assert [one for one in NEVER_ANEW if f"{type(one).__name__}.{one.name}" in named] == []
