"""The people, conversations and errors of the stand-in workspace, as Slack describes them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Payload = dict[str, Any]


class ApiError(Exception):
    """A Web API call that Slack answers with `ok: false`; `fields` go into the answer beside `error`."""

    def __init__(self, error: str, **fields: object) -> None:
        super().__init__(error)
        self.error = error
        self.fields = fields


@dataclass
class Person:
    """Somebody with an account. May be deactivated (`deleted`) at any time, but never vanishes.

    `team_id` is the workspace in which they came to Slack. On an Enterprise `organisation` they may be of several `teams`, and what
    they press bears another id (`bears`). A guest may be in one channel alone (`single_channel`). `locale` is what their Slack
    is set to.
    """

    id: str
    name: str
    zone: str
    team_id: str
    guest: bool = False
    is_bot: bool = False
    deleted: bool = False
    organisation: str | None = None
    teams: tuple[str, ...] = ()
    bears: str | None = None
    single_channel: bool = False
    locale: str = "en-GB"

    def described(self, home_team: str, now: datetime) -> Payload:
        """The person as `users.info` shows them; `tz_offset` in seconds at `now`."""
        offset = now.astimezone(ZoneInfo(self.zone)).utcoffset()
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name.lower(),
            "real_name": self.name,
            "deleted": self.deleted,
            "tz": self.zone,
            "tz_label": self.zone,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": False,
            "is_owner": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": self.single_channel,
            "is_stranger": self.team_id != home_team,
            "profile": {"real_name": self.name, "display_name": self.name, "team": self.team_id},
            **self._in_organisation(),
        }

    def is_of(self, team_id: str) -> bool:
        """Whether they belong to a workspace, by whatever way."""
        return team_id == self.team_id or team_id in self.teams

    def _in_organisation(self) -> Payload:
        if self.organisation is None:
            return {}
        of = {"id": self.id, "enterprise_id": self.organisation, "enterprise_name": "Organisation"}
        return {"enterprise_user": {**of, "is_admin": False, "is_owner": False, "teams": list(self.teams)}}


@dataclass
class Channel:
    """A conversation: a public or private channel, or the bot's direct messages with one person (`with_person`)."""

    id: str
    name: str
    private: bool = True
    members: list[str] = field(default_factory=list)
    shared: bool = False
    archived: bool = False
    with_person: str | None = None

    @property
    def family(self) -> str:
        """The prefix of the scopes that this conversation needs."""
        return "im" if self.with_person else "groups" if self.private else "channels"

    @property
    def kind(self) -> str:
        """The `channel_type` that message events carry."""
        return "im" if self.with_person else "group" if self.private else "channel"

    def described(self, bot_user: str) -> Payload:
        """The conversation as `conversations.info` shows it."""
        if self.with_person:
            return {
                "id": self.id,
                "is_im": True,
                "user": self.with_person,
                "is_archived": False,
                "is_ext_shared": False,
            }
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": not self.private,
            "is_group": self.private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.private,
            "is_archived": self.archived,
            "is_member": bot_user in self.members,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "num_members": len(self.members),
        }
