"""The building blocks of every form: a modal and its fields, each block and element named after the field."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from prompts.blocks import LONGEST_LABEL, Block, fitting
from prompts.wording import clean, cut, plain

Form = dict[str, Any]
"""A view, as views.open takes it."""
Choice = tuple[str, str]
"""The value of an option and what it says."""
LONGEST_FIELD: Final = 3000
MOST_BLOCKS: Final = 100
_LONGEST_TITLE: Final = 24


def modal(
    title: str, submit: str, callback_id: str, private_metadata: str, *blocks: Block, notify_on_close: bool = False
) -> Form:
    """A form; `private_metadata` says what it is about: ids only, never words. Slack can tell that it was put away."""
    view = View(
        type="modal",
        title=PlainTextObject(text=plain(title, _LONGEST_TITLE)),
        submit=PlainTextObject(text=plain(submit, _LONGEST_TITLE)),
        close=PlainTextObject(text="Cancel"),
        callback_id=callback_id,
        private_metadata=private_metadata,
        notify_on_close=notify_on_close or None,
        blocks=fitting(blocks, MOST_BLOCKS),
    )
    return dict(view.to_dict())


def text_input(
    name: str,
    label: str,
    *,
    initial: str = "",
    hint: str = "",
    optional: bool = False,
    multiline: bool = False,
    most: int = LONGEST_FIELD,
) -> Block:
    """A field for typed text of up to `most` characters."""
    element = PlainTextInputElement(
        action_id=name,
        initial_value=_filled(initial, most),
        multiline=multiline,
        max_length=most,
    )
    return _field(name, label, element, hint, optional)


def select(name: str, label: str, choices: Sequence[Choice], *, initial: str = "", hint: str = "") -> Block:
    """A menu with one choice, from up to a hundred."""
    options = [
        Option(value=value, text=PlainTextObject(text=plain(words, LONGEST_LABEL))) for value, words in choices[:100]
    ]
    element = StaticSelectElement(action_id=name, options=options, initial_option=_chosen(options, initial))
    return _field(name, label, element, hint)


def radio(
    name: str, label: str, choices: Sequence[Choice], *, initial: str = "", hint: str = "", optional: bool = False
) -> Block:
    """One choice from up to ten, all seen at once. What they say is mrkdwn, so that it may mention people."""
    options = [
        Option(value=value, text=MarkdownTextObject(text=cut(words, LONGEST_LABEL))) for value, words in choices[:10]
    ]
    element = RadioButtonsElement(action_id=name, options=options, initial_option=_chosen(options, initial))
    return _field(name, label, element, hint, optional)


def number(name: str, label: str, *, initial: int, low: int, high: int, hint: str = "") -> Block:
    """A field for a whole number."""
    element = NumberInputElement(
        action_id=name,
        is_decimal_allowed=False,
        initial_value=str(initial),
        min_value=str(low),
        max_value=str(high),
    )
    return _field(name, label, element, hint)


def date_picker(name: str, label: str, *, initial: date | None = None, hint: str = "") -> Block:
    """A local date."""
    element = DatePickerElement(action_id=name, initial_date=initial.isoformat() if initial else None)
    return _field(name, label, element, hint)


def time_picker(name: str, label: str, *, initial: time, hint: str = "") -> Block:
    """A wall time, in the zone that `hint` names."""
    return _field(name, label, TimePickerElement(action_id=name, initial_time=f"{initial:%H:%M}"), hint)


def people(name: str, label: str, *, initial: Sequence[str] = (), hint: str = "") -> Block:
    """Several people."""
    element = UserMultiSelectElement(action_id=name, initial_users=list(initial) or None)
    return _field(name, label, element, hint)


def person(name: str, label: str, *, hint: str = "", optional: bool = False) -> Block:
    """One person, or nobody."""
    return _field(name, label, UserSelectElement(action_id=name), hint, optional)


def _field(name: str, label: str, element: InputInteractiveElement, hint: str, optional: bool = False) -> Block:
    block = InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=optional,
    )
    return dict(block.to_dict())


def _filled(typed: str, most: int) -> str | None:
    text = clean(typed)
    return (text if len(text) <= most else text[: most - 1] + "…") or None


def _chosen(options: Sequence[Option], value: str) -> Option | None:
    return next((option for option in options if option.value == value), None)
