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
from prompts.language import N_, _
from prompts.refused import worded
from prompts.wording import clean, clip, day_in_full, day_written, in_a_line, number

KEEP: Final = N_("Keep these words")
MOST_OFFERED: Final = 5
"""Actions at once; whoever takes on more has the form."""
_AS: Final[Mapping[Keeps, str]] = {
    Keeps.RESTATED: N_("Keep that as your question? _{words}_"),
    Keeps.ACTION: N_("Keep that as your next step? *{words}*"),
    Keeps.LEARNING: N_("Keep that as what you learned? _{words}_"),
}


def offer(offered: Offer) -> Message:
    """For whoever said it alone, once they are quiet."""
    blocks = [block for piece in offered.pieces[:MOST_OFFERED] for block in _piece(offered, piece)]
    return told(*blocks, hint(_("Only you can see this, and I won't keep it unless you press.")))


def _piece(offered: Offer, piece: Keepable) -> list[Block]:
    if clip(piece.words, LONGEST_CARRIED) != clean(piece.words):
        long = hint(_("It's long, so it'll open in the form."))
        return [_asked(offered.keeps, piece.words), long, buttons(_in_form(offered, piece, _(KEEP)))]
    if offered.keeps is Keeps.ACTION:
        return _action(offered, piece)
    return [_asked(offered.keeps, piece.words), buttons(*_keeping(offered, piece))]


def _asked(keeps: Keeps, words: str) -> Block:
    return section(_(_AS[keeps]).format(words=in_a_line(words)))


def _keeping(offered: Offer, piece: Keepable) -> list[Button]:
    if offered.keeps is Keeps.RESTATED:
        return [_carrying(_(KEEP), ids.KEEP_RESTATED, "step", offered.step_id, piece.words)]
    return [
        _carrying(_(KEEP), f"{ids.KEEP_LEARNED}:me", "step", offered.step_id, piece.words),
        _carrying(_("Keep them for the set"), f"{ids.KEEP_LEARNED}:set", "step", offered.step_id, piece.words),
    ]


def _action(offered: Offer, piece: Keepable) -> list[Block]:
    """With its date repeated back, or asked about with the likeliest days as buttons."""
    what = in_a_line(piece.what)
    if piece.doubt is not None:
        days = [_on(offered, piece, day_written(day), day.isoformat()) for day in piece.doubt.days[:MOST_DAYS]]
        another = _in_form(offered, piece, _("Another day"))
        undated = _carrying(_("No date"), f"{ids.KEEP_ACTION}:none", "slot", offered.slot_id, piece.words)
        by_when = _("By when? {doubt}").format(doubt=worded(piece.doubt))
        return [_asked(Keeps.ACTION, piece.what), hint(by_when), buttons(*days, another, undated)]
    if isinstance(piece.due, OnDay):
        day = day_in_full(piece.due.day, piece.due.zone)
        asked = _("Keep that as your next step? *{words}* · by {day}").format(words=what, day=day)
        return [section(asked), buttons(_on(offered, piece, _(KEEP), piece.due.day.isoformat()))]
    asked = _("Keep that as your next step? *{words}* · by the next meeting").format(words=what)
    return [section(asked), buttons(_on(offered, piece, _(KEEP), "none"))]


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
        return actions.form(what=words, problem=None if words else _not_read(), about=about)
    if keeps is Keeps.RESTATED:
        return issues.restated_form(of, words, problem=_why(words, LONGEST_SENTENCE))
    return issues.learning_form(of, words, problem=_why(words, LONGEST_DETAIL))


def _why(words: str, most: int) -> str:
    if not words:
        return _not_read()
    too_long = _("There's room for {most} characters and you wrote more: please check where it ends.")
    return too_long.format(most=number(most)) if len(words) > most else ""


def _not_read() -> str:
    return _("I couldn't read your words just now. They're in the thread; please paste them here.")
