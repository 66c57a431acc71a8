# `make run` opens the portal with its demonstration; `make test` runs every test.
# Both make ready whatever is missing first. `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV_PYTHON := .venv/bin/python
# Set-up needs some Python before there is a .venv; the one in it starts fastest.
LAUNCH = $(shell $(VENV_PYTHON) -c '' 2>/dev/null && echo $(VENV_PYTHON) || echo $(PYTHON))
MANAGE := $(VENV_PYTHON) manage.py

.PHONY: help setup setup-dev run demo test coverage check requirements bench lock reset clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## install what `make run` needs; quick when nothing is missing
	@$(LAUNCH) .ci/setup.py

setup-dev: ## the same, and what the tests need
	@$(LAUNCH) .ci/setup.py --dev

run: setup ## open the portal on this machine (PORT=8000), with one meeting to work on
	@exec $(MANAGE) serve --demo

demo: setup ## bring the database up to date and load the demonstration if it is empty
	@$(MANAGE) migrate --no-input --verbosity 0 && exec $(MANAGE) seed_demo --if-empty

test: setup-dev ## run every test, on PostgreSQL and Redis too where they are reachable
	@exec $(VENV_PYTHON) .ci/test.py

coverage: setup-dev ## the same, with how far the tests cover the code; takes twice the time
	@ICS_TEST_COVERAGE=whole exec $(VENV_PYTHON) .ci/test.py

check: setup-dev ## style, types, import contracts, templates, migrations, deployment
	@exec $(VENV_PYTHON) .ci/check.py

requirements: setup-dev ## which requirements of the catalogue have tests, by section
	@exec $(VENV_PYTHON) .ci/requirements.py

bench: setup-dev ## measure speed and size, one line a measure (ONLY=start,agenda,…)
	@exec $(VENV_PYTHON) -m bench

lock: ## resolve the dependencies again into .requirements and static
	@# Not after setup-dev: a package just added is in no lock file yet.
	@test -x $(VENV_PYTHON) || $(LAUNCH) .ci/setup.py --dev
	@exec $(VENV_PYTHON) .ci/lock.py

reset: ## forget everything put into the portal, so that `make run` starts afresh
	rm -rf "$${ICS_VAR_DIR:-var}"

clean: reset ## remove what was installed and built as well
	rm -rf .venv static/node_modules static/dist staticfiles .setup-stamp.lock \
	  .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
