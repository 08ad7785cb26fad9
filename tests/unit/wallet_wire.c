/* Messages of the signer: what is written is what is read, and nothing that is cut is read. */
#include "base/buf.h"
#include "base/cursor.h"
#include "tests/unit/wallet_vector.h"
#include "wallet/signer_ops.h"

/* The fields of a request. */
static const struct wire_format *terms(enum signer_op op)
{
	return signer_ops_terms((uint8_t)op)->request;
}

/* A field of each type, by its bytes as they were written down by hand. */
static void each_type_of_field_has_its_layout(void **state)
{
	const struct signer_upload upload = {.account = 1,
					     .chain_id = 2,
					     .datanet = {.bytes = {[19] = 3}},
					     .dataset = {.bytes = {[31] = 4}},
					     .file = {.bytes = {[0] = 5}},
					     .size = 6,
					     .expires = UINT64_C(1) << 63};
	static const uint8_t expected[4 + 8 + 20 + 32 + 32 + 8 + 8] = {
		[3] = 1, [11] = 2, [31] = 3, [63] = 4, [64] = 5, [103] = 6, [104] = 0x80};
	struct buf b;

	(void)state;
	buf_init(&b, KIB);
	wire_write(&b, terms(SIGNER_SIGN_UPLOAD), &upload);
	assert_int_equal(b.len, sizeof(expected));
	assert_memory_equal(b.data, expected, sizeof(expected));
	assert_int_equal(wire_size(terms(SIGNER_SIGN_UPLOAD), &upload), sizeof(expected));
	buf_release(&b);
}

static void bytes_and_secrets_come_with_their_length(void **state)
{
	static const uint8_t expected[] = {0, 0, 0, 4, 'p', 'a', 's', 's', 0,
					   0, 0, 0, 0, 0,   0,	 1,   'x'};
	struct secret *salt = secret_text("pass"), *dedupe = secret_text("x");
	/* Only a reply has secrets, the keys of a dataset. */
	const struct wire_format *keys = signer_ops_terms(SIGNER_DATASET_KEYS)->reply;
	const struct signer_keys in = {.salt = salt, .dedupe = dedupe};
	struct signer_keys back;
	struct cursor c;
	struct buf b;

	(void)state;
	buf_init(&b, KIB);
	wire_write(&b, keys, &in);
	assert_int_equal(b.len, sizeof(expected));
	assert_memory_equal(b.data, expected, sizeof(expected));
	c = cursor_of(b.data, b.len);
	assert_int_equal(wire_read(&back, keys, &c, NULL), STATUS_OK);
	assert_int_equal(cursor_left(&c), 0);
	assert_int_equal(secret_len(back.salt), 4);
	assert_memory_equal(secret_view(back.salt), "pass", 4);
	assert_null(back.blind);
	assert_int_equal(secret_len(back.dedupe), 1);
	wire_release(&back, keys);
	assert_null(back.salt);
	assert_null(back.dedupe);
	buf_release(&b);
	secret_free(salt);
	secret_free(dedupe);
}

/* Secrets are typed at the signer's own prompt, and no message has a place for them. */
static void no_request_has_a_secret_and_one_reply_has(void **state)
{
	(void)state;
	for (unsigned op = 1; op < SIGNER_OP_END; op++) {
		assert_false(wire_has_secret(terms((enum signer_op)op)));
		assert_int_equal(wire_has_secret(signer_ops_terms((uint8_t)op)->reply),
				 op == SIGNER_DATASET_KEYS);
	}
}

static void a_length_beyond_the_message_is_refused(void **state)
{
	static const uint8_t cut[] = {0, 0, 0, 5, 'p', 'a', 's', 's'};
	static const uint8_t huge[] = {0xff, 0xff, 0xff, 0xff, 'p'};
	const struct wire_format *format = signer_ops_terms(SIGNER_DATASET_KEYS)->reply;
	struct signer_keys out;
	struct cursor c = cursor_of(cut, sizeof(cut));

	(void)state;
	assert_int_equal(wire_read(&out, format, &c, NULL), ERR_PARSE);
	assert_null(out.salt);
	c = cursor_of(huge, sizeof(huge));
	assert_int_equal(wire_read(&out, format, &c, NULL), ERR_PARSE);
	assert_null(out.salt);
}

/* The number of a request that does not exist has no right that could be given. */
static void only_requests_have_a_right(void **state)
{
	(void)state;
	for (unsigned op = 0; op < 256; op++)
		assert_int_equal(signer_ops_terms((uint8_t)op)->capability != 0,
				 op > SIGNER_NO_OP && op < SIGNER_OP_END);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_type_of_field_has_its_layout),
		cmocka_unit_test(bytes_and_secrets_come_with_their_length),
		cmocka_unit_test(no_request_has_a_secret_and_one_reply_has),
		cmocka_unit_test(a_length_beyond_the_message_is_refused),
		cmocka_unit_test(only_requests_have_a_right),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
