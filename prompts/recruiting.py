"""A text about the set, to be forwarded to somebody who may want to join."""

from collections.abc import Mapping
from typing import Any

from bot.domain.sets import MOST, Charter
from prompts import ids
from prompts.blocks import Block, Button, Message, hint, section, told
from prompts.language import _, ngettext
from prompts.wording import mention, mentions, number, said, slash


def recruit(set_id: str) -> Button:
    return Button(_("Find new members"), ids.RECRUIT, "set", set_id)


def invitation(shown: Charter, user: str) -> Message:
    """For whoever looks for new members: what they may forward, and what happens then."""
    places = MOST - len(shown.members)
    text = "\n".join(f">{line}" for line in _text(shown, user).splitlines())
    if places <= 0:
        return told(section(_("Your set has as many members as it can have, so there's nobody to look for.")))
    then = _(
        "Change what you like, and forward it. Once someone wants to come, type {command}. I'll tell them who's in the set "
        "first, and they can decline without a reason."
    )
    return told(
        section(_("Here's a text about your set. It names nobody in it but you.")),
        section(text),
        hint(then.format(command=slash("set add @person"))),
    )


def _text(shown: Charter, user: str) -> str:
    often = ngettext("every week", "every {count} weeks", shown.every_weeks).format(count=number(shown.every_weeks))
    people = ngettext("one colleague", "{count} colleagues", len(shown.members)).format(
        count=number(len(shown.members))
    )
    what = _(
        "We're an action learning set of {people}, and we have room for more. We meet {often} for {minutes} minutes. Each "
        "time, one or two of us bring a real problem from work; the others help by asking, not telling. Everyone leaves "
        "with something to do, and we hear next time what came of it. What's said stays with us."
    ).format(people=people, often=often, minutes=number(shown.minutes))
    typed = ((_("We want to learn: {words}"), shown.learn), (_("We want to change: {words}"), shown.change))
    aims = [sentence.format(words=said(" ".join(words.split()), 300)) for sentence, words in typed if words.strip()]
    ask = _("Curious? Write to {person}. You'll hear who's in it before you decide, and saying no needs no reason.")
    return "\n".join([what, *aims, ask.format(person=mention(user))])


def composition(facts: Mapping[str, Any]) -> list[Block]:
    """Who is in the set, for whoever is asked to join it; what was written by an earlier version does not say."""
    members = [str(user) for user in facts.get("in_it") or ()]
    if not members:
        return []
    inside = [_("In the set so far: {people}.").format(people=mentions(members))]
    if facts.get("adviser"):
        inside.append(_("Facilitator: {person}.").format(person=mention(str(facts["adviser"]))))
    return [section(" ".join([*inside, _("Joining is up to you, and saying no needs no reason.")]))]
