#include "tests/unit/wallet_vector.h"

#include <pthread.h>
#include <sodium.h>
#include <sys/mman.h>

#include "wallet/bip39.h"

static void the_word_list_is_the_published_one(void **state)
{
	/* SHA-256 of bip-0039/english.txt. */
	static const uint8_t published[32] = {0x2f, 0x5e, 0xed, 0x53, 0xa4, 0x72, 0x7b, 0x4b,
					      0xf8, 0x88, 0x0d, 0x8f, 0x3f, 0x19, 0x9e, 0xfc,
					      0x90, 0xe5, 0x85, 0x03, 0x64, 0x6d, 0x9f, 0xf8,
					      0xef, 0xf3, 0xa2, 0xed, 0x3b, 0x24, 0xdb, 0xda};
	crypto_hash_sha256_state st;
	uint8_t digest[32];

	(void)state;
	crypto_hash_sha256_init(&st);
	for (size_t i = 0; i < BIP39_LIST; i++) {
		crypto_hash_sha256_update(&st, (const uint8_t *)bip39_words[i],
					  strlen(bip39_words[i]));
		crypto_hash_sha256_update(&st, (const uint8_t *)"\n", 1);
	}
	crypto_hash_sha256_final(&st, digest);
	assert_memory_equal(digest, published, sizeof(digest));
}

static void the_published_vectors_hold(void **state)
{
	struct json *doc = wallet_vectors("bip39.json");

	(void)state;
	assert_int_equal(json_count(doc), 24);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		struct secret *entropy = secret_member(v, "entropy"), *again = NULL;
		struct secret *seed = secret_member(v, "seed"), *phrase = NULL, *found = NULL;
		const char *text = vector_text(v, "phrase"), *password = vector_text(v, "password");
		struct err e = {0};

		assert_int_equal(bip39_phrase(&phrase, entropy, &e), STATUS_OK);
		assert_secret(phrase, text, strlen(text));
		assert_int_equal(bip39_entropy(&again, NULL, phrase, &e), STATUS_OK);
		assert_secret(again, secret_view(entropy), secret_len(entropy));
		assert_int_equal(bip39_seed(&found, phrase, password, strlen(password), &e),
				 STATUS_OK);
		assert_secret(found, secret_view(seed), secret_len(seed));
		secret_free(entropy);
		secret_free(again);
		secret_free(phrase);
		secret_free(seed);
		secret_free(found);
	}
	json_free(doc);
}

/* A thread's stack, to look through when the thread is done. */
#define STACK_SIZE (256 * KIB)

struct derivation {
	struct secret *phrase, *seed;
};

static void *derive(void *arg)
{
	struct derivation *d = arg;

	assert_int_equal(bip39_seed(&d->seed, d->phrase, NULL, 0, NULL), STATUS_OK);
	return NULL;
}

static void making_a_seed_leaves_nothing_of_it_on_the_stack(void **state)
{
	struct derivation d = {.phrase = secret_text("legal winner thank year wave sausage worth "
						     "useful legal winner thank yellow")};
	void *stack =
		mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	pthread_attr_t attributes;
	pthread_t thread;

	(void)state;
	assert_ptr_not_equal(stack, MAP_FAILED);
	assert_int_equal(pthread_attr_init(&attributes), 0);
	assert_int_equal(pthread_attr_setstack(&attributes, stack, STACK_SIZE), 0);
	assert_int_equal(pthread_create(&thread, &attributes, derive, &d), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_null(memmem(stack, STACK_SIZE, secret_view(d.seed), 16));
	pthread_attr_destroy(&attributes);
	munmap(stack, STACK_SIZE);
	secret_free(d.phrase);
	secret_free(d.seed);
}

static void reads(const char *text, const uint8_t *expected, size_t len)
{
	struct secret *phrase = secret_text(text), *entropy = NULL;

	assert_int_equal(bip39_entropy(&entropy, NULL, phrase, NULL), STATUS_OK);
	assert_secret(entropy, expected, len);
	secret_free(phrase);
	secret_free(entropy);
}

static void refuses(struct bip39_fault *fault, const char *text)
{
	struct secret *phrase = secret_text(text), *entropy = NULL;
	struct err e = {0};

	assert_int_equal(bip39_entropy(&entropy, fault, phrase, &e), ERR_PARSE);
	assert_null(entropy);
	assert_true(e.text[0] != '\0');
	/* The message may end in a log: it holds no word that stands alone in the phrase. */
	if (fault->nearest[0] != '\0')
		assert_null(strstr(e.text, fault->nearest));
	secret_free(phrase);
}

static void spaces_and_case_do_not_matter(void **state)
{
	static const uint8_t zero[16];

	(void)state;
	reads("  Abandon ABANDON\tabandon abandon abandon abandon\nabandon abandon abandon abandon "
	      "abandon  about\r\n",
	      zero, sizeof(zero));
}

static void a_misspelt_word_is_named_by_its_place_and_the_nearest_one_is_told(void **state)
{
	struct bip39_fault f;

	(void)state;
	refuses(&f, "abandon abandon abandon abandon abandon abandon abandon abandon abandon "
		    "abandon abandon abuot");
	assert_int_equal(f.word, 12);
	assert_string_equal(f.nearest, "about");
	refuses(&f, "abandon abandon abandon zebbra abandon abandon abandon abandon abandon "
		    "abandon abandon about");
	assert_int_equal(f.word, 4);
	assert_string_equal(f.nearest, "zebra");
	refuses(&f, "abandon abandon xxxxxxxxxxxxxxxxxxxxxxxxxxx abandon abandon abandon abandon "
		    "abandon abandon abandon abandon about");
	assert_int_equal(f.word, 3);
	assert_string_equal(f.nearest, "");
}

static void two_words_that_changed_places_fail_the_checksum(void **state)
{
	struct bip39_fault f;

	(void)state;
	refuses(&f, "winner legal thank year wave sausage worth useful legal winner thank yellow");
	assert_int_equal(f.word, 0);
	assert_int_equal(f.words, 12);
}

/*
 * Among the 2048 words that may stand last, one in 2^(words/3) fits: all bits of the checksum
 * count.
 */
static void the_last_word_must_fit_the_checksum(void **state)
{
	(void)state;
	for (unsigned words = 12; words <= 24; words += 12) {
		char text[25 * BIP39_WORD_SIZE];
		size_t start = 0;
		unsigned valid = 0;

		for (unsigned n = 1; n < words; n++)
			start += (size_t)snprintf(text + start, sizeof(text) - start, "abandon ");
		for (size_t i = 0; i < BIP39_LIST; i++) {
			struct secret *phrase, *entropy = NULL;

			snprintf(text + start, sizeof(text) - start, "%s", bip39_words[i]);
			phrase = secret_text(text);
			valid += bip39_entropy(&entropy, NULL, phrase, NULL) == STATUS_OK;
			secret_free(entropy);
			secret_free(phrase);
		}
		assert_int_equal(valid, BIP39_LIST >> words / 3);
	}
}

static void another_number_of_words_is_refused(void **state)
{
	char text[26 * 8 + 1];
	size_t len = 0;
	struct bip39_fault f;

	(void)state;
	refuses(&f, " ");
	assert_int_equal(f.words, 0);
	for (unsigned n = 1; n <= 26; n++) {
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					n == 1 ? "abandon" : " abandon");
		refuses(&f, text);
		assert_int_equal(f.words, n);
		assert_int_equal(f.word, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_word_list_is_the_published_one),
		cmocka_unit_test(the_published_vectors_hold),
		cmocka_unit_test(making_a_seed_leaves_nothing_of_it_on_the_stack),
		cmocka_unit_test(spaces_and_case_do_not_matter),
		cmocka_unit_test(a_misspelt_word_is_named_by_its_place_and_the_nearest_one_is_told),
		cmocka_unit_test(two_words_that_changed_places_fail_the_checksum),
		cmocka_unit_test(the_last_word_must_fit_the_checksum),
		cmocka_unit_test(another_number_of_words_is_refused),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
