"""What a meeting says, and how much: what is only a question of time becomes an edit where it is full.

A rule decides only that a message is there. What it shows is read off the meeting, and that it changed is found by comparing.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.controls import Standing
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import (
    MOST_AT_THE_TOP,
    MOST_IN_A_SLOT,
    MOST_OF_MOMENTS,
    MOST_OF_THE_CLOCK,
    ROOM_FOR_ACTIONS,
    ROOM_FOR_SLOTS,
)
from bot.domain.message_and_timer_kinds import Says

OF_A_MOMENT: Final = frozenset({"moment", "listening"})
"""What is said of the clock while there is a moment inside a slot."""
AS_CALLS: Final = frozenset({Says.CALL, Says.WRITTEN_QUESTION, Says.QUESTIONS_LEFT})
"""What costs no room: somebody is called, has asked, or is to choose the next question."""
ASKS: Final = "asks"
"""The name of what is said where a question of ours is a peer's own; what follows it in its key is the step and the member."""
TOO_FEW: Final = "too_few"
"""What is said of the clock where the opening has run out and too few are here to begin."""
WAITED_FOR_MORE: Final = "waited_for_more"
"""What that becomes as the clock goes again."""


def say(m: Meeting, key: Key, under: Key | None = None, **facts: object) -> Meeting:
    """Want a message, in the thread of `under`. One that is there already stays where it is, and knows these facts besides.

    One that was dropped is wanted after all.
    """
    known = m.entry(key)
    if known is not None:
        return m.with_entry(known, facts={**known.facts, **facts}, dropped=False)
    return replace(m, log=(*m.log, Entry(key, under=under, facts=facts, due_at=m.now)))


def thread(m: Meeting) -> Key | None:
    """Where the open step happens: in the thread of its slot, or with None at the top."""
    return m.head_key if m.slot is not None and m.head is not None else None


def notice(m: Meeting, name: str, nth: str, **facts: object) -> Meeting:
    """Say something once, where the open step happens: in its thread during a slot, otherwise in the channel."""
    return say(m, Key(Says.NOTICE, name, nth), thread(m), **{"name": name, "step": m.step.id, **facts})


def settle(m: Meeting, key: Key) -> Meeting:
    """This notice makes no sense any more: it loses its buttons."""
    known = m.entry(key)
    if known is None or known.facts.get("settled"):
        return m
    return m.with_entry(known, facts={**known.facts, "settled": True})


def retire(m: Meeting, key: Key, *, before: datetime | None = None) -> Meeting:
    """A newer message about the same will stand below; one that came after `before` (UTC) stays what it is.

    From now on the older one has a name of its own, after the number of its row.
    """
    known = m.entry(key)
    if known is None or (before is not None and (known.due_at is None or known.due_at >= before)):
        return m
    nth = f"{key.nth}:{known.number}" if key.nth else str(known.number)
    return m.with_entry(known, key=replace(key, nth=nth))


def has_room(m: Meeting) -> bool:
    """Whether one more message fits beside those that the steps ahead, actions, offered questions and a way on still need."""
    return _in_thread(m) if m.slot is not None else _at_the_top(m)


def _in_thread(m: Meeting) -> bool:
    head, slot, agenda, position = m.head, m.slot, m.agenda, m.step.position
    if head is None or slot is None:
        return True
    ahead = sum(one.slot == agenda[position].slot for one in agenda[position + 1 :])
    own = (
        1 if m.entry(Key(Says.STEP, m.step.id)) is None else 0
    )  # while peers are called the step has not spoken itself
    said = Counter(one.key.kind for one in m.below(head.key))
    actions = max(0, ROOM_FOR_ACTIONS - said[Says.ACTION])
    offer = 0 if slot.away_offered else 1
    calls = sum(said[kind] for kind in AS_CALLS) + sum(_is_a_question(one.key) for one in m.below(head.key))
    return said.total() - calls + own + ahead + actions + offer < MOST_IN_A_SLOT


def _is_a_question(key: Key) -> bool:
    """Whether it is a question of ours that a peer asks as theirs: it costs no more room than their own would."""
    return key.kind is Says.NOTICE and key.of == ASKS


def _at_the_top(m: Meeting) -> bool:
    card = m.entry(Key(Says.AGENDA, m.id))
    if card is None:
        return True
    ahead = m.agenda[m.step.position + 1 :]
    cards = sum(one.slot is None for one in ahead) + len({one.slot for one in ahead if one.slot is not None})
    slots = 0 if m.slots else ROOM_FOR_SLOTS
    pulse_summary = 0 if m.entry(Key(Says.PULSE_SUMMARY, m.id)) is not None else 1
    since = _place(m, card)
    said = sum(one.under is None and not one.dropped for one in m.log[since:])
    return said + cards + slots + pulse_summary < MOST_AT_THE_TOP


def _place(m: Meeting, entry: Entry) -> int:
    return next(place for place, one in enumerate(m.log) if one is entry)


def stands_last(m: Meeting, entry: Entry) -> bool:
    """Whether nothing of ours stands below where it is, or if it was dropped was to be. Notices do not count."""
    later = m.log[_place(m, entry) + 1 :]
    return not any(one.under == entry.under and not one.dropped and one.key.kind is not Says.NOTICE for one in later)


def tell_of_the_clock(m: Meeting, name: str, **facts: object) -> Meeting:
    """Say that the clock stands or goes, where the open step happens; beyond the second time by an edit of that message.

    Where there is no room even for the first, the step's own message says it alone.
    """
    place = clock_place(m)
    known = of_the_clock(m, place)
    key = Key(Says.CLOCK, place, str(len(known) + 1))
    if len(known) >= (MOST_OF_MOMENTS if name in OF_A_MOMENT or name == "went_on" else MOST_OF_THE_CLOCK):
        key = known[-1].key
    elif name == "paused_itself" and (asked := _asked_last(m)) is not None:
        m = m.with_entry(asked, key=key)
    elif not has_room(m):
        if not known:
            return m
        key = known[-1].key
    return say(m, key, thread(m), **{"name": name, **_where(m), **facts})


def _where(m: Meeting) -> dict[str, object]:
    """What the words of the clock are about, as it stands in the row of their post."""
    return {"meeting": m.number, "slot": m.slot.number if m.slot is not None else None, "step": m.step.id}


def _asked_last(m: Meeting) -> Entry | None:
    """The message that the time is up, where it is the latest: as nobody answered, it now says that the meeting is paused."""
    asked = m.entry(Key(Says.TIME_UP, m.step.id))
    return asked if asked is not None and stands_last(m, asked) else None


def standing(m: Meeting) -> Standing:
    """Why the clock stands, where it does."""
    if m.slot is not None and m.slot.ended_early:
        return Standing.ENDED
    said = of_the_clock(m, clock_place(m))
    name = said[-1].facts.get("name") if said else None
    if name == TOO_FEW:
        return Standing.TOO_FEW
    return Standing.MOMENT if name in OF_A_MOMENT else Standing.PAUSED


def is_listening(m: Meeting) -> bool:
    """Whether the clock stands since the presenter would only be listened to."""
    said = of_the_clock(m, clock_place(m))
    return m.is_paused and bool(said) and said[-1].facts.get("name") == "listening"


def clock_place(m: Meeting) -> str:
    """What the clock is told of in: the slot that is running, or outside of slots the meeting."""
    return f"slot:{m.slot.id}" if m.slot is not None else f"meeting:{m.id}"


def of_the_clock(m: Meeting, place: str) -> tuple[Entry, ...]:
    """What has been said of the clock in a slot, or outside of slots, oldest first."""
    return tuple(one for one in m.log if one.key.kind is Says.CLOCK and one.key.of == place)


def tell_that_time_is_up(m: Meeting) -> Meeting | None:
    """Say so below whatever has been said since the last time; None where there is no room for that."""
    key = Key(Says.TIME_UP, m.step.id)
    known = m.entry(key)
    if known is None or not stands_last(m, known):
        if not has_room(m):
            return None
        m = retire(m, key)
    return say(m, key, thread(m))
