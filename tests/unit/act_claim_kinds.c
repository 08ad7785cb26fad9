/*
 * Claims from payers that are no URD on their way: prepared on one machine, shown and signed on
 * another that has no network, taken in on the first.
 */
#include "tests/lib/agreed.h"
#include "tests/unit/bundle_sample.h"

#include "act/act_private.h"
#include "act/claim.h"
#include "act/claim_offline.h"
#include "tests/lib/words_of.h"
#include "tests/unit/app_fixture.h"

static struct app *online, *offline; /* the second has the keys */
static struct profile *kept[2], pinned;
static struct address own; /* an account of the vault */

static int start(void **state)
{
	struct json *vectors;

	/* Within the life of the bundles of the samples. */
	if (setenv("BYLINE_CLOCK", "1795000100", 1) != 0 || folder_make(state) != 0)
		return -1;
	vectors = wallet_vectors("signer.json");
	own = vector_address(json_get(vectors, "claim"), "account");
	json_free(vectors);
	online = open_offline("online");
	offline = open_offline("offline");
	restore_test_vault(offline);
	kept[0] = online->profile;
	kept[1] = offline->profile;
	online->profile = offline->profile = &pinned;
	return 0;
}

static int stop(void **state)
{
	online->profile = kept[0];
	offline->profile = kept[1];
	close_app(online);
	close_app(offline);
	return folder_remove(state);
}

/* Both machines pin the payer of the sample; of its tokens, the one of 18 decimals. */
static void pin(const struct sample *s)
{
	pinned = *kept[0];
	pinned.tokens[0].contract.address = judging_address(0x33);
	pinned.distributors[0] = s->payer;
	pinned.n_distributors = 1;
	pinned.has_story = s->payer.kind == DISTRIBUTOR_STORY;
	if (!pinned.has_story)
		return;
	pinned.story.module = s->payer.module;
	pinned.story.disputes = s->payer.disputes;
	pinned.story.has_beacon = true;
	pinned.story.beacon = s->payer.beacon;
	pinned.story.has_slots = true;
	pinned.story.pinned = s->payer.pinned;
	memcpy(pinned.story.slots, s->payer.slots, sizeof(pinned.story.slots));
}

/* As prepare_claim() leaves it. Each has a nonce of its own. */
static struct act *prepared(const struct sample *s)
{
	static uint64_t nonce = 100;
	struct act *act = new_act(NULL, ACT_CLAIM, &own);
	struct bundle *b;

	assert_non_null(act);
	tx_release(&act->tx);
	act->tx = sample_tx(&s->bundle);
	act->tx.nonce = nonce++;
	sentence_add(&act->what, "claim royalties");
	assert_ok(describe_act(online, act, &err));
	b = &act->bundle;
	*b = s->bundle;
	buf_init(&b->unsigned_tx, LIMIT_TX);
	sample_put_tx(b, &act->tx);
	return act;
}

/* Writes the claim of a sample to a file, and opens it on the other machine. */
static struct act *opened(const struct sample *s, const char *file)
{
	struct act *act, *there = NULL;

	pin(s);
	act = prepared(s);
	unlink(in_folder(file));
	assert_ok(export_claim(online, act, in_folder(file), &err));
	free_act(act);
	assert_ok(open_claim(offline, &there, in_folder(file), &err));
	return there;
}

static const struct act_fact *fact(const struct act *act, const char *label, size_t nth)
{
	for (size_t i = 0; i < act->n_facts; i++)
		if (strcmp(act->facts[i].label, label) == 0 && nth-- == 0)
			return &act->facts[i];
	return NULL;
}

static void tells(const struct act *act, const char *label, size_t nth, const char *value,
		  enum trust trust)
{
	const struct act_fact *f = fact(act, label, nth);

	if (f == NULL)
		fail_msg("no line %s, number %zu", label, nth);
	if (strstr(f->value, value) == NULL)
		fail_msg("%s: %s", label, f->value);
	assert_int_equal(f->trust, trust);
}

static void summary_has(const struct act *act, const char *text)
{
	if (strstr(words_of(&act->summary), text) == NULL)
		fail_msg("not \"%s\": %s", text, words_of(&act->summary));
}

static void claims_of_every_kind_are_signed_offline_and_come_back(void **state)
{
	size_t strangers = 0;

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct act *there, *back = NULL;
		char paid[ADDRESS_TEXT_SIZE];
		struct sample s;

		sample_load(&s, n, &own);
		there = opened(&s, "loop.json");
		assert_string_equal(there->warning, "");
		/* Only who is paid and has no key here needs a text beside the hash. */
		address_format(paid, &there->descriptor.paid);
		assert_string_equal(there->confirm, address_equal(&there->descriptor.paid, &own)
							    ? ""
							    : paid + strlen(paid) - 4);
		strangers += there->confirm[0] != '\0';
		tells(there, "Not known here", 0, "changes its root or is paused", TRUST_NONE);
		tells(there, "Verified there", 0, "proven at block 1234", TRUST_REPORTED);
		unlink(in_folder("loop.signed"));
		assert_ok(sign_agreed_claim(offline, there, in_folder("loop.signed"), &err));
		assert_ok(import_signed_claim(online, &back, in_folder("loop.signed"), &err));
		assert_int_equal(back->state, ACT_SIGNED);
		assert_true(hash_equal(&there->hash, &back->hash));
		free_act(there);
		free_act(back);
		bundle_release(&s.bundle);
	}
	assert_true(strangers > 0 && strangers < SAMPLES);
}

/* The account is paid; somebody whom it allowed signs and pays the gas. */
static void a_claim_of_several_tokens_shows_each(void **state)
{
	struct act *there;
	struct sample s;

	(void)state;
	sample_load(&s, 1, &own);
	there = opened(&s, "three.json");
	summary_has(there, "Another account, 0x1111111111111111111111111111111111111111 will "
			   "receive 1.000 000 OPEN, 5 units, 7 000 000 units (decimals unverified) "
			   "if, as the online machine says, the rest was paid before");
	tells(there, "Entitled so far", 0, "OPEN", TRUST_NONE);
	tells(there, "Entitled so far", 1, "5 units", TRUST_NONE);
	tells(there, "Entitled so far", 2, "units", TRUST_NONE);
	tells(there, "Already claimed", 2, "0", TRUST_REPORTED);
	assert_null(fact(there, "Entitled so far", 3));
	assert_non_null(strstr(fact(there, "Entitled so far", 0)->note, "folds to the root"));
	assert_non_null(fact(there, "Root", 0));
	assert_null(fact(there, "Paid to", 0));
	free_act(there);
	bundle_release(&s.bundle);
}

static void a_redirected_payment_is_told_as_the_online_machines_word(void **state)
{
	struct act *there;
	struct sample s;

	(void)state;
	sample_load(&s, 0, &own);
	sample_word(&s, 0, "recipient_of_all")->value.value.limb[0] = 0xbeef;
	there = opened(&s, "redirected.json");
	tells(there, "Paid to", 0, "0x000000000000000000000000000000000000bEEF", TRUST_REPORTED);
	assert_non_null(strstr(fact(there, "Paid to", 0)->note, "told by the online machine"));
	summary_has(there, "0x000000000000000000000000000000000000bEEF, NOT the account, will "
			   "receive ");
	/* The signer asks for the stranger's digits too. */
	assert_string_equal(there->confirm, "bEEF");
	unlink(in_folder("redirected.signed"));
	assert_ok(sign_agreed_claim(offline, there, in_folder("redirected.signed"), &err));
	free_act(there);
	bundle_release(&s.bundle);
}

static void a_payer_without_leaves_is_believed_to_owe_what_is_told(void **state)
{
	struct act *there;
	struct sample s;

	(void)state;
	sample_load(&s, 4, &own);
	there = opened(&s, "pod.json");
	summary_has(there, "OPEN, as the online machine says");
	tells(there, "Entitled so far", 0, "", TRUST_REPORTED);
	free_act(there);
	bundle_release(&s.bundle);
	sample_load(&s, 5, &own);
	there = opened(&s, "untold.json");
	summary_has(there, "will receive what the payer owes then");
	tells(there, "Entitled", 0, "the payer does not tell", TRUST_NONE);
	assert_null(fact(there, "Already claimed", 0));
	free_act(there);
	bundle_release(&s.bundle);
	/* A vault's books do not keep what was paid before. */
	sample_load(&s, 6, &own);
	there = opened(&s, "vault.json");
	tells(there, "Not paid yet", 0, "", TRUST_REPORTED);
	assert_null(fact(there, "Already claimed", 0));
	free_act(there);
	bundle_release(&s.bundle);
}

static void times_of_a_campaign_are_told(void **state)
{
	struct act *there;
	struct sample s;

	(void)state;
	sample_load(&s, 13, &own);
	there = opened(&s, "stream.json");
	summary_has(there, " in a stream that opens then, of which nothing comes at once,");
	tells(there, "Vests", 0, "until", TRUST_REPORTED);
	assert_null(fact(there, "Vesting is over", 0));
	tells(there, "Ends", 0, "", TRUST_REPORTED);
	free_act(there);
	bundle_release(&s.bundle);
	sample_load(&s, 12, &own);
	there = opened(&s, "instant.json");
	assert_null(fact(there, "Vests", 0));
	assert_null(fact(there, "Vesting is over", 0));
	assert_null(strstr(words_of(&there->summary), "vest"));
	tells(there, "Ends", 0, "", TRUST_REPORTED);
	free_act(there);
	bundle_release(&s.bundle);
}

/* A machine without a network knows no end of a vesting. */
static void that_a_vesting_is_over_is_told_as_the_online_machines_word(void **state)
{
	static const struct {
		size_t sample;
		const char *otherwise;
	} cases[] = {{13, "opens a stream"}, {15, "gives up for ever"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct act *there;
		struct sample s;

		sample_load(&s, cases[i].sample, &own);
		if (cases[i].sample == 13)
			sample_word(&s, 0, "vesting_start")->value.value =
				u256_from_u64(SAMPLE_TIME - 6000);
		there = opened(&s, "vested.json");
		summary_has(there, "the rest was paid before and the vesting is over; claim send");
		tells(there, "Vesting is over", 0, cases[i].otherwise, TRUST_REPORTED);
		assert_null(fact(there, "Vests", 0));
		free_act(there);
		bundle_release(&s.bundle);
	}
}

static void a_claim_of_eight_tokens_is_shown_whole_and_signed(void **state)
{
	struct act *there;
	struct payer_call eight = {.kind = DISTRIBUTOR_STORY, .n = LIMIT_CLAIM_PARTS};
	struct sample s;
	struct buf data;

	(void)state;
	sample_load(&s, 6, &own);
	bundle_release(&s.bundle);
	for (size_t i = 0; i < eight.n; i++) {
		eight.parts[i].account = judging_address(0x11);
		eight.parts[i].token = judging_address((uint8_t)(0x33 + i));
	}
	buf_init(&data, LIMIT_CALLDATA);
	assert_int_equal(payer_kind(eight.kind)->write(&data, &eight), STATUS_OK);
	sample_fill(&s, data.data, data.len, &own);
	there = opened(&s, "eight.json");
	summary_has(there, "700 units, 700 units (decimals unverified), as the online");
	tells(there, "Not paid yet", 7, "700 units", TRUST_REPORTED);
	assert_ok(require_whole(there, &err));
	assert_ok(sign_agreed_claim(offline, there, in_folder("eight.signed"), &err));
	free_act(there);
	buf_release(&data);
	bundle_release(&s.bundle);
}

/*
 * The offline machine cannot find that less was claimed than the file says, but the machine that
 * prepared it does not know such a file.
 */
static void a_file_with_another_word_comes_back_to_nobody(void **state)
{
	static const struct {
		size_t sample;
		const char *word;
	} cases[] = {{0, "claimed"},   {0, "recipient"},   {2, "claimed"},
		     {4, "emissions"}, {6, "accumulator"}, {10, "claimed"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct act *there, *back = NULL;
		struct buf file;
		struct bundle b;
		struct sample s;

		sample_load(&s, cases[i].sample, &own);
		there = opened(&s, "honest.json");
		b = there->bundle;
		for (size_t w = 0; w < b.parts[0].n_words; w++)
			if (strcmp(b.parts[0].words[w].name, cases[i].word) == 0)
				b.parts[0].words[w].value.value.limb[0] += 3;
		buf_init(&file, LIMIT_SMALL_FILE);
		assert_int_equal(bundle_write(&file, &b), STATUS_OK);
		put_text("altered.json", buf_str(&file));
		buf_release(&file);
		free_act(there);
		assert_ok(open_claim(offline, &there, in_folder("altered.json"), &err));
		unlink(in_folder("altered.signed"));
		assert_ok(sign_agreed_claim(offline, there, in_folder("altered.signed"), &err));
		assert_int_equal(
			import_signed_claim(online, &back, in_folder("altered.signed"), &err),
			ERR_NOT_FOUND);
		assert_null(back);
		free_act(there);
		bundle_release(&s.bundle);
	}
}

/* Each alteration is tried in tests/unit/chain_bundle_kinds.c and chain_bundle_words.c. */
static void an_altered_file_is_not_opened(void **state)
{
	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct act *there;
		struct sample s;
		struct bundle b;
		struct buf file;

		sample_load(&s, n, &own);
		there = opened(&s, "good.json");
		b = there->bundle;
		b.parts[b.n_parts - 1].entitlement.index++;
		buf_init(&file, LIMIT_SMALL_FILE);
		assert_int_equal(bundle_write(&file, &b), STATUS_OK);
		free_act(there);
		put_text("altered.json", buf_str(&file));
		assert_int_equal(open_claim(offline, &there, in_folder("altered.json"), &err),
				 ERR_MISMATCH);
		assert_non_null(strstr(err.text, "\"index\""));
		assert_null(there);
		buf_release(&file);
		bundle_release(&s.bundle);
	}
}

static void without_a_network_the_leaf_is_shown_as_the_transaction_has_it(void **state)
{
	struct act *there;
	struct sample s;

	(void)state;
	sample_load(&s, 0, &own);
	there = opened(&s, "bare.json");
	free_act(there);
	offline->profile = NULL;
	assert_ok(open_claim(offline, &there, in_folder("bare.json"), &err));
	assert_non_null(strstr(there->warning, "cannot be signed"));
	summary_has(there, "what the payer owes then");
	tells(there, "Entitled so far", 0, "1 000", TRUST_NONE);
	assert_non_null(strstr(fact(there, "Entitled so far", 0)->note, "not known here"));
	assert_null(fact(there, "Root", 0));
	free_act(there);
	offline->profile = &pinned;
	bundle_release(&s.bundle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(claims_of_every_kind_are_signed_offline_and_come_back),
		cmocka_unit_test(a_claim_of_several_tokens_shows_each),
		cmocka_unit_test(a_redirected_payment_is_told_as_the_online_machines_word),
		cmocka_unit_test(a_payer_without_leaves_is_believed_to_owe_what_is_told),
		cmocka_unit_test(times_of_a_campaign_are_told),
		cmocka_unit_test(that_a_vesting_is_over_is_told_as_the_online_machines_word),
		cmocka_unit_test(a_claim_of_eight_tokens_is_shown_whole_and_signed),
		cmocka_unit_test(a_file_with_another_word_comes_back_to_nobody),
		cmocka_unit_test(an_altered_file_is_not_opened),
		cmocka_unit_test(without_a_network_the_leaf_is_shown_as_the_transaction_has_it),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
