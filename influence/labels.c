/*
 * Names of classes in an array. A model has at most LIMIT_CLASSES of them, so a search goes through
 * all.
 */
#include "influence/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool labels_is_name(const char *name, size_t len)
{
	char cleaned[3 * LIMIT_LABEL + 1];

	if (len == 0 || len > LIMIT_LABEL)
		return false;
	text_clean(cleaned, sizeof(cleaned), name, len);
	return strlen(cleaned) == len && memcmp(cleaned, name, len) == 0;
}

int labels_find(const struct labels *l, const char *name, size_t len)
{
	for (size_t i = 0; i < l->n; i++)
		if (strlen(l->name[i]) == len && memcmp(l->name[i], name, len) == 0)
			return (int)i;
	return -1;
}

enum status labels_add(struct labels *l, const char *name, size_t len, struct err *e)
{
	void *grown;

	if (!labels_is_name(name, len))
		return err_set(e, ERR_PARSE, "a label must be 1 to %d bytes of readable UTF-8",
			       LIMIT_LABEL);
	if (l->n == LIMIT_CLASSES)
		return err_set(e, ERR_LIMIT, "more than %d different labels", LIMIT_CLASSES);
	grown = realloc(l->name, (l->n + 1) * sizeof(*l->name));
	if (grown == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	l->name = grown;
	memcpy(l->name[l->n], name, len);
	l->name[l->n][len] = '\0';
	l->n++;
	return STATUS_OK;
}

bool labels_equal(const struct labels *a, const struct labels *b)
{
	bool equal = a->n == b->n;

	for (size_t i = 0; i < a->n && equal; i++)
		equal = strcmp(a->name[i], b->name[i]) == 0;
	return equal;
}

enum status labels_copy(struct labels *out, const struct labels *l)
{
	*out = (struct labels){0};
	if (l->n == 0)
		return STATUS_OK;
	out->name = malloc(l->n * sizeof(*l->name));
	if (out->name == NULL)
		return ERR_MEMORY;
	memcpy(out->name, l->name, l->n * sizeof(*l->name));
	out->n = l->n;
	return STATUS_OK;
}

void labels_release(struct labels *l)
{
	free(l->name);
	*l = (struct labels){0};
}
