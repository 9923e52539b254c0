"""One test over many cases that are pure tables: to count each as a test takes longer than to look at it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

Case = TypeVar("Case")


def each(cases: Mapping[str, Case]) -> Callable[[Callable[[Case], None]], Callable[[], None]]:
    """One test that looks at all of them and names those that fail."""

    def over_all(check: Callable[[Case], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for name, case in cases.items():
                try:
                    check(case)
                except Exception as error:  # noqa: BLE001 - all are raised below
                    error.add_note(f"case: {name}")
                    wrong.append(error)
            if wrong:
                raise ExceptionGroup(f"{len(wrong)} of {len(cases)} cases", wrong)
            assert cases, "there is something to look at"

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return over_all
