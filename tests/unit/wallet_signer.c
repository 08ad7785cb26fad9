/* The vault behind the signer's door: what opens it, what it shows, what becomes of a change. */
#include "base/buf.h"
#include "tests/unit/wallet_agreed.h"

static void a_locked_vault_refuses_to_sign(void **state)
{
	const struct door_policy policy = fixture_policy();
	const struct door_upload upload = {0};
	const struct hash nonce = {{0}};
	uint8_t sig[SIGNATURE_SIZE];
	struct secret *key = NULL;
	struct door_vault now = fixture_vault();
	struct door_intent intent = {
		.kind = DOOR_MESSAGE, .policy = &policy, .data = "x", .len = 1};
	struct hash hash;
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_SMALL_FILE);
	answer(fx.locked, FIXTURE_PASSPHRASE, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_sign_tx(fx.locked, &out, &hash, 0, &policy, "", 0, NULL), ERR_LOCKED);
	assert_int_equal(door_sign_claim(fx.locked, &out, 0, &policy, "{}", 2, NULL), ERR_LOCKED);
	assert_int_equal(door_sign_typed(fx.locked, sig, NULL, 0,
					 &(struct door_policy){.chain_id = 1}, "{}", 2, NULL),
			 ERR_LOCKED);
	assert_int_equal(door_sign_message(fx.locked, sig, 0, &(struct door_policy){.allowed = 0},
					   "hello", 5, NULL),
			 ERR_LOCKED);
	assert_int_equal(door_sign_upload(fx.locked, sig, 0, &upload, NULL), ERR_LOCKED);
	assert_int_equal(door_dataset_keys(fx.locked, &key, NULL, NULL, &nonce, NULL), ERR_LOCKED);
	assert_int_equal(door_consider(fx.locked, &intent, NULL), ERR_LOCKED);
	assert_int_equal(door_accept_profile(fx.locked, &out, &now, &nonce, NULL), ERR_LOCKED);
	assert_int_equal(door_reveal(fx.locked, &now, NULL), ERR_LOCKED);
	assert_int_equal(door_drill(fx.locked, &out, &now, 1, NULL), ERR_LOCKED);
	assert_int_equal(door_export_account(fx.locked, &out, &now, 0, NULL), ERR_LOCKED);
	assert_int_equal(door_add_account(fx.locked, &out, &now, 0, "", "", NULL), ERR_LOCKED);
	assert_int_equal(door_change_passphrase(fx.locked, &out, &now, NULL), ERR_LOCKED);
	assert_int_equal(door_check(fx.locked, fx.file.data, fx.file.len, NULL), ERR_LOCKED);
	assert_int_equal(out.len, 0);
	assert_null(key);
}

static void a_locked_vault_tells_no_address(void **state)
{
	struct door_state s = state_of(fx.locked);

	(void)state;
	assert_false(s.open);
	assert_false(s.unsaved);
	assert_int_equal(s.n, 0);
	assert_int_equal(s.words, 0);
	assert_int_equal(s.generation, 0);
}

/* Every request, alone, with every right but its own and then with its own right only. */
static void a_request_without_its_capability_is_refused(void **state)
{
	static const uint32_t needed[SIGNER_OP_END] = {
		[SIGNER_EXPECT] = SIGNER_CAN_SEE,
		[SIGNER_STATE] = SIGNER_CAN_SEE,
		[SIGNER_CREATE] = SIGNER_CAN_CHANGE,
		[SIGNER_RESTORE] = SIGNER_CAN_CHANGE,
		[SIGNER_OPEN] = SIGNER_CAN_UNLOCK,
		[SIGNER_CHECK] = SIGNER_CAN_UNLOCK,
		[SIGNER_LOCK] = SIGNER_CAN_UNLOCK,
		[SIGNER_FORGET] = SIGNER_CAN_UNLOCK,
		[SIGNER_ADD_ACCOUNT] = SIGNER_CAN_CHANGE,
		[SIGNER_IMPORT_ACCOUNT] = SIGNER_CAN_CHANGE,
		[SIGNER_LABEL_ACCOUNT] = SIGNER_CAN_CHANGE,
		[SIGNER_ACCEPT_PROFILE] = SIGNER_CAN_CHANGE,
		[SIGNER_DRILL] = SIGNER_CAN_CHANGE,
		[SIGNER_CHANGE_PASSPHRASE] = SIGNER_CAN_CHANGE,
		[SIGNER_FIND_ADDRESS] = SIGNER_CAN_SEE,
		[SIGNER_REVEAL] = SIGNER_CAN_REVEAL,
		[SIGNER_EXPORT_ACCOUNT] = SIGNER_CAN_REVEAL,
		[SIGNER_PROFILE] = SIGNER_CAN_SIGN_TX,
		[SIGNER_CONSIDER] = SIGNER_CAN_SIGN_TX,
		[SIGNER_CONSENT] = SIGNER_CAN_SIGN_TX,
		[SIGNER_SIGN_TX] = SIGNER_CAN_SIGN_TX,
		[SIGNER_SIGN_CLAIM] = SIGNER_CAN_SIGN_CLAIM,
		[SIGNER_SIGN_TYPED] = SIGNER_CAN_SIGN_TYPED,
		[SIGNER_SIGN_MESSAGE] = SIGNER_CAN_SIGN_MESSAGE,
		[SIGNER_SIGN_UPLOAD] = SIGNER_CAN_SIGN_UPLOAD,
		[SIGNER_DATASET_KEYS] = SIGNER_CAN_DATASET_KEYS,
		[SIGNER_SEAL] = SIGNER_CAN_SEAL,
		[SIGNER_UNSEAL] = SIGNER_CAN_SEAL,
	};
	struct signer *signer = NULL;
	struct buf reply;

	(void)state;
	buf_init(&reply, 64 * KIB);
	assert_int_equal(signer_new(&signer, NULL), STATUS_OK);
	for (uint8_t op = 1; op < SIGNER_OP_END; op++) {
		assert_int_not_equal(needed[op], 0);
		assert_int_equal(
			signer_handle(signer, SIGNER_CAN_ALL & ~needed[op], &op, 1, &reply),
			ERR_REFUSED);
		assert_int_not_equal(signer_handle(signer, needed[op], &op, 1, &reply),
				     ERR_REFUSED);
	}
	signer_free(signer);
	buf_release(&reply);
}

static void an_open_vault_does_not_sign_without_the_capability(void **state)
{
	uint8_t sig[SIGNATURE_SIZE] = {0};
	struct err e = {0};

	(void)state;
	fx.open->capabilities = SIGNER_CAN_ALL & ~(uint32_t)SIGNER_CAN_SIGN_MESSAGE;
	assert_int_equal(agreed_message(fx.open, sig, 0, 0, "hello", 5, "", &e), ERR_REFUSED);
	assert_int_equal(sig[0], 0);
	fx.open->capabilities = SIGNER_CAN_ALL;
	assert_int_equal(agreed_message(fx.open, sig, 0, 0, "hello", 5, "", &e), STATUS_OK);
}

static void a_restored_vault_has_the_addresses_of_its_phrase(void **state)
{
	struct door_state s = state_of(fx.open);
	const struct json *v = json_first(json_get(fx.doc, "accounts"));

	(void)state;
	assert_true(s.open);
	assert_false(s.unsaved);
	assert_int_equal(s.words, 12);
	assert_int_equal(s.generation, 1);
	assert_int_equal(s.n, 2);
	for (size_t i = 0; i < s.n; i++, v = json_next(v)) {
		struct address expected = vector_address(v, "address");

		assert_int_equal(s.accounts[i].index, i);
		assert_true(address_equal(&s.accounts[i].address, &expected));
	}
	assert_string_equal(s.accounts[1].label, "claims");
}

static void a_new_vault_serves_only_after_it_was_read_back(void **state)
{
	struct door *d = NULL;
	struct door_state s;
	struct buf file;
	uint8_t sig[SIGNATURE_SIZE];

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	answer(d, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_create(d, &file, 24, false, NULL), STATUS_OK);
	s = state_of(d);
	assert_false(s.open);
	assert_true(s.unsaved);
	assert_int_equal(agreed_message(d, sig, 0, 0, "hello", 5, "", NULL), ERR_LOCKED);
	file.data[150] ^= 1;
	assert_int_equal(door_check(d, file.data, file.len, NULL), ERR_DAMAGED);
	file.data[150] ^= 1;
	assert_int_equal(door_check(d, fx.file.data, fx.file.len, NULL), ERR_CHANGED);
	assert_saved(d, &file);
	s = state_of(d);
	assert_true(s.open);
	assert_false(s.unsaved);
	assert_int_equal(s.words, 24);
	assert_int_equal(agreed_message(d, sig, 0, 0, "hello", 5, "", NULL), STATUS_OK);
	door_lock(d);
	assert_int_equal(agreed_message(d, sig, 0, 0, "hello", 5, "", NULL), ERR_LOCKED);
	door_free(d);
	buf_release(&file);
}

static void a_vault_is_made_with_12_or_24_words_and_a_passphrase(void **state)
{
	static const unsigned bad[] = {0, 1, 11, 13, 15, 18, 21, 25, 268, 280};
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(door_create(fx.locked, &file, bad[i], false, NULL), ERR_RANGE);
	/* Nobody gives one, an empty one, one of seven characters. */
	door_set_person(fx.locked, &door_nobody);
	assert_int_equal(door_create(fx.locked, &file, 12, false, NULL), ERR_USAGE);
	answer(fx.locked, "", NULL);
	assert_int_equal(door_create(fx.locked, &file, 12, false, NULL), ERR_REFUSED);
	answer(fx.locked, "7 signs", NULL);
	assert_int_equal(door_create(fx.locked, &file, 12, false, NULL), ERR_REFUSED);
	assert_int_equal(file.len, 0);
	assert_false(state_of(fx.locked).unsaved);
	/* Words that are to be shown need a terminal. */
	answer(fx.locked, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_create(fx.locked, &file, 12, true, NULL), ERR_USAGE);
	assert_int_equal(file.len, 0);
	assert_false(state_of(fx.locked).unsaved);
}

static void a_change_that_was_not_saved_is_not_used(void **state)
{
	struct door_vault now = fixture_vault();
	uint8_t sig[SIGNATURE_SIZE];
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	answer(fx.open, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_add_account(fx.open, &file, &now, 7, "", "later", NULL), STATUS_OK);
	assert_true(state_of(fx.open).unsaved);
	assert_int_equal(state_of(fx.open).n, 2);
	assert_int_equal(agreed_message(fx.open, sig, 7, 0, "hello", 5, "", NULL), ERR_NOT_FOUND);
	/* The disk was full: the old file is still there. */
	assert_int_equal(door_check(fx.open, fx.file.data, fx.file.len, NULL), ERR_CHANGED);
	assert_int_equal(agreed_message(fx.open, sig, 1, 0, "hello", 5, "", NULL), STATUS_OK);
	/* The next change replaces it. */
	buf_clear(&file);
	assert_int_equal(door_label_account(fx.open, &file, &now, 1, "claims", NULL), STATUS_OK);
	assert_saved(fx.open, &file);
	assert_int_equal(state_of(fx.open).n, 2);
	assert_false(state_of(fx.open).unsaved);
	buf_release(&fx.file);
	fx.file = file;
}

static void accounts_that_cannot_be_are_refused(void **state)
{
	struct door_vault now = fixture_vault();
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	answer(fx.open, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_add_account(fx.open, &file, &now, 1, "", "", NULL), ERR_EXISTS);
	assert_int_equal(door_add_account(fx.open, &file, &now, 0x80000000, "", "", NULL),
			 ERR_RANGE);
	assert_int_equal(door_add_account(fx.open, &file, &now, 2, "", "a\nb", NULL), ERR_PARSE);
	assert_int_equal(door_label_account(fx.open, &file, &now, 2, "a", NULL), ERR_NOT_FOUND);
	assert_int_equal(file.len, 0);
	assert_false(state_of(fx.open).unsaved);
}

static void a_wrong_phrase_is_told_by_place_and_suggestion(void **state)
{
	static const char wrong[] = "test test test test test test test test test test test jnuk";
	struct bip39_fault fault = {0};
	struct err e = {0};
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	answer(fx.locked, wrong, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_restore(fx.locked, &file, &fault, false, &e), ERR_PARSE);
	assert_int_equal(fault.words, 12);
	assert_int_equal(fault.word, 12);
	assert_string_equal(fault.nearest, "junk");
	assert_null(strstr(e.text, "junk"));
	assert_null(strstr(e.text, "jnuk"));
	answer(fx.locked, "", FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_restore(fx.locked, &file, NULL, false, &e), ERR_REFUSED);
	assert_int_equal(file.len, 0);
}

static void a_vault_opens_with_its_passphrase_only(void **state)
{
	struct door *d = NULL;

	(void)state;
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	answer(d, "a passphrase for test", FIXTURE_PASSPHRASE, NULL);
	/* A script has one try: its next line answers another question. */
	assert_int_equal(door_open(d, fx.file.data, fx.file.len, NULL), ERR_WRONG_PASSPHRASE);
	answer(d, "", NULL);
	assert_int_equal(door_open(d, fx.file.data, fx.file.len, NULL), ERR_REFUSED);
	door_set_person(d, &door_nobody);
	assert_int_equal(door_open(d, fx.file.data, fx.file.len, NULL), ERR_USAGE);
	answer(d, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_open(d, fx.file.data, fx.file.len - 1, NULL), ERR_DAMAGED);
	answer(d, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_open(d, "", 0, NULL), ERR_DAMAGED);
	assert_false(state_of(d).open);
	answer(d, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_open(d, fx.file.data, fx.file.len, NULL), STATUS_OK);
	assert_int_equal(state_of(d).n, 2);
	door_free(d);
}

static void a_changed_passphrase_takes_the_place_of_the_old_one(void **state)
{
	static const char new[] = "another passphrase";
	struct door_vault now = fixture_vault();
	struct door *d = NULL;
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	answer(d, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_open(d, fx.file.data, fx.file.len, NULL), STATUS_OK);
	answer(d, new, new, NULL);
	assert_int_equal(door_change_passphrase(d, &file, &now, NULL), ERR_WRONG_PASSPHRASE);
	answer(d, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_change_passphrase(d, &file, &now, NULL), ERR_REFUSED);
	answer(d, FIXTURE_PASSPHRASE, "7 signs", NULL);
	assert_int_equal(door_change_passphrase(d, &file, &now, NULL), ERR_REFUSED);
	assert_int_equal(file.len, 0);
	answer(d, FIXTURE_PASSPHRASE, new, NULL);
	assert_int_equal(door_change_passphrase(d, &file, &now, NULL), STATUS_OK);
	assert_int_equal(state_of(d).generation, 1);
	assert_saved(d, &file);
	assert_int_equal(state_of(d).generation, 2);
	assert_int_equal(state_of(d).n, 2);
	answer(d, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_open(d, file.data, file.len, NULL), ERR_WRONG_PASSPHRASE);
	answer(d, new, NULL);
	assert_int_equal(door_open(d, file.data, file.len, NULL), STATUS_OK);
	door_free(d);
	buf_release(&file);
}

/* Hands the first `len` bytes over in a block of just that size. */
static enum status handle_piece(const struct buf *request, size_t len)
{
	uint8_t *piece = malloc(len + (len == 0));
	struct buf reply;
	enum status s;

	buf_init(&reply, 64 * KIB);
	memcpy(piece, request->data, len);
	s = signer_handle(fx.locked->signer, SIGNER_CAN_ALL, piece, len, &reply);
	free(piece);
	buf_release(&reply);
	return s;
}

/* Any request cut anywhere, or with a byte behind it, is malformed: nothing is guessed. */
static void a_malformed_request_is_refused(void **state)
{
	static const union signer_any zeros;
	struct buf request;

	(void)state;
	buf_init(&request, 4 * KIB);
	for (unsigned op = 1; op < SIGNER_OP_END; op++) {
		const struct wire_format *format = signer_ops_terms((uint8_t)op)->request;

		buf_clear(&request);
		buf_add_byte(&request, (uint8_t)op);
		wire_write(&request, format, &zeros);
		assert_int_equal(request.len, 1 + wire_size(format, &zeros));
		for (size_t len = 0; len < request.len; len++)
			assert_int_equal(handle_piece(&request, len), ERR_PARSE);
		buf_add_byte(&request, 0);
		assert_int_equal(handle_piece(&request, request.len), ERR_PARSE);
	}
	for (unsigned op = SIGNER_OP_END; op <= 256; op++) {
		request.data[0] = (uint8_t)op;
		assert_int_equal(handle_piece(&request, request.len), ERR_PARSE);
	}
	buf_release(&request);
}

static void a_reply_that_does_not_fit_is_a_failure(void **state)
{
	static const uint8_t op = SIGNER_STATE;
	struct buf reply;

	(void)state;
	buf_init(&reply, 20);
	assert_int_equal(signer_handle(fx.open->signer, SIGNER_CAN_ALL, &op, 1, &reply), ERR_LIMIT);
	buf_release(&reply);
}

static void a_guarded_buffer_never_leaves_its_memory(void **state)
{
	struct secret *memory = NULL;
	struct buf b;

	(void)state;
	assert_int_equal(wire_guarded(&b, &memory, 100, NULL), STATUS_OK);
	assert_true(b.cap <= b.limit + 1);
	for (int i = 0; i < 100; i++)
		buf_add_byte(&b, 'x');
	assert_int_equal(strlen(buf_str(&b)), 100);
	assert_int_equal(buf_status(&b), STATUS_OK);
	buf_add_byte(&b, 'x');
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	assert_ptr_equal(b.data, secret_view(memory));
	secret_free(memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_locked_vault_refuses_to_sign),
		cmocka_unit_test(a_locked_vault_tells_no_address),
		cmocka_unit_test(a_request_without_its_capability_is_refused),
		cmocka_unit_test(an_open_vault_does_not_sign_without_the_capability),
		cmocka_unit_test(a_restored_vault_has_the_addresses_of_its_phrase),
		cmocka_unit_test(a_new_vault_serves_only_after_it_was_read_back),
		cmocka_unit_test(a_vault_is_made_with_12_or_24_words_and_a_passphrase),
		cmocka_unit_test(a_change_that_was_not_saved_is_not_used),
		cmocka_unit_test(accounts_that_cannot_be_are_refused),
		cmocka_unit_test(a_wrong_phrase_is_told_by_place_and_suggestion),
		cmocka_unit_test(a_vault_opens_with_its_passphrase_only),
		cmocka_unit_test(a_changed_passphrase_takes_the_place_of_the_old_one),
		cmocka_unit_test(a_malformed_request_is_refused),
		cmocka_unit_test(a_reply_that_does_not_fit_is_a_failure),
		cmocka_unit_test(a_guarded_buffer_never_leaves_its_memory),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
