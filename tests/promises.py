"""What people are promised of movers, of a meeting and of its room, numbered, one sentence each."""

from collections.abc import Mapping
from typing import Final

MOVERS: Final[Mapping[int, str]] = {
    1: "The adviser moves the meeting on, extends a step and changes the order.",
    2: "The presenter moves on, parks or declines a question, pauses or ends within their own slot, and gives no reason.",
    3: "Any member may pause the meeting.",
    4: "Where there is no adviser, any member who is here moves the steps outside of slots.",
    5: "After five minutes without a sign of the adviser, any member who is here moves the meeting on.",
    6: "The steps of a slot whose presenter is here are for the presenter and the adviser alone to move.",
    7: "An adviser who presents hands moving to the others.",
    8: "An adviser who is not a member is never called, rated or counted.",
    9: "Members who are away or leave are not waited for; the turn or the slot of whoever leaves goes on without them.",
}
BEGINNING: Final[Mapping[int, str]] = {
    10: "At the planned time a card appears with Start, and time runs only from Start.",
    11: "A meeting that has not started after half an hour is offered another time, once.",
    12: "/set start starts a meeting at any time.",
    13: "A meeting keeps a copy of the format it started with.",
    14: "The classic format takes 40 minutes a slot, 80 with one slot and 120 with two.",
    15: "The order of steps is the format's: another one is played without a change to the code.",
}
STEPS: Final[Mapping[int, str]] = {
    16: "The opening shows the agenda with its times, the ground rules in a line, and a prompt to check in with.",
    17: "I'm here works all meeting, and any message or click counts as being here.",
    18: "Latecomers join the end of the round.",
    19: "The opening ends when all who are not away are here, by Next at quorum (half, at least three), or by time.",
    20: "The report-back has one card and in its thread one message an owner, filled from what was reported before.",
    21: "The report-back asks only those who have not reported.",
    22: "A report becomes a new action or a bid in one tap.",
    23: "The report-back ends two minutes after all have reported or passed, for reading, by Next, or by time.",
    24: "The bids show what was raised and how many slots fit the time left; the rest are first in line next time.",
    25: "The order suggested goes by urgency, then by meetings since last presenting, and any mover confirms it.",
    26: "A bidder who is not here keeps their place.",
    27: "The bids end once the order is confirmed, or by time.",
    28: "Presenting begins with a card of the issue and asks for the one question brought, kept if given by the button.",
    29: "Presenting ends with That's it, or by time.",
    30: "Clarifying asks for short questions of fact and ends with Next, or by time.",
    31: "Questioning calls the peers in turn, round after round, each with one prompt from the bank.",
    32: "Questioning ends when the presenter has enough, or by time.",
    33: "Restating asks the presenter what the real question is now; Write it down keeps it.",
    34: "Restating ends once it is answered, or by time.",
    35: "The commit step takes actions in the presenter's own words and asks only for what is missing.",
    36: "Committing ends with That's all, with None this time (a reason is optional and private), or by time.",
    37: "Where neither an action nor none was named it says not said yet, and is asked again at the closing and by DM.",
    38: "In the slot review the presenter notes privately which question helped most, and its asker is thanked privately.",
    39: "In the slot review a peer keeps one thing they learned, for themselves or for the set.",
    40: "The slot review ends once all have answered, or by time.",
    41: "The review takes one private form: a pulse from 1 to 10, what one takes away, one thing to change.",
    42: "The spread is shown once: as all gave one, at half time if five did, else at the end; from five answers up, no names.",
    43: "The review asks for learning at three levels: the issue, oneself, the set.",
    44: "The review ends once all have answered, or by time.",
    45: "At the closing the planned date stands unless it is changed; where there is none, the host is asked.",
    46: "The closing shows the record: issues, actions with owner and date, and the learning that people chose to share.",
    47: "With the closing the reminders are set.",
    48: "The closing ends with Close, or by time.",
}
TALK: Final[Mapping[int, str]] = {
    49: "In a spoken meeting messages never move anything.",
    50: "In a spoken meeting each call carries Next person for asker, presenter or mover.",
    51: "In a spoken meeting nobody is passed over for silence.",
    52: "In a typed meeting what is written in the thread is the question and the answer.",
    53: "Spoken and typed are switched with one button in the meeting.",
    54: "A call names its peer and offers a prompt, with Pass and Thinking, and Another prompt behind More.",
    55: "When the question arrives the same message is edited to carry Next question, Park and Decline.",
    56: "Several messages of one person are one question or one answer, and one follow-up is the asker's.",
    57: "A turn ends with Next question of asker or presenter, or after two minutes without a message of either.",
    58: "A set chooses how long that is.",
    59: "While a third person's message lies between question and answer only Next question ends the turn, until the answer comes.",
    60: "Nobody is called twice before all have been called once.",
    61: "Whoever is silent for 90 seconds, or 60 more with Thinking, is passed over and called again as the round ends.",
    62: "Whoever gave no sign of life since the step began is not called again.",
    63: "Whoever was silent twice is not called again in this slot.",
    64: "Talk out of turn is never blocked; the author of a question is told privately, once a slot, whose turn it is.",
    65: "Presenter and adviser are never told whose turn it is, and nobody is for kindness.",
    66: "Messages are judged by when they were written, not by when they arrive.",
}
TIME: Final[Mapping[int, str]] = {
    67: "A step warns once, when a fifth of its time is left, by an edit; a box under five minutes never does.",
    68: "At the end of a step the bot asks to move on or extend, and moves on by itself after a minute's grace.",
    69: "Time never ends a turn in progress.",
    70: "A round that cannot finish drops follow-ups first.",
    71: "Whoever was not called is called first in the next slot.",
    72: "The review keeps its minutes whatever overran.",
    73: "After two steps without a human sign the meeting pauses itself, says so once, and waits.",
    74: "Where the presenter is silent for three minutes in an open turn, Wait, A moment and Go to review are offered once.",
    75: "Time without the bot is given back to the running step, at least two minutes of it, and the bot says so.",
}
QUIET: Final[Mapping[int, str]] = {
    76: "The bot posts at most twelve messages a slot besides the calls.",
    77: "The bot posts at most twelve top-level messages a meeting.",
}
ROOM: Final[Mapping[int, str]] = {
    78: "One agenda card is edited in place and shows where the meeting is and until when.",
    79: "The first message of a slot's thread mentions everybody who is here, and who is here is mentioned once.",
    80: "The bot's latest message in the thread carries the controls; older ones say that the meeting has moved on.",
    81: "A meeting in which nobody gave a sign for a day closes with its record and leaves the date to the host.",
}
LASTING: Final[Mapping[int, str]] = {
    82: "A format is checked as it is loaded, and what is wrong with it is told with its file and line.",
    83: "The bank is spread over a set's meetings: families not heard yet first, nothing again before all was heard.",
    84: "Whenever the process is killed, what still says something is shown exactly once, in order, as it is now.",
    85: "What a listener asks of the database does not grow with members, turns or actions.",
    86: "From every state of a meeting some member can reach its closing.",
}
PROMISES: Final[Mapping[int, str]] = {**MOVERS, **BEGINNING, **STEPS, **TALK, **TIME, **QUIET, **ROOM, **LASTING}
