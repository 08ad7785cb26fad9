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
	static const uint8_t expected[] = {12, 0, 0, 0, 4, 'p', 'a', 's', 's'};
	struct secret *passphrase = secret_text("pass");
	const struct signer_create in = {.words = 12, .passphrase = passphrase};
	struct signer_create back;
	struct cursor c;
	struct buf b;

	(void)state;
	buf_init(&b, KIB);
	wire_write(&b, terms(SIGNER_CREATE), &in);
	assert_int_equal(b.len, sizeof(expected));
	assert_memory_equal(b.data, expected, sizeof(expected));
	c = cursor_of(b.data, b.len);
	assert_int_equal(wire_read(&back, terms(SIGNER_CREATE), &c, NULL), STATUS_OK);
	assert_int_equal(cursor_left(&c), 0);
	assert_int_equal(back.words, 12);
	assert_int_equal(secret_len(back.passphrase), 4);
	assert_memory_equal(secret_view(back.passphrase), "pass", 4);
	assert_true(wire_has_secret(terms(SIGNER_CREATE)));
	assert_false(wire_has_secret(terms(SIGNER_SIGN_UPLOAD)));
	wire_release(&back, terms(SIGNER_CREATE));
	assert_null(back.passphrase);
	buf_release(&b);
	secret_free(passphrase);
}

static void a_length_beyond_the_message_is_refused(void **state)
{
	static const uint8_t cut[] = {12, 0, 0, 0, 5, 'p', 'a', 's', 's'};
	static const uint8_t huge[] = {12, 0xff, 0xff, 0xff, 0xff, 'p'};
	const struct wire_format *format = terms(SIGNER_CREATE);
	struct signer_create out;
	struct cursor c = cursor_of(cut, sizeof(cut));

	(void)state;
	assert_int_equal(wire_read(&out, format, &c, NULL), ERR_PARSE);
	assert_null(out.passphrase);
	c = cursor_of(huge, sizeof(huge));
	assert_int_equal(wire_read(&out, format, &c, NULL), ERR_PARSE);
	assert_null(out.passphrase);
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
		cmocka_unit_test(a_length_beyond_the_message_is_refused),
		cmocka_unit_test(only_requests_have_a_right),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
