"""Everything that somebody, the clock or a crash can do to a meeting, by name: what random play draws from."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from itertools import count
from typing import Final

from bot.domain.pulses import Pulse
from bot.domain.sets import Newcomer
from bot.domain.states import ActionStatus
from bot.domain.talk import Said
from bot.services.reports import Reported
from bot.services.slots import About
from tests.scenes.table import CHANNEL, WORKSPACE, Table

Move = Callable[[Table, str], object]
_events: Final = count()


def step_of(table: Table, back: int = 1) -> str:
    """The public id of a step, counted back from the newest; where there are fewer, one of no step."""
    steps = table.seen().steps
    return steps[-back].public_id if len(steps) >= back else "none"


def turn_of(table: Table, back: int = 1) -> str:
    """The public id of a turn, counted back from the newest; where there are fewer, one of no turn."""
    turns = table.seen().turns
    return turns[-back].public_id if len(turns) >= back else "none"


def first_of(table: Table, what: str) -> str:
    """The public id of the first row that a query finds."""
    with table.database.look() as db:
        row = db.connection().exec_driver_sql(what).first()
    return str(row[0]) if row is not None else "none"


def says(table: Table, who: str, *, in_thread: bool = True, late: int = 0) -> object:
    """Write something that arrives `late` seconds after it was written."""
    ts = f"{(table.clock.now() - timedelta(seconds=late)).timestamp():.6f}"
    thread = table.thread() if in_thread else None
    return table.does.talk.heard(Said(WORKSPACE, who, CHANNEL, ts, thread, f"E{next(_events)}"))


def chooses(table: Table, who: str) -> None:
    issue = first_of(table, "SELECT public_id FROM issues WHERE state = 'waiting' ORDER BY id DESC")
    table.does.meetings.choose(table.asker(who), issue)


def parks_a_message(table: Table, who: str) -> None:
    asked = table.seen().turns[-1:]
    table.does.turns.park_message(table.asker(who), (asked[0].asked_ts if asked else None) or "1.000001")


def reports(table: Table, who: str) -> object:
    mine = table.does.actions.mine(table.asker(who)).lines
    reported = Reported(mine[0].action_id if mine else "none", ActionStatus.DONE)
    return table.does.reports.report(table.asker(who), reported)


def gives_a_pulse(table: Table, who: str) -> None:
    table.does.pulses.give_pulse(table.asker(who), step_of(table), Pulse(7, "", ""))


def leaves(table: Table, who: str) -> object:
    """Never more than one at a time, or nobody would be left to play."""
    gone = first_of(table, "SELECT id FROM members WHERE left_at IS NOT NULL")
    return table.does.members.leave(table.asker(who)) if gone == "none" else None


def brings_back(table: Table, who: str) -> None:
    gone = first_of(table, "SELECT user FROM people JOIN members ON people.id = person_id WHERE left_at IS NOT NULL")
    if gone != "none":
        table.does.sets.add(table.asker(who), [Newcomer(gone, "Europe/London")])
        table.does.sets.agree(table.asker(gone))


def fixes_a_date(table: Table, who: str) -> object:
    return table.does.plans.fix(table.asker(who), table.clock.now().date() + timedelta(days=5), time(14, 0))


PEOPLE: Final[Mapping[str, Move]] = {
    "starts the meeting": lambda t, who: t.does.meetings.start(t.asker(who)),
    "is here": lambda t, who: t.does.meetings.here(t.asker(who)),
    "moves on": lambda t, who: t.does.meetings.next(t.asker(who)),
    "presses Next": lambda t, who: t.does.meetings.next(t.asker(who), step_of(t)),
    "presses an old Next": lambda t, who: t.does.meetings.next(t.asker(who), step_of(t, 2)),
    "has finished": lambda t, who: t.does.meetings.finished(t.asker(who), step_of(t)),
    "chooses who goes": chooses,
    "extends by a minute": lambda t, who: t.does.meetings.extend(t.asker(who), 1),
    "extends by five": lambda t, who: t.does.meetings.extend(t.asker(who), 5, step_of(t)),
    "pauses": lambda t, who: t.does.meetings.pause(t.asker(who)),
    "resumes": lambda t, who: t.does.meetings.resume(t.asker(who)),
    "switches between spoken and typed": lambda t, who: t.does.meetings.switch(t.asker(who)),
    "waits for the presenter": lambda t, who: t.does.meetings.wait(t.asker(who), step_of(t)),
    "is refused": lambda t, who: t.does.members.refused(t.asker(who)),
    "goes to the review": lambda t, who: t.does.meetings.to_review(t.asker(who), step_of(t)),
    "ends the slot or the meeting": lambda t, who: t.does.meetings.end(t.asker(who)),
    "closes": lambda t, who: t.does.meetings.close(t.asker(who), step_of(t)),
    "closes for good": lambda t, who: t.does.meetings.close(t.asker(who), step_of(t), was_last=True),
    "writes in the thread": says,
    "wrote in the thread a minute ago": lambda t, who: says(t, who, late=60),
    "writes in the channel": lambda t, who: says(t, who, in_thread=False),
    "wants another prompt": lambda t, who: t.does.turns.another_prompt(t.asker(who), turn_of(t)),
    "is thinking": lambda t, who: t.does.turns.thinking(t.asker(who), turn_of(t)),
    "passes": lambda t, who: t.does.turns.pass_turn(t.asker(who), turn_of(t)),
    "is done": lambda t, who: t.does.turns.done(t.asker(who), turn_of(t)),
    "presses an old Done": lambda t, who: t.does.turns.done(t.asker(who), turn_of(t, 2)),
    "has asked aloud": lambda t, who: t.does.turns.asked_next(t.asker(who), turn_of(t)),
    "parks the question": lambda t, who: t.does.turns.park(t.asker(who), turn_of(t)),
    "declines the question": lambda t, who: t.does.turns.decline(t.asker(who), turn_of(t)),
    "parks a message": parks_a_message,
    "keeps the question": lambda t, who: t.does.slots.keep_question(t.asker(who), step_of(t), "What matters?"),
    "restates": lambda t, who: t.does.slots.keep_restated(t.asker(who), step_of(t), "What would help?"),
    "takes on nothing": lambda t, who: t.does.slots.none_this_time(t.asker(who), About("step", step_of(t)), ""),
    "says what helped": lambda t, who: t.does.slots.helped_most(t.asker(who), step_of(t), turn_of(t)),
    "learned something": lambda t, who: t.does.slots.learned(t.asker(who), step_of(t), "To wait", shared=True),
    "raises an issue": lambda t, who: t.does.issues.raise_one(t.asker(who), "Two of us will not share a room"),
    "takes on an action": lambda t, who: t.does.actions.commit(t.asker(who), "Ask the governors"),
    "reports": reports,
    "passes the report": lambda t, who: t.does.reports.pass_report(t.asker(who), step_of(t)),
    "gives a pulse": gives_a_pulse,
    "is away": lambda t, who: t.does.members.away(t.asker(who), "in two weeks"),
    "is back": lambda t, who: t.does.members.back(t.asker(who)),
    "leaves": leaves,
    "adds whoever left": brings_back,
    "declines the rules": lambda t, who: t.does.sets.decline(t.asker(who)),
    "agrees": lambda t, who: t.does.sets.agree(t.asker(who)),
    "fixes a date": fixes_a_date,
}
"""What a person can do. Most of it is refused at most times."""

WORLD: Final[Mapping[str, Callable[[Table], object]]] = {
    "ten seconds pass": lambda t: t.pass_time(timedelta(seconds=10)),
    "a minute passes": lambda t: t.pass_time(timedelta(minutes=1)),
    "two minutes pass": lambda t: t.pass_time(timedelta(minutes=2)),
    "five minutes pass": lambda t: t.pass_time(timedelta(minutes=5)),
    "the bot is away for a moment": lambda t: t.nobody_there(timedelta(seconds=20)),
    "the bot is away for ten minutes": lambda t: t.nobody_there(timedelta(minutes=10)),
    "the channel is gone": lambda t: t.does.channels.gone(WORKSPACE, CHANNEL, "channel_not_found"),
    "the channel is back": lambda t: t.does.channels.back(WORKSPACE, CHANNEL, True),
}
