#include "tests/unit/wallet_vector.h"

#include <pthread.h>
#include <sodium.h>
#include <sys/mman.h>

#include "base/nfkd.h"
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
		struct secret *password = secret_text(vector_text(v, "password"));
		const char *text = vector_text(v, "phrase");
		struct err e = {0};

		assert_int_equal(bip39_phrase(&phrase, entropy, &e), STATUS_OK);
		assert_secret(phrase, text, strlen(text));
		assert_int_equal(bip39_entropy(&again, NULL, phrase, &e), STATUS_OK);
		assert_secret(again, secret_view(entropy), secret_len(entropy));
		assert_int_equal(bip39_seed(&found, phrase, password, &e), STATUS_OK);
		assert_secret(found, secret_view(seed), secret_len(seed));
		secret_free(entropy);
		secret_free(again);
		secret_free(phrase);
		secret_free(seed);
		secret_free(found);
		secret_free(password);
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

	assert_int_equal(bip39_seed(&d->seed, d->phrase, NULL, NULL), STATUS_OK);
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

static const uint8_t board[16] = {0x18, 0xab, 0x19, 0xa9, 0xf5, 0x4a, 0x92, 0x74,
				  0xf0, 0x3e, 0x52, 0x09, 0xa2, 0xac, 0x8a, 0x91};

static void a_phrase_is_read_as_people_write_it_down(void **state)
{
	static const char *const written[] = {
		"board flee heavy tunnel powder denial science ski answer betray cargo cat",
		"boar flee heav tunn powd deni scie ski answ betr carg cat",
		"BOAR Flee heAvy tunn powd deni scie SKI answ betr carg CAT",
		"1. board\n2. flee\n3. heavy\n4. tunnel\n5. powder\n6. denial\n7. science\n8. ski\n"
		"9. answer\n10. betray\n11. cargo\n12. cat\n",
		"1) board 2) flee 3) heavy 4) tunnel 5) powder 6) denial 7) science 8) ski "
		"9) answer 10) betray 11) cargo 12) cat",
		"1 board 2 flee 3 heavy 4 tunnel 5 powder 6 denial 7 science 8 ski 9 answer 10 "
		"betray 11 cargo 12 cat",
		"1.board 2.flee 3.heavy 4.tunnel 5.powder 6.denial 7:science 8:ski #9:answer "
		"(10)betray 11cargo 012cat.",
		"board,flee,heavy,tunnel;powder;denial;science-ski-answer / betray / cargo / cat",
		/* no-break, em, ideographic, Ogham space; separators of lines and paragraphs */
		"board\u00A0flee\u2003heavy\u3000tunnel"
		"\u1680powder\u2028denial\u2029"
		"science\xc2\x85"
		"ski answer\u202Fbetray\u205Fcargo\vcat",
		/* a byte order mark, a zero-width space, a soft hyphen, a word joiner */
		"\uFEFFboard\u200Bflee hea\u00ADvy tunnel powder denial scie\u2060nce ski answer "
		"betray "
		"cargo cat",
		/* full-width and circled letters and numbers, a bullet, an em dash */
		"\uFF11\uFF0E\uFF42\uFF4F\uFF41\uFF52\uFF44 \u2461flee \u24D7eavy \u2022 "
		"tunnel\u2014"
		"powder denial \uFF33cience ski answer betray cargo cat",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(written); i++)
		reads(written[i], board, sizeof(board));
}

/* Every word of the list, in a phrase of two forms: as it stands and by its first four letters. */
static void the_first_four_letters_are_the_word(void **state)
{
	(void)state;
	for (unsigned i = 0; i < BIP39_LIST; i++) {
		uint8_t entropy[16] = {(uint8_t)(i >> 3), (uint8_t)(i << 5)};
		struct secret *known = secret_from(entropy, sizeof(entropy)), *phrase = NULL;
		char text[64] = "", word[BIP39_WORD_SIZE];

		assert_int_equal(bip39_phrase(&phrase, known, NULL), STATUS_OK);
		memcpy(word, secret_view(phrase), strlen(bip39_words[i]));
		word[strlen(bip39_words[i])] = '\0';
		assert_string_equal(word, bip39_words[i]);
		for (size_t at = 0, start = 0, n = 0; at < secret_len(phrase); at++) {
			start = secret_view(phrase)[at] == ' ' ? at + 1 : start;
			if (at - start < 4 || secret_view(phrase)[at] == ' ') {
				text[n++] = (char)secret_view(phrase)[at];
				text[n] = '\0';
			}
		}
		reads(text, entropy, sizeof(entropy));
		secret_free(phrase);
		secret_free(known);
	}
}

static void a_wrong_word_keeps_its_place_among_numbers_and_marks(void **state)
{
	static const struct {
		const char *text;
		unsigned word;
	} wrong[] = {
		{"1. board 2. flee 3. xheavy", 3},
		{"1) board\u00A02) fl33 3) heavy", 2},
		{"boa flee", 1},
		{"board fleex", 2},
		{"board abando", 2},
		{"board flee h\u00E9avy", 3},
		{"board flee \xff heavy", 3},
		{"board flee\xc2 heavy", 2},
		{"board flee2", 2},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct bip39_fault f;

		refuses(&f, wrong[i].text);
		assert_int_equal(f.word, wrong[i].word);
	}
}

/*
 * The 24 Japanese vectors, and six more with their password: it is in no form, and its NFKD counts.
 */
static void the_password_counts_in_the_form_nfkd(void **state)
{
	struct json *doc = wallet_vectors("bip39-japanese.json");

	(void)state;
	assert_int_equal(json_count(doc), 24 + 6);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		struct secret *phrase = secret_text(vector_text(v, "phrase")), *normal = NULL;
		struct secret *password = secret_text(vector_text(v, "password"));
		struct secret *seed = secret_member(v, "seed"), *found = NULL;

		assert_int_equal(nfkd_secret(&normal, phrase, NULL), STATUS_OK);
		assert_int_equal(bip39_seed(&found, normal, password, NULL), STATUS_OK);
		assert_secret(found, secret_view(seed), secret_len(seed));
		secret_free(phrase);
		secret_free(normal);
		secret_free(password);
		secret_free(seed);
		secret_free(found);
	}
	json_free(doc);
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
		cmocka_unit_test(a_phrase_is_read_as_people_write_it_down),
		cmocka_unit_test(the_first_four_letters_are_the_word),
		cmocka_unit_test(a_wrong_word_keeps_its_place_among_numbers_and_marks),
		cmocka_unit_test(the_password_counts_in_the_form_nfkd),
		cmocka_unit_test(a_misspelt_word_is_named_by_its_place_and_the_nearest_one_is_told),
		cmocka_unit_test(two_words_that_changed_places_fail_the_checksum),
		cmocka_unit_test(the_last_word_must_fit_the_checksum),
		cmocka_unit_test(another_number_of_words_is_refused),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
