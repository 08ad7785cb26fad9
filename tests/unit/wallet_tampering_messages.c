/* Personal messages with one thing altered, at the signer: see wallet_tampering.c. */
#include "tests/unit/tampering.h"

#include "chain/eip712_text.h"
#include "chain/meaning_message.h"

#define THIEF  "0x1212121212121212121212121212121212121212"
#define SELF   "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
#define ELEVEN "1111111111111111111111111111111111111111111111111111111111111111"

enum { BYTES, SIGN_IN };

#define SIGN_IN_TEXT                                                                           \
	"example.org wants you to sign in with your Ethereum account:\n" SELF "\n\n"           \
	"I accept the terms.\n\nURI: https://example.org/login\nVersion: 1\nChain ID: 31337\n" \
	"Nonce: 12345678\nIssued At: 2026-11-21T14:02:11Z\n"                                   \
	"Expiration Time: 2026-11-21T15:02:11Z"

/* The time at which the sign-ins are judged: between those two. */
#define NOW 1795270000

static const char *const messages[] = {
	[BYTES] = "68656c6c6f",
	[SIGN_IN] = SIGN_IN_TEXT,
};

static const struct tampering_row altered_messages[] = {
	{BYTES, "a hash", {NULL, ELEVEN}, SHOWN_AS(HASH, "32 bytes that are no text")},
	{BYTES,
	 "a document's hashes",
	 {NULL, "1901" ELEVEN ELEVEN},
	 SHOWN_AS(BYTES, "which may be anything")},
	{BYTES,
	 "an authorisation of code",
	 {NULL, "05 [ (7a69) (1212121212121212121212121212121212121212) (07) ]"},
	 SHOWN_AS(CONTROL, "would obey the code of " THIEF)},
	{BYTES,
	 "a whole transaction",
	 {NULL, "02 [ (7a69) (04) (01) (53a1e09f) (5208) "
		"(1212121212121212121212121212121212121212) (01) () [] ]"},
	 SHOWN_AS(BYTES, "whole transaction")},
	{BYTES, "a control character", {"6c6c", "6c1b"}, SHOWN_AS(BYTES, "no text")},
	{BYTES, "broken UTF-8", {"6c6c", "6cff"}, SHOWN_AS(BYTES, "no text")},
	{BYTES, "another text", {"6c6f", "6c70"}, SHOWN("hellp")},
	{SIGN_IN,
	 "another domain",
	 {"example.org", "example.net"},
	 SHOWN_AS(SIGN_IN, "example.net is NOT the domain")},
	{SIGN_IN,
	 "a part of the domain",
	 {"example.org", "example.org.evil.example"},
	 SHOWN_AS(SIGN_IN, "example.org.evil.example is NOT the domain")},
	{SIGN_IN,
	 "a user before the host",
	 {"example.org", "example.org@evil.example"},
	 SHOWN_AS(UNKNOWN, "looks like a sign-in")},
	{SIGN_IN,
	 "a letter that looks the same",
	 {"example.org", "ex\xd0\xb0mple.org"},
	 SHOWN_AS(UNKNOWN, "looks like a sign-in")},
	{SIGN_IN,
	 "another account",
	 {SELF, THIEF},
	 REFUSED(REFUSED, "not for the account that signs")},
	{SIGN_IN,
	 "small letters in the account",
	 {"C51812dc3A", "c51812dc3a"},
	 SHOWN_AS(UNKNOWN, "looks like a sign-in")},
	{SIGN_IN,
	 "another page's URI",
	 {"https://example.org/", "https://evil.example/"},
	 SHOWN_AS(SIGN_IN, "which is not of the domain")},
	{SIGN_IN, "another version", {"Version: 1", "Version: 2"}, SHOWN_AS(UNKNOWN, "Version")},
	{SIGN_IN,
	 "another chain",
	 {"ID: 31337", "ID: 1"},
	 SHOWN("on chain 1")},
	{SIGN_IN, "a short nonce", {"12345678", "1234567"}, SHOWN_AS(UNKNOWN, "Nonce")},
	{SIGN_IN,
	 "over",
	 {"15:02:11Z", "14:05:11Z"},
	 REFUSED(REFUSED, "it expired at 2026-11-21T14:05:11Z")},
	{SIGN_IN,
	 "not yet",
	 {"15:02:11Z", "15:02:11Z\nNot Before: 2026-11-21T14:59:59Z"},
	 REFUSED(REFUSED, "not valid before")},
	{SIGN_IN,
	 "no end",
	 {"\nExpiration Time: 2026-11-21T15:02:11Z", ""},
	 SHOWN("for as long as it likes")},
	{SIGN_IN,
	 "two lines changed about",
	 {"Version: 1\nChain ID: 31337", "Chain ID: 31337\nVersion: 1"},
	 SHOWN_AS(UNKNOWN, "Version")},
	{SIGN_IN,
	 "a line more",
	 {"15:02:11Z", "15:02:11Z\nAdmin: yes"},
	 SHOWN_AS(UNKNOWN, "another place")},
	{SIGN_IN,
	 "rights for others",
	 {"15:02:11Z", "15:02:11Z\nResources:\n- urn:recap:eyJhdHQiOnt9fQ"},
	 SHOWN_AS(CONTROL, "act in the account's name")},
	{SIGN_IN, "a plain text", {NULL, "hello"}, REFUSED(REFUSED, "no sign-in")},
};

/* --- the signer --- */

static struct address account;

static struct meaning_view view_of_sign_in(void)
{
	return (struct meaning_view){.signer = &account, .now = NOW, .domain = "example.org"};
}

static enum status sign_message(const struct buf *text, const char *domain, uint32_t allowed,
				struct err *e)
{
	const struct door_policy policy = {.allowed = allowed, .domain = domain};
	uint8_t sig[SIGNATURE_SIZE];

	agree_as_asked(DOOR_MESSAGE, FIXTURE_ACCOUNT, &policy, text->data, text->len);
	return door_sign_message(fx.open, sig, FIXTURE_ACCOUNT, &policy, text->data, text->len, e);
}

static enum status ask_message(const void *request, uint32_t allowed, struct err *e)
{
	return sign_message(request, NULL, allowed, e);
}

static enum status ask_sign_in(const void *request, uint32_t allowed, struct err *e)
{
	return sign_message(request, "example.org", allowed, e);
}

/* The sentences, then the text. */
static void write_sentences(struct buf *out, const struct buf *text)
{
	static const struct value_style style = {.ascii = true};
	const struct meaning_view view = view_of_sign_in();
	char line[SENTENCE_TEXT_SIZE];
	struct meaning m;

	buf_init(out, LIMIT_SMALL_FILE);
	meaning_message_for(&m, text->data, text->len, &view);
	for (size_t i = 0; i < m.n; i++) {
		sentence_text(line, sizeof(line), &m.gives[i], &style);
		buf_addf(out, "%s\n", line);
	}
	eip712_text_lines(out, text->data, text->len, 0, false);
}

static struct buf write_plain(const char *text)
{
	struct buf out;

	buf_init(&out, LIMIT_SMALL_FILE);
	buf_add_str(&out, text);
	return out;
}

static const struct tampering_kind kinds[] = {
	[BYTES] = {.write = tampering_bytes, .ask = ask_message, .review = write_sentences},
	[SIGN_IN] = {.write = write_plain, .ask = ask_sign_in, .review = write_sentences},
};

static int start_messages(void **state)
{
	char now[24];

	/* The signer judges sign-ins by its own clock. */
	snprintf(now, sizeof(now), "%d", NOW);
	if (setenv("BYLINE_CLOCK", now, 1) != 0)
		return -1;
	if (fixture_start(state) != 0)
		return -1;
	account = vector_address(json_get(fx.doc, "claim"), "account");
	return 0;
}

static void each_message_is_signed_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(messages); i++) {
		struct buf text = kinds[i].write(messages[i]);

		tampering_signed(messages[i], kinds[i].ask, &text, 0);
		buf_release(&text);
	}
	tampering_end();
}

static void each_altered_message_is_refused_or_shown(void **state)
{
	(void)state;
	assert_in_range(ARRAY_SIZE(altered_messages), 20, SIZE_MAX);
	for (size_t i = 0; i < ARRAY_SIZE(altered_messages); i++) {
		const struct tampering_row *row = &altered_messages[i];

		tampering_try(row, &kinds[row->base], messages[row->base], 0);
	}
	tampering_end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_message_is_signed_as_it_is),
		cmocka_unit_test(each_altered_message_is_refused_or_shown),
	};

	return cmocka_run_group_tests(tests, start_messages, fixture_stop);
}
