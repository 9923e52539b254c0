"""Whether a message is in English, as far as its small words tell."""

from collections.abc import Sequence
from typing import Final

from bot.domain.questions import lexicon
from bot.domain.questions.lexicon import SPELT, listed

FOREIGN: Final = listed(
    "der das den dem ein eine einen einer ist sind und oder nicht wie warum wer wann wo ich du sie wir ihr mir dir mich dich"
    " uns euch mit auf für von zu zum zur bei nach über aus hast habt haben hat wäre würde kannst könntest soll sollte"
    " wenn dann noch schon mal eigentlich dein deine mein sein seine kein keine auch aber doch vielleicht danke bitte einmal"
    " le la les un une des du et ou est sont que qui quoi quel quelle quels quelles comment pourquoi quand où je tu il elle nous vous"
    " ils elles mon ton son notre votre pas ne dans sur avec pour par ce cette ces ça c'est qu'est as-tu avez-vous êtes merci"
    " el los las una unas y o es son qué quién cómo cuándo dónde cuál cuáles cuántas cuántos por yo él ella nosotros usted"
    " ustedes mi tu su con sin para de del al no más pero gracias si te se has ha hay muy"
    " lo gli uno e è sono che chi cosa come perché quando dove quale quali quanto io lui lei noi voi loro mio tuo suo"
    " non di da nel sul con per più ma grazie hai ho abbiamo avete ti vi già"
    " czy co jak dlaczego kto kiedy gdzie ile jest są nie to ty on ona my wy oni mój twój się w z na do po od dla ale że"
    " żeby dziękuję już może ci mi co'"
    " het een van en niet wat waarom wie wanneer hoe ik jij je hij zij wij jullie zijn heb hebt heeft met voor"
    " o os um uma não você vocês ele ela eu nós quem onde porque por obrigado já"
    " beth sut pam pwy pryd ble yn mae sy'n ydy yw dy fy ein eich wyt oes mai"
    " hvad hvordan hvorfor jeg ikke"
    " och är att det som inte hur varför vad vem när jag du han hon vi ni har med för på"
)
"""What a message in another language is full of: German, French, Spanish, Italian, Polish, Dutch, Portuguese, Swedish."""
ENGLISH: Final = frozenset(
    word for name, words in vars(lexicon).items() if name.isupper() and isinstance(words, frozenset) for word in words
)
_BOTH: Final = listed(
    "was in come a no so me on i will an am is er ty do to my ma ten per son pour be of or by men at var"
)
"""English words that another language has too."""
_FEW: Final = 4
"""So few words have to be told by what is in none but one language."""


def is_foreign(tokens: Sequence[str]) -> bool:
    """Whether the words of a message are not English; so it is too where there is nothing but a name."""
    if "\u00bf" in tokens:
        return True
    words = [token.lower() for token in tokens if token[0].isalpha()]
    known = [word for word in words if word in ENGLISH or word in SPELT]
    strange = sum(word in FOREIGN and word not in ENGLISH for word in words)
    outside = not all(word.isascii() for word in words)
    if len(known) < len(words) <= _FEW and _BOTH.issuperset(known) and not any(token[0].isdigit() for token in tokens):
        return True
    english = len(known)
    if english * 5 < len(words) or strange > english:
        return True
    if strange > 0 and sum(word not in _BOTH for word in known) * 3 < len(words):
        return True
    return (strange > 1 or (strange > 0 and outside)) and strange * 2 >= english
