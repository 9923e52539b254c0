"""Which mutants are tried, and how they are counted."""

from random import Random

import pytest

from benchmarks.mutants import counts, module_of, sample

TALK = [f"bot.domain.meeting.channel_messages.x_heard__mutmut_{number}" for number in range(1, 31)]
VALUE = [f"bot.domain.meeting.value.xǁMeetingǁuser__mutmut_{number}" for number in range(1, 11)]


@pytest.mark.parametrize(("most", "talk", "value"), [(1, 1, 1), (4, 3, 1), (20, 15, 5), (40, 30, 10)])
def test_every_module_has_its_share_and_one_at_least(most: int, talk: int, value: int) -> None:
    modules = [module_of(one) for one in sample([*TALK, *VALUE], most, Random(1))]
    assert (modules.count("channel_messages"), modules.count("value")) == (talk, value)


def test_the_same_seed_draws_the_same_ones_whatever_their_order() -> None:
    drawn = sample([*TALK, *VALUE], 10, Random(1))
    assert sample([*reversed(VALUE), *reversed(TALK)], 10, Random(1)) == drawn
    assert sample([*TALK, *VALUE], 10, Random(2)) != drawn
    assert len(set(drawn)) == len(drawn)


def test_what_never_ends_was_noticed_and_what_no_test_reaches_was_not() -> None:
    found = dict(zip(TALK, ("killed", "timeout", "survived", "no tests"), strict=False))
    assert [line.split() for line in counts({**found, VALUE[0]: "killed"}).splitlines()[2:]] == [
        ["|", "`channel_messages`", "|", "4", "|", "2", "|", "2", "|", "50", "|"],
        ["|", "`value`", "|", "1", "|", "1", "|", "0", "|", "100", "|"],
        ["|", "all", "|", "5", "|", "3", "|", "2", "|", "60", "|"],
    ]
