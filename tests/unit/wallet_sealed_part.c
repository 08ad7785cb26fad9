/* Sealed parts of a backup, opened again by libsodium alone. */
#include "tests/unit/wallet_signer_fixture.h"

#include <sodium.h>

#include "wallet/door_seal.h"

/*
 * SLIP-0021 "byline", "backup" of the fixture's phrase "test test … junk", by Python's hashlib and
 * hmac: PBKDF2-HMAC-SHA512 for the seed, then HMAC-SHA512 for each label.
 */
static const char key_hex[] = "f94ea43c310909f52410b34a3676bc30cd41891af0e87a4769ca1d43b4993bbc";

static const char part[] = "{\"url\":\"https://node.example/v3/0123456789abcdef\"}";

static struct buf sealed_with(const char *context)
{
	struct buf sealed;

	buf_init(&sealed, 4 * KIB);
	assert_int_equal(door_seal(fx.open, &sealed, context, part, strlen(part), NULL), STATUS_OK);
	assert_int_equal(sealed.len, strlen(part) + SEALED_EXTRA);
	return sealed;
}

static void a_sealed_part_is_opened_by_another_implementation_with_the_phrase(void **state)
{
	struct buf sealed = sealed_with("devnet");
	uint8_t key[32], plain[sizeof(part)];
	unsigned long long len = 0;
	size_t n = 0;

	(void)state;
	assert_int_equal(sodium_hex2bin(key, sizeof(key), key_hex, strlen(key_hex), NULL, &n, NULL),
			 0);
	assert_int_equal(crypto_aead_xchacha20poly1305_ietf_decrypt(
				 plain, &len, NULL, sealed.data + 24, sealed.len - 24,
				 (const uint8_t *)"devnet", 6, sealed.data, key),
			 0);
	assert_int_equal(len, strlen(part));
	assert_memory_equal(plain, part, len);
	buf_release(&sealed);
}

static void a_sealed_part_opens_for_its_own_vault_and_context_only(void **state)
{
	struct buf sealed = sealed_with("devnet"), plain;

	(void)state;
	buf_init(&plain, 4 * KIB);
	assert_int_equal(door_seal_open(fx.open, &plain, "devnet", sealed.data, sealed.len, NULL),
			 STATUS_OK);
	assert_string_equal(buf_str(&plain), part);
	buf_clear(&plain);
	assert_int_equal(door_seal_open(fx.open, &plain, "other", sealed.data, sealed.len, NULL),
			 ERR_MISMATCH);
	for (size_t i = 0; i < sealed.len; i++) {
		sealed.data[i] ^= 1;
		assert_int_equal(
			door_seal_open(fx.open, &plain, "devnet", sealed.data, sealed.len, NULL),
			ERR_MISMATCH);
		sealed.data[i] ^= 1;
	}
	assert_int_equal(
		door_seal_open(fx.open, &plain, "devnet", sealed.data, SEALED_EXTRA - 1, NULL),
		ERR_DAMAGED);
	assert_int_equal(plain.len, 0);
	buf_release(&sealed);
	buf_release(&plain);
}

static void a_locked_vault_seals_and_opens_nothing(void **state)
{
	struct buf sealed = sealed_with("devnet"), out;

	(void)state;
	buf_init(&out, 4 * KIB);
	assert_int_equal(door_seal(fx.locked, &out, "devnet", part, strlen(part), NULL),
			 ERR_LOCKED);
	assert_int_equal(door_seal_open(fx.locked, &out, "devnet", sealed.data, sealed.len, NULL),
			 ERR_LOCKED);
	assert_int_equal(out.len, 0);
	buf_release(&sealed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sealed_part_is_opened_by_another_implementation_with_the_phrase),
		cmocka_unit_test(a_sealed_part_opens_for_its_own_vault_and_context_only),
		cmocka_unit_test(a_locked_vault_seals_and_opens_nothing),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
