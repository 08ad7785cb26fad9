/*
 * Time zones: days and months begin when a zone says so, and times are written with its offset. The
 * zone is the process's own (the variable TZ): whoever chooses one does so before threads are
 * started, and all local times follow.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"

/*
 * Makes a zone the process's: "UTC", an offset such as "+05:30", or a name of the IANA's database
 * such as "Europe/Berlin" that this machine has.
 * Returns: STATUS_OK, ERR_USAGE for anything else.
 */
MUST_CHECK enum status zone_choose(const char *name, struct err *e);

/* The beginning of a day in UTC or, with `local`, in the process's zone. Days past a month's end,
 * and months from 0 or past 12, go on into the next ones. */
int64_t zone_day(int year, int month, int day, bool local);

/* Writes "2026-11-21T15:02:11+01:00" in the process's zone; "-" for what no calendar has. */
void zone_format(char out[static CLOCK_RFC3339_SIZE], int64_t seconds);

#endif
