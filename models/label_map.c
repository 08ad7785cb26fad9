/*
 * A rule never changes a label that a model has: callers ask here only for those that it lacks. A
 * proposal is for the user to confirm, since two labels that look alike may mean opposite things.
 */
#include "models/label_map.h"

#include <string.h>

#include "base/nearest.h"

enum status label_map_read(struct label_rule *out, const char *text, struct err *e)
{
	size_t from = strcspn(text, "="), to = text[from] == '=' ? strlen(text + from + 1) : 0;

	if (from == 0 || from > LIMIT_LABEL || to == 0 || to > LIMIT_LABEL)
		return err_set(e, ERR_USAGE,
			       "--map takes a label of the records and one of a model: "
			       "--map junk=spam");
	memcpy(out->from, text, from);
	out->from[from] = '\0';
	memcpy(out->to, text + from + 1, to + 1);
	return STATUS_OK;
}

/* The place of a label among the names, or `n`. Labels are compared byte for byte. */
static size_t place_of(const char *label, const char *const *names, size_t n)
{
	size_t i = 0;

	while (i < n && strcmp(names[i], label) != 0)
		i++;
	return i;
}

/* One label may have rules for several models, each of which has another name for it. */
const char *label_map_find(const struct label_rule *rules, size_t n_rules, const char *from,
			   const char *const *names, size_t n)
{
	for (size_t i = 0; i < n_rules; i++) {
		size_t place =
			strcmp(rules[i].from, from) == 0 ? place_of(rules[i].to, names, n) : n;

		if (place < n)
			return names[place];
	}
	return NULL;
}

void label_map_set(struct label_rule *rules, size_t *n_rules, const char *from, const char *to,
		   const char *const *names, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n_rules; i++)
		if (strcmp(rules[i].from, from) != 0 || place_of(rules[i].to, names, n) == n)
			rules[kept++] = rules[i];
	if (to != NULL) {
		rules[kept] = (struct label_rule){.from = ""};
		memcpy(rules[kept].from, from, strnlen(from, LIMIT_LABEL));
		memcpy(rules[kept++].to, to, strnlen(to, LIMIT_LABEL));
	}
	*n_rules = kept;
}

const char *label_map_propose(const char *label, const char *const *names, size_t n)
{
	size_t place = nearest_word(names, n, label);

	return place < n ? names[place] : NULL;
}
