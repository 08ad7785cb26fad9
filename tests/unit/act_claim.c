/*
 * A claim on its way: prepared on one machine, signed on another that has no network, sent from the
 * first. The claim, its proof and the signed bytes are signer.json's, made by ethers and
 * OpenZeppelin.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

#include "act/act_private.h"
#include "act/cancel.h"
#include "act/claim.h"
#include "act/complete.h"
#include "act/pay.h"
#include "act/tx_file.h"
#include "base/buf.h"
#include "base/json_write.h"
#include "cache/claims.h"
#include "chain/keccak.h"
#include "chain/tx_read.h"
#include "tests/lib/agreed.h"
#include "tests/lib/words_of.h"
#include "tests/unit/app_fixture.h"

#define NOW 1795000100

static struct app *online, *offline; /* the second has the keys */
static struct json *vectors;

static int start(void **state)
{
	/* Within the life of the bundles below. */
	if (setenv("BYLINE_CLOCK", "1795000100", 1) != 0 || folder_make(state) != 0)
		return -1;
	vectors = wallet_vectors("signer.json");
	online = open_offline("online");
	offline = open_offline("offline");
	restore_test_vault(offline);
	return 0;
}

static int stop(void **state)
{
	close_app(online);
	close_app(offline);
	json_free(vectors);
	return folder_remove(state);
}

static void fill_bundle(struct act *act, uint64_t prepared)
{
	const struct json *claim = json_get(vectors, "claim");
	struct bundle *b = &act->bundle;

	b->chain_id = 31337;
	b->from = act->from;
	b->distributor = vector_address(claim, "distributor");
	b->n_parts = 1;
	b->parts[0].entitlement.account = act->from;
	b->parts[0].entitlement.token = vector_address(claim, "token");
	b->parts[0].entitlement.cumulative.raw = vector_number(claim, "cumulative");
	for (const struct json *h = json_first(json_get(claim, "proof")); h != NULL;
	     h = json_next(h))
		b->parts[0].entitlement.proof[b->parts[0].entitlement.n_proof++] =
			vector_hash(h, NULL);
	b->claimed.raw = vector_number(claim, "claimed");
	b->root = vector_hash(claim, "root");
	b->block = 1234;
	b->trust = TRUST_PROVEN;
	b->prepared = (int64_t)prepared;
	b->expires = (int64_t)prepared + 86400;
	snprintf(b->network, sizeof(b->network), "devnet");
	assert_int_equal(tx_write_unsigned(&b->unsigned_tx, &act->tx), STATUS_OK);
}

/* As prepare_claim() leaves it. */
static struct act *prepared_at(uint64_t time, uint64_t nonce)
{
	const struct json *claim = json_get(vectors, "claim");
	struct address account = vector_address(claim, "account");
	struct act *act = new_act(NULL, ACT_CLAIM, &account);
	size_t len;
	uint8_t *bytes =
		vector_hex(json_get(json_get(vectors, "transactions"), "claim"), "unsigned", &len);

	assert_non_null(act);
	tx_release(&act->tx);
	assert_ok(tx_read_unsigned(&act->tx, bytes, len, &err));
	free(bytes);
	act->tx.nonce = nonce;
	sentence_add(&act->what, "claim royalties");
	assert_ok(describe_act(online, act, &err));
	fill_bundle(act, time);
	return act;
}

static struct act *prepared(uint64_t nonce)
{
	return prepared_at(NOW - 100, nonce);
}

static bool is_listed(uint64_t nonce)
{
	struct cache_tx *rows;
	bool listed = false;
	size_t n;

	assert_ok(cache_transactions_all(online->shared->cache, &rows, &n, &err));
	for (size_t i = 0; i < n; i++)
		listed |= rows[i].nonce == nonce;
	free(rows);
	return listed;
}

static enum cache_tx_state state_of_claim(uint64_t id)
{
	struct cache_claim claim;
	struct cache_tx tx;

	assert_ok(cache_claims_get(online->shared->cache, &claim, (int64_t)id, &err));
	assert_ok(cache_transactions_get(online->shared->cache, &tx, claim.transaction, &err));
	return tx.state;
}

static void a_claim_signed_offline_comes_back_ready_to_be_sent(void **state)
{
	struct act *act = prepared(4), *there = NULL, *back = NULL;
	uint64_t claim;
	struct act *again = NULL;

	(void)state;
	assert_false(is_listed(4));
	assert_ok(export_claim(online, act, in_folder("c.json"), &err));
	claim = act->subject;
	free_act(act);
	assert_true(is_listed(4));
	assert_int_equal(state_of_claim(claim), CACHE_TX_DRAFT);

	assert_ok(open_claim(offline, &there, in_folder("c.json"), &err));
	assert_non_null(strstr(words_of(&there->summary), "1.500 000 OPEN"));
	assert_ok(sign_agreed_claim(offline, there, in_folder("s.json"), &err));

	assert_ok(import_signed_claim(online, &back, in_folder("s.json"), &err));
	assert_int_equal(back->state, ACT_SIGNED);
	/* Both machines name one transaction. */
	assert_true(hash_equal(&there->hash, &back->hash));
	free_act(there);
	assert_int_equal(back->subject, claim);
	assert_int_equal(state_of_claim(claim), CACHE_TX_SIGNED);
	/* The same file again is no news, and the signed bytes can be found by their hash. */
	assert_ok(import_signed_claim(online, &again, in_folder("s.json"), &err));
	free_act(again);
	assert_ok(open_transaction(online, &again, &back->hash, &err));
	assert_int_equal(again->subject, claim);
	free_act(again);
	free_act(back);
	assert_true(is_listed(4));
}

static void the_signing_machine_takes_a_bundle_twice_but_never_its_file(void **state)
{
	struct act *there = NULL;

	(void)state;
	assert_ok(open_claim(offline, &there, in_folder("c.json"), &err));
	assert_string_equal(there->warning, "");
	assert_int_equal(sign_agreed_claim(offline, there, in_folder("s.json"), &err), ERR_EXISTS);
	assert_ok(sign_agreed_claim(offline, there, in_folder("s2.json"), &err));
	free_act(there);
}

static void another_claim_with_a_nonce_signed_before_must_be_confirmed_by_its_hash(void **state)
{
	struct act *act = prepared_at(NOW - 50, 5), *there = NULL;
	char text[HASH_TEXT_SIZE];

	(void)state;
	assert_ok(export_claim(online, act, in_folder("c5.json"), &err));
	free_act(act);
	assert_ok(open_claim(offline, &there, in_folder("c5.json"), &err));
	assert_string_equal(there->confirm, "");
	assert_ok(sign_agreed_claim(offline, there, in_folder("s5.json"), &err));
	/* The same nonce, other bytes: the gas differs. */
	there->state = ACT_PREPARED;
	there->id = 0;
	there->tx.gas_limit.limb[0]++;
	assert_ok(describe_act(offline, there, &err));
	/* Unasked, it is not signed. */
	assert_int_equal(sign_agreed_act(offline, there, &err), ERR_CHANGED);
	assert_non_null(strstr(err.text, "was signed meanwhile"));
	assert_int_equal(there->raw.len, 0);
	assert_ok(warn_of_earlier(offline, there, &err));
	assert_non_null(strstr(there->warning, "was signed before"));
	hash_format(text, &there->earlier_hash);
	assert_non_null(strstr(there->warning, text));
	assert_string_equal(there->confirm, text + strlen(text) - 4);
	free_act(there);
}

static void a_claim_signed_where_it_was_prepared_is_signed_in_the_list_too(void **state)
{
	struct act *act, *there = NULL;
	struct cache_claim claim;
	struct cache_tx row;

	(void)state;
	act = prepared(60);
	assert_ok(export_claim(offline, act, in_folder("c60.json"), &err));
	assert_ok(open_claim(offline, &there, in_folder("c60.json"), &err));
	assert_int_equal(there->id, act->id);
	assert_ok(sign_agreed_claim(offline, there, in_folder("s60.json"), &err));
	assert_ok(cache_claims_get(offline->shared->cache, &claim, (int64_t)act->subject, &err));
	assert_ok(cache_transactions_get(offline->shared->cache, &row, claim.transaction, &err));
	assert_int_equal(row.state, CACHE_TX_SIGNED);
	free_act(there);
	free_act(act);
}

static void a_claim_that_another_went_before_does_not_come_back_signed(void **state)
{
	struct act *first = prepared(61), *there = NULL, *second = prepared_at(NOW - 70, 61);
	struct act *back = NULL;
	uint64_t claim;

	(void)state;
	assert_ok(export_claim(online, first, in_folder("c61.json"), &err));
	claim = first->subject;
	assert_ok(open_claim(offline, &there, in_folder("c61.json"), &err));
	assert_ok(sign_agreed_claim(offline, there, in_folder("s61.json"), &err));
	free_act(there);
	second->tx.gas_limit.limb[0]++;
	assert_ok(describe_act(online, second, &err));
	assert_ok(warn_of_earlier(online, second, &err));
	assert_int_equal(second->first_of, first->id);
	assert_ok(export_claim(online, second, in_folder("c61b.json"), &err));
	assert_int_equal(state_of_claim(claim), CACHE_TX_VOID);
	assert_int_equal(import_signed_claim(online, &back, in_folder("s61.json"), &err),
			 ERR_CHANGED);
	assert_null(back);
	assert_int_equal(state_of_claim(second->subject), CACHE_TX_DRAFT);
	free_act(second);
	free_act(first);
}

static void the_expected_hash_stops_another_transaction(void **state)
{
	struct hash other = hash_of_byte(0x11);
	struct act *there = NULL;

	(void)state;
	assert_ok(open_claim(offline, &there, in_folder("c.json"), &err));
	assert_int_equal(sign_claim(offline, there, &other, in_folder("x.json"), &err),
			 ERR_MISMATCH);
	assert_int_not_equal(access(in_folder("x.json"), F_OK), 0);
	free_act(there);
}

/*
 * A file that says less was claimed than is so would promise more than the distributor pays. The
 * offline machine cannot know, so that it promises nothing.
 */
static void a_sum_that_rests_on_the_files_word_is_told_as_its_word(void **state)
{
	static const struct value_style whole = {.ascii = true};
	char text[SENTENCE_TEXT_SIZE];
	struct act *there = NULL;

	(void)state;
	assert_ok(open_claim(offline, &there, in_folder("c.json"), &err));
	sentence_text(text, sizeof(text), &there->summary, &whole);
	assert_non_null(strstr(text, "as the online machine says, the rest was paid before"));
	free_act(there);
}

/*
 * Words that the offline machine cannot check are told as such, and it has no key for another
 * `from`; of the transaction's own bytes it shows nonce and fees. All the rest refuses to open.
 */
static bool is_only_told(const char *at)
{
	static const char *const told[] = {
		"\"block\"",	"\"block_hash\"", "\"claimed\"", "\"expires\"",	    "\"network\"",
		"\"prepared\"", "\"verified\"",	  "\"trust\"",	 "\"transaction\"", "\"from\""};

	for (size_t i = 0; i < ARRAY_SIZE(told); i++)
		if (strncmp(at, told[i], strlen(told[i])) == 0)
			return true;
	return false;
}

static void every_altered_field_of_a_bundle_is_refused_or_signs_what_was_prepared(void **state)
{
	struct act *there = NULL, *back = NULL;
	size_t signed_anyway = 0, name = 0;
	struct buf text;

	(void)state;
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_ok(file_read(&text, in_folder("c.json"), &err));
	for (size_t i = 1; i + 1 < text.len; i++) {
		enum status s;

		if (text.data[i] == '"' && (text.data[i - 1] == ',' || text.data[i - 1] == '{'))
			name = i;
		text.data[i] ^= 0x01;
		assert_ok(file_write(in_folder("alt.json"), text.data, text.len, &err));
		s = open_claim(offline, &there, in_folder("alt.json"), &err);
		text.data[i] ^= 0x01;
		if (s != STATUS_OK)
			continue;
		if (!is_only_told((const char *)text.data + name))
			fail_msg("shown although altered at %zu: %.40s", i, text.data + name);
		s = sign_agreed_claim(offline, there, in_folder("alt-s.json"), &err);
		free_act(there);
		if (s != STATUS_OK)
			continue;
		signed_anyway++;
		/* Another claim was prepared here, so this one does not come back in. */
		assert_int_not_equal(
			import_signed_claim(online, &back, in_folder("alt-s.json"), &err),
			STATUS_OK);
		assert_null(back);
		assert_int_equal(unlink(in_folder("alt-s.json")), 0);
	}
	assert_in_range(signed_anyway, 1, text.len / 5);
	buf_release(&text);
}

/* A pipe gives its bytes to one reader once; a second one would wait for ever. */
static void *pour_into_pipe(void *bundle)
{
	const struct buf *text = bundle;
	int fd = open(in_folder("pipe"), O_WRONLY | O_CLOEXEC);
	enum status s = fd < 0 ? ERR_IO : file_write_all(fd, text->data, text->len);

	close(fd);
	return s == STATUS_OK ? bundle : NULL;
}

static void a_bundle_is_judged_by_the_one_reading_that_opens_it(void **state)
{
	static const char *const files[] = {"c.json", "s.json"};
	static const enum act_state states[] = {ACT_PREPARED, ACT_SIGNED};

	(void)state;
	assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
	alarm(30);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct act *act = NULL;
		pthread_t writer;
		void *poured;
		struct buf text;

		buf_init(&text, LIMIT_SMALL_FILE);
		assert_ok(file_read(&text, in_folder(files[i]), &err));
		assert_int_equal(pthread_create(&writer, NULL, pour_into_pipe, &text), 0);
		assert_ok(open_bundle(online, &act, in_folder("pipe"), &err));
		pthread_join(writer, &poured);
		assert_non_null(poured);
		assert_int_equal(act->state, states[i]);
		free_act(act);
		buf_release(&text);
	}
	alarm(0);
	assert_int_equal(unlink(in_folder("pipe")), 0);
}

static void an_expired_bundle_is_not_opened(void **state)
{
	struct act *act = prepared_at(NOW - 90000, 6), *there = NULL;

	(void)state;
	assert_ok(export_claim(online, act, in_folder("old.json"), &err));
	free_act(act);
	assert_int_equal(open_claim(offline, &there, in_folder("old.json"), &err), ERR_EXPIRED);
	assert_null(there);
}

static void a_claim_that_nobody_prepared_here_is_not_taken_in(void **state)
{
	struct act *back = NULL;

	(void)state;
	assert_int_equal(import_signed_claim(offline, &back, in_folder("s.json"), &err),
			 ERR_NOT_FOUND);
	assert_null(back);
	put_text("junk.json", "{\"format\":\"byline-signed/1\"}");
	assert_int_equal(import_signed_claim(online, &back, in_folder("junk.json"), &err),
			 ERR_PARSE);
}

static void a_prepared_claim_takes_nothing_and_leaves_no_trace(void **state)
{
	struct act *act = prepared(20);

	(void)state;
	assert_int_equal(act->id, 0);
	assert_false(is_listed(20));
	free_act(act);
	assert_false(is_listed(20));
}

static void a_bundle_that_could_not_be_written_leaves_no_draft(void **state)
{
	struct act *act = prepared(21);

	(void)state;
	assert_int_equal(export_claim(online, act, in_folder("c.json"), &err), ERR_EXISTS);
	free_act(act);
	assert_false(is_listed(21));
	act = prepared(22);
	assert_int_equal(export_claim(online, act, in_folder("no/such/folder.json"), &err),
			 ERR_NOT_FOUND);
	assert_false(is_listed(22));
	assert_ok(export_claim(online, act, in_folder("c22.json"), &err));
	free_act(act);
	assert_true(is_listed(22));
}

/* One more than 64 bits hold; it still encodes. */
static void set_endless_gas(struct tx *tx)
{
	tx->gas_limit = (struct u256){{0, 1}};
}

static void a_bundle_whose_gas_no_block_holds_is_not_opened(void **state)
{
	struct act *act = prepared(50), *there = NULL;
	struct buf file;

	(void)state;
	set_endless_gas(&act->tx);
	buf_clear(&act->bundle.unsigned_tx);
	assert_int_equal(tx_write_unsigned(&act->bundle.unsigned_tx, &act->tx), STATUS_OK);
	buf_init(&file, LIMIT_SMALL_FILE);
	assert_int_equal(bundle_write(&file, &act->bundle), STATUS_OK);
	put_text("endless.json", buf_str(&file));
	buf_release(&file);
	free_act(act);
	assert_int_equal(open_claim(offline, &there, in_folder("endless.json"), &err), ERR_REFUSED);
	assert_non_null(strstr(err.text, "gas limit"));
	assert_null(there);
}

static void a_transfer_whose_gas_no_block_holds_is_not_opened(void **state)
{
	struct act *there = NULL;
	struct json *doc = json_new_object();
	struct buf bytes, file;
	struct tx tx;

	(void)state;
	tx_init(&tx);
	tx.type = TX_DYNAMIC_FEE;
	tx.chain_id = 31337;
	set_endless_gas(&tx);
	buf_init(&bytes, LIMIT_TX);
	buf_init(&file, LIMIT_SMALL_FILE);
	assert_int_equal(tx_write_unsigned(&bytes, &tx), STATUS_OK);
	json_add_text(doc, "format", "byline-tx/1");
	json_add_text(doc, "network", "devnet");
	json_add_text(doc, "chain_id", "31337");
	json_add_text(doc, "from", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
	json_add_hex(doc, "transaction", bytes.data, bytes.len);
	assert_int_equal(json_write(&file, doc), STATUS_OK);
	put_text("endless-tx.json", buf_str(&file));
	assert_int_equal(open_act(offline, &there, in_folder("endless-tx.json"), &err),
			 ERR_REFUSED);
	assert_non_null(strstr(err.text, "gas limit"));
	assert_null(there);
	json_free(doc);
	buf_release(&bytes);
	buf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_signed_offline_comes_back_ready_to_be_sent),
		cmocka_unit_test(the_signing_machine_takes_a_bundle_twice_but_never_its_file),
		cmocka_unit_test(
			another_claim_with_a_nonce_signed_before_must_be_confirmed_by_its_hash),
		cmocka_unit_test(a_claim_signed_where_it_was_prepared_is_signed_in_the_list_too),
		cmocka_unit_test(the_expected_hash_stops_another_transaction),
		cmocka_unit_test(a_sum_that_rests_on_the_files_word_is_told_as_its_word),
		cmocka_unit_test(
			every_altered_field_of_a_bundle_is_refused_or_signs_what_was_prepared),
		cmocka_unit_test(a_bundle_is_judged_by_the_one_reading_that_opens_it),
		cmocka_unit_test(an_expired_bundle_is_not_opened),
		cmocka_unit_test(a_claim_that_nobody_prepared_here_is_not_taken_in),
		cmocka_unit_test(a_claim_that_another_went_before_does_not_come_back_signed),
		cmocka_unit_test(a_prepared_claim_takes_nothing_and_leaves_no_trace),
		cmocka_unit_test(a_bundle_that_could_not_be_written_leaves_no_draft),
		cmocka_unit_test(a_bundle_whose_gas_no_block_holds_is_not_opened),
		cmocka_unit_test(a_transfer_whose_gas_no_block_holds_is_not_opened),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
