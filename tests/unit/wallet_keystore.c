/* Keystores that other programs wrote, those that are refused, and byline's own. */
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/testcases.h"
#include "tests/unit/wallet_vector.h"
#include "wallet/confine.h"
#include "wallet/keystore.h"

static struct curve *curve;

static int start(void **state)
{
	return wallet_start(state) != 0 || curve_new(&curve, NULL) != STATUS_OK ? -1 : 0;
}

static int stop(void **state)
{
	(void)state;
	curve_free(curve);
	return 0;
}

/* The passphrase of a case; the empty one is NULL. */
static struct secret *passphrase_of(const struct json *test)
{
	return strcmp(testcases_text(test, "passphrase"), "0x") == 0
		       ? NULL
		       : secret_member(test, "passphrase");
}

/* The file of a case, with as many spaces behind it as the case says. The caller releases. */
static void file_of(struct buf *file, const struct json *test)
{
	int64_t spaces = 0;

	buf_init(file, 1 * MIB);
	buf_add_str(file, testcases_text(test, "file"));
	if (json_get(test, "spaces") != NULL)
		assert_int_equal(json_integer(&spaces, json_get(test, "spaces")), STATUS_OK);
	for (int64_t i = 0; i < spaces; i++)
		buf_add_byte(file, ' ');
	assert_int_equal(buf_status(file), STATUS_OK);
}

static void check_opened(const struct json *test, const struct secret *key,
			 const struct address *address)
{
	struct secret *expected;
	struct address of = vector_address(test, "address");

	expected = secret_member(test, json_get(test, "key") != NULL ? "key" : "privateKey");
	testcases_equal(test, secret_view(key), secret_len(key), secret_view(expected),
			secret_len(expected));
	testcases_equal(test, address->bytes, 20, of.bytes, 20);
	secret_free(expected);
}

static void check_refused(const struct json *test, enum status found, const struct err *e)
{
	const char *status = testcases_text(test, "status"), *says = testcases_text(test, "says");

	if (strcmp(status_name(found), status) != 0 || strstr(e->text, says) == NULL)
		fail_msg("case %s: %s (%s), not %s (%s)", testcases_text(test, "name"),
			 status_name(found), e->text, status, says);
	/* A cause has its remedy, but for the two that are one sentence everywhere. */
	if (found != ERR_WRONG_PASSPHRASE && found != ERR_PARSE && strstr(e->text, "; ") == NULL)
		fail_msg("case %s: no remedy in: %s", testcases_text(test, "name"), e->text);
}

static void files_of_others_open_or_are_refused_by_name(void **state)
{
	struct json *doc = wallet_vectors("keystores.json");
	size_t opened = 0, refused = 0;

	(void)state;
	for (const struct json *test = json_first(doc); test != NULL; test = json_next(test)) {
		struct secret *passphrase = passphrase_of(test), *key = NULL;
		struct address address;
		struct err e = {0};
		struct buf file;
		enum status s;

		file_of(&file, test);
		s = keystore_read(&key, &address, file.data, file.len, passphrase, curve, &e);
		if (json_get(test, "status") != NULL) {
			check_refused(test, s, &e);
			assert_null(key);
			refused++;
		} else if (s != STATUS_OK) {
			fail_msg("case %s: %s", testcases_text(test, "name"), e.text);
		} else {
			check_opened(test, key, &address);
			opened++;
		}
		secret_free(key);
		secret_free(passphrase);
		buf_release(&file);
	}
	print_message("keystores: %zu opened, %zu refused\n", opened, refused);
	assert_true(opened >= 30 && refused >= 50);
	json_free(doc);
}

/* Two of the nine are wallets of the presale, which are no keystores. */
static void all_published_keystores_open(void **state)
{
	struct json *doc = testcases_load("wallets");
	size_t n = 0, opened = 0;

	(void)state;
	for (const struct json *test = json_first(doc); test != NULL; test = json_next(test), n++) {
		const char *text = testcases_text(test, "json"),
			   *typed = testcases_text(test, "password");
		struct secret *passphrase = *typed != '\0' ? secret_text(typed) : NULL, *key;
		struct address address;
		struct err e = {0};
		enum status s = keystore_read(&key, &address, (const uint8_t *)text, strlen(text),
					      passphrase, curve, &e);

		if (strcmp(testcases_text(test, "type"), "crowdsale") == 0) {
			assert_int_equal(s, ERR_UNSUPPORTED);
			assert_non_null(strstr(e.text, "presale of 2014"));
		} else {
			if (s != STATUS_OK)
				fail_msg("case %s: %s", testcases_text(test, "name"), e.text);
			check_opened(test, key, &address);
			opened++;
		}
		secret_free(key);
		secret_free(passphrase);
	}
	testcases_all(doc, "wallets", n, 9);
	assert_int_equal(opened, 7);
	json_free(doc);
}

static const struct json *case_named(const struct json *doc, const char *name)
{
	for (const struct json *test = json_first(doc); test != NULL; test = json_next(test))
		if (strcmp(testcases_text(test, "name"), name) == 0)
			return test;
	fail_msg("there is no case %s", name);
	return NULL;
}

/* Whether the altered file still opens, which it may do only to the same key. */
static bool same_or_refused(const struct buf *file, const struct secret *key)
{
	struct secret *found = NULL;
	struct address address;
	struct err e = {0};
	enum status s = keystore_read(&found, &address, file->data, file->len, NULL, curve, &e);

	if (s == STATUS_OK) {
		assert_secret(found, secret_view(key), secret_len(key));
	} else {
		assert_null(found);
		assert_int_equal(e.code, s);
	}
	secret_free(found);
	return s == STATUS_OK;
}

/* The file of geth's tests: each bit of it, each byte left out, and each front of it. */
static void no_change_of_a_file_gives_another_key(void **state)
{
	struct json *doc = wallet_vectors("keystores.json");
	const struct json *test = case_named(doc, "very light scrypt");
	struct secret *key = secret_member(test, "key");
	size_t opened = 0, tried = 0, len;
	struct buf file, cut;

	(void)state;
	file_of(&file, test);
	len = file.len;
	assert_true(same_or_refused(&file, key));
	for (size_t i = 0; i < len; i++) {
		for (unsigned bit = 0; bit < 8; bit++, tried++) {
			file.data[i] ^= (uint8_t)(1u << bit);
			opened += same_or_refused(&file, key);
			file.data[i] ^= (uint8_t)(1u << bit);
		}
		buf_init(&cut, LIMIT_KEYSTORE);
		buf_add(&cut, file.data, i);
		assert_false(same_or_refused(&cut, key));
		buf_add(&cut, file.data + i + 1, len - i - 1);
		opened += same_or_refused(&cut, key);
		buf_release(&cut);
		tried += 2;
	}
	/*
	 * Names and digits in the other case, another id, and a misspelt "address" leave a file
	 * that opens.
	 */
	print_message("%zu of %zu changes leave the same key\n", opened, tried);
	assert_in_range(opened, 1, tried / 2);
	buf_release(&file);
	secret_free(key);
	json_free(doc);
}

static const char phrase_of_own[] = "a passphrase of one's own";

static void written(struct buf *file, struct secret *key)
{
	struct secret *passphrase = secret_text(phrase_of_own);
	struct err e = {0};

	buf_init(file, LIMIT_KEYSTORE);
	if (keystore_write(file, key, passphrase, curve, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	secret_free(passphrase);
}

static void a_written_keystore_opens_with_its_passphrase_alone(void **state)
{
	uint8_t bytes[KEYSTORE_KEY_SIZE] = {0, 0, 7};
	struct secret *key = secret_from(bytes, sizeof(bytes)), *found = NULL,
		      *passphrase = secret_text(phrase_of_own),
		      *other = secret_text("a passphrase of one's owm");
	struct address address, expected;
	struct buf file;

	(void)state;
	written(&file, key);
	assert_int_equal(
		keystore_read(&found, &address, file.data, file.len, passphrase, curve, NULL),
		STATUS_OK);
	assert_secret(found, bytes, sizeof(bytes));
	assert_int_equal(curve_address(curve, &expected, bytes), STATUS_OK);
	assert_true(address_equal(&address, &expected));
	secret_free(found);
	assert_int_equal(keystore_read(&found, &address, file.data, file.len, other, curve, NULL),
			 ERR_WRONG_PASSPHRASE);
	assert_int_equal(keystore_read(&found, &address, file.data, file.len, NULL, curve, NULL),
			 ERR_WRONG_PASSPHRASE);
	assert_null(found);
	buf_release(&file);
	secret_free(other);
	secret_free(passphrase);
	secret_free(key);
}

static void copy_hex(char *out, const char *text, const char *name, size_t digits)
{
	const char *at = strstr(text, name);

	assert_non_null(at);
	memcpy(out, at + strlen(name), digits);
	out[digits] = '\0';
	assert_int_equal(strspn(out, "0123456789abcdef"), digits);
	assert_int_equal(at[strlen(name) + digits], '"');
}

/* Members and settings of geth, in canonical order; salt, iv, ciphertext, MAC and id are new. */
static void it_has_the_members_that_geth_writes(void **state)
{
	uint8_t bytes[KEYSTORE_KEY_SIZE] = {[31] = 1};
	struct secret *key = secret_from(bytes, sizeof(bytes));
	char text[2][1024], salt[65], iv[33], cipher[65], mac[65], expected[1024];
	const char *id;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct buf file;

		written(&file, key);
		snprintf(text[i], sizeof(text[i]), "%s", buf_str(&file));
		copy_hex(i == 0 ? salt : expected, text[i], "\"salt\":\"", 64);
		buf_release(&file);
	}
	assert_string_not_equal(salt, expected);
	copy_hex(iv, text[0], "\"iv\":\"", 32);
	copy_hex(expected, text[1], "\"iv\":\"", 32);
	assert_string_not_equal(iv, expected);
	copy_hex(cipher, text[0], "\"ciphertext\":\"", 64);
	copy_hex(mac, text[0], "\"mac\":\"", 64);
	id = strstr(text[0], "\"id\":\"") + 6;
	/* A UUID of version 4, variant 1. */
	assert_true(id[8] == '-' && id[13] == '-' && id[14] == '4' && id[18] == '-' &&
		    strchr("89ab", id[19]) != NULL && id[23] == '-' && id[36] == '"');
	assert_memory_not_equal(id, strstr(text[1], "\"id\":\"") + 6, 36);
	snprintf(expected, sizeof(expected),
		 "{\"address\":\"7e5f4552091a69125d5dfcb7b8c2659029395bdf\",\"crypto\":{\"cipher\":"
		 "\"aes-128-ctr\",\"cipherparams\":{\"iv\":\"%s\"},\"ciphertext\":\"%s\",\"kdf\":"
		 "\"scrypt\",\"kdfparams\":{\"dklen\":32,\"n\":262144,\"p\":1,\"r\":8,\"salt\":\"%s"
		 "\"},\"mac\":\"%s\"},\"id\":\"%.36s\",\"version\":3}",
		 iv, cipher, salt, mac, id);
	assert_string_equal(text[0], expected);
	secret_free(key);
}

static void is_not_written(const void *key_bytes, size_t len, const char *typed, enum status status,
			   const char *says)
{
	struct secret *key = secret_from(key_bytes, len);
	struct secret *passphrase = typed != NULL ? secret_text(typed) : NULL;
	struct err e = {0};
	struct buf file;

	buf_init(&file, LIMIT_KEYSTORE);
	assert_int_equal(keystore_write(&file, key, passphrase, curve, &e), status);
	assert_non_null(strstr(e.text, says));
	assert_int_equal(file.len, 0);
	buf_release(&file);
	secret_free(passphrase);
	secret_free(key);
}

static void what_others_could_not_open_is_not_written(void **state)
{
	static const uint8_t one[KEYSTORE_KEY_SIZE] = {[31] = 1}, zero[KEYSTORE_KEY_SIZE] = {0};

	(void)state;
	is_not_written(one, sizeof(one), NULL, ERR_USAGE, "is empty; choose one");
	is_not_written(one, sizeof(one), "Zu\u0308rich", ERR_USAGE, "different ways");
	is_not_written(one, sizeof(one), "1 \u00bd", ERR_USAGE, "different ways");
	is_not_written(one, sizeof(one), "\xff", ERR_USAGE, "different ways");
	is_not_written(zero, sizeof(zero), "a", ERR_RANGE, "no private key");
	is_not_written(one, 31, "a", ERR_RANGE, "no private key");
}

/* The child dies of a system call that the filter does not let through. */
static void keystores_open_under_the_filter_of_the_signer(void **state)
{
	static const char *const names[] = {"wiki pbkdf2", "wiki scrypt"};
	struct json *doc = wallet_vectors("keystores.json");
	pid_t child;
	int status;

	(void)state;
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		uint8_t bytes[KEYSTORE_KEY_SIZE] = {1};
		struct secret *key = secret_from(bytes, sizeof(bytes));
		struct buf file;

		if (!confine_calls())
			_exit(1);
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			const struct json *test = case_named(doc, names[i]);
			struct secret *passphrase = passphrase_of(test), *found = NULL;
			struct address address;

			file_of(&file, test);
			if (keystore_read(&found, &address, file.data, file.len, passphrase, curve,
					  NULL) != STATUS_OK)
				_exit(2);
			secret_free(found);
			secret_free(passphrase);
			buf_release(&file);
		}
		written(&file, key);
		_exit(file.len > 0 ? 0 : 3);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_others_open_or_are_refused_by_name),
		cmocka_unit_test(all_published_keystores_open),
		cmocka_unit_test(no_change_of_a_file_gives_another_key),
		cmocka_unit_test(a_written_keystore_opens_with_its_passphrase_alone),
		cmocka_unit_test(it_has_the_members_that_geth_writes),
		cmocka_unit_test(keystores_open_under_the_filter_of_the_signer),
		cmocka_unit_test(what_others_could_not_open_is_not_written),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
