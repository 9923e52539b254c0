"""Fields of a form that may be left as they are: boxes to tick, and a day that need not be chosen."""

from datetime import date

from handlers.parse import Form


def all_ticked(form: Form, name: str) -> tuple[str, ...]:
    """What the ticked boxes of that field stand for."""
    return tuple(str(one.get("value")) for one in form.fields.get(name, {}).get("selected_options") or ())


def day_or_none(form: Form, name: str) -> date | None:
    """The local day that was chosen, where one was."""
    return form.day(name) if form.fields.get(name, {}).get("selected_date") else None
