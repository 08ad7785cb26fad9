/*
 * Phrases of BIP-39. In reading order: bits and words (entropy to phrase), suggesting a word for a
 * misspelt one, finding words (phrase to entropy), the seed.
 *
 * Invariants: every copy of a word, of entropy or of the phrase on the stack is wiped before its
 * function returns. No branch and no index depends on a word, but on a misspelt one and on what
 * disclose() names.
 */
#include "wallet/bip39.h"

#include <nettle/pbkdf2.h>
#include <sodium.h>
#include <string.h>

#include "base/disclose.h"
#include "base/limits.h"
#include "base/mask.h"
#include "base/nfkd.h"
#include "wallet/bip39_lookup.h"

#define WORD_BITS 11
#define ROUNDS	  2048 /* BIP-39 */
/* A listed word is suggested below this edit distance: half the letters of the longest word. */
#define NEAR_ENOUGH 4

size_t bip39_entropy_size(unsigned words)
{
	return words >= 12 && words <= BIP39_TYPED_WORDS && words % 3 == 0 ? words / 3 * 4 : 0;
}

/* The words' bits: the entropy, then the first byte of its SHA-256, which holds the checksum. */
struct bits {
	uint8_t bytes[32 + 1];
};

static unsigned bits_word(const struct bits *b, unsigned i)
{
	unsigned v = 0;

	for (unsigned bit = i * WORD_BITS; bit < (i + 1) * WORD_BITS; bit++)
		v = v << 1 | (b->bytes[bit / 8] >> (7 - bit % 8) & 1);
	return v;
}

static void bits_set_word(struct bits *b, unsigned i, unsigned word)
{
	for (unsigned k = 0; k < WORD_BITS; k++) {
		unsigned bit = i * WORD_BITS + k;

		b->bytes[bit / 8] |= (uint8_t)((word >> (WORD_BITS - 1 - k) & 1) << (7 - bit % 8));
	}
}

static uint8_t checksum_byte(const uint8_t *entropy, size_t len)
{
	uint8_t digest[crypto_hash_sha256_BYTES], first;

	crypto_hash_sha256(digest, entropy, len);
	first = digest[0];
	secret_wipe(digest, sizeof(digest));
	return first;
}

/* Writes `len` letters to text + at. The text is gone through whole, since `at` tells lengths. */
static void put_word(char text[static BIP39_PHRASE_MAX + 1], uint32_t at,
		     const char word[static BIP39_WORD_SIZE], uint32_t len)
{
	for (uint32_t i = 0; i < BIP39_WORD_SIZE; i++) {
		/* A space ends each word; behind it are zeros, which change nothing. */
		char c = (char)(word[i] | (char)(' ' & mask_equal(i, len)));

		for (uint32_t to = 0; to <= BIP39_PHRASE_MAX; to++)
			text[to] |= (char)(c & (char)mask_equal(to, at + i));
	}
}

enum status bip39_phrase(struct secret **phrase, const struct secret *entropy, struct err *e)
{
	size_t len = secret_len(entropy);
	unsigned words = (unsigned)(len / 4 * 3);
	char text[BIP39_PHRASE_MAX + 1] = {0}, word[BIP39_WORD_SIZE];
	struct bits b = {{0}};
	uint32_t at = 0;
	enum status s;

	*phrase = NULL;
	if (len % 4 != 0 || bip39_entropy_size(words) != len)
		return err_set(e, ERR_RANGE, "entropy has 16, 20, 24, 28 or 32 bytes");
	memcpy(b.bytes, secret_view(entropy), len);
	b.bytes[len] = checksum_byte(b.bytes, len);
	for (unsigned i = 0; i < words; i++) {
		uint32_t letters = bip39_lookup_word(word, bits_word(&b, i));

		put_word(text, at, word, letters);
		at += letters + 1;
	}
	/* The phrase's length is that of its memory, and of what a screen shows. */
	s = secret_copy(phrase, text, disclose(at - 1), e);
	secret_wipe(text, sizeof(text));
	secret_wipe(word, sizeof(word));
	secret_wipe(&b, sizeof(b));
	return s;
}

/*
 * The edit distance between two words of at most 15 letters, where swapping two neighbours is one
 * edit (optimal string alignment).
 */
static unsigned distance(const char *a, size_t la, const char *b, size_t lb)
{
	uint8_t d[16][16], result;

	for (size_t i = 0; i <= la; i++) {
		for (size_t j = 0; j <= lb; j++) {
			unsigned best = (unsigned)(i + j);

			if (i > 0 && j > 0) {
				best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
				if (d[i - 1][j] + 1u < best)
					best = d[i - 1][j] + 1u;
				if (d[i][j - 1] + 1u < best)
					best = d[i][j - 1] + 1u;
			}
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1u < best)
				best = d[i - 2][j - 2] + 1u;
			d[i][j] = (uint8_t)best;
		}
	}
	result = d[la][lb];
	secret_wipe(d, sizeof(d));
	return result;
}

/* The letters of a word as a set: bit 0 stands for "a" and all that are 32 apart from it. */
static uint32_t letters_in(const char *word, size_t len)
{
	uint32_t set = 0;

	for (size_t i = 0; i < len; i++)
		set |= 1u << ((uint8_t)(word[i] - 'a') % 32);
	return set;
}

/*
 * Finds the word that is most like a misspelt one. Where a word is misspelt there is no phrase yet:
 * its letters may be told by the time that this takes.
 */
static void suggest(char nearest[static BIP39_WORD_SIZE], struct bip39_typed_word *word)
{
	unsigned best = NEAR_ENOUGH, d;
	uint32_t typed;

	disclose_bytes(word, sizeof(*word));
	typed = letters_in(word->letters, word->len);
	for (int i = 0; i < BIP39_LIST; i++) {
		size_t len = strlen(bip39_words[i]);
		uint32_t lacking = typed & ~letters_in(bip39_words[i], len);

		/* Each edit can take away one letter that the listed word lacks. */
		if ((unsigned)__builtin_popcount(lacking) >= best)
			continue;
		d = distance(word->letters, word->len, bip39_words[i], len);
		if (d < best) {
			best = d;
			memcpy(nearest, bip39_words[i], BIP39_WORD_SIZE);
		}
	}
}

/* Reads all words into `b`, and notes in `f` how many there are and the first unlisted one. */
static void read_words(struct bits *b, struct bip39_fault *f, struct bip39_typed *typed)
{
	uint32_t wrong = 0;

	f->words = disclose(typed->n);
	for (uint32_t i = 0; i < f->words && i < BIP39_TYPED_WORDS; i++) {
		uint32_t place = bip39_lookup_place(&typed->words[i]);
		uint32_t first = mask_equal(place, BIP39_NOWHERE) & mask_equal(wrong, 0);

		wrong = mask_choose(first, i + 1, wrong);
		bits_set_word(b, i, place & (BIP39_LIST - 1));
	}
	f->word = disclose(wrong);
	if (f->word > 0)
		suggest(f->nearest, &typed->words[f->word - 1]);
}

/* Makes the entropy of words that were read, or says in `e` why they are no phrase. */
static enum status entropy_of_bits(struct secret **entropy, const struct bits *b,
				   const struct bip39_fault *f, struct err *e)
{
	size_t len = bip39_entropy_size(f->words);
	uint8_t mask, wrong;

	if (f->word > 0)
		return err_set(e, ERR_PARSE,
			       "word %u is not one of the words that phrases are made of; check "
			       "its spelling",
			       f->word);
	if (len == 0)
		return err_set(e, ERR_PARSE, "a phrase has 12, 15, 18, 21 or 24 words; this has %u",
			       f->words);
	mask = (uint8_t)(0xff << (8 - len / 4));
	wrong = (uint8_t)((b->bytes[len] ^ checksum_byte(b->bytes, len)) & mask);
	return disclose(wrong) != 0
		       ? err_set(e, ERR_PARSE,
				 "all words are in the list, but the checksum is wrong: look for a "
				 "wrong word or two that changed places")
		       : secret_copy(entropy, b->bytes, len, e);
}

enum status bip39_entropy(struct secret **entropy, struct bip39_fault *fault,
			  const struct secret *phrase, struct err *e)
{
	struct secret *typed = NULL;
	struct bip39_fault f = {0};
	struct bits b = {{0}};
	enum status s = bip39_typed_words(&typed, phrase, e);

	*entropy = NULL;
	if (s == STATUS_OK) {
		read_words(&b, &f, (struct bip39_typed *)(void *)secret_bytes(typed));
		s = entropy_of_bits(entropy, &b, &f, e);
	}
	if (fault != NULL)
		*fault = f;
	secret_free(typed);
	secret_wipe(&b, sizeof(b));
	secret_wipe(&f, sizeof(f));
	return s;
}

/*
 * nettle keeps two hash states and two blocks on the stack, about 1 KiB, and does not wipe them.
 */
#define PBKDF2_STACK (4 * KIB)

enum status bip39_seed(struct secret **seed, const struct secret *phrase,
		       const struct secret *password, struct err *e)
{
	static const char mnemonic[] = "mnemonic";
	const size_t prefix = sizeof(mnemonic) - 1;
	struct secret *normal = NULL, *salt = NULL;
	size_t len = 0;
	enum status s = STATUS_OK;

	*seed = NULL;
	if (password != NULL)
		s = nfkd_secret(&normal, password, e);
	if (normal != NULL)
		len = secret_len(normal);
	if (s == STATUS_OK)
		s = secret_new(&salt, prefix + len, e);
	if (s == STATUS_OK)
		s = secret_new(seed, BIP39_SEED_SIZE, e);
	if (s == STATUS_OK) {
		memcpy(secret_bytes(salt), mnemonic, prefix);
		if (len > 0)
			memcpy(secret_bytes(salt) + prefix, secret_view(normal), len);
		pbkdf2_hmac_sha512(secret_len(phrase), secret_view(phrase), ROUNDS,
				   secret_len(salt), secret_view(salt), BIP39_SEED_SIZE,
				   secret_bytes(*seed));
		sodium_stackzero(PBKDF2_STACK);
	}
	secret_free(normal);
	secret_free(salt);
	return s;
}
