"""What is behind *More*: what one person may do now, and nothing that would be refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from bot.domain.controls import Choice, More, Standing
from bot.domain.errors import Refused
from bot.domain.meeting.events import (
    Actor,
    Ended,
    EndedSlot,
    Event,
    Extended,
    LookedForMore,
    MovedOn,
    OnlyListened,
    Paused,
    Resumed,
    Switched,
)
from bot.domain.meeting.people_events import TurnedToAnother, WentAway
from bot.domain.meeting.turn_events import AskedForAnotherPrompt
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.written_events import ChoseAsking
from bot.domain.refusals import Refusal
from bot.domain.states import Asking
from bot.domain.step_kinds import StepKind as K
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, START, asking, at_step, away, by, clock, decided, hears, then

C: Final = Choice
ADVISER: Final = Actor("UADV", None, is_adviser=True)
BY_PRESENTER: Final = (C.NEXT, C.EXTEND, C.ONLY_LISTEN, C.OTHER_ISSUE, C.END_SLOT)
ENDS_SLOT: Final = (C.NEXT, C.EXTEND, C.END_SLOT, C.ASK_IN_WRITING, C.SPEAK, C.END_MEETING)
DOES: Final[Mapping[Choice, Callable[[Actor, str], Event[Any]]]] = {
    C.ANOTHER_PROMPT: lambda who, of: AskedForAnotherPrompt(by=who, turn=of),
    C.GO_ON: lambda who, _: Resumed(by=who),
    C.NEXT: lambda who, of: MovedOn(by=who, step=of, sure=True),
    C.EXTEND: lambda who, of: Extended(by=who, minutes=5, step=of),
    C.ONLY_LISTEN: lambda who, of: OnlyListened(by=who, slot=of),
    C.OTHER_ISSUE: lambda who, of: TurnedToAnother(by=who, slot=of),
    C.END_SLOT: lambda who, of: EndedSlot(by=who, slot=of),
    C.ASK_IN_WRITING: lambda who, _: ChoseAsking(by=who, asking=Asking.WRITTEN),
    C.ASK_IN_ROUNDS: lambda who, _: ChoseAsking(by=who, asking=Asking.ROUNDS),
    C.SPEAK: lambda who, _: Switched(by=who, spoken=True),
    C.TYPE: lambda who, _: Switched(by=who, spoken=False),
    C.END_MEETING: lambda who, of: Ended(by=who, meeting=of),
}
NOT_IN_A_MOMENT: Final = {C.SPEAK, C.TYPE}
"""Would not be refused while the clock stands, but there is nothing to do then."""


def advised(m: Meeting) -> Meeting:
    return replace(m, of=replace(m.of, adviser="UADV"), adviser_sign_at=m.now)


def paused(m: Meeting) -> Meeting:
    return then(m, Paused(by=by(CAT)))


def spoken(m: Meeting) -> Meeting:
    return replace(m, spoken=True)


def ended(m: Meeting) -> Meeting:
    return then(m, EndedSlot(by=by(ANA), slot="slot1"))


def alone(m: Meeting) -> Meeting:
    return replace(m, here=tuple(one for one in m.here if one.member == ANA))


def gone(m: Meeting) -> Meeting:
    return then(m, WentAway(by=by(ANA), members=m.members))


def looks(m: Meeting, who: Actor, **about: str) -> More:
    shown: More = decided(m, LookedForMore(by=who, **about)).answer
    return shown


def choices(m: Meeting, who: Actor) -> tuple[Choice, ...]:
    return tuple(one.choice for one in looks(m, who).offered)


@pytest.mark.parametrize(
    ("m", "who", "offered"),
    [
        pytest.param(asking(), by(ANA), (*BY_PRESENTER, C.ASK_IN_WRITING, C.SPEAK), id="the presenter"),
        pytest.param(asking(), by(BEN), (C.ANOTHER_PROMPT, C.SPEAK), id="the peer who is called"),
        pytest.param(hears(asking(), BEN, "14:21"), by(BEN), (C.SPEAK,), id="the peer who has asked"),
        pytest.param(asking(), by(CAT), (C.SPEAK,), id="another peer"),
        pytest.param(advised(asking()), ADVISER, ENDS_SLOT, id="the adviser"),
        pytest.param(gone(asking()), by(CAT), ENDS_SLOT, id="once they are gone"),
        pytest.param(spoken(asking()), by(CAT), (C.NEXT, C.EXTEND, C.ASK_IN_WRITING, C.TYPE), id="for the room, aloud"),
        pytest.param(paused(asking()), by(ANA), (C.GO_ON, *BY_PRESENTER[2:]), id="the presenter in a moment"),
        pytest.param(paused(asking()), by(CAT), (), id="a peer in a moment"),
        pytest.param(
            then(asking(), OnlyListened(by=by(ANA), slot="slot1")),
            by(ANA),
            (C.GO_ON, C.OTHER_ISSUE, C.END_SLOT),
            id="the presenter who is listened to",
        ),
        pytest.param(ended(asking()), by(ANA), (C.GO_ON,), id="the presenter whose slot is ended"),
        pytest.param(ended(asking()), by(CAT), (C.GO_ON,), id="a peer, once the slot is ended"),
        pytest.param(at_step(K.BIDS), by(CAT), (*ENDS_SLOT[:2], *ENDS_SLOT[3:]), id="outside of slots"),
        pytest.param(advised(at_step(K.BIDS)), by(CAT), (C.SPEAK,), id="outside of slots, where the adviser calls"),
        pytest.param(paused(at_step(K.REVIEW)), by(CAT), (C.GO_ON,), id="paused"),
        pytest.param(alone(at_step(K.OPENING)), by(ANA), (C.EXTEND, C.SPEAK, C.END_MEETING), id="too few"),
        pytest.param(at_step(K.CLOSING), by(CAT), (C.EXTEND, C.SPEAK), id="the closing without a next date"),
    ],
)
def test_each_person_is_shown_what_they_may_do_now(m: Meeting, who: Actor, offered: tuple[Choice, ...]) -> None:
    assert choices(m, who) == offered


def test_the_closing_is_ended_where_there_is_a_next_date() -> None:
    answer = decided(at_step(K.CLOSING), LookedForMore(by=by(CAT)), next_meeting=(START,)).answer
    assert [one.choice for one in answer.offered] == [C.EXTEND, C.SPEAK, C.END_MEETING]


def test_after_ten_minutes_of_a_moment_anybody_is_offered_to_go_on() -> None:
    m = paused(asking().with_presence(ANA, sign_at=clock("14:20")))
    later = replace(m, now=clock("14:31"))
    assert choices(later, by(CAT)) == (C.GO_ON,)


def situations() -> Iterator[tuple[str, Meeting]]:
    for kind in K:
        for name, change in (("runs", lambda m: m), ("paused", paused), ("aloud", spoken), ("advised", advised)):
            m = asking() if kind is K.QUESTION else at_step(kind)
            yield f"{kind}, {name}", change(m)
        if kind.in_slot:
            yield f"{kind}, without the presenter", away(at_step(kind), ANA)
            yield f"{kind}, ended", ended(at_step(kind))


@pytest.mark.parametrize("m", [pytest.param(m, id=name) for name, m in situations()])
def test_what_is_offered_is_not_refused_and_what_is_refused_is_not_offered(m: Meeting) -> None:
    for who in (by(ANA), by(BEN), by(CAT), ADVISER):
        offered = {one.choice: one.about for one in looks(m, who).offered}
        about = {
            C.ANOTHER_PROMPT: m.turn.id if m.turn else "none",
            C.NEXT: m.step.id,
            C.EXTEND: m.step.id,
            **dict.fromkeys((C.ONLY_LISTEN, C.OTHER_ISSUE, C.END_SLOT), m.step.slot or "none"),
        }
        for choice, does in DOES.items():
            if who is ADVISER and m.of.adviser is None:
                continue
            try:
                then(m, does(who, offered.get(choice, about.get(choice, m.id))))
            except Refused:
                assert choice not in offered, (choice, who)
            else:
                skipped = choice in NOT_IN_A_MOMENT and m.is_paused
                has_buttons = choice is C.NEXT and m.step.kind is K.CLOSING
                assert choice in offered or skipped or has_buttons, (choice, who)


def test_every_choice_is_tried() -> None:
    assert set(DOES) == set(Choice)


def test_it_says_where_the_meeting_is() -> None:
    shown = looks(paused(asking()), by(ANA), step="step5")
    assert (shown.kind, shown.presenter, shown.own, shown.standing) == (K.QUESTION, "U1", True, Standing.MOMENT)
    assert (shown.until, shown.spoken, looks(spoken(asking()), by(ANA)).spoken) == (clock("14:40"), False, True)
    assert (looks(asking(), by(CAT)).own, looks(asking(), by(CAT)).standing) == (False, None)
    assert not looks(asking(), by(ANA)).writing
    assert looks(then(asking(), ChoseAsking(by=by(ANA), asking=Asking.WRITTEN)), by(ANA)).writing


def test_looking_changes_nothing_but_that_they_are_here() -> None:
    m = replace(away(asking(), CAT), now=clock("14:21"))
    after = then(m, LookedForMore(by=by(CAT)))
    assert after.is_here(CAT)
    assert (after.turns, after.log, after.state) == (m.turns, m.log, m.state)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        pytest.param({"step": "step4"}, Refusal.MOVED_ON, id="an earlier step"),
        pytest.param({"slot": "slot2"}, Refusal.SLOT_OVER, id="another slot"),
        pytest.param({"meeting": "m2"}, Refusal.OTHER_MEETING, id="another meeting"),
    ],
)
def test_a_button_of_what_is_over_opens_nothing(about: dict[str, str], why: Refusal) -> None:
    with pytest.raises(Refused, match=why):
        looks(asking(), by(ANA), **about)


@pytest.mark.parametrize("about", [{}, {"step": "step5"}, {"slot": "slot1"}, {"meeting": "meeting"}])
def test_one_of_what_runs_does(about: dict[str, str]) -> None:
    assert looks(asking(), by(CAT), **about).offered


@pytest.mark.parametrize("aloud", [False, True])
def test_a_switch_that_was_made_already_is_not_taken_back(aloud: bool) -> None:
    m = replace(asking(), spoken=aloud)
    with pytest.raises(Refused, match=r"(spoken|typed)_already"):
        then(m, Switched(by=by(CAT), spoken=aloud))
    assert then(m, Switched(by=by(CAT), spoken=not aloud)).spoken is not aloud
