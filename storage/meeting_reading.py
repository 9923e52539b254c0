"""What the rows of a meeting say, as values."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from bot.domain.formats import Format, format_from_json
from bot.domain.meeting.parts import Issue, Member, Presence, SetDetails, Slot, Step, Taken, Tally, Turn
from bot.domain.meeting.value import Meeting
from bot.domain.states import ActionStatus, Ahead, AskAgain, Asking, AskingPhase, MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from storage.json_rows import Row, Rows, at, day, moment
from storage.meeting_lookup import issue_of, line_of


@lru_cache(maxsize=256)
def _format(written: str) -> Format:
    """Formats do not change once a meeting has begun with them, and sets share them."""
    return format_from_json(json.loads(written))


def meeting_of(
    rows: Rows, of: SetDetails, members: tuple[Member, ...], now: datetime, planned: Callable[[str], Format]
) -> Meeting:
    """A meeting without its messages, and without what lies outside of it.

    `planned` is its format until it begins, by the name of the one that was chosen for it, or an empty one.
    """
    number, public_id, nth, planned_at, written, state, spoken, chosen, *moments, unattended, asking, held_with, _ = (
        rows["meeting"][0]
    )
    started_at, paused_at, closed_at, adviser_sign_at = map(moment, moments)
    done = _done(rows)
    slots = _slots(rows)
    step_ids = {row[0]: row[1] for row in rows.get("step", ())}
    return Meeting(
        id=public_id,
        number=number,
        nth=nth,
        of=of,
        members=members,
        now=now,
        planned_at=at(planned_at),
        format=_format(written) if written not in (None, "null") else planned(chosen or ""),
        format_chosen=bool(chosen),
        state=MeetingState(state),
        spoken=bool(spoken),
        asking=Asking(asking) if asking else None,
        started_at=started_at,
        paused_at=paused_at,
        closed_at=closed_at,
        adviser_sign_at=adviser_sign_at,
        unattended=unattended,
        steps=_steps(rows, {one.number: one.id for one in slots}, done),
        slots=slots,
        turns=tuple(_turn(row, step_ids, done) for row in sorted(rows.get("turn", ()))),
        here=_here(rows),
        cannot_come=frozenset(member for (member,) in rows.get("cannot", ())),
        held_with=held_with,
    )


Done = Mapping[tuple[int, str], Mapping[int, datetime | None]]
"""Who did something in a step, by the number of that and by what they did; where it matters, when, or until when."""


def _done(rows: Rows) -> Done:
    found: defaultdict[tuple[int, str], dict[int, datetime | None]] = defaultdict(dict)
    for step, member, what, until in rows.get("line", ()):
        found[step, what][member] = moment(until)
    return found


def _steps(rows: Rows, slot_ids: Mapping[int, str], done: Done) -> tuple[Step, ...]:
    in_order = sorted(rows.get("step", ()), key=lambda row: row[3])
    return tuple(_step(row, slot_ids.get(row[8]), done) for row in in_order)


def _step(row: Row, slot: str | None, done: Done) -> Step:
    number, public_id, kind, position, minutes, says, began_at, ends_at, _, ended_at, *rest = row
    prompt, presenter_prompt, *flags, word_at, phase, writing_until = rest
    warned, time_up, human = map(bool, flags)

    def who(what: str) -> frozenset[int]:
        return frozenset(done.get((number, what), ()))

    def when(what: str) -> dict[int, datetime]:
        found = done.get((number, what), {})
        return {member: moment for member, moment in found.items() if moment is not None}

    return Step(
        id=public_id,
        kind=StepKind(kind),
        position=position,
        minutes=minutes,
        says=says,
        began_at=at(began_at),
        ends_at=at(ends_at),
        slot=slot,
        number=number,
        ended_at=moment(ended_at),
        prompt=prompt,
        presenter_prompt=presenter_prompt,
        warned=warned,
        time_up=time_up,
        human=human,
        ready_at=moment(word_at),
        phase=AskingPhase(phase) if phase else None,
        writing_until=moment(writing_until),
        answered=who("answered"),
        pulsed=who("pulse"),
        passed=who("passed"),
        restated=who("restated"),
        told_turn=who("told"),
        told_late=who("late"),
        said_it=who("said"),
        offered=who("offered"),
        writing=dict(done.get((number, "writing"), {})),
        talked=when("talked"),
        kept=when("kept"),
        hinted=who("hinted"),
        hint_answered=who("hint_over"),
        thoughts=when("thoughts"),
    )


def _turn(row: Row, step_ids: Mapping[int, str], done: Done) -> Turn:
    number, public_id, step, member, state, called_at, prompt, thinking, asked_at, asked_ts, word_at, *rest = row
    answered, interrupted, below, shown_again, ended_at, words, place, no_question = rest
    return Turn(
        id=public_id,
        step=step_ids[step],
        member=member,
        state=TurnState(state),
        called_at=at(called_at),
        number=number,
        prompt=prompt,
        thinking=bool(thinking),
        asked_at=moment(asked_at),
        asked_ts=asked_ts,
        word_at=moment(word_at),
        answered=bool(answered),
        interrupted=bool(interrupted),
        followed_up=(step, f"follow:{number}") in done,
        spent=(step, f"spent:{number}") in done,
        below=below,
        shown_again=bool(shown_again),
        ended_at=moment(ended_at),
        words=words,
        place=place,
        no_question=bool(no_question),
    )


def _slots(rows: Rows) -> tuple[Slot, ...]:
    parked, taken = defaultdict(list), defaultdict(list)
    for slot, _, ts in sorted(rows.get("parked", ())):
        parked[slot].append(ts)
    for slot, number, *line in sorted(rows.get("action", ()), key=lambda row: row[1]):
        taken[slot].append(Taken(number, line_of(_read(line))))
    brought = {slot: int(many) for slot, many in rows.get("brought", ())}
    return tuple(
        _slot(row, tuple(parked[row[1]]), tuple(taken[row[1]]), brought.get(row[1], 0))
        for row in sorted(rows.get("slot", ()), key=lambda row: row[0])
    )


def _read(line: Row) -> Row:
    """The columns LINE, of a row that was packed."""
    action_id, user, what, first_step, due_on, due_zone, status, meets_again, *report, again, reported_at = line
    outcome, happened, learned, ahead = report
    told: tuple[object, ...] = (None,) * 5
    if outcome is not None:
        told = (ActionStatus(outcome), happened, learned, Ahead(ahead), AskAgain(again) if again else None)
    action = (action_id, user, what, first_step, day(due_on), due_zone, ActionStatus(status))
    return [*action, meets_again, *told, moment(reported_at)]


def _slot(row: Row, parked: tuple[str, ...], taken: tuple[Taken, ...], brought: int) -> Slot:
    _, number, public_id, question, restated, none_this_time, none_because, helped, *flags, issue = *row[:16], row[16:]
    return Slot(
        id=public_id,
        issue=_issue(issue),
        number=number,
        question=question,
        restated=restated,
        none_this_time=bool(none_this_time),
        none_because=none_because,
        helped=helped,
        away_offered=bool(flags[0]),
        ended_early=bool(flags[1]),
        asked=flags[2],
        tally=Tally(*flags[3:]),
        parked=parked,
        brought=brought,
        actions=taken,
    )


def _issue(row: Row) -> Issue:
    return issue_of([*row[:4], at(row[4]), *row[5:]])


def _here(rows: Rows) -> tuple[Presence, ...]:
    there = (Presence(member, at(here_at), at(sign_at)) for member, here_at, sign_at in rows.get("here", ()))
    return tuple(sorted(there, key=lambda one: (one.here_at, one.member)))
