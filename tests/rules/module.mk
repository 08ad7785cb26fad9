# Breaks each rule of tools/check-source and tools/check-symbols once, in a small house of its own.

#: make check-rules  each rule of check-source and check-symbols, broken once
CHECKS += rules
JOBS_rules = $(call job_if,rules,rules,tests/rules/run)
