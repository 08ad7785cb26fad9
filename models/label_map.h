/*
 * Labels of records that stand for other labels of a model: the user's rules, and proposals where
 * there is none. Pure.
 */
#ifndef MODELS_LABEL_MAP_H
#define MODELS_LABEL_MAP_H

#include <stddef.h>

#include "base/err.h"
#include "base/limits.h"

/* Records with the label `from` count as `to` in a model that has `to` and not `from`. */
struct label_rule {
	char from[LIMIT_LABEL + 1];
	char to[LIMIT_LABEL + 1];
};

/*
 * Reads a rule, "junk=spam": labels of 1 to LIMIT_LABEL bytes around the first "=".
 * Returns: STATUS_OK, ERR_USAGE.
 */
MUST_CHECK enum status label_map_read(struct label_rule *out, const char *text, struct err *e);

/*
 * The label of a model that records with the label `from` count as: the target of the first rule
 * that fits, or NULL. `names` are the model's `n` labels.
 */
const char *label_map_find(const struct label_rule *rules, size_t n_rules, const char *from,
			   const char *const *names, size_t n);

/*
 * Decides what `from` counts as in models that have one of the `n` names: the rules for it whose
 * target is one of these go, and one for `to` is added at the end unless `to` is NULL. The list has
 * room for one more rule.
 */
void label_map_set(struct label_rule *rules, size_t *n_rules, const char *from, const char *to,
		   const char *const *names, size_t n);

/* The model's label that is most like `label` (base/nearest.h), or NULL when none is near. */
const char *label_map_propose(const char *label, const char *const *names, size_t n);

#endif
