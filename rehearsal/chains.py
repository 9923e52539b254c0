"""Scripts that go on after one another: which file comes before, and what cannot."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

LONGEST: Final = 5
"""Scripts in a row; beyond it nobody finds out what was played before."""
EXAMPLE: Final = "a path from here, like founded.yaml"


@dataclass(frozen=True)
class Chain:
    """The scripts that wait for the one that is being read: the last of `waiting` goes on after it.

    `folder` is where it lies; what it goes on after lies there too, or in a folder below.
    """

    folder: Path
    waiting: tuple[Path, ...] = ()

    def before(self, words: str) -> Path:
        """The file that `after: words` means. Raises ValueError with a sentence."""
        if Path(words).is_absolute():
            raise ValueError(f"“{words}” should be {EXAMPLE}")
        path = _real(self.folder / words)
        if not path.is_relative_to(_real(self.folder)):
            raise ValueError(f"“{words}” leads out of the script's own folder; it should be {EXAMPLE}")
        if path in self.waiting:
            raise ValueError(f"“{words}” would be played after itself")
        if len(self.waiting) >= LONGEST:
            raise ValueError(f"“{words}” would be more than {LONGEST} scripts in a row")
        return path

    def led_by(self, path: Path) -> "Chain":
        """The same, with this file at its head: it is read next."""
        return Chain(path.parent, (*self.waiting, _real(path)))


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        raise ValueError(f"“{path.name}” is no name of a file") from None
