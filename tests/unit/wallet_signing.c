/* Signatures beside those of transactions, against ethers', and what the signer refuses. */
#include "tests/unit/bundle_urd.h"
#include "tests/unit/wallet_agreed.h"

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/signed_bundle.h"
#include "chain/tx_read.h"

static void an_account_that_the_vault_does_not_have_signs_nothing(void **state)
{
	uint8_t sig[SIGNATURE_SIZE];

	(void)state;
	assert_int_equal(agreed_message(fx.open, sig, 2, 0, "hello", 5, "", NULL), ERR_NOT_FOUND);
	assert_int_equal(agreed_message(fx.open, sig, UINT32_MAX, 0, "hello", 5, "", NULL),
			 ERR_NOT_FOUND);
}

static enum status sign_claim(struct signed_bundle *out, const struct buf *bundle,
			      const struct door_policy *policy, uint32_t account)
{
	struct err e = {0};
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_SMALL_FILE);
	s = agreed_claim(&file, account, policy, bundle, "", &e);
	signed_bundle_init(out);
	if (s == STATUS_OK)
		assert_int_equal(signed_bundle_read(out, file.data, file.len, NULL), STATUS_OK);
	else
		assert_true(e.text[0] != '\0' && file.len == 0);
	buf_release(&file);
	return s;
}

static void a_claim_is_signed_as_ethers_signs_it(void **state)
{
	const struct door_policy policy = fixture_policy();
	struct signed_bundle done;
	struct buf bundle;
	size_t len;
	uint8_t *expected = vector_hex(fixture_transaction("claim"), "signed", &len);

	(void)state;
	make_bundle(&bundle);
	assert_int_equal(sign_claim(&done, &bundle, &policy, FIXTURE_ACCOUNT), STATUS_OK);
	assert_int_equal(done.raw_tx.len, len);
	assert_memory_equal(done.raw_tx.data, expected, len);
	signed_bundle_release(&done);
	buf_release(&bundle);
	free(expected);
}

/* The same call of the same contract on the same chain, paid by the same account. */
static void assert_same_claim(const struct buf *raw, const struct tx *expected)
{
	struct tx_signature sig;
	struct address from, known = vector_address(json_get(fx.doc, "claim"), "account");
	struct hash hash, digest;
	struct tx tx;

	assert_int_equal(tx_read_signed(&tx, &sig, &hash, raw->data, raw->len, NULL), STATUS_OK);
	assert_int_equal(tx.chain_id, expected->chain_id);
	assert_true(address_equal(&tx.to, &expected->to));
	assert_true(u256_is_zero(&tx.value.raw));
	assert_int_equal(tx.data.len, expected->data.len);
	assert_memory_equal(tx.data.data, expected->data.data, tx.data.len);
	assert_int_equal(tx_signing_hash(&digest, &tx), STATUS_OK);
	assert_int_equal(recover_address(&from, &digest, &sig), STATUS_OK);
	assert_true(address_equal(&from, &known));
	tx_release(&tx);
}

/*
 * Whatever byte is altered on the way: refused, or the same claim is signed. What may differ is
 * shown for review (nonce and fees, below the cap) or was only told (times, block, claimed, name).
 */
static void an_altered_bundle_never_signs_another_claim(void **state)
{
	const struct door_policy policy = fixture_policy();
	struct signed_bundle done;
	struct buf bundle;
	struct tx expected;
	size_t len, signed_anyway = 0;
	uint8_t *bytes = vector_hex(fixture_transaction("claim"), "unsigned", &len);

	(void)state;
	assert_int_equal(tx_read_unsigned(&expected, bytes, len, NULL), STATUS_OK);
	make_bundle(&bundle);
	for (size_t i = 0; i < bundle.len; i++) {
		bundle.data[i] ^= 0x01;
		if (sign_claim(&done, &bundle, &policy, FIXTURE_ACCOUNT) == STATUS_OK) {
			assert_same_claim(&done.raw_tx, &expected);
			signed_anyway++;
		}
		signed_bundle_release(&done);
		bundle.data[i] ^= 0x01;
	}
	assert_in_range(signed_anyway, 1, bundle.len / 10);
	tx_release(&expected);
	buf_release(&bundle);
	free(bytes);
}

static void a_claim_from_a_distributor_that_is_not_pinned_is_refused(void **state)
{
	struct profile bare = fx.profile;
	struct door_policy policy = fixture_policy();
	struct signed_bundle done;
	struct buf bundle;

	(void)state;
	make_bundle(&bundle);
	bare.n_distributors = 0;
	policy.profile = &bare;
	assert_int_equal(sign_claim(&done, &bundle, &policy, FIXTURE_ACCOUNT), ERR_REFUSED);
	policy.profile = NULL;
	assert_int_equal(sign_claim(&done, &bundle, &policy, FIXTURE_ACCOUNT), ERR_REFUSED);
	buf_release(&bundle);
}

static void a_claim_of_another_token_account_or_chain_is_refused(void **state)
{
	struct profile other = fx.profile;
	struct door_policy policy = fixture_policy();
	struct signed_bundle done;
	struct buf bundle;

	(void)state;
	make_bundle(&bundle);
	assert_int_equal(sign_claim(&done, &bundle, &policy, 0), ERR_MISMATCH);
	other.distributors[0].token.bytes[0] ^= 1;
	policy.profile = &other;
	assert_int_equal(sign_claim(&done, &bundle, &policy, FIXTURE_ACCOUNT), ERR_MISMATCH);
	policy.profile = NULL;
	policy.chain_id = 1;
	assert_int_equal(sign_claim(&done, &bundle, &policy, FIXTURE_ACCOUNT), ERR_MISMATCH);
	buf_release(&bundle);
}

static void a_claim_over_the_fee_cap_is_refused(void **state)
{
	struct door_policy policy = fixture_policy();
	struct signed_bundle done;
	struct buf bundle;

	(void)state;
	make_bundle(&bundle);
	/* 150000 · 1403117727 wei is one more than this. */
	policy.fee_cap.raw = u256_from_u64(210467659049999);
	assert_int_equal(sign_claim(&done, &bundle, &policy, FIXTURE_ACCOUNT), ERR_REFUSED);
	buf_release(&bundle);
}

static void assert_signature(const uint8_t sig[static SIGNATURE_SIZE], const struct json *v)
{
	size_t len;
	uint8_t *expected = vector_hex(v, "signature", &len);

	assert_int_equal(len, SIGNATURE_SIZE);
	assert_memory_equal(sig, expected, len);
	free(expected);
}

static void a_typed_document_is_signed_as_ethers_signs_it(void **state)
{
	const struct json *upload = json_get(fx.doc, "upload");
	struct hash digest, expected = vector_hash(upload, "digest");
	uint8_t sig[SIGNATURE_SIZE];
	struct door_policy policy = fixture_policy();
	struct buf text;

	(void)state;
	buf_init(&text, LIMIT_TYPED_DATA);
	assert_int_equal(json_write(&text, json_get(fx.doc, "document")), STATUS_OK);
	assert_int_equal(agreed_typed(sig, &digest, &policy, text.data, text.len, "", NULL),
			 STATUS_OK);
	assert_hash_equal(digest, expected);
	assert_signature(sig, upload);
	assert_int_equal(agreed_typed(sig, &digest, &(struct door_policy){.chain_id = 1}, text.data,
				      text.len, "", NULL),
			 ERR_MISMATCH);
	assert_int_equal(agreed_typed(sig, &digest, &policy, text.data, text.len - 1, "", NULL),
			 ERR_PARSE);
	buf_release(&text);
}

/* A document whose domain has the member `domain` of `type`, confirmed by `words`. */
static enum status sign_with_domain(const char *type, const char *domain, const char *words)
{
	/* The document gives nothing that byline knows, and names no contract. */
	const struct door_policy policy = {.chain_id = 31337,
					   .allowed = DANGER_UNKNOWN | DANGER_ANYWHERE};
	uint8_t sig[SIGNATURE_SIZE];
	char text[512];
	int len = snprintf(text, sizeof(text),
			   "{\"types\":{\"EIP712Domain\":[%s],\"T\":[{\"name\":\"v\",\"type\":"
			   "\"bool\"}]},\"primaryType\":\"T\",\"domain\":{%s},\"message\":"
			   "{\"v\":true}}",
			   type, domain);

	assert_in_range(len, 1, sizeof(text) - 1);
	return agreed_typed(sig, NULL, &policy, text, (size_t)len, words, NULL);
}

static void a_document_must_name_the_chain_in_use_or_none(void **state)
{
	static const char chain[] = "{\"name\":\"chainId\",\"type\":\"uint256\"}";
	static const char name[] = "{\"name\":\"name\",\"type\":\"string\"}";

	(void)state;
	assert_int_equal(sign_with_domain(chain, "\"chainId\":31337", "UNKNOWN T ANYWHERE"),
			 STATUS_OK);
	assert_int_equal(sign_with_domain(chain, "\"chainId\":1", "UNKNOWN T ANYWHERE"),
			 ERR_MISMATCH);
	assert_int_equal(sign_with_domain(chain, "\"chainId\":0", "UNKNOWN T ANYWHERE"),
			 ERR_MISMATCH);
	assert_int_equal(sign_with_domain(name, "\"name\":\"any\"", "UNKNOWN T ANYWHERE"),
			 STATUS_OK);
}

static void an_upload_is_authorised_as_ethers_would(void **state)
{
	const struct json *v = json_get(fx.doc, "upload");
	struct door_upload upload = {
		.datanet = vector_address(v, "datanet"),
		.dataset = vector_hash(v, "dataset"),
		.file = vector_hash(v, "file"),
	};
	uint8_t sig[SIGNATURE_SIZE];

	(void)state;
	assert_int_equal(json_get_u64(&upload.chain_id, v, "chain_id", NULL), STATUS_OK);
	assert_int_equal(json_get_u64(&upload.size, v, "size", NULL), STATUS_OK);
	assert_int_equal(json_get_u64(&upload.expires, v, "expires", NULL), STATUS_OK);
	assert_int_equal(door_sign_upload(fx.open, sig, FIXTURE_ACCOUNT, &upload, NULL), STATUS_OK);
	assert_signature(sig, v);
}

static void a_message_is_signed_as_ethers_signs_it(void **state)
{
	const struct json *v = json_get(fx.doc, "message");
	const char *text = vector_text(v, "text");
	uint8_t sig[SIGNATURE_SIZE];

	(void)state;
	assert_int_equal(
		agreed_message(fx.open, sig, FIXTURE_ACCOUNT, 0, text, strlen(text), "", NULL),
		STATUS_OK);
	assert_signature(sig, v);
}

static void the_keys_of_a_dataset_come_from_the_phrase_and_the_nonce_alone(void **state)
{
	const struct json *keys = json_get(fx.doc, "keys");
	struct hash nonce = vector_hash(fx.doc, "nonce");
	static const char *const names[] = {"salt_key", "blind", "dedupe"};
	struct secret *found[3] = {NULL}, *salt_key = NULL, *dedupe = NULL;

	(void)state;
	assert_int_equal(door_dataset_keys(fx.open, &found[0], &found[1], &found[2], &nonce, NULL),
			 STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(found); i++) {
		struct secret *expected = secret_member(keys, names[i]);

		assert_secret(found[i], secret_view(expected), 32);
		secret_free(expected);
	}
	nonce.bytes[31] ^= 1;
	assert_int_equal(door_dataset_keys(fx.open, &salt_key, NULL, &dedupe, &nonce, NULL),
			 STATUS_OK);
	assert_memory_not_equal(secret_view(salt_key), secret_view(found[0]), 32);
	assert_memory_equal(secret_view(dedupe), secret_view(found[2]), 32);
	for (size_t i = 0; i < ARRAY_SIZE(found); i++)
		secret_free(found[i]);
	secret_free(salt_key);
	secret_free(dedupe);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_account_that_the_vault_does_not_have_signs_nothing),
		cmocka_unit_test(a_claim_is_signed_as_ethers_signs_it),
		cmocka_unit_test(an_altered_bundle_never_signs_another_claim),
		cmocka_unit_test(a_claim_from_a_distributor_that_is_not_pinned_is_refused),
		cmocka_unit_test(a_claim_of_another_token_account_or_chain_is_refused),
		cmocka_unit_test(a_claim_over_the_fee_cap_is_refused),
		cmocka_unit_test(a_typed_document_is_signed_as_ethers_signs_it),
		cmocka_unit_test(a_document_must_name_the_chain_in_use_or_none),
		cmocka_unit_test(an_upload_is_authorised_as_ethers_would),
		cmocka_unit_test(a_message_is_signed_as_ethers_signs_it),
		cmocka_unit_test(the_keys_of_a_dataset_come_from_the_phrase_and_the_nonce_alone),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
