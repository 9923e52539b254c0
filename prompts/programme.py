"""The programme of a set: its plan with a menu a meeting, the forms that change it, and what is said of that."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from bot.domain.days_off import Span
from bot.domain.milestones import LONGEST_MILESTONE
from bot.domain.plan_changes import Change, OnPlan, PlanChange, read_change
from bot.domain.sets import MOST_ON_THE_PLAN, Charter, PlannedMeeting
from bot.domain.states import OVER, MeetingState, SetState
from prompts import ids
from prompts.blocks import Block, Button, Menu, Message, buttons, hint, section, told
from prompts.charter import manner
from prompts.forms import Form, date_picker, modal, radio, text_input, ticks, time_picker
from prompts.language import N_, _, ngettext
from prompts.milestones import school_programme
from prompts.wording import day_written, in_a_line, listed, mention, number, slash, when, when_planned

ONE: Final = "one"
ALL_AFTER: Final = "after"
_STILL_SHOWN: Final = 5
"""How many meetings that are over stay on a plan that is too long to be shown whole."""
_MOST_TOLD: Final = 4
"""How many changes of one person are told one by one."""
_MEETINGS: Final[Mapping[MeetingState, str]] = {
    MeetingState.PLANNED: N_("○ Meeting {number}: {moment}"),
    MeetingState.RUNNING: N_("● Meeting {number}: running now"),
    MeetingState.PAUSED: N_("● Meeting {number}: paused now"),
    MeetingState.CLOSED: N_("✓ Meeting {number}: held, {moment}"),
    MeetingState.MISSED: N_("– Not held: {moment}"),
    MeetingState.CANCELLED: N_("– Cancelled: {moment}"),
}
_MENU: Final[Mapping[OnPlan, str]] = {
    OnPlan.MOVE: N_("Move"),
    OnPlan.CANCEL: N_("Cancel"),
    OnPlan.FORMAT: N_("Choose a format"),
    OnPlan.NAME: N_("Name the milestone"),
}


def plan(shown: Charter, host: str = "", next_host: str = "", days_off: Sequence[Span] = ()) -> Message:
    """The dates of the meetings, each with its menu, and whose turn it is to host. `days_off` are the set's own, to come."""
    return told(
        section(_("*Meetings*")),
        *_rows(shown),
        section("\n".join([manner(shown), *_hosting(host), *_off(days_off)])),
        hint(_how_they_start(shown.adviser)),
        *_changing_the_plan(shown, next_host),
    )


def _rows(shown: Charter) -> list[Block]:
    """All of them where there is room; where there is not, the last few that are over and those to come."""
    first = _first_shown(shown.meetings)
    seen = shown.meetings[first : first + MOST_ON_THE_PLAN]
    before = _how_many_before(shown.earlier + first)
    after = _how_many_after(len(shown.meetings) - first - len(seen))
    return [*map(hint, before), *(_row(one, shown) for one in seen), *map(hint, after)]


def _row(one: PlannedMeeting, shown: Charter) -> Block:
    menu = _menu(one) if one.state is MeetingState.PLANNED and shown.state is not SetState.ENDED else None
    is_next = shown.next_meeting is not None and one.number == shown.next_meeting.number
    return section(" · ".join([_date(one, shown.zone), *_milestone(one), *_state(one, is_next=is_next)]), menu)


def _date(one: PlannedMeeting, zone: str) -> str:
    moment = when_planned(one.at, zone, late=one.late)
    return _(_MEETINGS[one.state]).format(number=number(one.number), moment=moment)


def _milestone(one: PlannedMeeting) -> list[str]:
    if not one.milestone:
        return []
    name = in_a_line(one.milestone, LONGEST_MILESTONE)
    return [_("*{milestone}*, reached").format(milestone=name) if one.reached else f"*{name}*"]


def _state(one: PlannedMeeting, *, is_next: bool) -> list[str]:
    """The others say it in their first words."""
    if one.state is not MeetingState.PLANNED:
        return []
    state = [] if one.late else [_("next") if is_next else _("planned")]
    return [*state, *([falls_on(one.off)] if one.off is not None else [])]


def falls_on(holiday: str) -> str:
    """What day off a date falls on: the name of a public holiday, or none for the set's own."""
    if not holiday:
        return _("on one of your days off")
    return _("on a public holiday ({holiday})").format(holiday=in_a_line(holiday, 80))


def _menu(one: PlannedMeeting) -> Menu:
    return Menu(f"{ids.PLAN_MENU}:{one.id}", tuple((_(label), what.value, one.id) for what, label in _MENU.items()))


def _hosting(host: str) -> list[str]:
    return [_("Host until the next meeting: {person}.").format(person=mention(host))] if host else []


def _off(days_off: Sequence[Span]) -> list[str]:
    if not days_off:
        return []
    return [_("Days off: {days}.").format(days=listed([span(one) for one in days_off]))]


def span(days: Span) -> str:
    """Days off: Mon 15 Feb 2027 to Fri 19 Feb 2027."""
    if days.first == days.last:
        return day_written(days.first)
    return _("{first_day} to {last_day}").format(first_day=day_written(days.first), last_day=day_written(days.last))


def _how_they_start(adviser: str | None) -> str:
    if adviser is None:
        return _("I'll post a card in the channel when a meeting is due, and anyone can start it there.")
    return _(
        "I'll post a card in the channel when a meeting is due, and {facilitator} or anyone else can start it there."
    ).format(facilitator=mention(adviser))


def _changing_the_plan(shown: Charter, next_host: str) -> list[Block]:
    """Its next date, be it there or missing, one more, and what holds for all of them."""
    if shown.state is SetState.ENDED:
        return []
    set_id, missing = shown.set_id, shown.next_meeting is None
    date_label = _("Fix the next date") if missing else _("Move the next meeting")
    add = [] if missing else [Button(_("Add a meeting"), ids.ADD_MEETING, "set", set_id)]
    hand_on = [Button(_("Hand on"), ids.HAND_ON, "set", set_id)] if next_host else []
    row = buttons(
        Button(date_label, ids.CHANGE_DATE, "set", set_id),
        *add,
        *hand_on,
        Button(_("Days off"), ids.DAYS_OFF, "set", set_id),
        Button(_("Calendar file"), ids.CALENDAR_FILE, "set", set_id),
        Button(_("Change the set"), ids.CHANGE_SET, "set", set_id),
    )
    whose = _("*Hand on* makes {person} the host.")
    return [row, *([hint(whose.format(person=mention(next_host)))] if next_host else [])]


def _how_many_before(earlier: int) -> list[str]:
    many = ngettext("One meeting before these", "{count} meetings before these", earlier)
    return [many.format(count=number(earlier))] if earlier else []


def _how_many_after(beyond: int) -> list[str]:
    many = ngettext("and one more meeting", "and {count} more meetings", beyond)
    return [many.format(count=number(beyond))] if beyond else []


def _first_shown(meetings: Sequence[PlannedMeeting]) -> int:
    """From where the list shows what is to come below a few that are over, and is as long as it may be."""
    ahead = (place for place, one in enumerate(meetings) if one.state not in OVER)
    over = next(ahead, len(meetings))
    return max(0, min(over - _STILL_SHOWN, len(meetings) - MOST_ON_THE_PLAN))


def move_form(meeting_id: str, number_of: int, day: date, at: time, zone: str, after: int) -> Form:
    """When a meeting is instead, in the set's own zone, and whether the `after` meetings that follow move by as much."""
    both = [
        (ONE, _("Only this one")),
        (ALL_AFTER, _("This one, and all after it by as much")),
    ]
    return modal(
        _("Move meeting {number}").format(number=number(number_of)),
        _("Move"),
        ids.MOVE_FORM,
        ids.value("meeting", meeting_id),
        date_picker("day", _("To"), initial=day),
        time_picker("at", _("At"), initial=at, hint=in_zone(zone)),
        *([radio("which", _("Which meetings?"), both, initial=ONE)] if after else []),
        hint(_("What follows from the date moves with it: letters, actions due at the meeting, the calendar file.")),
    )


def in_zone(zone: str) -> str:
    return _("In {zone}. Everyone sees it in their own time.").format(zone=zone)


def cancel_form(meeting_id: str, number_of: int, begins: datetime, zone: str, milestone: str = "") -> Form:
    """Asked once more: the meeting is named by its date. What it was to have reached goes with it, and is not lost sight of."""
    goes = _("Its milestone, *{milestone}*, goes with it. You can name it on another meeting in the plan.")
    which = _("Meeting {number}, {moment}, won't be held. Those after it keep their dates and move up by a number.")
    return modal(
        _("Cancel meeting {number}").format(number=number(number_of)),
        _("Cancel it"),
        ids.CANCEL_FORM,
        ids.value("meeting", meeting_id),
        section(which.format(number=number(number_of), moment=when(begins, zone))),
        *([section(goes.format(milestone=in_a_line(milestone, LONGEST_MILESTONE)))] if milestone else []),
        hint(_("Whatever was waiting for it will come up at the next one. If you only need another date, move it.")),
        close=_("Keep it"),
    )


def milestone_form(meeting_id: str, number_of: int, milestone: str) -> Form:
    """What the set has reached by a meeting."""
    examples = listed([_("“{milestone}”").format(milestone=name) for name in school_programme()])
    return modal(
        _("Name the milestone"),
        _("Save"),
        ids.MILESTONE_FORM,
        ids.value("meeting", meeting_id),
        text_input(
            "milestone",
            _("What will you have reached by meeting {number}?").format(number=number(number_of)),
            initial=milestone,
            most=LONGEST_MILESTONE,
            optional=True,
            hint=_("A few words, such as {examples}. Leave it empty for none.").format(examples=examples),
        ),
        hint(_("Seven working days before, I'll ask the host whether it's reached.")),
    )


def add_form(set_id: str, day: date, at: time, zone: str) -> Form:
    """When the set meets once more."""
    return modal(
        _("Add a meeting"),
        _("Add"),
        ids.ADD_MEETING_FORM,
        ids.value("set", set_id),
        date_picker("day", _("On"), initial=day),
        time_picker("at", _("At"), initial=at, hint=in_zone(zone)),
        hint(_("It can be anywhere on the plan: meetings are numbered by date.")),
    )


def days_off_form(set_id: str, spans: Sequence[Span], country: str) -> Form:
    """Half-term and the like are added here, or taken away; `country` is whose public holidays are kept, "" for none."""
    kept = [ticks("remove", _("Take away"), [(one.key, span(one)) for one in spans])] if spans else []
    public = (
        _("I keep the public holidays of {country} as well; *Change the set* chooses another country.")
        if country
        else _("I keep no public holidays; *Change the set* chooses a country.")
    )
    return modal(
        _("Days off"),
        _("Save"),
        ids.DAYS_OFF_FORM,
        ids.value("set", set_id),
        hint(
            _("On these days I write to nobody. A meeting that falls on one stays, and I'll point it out to the host.")
        ),
        date_picker("first", _("First day off"), optional=True),
        date_picker("last", _("Last day off"), optional=True, hint=_("Leave it empty for a single day.")),
        *kept,
        hint(public.format(country=in_a_line(country, 80))),
    )


def changed(meeting: PlannedMeeting, zone: str, set_id: str, followed: int = 0) -> Message:
    """The private answer to whoever has moved a meeting, added it, or named its milestone."""
    also = ngettext(
        "The meeting after it has moved by as much.",
        "The {count} meetings after it have moved by as much.",
        followed,
    ).format(count=number(followed))
    row = " · ".join([_date(meeting, zone), *_milestone(meeting), *_state(meeting, is_next=False)])
    return told(section(row), *([hint(also)] if followed else []), *_told_soon(set_id))


def cancelled(meeting: PlannedMeeting, zone: str, set_id: str) -> Message:
    """The private answer to whoever has cancelled a meeting."""
    return told(section(_date(meeting, zone)), *_told_soon(set_id))


def _told_soon(set_id: str) -> list[Block]:
    soon = _("I'll tell the channel in a minute, in one line with whatever else you change by then.")
    return [hint(soon), buttons(Button(_("See the plan"), ids.SHOW_PLAN, "set", set_id))]


def handed_on(host: str) -> Message:
    """The private answer to whoever has handed on the turn to host."""
    return told(
        section(_("{person} is the host now. I'll tell the channel.").format(person=mention(host, opening=True)))
    )


def days_off_saved(spans: Sequence[Span], on_them: Sequence[PlannedMeeting], zone: str, set_id: str) -> Message:
    """The private answer to whoever has changed the days off; `on_them` are the meetings that are planned for one."""
    now = _("Days off: {days}.").format(days=listed([span(one) for one in spans])) if spans else _("No days off.")
    falling = [hint(_falling(one, zone)) for one in on_them]
    return told(section(now), *falling, *_told_soon(set_id))


def _falling(one: PlannedMeeting, zone: str) -> str:
    return _("Meeting {number}, {moment}, falls {day_off}.").format(
        number=number(one.number), moment=when(one.at, zone), day_off=falls_on(one.off or "")
    )


def plan_changed(facts: Mapping[str, Any]) -> list[Block]:
    """In the channel, in one line: who has changed what within a minute."""
    changes, zone = [read_change(one) for one in facts["changes"]], str(facts["zone"])
    people = dict.fromkeys(one.by for one in changes)
    said = [_by_one(user, [one for one in changes if one.by == user], zone) for user in people]
    if facts.get("undated"):
        said.append(_("There's no next date yet: you can fix one with {command}.").format(command=slash("set plan")))
    return [section(" ".join(said))]


def _by_one(user: str, changes: Sequence[PlanChange], zone: str) -> str:
    words = [_WHAT[one.what](one, zone) for one in changes[:_MOST_TOLD]]
    if beyond := len(changes) - len(words):
        more = ngettext("changed one more thing on the plan", "changed {count} more things on the plan", beyond)
        words.append(more.format(count=number(beyond)))
    return _("{person} has {done}.").format(person=mention(user, opening=True), done=listed(words))


def _moment(at: datetime | None, zone: str) -> str:
    return when(at, zone) if at is not None else ""


def _moved(one: PlanChange, zone: str) -> str:
    return _("moved meeting {number} to {date}").format(number=number(one.number), date=_moment(one.at, zone))


def _cancelled(one: PlanChange, zone: str) -> str:
    return _("cancelled meeting {number} ({date})").format(number=number(one.number), date=_moment(one.was, zone))


def _fixed(one: PlanChange, zone: str) -> str:
    return _("fixed the next date: {date}").format(date=_moment(one.at, zone))


def _added(one: PlanChange, zone: str) -> str:
    return _("added a meeting on {date}").format(date=_moment(one.at, zone))


def _named(one: PlanChange, _zone: str) -> str:
    """The name itself stands on the plan."""
    return _("changed the milestone of meeting {number}").format(number=number(one.number))


def _reached(one: PlanChange, _zone: str) -> str:
    return _("said that the milestone of meeting {number} is reached").format(number=number(one.number))


def _formatted(one: PlanChange, _zone: str) -> str:
    return _("chosen *{title}* for meeting {number}").format(title=in_a_line(one.to, 80), number=number(one.number))


def _handed_on(one: PlanChange, _zone: str) -> str:
    return _("handed on hosting: {person} is the host now").format(person=mention(one.to))


def _placed(_one: PlanChange, _zone: str) -> str:
    """Where it is stands on the charter."""
    return _("said where you meet; the charter shows it")


def _taken_off(one: PlanChange, _zone: str) -> str:
    return _("added days off ({days})").format(days=span(one.span) if one.span is not None else "")


def _worked_again(one: PlanChange, _zone: str) -> str:
    return _("taken days off away ({days})").format(days=span(one.span) if one.span is not None else "")


_WHAT: Final[Mapping[Change, Callable[[PlanChange, str], str]]] = {
    Change.MOVED: _moved,
    Change.CANCELLED: _cancelled,
    Change.FIXED: _fixed,
    Change.ADDED: _added,
    Change.NAMED: _named,
    Change.REACHED: _reached,
    Change.FORMAT: _formatted,
    Change.HANDED_ON: _handed_on,
    Change.PLACE: _placed,
    Change.OFF: _taken_off,
    Change.OFF_NO_MORE: _worked_again,
}
NOTICES: Final[Mapping[str, Callable[[Mapping[str, Any]], list[Block]]]] = {"plan_changed": plan_changed}
