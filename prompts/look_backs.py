"""Asking somebody whose slot brought no action how it looks now, and showing what they say."""

from bot.domain.lengths import LONGEST_REPORT
from bot.domain.look_backs import Answered, LooksBack
from prompts import ids
from prompts.blocks import Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, nobody_identified, text_input
from prompts.language import _
from prompts.wording import in_a_line, mention, said

_LONGEST_ISSUE = 150
_LONGEST_TOLD = 400


def asked(of: LooksBack) -> Message:
    """Its message in the thread of the report-back."""
    issue = in_a_line(of.sentence, _LONGEST_ISSUE)
    who = mention(of.user, opening=True) if of.user else _("Someone who has left the set")
    last_time = _("*{person}*, no action last time, from _{issue}_.").format(person=who, issue=issue)
    if of.answer is None:
        if not of.open:
            return told(section(last_time))
        ask = _("How does it look now? Nothing need have changed, and *Pass* is fine too.")
        return told(section(f"{last_time} {ask}"), buttons(_tell(of, _("Tell")), _pass(of)))
    if of.answer is Answered.PASSED:
        passed = hint(_("{person} passed.").format(person=who))
        return told(section(last_time), passed, *([buttons(_tell(of, _("Tell")))] if of.open else []))
    words = of.words.strip()
    now = (
        _("*Now:* {words}").format(words=said(words, _LONGEST_TOLD))
        if words
        else _("{person} has told us.").format(person=who)
    )
    again = [buttons(_tell(of, _("Change what I told")))] if of.open else []
    return told(section(f"{last_time}\n{now}"), *again)


def _tell(of: LooksBack, label: str) -> Button:
    return Button(label, ids.TELL_LOOK_BACK, "slot", of.slot_id)


def _pass(of: LooksBack) -> Button:
    return Button(_("Pass"), ids.PASS_LOOK_BACK, "slot", of.slot_id)


def form(slot_id: str, words: str = "") -> Form:
    """What they want the set to read; sent empty, it says that they have told it in words."""
    return modal(
        _("How it looks now"),
        _("Tell the set"),
        ids.LOOK_BACK_FORM,
        ids.value("slot", slot_id),
        nobody_identified(),
        text_input(
            "words",
            _("What has moved, or hasn't?"),
            initial=words,
            hint=_("If you've told us in words, you can leave this empty."),
            optional=True,
            multiline=True,
            most=LONGEST_REPORT,
        ),
    )
