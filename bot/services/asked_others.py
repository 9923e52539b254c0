"""What members are told in letters of others who are asked to leave, or are gone, inside a unit of work."""

from dataclasses import replace
from datetime import datetime

from bot.domain.leave_requests import GoneMember, LeaveRequestOver, OthersAsked, OutsideOfRoom
from bot.domain.states import Gone, LeaveRequestState
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.locked_set import LockedSet
from storage import leave_requests, sets
from storage.leave_requests import LeaveRequest
from storage.sets import Membership


def others(locked: LockedSet, member_id: int) -> list[Membership]:
    """Those who are asked about a member: all others who are there to answer."""
    return [one for one in locked.roster if one.member.id != member_id and one.member.gone is None]


def removal(context: LetterContext, part: PartToShow) -> OthersAsked | None:
    """Whether a member should leave; None before it was told once it is settled."""
    locked, db = context.set_of(part), context.work.db
    row = leave_requests.by_id(db, context.work.workspace, int(part.subject)) if locked else None
    if locked is None or locked.me is None or row is None:
        return None
    return as_asked(locked, row, locked.me, is_told=part.is_told)


def as_asked(locked: LockedSet, row: LeaveRequest, reader: Membership, *, is_told: bool) -> OthersAsked | None:
    """The question to one of the others; None before it was told once it is settled."""
    is_open = row.state is LeaveRequestState.ASKS_OTHERS
    if not is_open and not is_told:
        return None
    by = sets.users(locked.work.db, [row.by_id]).get(row.by_id, "")
    said = row.answers.get(str(reader.member.id))
    return OthersAsked(
        request_id=row.public_id,
        by=by,
        person=locked.user(row.member_id),
        set_name=locked.set.name,
        is_open=is_open,
        until=row.until,
        zone=locked.zone_of(reader.person),
        agrees=None if said is None else bool(said),
    )


def removal_over(context: LetterContext, part: PartToShow) -> LeaveRequestOver | None:
    """What came of it."""
    locked = context.set_of(part)
    if locked is None or locked.me is None:
        return None
    is_reader = locked.me.member.id == part.facts["member"]
    return LeaveRequestOver(str(part.facts["user"]), locked.set.name, bool(part.facts["left"]), is_reader)


def has_left(context: LetterContext, part: PartToShow) -> GoneMember | None:
    """Whether somebody who is gone has left the set; None where they are back, or before it was told have left."""
    locked = context.set_of(part)
    if locked is None:
        return None
    one = locked.membership(int(part.facts["member"]))
    is_gone = one is not None and one.member.gone is not None and _since(one) == part.facts["since"]
    has_left_since = one is None and part.is_told
    if not is_gone and not has_left_since:
        return None
    found = gone_member(locked, str(part.facts["user"]), Gone(str(part.facts["why"])))
    return replace(found, left=has_left_since, kept=bool(part.facts.get("kept")))


def outside(context: LetterContext, part: PartToShow) -> OutsideOfRoom | None:
    """Whether its reader, who has left the channel, has left the set as well; None once they have, or are back."""
    locked = context.set_of(part)
    if locked is None or locked.me is None or locked.me.member.gone is not Gone.CHANNEL:
        return None
    return OutsideOfRoom(locked.set.public_id, locked.set.name)


def gone_member(locked: LockedSet, user: str, why: Gone) -> GoneMember:
    """Somebody who is gone, as they are asked about; a button names them with their set."""
    return GoneMember(f"{locked.set.public_id}.{user}", user, locked.set.name, has_account=why is not Gone.ACCOUNT)


def _since(one: Membership) -> float | None:
    at: datetime | None = one.member.gone_at
    return at.timestamp() if at is not None else None
