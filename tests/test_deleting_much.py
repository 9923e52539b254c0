"""A set that has met for long is deleted in many small units of work, and those beside it keep every row."""

import time
from datetime import timedelta
from functools import cache
from random import Random

from sqlalchemy import CompoundSelect, Engine, func, literal, select, union_all, update

from benchmarks.database_size import DatabaseSize
from benchmarks.filling import fill
from bot.clock import MovableClock
from bot.domain.erasures import HANDFUL, NEXT_HANDFUL, Erases
from bot.domain.materials import ENGLISH, Material
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.domain.question_bank import Bank
from bot.domain.states import SetState
from bot.services.erasures import Erasures
from bot.services.locked_set import Resources
from prompts.bank import load_formats
from storage import delivery, erasures, schema, timers
from storage.base import Base
from storage.database import Database
from storage.delivery_models import Post, Timer
from storage.erasure_models import Installation
from storage.models import Set
from tests.scene import TUESDAY

SIZE = DatabaseSize(sets=3, meetings=10, elsewhere=False)
"""Five hundred actions and as many messages a set: three thousand rows, of which one unit of work may delete eight hundred."""
A_MEETING = 600
"""Rows of one meeting at most: it goes as a whole."""


@cache
def _counted() -> CompoundSelect[str, int]:
    """How many rows there are in each table, in one statement."""
    tables = {name: table for name, table in Base.metadata.tables.items() if name not in ("erasures", "timers")}
    return union_all(*(select(literal(name), func.count()).select_from(one) for name, one in tables.items()))


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as db:
        return dict(db.execute(_counted()).all())


def delivered(database: Database) -> None:
    """Delivery lets the messages go that are marked, replies before what they are under."""
    with database.work() as db:
        marked = select(Post.id).where(Post.removed_at.is_not(None), Post.dropped.is_(False)).order_by(Post.id.desc())
        for post_id in db.scalars(marked).all():
            delivery.removed(db, post_id)


def test_no_unit_of_work_deletes_much(bare_url: str) -> None:
    database, clock = Database(bare_url), MovableClock(TUESDAY)
    schema.upgrade(database.engine)
    fill(database.engine, SIZE, TUESDAY)
    resources = Resources(database, clock, Random(1), {ENGLISH: Material(Bank(()), load_formats())}, lambda: None)
    with database.work() as db:
        the_set = db.scalars(select(Set).order_by(Set.id)).first()
        assert the_set is not None
        db.execute(update(Set).where(Set.id == the_set.id).values(state=SetState.ENDED))
        asked = erasures.ask(db, the_set.workspace, Erases.SET, clock.now(), the_set.id)
        timer = DueTimer(the_set.workspace, Later.ERASE, str(asked.id), clock.now(), the_set.id)
        timers.put(db, timer.workspace, timer.kind, timer.subject, timer.due_at, timer.set_id)
    before = counts(database.engine)
    biggest, longest, fired = 0, 0.0, 0
    known = before
    while _is_there(database, timer):
        began = time.monotonic()
        Erasures(resources).fire(timer)
        longest = max(longest, time.monotonic() - began)
        now = counts(database.engine)
        biggest, known, fired = max(biggest, sum(known.values()) - sum(now.values())), now, fired + 1
        clock.move_to(clock.now() + max(NEXT_HANDFUL, timedelta(minutes=10) if fired > 100 else NEXT_HANDFUL))
        delivered(database)
        known = counts(database.engine)
    print(
        f"\n{sum(before.values()) - sum(known.values())} rows in {fired} units of work, {biggest} in the largest, {longest:.3f} s"
    )
    assert biggest <= max(HANDFUL, A_MEETING) + HANDFUL
    assert known["sets"] == before["sets"] - 1
    assert known["actions"] == before["actions"] * (SIZE.sets - 1) // SIZE.sets
    assert known["meetings"] == before["meetings"] * (SIZE.sets - 1) // SIZE.sets
    uninstalled(resources, timer.workspace)
    database.close()


def uninstalled(resources: Resources, workspace: str) -> None:
    """The workspace has had no bot for fourteen days: of the other sets, and of all else, nothing is left."""
    database, clock = resources.database, resources.clock
    assert isinstance(clock, MovableClock)
    with database.work() as db:
        db.add(Installation(workspace=workspace, installed_at=TUESDAY, locked_at=TUESDAY))
        asked = erasures.ask(db, workspace, Erases.WORKSPACE, clock.now())
        timer = DueTimer(workspace, Later.ERASE, str(asked.id), clock.now())
        timers.put(db, workspace, timer.kind, timer.subject, timer.due_at, None)
    while _is_there(database, timer):
        Erasures(resources).fire(timer)
        clock.move_to(clock.now() + NEXT_HANDFUL)
    assert {name: many for name, many in counts(database.engine).items() if many} == {}


def _is_there(database: Database, timer: DueTimer) -> bool:
    with database.look() as db:
        return db.scalar(select(Timer.id).where(Timer.kind == timer.kind, Timer.subject == timer.subject)) is not None
