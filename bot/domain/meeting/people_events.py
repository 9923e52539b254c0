"""What people bring to a meeting and keep of it, and who comes, goes away or leaves."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.actions import Listing
from bot.domain.issues import Comes
from bot.domain.meeting.events import Event
from bot.domain.meeting.parts import Issue, Member, Owned, SetDetails, Taken
from bot.domain.meetings import Learned
from bot.domain.pulses import PulseTaken


@dataclass(frozen=True, kw_only=True)
class KeptQuestion(Event[None]):
    """The one question the presenter brings (M7)."""

    step: str
    words: str


@dataclass(frozen=True, kw_only=True)
class KeptRestated(Event[None]):
    """What the real question is now (M10)."""

    moves_on = True

    step: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LooksAtOwnSlot(Event[None]):
    """Raises Refused for anybody but the presenter of the slot that runs, before a form of theirs opens."""

    step: str


@dataclass(frozen=True, kw_only=True)
class TurnedToAnother(Event[None]):
    """The slot that runs turns out to be about something else: `issue` is what. `waiting` are the issues that wait then.

    The raised one is among them. Without an issue nothing changes: raises Refused for anybody but the presenter, before a form opens.
    """

    slot: str
    issue: Issue | None = None
    waiting: tuple[Issue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SaidNone(Event[bool]):
    """No action from one's own slot, in the step of the button. The answer is whether the slot goes on to its review.

    With `only_asks` nothing is kept: raises Refused for whoever has no slot to say it of, before a form opens.
    """

    moves_on = True

    step: str
    because: str = ""
    only_asks: bool = False


@dataclass(frozen=True, kw_only=True)
class SaidNoneOf(Event[None]):
    """No action from that slot, said once more by the one who presented in it: no sign of life in this meeting."""

    is_sign = False
    slot: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoseWhatHelped(Event[None]):
    """The presenter notes which question helped most; `turn` is one of their slot's that was asked."""

    step: str
    turn: str


@dataclass(frozen=True, kw_only=True)
class Learnt(Event[None]):
    """A line of learning was kept. `learned` is what the set sees of all that were, where this one was shared."""

    step: str
    learned: tuple[Learned, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class GavePulse(Event[PulseTaken]):
    """Noted before the pulse is kept, which nothing ties to anybody. The answer is whether it still counts."""

    step: str


@dataclass(frozen=True, kw_only=True)
class PulseKept(Event[None]):
    """The pulse is kept: the summary that may be shown now has all of them."""

    is_sign = False
    step: str


@dataclass(frozen=True, kw_only=True)
class AskedForBalance(Event[None]):
    """*How is our balance?*, in the review of the button, or with None in whichever is open."""

    step: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reported(Event[None]):
    """A member has reported on an action; `opened_with` is what the meeting opens with, as it is now told.

    `form_follows` where a form for the words is open in front of them, `with_words` where it has kept some. `open_actions` are the
    set's, for the record.
    """

    opened_with: tuple[Owned, ...] | None
    open_actions: Listing | None = None
    form_follows: bool = False
    with_words: bool = False


@dataclass(frozen=True, kw_only=True)
class FormPutAway(Event[None]):
    """The form that followed a press was closed without a word."""

    is_sign = False


@dataclass(frozen=True, kw_only=True)
class PassedReport(Event[None]):
    """An owner passes in the report-back of that step."""

    step: str


@dataclass(frozen=True, kw_only=True)
class SaidReport(Event[None]):
    """An owner has told in words, in the thread or on the call, what came of their actions, in the report-back of that step."""

    step: str


@dataclass(frozen=True, kw_only=True)
class LookedBack(Event[None]):
    """Whoever said *none this time* of that slot has `told` how it looks now, or passed.

    With `only_asks` nothing is kept: raises Refused for whoever was not asked, before a form opens.
    """

    slot: str
    told: bool = False
    only_asks: bool = False


@dataclass(frozen=True, kw_only=True)
class Committed(Event[None]):
    """An action was committed or changed; those of its slot as they are now, and the set's open ones, for the record."""

    slot: str | None = None
    actions: tuple[Taken, ...] = ()
    new: int | None = None
    open_actions: Listing | None = None


@dataclass(frozen=True, kw_only=True)
class IssuesChanged(Event[Comes]):
    """An issue was raised, prepared or withdrawn: those that wait now. The answer is when one that is raised now comes up."""

    waiting: tuple[Issue, ...]


@dataclass(frozen=True, kw_only=True)
class WentAway(Event[None]):
    """Whoever acts is not here any more, be it until a day or because they left the channel. `members` as they are now."""

    is_sign = False
    members: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class LeftTheSet(Event[None]):
    """A member leaves for good: `members`, `of`, `waiting` and `open_actions` are as they are without them."""

    is_sign = False
    members: tuple[Member, ...]
    of: SetDetails
    waiting: tuple[Issue, ...]
    open_actions: Listing | None = None


@dataclass(frozen=True, kw_only=True)
class MembersChanged(Event[None]):
    """Somebody agreed, declined, is back, or was added: the members as they are now.

    Without anybody where that says nothing of who is here. `of` is the set, where its rules have changed with them.
    """

    members: tuple[Member, ...]
    of: SetDetails | None = None


@dataclass(frozen=True, kw_only=True)
class DateFixed(Event[None]):
    """The next meeting has a date, in a tuple of none or one."""

    is_sign = False
    next_meeting: tuple[datetime, ...]
