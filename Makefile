# Each target is a verb of tools/dev.py, which needs only python3 >= 3.11 with venv.
# make demo CONTACTS=100000    make test ARGS="-k address"
PYTHON ?= python3
ARGS ?=
VERBS = setup run test check proof audit lock assets messages screenshots bench clean

.PHONY: help demo $(VERBS)

help:
	@$(PYTHON) tools/dev.py help

demo:
	@$(PYTHON) tools/dev.py demo $(if $(CONTACTS),--contacts $(CONTACTS)) $(ARGS)

$(VERBS):
	@$(PYTHON) tools/dev.py $@ $(ARGS)
