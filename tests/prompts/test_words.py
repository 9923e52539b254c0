"""The file that translators, and whoever changes a sentence, look into has every sentence of ours, and no other."""

from babel.messages import Catalog
from babel.messages.pofile import read_po

from prompts.catalogues import SENTENCES
from tests.pseudo_language import gathered


def sentences(catalogue: Catalog) -> set[tuple[str | None, str | tuple[str, ...]]]:
    return {(one.context, one.id if isinstance(one.id, str) else tuple(one.id)) for one in catalogue if one.id}


def test_the_sentences_are_gathered_as_they_stand_in_the_code() -> None:
    with SENTENCES.open(encoding="utf-8") as file:
        kept = sentences(read_po(file))
    now = sentences(gathered())
    assert (now - kept, kept - now) == (set(), set()), "run `make words`"
