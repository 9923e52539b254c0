"""What somebody said, offered to them alone: one press keeps it, and what is not pressed is kept nowhere."""

from collections.abc import Mapping
from typing import Final

from bot.domain.calendars import OnDay
from bot.domain.lengths import LONGEST_ACTION, LONGEST_DETAIL, LONGEST_SENTENCE
from bot.domain.said_words import Keepable, Keeps, Offer
from prompts import actions, ids, issues
from prompts.actions import LONGEST_CARRIED, MOST_DAYS
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form
from prompts.refused import worded
from prompts.wording import clean, clip, day_in_full, day_written, in_a_line

KEEP: Final = "Keep these words"
MOST_OFFERED: Final = 5
"""Actions at once; whoever takes on more has the form."""
_AS: Final[Mapping[Keeps, str]] = {
    Keeps.RESTATED: "Keep that as your question?",
    Keeps.ACTION: "Keep that as your next step?",
    Keeps.LEARNING: "Keep that as what you learned?",
}
_NOT_READ: Final = "I couldn't read your words just now. They are in the thread; paste them here."


def offer(offered: Offer) -> Message:
    """For whoever said it alone, once they are quiet."""
    blocks = [block for piece in offered.pieces[:MOST_OFFERED] for block in _piece(offered, piece)]
    return told(*blocks, hint("Only you see this, and nothing is kept unless you press."))


def _piece(offered: Offer, piece: Keepable) -> list[Block]:
    if clip(piece.words, LONGEST_CARRIED) != clean(piece.words):
        words = [section(f"{_AS[offered.keeps]} _{in_a_line(piece.words)}_")]
        return [*words, hint("That's long, so it opens in the form."), buttons(_in_form(offered, piece, KEEP))]
    if offered.keeps is Keeps.ACTION:
        return _action(offered, piece)
    return [section(f"{_AS[offered.keeps]} _{in_a_line(piece.words)}_"), buttons(*_keeping(offered, piece))]


def _keeping(offered: Offer, piece: Keepable) -> list[Button]:
    if offered.keeps is Keeps.RESTATED:
        return [_carrying(KEEP, ids.KEEP_RESTATED, "step", offered.step_id, piece.words)]
    return [
        _carrying(KEEP, f"{ids.KEEP_LEARNED}:me", "step", offered.step_id, piece.words),
        _carrying("Keep them for the set", f"{ids.KEEP_LEARNED}:set", "step", offered.step_id, piece.words),
    ]


def _action(offered: Offer, piece: Keepable) -> list[Block]:
    """With its date repeated back, or asked about with the likeliest days as buttons."""
    asked = f"{_AS[Keeps.ACTION]} *{in_a_line(piece.what)}*"
    if piece.doubt is not None:
        days = [_on(offered, piece, day_written(day), day.isoformat()) for day in piece.doubt.days[:MOST_DAYS]]
        another = _in_form(offered, piece, "Another day")
        undated = _carrying("No date", f"{ids.KEEP_ACTION}:none", "slot", offered.slot_id, piece.words)
        return [section(asked), hint(f"By when? {worded(piece.doubt)}"), buttons(*days, another, undated)]
    if isinstance(piece.due, OnDay):
        when = day_in_full(piece.due.day, piece.due.zone)
        return [section(f"{asked} · by {when}"), buttons(_on(offered, piece, KEEP, piece.due.day.isoformat()))]
    return [section(f"{asked} · by the next meeting"), buttons(_on(offered, piece, KEEP, "none"))]


def _on(offered: Offer, piece: Keepable, label: str, day: str) -> Button:
    return _carrying(label, f"{ids.KEEP_ACTION}:{day}", "slot", offered.slot_id, piece.what)


def _in_form(offered: Offer, piece: Keepable, label: str) -> Button:
    """What is too long for a button is read again where it stands, and opens in the form."""
    kind, of = ("slot", offered.slot_id) if offered.keeps is Keeps.ACTION else ("step", offered.step_id)
    return _carrying(label, f"{ids.WORDS_IN_FORM}:{offered.keeps}", kind, of, f"{piece.first_ts}-{piece.last_ts}")


def _carrying(label: str, action_id: str, kind: str, public_id: str, words: str) -> Button:
    return Button(
        label, action_id, kind, public_id, carries=ids.with_words(kind, public_id, clip(words, LONGEST_CARRIED))
    )


def form(keeps: Keeps, of: str, words: str) -> Form:
    """The form of what they would be kept as, with all the words that it takes."""
    if keeps is Keeps.ACTION:
        about = ids.value("slot", of)
        if len(words) > LONGEST_ACTION:
            return {**actions.too_long(words), "private_metadata": about}
        return actions.form(what=words, problem=None if words else _NOT_READ, about=about)
    if keeps is Keeps.RESTATED:
        return issues.restated_form(of, words, problem=_why(words, LONGEST_SENTENCE))
    return issues.learning_form(of, words, problem=_why(words, LONGEST_DETAIL))


def _why(words: str, most: int) -> str:
    if not words:
        return _NOT_READ
    return (
        f"This takes up to {most} characters, and your words are longer: see where they end."
        if len(words) > most
        else ""
    )
