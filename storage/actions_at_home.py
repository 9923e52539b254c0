"""Somebody's actions on their home tab: how many there are, those of one page, and what they told of them since."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import Integer, String, and_, bindparam, func, literal, select
from sqlalchemy.orm import Session

from bot.domain.actions import ActionLine
from bot.domain.message_and_timer_kinds import LONG_AGO
from bot.domain.states import OPEN_TO_THEM
from storage.meeting_lookup import line_of
from storage.meeting_rows import FOLLOWED, LINE, actions, meetings, members, owned, people, reports

MOST_TOLD: Final = 60
"""So many actions of which their sets will hear are looked at again at once."""
_MEMBERS: Final = bindparam("member_ids", expanding=True, type_=Integer())
_HOW_MANY_OF_EACH: Final = (
    select(actions.c.member_id, func.count())
    .where(actions.c.member_id.in_(_MEMBERS))
    .where(actions.c.status.in_(sorted(OPEN_TO_THEM)))
    .group_by(actions.c.member_id)
)
_ON_THE_PAGE: Final = (
    select(actions.c.id)
    .select_from(
        people.join(members, members.c.person_id == people.c.id).join(actions, actions.c.member_id == members.c.id)
    )
    .where(
        people.c.workspace == bindparam("workspace", type_=String()),
        people.c.user == bindparam("user", type_=String()),
        members.c.left_at.is_(None),
        actions.c.status.in_(sorted(OPEN_TO_THEM)),
    )
    .order_by(actions.c.member_id, actions.c.id)
    .offset(bindparam("first", type_=Integer()))
    .limit(bindparam("many", type_=Integer()))
    .subquery("on_the_page")
)
# First which, then what there is to know of them: nothing is read of those on other pages.
_SOME_OF_PERSON: Final = (
    select(*LINE)
    .select_from(owned(_ON_THE_PAGE.join(actions, actions.c.id == _ON_THE_PAGE.c.id)))
    .order_by(actions.c.member_id, actions.c.id)
)
_LAST_CLOSED: Final = func.coalesce(func.max(meetings.c.closed_at), literal(LONG_AGO, meetings.c.closed_at.type))
_SINCE: Final = (
    select(members.c.id, members.c.person_id, _LAST_CLOSED.label("closed_at"))
    .select_from(members.outerjoin(meetings, meetings.c.set_id == members.c.set_id))
    .where(members.c.id.in_(_MEMBERS), members.c.left_at.is_(None))
    .group_by(members.c.id, members.c.person_id)
    .subquery("since")
)
# Of hundreds of actions hardly any was told of so lately: the reports since then are looked up, and no other.
_TOLD_OF_EACH: Final = (
    select(actions.c.member_id, *LINE)
    .select_from(
        _SINCE.join(reports, and_(reports.c.member_id == _SINCE.c.id, reports.c.reported_at > _SINCE.c.closed_at))
        .join(actions, actions.c.id == reports.c.action_id)
        .join(people, people.c.id == _SINCE.c.person_id)
    )
    .where(~FOLLOWED)
    .order_by(actions.c.member_id, actions.c.id)
    .limit(MOST_TOLD)
)


def how_many_of_each(db: Session, member_ids: Collection[int]) -> Mapping[int, int]:
    """How many open actions each of these members has: one statement, however many they are."""
    rows = db.connection().execute(_HOW_MANY_OF_EACH, {"member_ids": list(member_ids)})
    return {row[0]: row[1] for row in rows}


def some_of_person(db: Session, workspace: str, user: str, first: int, many: int) -> list[ActionLine]:
    """So many open actions of a person from the one of that place on, over all their sets, by set, oldest first."""
    asked = {"workspace": workspace, "user": user, "first": first, "many": many}
    return [line_of(row) for row in db.connection().execute(_SOME_OF_PERSON, asked)]


def told_of_each(db: Session, member_ids: Collection[int]) -> Mapping[int, tuple[ActionLine, ...]]:
    """What these members told of their actions since their sets' last meetings closed, by member: one statement as well."""
    found: dict[int, list[ActionLine]] = {}
    for member_id, *line in db.connection().execute(_TOLD_OF_EACH, {"member_ids": list(member_ids)}):
        found.setdefault(member_id, []).append(line_of(line))
    return {one: tuple(lines) for one, lines in found.items()}
