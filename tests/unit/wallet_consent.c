/*
 * Nothing is signed that nobody agreed to: what counts as a consent, for what, and how often; what
 * a person sees before it on the signer's own terminal.
 */
#include "tests/unit/wallet_agreed.h"
#include "tests/unit/wallet_typist.h"

#include "wallet/consent_words.h"

/* Coins for somebody, on the chain of the fixture. */
static uint8_t *transfer;
static size_t transfer_len;

static int start(void **state)
{
	if (fixture_start(state) != 0)
		return -1;
	transfer = vector_hex(fixture_transaction("transfer"), "unsigned", &transfer_len);
	return 0;
}

static int stop(void **state)
{
	free(transfer);
	return fixture_stop(state);
}

static int sit_down(void **state)
{
	(void)state;
	signer_consent_release(fx.open->signer);
	typist_sit_down(fx.open, 40);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	typist_leave(fx.open);
	return 0;
}

static enum status sign_text(const char *text, uint32_t account, struct err *e)
{
	uint8_t sig[SIGNATURE_SIZE];

	return door_sign_message(fx.open, sig, account, &(struct door_policy){.allowed = 0}, text,
				 strlen(text), e);
}

/* A chain without a profile pins nothing, and there is nothing to accept. */
static const struct door_policy bare = {.chain_id = 31337, .fee_cap.raw.limb = {1000000000000000}};

static enum status sign_transfer(struct err *e)
{
	struct hash hash;
	struct buf raw;
	enum status s;

	buf_init(&raw, LIMIT_SMALL_FILE);
	s = door_sign_tx(fx.open, &raw, &hash, FIXTURE_ACCOUNT, &bare, transfer, transfer_len, e);
	assert_int_equal(raw.len > 0, s == STATUS_OK);
	buf_release(&raw);
	return s;
}

static enum status consider_text(const char *text)
{
	const struct door_intent intent = {.kind = DOOR_MESSAGE,
					   .account = FIXTURE_ACCOUNT,
					   .policy = &bare,
					   .data = text,
					   .len = strlen(text)};

	return door_consider(fx.open, &intent, NULL);
}

static enum status consider_transfer(const struct hash *earlier, bool first)
{
	const struct door_intent intent = {.kind = DOOR_TX,
					   .account = FIXTURE_ACCOUNT,
					   .policy = &bare,
					   .data = transfer,
					   .len = transfer_len,
					   .earlier =
						   earlier != NULL ? *earlier : (struct hash){{0}},
					   .first = first};

	return door_consider(fx.open, &intent, NULL);
}

static struct hash digest_of_text(const char *text)
{
	struct hash digest;

	eip191_digest(&digest, text, strlen(text));
	return digest;
}

static void nothing_is_signed_without_a_consent(void **state)
{
	const struct hash other = digest_of_text("other");
	uint8_t sig[SIGNATURE_SIZE] = {0};
	struct err e = {0};
	struct buf text;

	(void)state;
	signer_consent_release(fx.open->signer);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
		assert_non_null(strstr(e.text, "nobody agreed"));
		assert_int_equal(sign_transfer(&e), ERR_REFUSED);
		assert_non_null(strstr(e.text, "nobody agreed"));
		buf_init(&text, LIMIT_TYPED_DATA);
		assert_int_equal(json_write(&text, json_get(fx.doc, "document")), STATUS_OK);
		assert_int_equal(door_sign_typed(fx.open, sig, NULL, FIXTURE_ACCOUNT, &bare,
						 text.data, text.len, &e),
				 ERR_REFUSED);
		assert_non_null(strstr(e.text, "nobody agreed"));
		assert_int_equal(sig[0], 0);
		buf_release(&text);
		/* Nor when something else is expected. */
		assert_int_equal(door_expect(fx.open, &other, "", NULL), STATUS_OK);
	}
	assert_int_equal(sign_text("other", FIXTURE_ACCOUNT, &e), STATUS_OK);
}

static enum status expect_by_message(struct door *d, const struct hash *digest, struct err *e)
{
	const struct signer_expected in = {.digest = *digest};
	struct exchange x;
	enum status s = exchange(d, &x, SIGNER_EXPECT, &in, e);

	exchange_end(&x);
	return s;
}

/* A message of byline is no person, and so it comes before the passphrase or not at all. */
static void no_message_names_what_is_signed_once_the_vault_is_open(void **state)
{
	const struct hash digest = digest_of_text("hello");
	struct door *d = NULL;
	struct err e = {0};
	struct buf file;

	(void)state;
	signer_consent_release(fx.open->signer);
	assert_int_equal(expect_by_message(fx.open, &digest, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "before the vault is opened"));
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
	/* A vault that waits to be saved is as good as open. */
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	fixture_restore(d, &file);
	assert_int_equal(expect_by_message(d, &digest, &e), ERR_REFUSED);
	buf_release(&file);
	door_free(d);
	/* So is one whose passphrase was asked for, and who knows what became of it. */
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	assert_int_equal(door_open(d, fx.file.data, fx.file.len, NULL), ERR_USAGE);
	assert_int_equal(expect_by_message(d, &digest, &e), ERR_REFUSED);
	door_free(d);
}

/* Unsigned bytes name no sender, so that another account would pay once more. */
static void a_digest_that_was_named_counts_for_one_account(void **state)
{
	const struct hash digest = digest_of_text("hello");

	(void)state;
	agree(fx.open, &digest, "");
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, NULL), STATUS_OK);
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, NULL), STATUS_OK);
	assert_int_equal(sign_text("hello", 0, NULL), ERR_REFUSED);
}

static void a_digest_that_came_before_the_passphrase_is_signed(void **state)
{
	const struct hash digest = digest_of_text("hello");
	uint8_t sig[SIGNATURE_SIZE];
	struct door *d = NULL;

	(void)state;
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	assert_int_equal(expect_by_message(d, &digest, NULL), STATUS_OK);
	typist_sit_down(d, 24);
	typist_begin(TYPED({"Passphrase: ", FIXTURE_PASSPHRASE "\r"}));
	assert_int_equal(door_open(d, fx.file.data, fx.file.len, NULL), STATUS_OK);
	/* The person who types it sees what it lets be signed. */
	typist_end();
	assert_non_null(strstr(typist.shown, "The passphrase signs what has the hash 0x"));
	assert_true(strstr(typist.shown, "hash 0x") < strstr(typist.shown, "Passphrase: "));
	assert_int_equal(
		door_sign_message(d, sig, 0, &(struct door_policy){.allowed = 0}, "hello", 5, NULL),
		STATUS_OK);
	assert_int_equal(
		door_sign_message(d, sig, 0, &(struct door_policy){.allowed = 0}, "hallo", 5, NULL),
		ERR_REFUSED);
	typist_leave(d);
	door_free(d);
}

static void a_consent_counts_once_and_for_what_was_shown(void **state)
{
	struct err e = {0};
	const char *shown;

	(void)state;
	assert_int_equal(consider_text("hello"), STATUS_OK);
	typist_begin(TYPED({"Type SIGN to sign: ", "SIGN\r"}));
	assert_int_equal(door_consent(fx.open, &e), STATUS_OK);
	shown = typist_end();
	assert_non_null(strstr(shown, "SIGN A MESSAGE of 5 bytes"));
	assert_non_null(strstr(shown, "  | hello"));
	assert_non_null(strstr(shown, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"));
	/* Another text, another account. */
	assert_int_equal(sign_text("hello!", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
	assert_int_equal(sign_text("hello", 0, &e), ERR_REFUSED);
	assert_int_equal(sign_transfer(&e), ERR_REFUSED);
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), STATUS_OK);
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
}

static void what_was_considered_and_not_confirmed_is_not_signed(void **state)
{
	static const struct {
		const char *keys;
		enum status status;
	} cases[] = {{"SING\r", ERR_REFUSED},
		     {"\r", ERR_REFUSED},
		     {"sign\r", ERR_REFUSED},
		     {"SIGN\x03", ERR_CANCELLED},
		     {"SIGN\x1b", ERR_CANCELLED}};
	struct err e = {0};

	(void)state;
	/* Considered, and never asked for. */
	assert_int_equal(consider_text("hello"), STATUS_OK);
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		signer_consent_forget(fx.open->signer);
		assert_int_equal(consider_text("hello"), STATUS_OK);
		typist_begin(TYPED({"Type SIGN to sign: ", cases[i].keys}));
		assert_int_equal(door_consent(fx.open, &e), cases[i].status);
		typist_end();
		assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
		/* The question is not put again without its review. */
		assert_int_equal(door_consent(fx.open, &e), ERR_PARSE);
	}
}

static void what_was_considered_is_dropped_where_byline_never_asked(void **state)
{
	struct err e = {0};
	const char *shown;
	struct exchange x;

	(void)state;
	assert_int_equal(consider_text("stale"), STATUS_OK);
	assert_int_equal(exchange(fx.open, &x, SIGNER_FORGET, NULL, NULL), STATUS_OK);
	exchange_end(&x);
	assert_int_equal(consider_text("hello"), STATUS_OK);
	typist_begin(TYPED({"Type SIGN to sign: ", "SIGN\r"}));
	assert_int_equal(door_consent(fx.open, &e), STATUS_OK);
	shown = typist_end();
	assert_null(strstr(shown, "stale"));
	/* Nor does one too many leave all of them behind. */
	for (int i = 0; i < 64; i++)
		assert_int_equal(consider_text("stale"), STATUS_OK);
	assert_int_equal(consider_text("stale"), ERR_LIMIT);
	assert_int_equal(consider_text("hello"), STATUS_OK);
	typist_begin(TYPED({"Type SIGN to sign: ", "SIGN\r"}));
	assert_int_equal(door_consent(fx.open, &e), STATUS_OK);
	typist_end();
}

static void a_consent_that_was_not_used_is_void_once_something_else_is_asked(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(consider_text("hello"), STATUS_OK);
	typist_begin(TYPED({"to sign: ", "SIGN\r"}));
	assert_int_equal(door_consent(fx.open, &e), STATUS_OK);
	typist_end();
	assert_int_equal(consider_text("something else"), STATUS_OK);
	typist_begin(TYPED({"to sign: ", "no\r"}));
	assert_int_equal(door_consent(fx.open, &e), ERR_REFUSED);
	typist_end();
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
	assert_int_equal(sign_text("something else", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
}

static void an_earlier_transaction_or_a_void_draft_has_to_be_typed(void **state)
{
	const struct hash earlier = {.bytes = {[28] = 0xde, 0xad, 0xbe, 0xef}};
	struct err e = {0};

	(void)state;
	assert_int_equal(consider_transfer(&earlier, false), STATUS_OK);
	typist_begin(TYPED({"the earlier transaction ...deadbeef to sign: ", "SEND\r"}));
	assert_int_equal(door_consent(fx.open, &e), ERR_REFUSED);
	typist_end();
	assert_int_equal(sign_transfer(&e), ERR_REFUSED);
	assert_int_equal(consider_transfer(&earlier, true), STATUS_OK);
	typist_begin(TYPED(
		{"then FIRST, which makes the draft in a file void, to sign: ", "beef FIRST\r"}));
	assert_int_equal(door_consent(fx.open, &e), STATUS_OK);
	assert_non_null(strstr(typist_end(), "Send"));
	assert_int_equal(sign_transfer(&e), STATUS_OK);
	assert_int_equal(sign_transfer(&e), ERR_REFUSED);
}

/* A contract may take all of a token: the first of powers.json. */
static void a_danger_is_confirmed_by_its_words_alone(void **state)
{
	static const char words[] = "UNLIMITED OPEN to 0x1212";
	struct json *doc = wallet_vectors("powers.json");
	const struct json *power = json_first(json_get(doc, "cases"));
	struct door_policy policy = fixture_policy();
	struct door_intent intent = {
		.kind = DOOR_TYPED, .account = FIXTURE_ACCOUNT, .policy = &policy};
	uint8_t sig[SIGNATURE_SIZE];
	char question[80], keys[80];
	struct hash profile;
	struct err e = {0};
	struct buf text;
	bool accepted;

	(void)state;
	assert_string_equal(vector_text(power, "words"), words);
	assert_int_equal(danger_parse(&policy.allowed, vector_text(power, "allow"), NULL),
			 STATUS_OK);
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, json_get(power, "document")), STATUS_OK);
	intent.data = text.data;
	intent.len = text.len;
	/* The symbol and the decimals in its words come from the profile. */
	assert_int_equal(door_sign_profile(fx.open, &profile, &accepted, &fx.profile, NULL),
			 STATUS_OK);
	assert_int_equal(door_consider(fx.open, &intent, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "has not accepted"));
	fx.open->signer->keys->profiles[fx.open->signer->keys->profiles_n++] = profile;
	snprintf(question, sizeof(question), "Type \"%s\" to sign: ", words);
	snprintf(keys, sizeof(keys), "%s\r", words);
	for (int right = 0; right < 2; right++) {
		assert_int_equal(door_consider(fx.open, &intent, &e), STATUS_OK);
		typist_begin(TYPED({question, right ? keys : "SIGN\r"}));
		assert_int_equal(door_consent(fx.open, &e), right ? STATUS_OK : ERR_REFUSED);
		assert_non_null(strstr(typist_end(), "  ! "));
		assert_int_equal(door_sign_typed(fx.open, sig, NULL, FIXTURE_ACCOUNT, &policy,
						 text.data, text.len, &e),
				 right ? STATUS_OK : ERR_REFUSED);
	}
	fx.open->signer->keys->profiles_n--;
	buf_release(&text);
	json_free(doc);
}

static void several_are_agreed_to_at_once_by_the_digits_of_all(void **state)
{
	static const char *const texts[] = {"one", "two", "three"};
	struct consent_words all[3] = {{.has_obstacle = false}}, q;
	char keys[16];
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		all[i].digest = digest_of_text(texts[i]);
		assert_int_equal(consider_text(texts[i]), STATUS_OK);
	}
	assert_int_equal(consent_words_of_all(&q, all, 3, NULL), STATUS_OK);
	snprintf(keys, sizeof(keys), "%.8s\r", q.wanted);
	typist_begin(TYPED({q.question, keys}));
	assert_int_equal(door_consent(fx.open, &e), STATUS_OK);
	typist_end();
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		assert_non_null(strstr(typist.shown, texts[i]));
	assert_int_equal(sign_text("three", FIXTURE_ACCOUNT, &e), STATUS_OK);
	assert_int_equal(sign_text("one", FIXTURE_ACCOUNT, &e), STATUS_OK);
	assert_int_equal(sign_text("one", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
	assert_int_equal(sign_text("two", FIXTURE_ACCOUNT, &e), STATUS_OK);
}

static void several_of_which_one_has_an_obstacle_are_refused_unasked(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(consider_text("hello"), STATUS_OK);
	assert_int_equal(consider_transfer(NULL, true), STATUS_OK);
	typist_begin(TYPED({NULL, NULL}));
	assert_int_equal(door_consent(fx.open, &e), ERR_REFUSED);
	typist_end();
	assert_non_null(strstr(e.text, "sign it alone"));
	assert_string_equal(typist.shown, "");
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
	assert_int_equal(sign_transfer(&e), ERR_REFUSED);
	/* One that cannot be signed at all takes the others along. */
	assert_int_equal(consider_text("hello"), STATUS_OK);
	assert_int_equal(consider_text("0123456789abcdef0123456789abcde\xff"), ERR_REFUSED);
	assert_int_equal(door_consent(fx.open, &e), ERR_PARSE);
}

/* The confirmation is asked for below the last line, when all lines were there. */
static void a_review_longer_than_the_terminal_is_read_to_its_end_first(void **state)
{
	char text[2000] = "";
	struct err e = {0};

	(void)state;
	for (int i = 1; i <= 60; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "line %d.\n", i);
	assert_int_equal(consider_text(text), STATUS_OK);
	typist_begin(TYPED({"-- Space shows more --", "SIGN\r"}, {"to sign: ", "SIGN\r"}));
	assert_int_equal(door_consent(fx.open, &e), STATUS_OK);
	typist_end();
	assert_true(strstr(typist.shown, "more --") < strstr(typist.shown, "line 60."));
	assert_true(strstr(typist.shown, "line 60.") < strstr(typist.shown, "to sign: "));
	assert_int_equal(consider_text(text), STATUS_OK);
	typist_begin(TYPED({"-- Space shows more --", "q"}));
	assert_int_equal(door_consent(fx.open, &e), ERR_CANCELLED);
	assert_null(strstr(typist_end(), "line 60."));
}

static void without_a_terminal_nobody_agrees(void **state)
{
	struct err e = {0};

	(void)state;
	signer_consent_release(fx.open->signer);
	answer(fx.open, "SIGN", "SIGN", NULL);
	assert_int_equal(consider_text("hello"), STATUS_OK);
	/* Lines of a script are secrets, and never a consent. */
	assert_int_equal(door_consent(fx.open, &e), ERR_USAGE);
	assert_non_null(strstr(e.text, "--expect"));
	assert_int_equal(sign_text("hello", FIXTURE_ACCOUNT, &e), ERR_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_signed_without_a_consent),
		cmocka_unit_test(no_message_names_what_is_signed_once_the_vault_is_open),
		cmocka_unit_test(a_digest_that_came_before_the_passphrase_is_signed),
		cmocka_unit_test(a_digest_that_was_named_counts_for_one_account),
		cmocka_unit_test_setup_teardown(a_consent_counts_once_and_for_what_was_shown,
						sit_down, leave),
		cmocka_unit_test_setup_teardown(what_was_considered_and_not_confirmed_is_not_signed,
						sit_down, leave),
		cmocka_unit_test_setup_teardown(
			what_was_considered_is_dropped_where_byline_never_asked, sit_down, leave),
		cmocka_unit_test_setup_teardown(
			a_consent_that_was_not_used_is_void_once_something_else_is_asked, sit_down,
			leave),
		cmocka_unit_test_setup_teardown(
			an_earlier_transaction_or_a_void_draft_has_to_be_typed, sit_down, leave),
		cmocka_unit_test_setup_teardown(a_danger_is_confirmed_by_its_words_alone, sit_down,
						leave),
		cmocka_unit_test_setup_teardown(several_are_agreed_to_at_once_by_the_digits_of_all,
						sit_down, leave),
		cmocka_unit_test_setup_teardown(
			several_of_which_one_has_an_obstacle_are_refused_unasked, sit_down, leave),
		cmocka_unit_test_setup_teardown(
			a_review_longer_than_the_terminal_is_read_to_its_end_first, sit_down,
			leave),
		cmocka_unit_test(without_a_terminal_nobody_agrees),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
