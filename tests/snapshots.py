"""A moment of the stand-in workspace, kept as bytes: what was played once is begun with by many, each with objects of its own."""

import io
import itertools
import pickle
from collections.abc import Callable
from typing import Any, Final

from multidict import CIMultiDict, CIMultiDictProxy

from rehearsal.workspace import Workspace

LIVE: Final = frozenset(
    {"_runner", "_listening", "_echoing", "_base", "_session", "url", "_waiting", "_methods", "table"}
)
"""What belongs to the process and its sockets, or to how a workspace is put together, and not to what happened in it."""
WITHOUT_STATE: Final = frozenset({"payloads", "sockets", "uploads"})


def kept(workspace: Workspace, also: object) -> bytes:
    """Everything that happened in it, and `also`, which may name people, channels and messages of it; nothing may be under way.

    Whatever it has that cannot be kept, a fault with a condition or somebody who listens, is an error.
    """
    parts = _parts(workspace)
    states = {name: _state(part) for name, part in parts.items() if name not in WITHOUT_STATE}
    names = {id(part): name for name, part in parts.items()}
    file = io.BytesIO()
    _Pickler(file, lambda one: names.get(id(one))).dump((states, also))
    return file.getvalue()


def put_back(workspace: Workspace, moment: bytes) -> Any:
    """Make a workspace that is set up alike the one that was `kept`; returns what was kept beside it."""
    parts = _parts(workspace)
    states, also = _Unpickler(io.BytesIO(moment), parts.__getitem__).load()
    for name, state in states.items():
        vars(parts[name]).update(state)
    return also


def _parts(workspace: Workspace) -> dict[str, object]:
    """The objects that a workspace consists of as long as it is there; what they hold comes and goes."""
    clock = workspace._world.clock
    return {
        "workspace": workspace,
        "world": workspace._world,
        "clock": clock,
        "payloads": workspace._payloads,
        "triggers": workspace._triggers,
        "views": workspace._views,
        "urls": workspace._urls,
        "api": workspace._api,
        "deliveries": workspace._deliveries,
        "sockets": workspace.socket,
        "uploads": workspace._uploads,
        "files": workspace._uploads._files,
    }


def _state(part: object) -> dict[str, object]:
    return {name: value for name, value in vars(part).items() if name not in LIVE}


class _Pickler(pickle.Pickler):
    """Parts of the workspace by name, all else by value."""

    def __init__(self, file: io.BytesIO, name_of: Callable[[object], str | None]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._name_of = name_of

    def persistent_id(self, obj: Any) -> str | None:
        return self._name_of(obj)

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, itertools.count):  # which from Python 3.14 on cannot be pickled
            return itertools.count, (int(repr(obj).removeprefix("count(").removesuffix(")")),)
        if isinstance(obj, CIMultiDictProxy):
            return CIMultiDictProxy, (CIMultiDict(obj),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Reads only what this process wrote."""

    def __init__(self, file: io.BytesIO, part: Callable[[str], object]) -> None:
        super().__init__(file)
        self._part = part

    def persistent_load(self, pid: Any) -> object:
        return self._part(pid)
