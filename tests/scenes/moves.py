"""Everything that somebody, the clock or a crash can do to a meeting, by name: what random play draws from."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from itertools import count
from typing import Final

from bot.domain.channel_messages import ChannelMessage, Tone
from bot.domain.pulses import Pulse
from bot.domain.sets import Newcomer
from bot.domain.states import ActionStatus, Asking, TurnState
from bot.services.reports import Reported
from bot.services.slots import About
from tests.scenes.set_without_slack import CHANNEL, WORKSPACE, SetWithoutSlack

Move = Callable[[SetWithoutSlack, str], object]
_events: Final = count()


def step_of(the_set: SetWithoutSlack, back: int = 1) -> str:
    """The public id of a step, counted back from the newest; where there are fewer, one of no step."""
    steps = the_set.seen().steps
    return steps[-back].public_id if len(steps) >= back else "none"


def turn_of(the_set: SetWithoutSlack, back: int = 1) -> str:
    """The public id of a turn, counted back from the newest; where there are fewer, one of no turn."""
    turns = the_set.seen().turns
    return turns[-back].public_id if len(turns) >= back else "none"


def first_of(the_set: SetWithoutSlack, what: str) -> str:
    """The public id of the first row that a query finds."""
    with the_set.database.look() as db:
        row = db.connection().exec_driver_sql(what).first()
    return str(row[0]) if row is not None else "none"


def says(the_set: SetWithoutSlack, who: str, *, in_thread: bool = True, late: int = 0) -> object:
    """Write something that arrives `late` seconds after it was written."""
    ts = f"{(the_set.clock.now() - timedelta(seconds=late)).timestamp():.6f}"
    thread = the_set.thread() if in_thread else None
    return the_set.does.channel_messages.heard(
        ChannelMessage(WORKSPACE, who, CHANNEL, ts, thread, f"E{next(_events)}", Tone.QUESTION)
    )


def chooses(the_set: SetWithoutSlack, who: str) -> None:
    issue = first_of(the_set, "SELECT public_id FROM issues WHERE state = 'waiting' ORDER BY id DESC")
    the_set.does.meetings.choose(the_set.asker(who), issue)


def parks_a_message(the_set: SetWithoutSlack, who: str) -> None:
    asked = the_set.seen().turns[-1:]
    the_set.does.turns.park_message(the_set.asker(who), (asked[0].asked_ts if asked else None) or "1.000001")


def writes_questions(the_set: SetWithoutSlack, who: str) -> None:
    written = the_set.does.written_questions
    written.own(the_set.asker(who), step_of(the_set))
    written.write(the_set.asker(who), step_of(the_set), ("What matters?", "Who cares?")[: 1 + len(who) % 2])


def waiting_question(the_set: SetWithoutSlack) -> str:
    """The public id of a question that waits for the presenter; where none does, that of no turn."""
    waits = [turn.public_id for turn in the_set.seen().turns if turn.state is TurnState.WAITING]
    return waits[-1] if waits else "none"


def reports(the_set: SetWithoutSlack, who: str) -> object:
    mine = the_set.does.actions.mine(the_set.asker(who)).lines
    reported = Reported(mine[0].action_id if mine else "none", ActionStatus.DONE)
    return the_set.does.reports.report(the_set.asker(who), reported)


def gives_a_pulse(the_set: SetWithoutSlack, who: str) -> None:
    the_set.does.pulses.save(the_set.asker(who), step_of(the_set), Pulse(7))


def leaves(the_set: SetWithoutSlack, who: str) -> object:
    """Never more than one at a time, or nobody would be left to play."""
    gone = first_of(the_set, "SELECT id FROM members WHERE left_at IS NOT NULL")
    return the_set.does.members.leave(the_set.asker(who)) if gone == "none" else None


def brings_back(the_set: SetWithoutSlack, who: str) -> None:
    gone = first_of(the_set, "SELECT user FROM people JOIN members ON people.id = person_id WHERE left_at IS NOT NULL")
    if gone != "none":
        the_set.does.sets.add(the_set.asker(who), [Newcomer(gone, "Europe/London")])
        the_set.does.sets.agree(the_set.asker(gone))


def fixes_a_date(the_set: SetWithoutSlack, who: str) -> object:
    return the_set.does.meeting_dates.fix(
        the_set.asker(who), the_set.clock.now().date() + timedelta(days=5), time(14, 0)
    )


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
    "writes questions": writes_questions,
    "writes questions as well": writes_questions,
    "releases the questions": lambda t, who: t.does.written_questions.release(t.asker(who), step_of(t)),
    "takes up a question": lambda t, who: t.does.turns.take_up(t.asker(who), waiting_question(t)),
    "parks one that waits": lambda t, who: t.does.turns.park(t.asker(who), waiting_question(t)),
    "leaves one that waits": lambda t, who: t.does.turns.decline(t.asker(who), waiting_question(t)),
    "would ask in writing": lambda t, who: t.does.meetings.ask_in(t.asker(who), Asking.WRITTEN),
    "would ask in turn": lambda t, who: t.does.meetings.ask_in(t.asker(who), Asking.ROUNDS),
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
    "is away": lambda t, who: t.does.own_absences.away(t.asker(who), "in two weeks"),
    "is back": lambda t, who: t.does.own_absences.back(t.asker(who)),
    "leaves": leaves,
    "adds whoever left": brings_back,
    "declines the rules": lambda t, who: t.does.sets.decline(t.asker(who)),
    "agrees": lambda t, who: t.does.sets.agree(t.asker(who)),
    "fixes a date": fixes_a_date,
}
"""What a person can do. Most of it is refused at most times."""

WORLD: Final[Mapping[str, Callable[[SetWithoutSlack], object]]] = {
    "ten seconds pass": lambda t: t.pass_time(timedelta(seconds=10)),
    "a minute passes": lambda t: t.pass_time(timedelta(minutes=1)),
    "two minutes pass": lambda t: t.pass_time(timedelta(minutes=2)),
    "five minutes pass": lambda t: t.pass_time(timedelta(minutes=5)),
    "the bot is away for a moment": lambda t: t.nobody_there(timedelta(seconds=20)),
    "the bot is away for ten minutes": lambda t: t.nobody_there(timedelta(minutes=10)),
    "the channel is gone": lambda t: t.does.channels.gone(WORKSPACE, CHANNEL, "channel_not_found"),
    "the channel is back": lambda t: t.does.channels.back(WORKSPACE, CHANNEL, True),
}
