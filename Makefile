# The everyday commands. On a machine without make: apt-get install make, or `deploy/setup.sh && .venv/bin/zenvoices serve`.
.PHONY: help run test setup setup-dev format lint types bench train evaluate lock

PYTHON_TOOLS := .venv/bin
PIP_COMPILE := $(PYTHON_TOOLS)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras \
	--no-emit-find-links --no-emit-index-url --no-emit-trusted-host

help:       ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

run: setup  ## set up and run the whole service in the foreground
	@exec $(PYTHON_TOOLS)/zenvoices serve

test: setup-dev  ## set up and run all tests
	$(PYTHON_TOOLS)/python -m pytest

setup:      ## install what the service needs; nothing happens if it is there
	@deploy/setup.sh run

setup-dev:  ## install what tests and checks need too
	@deploy/setup.sh dev

format: setup-dev  ## rewrite the sources in one style
	$(PYTHON_TOOLS)/ruff format .
	$(PYTHON_TOOLS)/ruff check --fix --exit-zero --quiet .

lint: setup-dev  ## style, likely mistakes, and the arrows between the rooms
	$(PYTHON_TOOLS)/ruff format --check .
	$(PYTHON_TOOLS)/ruff check .
	$(PYTHON_TOOLS)/lint-imports

types: setup-dev  ## static types, strict in air
	$(PYTHON_TOOLS)/mypy

bench: setup-dev  ## measure speed and memory
	$(PYTHON_TOOLS)/python -m benchmarks

train: setup  ## make the shipped models from nothing
	$(PYTHON_TOOLS)/zenvoices train

evaluate: setup  ## measure the models, on DATA=folder or on drawn documents; ARGS="--by language --report FILE" and more
	$(PYTHON_TOOLS)/zenvoices evaluate $(if $(DATA),"$(DATA)") $(ARGS)

lock: setup-dev  ## write requirements*.txt anew from requirements*.in
	$(PIP_COMPILE) --output-file=requirements.txt requirements.in
	$(PIP_COMPILE) --output-file=requirements-dev.txt requirements-dev.in
