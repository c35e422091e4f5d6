# `make help` lists what there is. Everything runs in .venv, which `make setup` builds.

# The first Python on the path that is new enough; PYTHON=... names another.
PYTHON ?= $(shell for each in python3 python3.11 python3.12 python3.13; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$each && break; done)
VENV ?= .venv
DEMO ?= .demo
RUN := $(VENV)/bin/python -m
READY := $(VENV)/.ready
PEERS := .bench/venv

# Folders reach the recipes through the environment: a name may hold spaces and quotes.
export DOCS DATA DEMO SETS CORPUS QUESTIONS SIZES PDFS SCANS CHATS LEGACY FORMATS TOOLS

.DEFAULT_GOAL := help
.PHONY: help setup demo bot test check bench bench-retrieval bench-scale bench-summaries bench-readers bench-cleaning bench-pdf load \
	faults readme clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## build .venv with .venv/bin/tracuu; needs Python 3.11 and, once, a network

demo: setup ## index samples/ and ask about them; DOCS=FOLDER takes your own documents
	@$(RUN) bot.demo "$${DOCS:-samples}" --root "$$DEMO"

bot: setup ## run the Telegram bot; needs TELEGRAM_BOT_TOKEN
	@$(VENV)/bin/tracuu bot

test: check ## everything CI checks
	@$(RUN) pytest

check: setup ## style and types
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy

bench: setup ## speed, memory and sizes; DOCS=FOLDER or DATA=FOLDER measures over yours
	@$(RUN) benchmarks.run

bench-retrieval: $(PEERS)/.ready ## what is found, beside other retrievers; SETS=FOLDER names questions
	@$(PEERS)/bin/python -m benchmarks.retrieval

bench-answers: setup ## what answers are worth; ANSWERS="DATA=QUESTIONS ..." for yours, ABLATE=1, PLOT=FILE
	@$(RUN) benchmarks.answers $(ANSWERS) $(if $(ABLATE),--ablate) $(if $(PLOT),--plot $(PLOT))

bench-scale: setup ## search as the corpus grows; SIZES="1000 10000 100000" passages, up to a million
	@$(RUN) benchmarks.scale

load: setup ## an office at work: 200 people, 2000 questions, a group's burst; QUESTIONS=N asks fewer
	@$(RUN) benchmarks.load

faults: setup ## kills, throttling, drops, repeats: how often each question is answered
	@$(RUN) benchmarks.faults

bench-summaries: $(PEERS)/.ready ## summaries of group chats, beside simple ones; CHATS=FOLDER names exports
	@$(PEERS)/bin/python -m benchmarks.summaries

bench-readers: $(PEERS)/.ready ## what readers make of files, beside other tools; LEGACY=, FORMATS=, PDFS=, SCANS=FOLDER
	@$(PEERS)/bin/python -m benchmarks.readers
	@$(PEERS)/bin/python -m benchmarks.readers_pdf

bench-cleaning: setup ## what is marked and not searched, what of menus is left; DOCS=FOLDER, QUESTIONS=FILE, LINES=1
	@$(RUN) benchmarks.cleaning $(or $(DOCS),samples) $(if $(QUESTIONS),--questions $(QUESTIONS)) $(if $(LINES),--lines)

bench-pdf: $(PEERS)/.ready ## what PDFs and scans are read as, beside other tools; PDFS=FOLDER, SCANS=FOLDER
	@$(PEERS)/bin/python -m benchmarks.readers_pdf

readme: setup ## write the generated parts of README.md anew
	@$(RUN) tests.readme

clean: ## remove .venv and everything that is built or cached here
	rm -rf .venv build *.egg-info .demo .bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The build backend is installed first, pinned too: a build in isolation would fetch its own.
$(VENV)/.ready $(PEERS)/.ready: INTO = $(@D)
$(VENV)/.ready: EXTRA = dev
$(PEERS)/.ready: EXTRA = bench
$(VENV)/.ready $(PEERS)/.ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: make PYTHON=..." >&2; exit 1; }
	@echo "Installing into $(INTO): some minutes and about 2 GB, more with a CUDA build of torch (see README.md)."
	@$(PYTHON) -m venv $(INTO)
	@$(INTO)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt setuptools
	@$(INTO)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
		--no-build-isolation -e '.[$(EXTRA)]'
	@touch $@
	@echo "Done: $(INTO)/bin/tracuu"
