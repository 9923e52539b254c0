"""Refusals of a set: its people, rules, channel and dates, and of what its members bring and take on."""

from collections.abc import Sequence
from typing import Final

from bot.domain.refusals import Refusal
from prompts.language import N_, _, ngettext
from prompts.refused_types import Table, Words
from prompts.wording import in_a_line, listed, number


def _too_long_off(most: int) -> str:
    return ngettext("That's longer than a day.", "That's longer than {count} days. Add it in parts.", most).format(
        count=number(most)
    )


def _stranger(person: str, called: str) -> str:
    return _("{person} belongs to another workspace, and people from other workspaces can't join yet.").format(
        person=in_a_line(called, 80) if called else person
    )


def _cannot_join(person: str, called: str) -> str:
    return _("{person} can't join. Choose people who use this workspace.").format(
        person=in_a_line(called, 80) if called else person
    )


def _in_already(people: Sequence[str]) -> str:
    return ngettext("{people} is in the set already.", "{people} are in the set already.", len(people)).format(
        people=listed(people)
    )


def _fewer_than_stand(count: int) -> str:
    return ngettext(
        "One meeting has been held or announced already, so choose at least one.",
        "{count} meetings have been held or announced already, so choose at least {count}.",
        count,
    ).format(count=number(count))


WORDS: Final[Table] = {
    Refusal.QUESTION_OF_ANOTHER_ACTION: Words(N_("That isn't linked to a question of yours any more.")),
    Refusal.NOT_IN_THE_SET: Words(N_("{person} isn't in the set.")),
    Refusal.LEAVES_BY_THEMSELVES: Words(N_("To leave the set yourself, type {command}."), "set leave"),
    Refusal.TOO_FEW_TO_ASK: Words(
        N_(
            "At least two others have to agree, and there aren't that many. Talk to {person}: they can leave themselves."
        )
    ),
    Refusal.ASKED_NO_MORE: Words(N_("That's settled, so nobody is asked about it any more.")),
    Refusal.IS_BACK: Words(N_("{person} is back in the channel, so they keep their place.")),
    Refusal.NOBODY_TO_ASK: Words(N_("Name one person. Type, for example, {command}."), "set remove @person"),
    Refusal.MEMBERS_ONLY: Words(N_("That's for the members of the set, and you're its facilitator.")),
    Refusal.NO_NAME: Words(N_("Give the set a name.")),
    Refusal.NO_RULES: Words(N_("Keep at least one ground rule, one per line.")),
    Refusal.SAME_RULES: Words(N_("These are the rules you already have, so there's nothing to suggest.")),
    Refusal.PROPOSAL_OF_ANOTHER_SET: Words(N_("That suggestion isn't one of your set's.")),
    Refusal.PROPOSAL_DECIDED: Words(
        N_("That's been decided since. {command} shows the rules as they are now."), "set rules"
    ),
    Refusal.SIZE_OUT_OF_RANGE: Words(N_("A set has {low} to {high} members; this one would have {count}.")),
    Refusal.MEETINGS_OUT_OF_RANGE: Words(N_("A set can plan {low} to {high} meetings; you gave {given}.")),
    Refusal.MINUTES_OUT_OF_RANGE: Words(N_("A meeting can last {low} to {high} minutes; you gave {given}.")),
    Refusal.WEEKS_OUT_OF_RANGE: Words(N_("A set can meet every {low} to {high} weeks; you gave {given}.")),
    Refusal.FEWER_THAN_STAND: _fewer_than_stand,
    Refusal.FULL: Words(N_("A set has at most {most} members, so nobody was added.")),
    Refusal.IN_ALREADY: _in_already,
    Refusal.NOBODY_NAMED: Words(N_("Who would you like to add? Type, for example, {command}."), "set add @person"),
    Refusal.STRANGER: _stranger,
    Refusal.CANNOT_JOIN: _cannot_join,
    Refusal.LAST_MEMBER: Words(N_("You're the last member of this set. Add somebody before you leave.")),
    Refusal.TWO_FACILITATORS: Words(
        N_("You've said that you're the facilitator. Leave this empty, or join as a member.")
    ),
    Refusal.UNKNOWN_ZONE: Words(
        N_("I don't know that time zone. Name a big city in it, such as London or Europe/London.")
    ),
    Refusal.NO_WEEKDAY: Words(N_("Choose at least one day of the week.")),
    Refusal.DAY_ENDS_FIRST: Words(N_("The day has to start before it ends.")),
    Refusal.CHANNEL_TAKEN: Words(
        N_("This channel has a set already, and a channel can only have one. Choose another channel.")
    ),
    Refusal.CHANNEL_STANDS: Words(N_("The set lives in {channel}, and I can still write there. Nothing has changed.")),
    Refusal.NOT_THE_HOST: Words(N_("Only the set's host or facilitator can move it to another channel.")),
    Refusal.SHARED_CHANNEL: Words(
        N_(
            "This channel is shared with another organisation, and people there could read along. Choose a channel of "
            "your own workspace for the set: a private one is best."
        )
    ),
    Refusal.NO_CHANNEL: Words(N_("A set lives in a channel. Make a private one for it, and type {command} there.")),
    Refusal.BOT_NOT_IN_CHANNEL: Words(
        N_("I'm not in this channel yet. Type `/invite @{bot}` here, then {command} again.")
    ),
    Refusal.CHANNEL_UNKNOWN: Words(
        N_("Slack didn't tell me about this channel just now, so nothing was saved. Please try again in a moment.")
    ),
    Refusal.PAST_MOMENT: Words(N_("That's in the past. Choose a later date or time.")),
    Refusal.STILL_TO_COME: Words(N_("That meeting is still to come: {command} shows it."), "set plan"),
    Refusal.DATE_STANDS: Words(N_("That meeting has started, or didn't take place, so its date can't change.")),
    Refusal.NOT_AHEAD: Words(N_("That meeting isn't ahead any more: {command} shows what is."), "set plan"),
    Refusal.DAYS_OFF_END_FIRST: Words(N_("The last day has to be the first one, or a later one.")),
    Refusal.DAYS_OFF_TOO_LONG: _too_long_off,
    Refusal.DAYS_OFF_TOO_MANY: Words(N_("A set can have {most} times off ahead of it. Take one away first.")),
    Refusal.AFTER_A_LATER_MEETING: Words(N_("That's after meeting {number}. Choose an earlier date.")),
    Refusal.BEFORE_AN_EARLIER_MEETING: Words(N_("That's before meeting {number}. Choose a later date.")),
    Refusal.MEETS_THEN: Words(N_("You already have a meeting then. Choose another date or time.")),
    Refusal.PLAN_FULL: Words(N_("A plan has room for {most} meetings.")),
    Refusal.NO_OTHER_HOST: Words(N_("There's nobody to hand it on to: nobody else who has agreed can be reached now.")),
    Refusal.NO_PLACE: Words(N_("Say where you meet: a link, or a place.")),
    Refusal.NO_MILESTONE: Words(N_("That meeting has no milestone any more. {command} shows the plan."), "set plan"),
    Refusal.TOO_MANY_MILESTONES: Words(N_("That's {count} milestones for {most} meetings. Leave some out.")),
    Refusal.UNKNOWN_COUNTRY: Words(
        N_("I don't know that country. Write its name, such as Germany or Scotland, or leave this empty.")
    ),
    Refusal.CYCLE_NOT_OVER: Words(
        N_(
            "You still have a meeting planned: {command} shows it. You can renew once it's the last one's closing, or later."
        ),
        "set plan",
    ),
    Refusal.MEETING_IS_ON: Words(N_("A meeting is on. Close it first, then try again.")),
    Refusal.SET_ENDED: Words(
        N_("That set has ended. I'll keep its record until {day}, and your open actions are on my *Home* tab.")
    ),
    Refusal.NOT_RESTING: Words(
        N_("The set isn't paused, so there's nothing to wake. {command} shows its dates."), "set plan"
    ),
    Refusal.PAUSE_TOO_LONG: Words(N_("That's more than a year away. Choose an earlier day.")),
    Refusal.ISSUE_OF_ANOTHER: Words(N_("That isn't your issue to change.")),
    Refusal.ISSUE_OVER: Words(N_("That issue has had its slot already, or was withdrawn. Nothing has changed.")),
    Refusal.NO_ISSUE: Words(N_("Say the issue in one sentence.")),
    Refusal.NO_LINK: Words(N_("I can't read that as a link. Paste the whole address, as in https://example.org/page.")),
    Refusal.ACTION_OF_ANOTHER: Words(N_("That isn't one of your actions.")),
    Refusal.NO_ACTION: Words(N_("Say what you'll do, in your own words.")),
    Refusal.ONLY_A_DATE: Words(N_("Say what you'll do, then by when, as in: Ask the governors for a slot by Friday.")),
    Refusal.PAST_DAY_CHOSEN: Words(N_("That day has passed, so nothing was saved. Choose a later one.")),
    Refusal.HEARD_BY_THE_SET: Words(
        N_("Your set has heard about that one, so it stays. To let it go, choose *Dropped* in {command}."),
        "action report",
    ),
    Refusal.END_HEARD: Words(
        N_(
            "Your set has heard how that one ended; its last meeting closed on {day}. Type {command} to take on a new one."
        ),
        "action",
    ),
    Refusal.NOTHING_TO_UNDO: Words(N_("There's nothing to undo: it was taken back already, or the set has heard it.")),
    Refusal.TOLD_HOW_IT_ENDED: Words(N_("You've told me how that one ended, so I won't ask again.")),
    Refusal.TOO_FEW_FOR_CONCERN: Words(
        N_("That needs at least {needed} members: in a smaller set everyone would know who sent it.")
    ),
    Refusal.CONCERN_IN_SLOT: Words(N_("Not during a slot, please: it's the presenter's. Try again once it's over.")),
    Refusal.CONCERN_NAMES: Words(N_("Please leave out names and mentions. Say what happens, not who does it.")),
    Refusal.CONCERN_SENT: Words(N_("You've already sent something for the review of meeting {number}.")),
    Refusal.NO_ADVISER: Words(
        N_("Your set has no facilitator whom I can write to just now. I've sent nothing, and kept nothing.")
    ),
    Refusal.WORDS_FORGOTTEN: Words(N_("I've forgotten those words. Whoever wrote them can tell you again.")),
    Refusal.NO_REVIEW_AHEAD: Words(N_("No next meeting is planned, so there's no review to bring it to yet.")),
    Refusal.TOO_LONG: Words(N_("That's {used} characters, and {most} fit. Please shorten it.")),
}
