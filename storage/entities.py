"""Entities made of rows that were read, or written, by a statement of columns: the ORM's own way takes longer than the statement."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_state

from storage.base import Base

Entity = TypeVar("Entity", bound=Base)


def entity_of(model: type[Entity], columns: Mapping[str, Any]) -> Entity:
    """The entity with these columns, of no session: nothing of it is saved."""
    made = model.__mapper__.class_manager.new_instance()
    vars(made).update(columns)
    return cast(Entity, made)


def loaded(db: Session, model: type[Entity], row_id: int, columns: Mapping[str, Any]) -> Entity:
    """A row with all its columns, just read, as the entity that is saved where it changes; one that is known stays as it is.

    As the ORM does with what it reads, without its looks at what else may hang on an entity: ours have no relationships.
    """
    key = model.__mapper__.identity_key_from_primary_key((row_id,))
    known = db.identity_map.get(key)
    if known is not None:
        return cast(Entity, known)
    entity = entity_of(model, columns)
    state = instance_state(entity)
    state.key, state.session_id = key, db.hash_key
    db.identity_map.add(state)
    return entity
