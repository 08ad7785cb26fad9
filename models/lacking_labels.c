#include "models/lacking_labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names the labels that a record may have to be scored. */
static void list_labels(struct preview *out, const struct labels *labels)
{
	size_t len = 0;

	for (size_t i = 0; i < labels->n && len < sizeof(out->labels) - 1; i++)
		len += (size_t)snprintf(out->labels + len, sizeof(out->labels) - len, "%s%s",
					i > 0 ? ", " : "", labels->name[i]);
	if (len >= sizeof(out->labels))
		memcpy(out->labels + sizeof(out->labels) - 4, "...", 4);
}

enum status keep_lacking_labels(struct preview *out, const struct label_table *t,
				const struct compared_model *whose, struct err *e)
{
	const struct labels *labels = &t->models[0]->labels;
	size_t lacking = count_missing_labels(t, 0);

	list_labels(out, labels);
	out->names = calloc(labels->n + 1, sizeof(*out->names));
	out->lacking = calloc(lacking + 1, sizeof(*out->lacking));
	out->rules = calloc(t->n_rules + 1, sizeof(*out->rules));
	if (out->names == NULL || out->lacking == NULL || out->rules == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	memcpy(out->names, labels->name, labels->n * sizeof(*out->names));
	out->n_names = labels->n;
	list_missing_labels(out->lacking, t, 0, whose);
	out->n_lacking = lacking;
	if (t->n_rules > 0)
		memcpy(out->rules, t->rules, t->n_rules * sizeof(*out->rules));
	out->n_rules = t->n_rules;
	return STATUS_OK;
}
