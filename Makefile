# The project's few commands; `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CRM := $(BIN)/crm

.DEFAULT_GOAL := help
.PHONY: help install demo test lint types tests lowest bench readme format clean

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */  make \1\t/' | expand -t 18

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("smallcrm needs Python 3.11 or newer: make ... PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $(STAMP)

install: $(STAMP) ## set up the virtual environment in .venv

demo: $(STAMP) ## the main job on the practice book: log a call, today, the week
	$(CRM) demo
	$(CRM) --demo log mari "wants 20 oak chairs by May, asked the price" --back fri --tag prospect
	$(CRM) --demo who 5551
	$(CRM) --demo today
	$(CRM) --demo week

test: lint types tests ## lint, types and all tests

lint: $(STAMP) ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

tests: $(STAMP) ## pytest
	$(BIN)/python -m pytest

lowest: ## the tests with the lowest versions that pyproject.toml admits
	$(PYTHON) -m venv --clear $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(VENV)-lowest/bin/python tests/lowest.py > $(VENV)-lowest/lowest.txt
	$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check --editable . --group dev --constraint $(VENV)-lowest/lowest.txt
	$(VENV)-lowest/bin/python -m pytest

bench: $(STAMP) ## measure start-up and the large book (minutes)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.paper

readme: $(STAMP) ## write the real output of its examples into the README and docs/trouble.md
	$(BIN)/python tests/examples.py

format: $(STAMP) ## let ruff format and sort
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what the other targets made
	rm -rf .venv .venv-lowest bench/data .pytest_cache .mypy_cache .ruff_cache
