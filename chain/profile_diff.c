#include "chain/profile_diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chain/node_url.h"
#include "chain/profile_json.h"

struct fields {
	struct profile_change *list; /* only `field` and `before` are set */
	size_t n;
	bool failed;
};

/*
 * The meaning of each field. A name is a whole field or, with its dot, the beginning of fields. A
 * field that is not here is dangerous, too: NEW_FIELD is what is said of it.
 */
static const struct {
	const char *name, *decides;
} dangers[] = {
	{"block_time_ms", NULL},
	{"chain_id", "the chain that transactions are signed for"},
	{"confirmation_ms", "how deep a block lies before it is believed"},
	{"confirmations", "how deep a block lies before it is believed"},
	{"datanets.", "whose statements count, who pays, and who gets uploads"},
	{"eas.", "the contract that commitments and statements are in"},
	{"explorer", NULL},
	{"fee_cap_wei", "the most that gas may cost"},
	{"finality", "when a payment counts as received"},
	{"max_age_ms", NULL},
	{"native.", "how amounts of the coin read"},
	{"nodes.", "who is asked and believed"},
	{"payers.", "the contracts that pay you"},
	{"quorum", "how many must say the same"},
	{"relays.", "who is asked and believed"},
	{"story.", "the contracts that royalties of Story depend on"},
	{"title", NULL},
	{"tokens.", "which tokens are the real ones, and how their amounts read"},
};

#define NEW_FIELD "a pinned fact"

static const char *danger_of(const char *field)
{
	for (size_t i = 0; i < ARRAY_SIZE(dangers); i++) {
		size_t len = strlen(dangers[i].name);
		bool part = dangers[i].name[len - 1] == '.';

		if (part ? strncmp(field, dangers[i].name, len) == 0
			 : strcmp(field, dangers[i].name) == 0)
			return dangers[i].decides;
	}
	return NEW_FIELD;
}

/*
 * The member by which an element is known in its list: a server by its name, since its address may
 * move, a contract by its address, and an address in a list by itself. A payer is a contract, even
 * if a server tells its proofs.
 */
static const char *element_key(const struct json *element)
{
	bool server = json_get(element, "url") != NULL && json_get(element, "kind") == NULL;
	const char *key = json_is_object(element)
				  ? json_text(json_get(element, server ? "name" : "address"))
				  : json_text(element);

	return key != NULL ? key : "";
}

/* Appends each text in `value` with the path that leads to it. */
static void flatten(struct fields *f, const struct json *value, const char *path)
{
	char below[sizeof(f->list->field)];
	struct profile_change *grown;

	if (!json_is_object(value) && !json_is_array(value)) {
		grown = realloc(f->list, (f->n + 1) * sizeof(*grown));
		f->failed |= grown == NULL;
		if (grown == NULL)
			return;
		f->list = grown;
		f->list[f->n] = (struct profile_change){.danger = NULL};
		snprintf(f->list[f->n].field, sizeof(grown->field), "%s", path);
		snprintf(f->list[f->n++].before, sizeof(grown->before), "%s", json_text(value));
		return;
	}
	for (const struct json *m = json_first(value); m != NULL; m = json_next(m)) {
		snprintf(below, sizeof(below), "%s%s%s", path, path[0] != '\0' ? "." : "",
			 json_is_array(value) ? element_key(m) : json_name(m));
		flatten(f, m, below);
	}
}

/* The most that gas may cost, as a person reads it. */
static void name_fee_cap(char *out, size_t cap, const struct profile *p)
{
	char amount[AMOUNT_TEXT_SIZE];

	amount_format_exact(amount, &p->fee_cap.raw, p->native_decimals);
	snprintf(out, cap, "%s %s", amount, p->native_symbol);
}

/* Shows addresses of nodes without their keys. A change of the key alone is told in words. */
static void hide_keys(struct profile_change *c)
{
	size_t len = strlen(c->field);
	char shown[NODE_URL_SIZE];
	bool of_node = strncmp(c->field, "nodes.", 6) == 0 || strncmp(c->field, "relays.", 7) == 0;

	if (!of_node || len < 4 || strcmp(c->field + len - 4, ".url") != 0)
		return;
	node_url_show(shown, c->before);
	memcpy(c->before, shown, sizeof(shown));
	node_url_show(shown, c->after);
	memcpy(c->after, shown, sizeof(shown));
	if (strcmp(c->before, c->after) == 0)
		snprintf(c->after, sizeof(c->after), "the same with another key");
}

static int by_field(const void *a, const void *b)
{
	return strcmp(((const struct profile_change *)a)->field,
		      ((const struct profile_change *)b)->field);
}

/* The texts of a profile, each with its name, in the order of the names. */
static struct fields fields_of(const struct profile *p)
{
	struct fields f = {0};
	struct json *doc = profile_json(p);

	f.failed = doc == NULL;
	if (doc != NULL)
		flatten(&f, doc, "");
	json_free(doc);
	if (f.n > 0)
		qsort(f.list, f.n, sizeof(*f.list), by_field);
	return f;
}

enum status profile_diff(struct profile_change **list, size_t *n, const struct profile *before,
			 const struct profile *after, struct err *e)
{
	struct fields old = fields_of(before), new = fields_of(after);
	struct profile_change *out = calloc(old.n + new.n + 1, sizeof(*out));
	size_t i = 0, k = 0;
	bool failed = old.failed || new.failed || out == NULL;

	*n = 0;
	while (!failed && (i < old.n || k < new.n)) {
		int order = i == old.n ? 1 : k == new.n ? -1 : by_field(&old.list[i], &new.list[k]);
		struct profile_change c = order <= 0 ? old.list[i] : new.list[k];

		if (order > 0)
			c.before[0] = '\0';
		if (order >= 0)
			memcpy(c.after, new.list[k].before, sizeof(c.after));
		c.danger = danger_of(c.field);
		if (strcmp(c.field, "fee_cap_wei") == 0) {
			name_fee_cap(c.before, sizeof(c.before), before);
			name_fee_cap(c.after, sizeof(c.after), after);
		}
		if (strcmp(c.before, c.after) != 0) {
			hide_keys(&c);
			out[(*n)++] = c;
		}
		i += order <= 0;
		k += order >= 0;
	}
	free(old.list);
	free(new.list);
	*list = failed ? NULL : out;
	if (failed)
		free(out);
	return failed ? err_set(e, ERR_MEMORY, "out of memory") : STATUS_OK;
}
