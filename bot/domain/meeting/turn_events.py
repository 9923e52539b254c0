"""What can happen to a turn, by what people say, by the buttons of its call, and by silence."""

from dataclasses import dataclass

from bot.domain.channel_messages import ChannelMessage as Words
from bot.domain.channel_messages import Hinted, Told
from bot.domain.hint_settings import Stands
from bot.domain.meeting.events import Answer, Event


@dataclass(frozen=True, kw_only=True)
class Said(Event[Told | None]):
    """Somebody wrote in the channel: who, when and where, never what.

    The answer tells them, once a slot, that it is another's turn, or hints at how they asked. `may_be_ours` where its thread may
    yet turn out to be ours.
    """

    words: Words


@dataclass(frozen=True, kw_only=True)
class OfTurn(Event[Answer]):
    """A button of the call."""

    turn: str


@dataclass(frozen=True, kw_only=True)
class AskedForAnotherPrompt(OfTurn[None]):
    """The peer who is called would borrow another question."""


@dataclass(frozen=True, kw_only=True)
class AskedToLend(OfTurn[tuple[str, ...]]):
    """The peer who is called would see a few questions to borrow, privately; their words are what they are answered."""


@dataclass(frozen=True, kw_only=True)
class Thinks(OfTurn[None]):
    """A minute more before the peer is passed over; once a turn."""


@dataclass(frozen=True, kw_only=True)
class StillWriting(OfTurn[None]):
    """The presenter goes on writing their answer: the quiet that ends the turn begins anew."""


@dataclass(frozen=True, kw_only=True)
class PassedTurn(OfTurn[None]):
    """The peer who is called has no question just now."""


@dataclass(frozen=True, kw_only=True)
class DoneAsking(OfTurn[None]):
    """*Next question*, by asker or presenter."""


@dataclass(frozen=True, kw_only=True)
class AskedAloud(OfTurn[None]):
    """In a spoken meeting: asked and answered aloud, the next peer please."""


@dataclass(frozen=True, kw_only=True)
class ParkedQuestion(OfTurn[bool]):
    """The presenter keeps the question for later (M9). The answer is whether that ended an open turn."""


@dataclass(frozen=True, kw_only=True)
class Declined(OfTurn[None]):
    """The presenter need not answer, and need not say why (G5)."""


@dataclass(frozen=True, kw_only=True)
class ParkedMessage(Event[bool]):
    """The presenter parks any message of their slot's thread. The answer is whether that ended an open turn about it."""

    ts: str


@dataclass(frozen=True, kw_only=True)
class PeerSilent(OfTurn[None]):
    """The peer has not asked."""


@dataclass(frozen=True, kw_only=True)
class TurnQuiet(OfTurn[None]):
    """Neither asker nor presenter has written for a while."""


@dataclass(frozen=True, kw_only=True)
class TurnUnpressed(OfTurn[None]):
    """The set talks aloud, and nobody has pressed for three minutes."""


@dataclass(frozen=True, kw_only=True)
class PresenterSilent(OfTurn[None]):
    """The presenter has been silent for three minutes."""


@dataclass(frozen=True, kw_only=True)
class ThoughtOver(OfTurn[Hinted | None]):
    """Whoever is called has said something and asked nothing, and was quiet since. The answer is the hint, if there is one."""

    is_sign = False


@dataclass(frozen=True, kw_only=True)
class OfHint(Event[Answer]):
    """An answer to a hint that was given in that step, at what the question of ours of that name was offered for."""

    step: str
    rewrite: str


@dataclass(frozen=True, kw_only=True)
class AskedInstead(OfHint[None]):
    """*Ask that instead*: the question that was offered is theirs."""


@dataclass(frozen=True, kw_only=True)
class SaidItAsked(OfHint[Stands]):
    """*It was a question*: what they wrote stands, and counts. The answer is what becomes of it."""
