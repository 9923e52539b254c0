"""Conversations, posts, timers and deliveries, as a filled database holds them: nothing of them is due or owed."""

from sqlalchemy import Date, case, func, literal, null

from benchmarks.database_size import CALLS, MEMBERS, PEOPLE, POSTS, SLOTS, TIMERS, TURNS
from benchmarks.generated_rows import (
    FIRST,
    SECONDS,
    SECONDS_FROM,
    Columns,
    Moments,
    Numbered,
    Rows,
    Value,
    key_of,
    text_of,
    ts_of,
)
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later, Says

NOBODYS = 1_000_000_000
"""Numbers of what there is not: nothing that is played comes to it."""


def conversations(row: Numbered, at: Moments) -> Rows:
    """The channels of all sets, then the DMs of all people."""
    sets, person = row.size.sets, row.number - row.size.sets
    is_channel = row.number < sets
    the_set = case((is_channel, row.number), else_=person // PEOPLE * row.size.together)
    channel = case((is_channel, literal("CF") + text_of(FIRST + row.number)), else_=literal("DF") + text_of(person))
    to = {"channel": channel, "person_id": case((is_channel, null()), else_=person + 1)}
    return row.plain("conversations", sets + row.size.people, literal(0), the_set, {**to, "last_ts": ts_of(literal(0))})


def posts(row: Numbered, at: Moments) -> Rows:
    """All shown in the revision that is wanted."""
    post = {
        **_post(row),
        "key": key_of(row.number) + key_of(row.number),
        "facts": {"asked": 0},
        "set_id": row.set(POSTS * row.size.meetings) + 1,
        "ts": ts_of(row.number),
        "shown": 1,
        "due_at": at.began,
        "edited_at": at.began,
    }
    return row.rows("posts", POSTS, post)


def _post(row: Numbered) -> Columns:
    """Of each meeting: agenda, slot cards, what is said under each of these, and a letter to each member."""
    nth, said, all_slots = row.number % POSTS, 1 + SLOTS + SLOTS * CALLS, row.closed_meeting(POSTS) * SLOTS
    call, action, asked = nth - 1 - SLOTS, nth - said, nth - (POSTS - MEMBERS)
    slot = case((nth < said, call // CALLS), else_=nth % SLOTS)
    the_set = row.set(POSTS * row.size.meetings)
    dm = row.size.sets + row.person_id(the_set, asked)

    def by_place(agenda: object, slot_card: object, of_call: object, of_action: object, of_letter: object) -> Value:
        before = ((nth == 0, agenda), (nth <= SLOTS, slot_card), (nth < said, of_call), (asked < 0, of_action))
        return case(*before, else_=of_letter)

    return {
        "conversation_id": case((asked < 0, the_set + 1), else_=dm),
        "parent_id": case(((nth > SLOTS) & (asked < 0), row.number - nth + slot + 2), else_=null()),
        "kind": by_place(
            Says.AGENDA.value, Says.SLOT_CARD.value, Says.CALL.value, Says.ACTION.value, Says.LETTER.value
        ),
        "subject": by_place(
            text_of(row.meeting_id(POSTS)),
            text_of(all_slots + nth),
            text_of((all_slots + slot) * TURNS + call % CALLS + 1),
            text_of(row.closed_meeting(POSTS) * row.size.actions + action + 1),
            text_of(row.number + NOBODYS),
        ),
    }


def timers(row: Numbered, at: Moments) -> Rows:
    """What is cleaned, far ahead, of meetings that no play comes to."""
    timer = {
        "set_id": row.set(TIMERS * row.size.meetings) + 1,
        "kind": Later.MEETING_LONG_OVER.value,
        "subject": text_of(row.number + NOBODYS),
        "due_at": at.ahead,
    }
    return row.rows("timers", TIMERS, timer)


def looks(row: Numbered, at: Moments) -> Rows:
    """One a set, behind the other timers: Slack is asked about its channel, so far ahead that no play comes there."""
    timer = {
        "id": row.id + row.size.sets * row.size.meetings * TIMERS,
        "set_id": row.id,
        "kind": Later.LOOK_AT_CHANNEL.value,
        "subject": text_of(row.id),
        "due_at": at.ahead,
    }
    return row.plain("timers", row.size.sets, literal(0), row.number, timer)


def letters(row: Numbered, at: Moments) -> Rows:
    """One a person and meeting."""
    person, meeting = row.number // row.size.meetings, row.number % row.size.meetings
    letter = {
        "person_id": person + 1,
        "day": func.date(at.began, type_=Date()),
        "composed_at": at.began,
        "late": False,
    }
    many, the_set = row.size.people * row.size.meetings, person // PEOPLE * row.size.together
    return row.plain("letters", many, meeting, the_set, letter)


def letter_parts(row: Numbered, at: Moments) -> Rows:
    """One in each letter, of the first set of its reader."""
    person, meeting = row.number // row.size.meetings, row.number % row.size.meetings
    many, the_set = row.size.people * row.size.meetings, person // PEOPLE * row.size.together
    part = {
        "person_id": person + 1,
        "letter_id": row.id,
        "set_id": the_set + 1,
        "kind": Part.MEETING.value,
        "subject": text_of(row.number),
        "facts": {"actions": []},
    }
    return row.plain("letter_parts", many, meeting, the_set, part)


def deliveries(row: Numbered, at: Moments) -> Rows:
    """Those of the last meeting of each set, a few in the same second."""
    second = literal(SECONDS_FROM) + row.number % SECONDS
    seen = {"key": key_of(row.number), "seen_at": at.closed}
    return row.plain("deliveries", row.size.sets * POSTS, second, literal(0), seen, keyed=False)
