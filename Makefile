# The only place where commands live. `make` or `make help` lists them.
# What `make X STACK=…` is given reaches the commands by the environment: a quote in it is no shell's business.
PYTHON ?= python3
PORT ?= 8000
CASES ?= 100
EVENTS ?= 20000
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CLIENT := clients/typescript
CLIENT_INSTALLED := $(CLIENT)/node_modules/.package-lock.json
NPM := npm --prefix $(CLIENT) --silent
OPENAPI := tools/openapi
OPENAPI_INSTALLED := $(OPENAPI)/node_modules/.package-lock.json
# What a pipeline must not change: itself, the bounds of its own rights, and what watches its bill. An operator does, by
# `make up`.
NOT_BY_THE_PIPELINE := --exclude '**dwipper:index:Deliver**' --exclude '**dwipper:index:Boundary**' --exclude '**dwipper:index:Spending**'

# An environment that is half made, or whose Python is gone, does not count as installed: its rule makes it anew.
WHOLE := $(BIN)/python -c 'import sys, importlib.util; sys.exit(not importlib.util.find_spec("pip"))' > /dev/null 2>&1
ifneq ($(wildcard $(INSTALLED)),)
$(shell $(WHOLE) || rm $(INSTALLED))
endif

.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-infra pythons coverage test-bundle test-engine pulumi-cli resources contract fuzz events check format openapi alarms contract-check lint-contract release-contract client client-check client-pack client-journey bench bench-laptop bench-kills bench-flat bench-faults bench-levers bench-cold bench-warm bench-goals lock reset clean npm
.PHONY: bench-load bench-size bench-cost bench-jobs cost

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export PORT := $(PORT)
ifeq ($(origin DEBUG), command line)
run: WITH_DEBUG := --debug="$$DEBUG"
endif
run: $(INSTALLED) ## Bring the platform up on this machine (PORT=8000; DEBUG=5678 for a debugger); Ctrl-C ends it
	@exec $(BIN)/python -m localcloud run --port="$$PORT" $(WITH_DEBUG)

test: $(INSTALLED) ## Run all tests, in random order, two at a time
	$(BIN)/python -m pytest --numprocesses 2 --dist loadscope

test-fast: $(INSTALLED) ## Run the quick tests of the app alone: after each edit of webapp/
	@EVENTS=20 $(BIN)/python -m pytest -q --numprocesses 2 --dist worksteal -m 'not slow' tests/webapp

test-infra: $(INSTALLED) ## Run the tests of the Pulumi program alone
	@$(BIN)/python -m pytest -q tests/infra

pythons: $(INSTALLED) ## Check and test on Python 3.12, and test on 3.13 as the pipeline does, if this machine has them
	@for run in "3.12 check test-fast" "3.13 test-fast test-infra"; do \
		set -- $$run; version=$$1; shift; \
		if python=$$(PYENV_VERSION=$$version $(BIN)/uv python find --no-python-downloads --system cpython@$$version 2> /dev/null); \
		then $(MAKE) --no-print-directory VENV=build/venv-$$version PYTHON=$$python $$@ || exit 1; \
		else echo "skipped: Python $$version is not on this machine"; fi; \
	done

coverage: $(INSTALLED) ## The same, and tell which branches no test takes: a third slower
	$(BIN)/python -m pytest --numprocesses 2 --dist loadscope --cov --cov-report=term:skip-covered

test-bundle: $(INSTALLED) ## Run the function's zip by AWS's own runtime client, and look into Lambda's
	$(BIN)/python -m pytest tests/bundle

test-engine: $(INSTALLED) ## Take every stack through its life with the real Pulumi CLI, on an AWS that is a file
	$(BIN)/python -m pytest tests/engine

pulumi-cli: $(INSTALLED) ## Print where the Pulumi CLI is; without one on the PATH it is built, once (needs Go)
	@$(BIN)/python -m tools.pulumi

resources: $(INSTALLED) ## Write docs/resources.md: what each stack has on AWS
	$(BIN)/python -m tests.infra.resources

contract: $(INSTALLED) ## Ask a platform to keep the contract: its own, a laptop's (URL=…) or a deployed stack's (OUTPUTS=…)
	DWIPPER_URL="$$URL" DWIPPER_OUTPUTS="$$OUTPUTS" $(BIN)/python -m pytest tests/contract

fuzz: export CASES := $(CASES)
fuzz: $(INSTALLED) ## Send thousands of requests made up from openapi.json (CASES=100 an operation and phase), on a laptop (URL=…)
	$(BIN)/python -m bench.fuzz "$$CASES" "$$URL"

events: export EVENTS := $(EVENTS)
events: $(INSTALLED) ## Hand made-up events of the gateway to the function's handler (EVENTS=20000)
	$(BIN)/python -m pytest tests/webapp/test_any_event.py

check: $(INSTALLED) ## Lint, types, import contracts; of openapi.json: drift, what it breaks, and lint where Node is
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m webapp.contract --check
	@$(MAKE) --no-print-directory contract-check
	@$(MAKE) --no-print-directory lint-contract

format: $(INSTALLED) ## Fix what the linter can fix, format the code, and list what is left to fix by hand
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format .
	$(BIN)/ruff check .

openapi: $(INSTALLED) ## Write openapi.json from the API
	$(BIN)/python -m webapp.contract

alarms: $(INSTALLED) ## Write docs/alarms.md from the faults that alarms are tested with
	$(BIN)/python -m tests.infra.watch.page

contract-check: $(INSTALLED) ## Tell what openapi.json breaks for clients of the released contract
	$(BIN)/python -m tools.contract

lint-contract: ## Lint openapi.json by Redocly and Spectral; without Node it is skipped
	@if ! command -v npm > /dev/null; then echo 'skipped: npm is missing, so Redocly and Spectral do not lint openapi.json'; \
	else $(MAKE) --no-print-directory --silent $(OPENAPI_INSTALLED) && said=$$(npm --prefix $(OPENAPI) --silent run lint 2>&1) || { echo "$$said"; exit 1; }; fi

release-contract: $(INSTALLED) ## Make openapi.json the released contract
	$(BIN)/python -m tools.contract --release

client: $(CLIENT_INSTALLED) ## Write the TypeScript client from openapi.json, and compile it
	$(NPM) run generate
	$(NPM) run build

client-check: $(CLIENT_INSTALLED) ## Drift, strict types and tests of the TypeScript client
	@$(NPM) run drift || { echo 'the client is not what openapi.json says: write it with `make client`' >&2; exit 1; }
	$(NPM) test

client-pack: $(CLIENT_INSTALLED) ## Make a package of the TypeScript client in build/, for `npm install` in a project of yours
	@mkdir -p build
	@cd $(CLIENT) && npm --silent pack --pack-destination ../../build | sed 's|^|build/|'

client-journey: $(CLIENT_INSTALLED) ## Walk through the API by the TypeScript client, on `make run` (URL=http://localhost:8000 for another)
	@$(NPM) run journey -- $(if $(URL),"$$URL" "$$URL/mailbox/messages")

bench: bench-size bench-cold bench-warm bench-load bench-laptop bench-goals bench-levers bench-kills bench-flat bench-jobs bench-faults ## Measure everything anew, into docs/performance.md

bench-laptop: $(INSTALLED) ## What the platform takes on this machine: start, memory, edit, request
	$(BIN)/python -m bench.laptop

bench-load: $(INSTALLED) ## Requests a second and their times through the front door, by 1, 8 and 32 clients
	$(BIN)/python -m bench.load
	@$(MAKE) --no-print-directory bench-cost

bench-size: $(INSTALLED) ## What the function's zip weighs, and what makes it up
	$(BIN)/python -m bench.size

bench-levers: $(INSTALLED) ## What each lever of a cold start and of a warm request is worth: the zip, with each off in turn
	$(BIN)/python -m bench.levers
	$(BIN)/python -m bench.levers.warm

bench-kills: $(INSTALLED) ## What twenty kills amid writes lose
	$(BIN)/python -m bench.kills

bench-flat: $(INSTALLED) ## What each operation takes of DynamoDB, at a hundred and at 100,000 Dwipps
	$(BIN)/python -m bench.flat
	@$(MAKE) --no-print-directory bench-cost

bench-cost: $(INSTALLED) ## Write docs/cost.md from the committed figures: what a month costs
	$(BIN)/python -m bench.cost --write

bench-jobs: $(INSTALLED) ## Rename and remove somebody with 100,000 Dwipps (DWIPPS=1000) while others go on
	$(BIN)/python -m bench.jobs "$$DWIPPS"

bench-faults: $(INSTALLED) ## What is answered when each call to AWS fails in turn, in every way
	$(BIN)/python -m bench.faults

bench-cold: $(INSTALLED) ## Cold starts of small APIs in several frameworks, side by side, and of the platform's own handler
	$(BIN)/python -m bench.cold

bench-warm: $(INSTALLED) ## Warm requests side by side: frameworks alone, and the platform against FastAPI on DynamoDB Local
	$(BIN)/python -m bench.warm

bench-goals: $(INSTALLED) ## The table of goals, from the figures measured last
	$(BIN)/python -m bench.goals

.PHONY: restore logs doctor bootstrap preview up destroy deploy release rollback smoke api-url stack pulumi
doctor: $(INSTALLED) ## Tell whether this machine and account are ready for a stack (STACK=dev), and what to do
	@$(BIN)/python -m ops.doctor "$${STACK:-dev}"

bootstrap: stack pulumi ## Make what keeps a stack's state: a bucket, a key, the stack itself (STACK=…; YES=1)
	@$(BIN)/python -m ops.bootstrap "$$STACK"

preview: stack pulumi ## Tell what `make up` would change on AWS (STACK=…)
	@$(BIN)/python -m ops.update preview "$$STACK"

up: stack pulumi ## Bring a stack up on AWS, or up to date, after a question (STACK=…; YES=1)
	@$(BIN)/python -m ops.update up "$$STACK"

destroy: stack pulumi ## Remove a stack from AWS, after a question (STACK=…; YES=1)
	@$(BIN)/python -m ops.update destroy "$$STACK"

deploy: stack pulumi ## What the pipeline does: update all but the pipeline, without a question, release it, and ask whether it is well (STACK=…)
	@$(BIN)/python -m ops.deploy "$$STACK" --yes --skip-preview --non-interactive $(NOT_BY_THE_PIPELINE)

release: stack pulumi ## Let the newest version serve: where there is a canary, step by step (STACK=…)
	@$(BIN)/python -m ops.release "$$STACK"

rollback: stack pulumi ## Let the version before serve again (STACK=…; VERSION=…; YES=1)
	@$(BIN)/python -m ops.rollback "$$STACK" "$$VERSION"

restore: stack pulumi ## Bring a table back as it was (STACK=…; TABLE=dwipps; AT=2026-11-27T03:00:00Z; YES=1): docs/restore.md
	@$(BIN)/python -m ops.restore "$$STACK" "$$TABLE" "$$AT"

logs: stack $(INSTALLED) ## Follow what a stack logs (STACK=…; ERRORS=yes; MINUTES=60), or show one request's lines (ID=…)
	@$(BIN)/python -m ops.logs "$$STACK" "$$ID"

smoke: $(INSTALLED) ## Ask a deployed API six things that need no account (URL=… or STACK=…)
	@$(BIN)/python -m ops.smoke $(if $(URL),"$$URL",--stack="$$STACK")

api-url: stack pulumi ## Print a stack's address (STACK=…)
	@$(BIN)/python -m ops.output "$$STACK" api_url

stack:
	@test -n "$$STACK" || { echo 'which stack? make $(firstword $(MAKECMDGOALS)) STACK=dev' >&2; exit 1; }
	@test "$$STACK" != local || { echo 'the stack local is the laptop: make run' >&2; exit 1; }
	@test -f "Pulumi.$$STACK.yaml" || { echo "Pulumi.$$STACK.yaml is missing: docs/settings.md says what it holds" >&2; exit 1; }

pulumi: $(INSTALLED)
	@command -v pulumi > /dev/null || $(BIN)/python -m tools.pulumi > /dev/null

cost: $(INSTALLED) ## What a month on AWS costs for so many people (USERS=100000 STACK=prod)
	@$(BIN)/python -m bench.cost --users="$$USERS" --stack="$${STACK:-prod}"

lock: $(INSTALLED) ## Pin every package anew after a change of requirements (edit a pin in constraints.txt to move it)
	$(BIN)/uv pip compile --universal --python-version 3.11 --no-header --no-annotate --overrides overrides.txt requirements-dev.txt tests/bundle/requirements.txt -o constraints.txt

reset: ## Forget all local state: people, Dwipps, mails
	@$(PYTHON) -m localcloud.reset

clean: reset ## Remove everything that these commands have made, except the Pulumi CLI in build/: it takes minutes to build
	rm -rf $(VENV) $(CLIENT)/node_modules $(CLIENT)/dist $(OPENAPI)/node_modules .*_cache .coverage* .hypothesis .schemathesis
	test ! -d build || find build -mindepth 1 -maxdepth 1 ! -name 'pulumi-*' -exec rm -rf {} +
	find . -name __pycache__ -prune -exec rm -rf {} +

# uv installs a hundred packages in seconds where pip takes a minute; pip brings uv.
$(INSTALLED): constraints.txt overrides.txt requirements.txt requirements-dev.txt webapp/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is %d.%d: make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3.11" % sys.version_info[:2])'
	@$(WHOLE) || { test ! -e $(VENV) || echo '$(VENV) is not whole: it is made anew' >&2; rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo 'installing the packages into $(VENV): half a minute, after each change of constraints.txt'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --overrides overrides.txt -r requirements-dev.txt
	@touch $@

$(CLIENT_INSTALLED): $(CLIENT)/package.json $(CLIENT)/package-lock.json | npm
	$(NPM) ci --ignore-scripts
	@touch $@

$(OPENAPI_INSTALLED): $(OPENAPI)/package.json $(OPENAPI)/package-lock.json
	@npm --prefix $(OPENAPI) --silent ci --ignore-scripts
	@touch $@

npm:
	@command -v npm > /dev/null || { echo 'npm is missing: the TypeScript client needs Node 20 or newer, the rest does not' >&2; exit 1; }
