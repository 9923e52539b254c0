"""A table that is one test looks at every case, tells each that fails by its name, and leaves alone whatever needs more."""

import pytest

from tests.tables import in_one, whole_table


@pytest.mark.parametrize("more", [pytest.param(1, id="one more"), 2])
@pytest.mark.parametrize(("one", "other"), [pytest.param(1, 2, id="small"), pytest.param(-1, 0, id="negative")])
def are_positive(one: int, other: int, more: int) -> None:
    assert one > 0
    if other + more < 2:
        pytest.fail("too little")


@pytest.mark.parametrize("count", [1, 2])
def needs_a_fixture(count: int, request: pytest.FixtureRequest) -> None:
    pass


@pytest.mark.parametrize("count", [pytest.param(1, marks=pytest.mark.promise(1))])
def has_marks_of_its_own(count: int) -> None:
    pass


@pytest.mark.parametrize("count", [1, 2])
async def waits(count: int) -> None:
    pass


@pytest.mark.promise(7)
@pytest.mark.parametrize("count", [1, 2])
def keeps_a_promise(count: int) -> None:
    pass


def is_no_table() -> None:
    pass


def table(request: pytest.FixtureRequest, test: object) -> pytest.Function | None:
    module = request.node.parent
    assert isinstance(module, pytest.Module)
    return whole_table(module, "a table", test)


def test_every_case_that_fails_is_told_by_its_name(request: pytest.FixtureRequest) -> None:
    whole = table(request, are_positive)
    assert whole is not None
    with pytest.raises(ExceptionGroup, match="2 of 4 cases") as wrong:
        whole.obj()
    assert [one.__notes__ for one in wrong.value.exceptions] == [["case: negative-one more"], ["case: negative-2"]]


@pytest.mark.parametrize("test", [needs_a_fixture, has_marks_of_its_own, waits, is_no_table])
def test_what_needs_more_is_left_alone(request: pytest.FixtureRequest, test: object) -> None:
    assert table(request, test) is None


def test_marks_of_a_test_are_those_of_its_table(request: pytest.FixtureRequest) -> None:
    whole = table(request, keeps_a_promise)
    assert whole is not None
    assert [mark.name for mark in whole.iter_markers()] == ["promise"]


def fails() -> None:
    raise ValueError


def test_what_needs_nothing_is_one_with_all_the_others_of_its_file(request: pytest.FixtureRequest) -> None:
    module = pytest.Module.from_parent(request.session, path=request.path)
    one = in_one(module, "is_no_table", is_no_table)
    assert isinstance(one, pytest.Function)
    assert [in_one(module, test.__name__, test) for test in (fails, are_positive)] == [[], []]
    with pytest.raises(ExceptionGroup, match="2 of 3 cases") as wrong:
        one.obj()
    assert [error.__notes__ for error in wrong.value.exceptions] == [["case: fails"], ["case: are_positive"]]


@pytest.mark.parametrize("test", [needs_a_fixture, waits])
def test_what_needs_more_stays_by_itself(request: pytest.FixtureRequest, test: object) -> None:
    assert in_one(pytest.Module.from_parent(request.session, path=request.path), "a test", test) is None


def test_what_bears_a_mark_stays_by_itself(request: pytest.FixtureRequest) -> None:
    module = pytest.Module.from_parent(request.session, path=request.path)
    assert in_one(module, "is_no_table", is_no_table) is not None
    marked = in_one(module, "keeps_a_promise", keeps_a_promise)
    assert isinstance(marked, pytest.Function)
    assert marked.name == "keeps_a_promise"
