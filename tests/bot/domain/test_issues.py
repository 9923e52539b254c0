"""A link to evidence is one that can be followed."""

import pytest

from bot.domain.errors import Refused
from bot.domain.issues import checked_link


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        (" https://intranet.example/rota?week=45 ", "https://intranet.example/rota?week=45"),
        ("<https://intranet.example>", "https://intranet.example"),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
    ],
)
def test_a_link_is_kept_as_it_can_be_followed(typed: str, kept: str) -> None:
    assert checked_link(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "the rota on my desk",
        "intranet.example/rota",
        "javascript:alert(1)",
        "https://",
        "ftp://a.example",
        "https://a b",
    ],
)
def test_anything_else_is_refused_in_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_link(typed)
    assert refused.value.field == "link"


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refused):
        checked_link("https://a.example/" + "a" * 1000)
