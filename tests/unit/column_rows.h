/* Rows of every kind that has a column table: those of the screens' fixtures, and a few by hand. */
#ifndef TESTS_UNIT_COLUMN_ROWS_H
#define TESTS_UNIT_COLUMN_ROWS_H

#include "app/owner.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "app/network.h"
#include "lists/books.h"
#include "lists/signer_log.h"
#include "models/columns.h"
#include "models/comparison.h"
#include "models/outputs.h"
#include "models/record_words.h"
#include "tests/screens/fixture.h"

struct rows {
	const void *rows;
	size_t n;
	const struct snapshot *s;
};

static struct snapshot *full, *disputed, *fault, *payers;
static struct preview *preview;
static struct rows rows[ROW_KINDS];
static struct book_entry *books;

static struct network_entry networks[] = {
	{.builtin = true,
	 .in_use = true,
	 .profile = {.name = "devnet",
		     .title = "byline devnet",
		     .chain_id = 31337,
		     .n_nodes = 3,
		     .quorum = 2,
		     .n_datanets = 1,
		     .datanets = {{.name = "mail-filter"}}},
	 .datanets = "mail-filter"},
	{.profile = {.name = "mine", .title = "My own, \"quoted\"", .chain_id = 5, .n_nodes = 1}},
};

static struct snapshot_audited audited[] = {
	{.epoch = {.epoch = 30, .state = AUDIT_OWN_SOUND, .counted = true}},
	{.epoch = {.epoch = 29, .state = AUDIT_FAULT}},	    /* start() adds the finding */
	{.epoch = {.epoch = 7777, .state = AUDIT_NOT_RUN}}, /* no epoch of the snapshot */
};

static struct outputs_record matched_records[] = {
	{.record = 4, .bits = 812.25, .matches = 12345, .text = "=a formula, \"quoted\""},
	{.record = 0, .bits = 0.5, .matches = 1, .text = ""},
};

static struct outputs_output matched_outputs[] = {
	{.output = 2, .words = 90412, .shared = 77, .bits = 1e6, .record = 4, .run = "one two"},
};

static struct record_word words[] = {
	{.influence = 0.0125, .times = 2, .text = "=buy now, \"quoted\""},
	{.influence = -0.5, .times = 3, .shared = 1, .text = "now / the end"},
};

static struct compared_model compared[] = {
	{.network = "devnet",
	 .datanet = "mail-filter",
	 .name = "mail-filter 7",
	 .hash = {{0xab}},
	 .rank = 1,
	 .scored = 38,
	 .not_scored = 2,
	 .helpful = 30,
	 .harmful = 5,
	 .neutral = 3,
	 .has_share = true,
	 .share = 0.125,
	 .pool = {.epochs = 2,
		  .sum = {{{5000000}}},
		  .seconds = 7200,
		  .chain_id = 31337,
		  .token = {{0x70}},
		  .symbol = "OPEN",
		  .decimals = 6,
		  .trust = TRUST_PROVEN},
	 .has_worth = true,
	 .worth = {{{312500}}},
	 .has_contributors = true,
	 .contributors = 6,
	 .labels_to_map = 1,
	 .labels = "ham, spam",
	 .licenses = "CC0-1.0, CC-BY-4.0",
	 .weights = "MIT",
	 .weights_state = MODEL_ATTESTED,
	 .weights_trust = TRUST_PROVEN},
	{.network = "island",
	 .datanet = "topics",
	 .name = "topics 2",
	 .verdict = COMPARISON_LABELS,
	 .note = "no record has a label that it knows"},
	{.name = "my own", .verdict = COMPARISON_NO_FILE},
};

static struct compared_label compared_labels[] = {
	{.network = "devnet",
	 .datanet = "mail-filter",
	 .model = "mail-filter 7",
	 .label = "Spam",
	 .records = 2,
	 .mapping = COMPARISON_PROPOSED,
	 .to = "spam"},
	{.model = "my own", .label = "zebra", .records = 1, .mapping = COMPARISON_NO_LIKE},
};

static struct signer_decision decisions[] = {
	{.line = 2,
	 .time = 1790000007,
	 .outcome = "refused",
	 .kind = "document",
	 .consent = "",
	 .account = {{0xac, 1}},
	 .after_cut = true,
	 .text = "=Permit2, \"quoted\"",
	 .reason = "it gives power away, and was not asked for by name"},
	{.line = 1,
	 .time = 1790000000,
	 .outcome = "approved",
	 .kind = "transaction",
	 .consent = "typed",
	 .account = {{0xac, 2}},
	 .chain_id = 31337,
	 .has_nonce = true,
	 .nonce = 7,
	 .digest = {{0xd1}},
	 .text = "Send 1 wei"},
};

static inline int start(void **state)
{
	(void)state;
	setenv("TZ", "UTC", 1);
	tzset();
	setenv("BYLINE_CLOCK", FIXTURE_NOW_TEXT, 1);
	full = fixture_snapshot(FIXTURE_DELEGATED);
	disputed = fixture_snapshot(FIXTURE_DISPUTED);
	fault = fixture_snapshot(FIXTURE_FAULT);
	payers = fixture_snapshot(FIXTURE_PAYERS);
	preview = fixture_preview("notes.jsonl");
	/* Records without a score, a percentile, a label. */
	preview->rows[7].unknown_label = true;
	preview->rows[8].percentile = -1;
	preview->rows[9].label[0] = '\0';
	/* An amount below the last place that is shown, and one past 64 bits. */
	full->claims[1].amount.raw = u256_from_u64(999);
	full->epochs[2].own.raw = u256_from_u64(UINT64_MAX);
	audited[0].epoch.own = full->epochs[0].own;
	audited[1].epoch.own = full->epochs[1].own;
	audited[1].epoch.finding = fixture_finding();
	audited[2].epoch.own.raw = u256_from_u64(1234567);
	for (int k = 0; k < ROW_KINDS; k++) {
		const struct column_table *t = columns_of((enum row_kind)k);

		rows[k].s = k == ROW_DISPUTE			 ? disputed
			    : k == ROW_EPOCH			 ? fault
			    : k == ROW_DUE || k == ROW_ASKED_DUE ? payers
								 : full;
		if (t->rows != NULL)
			rows[k].rows = t->rows(rows[k].s, &rows[k].n);
	}
	if (make_books(&books, &rows[ROW_ENTRY].n, full, NULL) != STATUS_OK)
		return -1;
	rows[ROW_ENTRY].rows = books;
	rows[ROW_NETWORK] = (struct rows){networks, ARRAY_SIZE(networks), NULL};
	rows[ROW_AUDIT_EPOCH] = (struct rows){audited, ARRAY_SIZE(audited), full};
	rows[ROW_DECISION] = (struct rows){decisions, ARRAY_SIZE(decisions), NULL};
	rows[ROW_PREVIEW] = (struct rows){preview->rows, preview->n_rows, NULL};
	rows[ROW_RECORD_WORD] = (struct rows){words, ARRAY_SIZE(words), NULL};
	rows[ROW_MATCHED_RECORD] =
		(struct rows){matched_records, ARRAY_SIZE(matched_records), NULL};
	rows[ROW_MATCHED_OUTPUT] =
		(struct rows){matched_outputs, ARRAY_SIZE(matched_outputs), NULL};
	rows[ROW_COMPARED_MODEL] = (struct rows){compared, ARRAY_SIZE(compared), NULL};
	rows[ROW_COMPARED_LABEL] =
		(struct rows){compared_labels, ARRAY_SIZE(compared_labels), NULL};
	return 0;
}

static inline int stop(void **state)
{
	(void)state;
	free(books);
	snapshot_unref(full);
	snapshot_unref(disputed);
	snapshot_unref(fault);
	snapshot_unref(payers);
	preview_unref(preview);
	return 0;
}

static inline const void *row_of(int kind, size_t i)
{
	return (const uint8_t *)rows[kind].rows + i * columns_of((enum row_kind)kind)->row_size;
}

#endif
