/*
 * The ledger of own transactions: every state with every event, which nonce is taken, what stands
 * in the way of a new one, and the same applied to rows.
 */
#include "tests/unit/cache_file.h"

#include "act/ledger_rows.h"
#include "cache/claims.h"

#define NOW 1000000

static const char *const states[CACHE_TX_STATES] = {
	[CACHE_TX_DRAFT] = "draft",	    [CACHE_TX_SIGNED] = "signed",
	[CACHE_TX_SENT] = "sent",	    [CACHE_TX_MINED] = "mined",
	[CACHE_TX_CONFIRMED] = "confirmed", [CACHE_TX_FAILED] = "failed",
	[CACHE_TX_REPLACED] = "replaced",   [CACHE_TX_DROPPED] = "dropped",
	[CACHE_TX_VOID] = "void",	    [CACHE_TX_CANCELLED] = "cancelled",
	[CACHE_TX_EXPIRED] = "expired"};

static const char *const events[LEDGER_EVENTS] = {
	[LEDGER_EXPORT] = "export",	  [LEDGER_SIGN] = "sign",
	[LEDGER_FORGET] = "forget",	  [LEDGER_OVERTAKE] = "overtake",
	[LEDGER_EXPIRE] = "expire",	  [LEDGER_MOVE] = "move",
	[LEDGER_RETURN] = "return",	  [LEDGER_SEND] = "send",
	[LEDGER_SEE_PENDING] = "pending", [LEDGER_SEE_MINED] = "mined",
	[LEDGER_SEE_FINAL] = "final",	  [LEDGER_SEE_REFUSED] = "refused",
	[LEDGER_SEE_SPENT] = "spent",	  [LEDGER_SEE_CANCELLED] = "cancelled",
	[LEDGER_SEE_NOTHING] = "nothing", [LEDGER_UNDO] = "undo"};

/* All that is allowed, as a person would tell it: from, event, to. Anything else is forbidden. */
static const char *const allowed[][3] = {
	{"-", "export", "draft"},
	{"-", "sign", "signed"},
	{"draft", "export", "draft"},
	{"draft", "sign", "signed"},
	{"draft", "forget", "-"},
	{"draft", "overtake", "void"},
	{"draft", "expire", "expired"},
	{"draft", "move", "void"},
	{"draft", "spent", "replaced"},
	{"draft", "cancelled", "cancelled"},
	{"signed", "send", "sent"},
	{"signed", "move", "void"},
	{"signed", "pending", "sent"},
	{"signed", "mined", "mined"},
	{"signed", "final", "confirmed"},
	{"signed", "refused", "failed"},
	{"signed", "spent", "replaced"},
	{"signed", "cancelled", "cancelled"},
	{"sent", "send", "sent"},
	{"sent", "pending", "sent"},
	{"sent", "mined", "mined"},
	{"sent", "final", "confirmed"},
	{"sent", "refused", "failed"},
	{"sent", "spent", "replaced"},
	{"sent", "cancelled", "cancelled"},
	{"sent", "nothing", "dropped"},
	{"mined", "pending", "sent"},
	{"mined", "mined", "mined"},
	{"mined", "final", "confirmed"},
	{"mined", "refused", "failed"},
	{"mined", "spent", "replaced"},
	{"mined", "cancelled", "cancelled"},
	{"mined", "nothing", "dropped"},
	{"mined", "undo", "sent"},
	{"confirmed", "undo", "sent"},
	{"failed", "undo", "sent"},
	{"dropped", "send", "sent"},
	{"dropped", "move", "void"},
	{"dropped", "pending", "sent"},
	{"dropped", "mined", "mined"},
	{"dropped", "final", "confirmed"},
	{"dropped", "refused", "failed"},
	{"dropped", "spent", "replaced"},
	{"dropped", "cancelled", "cancelled"},
	{"dropped", "nothing", "dropped"},
	{"void", "forget", "-"},
	{"void", "return", "void"},
	{"void", "pending", "sent"},
	{"void", "mined", "mined"},
	{"void", "final", "confirmed"},
	{"void", "refused", "failed"},
	{"void", "spent", "replaced"},
	{"void", "cancelled", "cancelled"},
	{"expired", "forget", "-"},
	{"expired", "return", "void"},
	{"expired", "spent", "replaced"},
	{"expired", "cancelled", "cancelled"},
};

/* NULL: forbidden. */
static const char *expected(const char *from, const char *event)
{
	for (size_t i = 0; i < ARRAY_SIZE(allowed); i++)
		if (strcmp(allowed[i][0], from) == 0 && strcmp(allowed[i][1], event) == 0)
			return allowed[i][2];
	return NULL;
}

static void every_state_takes_exactly_the_events_that_the_table_allows(void **state)
{
	size_t moves = 0;

	(void)state;
	for (int from = -1; from < CACHE_TX_STATES; from++) {
		for (int event = 0; event < LEDGER_EVENTS; event++) {
			enum cache_tx_state now = (enum cache_tx_state)(from < 0 ? 0 : from);
			enum cache_tx_state next = CACHE_TX_DRAFT;
			enum ledger_verdict v = ledger_next(&next, from < 0 ? NULL : &now,
							    (enum ledger_event)event);
			const char *told = v == LEDGER_FORBIDDEN ? NULL
					   : v == LEDGER_DELETES ? "-"
								 : states[next];
			const char *want = expected(from < 0 ? "-" : states[from], events[event]);

			if ((told == NULL) != (want == NULL) ||
			    (told != NULL && strcmp(told, want) != 0))
				fail_msg("%s, %s: %s instead of %s", from < 0 ? "-" : states[from],
					 events[event], told != NULL ? told : "forbidden",
					 want != NULL ? want : "forbidden");
			moves += told != NULL;
		}
	}
	assert_int_equal(moves, ARRAY_SIZE(allowed));
}

static void at_most_one_paid_step_leads_out_of_any_state(void **state)
{
	(void)state;
	/* Sending is paid. So is cancelling, which is another transaction and no event of this. */
	for (int s = 0; s < CACHE_TX_STATES; s++) {
		enum cache_tx_state now = (enum cache_tx_state)s, next;
		bool sends = ledger_next(&next, &now, LEDGER_SEND) == LEDGER_MOVES;

		assert_true(sends || !ledger_is_sendable(now));
		/* Nobody pays for what can be given up for nothing. */
		if (ledger_next(&next, &now, LEDGER_FORGET) == LEDGER_DELETES)
			assert_false(sends);
	}
}

static struct cache_tx row(uint8_t account, uint64_t nonce, enum cache_tx_state s)
{
	struct cache_tx tx = {.account = address_of_byte(account),
			      .nonce = nonce,
			      .kind = CACHE_TX_SEND,
			      .state = s,
			      .prepared_at = NOW - 100};
	static uint8_t next = 1;

	sentence_add(&tx.what, "%s %u", states[s], (unsigned)nonce);
	tx.signing_hash = hash_of_byte(next++);
	if (s != CACHE_TX_DRAFT && s != CACHE_TX_EXPIRED)
		tx.hash = tx.signing_hash;
	return tx;
}

static void the_free_nonce_is_the_first_that_nothing_signed_has_taken(void **state)
{
	static const struct {
		enum cache_tx_state state;
		bool takes;
	} table[] = {
		{CACHE_TX_DRAFT, false},     {CACHE_TX_SIGNED, true},	 {CACHE_TX_SENT, true},
		{CACHE_TX_MINED, true},	     {CACHE_TX_CONFIRMED, true}, {CACHE_TX_FAILED, true},
		{CACHE_TX_REPLACED, false},  {CACHE_TX_DROPPED, false},	 {CACHE_TX_VOID, false},
		{CACHE_TX_CANCELLED, false}, {CACHE_TX_EXPIRED, false}};
	struct address me = address_of_byte(1), other = address_of_byte(2);
	struct cache_tx rows[4];

	(void)state;
	assert_int_equal(ARRAY_SIZE(table), CACHE_TX_STATES);
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		rows[0] = row(1, 5, table[i].state);
		assert_int_equal(ledger_free_nonce(rows, 1, &me, 5), table[i].takes ? 6 : 5);
		assert_int_equal(ledger_takes_nonce(table[i].state), table[i].takes);
	}
	/* A gap is filled first; what lies below the chain's next one does not count. */
	rows[0] = row(1, 4, CACHE_TX_SIGNED);
	rows[1] = row(1, 5, CACHE_TX_SIGNED);
	rows[2] = row(1, 6, CACHE_TX_SENT);
	rows[3] = row(1, 8, CACHE_TX_SIGNED);
	assert_int_equal(ledger_free_nonce(rows, 4, &me, 5), 7);
	assert_int_equal(ledger_free_nonce(rows, 4, &me, 8), 9);
	assert_int_equal(ledger_free_nonce(rows, 4, &me, 3), 3);
	assert_int_equal(ledger_free_nonce(rows, 4, &other, 5), 5);
}

static void a_draft_is_out_until_it_expires_or_its_nonce_is_spent(void **state)
{
	struct cache_tx tx = row(1, 7, CACHE_TX_DRAFT);

	(void)state;
	assert_false(ledger_is_out(&tx, 7, NOW));
	tx.exported_at = NOW - 50;
	assert_true(ledger_is_out(&tx, 7, NOW));
	assert_true(ledger_is_out(&tx, 0, NOW));
	assert_false(ledger_is_out(&tx, 8, NOW));
	tx.expires_at = NOW;
	assert_true(ledger_is_out(&tx, 7, NOW));
	assert_false(ledger_is_out(&tx, 7, NOW + 1));
	tx.state = CACHE_TX_VOID;
	assert_false(ledger_is_out(&tx, 7, NOW));
}

static void what_stands_in_the_way_is_the_worst_of_all_rows(void **state)
{
	/* A row with this nonce and state, asked about for nonce 7 while the chain's next is 5. */
	static const struct {
		enum cache_tx_state state;
		enum hindrance same, lower;
	} table[] = {{CACHE_TX_DRAFT, HINDERS_NOT, HINDERS_NOT},
		     {CACHE_TX_SIGNED, SIGNED_SAME, SIGNED_BEFORE},
		     {CACHE_TX_SENT, SIGNED_SAME, HINDERS_NOT},
		     {CACHE_TX_MINED, SIGNED_SAME, HINDERS_NOT},
		     {CACHE_TX_CONFIRMED, SIGNED_SAME, HINDERS_NOT},
		     {CACHE_TX_FAILED, SIGNED_SAME, HINDERS_NOT},
		     {CACHE_TX_REPLACED, SIGNED_SAME, HINDERS_NOT},
		     {CACHE_TX_DROPPED, SIGNED_SAME, SIGNED_BEFORE},
		     {CACHE_TX_VOID, SIGNED_SAME, HINDERS_NOT},
		     {CACHE_TX_CANCELLED, SIGNED_SAME, HINDERS_NOT},
		     {CACHE_TX_EXPIRED, HINDERS_NOT, HINDERS_NOT}};
	struct earlier_question q = {
		.account = address_of_byte(1), .nonce = 7, .next = 5, .now = NOW};
	struct earlier found;
	struct cache_tx rows[3];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		rows[0] = row(1, 7, table[i].state);
		find_earlier(&found, rows, 1, &q);
		assert_int_equal(found.how, table[i].same);
		rows[0].nonce = 6;
		find_earlier(&found, rows, 1, &q);
		assert_int_equal(found.how, table[i].lower);
		/* Nonces that the chain has seen, and later ones, are nothing to wait for. */
		rows[0].nonce = 4;
		find_earlier(&found, rows, 1, &q);
		assert_int_equal(found.how, HINDERS_NOT);
		rows[0].nonce = 8;
		find_earlier(&found, rows, 1, &q);
		assert_int_equal(found.how, HINDERS_NOT);
		rows[0] = row(2, 7, table[i].state);
		find_earlier(&found, rows, 1, &q);
		assert_int_equal(found.how, HINDERS_NOT);
	}
	rows[0] = row(1, 6, CACHE_TX_SIGNED);
	rows[1] = row(1, 5, CACHE_TX_SIGNED);
	rows[2] = row(1, 7, CACHE_TX_DRAFT);
	rows[2].exported_at = NOW - 5;
	find_earlier(&found, rows, 3, &q);
	assert_int_equal(found.how, SIGNED_BEFORE);
	assert_int_equal(found.signed_one.nonce, 5);
	assert_true(found.has_draft);
	q.id = rows[2].id = 9;
	find_earlier(&found, rows, 3, &q);
	assert_false(found.has_draft);
}

static struct cache_tx draft(uint64_t nonce, const char *file)
{
	struct cache_tx tx = row(1, nonce, CACHE_TX_DRAFT);

	tx.exported_at = NOW - 10;
	snprintf(tx.file, sizeof(tx.file), "%s", file);
	return tx;
}

static enum cache_tx_state state_now(struct cache *c, int64_t id)
{
	struct cache_tx tx;

	assert_ok(cache_transactions_get(c, &tx, id, &err));
	return tx.state;
}

static enum status sign(struct cache *c, struct cache_tx *tx, const struct named *named)
{
	tx->hash = tx->signing_hash;
	tx->signed_at = NOW;
	return ledger_record_signature(c, tx, "\2raw", 4, named, &err);
}

static void of_two_drafts_with_one_nonce_the_second_can_go_first(void **state)
{
	struct cache *c = *state;
	struct cache_tx first = draft(7, "a.json"), second = row(1, 7, CACHE_TX_DRAFT);
	struct named named = {.next = 7};

	assert_ok(ledger_record_export(c, &first, 0, &err));
	/* Unasked it does not: the draft that is out must be named. */
	assert_int_equal(sign(c, &second, &named), ERR_CHANGED);
	assert_non_null(strstr(err.text, "a.json"));
	assert_int_equal(second.id, 0);
	named.first_of = first.id;
	assert_ok(sign(c, &second, &named));
	assert_int_equal(state_now(c, second.id), CACHE_TX_SIGNED);
	assert_int_equal(state_now(c, first.id), CACHE_TX_VOID);
	/* The void file comes back signed: it is refused with the reason. */
	named = (struct named){.next = 7, .earlier = second.id};
	assert_int_equal(sign(c, &first, &named), ERR_CHANGED);
	assert_non_null(strstr(err.text, "void"));
}

static void two_signatures_of_one_nonce_want_the_earlier_one_named(void **state)
{
	struct cache *c = *state;
	struct cache_tx first = row(1, 7, CACHE_TX_DRAFT), second = row(1, 7, CACHE_TX_DRAFT);
	struct named named = {.next = 7};

	assert_ok(sign(c, &first, &named));
	assert_int_equal(sign(c, &second, &named), ERR_CHANGED);
	assert_non_null(strstr(err.text, "was signed meanwhile"));
	named.earlier = first.id;
	assert_ok(sign(c, &second, &named));
	assert_int_equal(state_now(c, first.id), CACHE_TX_SIGNED);
	assert_int_equal(state_now(c, second.id), CACHE_TX_SIGNED);
}

static void a_draft_is_forgotten_for_nothing_and_what_was_signed_never(void **state)
{
	struct cache *c = *state;
	struct cache_tx lost = draft(7, "lost.json"), signed_one = row(1, 8, CACHE_TX_DRAFT);
	struct cache_claim claim = {.account = lost.account}, back;
	struct named named = {.next = 8};
	struct cache_tx gone;

	assert_ok(ledger_record_export(c, &lost, 0, &err));
	claim.transaction = lost.id;
	assert_ok(cache_claims_add(c, &claim, &err));
	assert_ok(ledger_forget(c, lost.id, &err));
	assert_int_equal(cache_transactions_get(c, &gone, lost.id, &err), ERR_NOT_FOUND);
	assert_int_equal(cache_claims_get(c, &back, claim.id, &err), ERR_NOT_FOUND);
	assert_ok(sign(c, &signed_one, &named));
	assert_int_equal(ledger_forget(c, signed_one.id, &err), ERR_USAGE);
	assert_ok(ledger_record(c, &signed_one, LEDGER_MOVE, &err));
	assert_int_equal(state_now(c, signed_one.id), CACHE_TX_VOID);
	assert_int_equal(ledger_forget(c, signed_one.id, &err), ERR_USAGE);
	assert_int_equal(state_now(c, signed_one.id), CACHE_TX_VOID);
}

static enum status come_back(struct cache *c, struct cache_tx *tx)
{
	tx->hash = tx->signing_hash;
	tx->signed_at = NOW;
	return ledger_record_return(c, tx, "\2raw", 4, &err);
}

static void a_void_draft_that_comes_back_signed_stays_void_and_is_named_by_its_hash(void **state)
{
	static const enum ledger_event ends[] = {LEDGER_MOVE, LEDGER_OVERTAKE, LEDGER_EXPIRE};
	struct cache *c = *state;
	struct earlier_question q = {
		.account = address_of_byte(1), .nonce = 7, .next = 7, .now = NOW};

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		struct cache_tx tx = draft(7, "stick.json"), *rows;
		struct earlier found;
		size_t n;

		assert_ok(ledger_record_export(c, &tx, 0, &err));
		assert_ok(ledger_record(c, &tx, ends[i], &err));
		assert_ok(come_back(c, &tx));
		assert_int_equal(tx.state, CACHE_TX_VOID);
		assert_int_equal(state_now(c, tx.id), CACHE_TX_VOID);
		/* Refused by name, and never deleted. */
		assert_int_equal(ledger_check(c, tx.id, LEDGER_SEND, &err), ERR_CHANGED);
		assert_non_null(strstr(err.text, "is void"));
		assert_int_equal(ledger_forget(c, tx.id, &err), ERR_USAGE);
		assert_ok(cache_transactions_all(c, &rows, &n, &err));
		find_earlier(&found, rows, n, &q);
		assert_int_equal(found.how, SIGNED_SAME);
		assert_int_equal(found.signed_one.id, tx.id);
		assert_int_equal(ledger_free_nonce(rows, n, &q.account, 7), 7);
		free(rows);
	}
}

static void a_draft_made_after_a_void_one_comes_back_and_one_made_before_does_not(void **state)
{
	struct cache *c = *state;
	struct cache_tx before = draft(7, "before.json"), gone = row(1, 7, CACHE_TX_DRAFT);
	struct cache_tx after = draft(7, "after.json");
	struct named named = {.next = 7};

	assert_ok(ledger_record_export(c, &before, 0, &err));
	assert_ok(ledger_record(c, &before, LEDGER_EXPORT, &err));
	named.first_of = before.id;
	assert_ok(sign(c, &gone, &named));
	assert_ok(ledger_record(c, &gone, LEDGER_MOVE, &err));
	/* Its user confirmed that void one when the file was written. */
	assert_ok(ledger_record_export(c, &after, 0, &err));
	assert_ok(come_back(c, &after));
	assert_int_equal(state_now(c, after.id), CACHE_TX_SIGNED);
	assert_ok(come_back(c, &before));
	assert_int_equal(state_now(c, before.id), CACHE_TX_VOID);
}

static void a_draft_expires_by_itself_and_is_not_signed_any_more(void **state)
{
	struct cache *c = *state;
	struct cache_tx old = draft(7, "old.json"), fresh = draft(8, "fresh.json");
	struct named named = {.next = 7};

	old.expires_at = NOW - 1;
	fresh.expires_at = NOW;
	assert_ok(ledger_record_export(c, &old, 0, &err));
	assert_ok(ledger_record_export(c, &fresh, 0, &err));
	assert_ok(ledger_expire(c, NOW, &err));
	assert_int_equal(state_now(c, old.id), CACHE_TX_EXPIRED);
	assert_int_equal(state_now(c, fresh.id), CACHE_TX_DRAFT);
	assert_int_equal(sign(c, &old, &named), ERR_EXPIRED);
	assert_ok(ledger_forget(c, old.id, &err));
}

static void a_draft_that_never_left_gives_way_to_the_next_of_its_kind(void **state)
{
	struct cache *c = *state;
	struct cache_tx kept = row(1, 7, CACHE_TX_DRAFT), other = row(1, 7, CACHE_TX_DRAFT);
	struct cache_tx next = draft(7, "next.json"), gone;

	/* As an older byline leaves it: a row that nothing was written of. */
	assert_ok(cache_transactions_add(c, &kept, &err));
	other.kind = CACHE_TX_ATTEST;
	assert_ok(cache_transactions_add(c, &other, &err));
	assert_ok(ledger_record_export(c, &next, 0, &err));
	assert_int_equal(cache_transactions_get(c, &gone, kept.id, &err), ERR_NOT_FOUND);
	assert_int_equal(state_now(c, other.id), CACHE_TX_DRAFT);
}

static void a_file_that_was_not_written_leaves_no_draft(void **state)
{
	struct cache *c = *state;
	struct cache_tx tx = draft(7, "full.json"), nothing = {0}, before, gone;

	assert_ok(ledger_record_export(c, &tx, 0, &err));
	assert_ok(ledger_take_back_export(c, &nothing, tx.id, &err));
	assert_int_equal(cache_transactions_get(c, &gone, tx.id, &err), ERR_NOT_FOUND);
	/* One that was out before stays out, where it was. */
	tx = draft(7, "first.json");
	assert_ok(ledger_record_export(c, &tx, 0, &err));
	before = tx;
	snprintf(tx.file, sizeof(tx.file), "second.json");
	assert_ok(ledger_record_export(c, &tx, 0, &err));
	assert_ok(ledger_take_back_export(c, &before, tx.id, &err));
	assert_ok(cache_transactions_get(c, &tx, tx.id, &err));
	assert_string_equal(tx.file, "first.json");
	assert_int_equal(tx.state, CACHE_TX_DRAFT);
}

static void what_was_mined_in_an_abandoned_block_waits_again(void **state)
{
	struct cache *c = *state;
	static const enum cache_tx_state mined[] = {CACHE_TX_MINED, CACHE_TX_CONFIRMED,
						    CACHE_TX_FAILED};

	for (size_t i = 0; i < ARRAY_SIZE(mined); i++) {
		struct cache_tx above = row(1, i, mined[i]), below = row(2, i, mined[i]), back;

		above.block = 20;
		above.block_hash = hash_of_byte(9);
		below.block = 15;
		assert_ok(cache_transactions_add(c, &above, &err));
		assert_ok(cache_transactions_add(c, &below, &err));
		assert_ok(ledger_undo(c, 15, &err));
		assert_ok(cache_transactions_get(c, &back, above.id, &err));
		assert_int_equal(back.state, CACHE_TX_SENT);
		assert_int_equal(back.block, 0);
		assert_true(hash_is_zero(&back.block_hash));
		assert_int_equal(state_now(c, below.id), mined[i]);
	}
}

#define ledger_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_state_takes_exactly_the_events_that_the_table_allows),
		cmocka_unit_test(at_most_one_paid_step_leads_out_of_any_state),
		cmocka_unit_test(the_free_nonce_is_the_first_that_nothing_signed_has_taken),
		cmocka_unit_test(a_draft_is_out_until_it_expires_or_its_nonce_is_spent),
		cmocka_unit_test(what_stands_in_the_way_is_the_worst_of_all_rows),
		ledger_test(of_two_drafts_with_one_nonce_the_second_can_go_first),
		ledger_test(two_signatures_of_one_nonce_want_the_earlier_one_named),
		ledger_test(a_draft_is_forgotten_for_nothing_and_what_was_signed_never),
		ledger_test(
			a_void_draft_that_comes_back_signed_stays_void_and_is_named_by_its_hash),
		ledger_test(a_draft_made_after_a_void_one_comes_back_and_one_made_before_does_not),
		ledger_test(a_draft_expires_by_itself_and_is_not_signed_any_more),
		ledger_test(a_draft_that_never_left_gives_way_to_the_next_of_its_kind),
		ledger_test(a_file_that_was_not_written_leaves_no_draft),
		ledger_test(what_was_mined_in_an_abandoned_block_waits_again),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
