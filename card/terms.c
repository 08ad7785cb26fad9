/*
 * The table has the licences under which people publish data, models and code. Its words follow
 * the deeds and summaries of those who made them: Creative Commons, Open Data Commons, the FSF, the
 * OSI. A licence that is not in it is told by its identifier alone.
 */
#include "card/terms.h"

#include <string.h>

#define CREDIT	     "credit the author and say what was changed"
#define SHARE_ALIKE  "; share what is made from it under the same licence"
#define NO_COMMERCE  "; no commercial use"
#define NO_CHANGES   "credit the author; pass it on only unchanged"
#define KEEP_NOTICE  "keep the notice of copyright and licence"
#define SOURCE_GIVEN "pass on the source with what is made from it, under the same licence"
#define OWN_TERMS    "LicenseRef-"

/* Ascending by identifier. */
static const struct {
	const char *id;
	const char *asks;
} table[] = {
	{"0BSD", "nothing"},
	{"AGPL-3.0-only", SOURCE_GIVEN ", also to users over a network"},
	{"AGPL-3.0-or-later", SOURCE_GIVEN ", also to users over a network"},
	{"Apache-2.0", KEEP_NOTICE " and say what was changed; patents are licensed too"},
	{"BSD-2-Clause", KEEP_NOTICE},
	{"BSD-3-Clause", KEEP_NOTICE "; no use of the authors' names to advertise"},
	{"CC-BY-3.0", CREDIT},
	{"CC-BY-4.0", CREDIT},
	{"CC-BY-NC-4.0", CREDIT NO_COMMERCE},
	{"CC-BY-NC-ND-4.0", NO_CHANGES NO_COMMERCE},
	{"CC-BY-NC-SA-4.0", CREDIT NO_COMMERCE SHARE_ALIKE},
	{"CC-BY-ND-4.0", NO_CHANGES},
	{"CC-BY-SA-3.0", CREDIT SHARE_ALIKE},
	{"CC-BY-SA-4.0", CREDIT SHARE_ALIKE},
	{"CC0-1.0", "nothing"},
	{"CDLA-Permissive-1.0", "keep the notices with data that is passed on"},
	{"CDLA-Permissive-2.0", "pass on the text of the licence with the data"},
	{"CDLA-Sharing-1.0", "keep the notices; share changed data under the same licence"},
	{"GPL-2.0-only", SOURCE_GIVEN},
	{"GPL-2.0-or-later", SOURCE_GIVEN},
	{"GPL-3.0-only", SOURCE_GIVEN},
	{"GPL-3.0-or-later", SOURCE_GIVEN},
	{"ISC", KEEP_NOTICE},
	{"LGPL-3.0-only", "pass on the source of changes to it, under the same licence"},
	{"LGPL-3.0-or-later", "pass on the source of changes to it, under the same licence"},
	{"MIT", KEEP_NOTICE},
	{"MPL-2.0", "pass on the source of changed files, under the same licence"},
	{"ODC-By-1.0", "credit the database"},
	{"ODbL-1.0", "credit the database; share changed databases under the same licence"},
	{"PDDL-1.0", "nothing"},
	{"Unlicense", "nothing"},
};

const char *terms_of(const char *id)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].id, id) == 0)
			return table[i].asks;
	if (strncmp(id, OWN_TERMS, strlen(OWN_TERMS)) == 0)
		return "terms of its own: ask its author";
	return NULL;
}

bool terms_next(char id[static TERMS_ID_SIZE], const char **at)
{
	/* Operators and brackets say how the parts go together, and ask for nothing themselves. */
	for (;;) {
		size_t len, cut;

		if (*at == NULL)
			return false;
		*at += strspn(*at, " ()");
		len = strcspn(*at, " ()");
		if (len == 0) {
			*at = NULL;
			return false;
		}
		cut = len < TERMS_ID_SIZE ? len : TERMS_ID_SIZE - 1;
		memcpy(id, *at, cut);
		id[cut] = '\0';
		*at += len;
		if (strcmp(id, "AND") != 0 && strcmp(id, "OR") != 0)
			return true;
	}
}
