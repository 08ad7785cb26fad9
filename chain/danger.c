/*
 * Names are matched whole and in lower case: a name that is nearly right allows nothing, since what
 * it would allow cannot be taken back.
 */
#include "chain/danger.h"

#include <stdio.h>
#include <string.h>

/* Bit i of a set is called names[i]. */
static const char *const names[] = {"permit",	"order",   "control", "calls", "vote",	 "attest",
				    "anywhere", "unknown", "bytes",   "hash",  "sign-in"};

_Static_assert(DANGER_ALL == (1U << ARRAY_SIZE(names)) - 1, "each danger has a name");

void danger_names(char out[static DANGER_NAMES_SIZE], uint32_t set)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if ((set & (1U << i)) != 0)
			len += (size_t)snprintf(out + len, DANGER_NAMES_SIZE - len, "%s%s",
						len > 0 ? "," : "", names[i]);
}

/* The bit that the name stands for, or 0. */
static uint32_t bit_of(const char *name, size_t len)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0)
			return 1U << i;
	return 0;
}

enum status danger_parse(uint32_t *out, const char *list, struct err *e)
{
	char all[DANGER_NAMES_SIZE];

	*out = 0;
	while (list != NULL) {
		size_t len = strcspn(list, ",");
		uint32_t bit = bit_of(list, len);

		if (bit == 0) {
			danger_names(all, DANGER_ALL);
			return err_set(e, ERR_USAGE,
				       "--allow: \"%.*s\" is none of the names that byline asks "
				       "for: %s",
				       len > 32 ? 32 : (int)len, list, all);
		}
		*out |= bit;
		list = list[len] == ',' ? list + len + 1 : NULL;
	}
	return STATUS_OK;
}
