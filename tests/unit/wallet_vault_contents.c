/* The contents of a vault file: which bodies are read, version 2, and version 1 for ever. */
#include "tests/unit/wallet_vault_fixture.h"

#include "base/hex.h"

/* Seals `body` as a vault's contents and opens the result. */
static enum status open_body(const void *body, size_t len)
{
	struct vault *v;
	struct buf file;
	uint8_t *cipher;
	enum status s;

	v = example(&file);
	file.len = VAULT_AT_BODY;
	cipher = buf_reserve(&file, len + VAULT_TAG_SIZE + VAULT_DIGEST_SIZE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		cipher, NULL, body, len, file.data, VAULT_AT_BODY, NULL,
		file.data + VAULT_HEADER_SIZE, secret_view(v->data_key));
	buf_grew(&file, len + VAULT_TAG_SIZE + VAULT_DIGEST_SIZE);
	renew_digest(file.data, file.len);
	s = open_status(file.data, file.len, key);
	vault_free(v);
	buf_release(&file);
	return s;
}

/*
 * The bytes behind the entropy, BIP-39's passphrase and the time of a drill: number of accounts,
 * then index, kind, path or key, length and label of each; number of profiles, then each.
 */
struct body_case {
	const char *tail;
	size_t len;
	enum status expected;
};
#define CASE(text, expected)                     \
	{                                        \
		text, sizeof(text) - 1, expected \
	}
#define KEY32  "0123456789abcdef0123456789abcdef"
#define LATER  "1123456789abcdef0123456789abcdef"
#define NONE   "\0\0\0\0"
#define STEP   "\0\0\0\7"
#define STEPS5 STEP STEP STEP STEP STEP
#define FIRST      \
	"\0\0\0\1" \
	"\0\0\0\5"

/* clang-format off */
static const struct body_case body_cases[] = {
	CASE(NONE NONE, STATUS_OK),
	CASE(FIRST "\1\1" STEP "\1" "x" NONE, STATUS_OK),
	CASE(FIRST "\1\12" STEPS5 STEPS5 "\0" NONE, STATUS_OK),
	CASE(FIRST "\2" KEY32 "\1" "x" NONE, STATUS_OK),
	CASE("\0\0\0\2" "\0\0\0\5" "\1\1" STEP "\0" "\0\0\0\6" "\2" KEY32 "\0" NONE, STATUS_OK),
	CASE(NONE "\0\0\0\1" KEY32, STATUS_OK),
	CASE(NONE "\0\0\0\2" KEY32 LATER, STATUS_OK),
	CASE("", ERR_DAMAGED),
	CASE("\0\0\0", ERR_DAMAGED),
	CASE(NONE, ERR_DAMAGED),
	CASE(NONE NONE "\0", ERR_DAMAGED),
	CASE("\0\0\0\1", ERR_DAMAGED),
	CASE(FIRST "\1\1" STEP "\2" "x" NONE, ERR_DAMAGED),
	CASE(FIRST "\1\1" STEP "\1" "\n" NONE, ERR_DAMAGED),
	CASE(FIRST "\1\1" STEP "\1" "\xff" NONE, ERR_DAMAGED),
	CASE(FIRST "\1\0" "\0" NONE, ERR_DAMAGED),
	CASE(FIRST "\1\13" STEPS5 STEPS5 STEP "\0" NONE, ERR_DAMAGED),
	CASE(FIRST "\1\2" STEP "\0" NONE, ERR_DAMAGED),
	CASE(FIRST "\0\1" STEP "\0" NONE, ERR_DAMAGED),
	CASE(FIRST "\3\1" STEP "\0" NONE, ERR_DAMAGED),
	CASE(FIRST "\2" "0123456789abcdef", ERR_DAMAGED),
	CASE("\0\0\0\1" "\x80\0\0\0" "\1\1" STEP "\0" NONE, ERR_DAMAGED),
	CASE("\0\0\0\2" "\0\0\0\5" "\1\1" STEP "\0" "\0\0\0\5" "\1\1" STEP "\0" NONE, ERR_DAMAGED),
	CASE("\0\0\0\2" "\0\0\0\5" "\1\1" STEP "\0" "\0\0\0\4" "\1\1" STEP "\0" NONE, ERR_DAMAGED),
	CASE("\0\0\0\xc9" NONE, ERR_DAMAGED),
	CASE("\xff\xff\xff\xff" NONE, ERR_DAMAGED),
	CASE(NONE "\0\0\0\1" "0123456789abcdef", ERR_DAMAGED),
	CASE(NONE "\0\0\0\2" KEY32 KEY32, ERR_DAMAGED),
	CASE(NONE "\0\0\0\2" LATER KEY32, ERR_DAMAGED),
	CASE(NONE "\0\0\1\1", ERR_DAMAGED),
};
/* clang-format on */

static void contents_that_make_no_sense_are_damage(void **state)
{
	static const char head[] = "\x10"
				   "sixteen bytes .."
				   "\0"
				   "\0\0\0\0\0\0\0\0";
	const size_t head_len = sizeof(head) - 1;
	uint8_t body[512];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(body_cases); i++) {
		memcpy(body, head, head_len);
		memcpy(body + head_len, body_cases[i].tail, body_cases[i].len);
		if (open_body(body, head_len + body_cases[i].len) != body_cases[i].expected)
			fail_msg("case %zu", i);
	}
	memset(body, 0, sizeof(body));
	for (unsigned len = 0; len < 64; len++) {
		bool valid = len >= 16 && len <= 32 && len % 4 == 0;

		body[0] = (uint8_t)len;
		assert_int_equal(open_body(body, 1 + len + 1 + 8 + 4 + 4),
				 valid ? STATUS_OK : ERR_DAMAGED);
	}
	/* The longest passphrase of BIP-39. */
	memset(body, 0, sizeof(body));
	body[0] = 16;
	body[17] = 255;
	assert_int_equal(open_body(body, 17 + 1 + 255 + 8 + 4 + 4), STATUS_OK);
	assert_int_equal(open_body(body, 17 + 1 + 254 + 8 + 4 + 4), ERR_DAMAGED);
}

/* Everything that version 2 added, in a vault that is opened twice. */
static void all_of_version_2_is_read_again(void **state)
{
	struct secret *password = secret_text("Gr\u00F6\u00DFe \u2163"),
		      *imported = secret_text(KEY32);
	struct hash profiles[2] = {{.bytes = {9}}, {.bytes = {3}}};
	struct key_path path = {.n = 2, .steps = {0x80000001, 7}};
	struct vault *v = NULL, *again = NULL;
	const struct vault_account *a;
	const struct hash *p;
	struct buf file;
	size_t n;

	(void)state;
	assert_int_equal(vault_create_with_key(&v, entropy, password, salt, key, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_add(v, 4, &path, "deep", 4, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_add(v, 5, &path, "", 0, NULL), ERR_EXISTS);
	assert_int_equal(vault_accounts_import(v, 2, imported, "key", 3, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_import(v, 2, imported, "key", 3, NULL), ERR_EXISTS);
	assert_int_equal(vault_accounts_next(v), 5);
	vault_set_drilled(v, 1790000000);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(vault_profiles_add(v, &profiles[i], NULL), STATUS_OK);
	assert_int_equal(vault_profiles_add(v, &profiles[1], NULL), ERR_EXISTS);
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(vault_write(&file, v, NULL), STATUS_OK);
	assert_int_equal(file.data[VAULT_AT_VERSION], 2);
	assert_int_equal(vault_open_with_key(&again, file.data, file.len, key, NULL), STATUS_OK);
	/* NFKD: an o and a diaeresis, and I and V. */
	assert_secret(vault_password(again), "Gro\u0308\u00DFe IV", strlen("Gro\u0308\u00DFe IV"));
	assert_int_equal(vault_drilled(again), 1790000000);
	a = vault_accounts(again, &n);
	assert_int_equal(n, 3);
	assert_int_equal(a[0].path.n, 5);
	assert_null(a[0].key);
	assert_int_equal(a[1].index, 2);
	assert_int_equal(a[1].path.n, 0);
	assert_secret(a[1].key, KEY32, 32);
	assert_memory_equal(&a[2].path, &path, sizeof(path));
	p = vault_profiles(again, &n);
	assert_int_equal(n, 2);
	assert_memory_equal(&p[0], &profiles[1], sizeof(*p));
	assert_memory_equal(&p[1], &profiles[0], sizeof(*p));
	vault_free(v);
	vault_free(again);
	secret_free(password);
	secret_free(imported);
	buf_release(&file);
}

static void the_fullest_vault_fits_its_file(void **state)
{
	struct secret *password = secret_from((uint8_t[256]){0}, 256), *most;
	struct key_path path = {.n = PATH_STEPS};
	char longest[VAULT_LABEL_SIZE];
	struct hash profile = {{0}};
	struct vault *v = NULL;
	struct buf file;

	(void)state;
	assert_int_equal(vault_create_with_key(&v, entropy, password, salt, key, NULL), ERR_LIMIT);
	most = secret_from(secret_view(password), VAULT_PASSWORD_MAX);
	assert_int_equal(vault_create_with_key(&v, entropy, most, salt, key, NULL), STATUS_OK);
	memset(longest, 'x', sizeof(longest));
	for (uint32_t i = 1; i < VAULT_ACCOUNTS; i++) {
		path.steps[0] = i;
		assert_int_equal(vault_accounts_add(v, i, &path, longest, 63, NULL), STATUS_OK);
	}
	for (unsigned i = 0; i < VAULT_PROFILES; i++) {
		profile.bytes[0] = (uint8_t)i;
		assert_int_equal(vault_profiles_add(v, &profile, NULL), STATUS_OK);
	}
	profile.bytes[1] = 1;
	assert_int_equal(vault_profiles_add(v, &profile, NULL), ERR_LIMIT);
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(vault_write(&file, v, NULL), STATUS_OK);
	assert_int_equal(open_status(file.data, file.len, key), STATUS_OK);
	vault_free(v);
	secret_free(password);
	secret_free(most);
	buf_release(&file);
}

/* Written when the format was frozen: whoever changes it loses people's keys. */
static void a_vault_of_version_1_opens_for_ever(void **state)
{
	struct buf text = vector_bytes("vectors/wallet", "vault-v1.hex");
	struct secret *passphrase = secret_text("byline vault v1");
	const struct vault_account *a;
	struct key_path path;
	struct vault *v = NULL;
	struct buf newer;
	uint8_t file[1024];
	size_t len, n;
	struct err e = {0};

	(void)state;
	assert_int_equal(
		hex_parse_var(file, &len, sizeof(file), (const char *)text.data, text.len - 1),
		STATUS_OK);
	if (vault_open(&v, file, len, passphrase, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_secret(vault_entropy(v), entropy_bytes, sizeof(entropy_bytes));
	a = vault_accounts(v, &n);
	assert_int_equal(n, 2);
	assert_int_equal(a[1].index, 5);
	assert_string_equal(a[1].label, "Größe");
	path_of_scheme(&path, PATH_METAMASK, 5);
	assert_memory_equal(&a[1].path, &path, sizeof(path));
	assert_null(vault_password(v));
	assert_int_equal(vault_drilled(v), 0);
	assert_true(vault_is_version_1(file, len));
	for (size_t bit = 0; bit < 8 * len; bit++) {
		file[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(vault_file_inspect(file, len, NULL), ERR_DAMAGED);
		file[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	/* Written again it has version 2, and the passphrase, salt and generation of before. */
	buf_init(&newer, LIMIT_VAULT);
	assert_int_equal(vault_write(&newer, v, NULL), STATUS_OK);
	assert_int_equal(newer.data[VAULT_AT_VERSION], 2);
	assert_false(vault_is_version_1(newer.data, newer.len));
	assert_memory_equal(newer.data + VAULT_AT_KDF, file + VAULT_AT_KDF,
			    VAULT_AT_WRAP_NONCE - VAULT_AT_KDF);
	vault_free(v);
	assert_int_equal(vault_open(&v, newer.data, newer.len, passphrase, NULL), STATUS_OK);
	a = vault_accounts(v, &n);
	assert_int_equal(n, 2);
	assert_string_equal(a[1].label, "Größe");
	assert_memory_equal(&a[1].path, &path, sizeof(path));
	assert_secret(vault_entropy(v), entropy_bytes, sizeof(entropy_bytes));
	vault_free(v);
	secret_free(passphrase);
	buf_release(&text);
	buf_release(&newer);
}

/* 0.1 reads version 1 only; so does this byline refuse what it does not know. */
static void a_newer_version_is_refused_by_name(void **state)
{
	static const uint8_t versions[] = {0, 3, 4, 255};
	struct err e = {0};
	struct buf file;

	(void)state;
	vault_free(example(&file));
	for (size_t i = 0; i < ARRAY_SIZE(versions); i++) {
		file.data[VAULT_AT_VERSION] = versions[i];
		renew_digest(file.data, file.len);
		assert_int_equal(vault_file_inspect(file.data, file.len, &e), ERR_VERSION);
		assert_non_null(strstr(e.text, "newer version of byline"));
	}
	buf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contents_that_make_no_sense_are_damage),
		cmocka_unit_test(all_of_version_2_is_read_again),
		cmocka_unit_test(the_fullest_vault_fits_its_file),
		cmocka_unit_test(a_newer_version_is_refused_by_name),
		cmocka_unit_test(a_vault_of_version_1_opens_for_ever),
	};

	return cmocka_run_group_tests(tests, vault_start, vault_stop);
}
