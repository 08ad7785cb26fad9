/*
 * Digits make a person read what they belong to. Where there is no amount, or there are several,
 * digits of a hash stand for all that is signed: no amount of one part stands for the others.
 *
 * add() puts one text behind the other: whatever is in the way of a transaction is typed too.
 */
#include "wallet/consent_words.h"

#include <stdio.h>
#include <string.h>

#include "chain/keccak.h"

/* The last digits of a hash or an account, as they are shown, and as they are typed. */
#define SHOWN_DIGITS 8
#define TYPED_DIGITS 4

/* Appends a text to be typed, and the words that ask for it. */
static void add(struct consent_words *w, const char *typed, const char *ask)
{
	const size_t n = strlen(w->wanted), q = strlen(w->question);

	snprintf(w->wanted + n, sizeof(w->wanted) - n, "%s%s", n > 0 ? " " : "", typed);
	snprintf(w->question + q, sizeof(w->question) - q, "%s%s", q > 0 ? ", then " : "Type ",
		 ask);
}

/* The end of a text: its last `n` characters. */
static const char *end_of(const char *text, size_t n)
{
	const size_t len = strlen(text);

	return text + (len > n ? len - n : 0);
}

static void add_end_of(struct consent_words *w, const char *text, const char *what)
{
	char ask[160];

	snprintf(ask, sizeof(ask), "the last four digits of %s ...%s", what,
		 end_of(text, SHOWN_DIGITS));
	add(w, end_of(text, TYPED_DIGITS), ask);
}

static void add_quoted(struct consent_words *w, const char *words)
{
	char ask[CONSENT_WORDS_SIZE];

	snprintf(ask, sizeof(ask), "\"%.160s\"", words);
	add(w, words, ask);
}

/* The account that a claim pays, if it is none of the vault's. */
static const struct address *stranger(const struct descriptor *d, const struct keyring *keys)
{
	if (d->intent != INTENT_CLAIM || address_is_zero(&d->paid))
		return NULL;
	for (size_t i = 0; keys != NULL && i < keys->n; i++)
		if (address_equal(&keys->accounts[i].address, &d->paid))
			return NULL;
	return &d->paid;
}

/* The last digits of an amount such as "640.402913 1INCH"; "" when it has none. */
static void digits_of(char out[static TYPED_DIGITS + 1], const char *value)
{
	char digits[AMOUNT_TEXT_SIZE];
	size_t n = 0;

	for (const char *c = value; strchr("0123456789.", *c) != NULL && *c != '\0'; c++)
		if (*c >= '0' && *c <= '9' && n + 1 < sizeof(digits))
			digits[n++] = *c;
	digits[n] = '\0';
	snprintf(out, TYPED_DIGITS + 1, "%s", end_of(digits, TYPED_DIGITS));
}

static void ask_claim(struct consent_words *w, const struct descriptor *d)
{
	const char *amount = d->fields[d->amount].value;
	char digits[TYPED_DIGITS + 1] = "", number[24], hash[HASH_TEXT_SIZE], ask[160];

	if (d->amounts == 1)
		digits_of(digits, amount);
	if (digits[0] != '\0') {
		snprintf(ask, sizeof(ask), "the last four digits of %.100s", amount);
		add(w, digits, ask);
	} else if (d->amounts > 1) {
		snprintf(number, sizeof(number), "%zu", d->amounts);
		add(w, number, number);
		hash_format(hash, &w->digest);
		add_end_of(w, hash, "the digest");
	} else {
		add(w, "CLAIM", "CLAIM");
	}
}

/* The word, or digits, of a transaction that nothing is in the way of. */
static void add_usual(struct consent_words *w, const struct descriptor *d)
{
	static const char *const words[] = {
		[INTENT_UNKNOWN] = "SIGN",	  [INTENT_TRANSFER] = "SEND",
		[INTENT_ERC20_TRANSFER] = "SEND", [INTENT_ATTEST_COMMITMENT] = "ATTEST",
		[INTENT_ATTEST_OTHER] = "ATTEST", [INTENT_REVOKE] = "REVOKE",
		[INTENT_CANCEL] = "CANCEL",	  [INTENT_GIVES] = "SIGN"};

	if (d->intent == INTENT_CLAIM)
		ask_claim(w, d);
	else
		add(w, words[d->intent], words[d->intent]);
}

/* Ends the question, below which the answer is typed. */
static void end_question(struct consent_words *w)
{
	const size_t q = strlen(w->question);

	snprintf(w->question + q, sizeof(w->question) - q, " to sign: ");
}

void consent_words_of_act(struct consent_words *out, const struct signer_act *act,
			  const struct keyring *keys, const struct consent_obstacles *obstacles)
{
	const struct descriptor *d = &act->descriptor;
	const struct address *paid = stranger(d, keys);
	char text[HASH_TEXT_SIZE];

	*out = (struct consent_words){.digest = act->digest};
	if (d->meaning.dangers != 0)
		add_quoted(out, d->meaning.words);
	if (paid != NULL) {
		address_format(text, paid);
		add_end_of(out, text, "the account that is paid, which is none of yours,");
	}
	if (!hash_is_zero(&obstacles->earlier)) {
		hash_format(text, &obstacles->earlier);
		add_end_of(out, text, "the hash of the earlier transaction");
	}
	if (obstacles->first)
		add(out, "FIRST", "FIRST, which makes the draft in a file void,");
	out->has_obstacle = out->wanted[0] != '\0';
	if (!out->has_obstacle)
		add_usual(out, d);
	end_question(out);
}

void consent_words_of_text(struct consent_words *out, const struct hash *digest,
			   const struct meaning *m)
{
	*out = (struct consent_words){.digest = *digest, .has_obstacle = m->dangers != 0};
	if (out->has_obstacle)
		add_quoted(out, m->words);
	else
		add(out, "SIGN", "SIGN");
	end_question(out);
}

/* Each digest is hashed with all before it, so that any other byte gives another hash. */
static void hash_all(struct hash *out, const struct consent_words *all, size_t n)
{
	uint8_t both[2 * sizeof(out->bytes)];

	*out = all[0].digest;
	for (size_t i = 1; i < n; i++) {
		memcpy(both, out->bytes, sizeof(out->bytes));
		memcpy(both + sizeof(out->bytes), all[i].digest.bytes, sizeof(out->bytes));
		keccak256(out->bytes, both, sizeof(both));
	}
}

/* The number comes first, so that one that was added unseen is not confirmed. */
static void ask_for_all(struct consent_words *w, const struct consent_words *all, size_t n)
{
	char number[24], hex[HASH_TEXT_SIZE];
	struct hash joint;

	*w = (struct consent_words){.has_obstacle = false};
	hash_all(&joint, all, n);
	hash_format(hex, &joint);
	snprintf(number, sizeof(number), "%zu", n);
	add(w, number, number);
	add_end_of(w, hex, "the hash of all");
	end_question(w);
}

enum status consent_words_of_all(struct consent_words *out, const struct consent_words *all,
				 size_t n, struct err *e)
{
	for (size_t i = 0; i < n && n > 1; i++)
		if (all[i].has_obstacle)
			return err_set(
				e, ERR_REFUSED,
				"one of these %zu needs a confirmation of its own (%s); sign "
				"it alone",
				n, all[i].wanted);
	if (n == 1)
		*out = all[0];
	else
		ask_for_all(out, all, n);
	return STATUS_OK;
}
