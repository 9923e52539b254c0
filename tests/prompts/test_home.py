"""The Home tab shows what is one's own, and a friendly word where there is nothing."""

from dataclasses import replace

from bot.domain.actions import Listing
from bot.domain.sets import Answer
from prompts.home import home
from prompts.language import speaking
from tests.prompts.samples import OURS, card, labels, line

REPORTED = ["Done", "Partly", "Changed", "Dropped", "Not yet"]


def test_where_there_is_no_set_it_says_how_to_get_one() -> None:
    with speaking(prefix="acme"):
        view = home("U1", ())
    assert view["type"] == "home"
    assert "You're not in an action learning set yet." in view["blocks"][0]["text"]["text"]
    assert "`/acme-set new`" in view["blocks"][1]["text"]["text"]


def test_only_ones_own_actions_are_shown_with_their_buttons() -> None:
    mine, theirs = line("Call Mo"), replace(line("Ask Ben"), owner="UOTHER", action_id="a2")
    view = home(OURS, (card("Heads", issues=(), open_actions=Listing((mine, theirs), 2)),))
    assert "Call Mo" in str(view)
    assert "Ask Ben" not in str(view)
    assert labels(view) == ["Raise an issue", "Add an action", "Plan", *REPORTED]


def test_somebody_who_has_not_agreed_is_reminded_of_the_charter() -> None:
    view = home(OURS, (card("Heads", your_answer=Answer.WAITING, open_actions=Listing(), issues=()),))
    assert "is waiting for your answer" in str(view)
    assert labels(view) == []
