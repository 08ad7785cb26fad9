/*
 * Requests to an open signer: any bytes, every capability. A reply must be well formed, and never
 * hold a byte of what the vault guards. Keys are derived at once (tests/stand_in), and whatever the
 * signer asks for is answered, so that requests with a passphrase are tried like the others; what
 * the policy lets pass is agreed to, so that it is signed. Each input finds the signer in the same
 * state, and the same random numbers.
 */
#include "tests/stand_in/open_signer.h"

#include "base/cursor.h"
#include "wallet/signer_consent.h"
#include "wallet/signer_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { GUARDED_SIZE = 16, ACCOUNTS = 2 };

/*
 * The first bytes of the entropy, the private keys of accounts 0 and 1, SLIP-21's node, the data
 * key and the phrase.
 */
static uint8_t guarded[4 + ACCOUNTS][GUARDED_SIZE];

/* For every question that there is; a phrase is asked for first. */
static const char *const answers[] = {
	OPEN_SIGNER_PASSPHRASE "\na new passphrase\n",
	"test test test test test test test test test test test junk\na new passphrase\n",
};

/* Far behind what the vault was made of, so that nothing of it is drawn again. */
#define FIRST_DRAWN ((uint64_t)1 << 32)

static struct open_signer fixed;

static void guard_closed(uint8_t copy[static GUARDED_SIZE], struct secret *closed)
{
	secret_open(closed);
	memcpy(copy, secret_view(closed), GUARDED_SIZE);
	secret_close(closed);
}

static void start(void)
{
	const struct keyring *k;

	open_signer_start(&fixed);
	k = fixed.signer->keys;
	memcpy(guarded[0], secret_view(vault_entropy(fixed.vault)), GUARDED_SIZE);
	for (size_t i = 0; i < ACCOUNTS; i++)
		guard_closed(guarded[1 + i], k->accounts[i].key);
	guard_closed(guarded[1 + ACCOUNTS], k->node);
	memcpy(guarded[2 + ACCOUNTS], secret_view(fixed.vault->data_key), GUARDED_SIZE);
	memcpy(guarded[3 + ACCOUNTS], json_text(json_get(fixed.doc, "phrase")), GUARDED_SIZE);
}

static bool holds(const void *data, size_t len, const uint8_t secret[static GUARDED_SIZE])
{
	return memmem(data, len, secret, GUARDED_SIZE) != NULL;
}

/* A fuzzer learns the secrets from this very comparison and sends them in: those may come back. */
static void check_reply(const struct buf *reply, enum status s, const uint8_t *request, size_t size)
{
	struct cursor c = cursor_of(reply->data, reply->len);
	const uint8_t *text;
	uint32_t code, len;

	if (cursor_be32(&c, &code) != STATUS_OK || code != (uint32_t)s ||
	    cursor_be32(&c, &len) != STATUS_OK || cursor_take(&c, &text, len) != STATUS_OK ||
	    (s == STATUS_OK) != (len == 0))
		abort();
	for (size_t i = 0; i < ARRAY_SIZE(guarded); i++) {
		if (holds(reply->data, reply->len, guarded[i]) && !holds(request, size, guarded[i]))
			abort();
	}
}

/* As a person would who typed whatever the signer asks for. */
static void agree(uint8_t op, const uint8_t *fields, size_t size)
{
	struct cursor c = cursor_of(fields, size);
	const struct consent_obstacles none = {.first = false};
	struct signer_call call = {.signer = fixed.signer};
	struct consent_words words;
	struct signer_sign in;
	struct signer_act act;
	struct signer_text t;
	enum status s;

	if (wire_read(&in, signer_ops_terms(op)->request, &c, NULL) != STATUS_OK)
		return;
	if (op == SIGNER_SIGN_TX || op == SIGNER_SIGN_CLAIM) {
		s = signer_policy_judge(&call, &act, &in, op == SIGNER_SIGN_CLAIM);
		if (s == STATUS_OK)
			consent_words_of_act(&words, &act, fixed.signer->keys, &none);
		signer_policy_release(&act);
	} else {
		s = signer_text_judge(&call, &t, NULL, &in, op == SIGNER_SIGN_TYPED);
		if (s == STATUS_OK)
			consent_words_of_text(&words, &t.digest, &t.meaning);
	}
	if (s == STATUS_OK &&
	    signer_consent_allow(fixed.signer, &words.digest, words.wanted, NULL) != STATUS_OK)
		abort();
}

static bool signs(uint8_t op)
{
	return op == SIGNER_SIGN_TX || op == SIGNER_SIGN_CLAIM || op == SIGNER_SIGN_TYPED ||
	       op == SIGNER_SIGN_MESSAGE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint32_t changes = SIGNER_CAN_UNLOCK | SIGNER_CAN_CHANGE;
	struct buf reply;
	enum status s;

	if (fixed.signer == NULL)
		start();
	if (size == 0)
		return 0;
	open_signer_drawn = FIRST_DRAWN;
	open_signer_answer(&fixed, answers[data[0] == SIGNER_RESTORE]);
	if (signs(data[0]))
		agree(data[0], data + 1, size - 1);
	buf_init(&reply, SIGNER_REPLY_MAX);
	s = signer_handle(fixed.signer, SIGNER_CAN_ALL, data, size, &reply);
	check_reply(&reply, s, data, size);
	buf_release(&reply);
	signer_consent_release(fixed.signer);
	if (s == STATUS_OK &&
	    (data[0] == SIGNER_PROFILE || (signer_ops_terms(data[0])->capability & changes) != 0)) {
		signer_profile_forget(fixed.signer);
		open_signer_again(&fixed);
	}
	return 0;
}
