"""Whose turn it is to host in a set of the simulated year, and who of it is away: worked out from the diary alone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from rehearsal.people import Person
from tests.simulated_year import Member, SetOfYear


class Turn:
    """Whose turn it is to host, from the founding on: with each meeting held it moves on to the next who is not away, and comes."""

    def __init__(self, one: SetOfYear) -> None:
        self.one = one

    def at(self, moment: datetime) -> Person | None:
        """Who is asked as the host at that moment: while whose turn it is is away, the next."""
        turn = self.one.members[0].person
        for meeting in self.one.meetings:
            if meeting.began is not None and meeting.began <= moment:
                host = self._from(turn, meeting.began)
                there = self._there(meeting.began)
                after = self._after(host, meeting.began) if host is not None else []
                turn = next((one for one in after if one in there and not meeting.regretted(one, meeting.began)), turn)
        return self._from(turn, moment)

    def _from(self, turn: Person, moment: datetime) -> Person | None:
        order = [person for person in (turn, *self._after(turn, moment)) if person in self.one.here(moment)]
        return next((person for person in order if person in self._there(moment)), order[0] if order else None)

    def _after(self, person: Person, moment: datetime) -> list[Person]:
        everybody = [member.person for member in self.one.members]
        place = everybody.index(person)
        return [one for one in (*everybody[place + 1 :], *everybody[:place]) if one in self.one.here(moment)]

    def _there(self, moment: datetime) -> list[Person]:
        return [
            member.person
            for member in self.one.members
            if member.person in self.one.here(moment) and not self._is_away(member, moment)
        ]

    def _is_away(self, member: Member, moment: datetime) -> bool:
        return is_away(member, moment.astimezone(ZoneInfo(member.person.zone)).date(), moment)


def is_away(member: Member, day: date, now: datetime) -> bool:
    said = [(first, last) for since, first, last in member.away if since <= now]
    return bool(said) and said[-1][0] <= day <= said[-1][1]
