"""People in a workspace, over all their sets."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.delivery_models import Conversation, Post
from storage.models import Person, Set


def user(db: Session, workspace: str, person_id: int) -> str | None:
    """The Slack id of a person."""
    return db.scalar(select(Person.user).where(Person.workspace == workspace, Person.id == person_id))


def of_user(db: Session, workspace: str, user: str) -> Person | None:
    """A person by their Slack id."""
    return db.scalar(select(Person).where(Person.workspace == workspace, Person.user == user))


def locked(db: Session, workspace: str, person_id: int) -> Person | None:
    """A person, held until the unit of work ends; rows that refer to them may be written meanwhile."""
    theirs = select(Person).where(Person.workspace == workspace, Person.id == person_id)
    return db.scalar(theirs.with_for_update(key_share=True))


def locked_by_user(db: Session, workspace: str, user: str) -> Person | None:
    """The same by their Slack id."""
    theirs = select(Person).where(Person.workspace == workspace, Person.user == user)
    return db.scalar(theirs.with_for_update(key_share=True))


def can_be_reached(db: Session, person_id: int) -> None:
    """They have just done something."""
    db.execute(update(Person).where(Person.id == person_id).values(reachable=True))


def is_told_what_they_missed(db: Session, person_id: int) -> None:
    """That messages did not reach them is no news to them any more."""
    db.execute(update(Person).where(Person.id == person_id).values(missed_at=None))


def language_of_readers(db: Session, post_id: int) -> str | None:
    """That of the person whose direct messages a post is in, else that of its set."""
    theirs = (
        select(func.coalesce(Person.language, Set.language))
        .select_from(Post)
        .join(Conversation, Conversation.id == Post.conversation_id)
        .outerjoin(Person, Person.id == Conversation.person_id)
        .outerjoin(Set, Set.id == Post.set_id)
        .where(Post.id == post_id)
    )
    return db.scalar(theirs)


def open_dm(db: Session, workspace: str, person_id: int, channel: str) -> None:
    """The DM of a person has this id in Slack."""
    theirs = (Conversation.workspace == workspace, Conversation.person_id == person_id)
    db.execute(update(Conversation).where(*theirs).values(channel=channel, gone=None))
