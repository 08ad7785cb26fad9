/*
 * Requests to an open signer: any bytes, every capability. A reply must be well formed, and never
 * hold a byte of what the vault guards. Keys are derived at once (tests/stand_in), and whatever the
 * signer asks for is answered, so that requests with a passphrase are tried like the others; what
 * the policy lets pass is agreed to, so that it is signed. Each input finds the signer in the same
 * state, and the same random numbers.
 */
#include "tests/stand_in/open_signer.h"

#include "base/cursor.h"

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
	open_signer_agree(&fixed, data, size);
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
