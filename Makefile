# Two commands are all that a newcomer needs: `make serve` and `make test`. Both install what is missing.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/westport-target
SERVER := $(CARGO_TARGET_DIR)/debug/server

.DEFAULT_GOAL := help
.PHONY: help serve test bench screenshots setup build fmt code clean

help: ## Say what there is to make.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: build ## Build and serve on http://127.0.0.1:3000, with demo staff; data in var/.
	$(SERVER) serve --demo-staff

test: ## Check everything; ONLY="format unit" runs the stages so named.
	@scripts/test.sh $(ONLY)

bench: ## Measure: verdicts, pages, durable submissions.
	@scripts/bench.sh

screenshots: ## Take the pictures in docs/screenshots again.
	@scripts/setup.sh test
	@scripts/build-site.sh
	node_modules/.bin/playwright test --config end2end/playwright.config.ts --reporter list --project screenshots

setup: ## Install what building and serving needs, where it is missing.
	@scripts/setup.sh serve

build: setup
	@scripts/build-site.sh

fmt: ## Format the source.
	cargo fmt --all

code: ## Print a sign-in code for the demo staff.
	@$(SERVER) staff code demo

clean: ## Forget the built site, test leftovers and npm packages; keep data and compiled crates.
	rm -rf target/site node_modules end2end/test-results end2end/playwright-report
