"""Modals and Home tabs: who has which open, and the Web API's views methods."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rehearsal.chat_methods import Method, given
from rehearsal.copies import copied
from rehearsal.people import ApiError, Payload
from rehearsal.triggers import Triggers
from rehearsal.view_limits import checked_view
from rehearsal.world import SeenKind, World

DEEPEST: Final = 3


@dataclass
class OpenView:
    """A modal or a Home tab on somebody's screen. `typed` is what they have entered, by block and action id."""

    payload: Payload
    user: str
    typed: dict[tuple[str, str], Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class Views:
    """Each person's stack of modals, at most three deep, and their Home tab."""

    def __init__(self, world: World, triggers: Triggers) -> None:
        self._world = world
        self._triggers = triggers
        self._stacks: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}
        self.table: Mapping[str, Method] = {
            "views.open": self.open,
            "views.push": self.push,
            "views.update": self.update,
            "views.publish": self.publish,
        }

    def top(self, user: str) -> OpenView | None:
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def named(self, view_id: object, external_id: object = None) -> OpenView:
        """The view on a screen that has this id. Raises ApiError `not_found`."""
        on_screens = [view for stack in self._stacks.values() for view in stack] + list(self.homes.values())
        for view in on_screens:
            if view_id == view.payload["id"] or (external_id and external_id == view.payload.get("external_id")):
                return view
        raise ApiError("not_found")

    def open(self, args: Payload) -> Payload:
        view = checked_view(given(args, "view", "invalid_arguments"), "modal")
        user = self._triggers.exchange(args.get("trigger_id"))
        self._stacks[user] = []
        return {"view": self.put_on_top(user, view).payload}

    def push(self, args: Payload) -> Payload:
        view = checked_view(given(args, "view", "invalid_arguments"), "modal")
        user = self._triggers.exchange(args.get("trigger_id"))
        if not self._stacks.get(user):
            raise ApiError("not_found")
        return {"view": self.put_on_top(user, view).payload}

    def put_on_top(self, user: str, view: Payload) -> OpenView:
        """Show one more modal. Raises ApiError `push_limit_reached` beyond three, `duplicate_external_id`."""
        stack = self._stacks.setdefault(user, [])
        if len(stack) >= DEEPEST:
            raise ApiError("push_limit_reached")
        self._unique(view)
        opened = OpenView(self._completed(view), user)
        opened.payload["previous_view_id"] = stack[-1].payload["id"] if stack else None
        opened.payload["root_view_id"] = stack[0].payload["id"] if stack else opened.payload["id"]
        stack.append(opened)
        self._tell("view_opened", opened)
        return opened

    def update(self, args: Payload) -> Payload:
        if not args.get("view_id") and not args.get("external_id"):
            raise ApiError("invalid_arguments")
        shown = self.named(args.get("view_id"), args.get("external_id"))
        view = checked_view(given(args, "view", "invalid_arguments"), str(shown.payload["type"]))
        if args.get("hash") and args["hash"] != shown.payload["hash"]:
            raise ApiError("hash_conflict")
        return {"view": self.redraw(shown, view).payload}

    def redraw(self, shown: OpenView, view: Payload) -> OpenView:
        """Show other content in the same place; what was typed into fields that stay, stays."""
        same = {name: shown.payload[name] for name in ("id", "root_view_id", "previous_view_id")}
        shown.payload = {**self._completed(view), **same}
        shown.errors = {}
        self._tell("home" if view["type"] == "home" else "view_updated", shown)
        return shown

    def publish(self, args: Payload) -> Payload:
        user = str(args.get("user_id"))
        if user not in self._world.people:
            raise ApiError("user_not_found")
        view = checked_view(given(args, "view", "invalid_arguments"), "home")
        shown = self.homes.get(user)
        if shown is None:
            shown = self.homes[user] = OpenView(self._completed(view), user)
            self._tell("home", shown)
            return {"view": shown.payload}
        if args.get("hash") and args["hash"] != shown.payload["hash"]:
            raise ApiError("hash_conflict")
        return {"view": self.redraw(shown, view).payload}

    def close(self, shown: OpenView, *, everything: bool = False) -> None:
        """Take a modal off the screen, or its whole stack."""
        stack = self._stacks.get(shown.user, [])
        gone = [view for view in stack if everything or view is shown]
        self._stacks[shown.user] = [view for view in stack if view not in gone]
        for view in gone:
            self._tell("view_closed", view)

    def apply(self, shown: OpenView, response: Payload) -> str | None:
        """Do what the answer to a submission says; returns why Slack would not, if so.

        An empty answer closes the modal.
        """
        view = response.get("view")
        try:
            match response.get("response_action"):
                case None:
                    self.close(shown)
                case "clear":
                    self.close(shown, everything=True)
                case "errors":
                    self._refuse(shown, response.get("errors"))
                case "update":
                    self.redraw(shown, checked_view(view, "modal"))
                case "push":
                    self.put_on_top(shown.user, checked_view(view, "modal"))
                case unknown:
                    return f"unknown response_action {unknown}"
        except ApiError as refused:
            return f"{refused.error} {refused.fields or ''}".strip()
        return None

    def _refuse(self, shown: OpenView, errors: Any) -> None:
        inputs = {block["block_id"] for block in shown.payload["blocks"] if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise ApiError("invalid_arguments", errors=errors)
        shown.errors = dict(errors)
        self._tell("view_updated", shown)

    def _unique(self, view: Payload) -> None:
        external_id = view.get("external_id")
        try:
            self.named(None, external_id)
        except ApiError:
            return
        raise ApiError("duplicate_external_id")

    def _completed(self, view: Payload) -> Payload:
        view_id = f"V{self._world.number():05d}"
        usual = {"callback_id": "", "private_metadata": "", "title": None, "submit": None, "close": None}
        return {
            **usual,
            **copied({name: of for name, of in view.items() if name != "blocks"}),
            "id": view_id,
            "team_id": self._world.team_id,
            "blocks": self._world.with_block_ids(view["blocks"]),
            "hash": f"{self._world.number()}.hash",
            "state": {"values": {}},
            "app_id": self._world.app_id,
            "bot_id": self._world.bot_id,
            "root_view_id": view_id,
            "previous_view_id": None,
        }

    def _tell(self, kind: SeenKind, shown: OpenView) -> None:
        self._world.tell(kind, (shown.user,), self._world.bot_user, view=copied(shown.payload))
