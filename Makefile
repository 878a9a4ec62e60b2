# The kinds of checks by name. `./test` makes the environment; every target here uses it.

LOCK_TOOLS = .venv-lock

.PHONY: test lint e2e faults bench screens letters lock locale

test:
	./test

lint:
	./test --lint

e2e:
	./test --e2e

# CI runs the bounded kind (`./test --ci`); here everything.
faults:
	YOSUGA_FAULTS=full ./test -m faults --timeout 0

bench:
	./test -m bench -n 0 -s --timeout 0

# A picture of every screen, to be looked at: make screens TO=FOLDER (outside the checkout).
screens:
	@test -n "$(TO)" || { echo "make screens TO=FOLDER"; exit 2; }
	./test --version # sets up what the pictures need
	PYTHONPATH=src:. .venv/bin/python -P -m tests.web.browser.screens "$(TO)"

# A picture of every page of every letter, to be looked at: make letters TO=FOLDER (outside the checkout).
letters:
	@test -n "$(TO)" || { echo "make letters TO=FOLDER"; exit 2; }
	./test --version # sets up what the pictures need
	PYTHONPATH=src:. .venv/bin/python -P -m tests.documents.letter_pictures "$(TO)"

# One shared resolution first, then each lock inside it, so that no two locks contradict each other.
lock: $(LOCK_TOOLS)/bin/uv
	$(LOCK_TOOLS)/bin/python -P requirements/lock.py

$(LOCK_TOOLS)/bin/uv:
	python3 -m venv --clear $(LOCK_TOOLS)
	$(LOCK_TOOLS)/bin/python -m pip install -qq --disable-pip-version-check --no-input "uv>=0.9"

# The interface's Japanese, compiled. A test compares the two.
locale:
	.venv/bin/python -P tests/catalogue.py
