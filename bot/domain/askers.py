"""Who asks for something, and what they must be for it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

FORM: Final = "view:"
"""How the id of a form begins among the deliveries: it stays the same when the form is sent again."""


class Role(StrEnum):
    """What a listener asks of the person. Which person is presenter or owner is checked inside the unit of work."""

    ANYONE = "anyone"
    MEMBER = "member"
    PART = "part"
    """A member, or the adviser of the set, who need not be one."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person who asks. `at` is when Slack says they acted (UTC), `deliveries` are Slack's own ids of what they sent.

    `entered` is the SHA-256 of what they entered into a form, None for anything else.
    """

    workspace: str
    user: str
    channel: str | None = None
    role: Role = Role.PART
    deliveries: tuple[str, ...] = ()
    at: datetime | None = None
    only_set: str | None = None
    entered: str | None = None

    @property
    def form(self) -> tuple[str, ...]:
        """The id of the form that they sent, if it was one."""
        return tuple(one for one in self.deliveries if one.startswith(FORM))

    @property
    def sent(self) -> tuple[str, ...]:
        """What tells that the same comes again. Of a form its own id alone: one that was refused may be sent again."""
        return self.form or self.deliveries

    def without_deliveries(self) -> "Asker":
        """The same person for a question that changes nothing: it may be asked again."""
        return replace(self, deliveries=())

    def untraced(self) -> "Asker":
        """The same person, of whose form nothing is kept from which anybody could guess what was in it."""
        return replace(self, entered=None)

    def choosing(self, set_id: str) -> "Asker":
        """The same person, once they said which of their sets they mean."""
        return replace(self, only_set=set_id)
