"""The building blocks of every form: a modal and its fields, each block and element named after the field."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from prompts.blocks import LONGEST_LABEL, Block, fitting, given, marked_up, plain_text
from prompts.blocks import hint as small_print
from prompts.language import _
from prompts.wording import ELLIPSIS, clean, cut, plain

Form = dict[str, Any]
"""A view, as views.open takes it."""
Choice = tuple[str, str]
"""The value of an option and what it says."""
LONGEST_FIELD: Final = 3000
MOST_BLOCKS: Final = 100
_LONGEST_TITLE: Final = 24


def modal(
    title: str,
    submit: str,
    callback_id: str,
    private_metadata: str,
    *blocks: Block,
    notify_on_close: bool = False,
    close: str = "",
) -> Form:
    """A form; `private_metadata` says what it is about: ids only, never words. Slack can tell that it was put away.

    One without fields has nothing to `submit`, and is closed. `close` is what else its other button says.
    """
    return given(
        blocks=fitting(blocks, MOST_BLOCKS),
        callback_id=callback_id,
        close=plain_text(close or (_("Cancel") if submit else _("Close"))),
        notify_on_close=notify_on_close or None,
        private_metadata=private_metadata,
        submit=plain_text(plain(submit, _LONGEST_TITLE)) if submit else None,
        title=plain_text(plain(title, _LONGEST_TITLE)),
        type="modal",
    )


def nobody_identified() -> Block:
    """A word on what to leave out, above fields whose words others will read."""
    return small_print(
        _("Please leave out names and details that could identify a patient, client, pupil or colleague.")
    )


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
    element = given(
        action_id=name,
        initial_value=_filled(initial, most),
        max_length=most,
        multiline=multiline,
        type="plain_text_input",
    )
    return _field(name, label, element, hint, optional)


def select(
    name: str, label: str, choices: Sequence[Choice], *, initial: str = "", hint: str = "", optional: bool = False
) -> Block:
    """A menu with one choice, from up to a hundred."""
    options = [_option(value, plain_text(plain(words, LONGEST_LABEL))) for value, words in choices[:100]]
    element = given(action_id=name, initial_option=_chosen(options, initial), options=options, type="static_select")
    return _field(name, label, element, hint, optional)


def radio(
    name: str, label: str, choices: Sequence[Choice], *, initial: str = "", hint: str = "", optional: bool = False
) -> Block:
    """One choice from up to ten, all seen at once. What they say is mrkdwn, so that it may mention people."""
    options = [_option(value, marked_up(cut(words, LONGEST_LABEL))) for value, words in choices[:10]]
    element = given(action_id=name, initial_option=_chosen(options, initial), options=options, type="radio_buttons")
    return _field(name, label, element, hint, optional)


def several(name: str, label: str, choices: Sequence[Choice], *, initial: Sequence[str] = (), hint: str = "") -> Block:
    """Boxes, of which any may be ticked."""
    options = [_option(value, marked_up(cut(words, LONGEST_LABEL))) for value, words in choices[:10]]
    ticked = [option for option in options if option["value"] in initial]
    element = given(action_id=name, initial_options=ticked, options=options, type="checkboxes")
    return _field(name, label, element, hint)


def tick(name: str, label: str, words: str, *, hint: str = "", ticked: bool = False) -> Block:
    """One box, not `ticked` unless it was before."""
    options = [_option("yes", marked_up(cut(words, LONGEST_LABEL)))]
    before = options if ticked else None
    element = given(action_id=name, initial_options=before, options=options, type="checkboxes")
    return _field(name, label, element, hint, optional=True)


def ticks(name: str, label: str, choices: Sequence[Choice], *, hint: str = "") -> Block:
    """Up to ten boxes, none of them ticked."""
    options = [_option(value, plain_text(plain(words, LONGEST_LABEL))) for value, words in choices[:10]]
    return _field(name, label, given(action_id=name, options=options, type="checkboxes"), hint, optional=True)


def number(name: str, label: str, *, initial: int, low: int, high: int, hint: str = "") -> Block:
    """A field for a whole number."""
    element = given(
        action_id=name,
        initial_value=str(initial),
        is_decimal_allowed=False,
        max_value=str(high),
        min_value=str(low),
        type="number_input",
    )
    return _field(name, label, element, hint)


def date_picker(name: str, label: str, *, initial: date | None = None, hint: str = "", optional: bool = False) -> Block:
    """A local date."""
    element = given(action_id=name, initial_date=initial.isoformat() if initial else None, type="datepicker")
    return _field(name, label, element, hint, optional)


def moment_picker(
    name: str, label: str, *, initial: datetime | None = None, hint: str = "", optional: bool = False
) -> Block:
    """A day and a time of day. Slack shows them in the zone of whoever fills it in, and names it; it sends a moment."""
    begins = int(initial.timestamp()) if initial is not None else None
    element = given(action_id=name, initial_date_time=begins, type="datetimepicker")
    return _field(name, label, element, hint, optional)


def time_picker(name: str, label: str, *, initial: time, hint: str = "") -> Block:
    """A wall time, in the zone that `hint` names."""
    return _field(name, label, given(action_id=name, initial_time=f"{initial:%H:%M}", type="timepicker"), hint)


def people(name: str, label: str, *, initial: Sequence[str] = (), hint: str = "", optional: bool = False) -> Block:
    """Several people."""
    element = given(action_id=name, initial_users=list(initial) or None, type="multi_users_select")
    return _field(name, label, element, hint, optional)


def person(name: str, label: str, *, initial: str | None = None, hint: str = "", optional: bool = False) -> Block:
    """One person, or nobody."""
    return _field(name, label, given(action_id=name, initial_user=initial, type="users_select"), hint, optional)


def _field(name: str, label: str, element: Block, hint: str, optional: bool = False) -> Block:
    return given(
        block_id=name,
        element=element,
        hint=plain_text(hint) if hint else None,
        label=plain_text(label),
        optional=optional,
        type="input",
    )


def _option(value: str, text: Block) -> Block:
    return {"text": text, "value": value}


def _filled(typed: str, most: int) -> str | None:
    text = clean(typed)
    return (text if len(text) <= most else text[: most - 1] + ELLIPSIS) or None


def _chosen(options: Sequence[Block], value: str) -> Block | None:
    return next((option for option in options if option["value"] == value), None)
