"""The building blocks of every message: Block Kit objects, and the one check that keeps them within Slack's limits.

They are plain dicts, with their keys in order. Those of slack_sdk look for their validators anew in each object, and most of the
time of drawing a message went there: they judge all that is drawn in tests instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from prompts import ids
from prompts.language import N_, _
from prompts.wording import cut, escape, plain

Message = dict[str, Any]
"""`text` and `blocks`, as chat.postMessage and an ack take them."""
Block = dict[str, Any]

LONGEST_TEXT: Final = 3900
LONGEST_SECTION: Final = 3000
LONGEST_TOTAL: Final = 12_800
"""Slack refuses all text of a message's blocks together from about 13,200 characters on."""
LONGEST_LABEL: Final = 75
_LONGEST_ANSWER: Final = 30
MOST_BLOCKS: Final = 50
_TOO_LITTLE: Final = 40
_MORE: Final = N_("There's more than fits here.")


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, its id from `ids`, and the kind and public id of what it is about.

    Only one that a single person sees may carry their own words instead, in `carries` (up to 2,000 characters).
    `sure` is what Slack's own dialog says first, for what cannot be taken back. `about` is what the button is about, for a screen
    reader: needed where the same words stand on several buttons of one message.
    """

    label: str
    action_id: str
    kind: str
    public_id: str
    primary: bool = False
    carries: str | None = None
    sure: str = ""
    about: str = ""

    def element(self, of_row: str = "") -> Block:
        """As Slack takes it; `of_row` is what the row is about in which it stands."""
        about = self.about or of_row
        return given(
            accessibility_label=_read_out(self.label, about) if about else None,
            action_id=self.action_id,
            confirm=_asking(self.label, self.sure) if self.sure else None,
            style="primary" if self.primary else None,
            text=plain_text(plain(self.label, LONGEST_LABEL)),
            type="button",
            value=self.carries or ids.value(self.kind, self.public_id),
        )


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of two to five choices behind three dots: what each says, and the kind and public id that it carries."""

    action_id: str
    choices: tuple[tuple[str, str, str], ...]

    def element(self) -> Block:
        options = [
            {"text": plain_text(plain(label, LONGEST_LABEL)), "value": ids.value(kind, public_id)}
            for label, kind, public_id in self.choices
        ]
        return {"action_id": self.action_id, "options": options, "type": "overflow"}


def _asking(label: str, sure: str) -> Block:
    """Slack's own dialog before a button counts."""
    return {
        "title": _with_emoji(plain(_("{label}?").format(label=label), 100)),
        "text": plain_text(plain(sure, 300)),
        "confirm": _with_emoji(plain(label, _LONGEST_ANSWER)),
        "deny": _with_emoji(plain(_("Leave it"), _LONGEST_ANSWER)),
    }


def _with_emoji(words: str) -> Block:
    return {"emoji": True, **plain_text(words)}


def given(**fields: Any) -> Block:
    """An object with those fields that have a value: Slack takes no empty ones."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def plain_text(words: str) -> Block:
    """Words in which nothing is a mention, a link or markup."""
    return {"text": words, "type": "plain_text"}


def marked_up(mrkdwn: str) -> Block:
    """Words with markup of ours: Slack makes no links or mentions of what people typed among them."""
    return {"text": mrkdwn, "type": "mrkdwn", "verbatim": True}


def message(text: str, *blocks: Block) -> Message:
    """What is posted, within Slack's limits: `text` says the same to a screen reader and a notification."""
    return {"text": cut(text, LONGEST_TEXT), "blocks": fitting(blocks, MOST_BLOCKS)}


def told(*blocks: Block) -> Message:
    """A message whose `text` is the words of its blocks."""
    return message("\n".join(_words(blocks)), *blocks)


def letter(opening: Block, own_words: Sequence[Block], *closing: Block) -> Message:
    """What is sent to one person by DM about actions of theirs, whose words stand in neither its `text` nor its first block.

    A notification shows those wherever the reader's screen is. `own_words` are the blocks that say them.
    """
    return message("\n".join(_words([opening, *closing])), opening, *own_words, *closing)


@dataclass(frozen=True, slots=True)
class PartWords:
    """What a part of a letter says. Words of its reader's own are in `own_words` alone: a notification does not show those."""

    opening: Sequence[Block]
    own_words: Sequence[Block] = ()
    closing: Sequence[Block] = ()

    @property
    def blocks(self) -> list[Block]:
        return [*self.opening, *self.own_words, *self.closing]


def in_parts(parts: Sequence[PartWords]) -> Message:
    """A letter of several parts, each apart from the next; its `text` is without the words that are its reader's own."""
    shown = [[divider(), *part.blocks] if place else part.blocks for place, part in enumerate(parts)]
    open_to_all = [block for part in parts for block in (*part.opening, *part.closing)]
    return message("\n".join(_words(open_to_all)), *(block for blocks in shown for block in blocks))


def section(mrkdwn: str, accessory: Button | Menu | None = None) -> Block:
    """A paragraph, with a button or a menu beside it if one is given."""
    words = marked_up(cut(mrkdwn, LONGEST_SECTION))
    return given(accessory=accessory.element() if accessory else None, text=words, type="section")


def hint(mrkdwn: str) -> Block:
    """A paragraph in small print."""
    return {"elements": [marked_up(cut(mrkdwn, LONGEST_SECTION))], "type": "context"}


def header(words: str) -> Block:
    """A heading; typed text in it is plain."""
    return {"text": plain_text(plain(words, 150)), "type": "header"}


def divider() -> Block:
    return {"type": "divider"}


def _read_out(label: str, about: str) -> str:
    """What a screen reader says of a button, which may be reached without what stands around it."""
    return plain(_("{label}: {about}").format(label=label, about=about), LONGEST_LABEL)


def buttons(*shown: Button, block_id: str | None = None, about: str = "") -> Block:
    """A row of buttons. Their ids differ, since Slack wants them unique within a block. `about` is what all of them are about."""
    return given(block_id=block_id, elements=[one.element(about) for one in shown], type="actions")


def fitting(blocks: Sequence[Block], most: int) -> list[Block]:
    """The blocks within Slack's limits: typed text gives way, with the buttons below it, but never the last block."""
    if len(blocks) > most:
        blocks = [*blocks[: most - 2], hint(_(_MORE)), blocks[-1]]
    if sum(map(length_of, blocks)) <= LONGEST_TOTAL:
        return list(blocks)
    room = LONGEST_TOTAL - sum(length_of(block) for block in blocks if not _may_shrink(block))
    kept: list[Block] = []
    orphaned = False
    for block in blocks:
        if not _may_shrink(block):
            if not orphaned or block is blocks[-1]:
                kept.append(block)
            orphaned = False
        elif not (orphaned := room < min(_TOO_LITTLE, length_of(block))):
            kept.append(_shrunk(block, room))
            room -= length_of(kept[-1])
    return kept


def _may_shrink(block: Block) -> bool:
    return block["type"] in ("section", "context")


def _shrunk(block: Block, room: int) -> Block:
    if length_of(block) <= room:
        return block
    if block["type"] == "section":
        beside = length_of(block.get("accessory"))
        return {**block, "text": _cut_text(block["text"], max(_TOO_LITTLE, room - beside))}
    return {**block, "elements": [_cut_text(element, room) for element in block["elements"]]}


def _cut_text(text: dict[str, Any], limit: int) -> dict[str, Any]:
    return {**text, "text": cut(text["text"], limit)}


def length_of(part: Any) -> int:
    """Characters of all text in a block, or in a part of one."""
    if isinstance(part, list):
        return sum(map(length_of, part))
    if not isinstance(part, dict):
        return 0
    length = 0
    for name, value in part.items():
        if isinstance(value, str):
            length += len(value) if name == "text" else 0
        else:
            length += length_of(value)
    return length


def _words(blocks: Sequence[Block]) -> list[str]:
    texts = []
    for block in blocks:
        if block["type"] == "section":
            texts.append(str(block["text"]["text"]))
        elif block["type"] == "header":
            texts.append(escape(str(block["text"]["text"])))
        elif block["type"] == "context":
            texts += [str(element["text"]) for element in block["elements"]]
    return texts
