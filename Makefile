# Every target sets up what it needs in .venv on first use: Python 3.11 or later, git and make are enough.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help rehearse run doctor test test-fast check format words bench soak mutants lock clean

help:
	@echo "make rehearse   play a set in this terminal, with no Slack account; PLAY=script FORMAT=name SPOKEN=1 RECORD=new-file EXPORT=new-file FAST=1 SEED=1"
	@echo "make run        run the bot against Slack, with the settings in .env"
	@echo "make doctor     say what is wrong with the settings, and how to mend it"
	@echo "make test       all tests"
	@echo "make test-fast  those that open no process, no socket and no database file"
	@echo "make check      format, lint, types"
	@echo "make format     put the code into its format"
	@echo "make words      gather the sentences of the bot for translators, in prompts/languages/words.pot"
	@echo "make bench      the figures of the README"
	@echo "make soak       the long tests: 320 meetings, many kills; SEED=1 MEETINGS=10 SECONDS=60 SETS=4"
	@echo "make mutants    small changes to the rules of a meeting: which does no test notice; MUTANTS=500 SEED=1"

$(READY): requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

rehearse: $(READY)
	@$(BIN)/python -m bot rehearse $(if $(PLAY),--play '$(PLAY)') $(if $(FORMAT),--format '$(FORMAT)') \
		$(if $(SPOKEN),--spoken) $(if $(RECORD),--record '$(RECORD)') \
		$(if $(EXPORT),--export '$(EXPORT)') $(if $(FAST),--fast) $(if $(SEED),--seed '$(SEED)')

run: $(READY)
	$(BIN)/python -m bot run

doctor: $(READY)
	$(BIN)/python -m bot doctor

test: $(READY)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist loadgroup

# Nothing is kept of what they log, since that takes as long as many of them: `-m quick` without more keeps it.
test-fast: $(READY)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -m quick -n 2 --dist worksteal -p no:logging

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: $(READY)
	$(BIN)/pybabel -q extract --omit-header --no-wrap --sort-by-file --add-location file -o prompts/languages/words.pot prompts

bench: $(READY)
	$(BIN)/python -m benchmarks

# Whatever has more to see than each run does asks for SOAK, itself or by what it plays with; properties try more examples.
soak: $(READY)
	SOAK=1 $(BIN)/python -m pytest -m "soak or not soak" -s tests/scenes/test_plays.py tests/rehearsal/test_session.py \
		$$(grep -rlE --include="test_*.py" "SOAK|^from hypothesis" tests)

mutants: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[mutants]'
	nice $(BIN)/python -m benchmarks.mutants $(if $(MUTANTS),--mutants $(MUTANTS)) $(if $(SEED),--seed $(SEED))

# What runs is in both, so that what is tested is what operators install.
LOCKED := $(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-options --no-header \
	--strip-extras --allow-unsafe

lock: $(READY)
	$(BIN)/python -m pip install --quiet pip-tools
	$(LOCKED) -o requirements.lock pyproject.toml
	$(LOCKED) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info
