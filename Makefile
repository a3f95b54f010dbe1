# Everything a contributor runs. `make help` lists the targets; `make test` works in a fresh clone.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The interpreter to build the environment with; empty: the first good one of those below.
PYTHON ?=
CANDIDATES := python3.13 python3.12 python3.11 python3 python
# Extra arguments for pytest: make test ARGS="-k demo -x"; ARGS="-n 0" runs all in one process.
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check bench pictures clean
# Naming an interpreter asks for a new environment, however fresh the old one is.
ifneq ($(and $(PYTHON),$(filter setup,$(MAKECMDGOALS))),)
.PHONY: $(READY)
endif

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything that demo, test and lint need

# A name on the path proves little (a version manager leaves names that do not run), so each candidate is tried.
$(READY): requirements-dev.txt pyproject.toml
	@set -eu; \
	good() { [ "$$("$$1" -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null)" = True ]; }; \
	venv() { "$$1" -m venv --clear $(VENV) >/dev/null 2>&1 || "$$1" -m virtualenv --clear --quiet $(VENV) >/dev/null 2>&1; }; \
	whole() { good $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1; }; \
	if ! whole || [ -n "$(PYTHON)" ]; then \
		found=; made=; \
		for python in $(or $(PYTHON),$(CANDIDATES)); do \
			good "$$python" || continue; \
			found="$$found $$python"; \
			if venv "$$python" && whole; then made=$$python; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo 'make setup: no Python 3.11 or newer runs here (tried: $(or $(PYTHON),$(CANDIDATES)))' >&2; \
			echo '  install one, or name it: make setup PYTHON=/path/to/python3' >&2; exit 1; \
		elif [ -z "$$made" ]; then \
			echo "make setup: none of$$found can make a virtual environment" >&2; \
			echo '  install the venv package of your system (python3-venv on Debian and Ubuntu) or virtualenv' >&2; exit 1; \
		fi; \
		echo "make setup: $(VENV) with $$made"; \
	fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## the reader on a sample that unfolds by itself; no network, nothing of yours is touched
	@$(BIN)/livetui demo

test: $(READY) ## all tests
	$(BIN)/python -m pytest -n auto --maxprocesses 8 $(ARGS)

lint: $(READY) ## format, lint, types and the import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy src tests
	$(BIN)/lint-imports

check: lint ## what CI runs: lint, then all tests
	@$(MAKE) --no-print-directory test

bench: $(READY) ## measure what docs/performance.md promises; not part of the tests
	@set -e; for program in benchmarks/bench_*.py; do echo "== $$program"; $(BIN)/python "$$program"; done

pictures: $(READY) ## draw docs/pictures and docs/recording.svg anew, from the reader itself
	@$(BIN)/python docs/make_pictures.py

clean: ## remove .venv, builds and caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
