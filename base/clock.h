/* The time, read in one place, so that tests can stop it. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/*
 * Seconds since 1970 UTC. BYLINE_CLOCK=SECONDS in the environment stops the clock at that time, for
 * tests and screenshots; BYLINE_CLOCK=+SECONDS or -SECONDS shifts it.
 */
int64_t clock_now(void);

/*
 * Milliseconds of a clock that only goes forward and also counts while the machine is suspended
 * (CLOCK_BOOTTIME).
 */
int64_t clock_monotonic_ms(void);

/*
 * Writes "2026-11-21T14:02:11Z" (RFC 3339, UTC): 21 bytes with the zero. "-" for a time that no
 * calendar has.
 */
#define CLOCK_RFC3339_SIZE 32
void clock_format_rfc3339(char out[static CLOCK_RFC3339_SIZE], int64_t seconds);

/* Reads RFC 3339 in UTC ("Z"). A fraction of a second is dropped. ERR_PARSE for anything else. */
MUST_CHECK enum status clock_parse_rfc3339(int64_t *seconds, const char *text, size_t len);

/* Writes "14:02:11" in the local time zone, or "2026-11-20 14:02" when that is not today. */
#define CLOCK_LOCAL_SIZE 32
void clock_format_local(char out[static CLOCK_LOCAL_SIZE], int64_t seconds);

/* As clock_format_local() in at most 10 cells: "14:02", or "2026-11-20" when it is not today. */
void clock_format_short(char out[static CLOCK_LOCAL_SIZE], int64_t seconds);

#endif
