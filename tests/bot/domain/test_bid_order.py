"""Who gets the next slot: the order that is suggested, and the line that is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bid_order import Bid, kept_in_line, suggested

RAISED = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)


def bid(
    name: str,
    urgency: int = 3,
    presented_in: int = 0,
    *,
    line: int = 0,
    hours: int = 0,
    here: bool = True,
    agreed: bool = True,
    had: int = 0,
) -> Bid:
    """An issue of that name; what stands before a dash is its owner: ana-2 is Ana's."""
    owner = name.split("-")[0]
    raised_at = RAISED + timedelta(hours=hours)
    return Bid(name, owner, "An issue", urgency, presented_in, line, raised_at, here, agreed, had)


def named(bids: tuple[Bid, ...]) -> list[str]:
    return [one.issue_id for one in bids]


@pytest.mark.parametrize(
    ("bids", "order"),
    [
        pytest.param([bid("calm", 2), bid("urgent", 5)], ["urgent", "calm"], id="urgency first"),
        pytest.param(
            [bid("last time", presented_in=3), bid("never"), bid("long ago", presented_in=1)],
            ["never", "long ago", "last time"],
            id="then meetings since presenting",
        ),
        pytest.param([bid("later", hours=2), bid("sooner", hours=1)], ["sooner", "later"], id="then who raised first"),
        pytest.param(
            [bid("urgent", 5), bid("waited", 1, line=1)], ["waited", "urgent"], id="who waits from last time first"
        ),
        pytest.param(
            [bid("second", 5, line=2), bid("new", 5), bid("first", 1, line=1)],
            ["first", "second", "new"],
            id="in the order kept, whatever is more urgent",
        ),
        pytest.param(
            [bid("away", 5, line=1, here=False), bid("here", 1)], ["here", "away"], id="who is not here comes last"
        ),
        pytest.param(
            [bid("declined", 5, agreed=False), bid("agreed", 1)],
            ["agreed", "declined"],
            id="who has not agreed comes last",
        ),
        pytest.param(
            [bid("chloe-1", 5), bid("chloe-2", 5, hours=1), bid("ben", 1)],
            ["chloe-1", "ben", "chloe-2"],
            id="everybody's first before anybody's second",
        ),
        pytest.param(
            [bid("chloe-1", 2), bid("chloe-2", 5), bid("ben", 1)],
            ["chloe-2", "ben", "chloe-1"],
            id="the first of one person by the same rule",
        ),
        pytest.param(
            [bid("chloe", 5, had=1), bid("ben", 1)], ["ben", "chloe"], id="who has had a slot today comes after"
        ),
    ],
)
@pytest.mark.promise(25)
def test_the_bot_suggests_an_order(bids: list[Bid], order: list[str]) -> None:
    assert named(suggested(bids)) == order


def test_an_issue_that_the_set_chose_leads_and_counts_as_its_owners_first() -> None:
    bids = [bid("chloe-1", 5), bid("chloe-2", 1), bid("ben", 1)]
    assert named(suggested(bids, first="chloe-2")) == ["chloe-2", "ben", "chloe-1"]


@pytest.mark.parametrize(
    ("bids", "taken", "line"),
    [
        pytest.param([bid("ana", 5), bid("ben", 3), bid("dan", 1)], ["ana"], ["ben", "dan"], id="as suggested"),
        pytest.param(
            [bid("ana", 5), bid("ben", 1), bid("chloe", 5, here=False)],
            ["ana"],
            ["ben", "chloe"],
            id="who is here and was told to go first stays before who was not",
        ),
        pytest.param(
            [bid("ana", 5), bid("ben", 1), bid("chloe", line=1, here=False)],
            ["ana"],
            ["chloe", "ben"],
            id="who is not here keeps the place that was kept",
        ),
    ],
)
@pytest.mark.promise(24, 26)
def test_whoever_waits_on_stands_in_line(bids: list[Bid], taken: list[str], line: list[str]) -> None:
    assert named(kept_in_line(bids, taken)) == line


many = st.lists(
    st.builds(
        bid,
        st.tuples(st.sampled_from("abcd"), st.integers(1, 9)).map(lambda pair: f"{pair[0]}-{pair[1]}"),
        st.integers(1, 5),
        st.integers(0, 3),
        line=st.integers(0, 4),
    ),
    unique_by=lambda one: one.issue_id,
    max_size=8,
)


def without(owners: set[str], bids: list[Bid]) -> list[Bid]:
    """The same bids, while these owners are not here."""
    return [replace(one, here=one.user not in owners) for one in bids]


absent = st.sets(st.sampled_from("abcd"), max_size=2)


@given(many, absent)
def test_nobodys_second_issue_stands_before_a_first_one_of_somebody_who_is_ready(
    bids: list[Bid], gone: set[str]
) -> None:
    ready = [one.user for one in suggested(without(gone, bids)) if one.ready]
    firsts = len(set(ready))
    assert len(set(ready[:firsts])) == firsts


@given(many, absent, st.integers(0, 3))
def test_whoever_was_told_to_go_first_is_suggested_first_next_time(bids: list[Bid], gone: set[str], fits: int) -> None:
    bids = without(gone, bids)
    taken = [one.issue_id for one in suggested(bids) if one.ready][:fits]
    line = kept_in_line(bids, taken)
    next_time = [
        bid(one.issue_id, one.urgency, one.presented_in, line=place) for place, one in enumerate(line, start=1)
    ]
    assert named(suggested(next_time))[:1] == named(line)[:1]
