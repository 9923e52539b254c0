"""What stops a script: something could not be done, or was not seen."""

from collections.abc import Mapping

from rehearsal.expecting import quoted


class Failed(Exception):
    """Something in a script could not be done or was not seen; `line` of the file `source` is where the script says it."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.source = ""
        self.line = line
        self.what = what


class Complained(Failed):
    """A form that was sent came back with complaints, by the labels of its fields."""

    def __init__(self, line: int, complaints: Mapping[str, str]) -> None:
        super().__init__(line, f"the form was not taken: {quoted(list(complaints.values()))}")
        self.complaints = complaints
