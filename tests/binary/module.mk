# Looks at the program for the protections that a build must give it. The sanitizers replace some.

#: make check-binary  the program's protections, and that each one's absence is found
ifndef SANITIZE
CHECKS += binary
endif
NEEDS_binary = $(BYLINE)
JOBS_binary = $(call job_if,binary,binary,tests/binary/run $(BYLINE))

# Two builds of the whole program.
LONG_CHECKS += equal-builds
JOBS_equal-builds = $(call job_if,equal-builds,equal-builds,tests/binary/equal-builds)
