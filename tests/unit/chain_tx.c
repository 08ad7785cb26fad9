#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hex.h"
#include "chain/tx_read.h"

/* transfer(address,uint256), and two entries of which one has no keys. */
#define CALLDATA                                                           \
	"b844a9059cbb00000000000000000000000070997970c51812dc3a010c7d01b5" \
	"0e0d17dc79c80000000000000000000000000000000000000000000000000000" \
	"00000000012c"
#define ACCESS                                                             \
	"f872f859944200000000000000000000000000000000000021f842a000000000" \
	"00000000000000000000000000000000000000000000000000000004a0111111" \
	"1111111111111111111111111111111111111111111111111111111111d69470" \
	"997970c51812dc3a010c7d01b50e0d17dc79c8c0"

/*
 * Written by `cast mktx` (0 and 2) and by ethers 6 (1, and legacy without a chain) with anvil's
 * first key: every type, with and without recipient, calldata and access list.
 */
static const struct vector {
	const char *unsigned_tx;
	const char *signed_tx;
} vectors[] = {
	{"0xe504843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79c80580827a6980"
	 "80",
	 "0xf86504843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79c8058082f4f5"
	 "a0515af5a382cd0c906f6af208c1faea7a32190e7151925015afb41fadd8507892a015834667"
	 "8c7bf137da48a95ccc6e2e5f8d2cd44496a99f4d47a86ed56e30d4f1"},
	{"0xe004843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79c80580",
	 "0xf86304843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79c805801ca0d2"
	 "624f3d4a6145929c8d30c8e5ced20e8c88e88dd89ac876fd95ed6307a1deada01c98c2d49591"
	 "7096256b83b785402fa245f1c96bb7b6cfafeff3068f43267b36"},
	{"0x01f897827a6904843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79c805"
	 "80" ACCESS,
	 "0x01f8da827a6904843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79c805"
	 "80" ACCESS "80a0a8efec64a60d4dae13d6dbfd8b3c77cecceaddf1e0ef1593e08597ae0731caf8a05be772"
	 "96e5b99dc39a5cecd59af7503f206220fbd7a7271d13470366c85ce59b"},
	{"0x02f8dd827a690401843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79c8"
	 "80" CALLDATA ACCESS,
	 "0x02f90120827a690401843b9aca0782ea609470997970c51812dc3a010c7d01b50e0d17dc79"
	 "c880" CALLDATA ACCESS
	 "01a06557e600b1c0e2dd021f1808d45e5396ed23281c3d7abf696a958b792fb341d4a05a9d66"
	 "baa9ef0e80c01b6b276f7b28519ecd58483e7c4e7c8b0824342e124f6f"},
	{"0x02d6827a690401843b9aca0782ea608080856001600055c0",
	 "0x02f859827a690401843b9aca0782ea608080856001600055c080a06fa2ccb4575357fdaf9a"
	 "43374c6e3a4aca7e004a59ebf2125c99d3dcf8eee9f1a032b33838d71420154ddf8857c85e0e"
	 "bc045ea7b1022866a7e7db1081fe1a5eeb"},
};

/* One more transaction with its parts; hash and signature are also from libsecp256k1. */
static const char payment_hex[] =
	"0x02e5827a6904018453a4319f8252089470997970c51812dc3a010c7d01b50e0d17dc79c801"
	"80c0";
static const char payment_signing_hash[] =
	"0x5ed739c0d21b2c8ddace9ea673115b66e2d34289ceae55add3c742324f98f7b2";
static const char payment_r[] =
	"0x8693330296d5cfed071d80cf504541846d92293b52749dd1e354f29accff03f3";
static const char payment_s[] =
	"0x0c40760e9a29d8136220345ad058c4a19669ff8683f16a0d769fdd3e56657688";
static const char payment_hash[] =
	"0x9dfb4e78683ed8278e649c6a26c8542084756904f3753eb363703914817f67df";

static size_t load(uint8_t out[static 1024], const char *hex)
{
	size_t len;

	assert_int_equal(hex_parse_var(out, &len, 1024, hex, strlen(hex)), STATUS_OK);
	return len;
}

/* A type 2 payment as `payment_hex` encodes it. */
static void make_payment(struct tx *tx)
{
	tx_init(tx);
	tx->type = TX_DYNAMIC_FEE;
	tx->chain_id = 31337;
	tx->nonce = 4;
	tx->max_priority_fee.raw = u256_from_u64(1);
	tx->max_fee.raw = u256_from_u64(1403269535);
	tx->gas_limit = u256_from_u64(21000);
	tx->value.raw = u256_from_u64(1);
	assert_int_equal(address_parse(&tx->to, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 42),
			 STATUS_OK);
}

static struct tx_signature payment_signature(void)
{
	struct tx_signature sig = {.y_parity = 1};

	assert_int_equal(hex_parse(sig.r, 32, payment_r, strlen(payment_r)), STATUS_OK);
	assert_int_equal(hex_parse(sig.s, 32, payment_s, strlen(payment_s)), STATUS_OK);
	return sig;
}

static void a_payment_is_written_and_hashed_as_cast_does(void **state)
{
	struct tx_signature sig = payment_signature(), sig_again;
	uint8_t expected[1024];
	size_t len = load(expected, payment_hex);
	struct hash signing, hash;
	char text[HASH_TEXT_SIZE];
	struct err e = {0};
	struct buf out;
	struct tx tx, again;

	(void)state;
	make_payment(&tx);
	buf_init(&out, LIMIT_TX);
	assert_int_equal(tx_write_unsigned(&out, &tx), STATUS_OK);
	assert_int_equal(out.len, len);
	assert_memory_equal(out.data, expected, len);
	assert_int_equal(tx_signing_hash(&signing, &tx), STATUS_OK);
	hash_format(text, &signing);
	assert_string_equal(text, payment_signing_hash);

	buf_clear(&out);
	assert_int_equal(tx_write_signed(&out, &tx, &sig), STATUS_OK);
	assert_int_equal(tx_read_signed(&again, &sig_again, &hash, out.data, out.len, &e),
			 STATUS_OK);
	hash_format(text, &hash);
	assert_string_equal(text, payment_hash);
	assert_memory_equal(&sig, &sig_again, sizeof(sig));
	tx_release(&again);
	tx_release(&tx);
	buf_release(&out);
}

/* Whether `bytes` are read. Writing what was read must then give the same bytes. */
static bool reads_unsigned(const uint8_t *bytes, size_t len)
{
	struct err e = {0};
	struct buf out;
	struct tx tx;

	if (tx_read_unsigned(&tx, bytes, len, &e) != STATUS_OK) {
		assert_true(e.text[0] != '\0');
		assert_null(tx.data.data);
		assert_null(tx.access);
		return false;
	}
	buf_init(&out, LIMIT_TX);
	assert_int_equal(tx_write_unsigned(&out, &tx), STATUS_OK);
	assert_int_equal(out.len, len);
	assert_memory_equal(out.data, bytes, len);
	buf_release(&out);
	tx_release(&tx);
	return true;
}

static bool reads_signed(const uint8_t *bytes, size_t len)
{
	struct tx_signature sig;
	struct hash hash;
	struct err e = {0};
	struct buf out;
	struct tx tx;

	if (tx_read_signed(&tx, &sig, &hash, bytes, len, &e) != STATUS_OK) {
		assert_true(e.text[0] != '\0');
		assert_null(tx.data.data);
		assert_null(tx.access);
		return false;
	}
	buf_init(&out, LIMIT_TX);
	assert_int_equal(tx_write_signed(&out, &tx, &sig), STATUS_OK);
	assert_int_equal(out.len, len);
	assert_memory_equal(out.data, bytes, len);
	buf_release(&out);
	tx_release(&tx);
	return true;
}

static void every_type_is_read_and_written_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
		uint8_t bytes[1024];
		size_t len = load(bytes, vectors[i].unsigned_tx);

		assert_true(reads_unsigned(bytes, len));
		assert_false(reads_signed(bytes, len));
		len = load(bytes, vectors[i].signed_tx);
		assert_true(reads_signed(bytes, len));
		assert_false(reads_unsigned(bytes, len));
	}
}

static void a_transaction_cut_anywhere_or_longer_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
		uint8_t bytes[1024] = {0};
		size_t len = load(bytes, vectors[i].unsigned_tx);

		for (size_t cut = 0; cut < len; cut++)
			assert_false(reads_unsigned(bytes, cut));
		bytes[len] = 0x80;
		assert_false(reads_unsigned(bytes, len + 1));
		len = load(bytes, vectors[i].signed_tx);
		for (size_t cut = 0; cut < len; cut++)
			assert_false(reads_signed(bytes, cut));
		bytes[len] = 0x80;
		assert_false(reads_signed(bytes, len + 1));
	}
}

/* Every value of every byte is refused, or is the one encoding of another transaction. */
static void a_changed_byte_never_gives_a_second_encoding(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
		uint8_t bytes[1024];
		size_t len = load(bytes, vectors[i].unsigned_tx), accepted = 0;

		for (size_t at = 0; at < len; at++) {
			for (unsigned flip = 1; flip < 256; flip++) {
				bytes[at] ^= (uint8_t)flip;
				accepted += reads_unsigned(bytes, len) ? 1 : 0;
				bytes[at] ^= (uint8_t)flip;
			}
		}
		assert_true(accepted > 0);
		len = load(bytes, vectors[i].signed_tx);
		for (size_t at = 0; at < len; at++) {
			for (unsigned flip = 1; flip < 256; flip++) {
				bytes[at] ^= (uint8_t)flip;
				(void)reads_signed(bytes, len);
				bytes[at] ^= (uint8_t)flip;
			}
		}
	}
}

static void the_members_of_a_call_are_read(void **state)
{
	uint8_t bytes[1024];
	size_t len = load(bytes, vectors[3].unsigned_tx);
	struct err e = {0};
	uint64_t fee, gas;
	struct tx tx;

	(void)state;
	assert_int_equal(tx_read_unsigned(&tx, bytes, len, &e), STATUS_OK);
	assert_int_equal(tx.type, TX_DYNAMIC_FEE);
	assert_int_equal(tx.chain_id, 31337);
	assert_int_equal(tx.nonce, 4);
	assert_int_equal(u256_to_u64(&gas, &tx.gas_limit), STATUS_OK);
	assert_int_equal(gas, 60000);
	assert_int_equal(u256_to_u64(&fee, &tx.max_fee.raw), STATUS_OK);
	assert_int_equal(fee, 1000000007);
	assert_false(tx.creates);
	assert_int_equal(tx.to.bytes[0], 0x70);
	assert_true(u256_is_zero(&tx.value.raw));
	assert_int_equal(tx.data.len, 68);
	assert_int_equal(tx.n_access, 2);
	assert_int_equal(tx.access[0].address.bytes[19], 0x21);
	assert_int_equal(tx.access[0].n_keys, 2);
	assert_int_equal(tx.access[0].keys[0].bytes[31], 4);
	assert_int_equal(tx.access[1].n_keys, 0);
	tx_release(&tx);
	len = load(bytes, vectors[4].unsigned_tx);
	assert_int_equal(tx_read_unsigned(&tx, bytes, len, &e), STATUS_OK);
	assert_true(tx.creates);
	tx_release(&tx);
}

static enum status write_with(const struct tx_signature *sig)
{
	enum status s;
	struct buf out;
	struct tx tx;

	make_payment(&tx);
	buf_init(&out, LIMIT_TX);
	s = tx_write_signed(&out, &tx, sig);
	assert_int_equal(s == STATUS_OK, out.len > 0);
	tx_release(&tx);
	buf_release(&out);
	return s;
}

/* n/2 is the last s that is low. */
static void a_high_s_and_scalars_out_of_range_are_refused(void **state)
{
	static const char half[] =
		"0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0";
	static const char order[] =
		"0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
	struct tx_signature sig = payment_signature();

	(void)state;
	assert_int_equal(hex_parse(sig.s, 32, half, 66), STATUS_OK);
	assert_int_equal(write_with(&sig), STATUS_OK);
	sig.s[31]++;
	assert_int_equal(write_with(&sig), ERR_SIGNATURE);
	memset(sig.s, 0, 32);
	assert_int_equal(write_with(&sig), ERR_SIGNATURE);
	sig = payment_signature();
	sig.y_parity = 2;
	assert_int_equal(write_with(&sig), ERR_SIGNATURE);
	sig.y_parity = 0;
	assert_int_equal(hex_parse(sig.r, 32, order, 66), STATUS_OK);
	assert_int_equal(write_with(&sig), ERR_SIGNATURE);
	sig.r[31]--;
	assert_int_equal(write_with(&sig), STATUS_OK);
	memset(sig.r, 0, 32);
	assert_int_equal(write_with(&sig), ERR_SIGNATURE);
}

/* Every ECDSA signature has another one, (r, n-s), which is not read either. */
static void a_malleated_transaction_is_refused(void **state)
{
	static const char order[] =
		"0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
	uint8_t bytes[1024], n_bytes[32];
	size_t len = load(bytes, vectors[0].signed_tx);
	struct u256 s = u256_from_be(bytes + len - 32), n;
	struct tx_signature sig;
	struct err e = {0};
	struct hash hash;
	struct tx tx;

	(void)state;
	assert_int_equal(hex_parse(n_bytes, 32, order, 66), STATUS_OK);
	n = u256_from_be(n_bytes);
	assert_int_equal(u256_sub(&s, &n, &s), STATUS_OK);
	u256_to_be(bytes + len - 32, &s);
	assert_int_equal(tx_read_signed(&tx, &sig, &hash, bytes, len, &e), ERR_SIGNATURE);
}

static enum status write_for_chain(enum tx_type type, uint64_t chain_id)
{
	struct tx_signature sig = payment_signature();
	enum status s;
	struct buf out;
	struct tx tx;

	make_payment(&tx);
	tx.type = type;
	tx.chain_id = chain_id;
	buf_init(&out, LIMIT_TX);
	s = tx_write_unsigned(&out, &tx);
	if (s == STATUS_OK)
		assert_true(reads_unsigned(out.data, out.len));
	buf_clear(&out);
	assert_int_equal(tx_write_signed(&out, &tx, &sig), s);
	if (s == STATUS_OK)
		assert_true(reads_signed(out.data, out.len));
	tx_release(&tx);
	buf_release(&out);
	return s;
}

static void chain_ids_have_the_range_of_their_type(void **state)
{
	(void)state;
	assert_int_equal(write_for_chain(TX_LEGACY, 0), STATUS_OK);
	assert_int_equal(write_for_chain(TX_LEGACY, 1), STATUS_OK);
	assert_int_equal(write_for_chain(TX_LEGACY, TX_LEGACY_CHAIN_ID_MAX), STATUS_OK);
	assert_int_equal(write_for_chain(TX_LEGACY, TX_LEGACY_CHAIN_ID_MAX + 1), ERR_RANGE);
	assert_int_equal(write_for_chain(TX_ACCESS_LIST, 0), STATUS_OK);
	assert_int_equal(write_for_chain(TX_DYNAMIC_FEE, 0), STATUS_OK);
	assert_int_equal(write_for_chain(TX_DYNAMIC_FEE, UINT64_MAX), STATUS_OK);
}

/* v = 2^64-1 would stand for a chain whose other signatures have no v in 64 bits. */
static void the_largest_v_is_refused(void **state)
{
	static const char hex[] = "0xd180808080808088ffffffffffffffff0101";
	uint8_t bytes[1024];
	size_t len = load(bytes, hex);
	struct tx_signature sig;
	struct hash hash;
	struct err e = {0};
	struct tx tx;

	(void)state;
	assert_int_equal(bytes[0], 0xc0 + len - 1);
	assert_int_equal(tx_read_signed(&tx, &sig, &hash, bytes, len, &e), ERR_RANGE);
	bytes[len - 3] = 0xfe;
	assert_true(reads_signed(bytes, len));
}

static enum status read_hex(const char *hex)
{
	struct err e = {0};
	uint8_t bytes[1024];
	size_t len = load(bytes, hex);
	struct tx tx;
	enum status s = tx_read_unsigned(&tx, bytes, len, &e);

	if (s == STATUS_OK)
		tx_release(&tx);
	return s;
}

static void other_types_are_not_supported(void **state)
{
	(void)state;
	assert_int_equal(read_hex("0x"), ERR_PARSE);
	assert_int_equal(read_hex("0x00c0"), ERR_PARSE);
	assert_int_equal(read_hex("0x03c0"), ERR_UNSUPPORTED);
	assert_int_equal(read_hex("0x04c0"), ERR_REFUSED); /* EIP-7702 */
	assert_int_equal(read_hex("0x7fc0"), ERR_UNSUPPORTED);
	assert_int_equal(read_hex("0x02"), ERR_PARSE);
	assert_int_equal(read_hex("0x80"), ERR_PARSE);
	assert_int_equal(read_hex("0xc0"), ERR_PARSE);
}

/* [0,0,0,"",0,"",chain 0,0,0] would be a second encoding of the form without a chain. */
static void a_legacy_transaction_for_chain_zero_is_refused(void **state)
{
	(void)state;
	assert_int_equal(read_hex("0xc6808080808080"), STATUS_OK);
	assert_int_equal(read_hex("0xc9808080808080018080"), STATUS_OK);
	assert_int_equal(read_hex("0xc9808080808080808080"), ERR_RANGE);
	assert_int_equal(read_hex("0xc9808080808080018001"), ERR_PARSE);
	assert_int_equal(read_hex("0xc78080808080800180"), ERR_PARSE);
}

static void data_is_limited(void **state)
{
	static uint8_t bytes[LIMIT_CALLDATA + 1];
	struct hash hash;
	struct tx tx;

	(void)state;
	make_payment(&tx);
	buf_add(&tx.data, bytes, LIMIT_CALLDATA);
	assert_int_equal(tx_signing_hash(&hash, &tx), STATUS_OK);
	buf_add(&tx.data, bytes, 1);
	assert_int_equal(tx_signing_hash(&hash, &tx), ERR_LIMIT);
	tx_release(&tx);
}

static void a_failed_write_leaves_the_output_as_it_was(void **state)
{
	struct buf out;
	struct tx tx;

	(void)state;
	make_payment(&tx);
	buf_init(&out, 20);
	buf_add_str(&out, "before");
	assert_int_equal(tx_write_unsigned(&out, &tx), ERR_LIMIT);
	assert_int_equal(out.len, 6);
	tx_release(&tx);
	buf_release(&out);
}

static void the_fee_cap_is_gas_times_the_highest_price(void **state)
{
	struct wei cap;
	uint64_t v;
	struct tx tx;

	(void)state;
	make_payment(&tx);
	assert_int_equal(tx_fee_cap(&cap, &tx), STATUS_OK);
	assert_int_equal(u256_to_u64(&v, &cap.raw), STATUS_OK);
	assert_int_equal(v, 21000 * 1403269535ull);
	tx.type = TX_LEGACY;
	tx.gas_price.raw = u256_from_u64(3);
	assert_int_equal(tx_fee_cap(&cap, &tx), STATUS_OK);
	assert_int_equal(u256_to_u64(&v, &cap.raw), STATUS_OK);
	assert_int_equal(v, 63000);
	tx.gas_price.raw.limb[3] = UINT64_MAX;
	assert_int_equal(tx_fee_cap(&cap, &tx), ERR_RANGE);
	tx_release(&tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_payment_is_written_and_hashed_as_cast_does),
		cmocka_unit_test(every_type_is_read_and_written_again),
		cmocka_unit_test(a_transaction_cut_anywhere_or_longer_is_refused),
		cmocka_unit_test(a_changed_byte_never_gives_a_second_encoding),
		cmocka_unit_test(the_members_of_a_call_are_read),
		cmocka_unit_test(a_high_s_and_scalars_out_of_range_are_refused),
		cmocka_unit_test(a_malleated_transaction_is_refused),
		cmocka_unit_test(chain_ids_have_the_range_of_their_type),
		cmocka_unit_test(the_largest_v_is_refused),
		cmocka_unit_test(other_types_are_not_supported),
		cmocka_unit_test(a_legacy_transaction_for_chain_zero_is_refused),
		cmocka_unit_test(data_is_limited),
		cmocka_unit_test(a_failed_write_leaves_the_output_as_it_was),
		cmocka_unit_test(the_fee_cap_is_gas_times_the_highest_price),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
