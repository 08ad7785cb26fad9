/*
 * The C library knows zones only as the process's own. It takes a name that it does not know for
 * UTC without a word, so that the name is looked up first.
 */
#include "base/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DATABASE "/usr/share/zoneinfo"

/* Reads "+05:30" into "<+0530>-05:30": POSIX counts offsets the other way. */
static bool read_offset(char *out, size_t cap, const char *name)
{
	bool shape = strlen(name) == 6 && (name[0] == '+' || name[0] == '-') && name[3] == ':';

	for (size_t i = 1; shape && i < 6; i++)
		shape = i == 3 || (name[i] >= '0' && name[i] <= '9');
	/* Zones reach from -12:00 to +14:00. */
	if (!shape || name[1] > '1' || (name[1] == '1' && name[2] > '4') || name[4] > '5')
		return false;
	snprintf(out, cap, "<%.3s%s>%c%s", name, name + 4, name[0] == '+' ? '-' : '+', name + 1);
	return true;
}

/* A name is a path below the database, and must not lead out of it. */
static bool is_in_database(const char *name)
{
	const char *folder = getenv("TZDIR");
	struct stat st;
	char path[256];

	if (name[0] < 'A' || name[0] > 'Z' || strlen(name) > 64 || strstr(name, "..") != NULL)
		return false;
	snprintf(path, sizeof(path), "%s/%s", folder != NULL ? folder : DATABASE, name);
	/* "America" alone is a folder. */
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

enum status zone_choose(const char *name, struct err *e)
{
	char zone[80];

	if (strcmp(name, "UTC") == 0)
		snprintf(zone, sizeof(zone), "UTC0");
	else if (is_in_database(name))
		snprintf(zone, sizeof(zone), ":%s", name);
	else if (!read_offset(zone, sizeof(zone), name))
		return err_set(e, ERR_USAGE,
			       "\"%.64s\" is no time zone of this machine; --tz takes UTC, a name "
			       "such as Europe/Berlin%s, or an offset such as +01:00",
			       name, access(DATABASE, X_OK) == 0 ? "" : " with the package tzdata");
	if (setenv("TZ", zone, 1) != 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	tzset();
	return STATUS_OK;
}

/* A day that begins at one o'clock, as with a change of clocks at midnight, begins there. */
int64_t zone_day(int year, int month, int day, bool local)
{
	struct tm tm = {
		.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_isdst = -1};

	return (int64_t)(local ? mktime(&tm) : timegm(&tm));
}

void zone_format(char out[static CLOCK_RFC3339_SIZE], int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;
	unsigned minutes;

	if (localtime_r(&t, &tm) == NULL ||
	    strftime(out, CLOCK_RFC3339_SIZE - 6, "%Y-%m-%dT%H:%M:%S", &tm) == 0) {
		snprintf(out, CLOCK_RFC3339_SIZE, "-");
		return;
	}
	/* No zone is a day away. */
	minutes = (unsigned)labs(tm.tm_gmtoff / 60) % (24 * 60);
	snprintf(out + strlen(out), 7, "%c%02u:%02u", tm.tm_gmtoff < 0 ? '-' : '+', minutes / 60,
		 minutes % 60);
}
