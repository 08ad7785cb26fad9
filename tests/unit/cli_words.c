/*
 * Replies against their schemas: each member has the type of its field, and the words of a state
 * are a closed list, which is the table in the code, no more and no less.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "act/act_to_json.h"
#include "app/snapshot_dues.h"
#include "app/state.h"
#include "backup/report.h"
#include "base/buf.h"
#include "base/file.h"
#include "chain/danger.h"
#include "chain/peer.h"
#include "cli/account_figures.h"
#include "cli/fresh.h"
#include "models/columns.h"
#include "models/comparison.h"
#include "models/preview.h"
#include "tests/unit/replies_with_rows.h"

/* Words of the longest list. */
#define WORDS_MAX 64

static struct json *common;

static struct json *schema(const char *name)
{
	struct json *doc = NULL;
	struct buf text;
	char path[128];

	snprintf(path, sizeof(path), "docs/schemas/cli/%s.schema.json", name);
	buf_init(&text, MIB);
	assert_int_equal(file_read(&text, path, NULL), STATUS_OK);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	buf_release(&text);
	return doc;
}

static int start(void **state)
{
	(void)state;
	common = schema("common");
	return 0;
}

static int stop(void **state)
{
	(void)state;
	json_free(common);
	return 0;
}

/* The name behind "#/$defs/" of a reference, or NULL. */
static const char *ref_of(const struct json *property)
{
	const char *ref = json_text(json_get(property, "$ref"));

	return ref != NULL ? strrchr(ref, '/') + 1 : NULL;
}

/* Follows a reference into the common schema. */
static const struct json *resolve(const struct json *property)
{
	const char *ref = ref_of(property);

	return ref != NULL ? json_get(json_get(common, "$defs"), ref) : property;
}

/* A step is a member of the schema: of "anyOf" and "oneOf" the first that has it. */
static const struct json *step(const struct json *at, const char *name)
{
	static const char *const choices[] = {"anyOf", "oneOf"};
	const struct json *found;

	at = resolve(at);
	found = json_get(json_get(at, "properties"), name);
	if (found == NULL)
		found = json_get(at, name);
	for (size_t i = 0; i < ARRAY_SIZE(choices) && found == NULL; i++)
		for (const struct json *c = json_first(json_get(at, choices[i]));
		     c != NULL && found == NULL; c = json_next(c))
			found = step(c, name);
	return found;
}

/* The property at `path` ("epochs.items.audit") of a schema; "$act.state": of a definition. */
static const struct json *property(const struct json *doc, const char *path)
{
	const struct json *at = path[0] == '$' ? json_get(common, "$defs") : doc;
	char name[64];

	path += path[0] == '$';
	while (*path != '\0') {
		size_t len = strcspn(path, ".");

		snprintf(name, sizeof(name), "%.*s", (int)len, path);
		at = step(at, name);
		if (at == NULL)
			fail_msg("no %s in the schema", name);
		path += len + (path[len] == '.');
	}
	return at;
}

static bool has_word(const struct json *list, const char *word)
{
	for (const struct json *w = json_first(list); w != NULL; w = json_next(w))
		if (json_text(w) != NULL && strcmp(json_text(w), word) == 0)
			return true;
	return false;
}

/* Both ways: each word of the code is in the list, and the list has as many. */
static void assert_words(const char *name, const char *path, const char *const *words, size_t n)
{
	struct json *doc = name != NULL ? schema(name) : NULL;
	const struct json *list = json_get(resolve(property(doc, path)), "enum");
	size_t texts = 0;

	if (list == NULL)
		fail_msg("%s: the words of %s are no closed list", name, path);
	for (size_t i = 0; i < n; i++)
		if (!has_word(list, words[i]))
			fail_msg("%s: \"%s\" is not among the words of %s", name, words[i], path);
	for (const struct json *w = json_first(list); w != NULL; w = json_next(w))
		texts += json_text(w) != NULL;
	assert_int_equal(texts, n);
	json_free(doc);
}

/* --- words of tables, as functions of a number --- */

#define WORD(name, word, type)             \
	static const char *name(int i)     \
	{                                  \
		return word((enum type)i); \
	}

WORD(dataset_word, snapshot_dataset_word, dataset_state)
WORD(tx_word, snapshot_tx_word, own_state)

/* A claim has the words of transactions, with "received" beside "confirmed". */
static const char *claim_word(int i)
{
	const struct snapshot_claim of_urd = {.state = (enum own_state)i, .exact = true};
	const struct snapshot_claim other = {.state = OWN_CONFIRMED};

	return snapshot_claim_word(i == OWN_EXPIRED + 1 ? &other : &of_urd);
}

WORD(audit_word, snapshot_audit_word, audit_state)
WORD(receipts_word, snapshot_receipts_word, received_state)
WORD(node_word, peer_word, peer_state)
WORD(sync_word, cmd_fresh_word, cmd_fresh_state)
WORD(finding_word, preview_finding_word, preview_finding)
WORD(verdict_word, comparison_verdict_word, comparison_verdict)
WORD(mapping_word, comparison_mapping_word, comparison_mapping)
WORD(part_word, report_part_name, backup_part)
WORD(why_word, doubt_word, doubt)
WORD(code_word, status_name, status)
WORD(payer_word, snapshot_due_kind_word, distributor_kind)
WORD(token_word, snapshot_due_token_word, due_token)
WORD(source_word, snapshot_due_source_word, due_source)

/* The word of a due follows from its obstacle, or from its amounts where nothing is in the way. */
static const char *due_word(int i)
{
	const struct figure some = {.known = true, .value = u256_from_u64(1)};
	struct snapshot_due due = {.obstacle = PAYER_FREE};

	if (i <= PAYER_REPLACED && i != PAYER_FREE) {
		due.obstacle = (enum payer_obstacle)i;
		return snapshot_due_word(&due);
	}
	due.claimable.known = true;
	if (i == PAYER_REPLACED + 2)
		due.on_its_way = some;
	else if (i <= PAYER_REPLACED + 1)
		due.claimable = some;
	if (i == PAYER_REPLACED + 3) {
		due.claimable = some;
		due.vests = 1;
	}
	due.underfunded = i == PAYER_REPLACED + 1;
	return i > PAYER_REPLACED + 3 ? "" : snapshot_due_word(&due);
}

/* `end` is what the function says of a number that the table does not have. */
static const struct {
	const char *schema, *path;
	const char *(*word)(int i);
	int first;
	const char *end;
} tables[] = {
	{NULL, "$dataset.state", dataset_word, 0, "unknown"},
	{NULL, "$transaction.state", tx_word, 0, "unknown"},
	{"claim-status", "claims.items.state", claim_word, 0, "unknown"},
	{"claims", "dues.items.state", due_word, 0, ""},
	{"claims", "dues.items.kind", payer_word, 0, "unknown"},
	{"claims", "dues.items.token_known", token_word, 0, "unknown"},
	{"claims", "totals.items.token_known", token_word, 0, "unknown"},
	{"claims", "dues.items.source", source_word, 0, "unknown"},
	{"earnings", "epochs.items.audit", audit_word, 0, "unknown"},
	{"audit", "epochs.items.state", audit_word, 0, "unknown"},
	{NULL, "$receipts.state", receipts_word, 0, "unknown"},
	{"balance", "royalties.items.receipts", receipts_word, 0, "unknown"},
	{"node-list", "nodes.items.state", node_word, 0, "unknown"},
	{"node-test", "nodes.items.state", node_word, 0, "unknown"},
	{"node-show", "node.state", node_word, 0, "unknown"},
	{NULL, "$sync.state", sync_word, 0, ""},
	{"backup", "parts.items.part", part_word, 0, ""},
	{"restore", "parts.items.part", part_word, 0, ""},
	{NULL, "$figure.why", why_word, DOUBT_NONE + 1, ""},
	{"preview-models", "models.items.verdict", verdict_word, 0, ""},
	{"preview-models", "labels.items.mapping", mapping_word, 0, ""},
	{"error", "error.code", code_word, STATUS_OK + 1, "ERR_UNKNOWN"},
};

static void the_words_of_a_state_are_the_closed_list_of_the_schema(void **state)
{
	const char *words[WORDS_MAX];

	(void)state;
	for (size_t t = 0; t < ARRAY_SIZE(tables); t++) {
		size_t n = 0;

		for (int i = tables[t].first; strcmp(tables[t].word(i), tables[t].end) != 0; i++) {
			assert_true(n < WORDS_MAX);
			words[n++] = tables[t].word(i);
		}
		assert_true(n > 1);
		assert_words(tables[t].schema, tables[t].path, words, n);
	}
}

/* Lists whose last word is one that says nothing, so that no number ends them. */
static void the_words_of_trust_and_of_a_finding_are_closed_lists(void **state)
{
	const char *trusts[] = {trust_word(TRUST_NONE), trust_word(TRUST_DISPUTED),
				trust_word(TRUST_REPORTED), trust_word(TRUST_AGREED),
				trust_word(TRUST_PROVEN)};
	const char *findings[PREVIEW_NO_FINDING + 1];

	(void)state;
	for (int i = 0; i <= PREVIEW_NO_FINDING; i++)
		findings[i] = finding_word(i);
	assert_words(NULL, "$trust", trusts, ARRAY_SIZE(trusts));
	assert_words("preview", "rows.items.finding", findings, ARRAY_SIZE(findings));
}

static void the_kinds_and_states_of_acts_are_closed_lists(void **state)
{
	static struct act act;
	const struct app app = {.profile = NULL};
	struct json *made[ACT_CANCEL + 1];
	const char *words[ACT_CANCEL + 1];

	(void)state;
	for (int i = 0; i <= ACT_CANCEL; i++) {
		act.kind = (enum act_kind)i;
		made[i] = act_to_json(&app, &act);
		words[i] = json_text(json_get(made[i], "kind"));
	}
	assert_words(NULL, "$act.kind", words, ARRAY_SIZE(words));
	for (int i = 0; i <= ACT_CANCEL; i++)
		json_free(made[i]);
	for (int i = 0; i <= ACT_SENT; i++) {
		act.state = (enum act_state)i;
		made[i] = act_to_json(&app, &act);
		words[i] = json_text(json_get(made[i], "state"));
	}
	assert_words(NULL, "$act.state", words, ACT_SENT + 1);
	for (int i = 0; i <= ACT_SENT; i++)
		json_free(made[i]);
}

static void dangers_and_what_watch_calls_a_change_are_closed_lists(void **state)
{
	static char names[32][DANGER_NAMES_SIZE];
	static struct snapshot_royalty royalty;
	static struct snapshot_coin coin;
	const struct snapshot s = {
		.coins = &coin, .n_coins = 1, .royalties = &royalty, .n_royalties = 1};
	const char *words[WORDS_MAX];
	struct value v;
	size_t n = 0;

	(void)state;
	for (uint32_t bit = 1; bit < DANGER_ALL; bit <<= 1) {
		danger_names(names[n], bit);
		words[n] = names[n];
		n++;
	}
	assert_words("sign-typed", "dangers.items", words, n);
	assert_words("sign-message", "dangers.items", words, n);
	n = 0;
	for (size_t i = 0; i < cmd_account_figures_count(&s); i++) {
		const char *word = cmd_account_figures_value(&v, &s, i);

		if (strcmp(word, CMD_ACCOUNT_FIGURES_FUNDS) != 0)
			words[n++] = word;
	}
	assert_words("watch", "change", words, n);
}

/* --- types --- */

/* The definition that a column's values have, and whether the property may be null. */
static const char *definition_of(const struct column *c)
{
	switch (c->type) {
	case VALUE_ADDRESS: return "address";
	case VALUE_HASH: return "hash";
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION: return "uint64";
	case VALUE_AMOUNT: return (c->flags & COLUMN_FIGURE) != 0 ? "figure" : "amount";
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL: return "decimal";
	case VALUE_TIME: return "time";
	case VALUE_TRUST: return "trust";
	case VALUE_TEXT:
	case VALUE_SENTENCE: return "string";
	case VALUE_FLAG: return "boolean";
	case VALUE_STATE: return "enum";
	}
	return NULL;
}

static void check_type(const char *schema_name, const struct column *c, const struct json *p)
{
	const char *wanted = definition_of(c), *ref, *type;

	if (json_get(p, "anyOf") != NULL)
		p = json_first(json_get(p, "anyOf"));
	ref = ref_of(p);
	type = json_text(json_get(p, "type"));
	if (strcmp(wanted, "enum") == 0 && json_get(p, "enum") == NULL)
		fail_msg("%s: %s has no closed list", schema_name, c->name);
	if (strcmp(wanted, "enum") != 0 && (ref == NULL || strcmp(ref, wanted) != 0) &&
	    (type == NULL || strcmp(type, wanted) != 0))
		fail_msg("%s: %s is no %s", schema_name, c->name, wanted);
}

static void a_member_has_the_type_of_its_field_and_not_of_its_size(void **state)
{
	const struct json *number = property(NULL, "$uint64");

	(void)state;
	assert_string_equal(json_text(json_get(number, "type")), "integer");
	for (size_t i = 0; i < ARRAY_SIZE(replies_with_rows); i++) {
		const struct column_table *t = columns_of(replies_with_rows[i].kind);
		struct json *doc = schema(replies_with_rows[i].schema);
		char path[64];

		snprintf(path, sizeof(path), "%s.items", t->name);
		for (size_t c = 0; c < t->n; c++)
			check_type(replies_with_rows[i].schema, &t->columns[c],
				   step(property(doc, path), t->columns[c].name));
		json_free(doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_words_of_a_state_are_the_closed_list_of_the_schema),
		cmocka_unit_test(the_words_of_trust_and_of_a_finding_are_closed_lists),
		cmocka_unit_test(the_kinds_and_states_of_acts_are_closed_lists),
		cmocka_unit_test(dangers_and_what_watch_calls_a_change_are_closed_lists),
		cmocka_unit_test(a_member_has_the_type_of_its_field_and_not_of_its_size),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
