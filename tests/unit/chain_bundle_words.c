/*
 * The words of the chain in bundles of every kind of payer but URD: one that decides is not altered
 * unseen, and those that a machine without a network cannot judge are named here.
 */
#include "tests/unit/bundle_sample.h"

#include "base/json_write.h"
#include "chain/keccak.h"

/* Numbers that are larger than any amount here, and smaller than all. */
#define MANY 1000000000000000000U

/*
 * Samples by their place in sample_names. A word of value `v`, or the word's own value with its
 * lowest bit turned where `turn` is set, is refused with a text that contains `says`.
 */
static const struct {
	size_t sample;
	const char *word;
	bool turn;
	struct u256 v;
	const char *says;
} decisive[] = {
	{0, "tree", true, {{0}}, "does not lead to the root"},
	{0, "claimed", false, {{MANY}}, "claimed before"},
	{1, "tree", true, {{0}}, "does not lead to the root"},
	{1, "claimed", false, {{MANY}}, "claimed before"},
	{2, "paused", false, {{4}}, "paused"},
	{2, "roots", false, {{0}}, "does not lead to the root"},
	{2, "root", true, {{0}}, "does not lead to the root"},
	{2, "root_times", false, {{(uint64_t)(SAMPLE_TIME + 1) << 32}}, "becomes valid"},
	{2, "root_times", false, {{0, 1}}, "taken back"},
	{2, "claimer", false, {{5}}, "may not claim"},
	{2, "claimed", false, {{0, 1}}, "claimed before"},
	{3, "root", true, {{0}}, "does not lead to the root"},
	{3, "claimed", false, {{0, 1}}, "claimed before"},
	{4, "emissions", false, {{0}}, "owes nothing"},
	{4, "claimed", false, {{1}}, "claimed before"},
	{4, "owner", true, {{0}}, "does not own"},
	{5, "owner", true, {{0}}, "does not own"},
	{6, "vault", true, {{0}}, "another contract"},
	{6, "paused", false, {{1}}, "paused"},
	{6, "disputes", false, {{1}}, "lost a dispute"},
	{6, "accumulator", false, {{0}}, "owes nothing"},
	{6, "debt", false, {{70000}}, "owes nothing"},
	{6, "share", false, {{0}}, "owes nothing"},
	{6, "supply", false, {{0}}, "owes nothing"},
	{6, "beacon", true, {{0}}, "another contract"},
	{6, "code", true, {{0}}, "another contract"},
	{6, "accumulator", false, {{0, 0, 0, (uint64_t)1 << 63}}, "does not tell"},
	{7, "debt", false, {{70000}}, "owes nothing"},
	{8, "root", true, {{0}}, "does not lead to the root"},
	{8, "claimed", false, {{1}}, "claimed before"},
	{9, "root", true, {{0}}, "does not lead to the root"},
	{9, "claimed", false, {{1}}, "claimed before"},
	{10, "root", true, {{0}}, "does not lead to the root"},
	{10, "claimed", false, {{0, 1}}, "claimed before"},
	{11, "root", true, {{0}}, "does not lead to the root"},
	{11, "claimed", false, {{0, 1}}, "claimed before"},
	{12, "root", true, {{0}}, "does not lead to the root"},
	{12, "claimed", false, {{1}}, "claimed before"},
	{12, "start", false, {{SAMPLE_TIME + 1}}, "becomes valid"},
	{12, "end", false, {{SAMPLE_TIME}}, "expired"},
	{12, "fee", false, {{2 * SAMPLE_FEE}}, "coins along"},
	{12, "fee", false, {{SAMPLE_FEE / 2}}, "coins along"},
	{13, "start", false, {{SAMPLE_TIME + 1}}, "becomes valid"},
	{14, "end", false, {{SAMPLE_TIME}}, "expired"},
	{15, "vesting_end", false, {{SAMPLE_TIME + 1}}, "give up"},
	{15, "fee", false, {{0}}, "coins along"},
	{16, "root", true, {{0}}, "does not lead to the root"},
	{16, "claimed", false, {{MANY}}, "claimed before"},
	{16, "claimed", false, {{0}}, "\"words\""}, /* the call says how much is claimed */
};

static void words_that_decide_are_not_altered_unseen(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(decisive); i++) {
		struct bundle_word *w;
		struct sample s;
		struct err e;

		sample_load(&s, decisive[i].sample, NULL);
		w = sample_word(&s, 0, decisive[i].word);
		assert_non_null(w);
		if (decisive[i].turn)
			w->value.value.limb[0] ^= 1;
		else
			w->value.value = decisive[i].v;
		if (sample_check(&s, &e) == STATUS_OK)
			fail_msg("%s: another \"%s\" was taken", s.name, decisive[i].word);
		if (strstr(e.text, decisive[i].says) == NULL)
			fail_msg("%s, %s: %s", s.name, decisive[i].word, e.text);
		bundle_release(&s.bundle);
	}
}

/* Each part is judged by its own words, and words that parts share have one value. */
static void a_word_of_any_part_is_judged(void **state)
{
	struct sample s;
	struct err e;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		sample_load(&s, 1, NULL);
		sample_word(&s, i, "claimed")->value.value.limb[0] = MANY;
		assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
		assert_non_null(strstr(e.text, "claimed before"));
		bundle_release(&s.bundle);
		sample_load(&s, 1, NULL);
		/* This word decides nothing today: another one is the root. */
		sample_word(&s, i, "last_tree")->value.value.limb[0] ^= 4;
		assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
		assert_non_null(strstr(e.text, "two values for \"last_tree\""));
		bundle_release(&s.bundle);
	}
}

/* A disputer, and the end of the dispute period, decide which of two trees is in force. */
static void the_tree_in_force_follows_from_the_dispute_and_the_time(void **state)
{
	struct sample s;
	struct err e;

	(void)state;
	sample_load(&s, 0, NULL);
	sample_word(&s, 0, "dispute")->value.value = sample_dispute(0xd1, SAMPLE_TIME - 60);
	assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "disputes its root"));
	sample_word(&s, 0, "dispute")->value.value = sample_dispute(0, SAMPLE_TIME + 1);
	assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "becomes valid"));
	/* The tree before is in force until then, and its leaves are paid. */
	sample_word(&s, 0, "last_tree")->value = sample_word(&s, 0, "tree")->value;
	assert_int_equal(sample_check(&s, &e), STATUS_OK);
	bundle_release(&s.bundle);
}

static void a_claim_by_another_account_needs_its_permission(void **state)
{
	static const struct {
		size_t sample;
		const char *word;
	} cases[] = {{0, "operator"}, {1, "operator"}, {2, "claimer"}, {3, "claimer"}};
	const struct address other = judging_address(0x55);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sample s;
		struct err e;

		sample_load(&s, cases[i].sample, &other);
		assert_int_equal(sample_check(&s, &e), STATUS_OK);
		sample_word(&s, 0, cases[i].word)->value.value = u256_from_u64(0);
		assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
		assert_non_null(strstr(e.text, "may not claim"));
		bundle_release(&s.bundle);
	}
}

/*
 * Whether the payer's contract may refuse to tell the word: functions that it lacks. A slot can
 * always be read, and so can a value in the code.
 */
static bool may_be_untold(const struct sample *s, const char *name)
{
	const struct bundle_part *p = &s->bundle.parts[0];
	struct payer_word words[PAYER_WORDS];
	const size_t n =
		payer_kind(s->payer.kind)->ask(words, &s->payer, &p->entitlement, &s->bundle.from);

	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i].name, name) == 0)
			return words[i].source == PAYER_CALL;
	fail_msg("no word %s", name);
	return false;
}

static void a_word_that_always_can_be_read_is_not_taken_out(void **state)
{
	size_t refused = 0, taken = 0;

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct sample s;

		sample_load(&s, n, NULL);
		for (size_t i = 0; i < s.bundle.parts[0].n_words; i++) {
			struct bundle_word *w = &s.bundle.parts[0].words[i];
			const struct payer_value before = w->value;
			struct err e;

			w->value = (struct payer_value){.known = false};
			if (sample_check(&s, &e) == STATUS_OK) {
				if (!may_be_untold(&s, w->name))
					fail_msg("%s: signed without %s", s.name, w->name);
				taken++;
			} else {
				refused++;
			}
			w->value = before;
		}
		bundle_release(&s.bundle);
	}
	/* Those of Merkl, EigenLayer and Story, immutable roots, the slot, fees, a cycle. */
	assert_in_range(refused, 40, 80);
	assert_in_range(taken, 10, 40);
}

/*
 * Members that a machine without a network cannot find altered, each with the reason. A bundle with
 * one of them has another hash, by which the machine that prepared it refuses the signed file.
 */
static const struct {
	size_t sample;
	const char *word; /* NULL: no word, but the member `reason` names */
	struct u256 v;
	const char *reason;
} untellable[] = {
	{0, "claimed", {{1}}, "what was paid before is known to the chain alone"},
	{0, "last_tree", {{2}}, "not in force at the time"},
	{0, "recipient", {{7}}, "set at the payer by the account; shown as told"},
	{0, "operator_anyone", {{1}}, "the account itself sends the claim"},
	{2, "claimed", {{1}}, "what was paid before is known to the chain alone"},
	{2, "roots", {{9}}, "newer roots leave this one valid"},
	{4, "emissions", {{5}}, "the payer has no proofs"},
	{5, "emissions", {{5}}, "the payer does not tell it"},
	{6, "accumulator", {{5000}}, "the payer has no proofs"},
	{6, "debt", {{1}}, "the payer has no proofs"},
	{10, "claimed", {{5}}, "what was paid before is known to the chain alone"},
	{12, "start", {{5}}, "it is past in any case"},
	{12, "end", {{0}}, "the end of a campaign is known to the chain alone"},
	{13, "vesting_duration", {{9}}, "how long it vests decides nothing; shown as told"},
	{0, NULL, {{0}}, "block"},
	{0, NULL, {{0}}, "block_hash"},
	{0, NULL, {{0}}, "network"},
	{0, NULL, {{0}}, "trust"},
	{0, NULL, {{0}}, "expires"},
	{0, NULL, {{0}}, "prepared"},
	{0, NULL, {{0}}, "block_time"},
	{6, NULL, {{0}}, "from"}, /* the signer has no key for another */
};

static void alter_member(struct bundle *b, const char *name)
{
	if (strcmp(name, "block") == 0)
		b->block++;
	else if (strcmp(name, "block_hash") == 0)
		b->block_hash.bytes[0] ^= 1;
	else if (strcmp(name, "network") == 0)
		b->network[0] = 'x';
	else if (strcmp(name, "trust") == 0)
		b->trust = TRUST_AGREED;
	else if (strcmp(name, "expires") == 0)
		b->expires += 86400;
	else if (strcmp(name, "prepared") == 0)
		b->prepared++;
	else if (strcmp(name, "block_time") == 0)
		b->block_time++;
	else if (strcmp(name, "from") == 0)
		b->from.bytes[0] ^= 1;
	else
		fail_msg("no member %s", name);
}

static void what_only_the_online_machine_knows_changes_the_bundles_hash(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(untellable); i++) {
		struct hash before, after;
		struct buf written, altered;
		struct sample s;
		struct err e;

		sample_load(&s, untellable[i].sample, NULL);
		written = sample_written(&s);
		if (untellable[i].word != NULL)
			sample_word(&s, 0, untellable[i].word)->value =
				(struct payer_value){.known = true, .value = untellable[i].v};
		else
			alter_member(&s.bundle, untellable[i].reason);
		if (sample_check(&s, &e) != STATUS_OK)
			fail_msg("%s: %s", s.name, e.text);
		altered = sample_written(&s);
		keccak256(before.bytes, written.data, written.len);
		keccak256(after.bytes, altered.data, altered.len);
		assert_false(hash_equal(&before, &after));
		buf_release(&written);
		buf_release(&altered);
		bundle_release(&s.bundle);
	}
}

/* Books of bools: the machine that is online tried the claim, and the proof folds. */
static void books_that_may_be_bools_leave_it_open(void **state)
{
	struct sample s;
	struct err e;

	(void)state;
	sample_load(&s, 11, NULL);
	sample_word(&s, 0, "claimed")->value.value = u256_from_u64(1);
	assert_int_equal(sample_check(&s, &e), STATUS_OK);
	sample_word(&s, 0, "root")->value.value.limb[0] ^= 1;
	assert_int_equal(sample_check(&s, &e), ERR_PROOF_MISMATCH);
	bundle_release(&s.bundle);
}

/* A campaign without a fee, which takes back what has not vested by the time of a claim. */
static void sample_without_fee(struct sample *s)
{
	struct tx tx;

	sample_load(s, 15, NULL);
	tx = sample_tx(&s->bundle);
	tx.value.raw = u256_from_u64(0);
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
	sample_word(s, 0, "fee")->value.value = u256_from_u64(0);
}

static void nothing_is_given_up_for_a_word_that_is_not_known(void **state)
{
	static const char *const words[] = {"root", "claimed", "vesting_end"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		struct sample s;
		struct err e;

		sample_without_fee(&s);
		sample_word(&s, 0, words[i])->value.known = false;
		if (strcmp(words[i], "vesting_end") != 0)
			assert_int_equal(sample_check(&s, &e), STATUS_OK);
		sample_word(&s, 0, "vesting_end")->value.value = u256_from_u64(SAMPLE_TIME + 60);
		assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
		assert_non_null(strstr(e.text, "give up for ever"));
		bundle_release(&s.bundle);
	}
}

/* A token that is claimed twice in calldata and parts alike would be shown as two sums. */
static void a_token_claimed_twice_is_refused(void **state)
{
	static const size_t samples[] = {0, 6};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		struct sample s;
		struct payer_call call;
		struct err e;
		struct tx tx;

		sample_load(&s, samples[i], NULL);
		tx = sample_tx(&s.bundle);
		assert_int_equal(
			payer_read_call(&call, &s.payer, &s.bundle.from, tx.data.data, tx.data.len),
			STATUS_OK);
		call.parts[1] = call.parts[0];
		call.n = s.bundle.n_parts = 2;
		s.bundle.parts[1] = s.bundle.parts[0];
		buf_clear(&tx.data);
		assert_int_equal(payer_kind(call.kind)->write(&tx.data, &call), STATUS_OK);
		sample_put_tx(&s.bundle, &tx);
		assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
		assert_non_null(strstr(e.text, "twice"));
		tx_release(&tx);
		bundle_release(&s.bundle);
	}
}

static void a_recipient_other_than_the_account_is_refused(void **state)
{
	static const size_t samples[] = {2, 3, 15};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		struct sample s;
		struct payer_call call;
		struct err e;
		struct tx tx;

		sample_load(&s, samples[i], NULL);
		tx = sample_tx(&s.bundle);
		assert_int_equal(
			payer_read_call(&call, &s.payer, &s.bundle.from, tx.data.data, tx.data.len),
			STATUS_OK);
		call.recipient.bytes[0] ^= 1;
		buf_clear(&tx.data);
		assert_int_equal(payer_kind(call.kind)->write(&tx.data, &call), STATUS_OK);
		sample_put_tx(&s.bundle, &tx);
		assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
		assert_non_null(strstr(e.text, "recipient"));
		s.payer.kind = DISTRIBUTOR_URD; /* also where no profile pins the payer */
		assert_int_equal(sample_check(&s, &e), ERR_MISMATCH);
		tx_release(&tx);
		bundle_release(&s.bundle);
	}
}

/* --- the text --- */

/* Replaces the first `from` in the written bundle by `to` and expects that it is not read. */
static void refuses(const char *from, const char *to)
{
	struct sample s, read;
	struct buf out, altered;
	const char *text, *at;
	struct err e = {0};

	sample_load(&s, 4, NULL);
	out = sample_written(&s);
	text = buf_str(&out);
	at = strstr(text, from);
	if (at == NULL)
		fail_msg("%s is not in %s", from, text);
	buf_init(&altered, LIMIT_SMALL_FILE);
	buf_addf(&altered, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	if (bundle_read(&read.bundle, altered.data, altered.len, &e) == STATUS_OK)
		fail_msg("read: %s -> %s", from, to);
	assert_true(e.text[0] != '\0');
	buf_release(&altered);
	buf_release(&out);
	bundle_release(&s.bundle);
}

/* Each part alone may be paid elsewhere, which a review shows. */
static void parts_that_are_paid_to_different_addresses_are_refused(void **state)
{
	struct sample s;
	struct err e;

	(void)state;
	sample_load(&s, 1, NULL);
	for (size_t i = s.bundle.n_parts; i-- > 0;) {
		sample_word(&s, i, "recipient")->value.value = u256_from_u64(7);
		assert_int_equal(sample_check(&s, &e), i > 0 ? ERR_MISMATCH : STATUS_OK);
		assert_int_equal(strstr(e.text, "different addresses") != NULL, i > 0);
	}
	bundle_release(&s.bundle);
}

static void a_text_that_is_not_exactly_such_a_bundle_is_not_read(void **state)
{
	(void)state;
	refuses("byline-claim/2", "byline-claim/1");
	refuses("byline-claim/2", "byline-claim/3");
	refuses("\"kind\":\"reppo\"", "\"kind\":\"urd\"");
	refuses("\"kind\":\"reppo\"", "\"kind\":\"Reppo\"");
	refuses("\"block_time\":\"2026-", "\"block_time\":\"26-");
	refuses("\"parts\":[{", "\"parts\":[{\"a\":\"1\",");
	refuses("\"parts\":[{", "\"parts\":[{},{");
	refuses("\"parts\":[{\"account\"", "\"parts\":[{\"accounts\"");
	refuses("\"words\":{", "\"words\":{\"a\":\"1\",");
	refuses("\"words\":{\"claimed\"", "\"words\":{\"a-word-with-a-very-long-name\"");
	refuses("\"words\":{\"claimed\":\"0x", "\"words\":{\"claimed\":\"0X");
	refuses("\"words\":{\"claimed\":\"0x00", "\"words\":{\"claimed\":\"0x");
	refuses("\"series\":\"31\"", "\"series\":31");
	refuses("\"series\":\"31\"", "\"series\":\"031\"");
	refuses("\"series\":\"31\"", "\"series\":\"18446744073709551616\"");
	refuses("\"series\":\"31\",", "");
	refuses("\"inner_proof\":[]", "\"inner_proof\":null");
	refuses("\"payer\"", "\"distributor\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_decide_are_not_altered_unseen),
		cmocka_unit_test(a_word_of_any_part_is_judged),
		cmocka_unit_test(the_tree_in_force_follows_from_the_dispute_and_the_time),
		cmocka_unit_test(a_claim_by_another_account_needs_its_permission),
		cmocka_unit_test(a_word_that_always_can_be_read_is_not_taken_out),
		cmocka_unit_test(what_only_the_online_machine_knows_changes_the_bundles_hash),
		cmocka_unit_test(books_that_may_be_bools_leave_it_open),
		cmocka_unit_test(nothing_is_given_up_for_a_word_that_is_not_known),
		cmocka_unit_test(a_token_claimed_twice_is_refused),
		cmocka_unit_test(a_recipient_other_than_the_account_is_refused),
		cmocka_unit_test(parts_that_are_paid_to_different_addresses_are_refused),
		cmocka_unit_test(a_text_that_is_not_exactly_such_a_bundle_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
