/* Signatures and recovery, against values that other programs made. */
#include "tests/unit/wallet_vector.h"

#include "base/buf.h"
#include "base/hex.h"
#include "chain/keccak.h"
#include "tests/unit/eip712_digest.h"
#include "wallet/curve.h"
#include "wallet/recover.h"

/* The first key of anvil and hardhat; digest, r, s and parity as `cast` signs its transaction. */
static const char key_hex[] = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
static const char address_text[] = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
static const char digest_hex[] =
	"0x5ed739c0d21b2c8ddace9ea673115b66e2d34289ceae55add3c742324f98f7b2";
static const char r_hex[] = "0x8693330296d5cfed071d80cf504541846d92293b52749dd1e354f29accff03f3";
static const char s_hex[] = "0x0c40760e9a29d8136220345ad058c4a19669ff8683f16a0d769fdd3e56657688";

static const char order_hex[] =
	"0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

static void bytes_of(uint8_t out[static 32], const char *hex)
{
	assert_int_equal(hex_parse(out, 32, hex, strlen(hex)), STATUS_OK);
}

/* s → n − s: the other signature of the same digest. */
static void negate(uint8_t s[static 32])
{
	struct u256 order, v = u256_from_be(s);
	uint8_t bytes[32];

	bytes_of(bytes, order_hex);
	order = u256_from_be(bytes);
	assert_int_equal(u256_sub(&v, &order, &v), STATUS_OK);
	u256_to_be(s, &v);
}

static struct tx_signature signature_of_cast(struct hash *digest)
{
	struct tx_signature sig = {.y_parity = 1};

	bytes_of(digest->bytes, digest_hex);
	bytes_of(sig.r, r_hex);
	bytes_of(sig.s, s_hex);
	return sig;
}

static void a_signature_is_the_one_that_cast_makes(void **state)
{
	struct hash digest;
	struct tx_signature expected = signature_of_cast(&digest), found;
	struct address a, known;
	struct curve *c = NULL;
	uint8_t key[32];

	(void)state;
	bytes_of(key, key_hex);
	assert_int_equal(address_parse(&known, address_text, strlen(address_text)), STATUS_OK);
	assert_int_equal(curve_new(&c, NULL), STATUS_OK);
	assert_int_equal(curve_address(c, &a, key), STATUS_OK);
	assert_true(address_equal(&a, &known));
	assert_int_equal(curve_sign(c, &found, &digest, key), STATUS_OK);
	assert_memory_equal(found.r, expected.r, 32);
	assert_memory_equal(found.s, expected.s, 32);
	assert_int_equal(found.y_parity, expected.y_parity);
	curve_free(c);
}

static void the_signer_of_a_signature_is_recovered(void **state)
{
	struct hash digest;
	struct tx_signature sig = signature_of_cast(&digest);
	uint8_t bytes[SIGNATURE_SIZE];
	struct address a, known;

	(void)state;
	assert_int_equal(address_parse(&known, address_text, strlen(address_text)), STATUS_OK);
	assert_int_equal(recover_address(&a, &digest, &sig), STATUS_OK);
	assert_true(address_equal(&a, &known));
	recover_write_bytes(bytes, &sig);
	assert_int_equal(bytes[64], 28);
	assert_int_equal(recover_address_bytes(&a, &digest, bytes), STATUS_OK);
	assert_true(address_equal(&a, &known));
	bytes[64] = 1;
	assert_int_equal(recover_address_bytes(&a, &digest, bytes), STATUS_OK);
	assert_true(address_equal(&a, &known));
}

static void an_altered_signature_never_recovers_to_the_signer(void **state)
{
	struct hash digest;
	struct tx_signature sig = signature_of_cast(&digest);
	uint8_t bytes[SIGNATURE_SIZE];
	struct address a, known;

	(void)state;
	assert_int_equal(address_parse(&known, address_text, strlen(address_text)), STATUS_OK);
	recover_write_bytes(bytes, &sig);
	for (size_t bit = 0; bit < 8 * SIGNATURE_SIZE; bit++) {
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		if (recover_address_bytes(&a, &digest, bytes) == STATUS_OK)
			assert_false(address_equal(&a, &known));
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void a_signature_has_one_form_only(void **state)
{
	struct hash digest;
	struct tx_signature sig = signature_of_cast(&digest);
	uint8_t bytes[SIGNATURE_SIZE];
	struct address a;

	(void)state;
	negate(sig.s);
	sig.y_parity = 0;
	assert_int_equal(recover_address(&a, &digest, &sig), ERR_SIGNATURE);
	sig = signature_of_cast(&digest);
	recover_write_bytes(bytes, &sig);
	for (unsigned v = 2; v < 256; v++) {
		bytes[64] = (uint8_t)v;
		if (v != 27 && v != 28)
			assert_int_equal(recover_address_bytes(&a, &digest, bytes), ERR_SIGNATURE);
	}
}

static void numbers_that_are_no_keys_are_refused(void **state)
{
	static const struct hash digest = {{1}};
	uint8_t zero[32] = {0}, order[32], one[32] = {[31] = 1}, key[32];
	struct tx_signature sig;
	struct address a;
	struct curve *c = NULL;

	(void)state;
	bytes_of(order, order_hex);
	assert_int_equal(curve_new(&c, NULL), STATUS_OK);
	assert_int_equal(curve_address(c, &a, zero), ERR_RANGE);
	assert_int_equal(curve_address(c, &a, order), ERR_RANGE);
	assert_int_equal(curve_sign(c, &sig, &digest, zero), ERR_RANGE);
	assert_int_equal(curve_sign(c, &sig, &digest, order), ERR_RANGE);
	memcpy(key, one, sizeof(key));
	assert_int_equal(curve_add(c, key, order), ERR_RANGE);
	memcpy(key, order, sizeof(key));
	key[31]--;
	assert_int_equal(curve_add(c, key, one), ERR_RANGE);
	curve_free(c);
}

/* Version 2 of EAS' off-chain attestations, with the domain of EAS 1.4.0 on anvil. */
static const char offchain[] =
	"{\"types\":{\"EIP712Domain\":[{\"name\":\"name\",\"type\":\"string\"},"
	"{\"name\":\"version\",\"type\":\"string\"},{\"name\":\"chainId\",\"type\":\"uint256\"},"
	"{\"name\":\"verifyingContract\",\"type\":\"address\"}],\"Attest\":["
	"{\"name\":\"version\",\"type\":\"uint16\"},{\"name\":\"schema\",\"type\":\"bytes32\"},"
	"{\"name\":\"recipient\",\"type\":\"address\"},{\"name\":\"time\",\"type\":\"uint64\"},"
	"{\"name\":\"expirationTime\",\"type\":\"uint64\"},{\"name\":\"revocable\",\"type\":"
	"\"bool\"},"
	"{\"name\":\"refUID\",\"type\":\"bytes32\"},{\"name\":\"data\",\"type\":\"bytes\"},"
	"{\"name\":\"salt\",\"type\":\"bytes32\"}]},\"primaryType\":\"Attest\",\"domain\":{"
	"\"name\":\"EAS Attestation\",\"version\":\"1.4.0\",\"chainId\":\"31337\","
	"\"verifyingContract\":\"0x4200000000000000000000000000000000000021\"},\"message\":{"
	"\"version\":\"2\","
	"\"schema\":\"0x6b6dc790d82177410ee8bfd6408d1c330d56a6a676368548eff22f20260ecb28\","
	"\"recipient\":\"0x0000000000000000000000000000000000000000\",\"time\":\"1700000000\","
	"\"expirationTime\":\"0\",\"revocable\":true,"
	"\"refUID\":\"0x0000000000000000000000000000000000000000000000000000000000000000\","
	"\"data\":\"0x1234\","
	"\"salt\":\"0xabababababababababababababababababababababababababababababababab\"}}";

/* r and s are those of @ethereum-attestation-service/eas-sdk, v is 27. */
static void an_offchain_attestation_is_signed_as_the_sdk_of_eas_signs_it(void **state)
{
	static const char r[] =
		"0x1dca04f16deddaaa1b3541fddab28e454783b9944776b1acb0ef9ce3f69977bf";
	static const char s[] =
		"0x2bbfa8f5b4592945686316c340ea7219cfc0a802208e1071c7ee8eeabcccacc8";
	struct tx_signature expected = {0}, found;
	struct json *document = NULL;
	struct curve *c = NULL;
	struct hash digest;
	struct err e = {0};
	uint8_t key[32];

	(void)state;
	bytes_of(key, key_hex);
	bytes_of(expected.r, r);
	bytes_of(expected.s, s);
	assert_int_equal(json_parse(&document, offchain, strlen(offchain), &e), STATUS_OK);
	assert_int_equal(eip712_digest(&digest, NULL, document, &e), STATUS_OK);
	assert_int_equal(curve_new(&c, NULL), STATUS_OK);
	assert_int_equal(curve_sign(c, &found, &digest, key), STATUS_OK);
	assert_memory_equal(&found, &expected, sizeof(found));
	curve_free(c);
	json_free(document);
}

/* Its uid hashes the members packed: the schema as text, no attester, no bump. */
static void an_offchain_attestation_is_named_as_the_sdk_of_eas_names_it(void **state)
{
	static const char uid[] =
		"0x25830db69968af98f397443883d6b549b075c1c5bf9eabf6e33ca96cb20d7fb8";
	static const uint8_t zero[32], version[] = {0, 2}, data[] = {0x12, 0x34};
	uint8_t expected[32], found[KECCAK_SIZE], salt[32];
	struct buf packed;

	(void)state;
	bytes_of(expected, uid);
	memset(salt, 0xab, sizeof(salt));
	buf_init(&packed, KIB);
	buf_add(&packed, version, sizeof(version));
	buf_add_str(&packed, "0x6b6dc790d82177410ee8bfd6408d1c330d56a6a676368548eff22f20260ecb28");
	buf_add(&packed, zero, 20); /* recipient */
	buf_add(&packed, zero, 20); /* attester */
	buf_add_be64(&packed, 1700000000);
	buf_add_be64(&packed, 0);	      /* never expires */
	buf_add_byte(&packed, 1);	      /* revocable */
	buf_add(&packed, zero, sizeof(zero)); /* refUID */
	buf_add(&packed, data, sizeof(data));
	buf_add(&packed, salt, sizeof(salt));
	buf_add(&packed, zero, 4); /* bump */
	keccak256(found, packed.data, packed.len);
	assert_memory_equal(found, expected, sizeof(found));
	buf_release(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signature_is_the_one_that_cast_makes),
		cmocka_unit_test(the_signer_of_a_signature_is_recovered),
		cmocka_unit_test(an_altered_signature_never_recovers_to_the_signer),
		cmocka_unit_test(a_signature_has_one_form_only),
		cmocka_unit_test(numbers_that_are_no_keys_are_refused),
		cmocka_unit_test(an_offchain_attestation_is_signed_as_the_sdk_of_eas_signs_it),
		cmocka_unit_test(an_offchain_attestation_is_named_as_the_sdk_of_eas_names_it),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
