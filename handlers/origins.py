"""Where a delivery comes from: its workspace, channel and thread, each of which Slack puts in one of several places."""

from typing import Any, Final

from handlers.payload_checks import ID, TS, Check, InvalidPayload

MOST_DIGITS: Final = 4


def place(body: dict[str, Any]) -> tuple[str | None, str | None]:
    """The channel and the thread in which a button was pressed; for one in a form, where the form was opened."""
    view = body.get("view") or {}
    if view.get("type") == "modal":
        _, channel, _, thread = opened_from(view)
        return channel, thread
    container, message = body.get("container") or {}, body.get("message") or {}
    ts = message.get("ts") or container.get("message_ts")
    return container.get("channel_id"), thread_of({"ts": ts, "thread_ts": message.get("thread_ts")} | _given(container))


def _given(container: dict[str, Any]) -> dict[str, Any]:
    """Of a message that only one person sees nothing but the container tells the thread."""
    return {"thread_ts": container["thread_ts"]} if container.get("thread_ts") else {}


def thread_of(message: dict[str, Any]) -> str | None:
    """The thread that a message is in; one that a thread hangs from bears its own `ts`, and stands in the channel."""
    thread = message.get("thread_ts")
    return thread if thread != message.get("ts") else None


def opened_from(view: dict[str, Any]) -> tuple[str, str | None, str, str | None]:
    """What a form is about, and the channel, set and thread in which it was opened; those of earlier versions carry less."""
    about, channel, only_set, thread = [*str(view.get("private_metadata") or "").split("@"), "", "", ""][:4]
    return about, _only(ID, channel), only_set, _only(TS, thread)


def home_page(view: dict[str, Any]) -> int:
    """Which page of the home tab is meant: of a form the one from which it was opened. The first where nothing says."""
    carried = str(view.get("private_metadata") or "")
    written = carried if view.get("type") == "home" else [*carried.split("@"), *[""] * 5][4]
    return page_number(written)


def page_number(written: str) -> int:
    """The number of a page as a button or a view carries it; the first for anything else."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= MOST_DIGITS else 0


def only_ts(value: str) -> str | None:
    """A `ts` of Slack's; None for anything else."""
    return _only(TS, value)


def _only(form: Check, value: str) -> str | None:
    """What a form carries of where it was opened, if it is that: forms of earlier versions carried less."""
    try:
        form(value)
    except InvalidPayload:
        return None
    return value


def name_the_workspace(body: dict[str, Any], installed: str | None) -> None:
    """Put the id of the workspace that a delivery is about where all look for it: in `team_id`.

    On an Enterprise organisation it stands in one of several places, beside the organisation's own, which begins with an E;
    where it stands nowhere it is the one in which the app is `installed`.
    """
    team, view = body.get("team") or {}, body.get("view") or {}
    given = (body.get("context_team_id"), body.get("team_id"), team.get("id"), installed)
    user = body.get("user")
    others = (
        view.get("app_installed_team_id"),
        view.get("team_id"),
        user.get("team_id") if isinstance(user, dict) else None,
    )
    named = (one for one in (*given, *others) if isinstance(one, str) and one and not one.startswith("E"))
    body["team_id"] = next(named, body.get("team_id"))


def person_of(body: dict[str, Any]) -> str:
    """Who sent it, or whom an event is about; empty where it is about nobody."""
    event, user = body.get("event") or {}, body.get("user")
    named = user.get("id") if isinstance(user, dict) else body.get("user_id") or event.get("user")
    return named if isinstance(named, str) else ""


def bears(body: dict[str, Any]) -> str | None:
    """The id of the workspace or organisation that whoever pressed something comes with."""
    user = body.get("user")
    return user.get("team_id") if isinstance(user, dict) else None
