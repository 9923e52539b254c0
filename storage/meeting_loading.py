"""A meeting as a value, read from its rows: one statement for what it consists of, one for its messages."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.domain.calendars import CivilHours
from bot.domain.cycles import Aims
from bot.domain.formats import Format, Proposed
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Fact, Member, SetDetails
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.question_bank import InSet
from bot.domain.states import SetState
from bot.domain.step_kinds import StepKind
from storage.json_rows import unpacked
from storage.meeting_log import LoadedMeeting, with_log
from storage.meeting_lookup import known
from storage.meeting_reading import meeting_of
from storage.meeting_rows import ROWS
from storage.models import Set
from storage.sets import Membership


@dataclass(frozen=True, slots=True)
class LoadContext:
    """What the rows of a meeting do not say, and whoever loads it does.

    `formats` are those that a meeting may be held in, by name with their titles; `planned` gives the one that a meeting shows
    which has not begun, by the name of the one that was chosen for it or an empty one.
    `made_for` are those that are proposed. `host` is the Slack id of whoever hosts the set.
    """

    planned: Callable[[str], Format]
    adviser: str | None = None
    host: str = ""
    formats: tuple[tuple[str, str], ...] = ()
    made_for: Mapping[InSet, Proposed] = field(default_factory=dict)


def load(
    db: Session,
    the_set: Set,
    roster: Sequence[Membership],
    now: datetime,
    around: LoadContext,
    *,
    number: int | None = None,
    also: Collection[Fact] = (),
    threads: Collection[Key] = (),
    whole: bool = False,
    last: int | None = None,
) -> LoadedMeeting | None:
    """The open meeting of a set, or the one whose row has that `number`; None where there is none.

    Besides what its open step needs, `threads` are the heads under which messages are loaded as well, and `also` what is looked
    up besides; `whole` loads turns and messages of every step. Of a meeting that is over no message at the top
    is loaded after the post `last`, which would be whatever the channel has seen since.
    """
    db.flush()
    asked = {"set_id": the_set.id, "meeting_id": number}
    rows = unpacked(ROWS[number is not None, whole].execute(db, asked).rows)
    if "meeting" not in rows:
        return None
    of, members = of_the_set(the_set, around), tuple(member_of(one, the_set) for one in roster)
    found = meeting_of(rows, of, members, now, around.planned)
    loaded = LoadedMeeting(found, rows["meeting"][0][-1], max((row[0] for row in rows.get("slot", ())), default=-1))
    wanted = _needed(found) | frozenset(also)
    heads = {*threads, *_threads_of(found, wanted, whole=whole)}
    loaded = with_log(db, the_set, loaded, heads, whole=whole, last=last)
    m = loaded.meeting
    return replace(loaded, meeting=replace(m, known=known(db, m, wanted))) if wanted else loaded


def _needed(m: Meeting) -> frozenset[Fact]:
    if not m.steps:
        return frozenset()
    rules = rules_of(m.step.kind)
    return rules.needs | rules.needs_while_open if m.step.is_open else rules.needs


def of_the_set(row: Set, around: LoadContext) -> SetDetails:
    """What a meeting knows of its set."""
    return SetDetails(
        number=row.id,
        id=row.public_id,
        name=row.name,
        zone=row.zone,
        minutes=row.minutes,
        quiet=timedelta(seconds=row.quiet_seconds),
        prompts=row.prompts,
        hints=row.hints,
        asking=row.asking,
        guidance=row.guidance,
        spoken=row.spoken,
        place=row.place,
        rules=tuple(row.rules),
        meetings_planned=row.meetings_before + row.meetings_planned,
        meetings_before=row.meetings_before,
        midway_in=row.midway_in,
        aims=Aims(row.learn, row.do, row.change),
        has_ended=row.state is SetState.ENDED,
        adviser=around.adviser,
        host=around.host,
        formats=around.formats,
        made_for=around.made_for,
    )


def member_of(one: Membership, the_set: Set) -> Member:
    """A member as a meeting knows them."""
    member, person = one.member, one.person
    return Member(
        number=member.id,
        person=person.id,
        user=person.user,
        agreed=member.agreed_version == the_set.rules_version and member.declined_at is None,
        is_adviser=person.id == the_set.adviser_id,
        away_from=member.away_from,
        away_until=member.away_until,
        missed_call=member.missed_call,
        called_first_at=member.called_first_at,
        presented_in=member.presented_in,
        zone=person.zone or the_set.zone,
        hours=CivilHours(frozenset(map(int, person.works_on)), person.opens, person.closes),
        reachable=person.reachable,
        is_gone=member.gone is not None,
        wants_hints=person.hints,
    )


def _threads_of(m: Meeting, wanted: frozenset[Fact], *, whole: bool) -> Iterator[Key]:
    """The heads whose messages may change: the open step's, and where it is known what was told those of report-backs."""
    if not m.steps:
        return
    yield m.head_key
    told = Fact.OPENED_WITH in wanted
    for step in m.steps:
        if step.slot is None and (whole or (told and step.kind is StepKind.REPORT_BACK)):
            yield Key(Says.STEP_CARD, step.id)
    if whole:
        yield from (Key(Says.SLOT_CARD, slot.id) for slot in m.slots)
