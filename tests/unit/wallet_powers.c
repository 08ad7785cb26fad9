/*
 * Documents, messages and transactions that give power away or that nobody can show, against the
 * signer itself: none of it is signed
 * unless each of its dangers was asked for by name, and the refusal says what it would give.
 * tests/vectors/wallet/powers.json has the documents, and what ethers signs.
 */
#include "tests/unit/wallet_agreed.h"

#include "base/buf.h"
#include "chain/descriptor.h"
#include "chain/meaning_message.h"
#include "chain/tx_read.h"

/* The fewest cases that the file must have, so that an emptied file fails. */
#define CASES 60

/* One case of powers.json. */
struct power {
	const char *name, *kind, *gives, *words;
	uint32_t dangers; /* asked for by `allow` */
	bool never;	  /* no word makes it acceptable */
	const struct json *json;
	struct buf bytes; /* the document, the message, or the unsigned transaction */
};

static void power_open(struct power *p, const struct json *json)
{
	const char *allow = vector_text(json, "allow");
	uint8_t *bytes = NULL;
	size_t len = 0;

	*p = (struct power){.name = vector_text(json, "name"),
			    .kind = vector_text(json, "kind"),
			    .gives = vector_text(json, "gives"),
			    .words = vector_text(json, "words"),
			    .json = json};
	p->never = allow[0] == '\0';
	if (!p->never)
		assert_int_equal(danger_parse(&p->dangers, allow, NULL), STATUS_OK);
	buf_init(&p->bytes, LIMIT_SMALL_FILE);
	if (strcmp(p->kind, "typed") == 0) {
		assert_int_equal(json_write(&p->bytes, json_get(json, "document")), STATUS_OK);
		return;
	}
	bytes = vector_hex(json, strcmp(p->kind, "tx") == 0 ? "unsigned" : "bytes", &len);
	buf_add(&p->bytes, bytes, len);
	free(bytes);
}

/*
 * Asks the signer for what was agreed to with these words. Out: the signature, or the signed
 * transaction; empty after a refusal.
 */
static enum status ask(struct buf *out, const struct power *p, uint32_t allowed, const char *words,
		       struct err *e)
{
	struct door_policy policy = fixture_policy();
	uint8_t sig[SIGNATURE_SIZE];
	struct hash hash;
	enum status s;

	*e = (struct err){0};
	policy.allowed = allowed;
	buf_init(out, LIMIT_SMALL_FILE);
	if (strcmp(p->kind, "tx") == 0)
		return agreed_tx(out, &hash, &policy, p->bytes.data, p->bytes.len, words, e);
	if (strcmp(p->kind, "typed") == 0)
		s = agreed_typed(sig, &hash, &policy, p->bytes.data, p->bytes.len, words, e);
	else
		s = agreed_message(fx.open, sig, FIXTURE_ACCOUNT, allowed, p->bytes.data,
				   p->bytes.len, words, e);
	if (s == STATUS_OK)
		buf_add(out, sig, sizeof(sig));
	return s;
}

/* Calls `check` for each case of `list`. Returns how many there are. */
static size_t each(const char *list, void (*check)(const struct power *p))
{
	struct json *doc = wallet_vectors("powers.json");
	size_t n = 0;

	for (const struct json *c = json_first(json_get(doc, list)); c != NULL;
	     c = json_next(c), n++) {
		struct power p;

		power_open(&p, c);
		check(&p);
		buf_release(&p.bytes);
	}
	json_free(doc);
	return n;
}

static void refused_with(const struct power *p, uint32_t allowed, const char *text)
{
	struct buf out;
	struct err e;
	enum status s = ask(&out, p, allowed, p->words, &e);

	if (s != ERR_REFUSED || out.len > 0)
		fail_msg("%s: signed, or another failure: %s", p->name, e.text);
	if (strstr(e.text, text) == NULL)
		fail_msg("%s: \"%s\" does not say \"%s\"", p->name, e.text, text);
	buf_release(&out);
}

static void check_refused(const struct power *p)
{
	refused_with(p, 0, p->gives);
}

static void none_is_signed_unasked_and_the_refusal_says_what_it_would_give(void **state)
{
	(void)state;
	assert_in_range(each("cases", check_refused), CASES, SIZE_MAX);
}

/* Every set of names that leaves one of its dangers out, and all the other names. */
static void check_by_name(const struct power *p)
{
	for (uint32_t bit = 1; bit < DANGER_ALL; bit <<= 1)
		if ((p->dangers & bit) != 0)
			refused_with(p, DANGER_ALL & ~bit, "--allow");
	if (p->never)
		refused_with(p, DANGER_ALL, p->gives);
}

static void each_of_its_dangers_has_to_be_asked_for(void **state)
{
	(void)state;
	each("cases", check_by_name);
}

static void sign_as_ethers(const struct power *p)
{
	struct buf out;
	struct err e;
	size_t len;
	uint8_t *expected = vector_hex(p->json, "signature", &len);

	if (ask(&out, p, p->dangers, p->words, &e) != STATUS_OK)
		fail_msg("%s: %s", p->name, e.text);
	if (out.len != len || memcmp(out.data, expected, len) != 0)
		fail_msg("%s: not signed as ethers signs it", p->name);
	free(expected);
	buf_release(&out);
}

static void check_signed(const struct power *p)
{
	if (!p->never)
		sign_as_ethers(p);
}

static void asked_for_by_name_each_is_signed_as_ethers_signs_it(void **state)
{
	(void)state;
	each("cases", check_signed);
}

/* Its hash alone does not say what is given, nor does a word of every day. */
static void check_words_needed(const struct power *p)
{
	static const char *const others[] = {"", "SIGN", "SEND", "yes"};

	for (size_t i = 0; i < ARRAY_SIZE(others) && !p->never; i++) {
		struct buf out;
		struct err e;

		if (ask(&out, p, p->dangers, others[i], &e) != ERR_REFUSED || out.len > 0)
			fail_msg("%s: signed by \"%s\"", p->name, others[i]);
		if (strstr(e.text, p->words) == NULL)
			fail_msg("%s: \"%s\" does not say \"%s\"", p->name, e.text, p->words);
		buf_release(&out);
	}
}

static void a_hash_without_the_words_signs_none(void **state)
{
	(void)state;
	each("cases", check_words_needed);
}

static void what_takes_power_back_or_gives_none_is_signed_as_ever(void **state)
{
	(void)state;
	assert_in_range(each("harmless", sign_as_ethers), 5, SIZE_MAX);
}

/* The meaning as a review has it, which is also what a confirmation is made of. */
static void meaning_of(struct meaning *out, const struct power *p)
{
	const struct address signer = vector_address(json_get(fx.doc, "claim"), "account");
	struct meaning_view view = {.profile = &fx.profile, .signer = &signer};
	struct eip712_document d = {0};
	struct json *json = NULL;
	struct descriptor shown;
	struct tx tx;

	*out = (struct meaning){0};
	if (strcmp(p->kind, "message") == 0) {
		meaning_message_of(out, p->bytes.data, p->bytes.len);
	} else if (strcmp(p->kind, "typed") == 0) {
		assert_int_equal(json_parse(&json, p->bytes.data, p->bytes.len, NULL), STATUS_OK);
		assert_int_equal(eip712_open(&d, json, NULL), STATUS_OK);
		view.profile = d.summary.has_chain_id ? &fx.profile : NULL;
		meaning_of_document(out, &d, &view);
		eip712_release(&d);
		json_free(json);
	} else if (tx_read_unsigned(&tx, p->bytes.data, p->bytes.len, NULL) == STATUS_OK) {
		assert_int_equal(descriptor_of(&shown, &tx, &signer, &fx.profile, NULL), STATUS_OK);
		*out = shown.meaning;
		tx_release(&tx);
	}
}

static void check_words(const struct power *p)
{
	struct meaning m;

	meaning_of(&m, p);
	if (!p->never && m.dangers != p->dangers)
		fail_msg("%s: other dangers: %x", p->name, (unsigned)m.dangers);
	if (!p->never && strcmp(m.words, p->words) != 0)
		fail_msg("%s: confirmed by \"%s\", not \"%s\"", p->name, m.words, p->words);
	/* Words that are asked for every day would be typed by habit. */
	if (!p->never &&
	    (m.words[0] == '\0' || strcmp(m.words, "SIGN") == 0 || strcmp(m.words, "SEND") == 0))
		fail_msg("%s: confirmed by an everyday word", p->name);
}

static void each_is_confirmed_by_words_of_its_own(void **state)
{
	(void)state;
	each("cases", check_words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(none_is_signed_unasked_and_the_refusal_says_what_it_would_give),
		cmocka_unit_test(each_of_its_dangers_has_to_be_asked_for),
		cmocka_unit_test(asked_for_by_name_each_is_signed_as_ethers_signs_it),
		cmocka_unit_test(a_hash_without_the_words_signs_none),
		cmocka_unit_test(what_takes_power_back_or_gives_none_is_signed_as_ever),
		cmocka_unit_test(each_is_confirmed_by_words_of_its_own),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
