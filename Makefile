# Two commands do everything: make run, make test. Each prepares the machine first.

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PO_FILES := $(wildcard locale/*/LC_MESSAGES/django.po)
TRANSLATIONS := $(PO_FILES:.po=.mo)

.PHONY: help setup run test check prove prove-nudges bench format shots messages lock

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' Makefile

run: setup ## start the demo: database, broker, web, worker, beat (PORT=8010 for another port)
	@$(BIN)/python -m netvaerk.run

test: setup ## run every test, on a real PostgreSQL and broker, in a real browser (ARGS="-k word")
	@$(BIN)/python -m pytest $(ARGS)

check: setup ## format, lint, arrows, types, templates, migrations, production settings, translations
	@scripts/check

format: setup ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

prove: setup ## the long proofs: a network and a waiting list lived at random, a thousand times fifty steps (about half an hour)
	@RUNS=1000 STEPS=50 $(BIN)/python -m pytest tests/networks/test_lived_network.py tests/offerings/test_waiting_lived.py

prove-nudges: setup ## the proof of the post: a thousand kill -9, five schedulers, bad addresses, no broker, six years (about 45 minutes)
	@KILLS=1000 SLOTS=10000 YEARS=6 $(BIN)/python -m pytest -s tests/proofs tests/people/test_delivery*.py tests/people/test_bell.py tests/secretariat/test_six_years.py

bench: setup ## what every page costs at scale, beside a bare page: seeds a million cards once, then measures (ARGS="--only word")
	@$(BIN)/python -m tests.bench $(ARGS)

shots: setup ## a screenshot of each page, per person and width
	@$(BIN)/python -m tests.shots

messages: setup ## gather the texts to translate
	@$(BIN)/python scripts/translations.py

lock: setup ## lock the newest allowed versions of the Python packages and front-end parts
	@scripts/lock

setup: .venv/.installed node_modules/.installed $(TRANSLATIONS) ## what the others do first

.venv/.installed: requirements-dev.txt
	@scripts/install-python

node_modules/.installed: package.json package-lock.json .venv/.installed
	@scripts/install-node

%.mo: %.po .venv/.installed
	@$(BIN)/pybabel --quiet compile --domain django --input-file $< --output-file $@
