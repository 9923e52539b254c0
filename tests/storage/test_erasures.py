"""Each table of what somebody gave, or did, is deleted with it, or named with what stays there.

The tables are imported by whoever runs these tests and not by whoever collects them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Table

WITH_THEM = {
    "actions": "a handful at a time",
    "reports": "with actions",
    "action_changes": "with actions",
    "parked": "with slots",
    "words_to_adviser": "with what was sent for that meeting, and as the facilitator has read it",
    "concern_senders": "with what was sent for that meeting: nothing says which words are whose",
}
STAYS_OF_A_MEMBER = {
    "members": "that they are in the set, or were",
    "attendance": "that they were there, for ninety days",
    "lines": "that they did something in a step, for ninety days: no words",
    "leave_requests": "that the others were asked, and what each answered: no words",
}
"""Tables of what a member did, each with what stays there until the set goes, or all that names the person does."""
OF_PEOPLE = {
    "conversations": "their direct messages",
    "erasures": "what is being deleted",
    "files": "which files they asked for: ids, and nothing of what is in them",
    "letters": "what they were told",
    "letter_parts": "ids, numbers and dates",
    "sets": "that they look after one",
}
"""Of a person over all their sets: it goes with all that names them."""


def holds_on_to(table: Table, *others: str) -> bool:
    return any(key.column.table.name in others for key in table.foreign_keys)


def test_no_table_of_what_a_member_gave_is_forgotten() -> None:
    from storage import erasures
    from storage.base import Base

    tied = {name for name, one in Base.metadata.tables.items() if holds_on_to(one, "members", "actions", "people")}
    deleted = {one.__tablename__ for one in (*erasures.ONE_S_OWN, *erasures.WITHOUT_WORDS)}
    named = deleted | WITH_THEM.keys() | STAYS_OF_A_MEMBER.keys() | OF_PEOPLE.keys()
    assert tied - named == set()


def test_no_words_are_left_in_what_stays_of_an_issue_or_a_slot() -> None:
    """A new column with words is emptied too: those of other tables stay only where they are nobody's."""
    from storage import erasures
    from storage.base import Base

    for table, bare in erasures.WITHOUT_WORDS.items():
        words = {column.name for column in table.__table__.columns if type(column.type).__name__ == "Text"}
        assert words - bare.keys() == set(), table
    for name in STAYS_OF_A_MEMBER:
        assert [one.name for one in Base.metadata.tables[name].columns if type(one.type).__name__ == "Text"] == []
