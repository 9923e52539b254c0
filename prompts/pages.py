"""More than one view holds, in pages: the page travels in the button, so that nothing is kept of who looks where."""

from collections.abc import Sequence
from typing import Final

from prompts.blocks import Block, Button, buttons, length_of
from prompts.language import _

MOST_BLOCKS: Final = 90
"""Of Slack's hundred: what stands above and below each page has room as well."""
MOST_CHARACTERS: Final = 11_500
Unit = Sequence[Block]
"""Blocks that are not parted: an action with its buttons."""


def paged(units: Sequence[Unit], most_blocks: int = MOST_BLOCKS, most: int = MOST_CHARACTERS) -> list[list[Block]]:
    """The units in pages, as many on each as fit; there is always one."""
    pages: list[list[Block]] = [[]]
    left = most
    for unit in units:
        long = sum(map(length_of, unit))
        if pages[-1] and (len(pages[-1]) + len(unit) > most_blocks or long > left):
            pages.append([])
            left = most
        pages[-1] += unit
        left -= long
    return pages


def turning(action_id: str, kind: str, before: str | None, after: str | None) -> list[Block]:
    """*Back* and *More*, each with the place that it leads to; nothing where there is but one page."""
    turns = [(_("Back"), before), (_("More"), after)]
    shown = [
        Button(label, f"{action_id}:{place}", kind, where)
        for place, (label, where) in enumerate(turns)
        if where is not None
    ]
    return [buttons(*shown)] if shown else []


def page_before(page: int) -> int | None:
    """The number of the page before, counted from 0."""
    return page - 1 if page > 0 else None


def page_after(page: int, pages: int) -> int | None:
    return page + 1 if page + 1 < pages else None
