"""Listeners of the dates of meetings."""

from bot.domain.askers import Role
from bot.services.meeting_dates import MeetingDates
from handlers.access import Access
from handlers.parse import Click, Form
from prompts import ids
from prompts import meeting_dates as say
from prompts.blocks import Message


class MeetingDateListeners:
    """Any member may fix the next date."""

    def __init__(self, access: Access, plans: MeetingDates) -> None:
        self._access = access
        self._plans = plans

    def register(self) -> None:
        self._access.button(ids.CHANGE_DATE, Role.PART, self.open_date)
        self._access.button(ids.SKIP_MEETING, Role.PART, self.skip)
        self._access.form(ids.DATE_FORM, Role.PART, self.fix)

    async def open_date(self, click: Click) -> None:
        upcoming = await self._access.ask(click, self._plans.upcoming, click.in_its_set, _meeting(click))
        await self._access.open(click, say.date_form(upcoming.day, upcoming.at, upcoming.zone, click.raw))

    async def skip(self, click: Click) -> Message:
        coming = await self._access.ask(click, self._plans.skip, click.asker, click.id)
        return say.skipped(coming.day, coming.at, coming.zone)

    async def fix(self, form: Form) -> Message:
        day, at, meeting = form.day("day"), form.at("at"), form.about_one("meeting")
        moved = await self._access.ask(form, self._plans.fix, form.in_its_set, day, at, meeting)
        return say.moved(moved.number, moved.at, moved.zone)


def _meeting(click: Click) -> str:
    """The meeting that a button names, if it names one."""
    return click.id if click.kind == "meeting" else ""
