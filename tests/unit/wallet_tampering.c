/*
 * Transactions with one thing altered, at the signer: each is refused, or shown as the danger it
 * is, or its review shows the altered value. wallet_tampering_documents.c, _messages.c
 * and _claims.c have the rest.
 */
#include "tests/unit/tampering.h"

#include "chain/descriptor.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "chain/tx_read.h"

#define ZEROS  "000000000000000000000000"
#define WORD_0 ZEROS ZEROS "0000000000000000"
#define SMALL  ZEROS ZEROS "00000000000000" /* the word of the byte that follows */
#define MOST   "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define OTHER  "3434343434343434343434343434343434343434"
#define THIEF  "1212121212121212121212121212121212121212"
#define TO     "f39fd6e51aad88f6f4ce6ab8827279cfffb92266"
#define SELF   "70997970c51812dc3a010c7d01b50e0d17dc79c8"
#define OPEN   "7070707070707070707070707070707070707070"

/* The requests that are altered. Each is signed as it is. */
enum { COINS, TYPE_1, LEGACY, TOKENS, ATTEST, LESS };

#define GAS "(7a69) (04) (01) (53a1e09f) "

static const char *base_texts[] = {
	[COINS] = "02 [ " GAS "(5208) (" TO ") (01) () [] ]",
	[TYPE_1] = "01 [ (7a69) (04) (3b9aca00) (7530) (" TO ") (01) () [ [ (" OTHER ") [ (" SMALL
		   "07) ] ] ] ]",
	[LEGACY] = "[ () (3b9aca00) (5208) (" TO ") (05) () (7a69) () () ]",
	[TOKENS] = "02 [ " GAS "(0186a0) (" OPEN ") () (a9059cbb " ZEROS TO " " SMALL "05) [] ]",
	[LESS] = "02 [ " GAS "(0186a0) (" OPEN ") () (a457c2d7 " ZEROS THIEF " " SMALL "05) [] ]",
};

#define CALL_OF "(a9059cbb " ZEROS TO " " SMALL "05)"

/* Calls in the place of a transfer; the approval inside a multicall is 68 bytes, padded to 96. */
#define APPROVE	 "095ea7b3 " ZEROS THIEF " " MOST
#define LIST_OF1 SMALL "20 " SMALL "01 " SMALL "20 "
#define PAD_28	 ZEROS ZEROS "00000000"

/* execTransaction of a Safe: the first four arguments, the six others, and the empty tails. */
#define SAFE_HEAD "6a761202 " ZEROS THIEF WORD_0 ZEROS ZEROS "0000000000000140 "
#define SAFE_REST WORD_0 WORD_0 WORD_0 WORD_0 WORD_0 ZEROS ZEROS "0000000000000160 " WORD_0 WORD_0

static const struct tampering_row altered_txs[] = {
	/* Values */
	{COINS, "another chain", {"(7a69)", "(01)"}, REFUSED(MISMATCH, "for chain 1,")},
	{COINS, "no chain", {"(7a69)", "()"}, REFUSED(REFUSED, "names no chain")},
	{COINS,
	 "a chain of 65 bits",
	 {"(7a69)", "(010000000000000000)"},
	 REFUSED(RANGE, "chain id of the transaction:")},
	{COINS, "another recipient", {TO, THIEF}, SHOWN("To: 0x" THIEF)},
	{COINS, "nobody", {TO, ZEROS "0000000000000000"}, REFUSED(REFUSED, "nobody's address")},
	{COINS, "a token's contract", {TO, OPEN}, REFUSED(REFUSED, "takes no coins")},
	{COINS,
	 "a recipient of 19 bytes",
	 {TO, "12121212121212121212121212121212121212"},
	 REFUSED(PARSE, "recipient of the transaction:")},
	{COINS,
	 "a recipient of 21 bytes",
	 {TO, THIEF "12"},
	 REFUSED(PARSE, "recipient of the transaction:")},
	{COINS,
	 "a new contract",
	 {"(5208) (" TO ")", "(ea60) ()"},
	 REFUSED(REFUSED, "create a contract")},
	{COINS,
	 "another sum",
	 {"(01) ()", "(02) ()"},
	 SHOWN("Coins sent: 0.000000000000000002 ETH")},
	{COINS,
	 "a sum of 33 bytes",
	 {"(01) ()", "(01" MOST ") ()"},
	 REFUSED(RANGE, "value of the transaction:")},
	{COINS,
	 "a sum that passes all numbers with the gas",
	 {"(01) ()", "(" MOST ") ()"},
	 REFUSED(REFUSED, "more than a number of 256 bits")},
	{COINS, "another nonce", {"(04)", "(05)"}, SHOWN("Nonce: 5")},
	{COINS, "the last nonce", {"(04)", "(ffffffffffffffff)"}, REFUSED(REFUSED, "2^64-1")},
	{COINS,
	 "a nonce of 65 bits",
	 {"(04)", "(010000000000000000)"},
	 REFUSED(RANGE, "nonce of the transaction:")},
	{COINS, "gas above the cap", {"(5208)", "(0f4240)"}, REFUSED(REFUSED, "gas may cost")},
	{COINS,
	 "a price above the cap",
	 {"(53a1e09f)", "(3baa0c4001)"},
	 REFUSED(REFUSED, "gas may cost")},
	{COINS, "a tip above the price", {"(01) (53", "(53a1e0a0) (53"}, REFUSED(REFUSED, "tip")},
	{COINS, "less gas than it takes", {"(5208)", "(5207)"}, REFUSED(REFUSED, "takes at least")},
	{COINS, "no gas", {"(5208)", "()"}, REFUSED(REFUSED, "takes at least")},
	{COINS, "gas of 65 bits", {"(5208)", "(010000000000000000)"}, REFUSED(REFUSED, "no block")},
	{COINS,
	 "a price of 33 bytes",
	 {"(53a1e09f)", "(01" MOST ")"},
	 REFUSED(RANGE, "fee of the transaction:")},
	/* Types */
	{COINS, "code for the account", {"02 [", "04 ["}, REFUSED(REFUSED, "EIP-7702")},
	{COINS,
	 "blobs",
	 {"02 [", "03 ["},
	 REFUSED(UNSUPPORTED, "byline does not know transactions of type 3")},
	{COINS,
	 "a type that nobody knows",
	 {"02 [", "7f ["},
	 REFUSED(UNSUPPORTED, "byline does not know transactions of type 127")},
	{COINS,
	 "a type of one member less",
	 {"02 [", "01 ["},
	 REFUSED(PARSE, "recipient of the transaction:")},
	{COINS, "no type", {"02 [", "["}, REFUSED(PARSE, "recipient of the transaction:")},
	{COINS,
	 "an authorisation",
	 {NULL, "05 [ (7a69) (" THIEF ") (04) ]"},
	 REFUSED(REFUSED, "EIP-7702")},
	/* RLP */
	{COINS,
	 "a byte behind it",
	 {"[] ]", "[] ] 00"},
	 REFUSED(PARSE, "not one whole transaction")},
	{COINS, "a member more", {"[] ]", "[] () ]"}, REFUSED(PARSE, "end of the transaction:")},
	{COINS,
	 "a member less",
	 {" [] ]", " ]"},
	 REFUSED(PARSE, "access list of the transaction:")},
	{COINS,
	 "a zero before a number",
	 {"(04)", "(0004)"},
	 REFUSED(PARSE, "nonce of the transaction:")},
	{COINS, "a zero as a byte", {"(04)", "00"}, REFUSED(PARSE, "nonce of the transaction:")},
	{COINS,
	 "a small byte with a header",
	 {"(04)", "8104"},
	 REFUSED(PARSE, "nonce of the transaction:")},
	{COINS,
	 "a short string with a long header",
	 {"(5208)", "b8025208"},
	 REFUSED(PARSE, "gas limit of the transaction:")},
	{COINS,
	 "a length that begins with zero",
	 {"(5208)", "b900025208"},
	 REFUSED(PARSE, "gas limit of the transaction:")},
	{COINS,
	 "a length past the end",
	 {"(5208)", "bf7fffffffffffffff5208"},
	 REFUSED(PARSE, "gas limit of the transaction:")},
	{COINS,
	 "a short list with a long header",
	 {NULL, "02 f825 827a69 04 01 8453a1e09f 825208 94" TO " 01 80 c0"},
	 REFUSED(PARSE, "not one whole transaction")},
	{COINS,
	 "a number as a list",
	 {"(04)", "[04]"},
	 REFUSED(PARSE, "nonce of the transaction:")},
	{COINS,
	 "a recipient as a list",
	 {"(" TO ")", "[" TO "]"},
	 REFUSED(PARSE, "recipient of the transaction:")},
	{COINS,
	 "the whole as a string",
	 {NULL, "02 ( " GAS "(5208) (" TO ") (01) () [] )"},
	 REFUSED(PARSE, "not one whole transaction")},
	{COINS, "nothing at all", {NULL, ""}, REFUSED(PARSE, "not one whole transaction")},
	{COINS,
	 "signed already",
	 {"[] ]", "[] () (" SMALL "01) (" SMALL "01) ]"},
	 REFUSED(PARSE, "end of the transaction:")},
	/* Access lists */
	{COINS,
	 "an access list as a string",
	 {"[] ]", "() ]"},
	 REFUSED(PARSE, "access list of the transaction:")},
	{TYPE_1,
	 "an address of 19 bytes",
	 {OTHER, "34343434343434343434343434343434343434"},
	 REFUSED(PARSE, "access list of the transaction:")},
	{TYPE_1,
	 "a key of 33 bytes",
	 {SMALL "07", SMALL "0007"},
	 REFUSED(PARSE, "access list of the transaction:")},
	{TYPE_1,
	 "keys as a string",
	 {"[ (" SMALL "07) ]", "(" SMALL "07)"},
	 REFUSED(PARSE, "access list of the transaction:")},
	{TYPE_1,
	 "an entry without keys",
	 {" [ (" SMALL "07) ]", ""},
	 REFUSED(PARSE, "access list of the transaction:")},
	{TYPE_1,
	 "an entry with more",
	 {"07) ]", "07) ] ()"},
	 REFUSED(PARSE, "access list of the transaction:")},
	{TYPE_1,
	 "another entry",
	 {"[ [", "[ [ (" THIEF ") [] ] ["},
	 SHOWN("access list (addresses: 2, ")},
	{TYPE_1,
	 "keys for which the gas is short",
	 {"(" SMALL "07)", "(" SMALL "07) (" SMALL "08) (" SMALL "09) (" SMALL "0a)"},
	 REFUSED(REFUSED, "takes at least")},
	/* Legacy */
	{LEGACY, "no chain (before EIP-155)", {" (7a69) () ()", ""}, REFUSED(REFUSED, "no chain")},
	{LEGACY, "another chain", {"(7a69)", "(01)"}, REFUSED(MISMATCH, "for chain 1,")},
	{LEGACY,
	 "a signature's r in it",
	 {"(7a69) ()", "(7a69) (01)"},
	 REFUSED(PARSE, "signature of the transaction:")},
	{LEGACY,
	 "one of the zeros",
	 {"(7a69) () ()", "(7a69) ()"},
	 REFUSED(PARSE, "signature of the transaction:")},
	/* Tokens */
	{TOKENS,
	 "another contract",
	 {"(" OPEN ")", "(" OTHER ")"},
	 SHOWN_AS(UNKNOWN, "0x" OTHER " is no token of the network profile")},
	{TOKENS, "another recipient", {TO, THIEF}, SHOWN("Recipient: 0x" THIEF)},
	{TOKENS, "the token itself", {ZEROS TO, ZEROS OPEN}, REFUSED(REFUSED, "own contract")},
	{TOKENS, "nobody", {ZEROS TO, WORD_0}, REFUSED(REFUSED, "nobody's address")},
	{TOKENS, "another sum", {SMALL "05", SMALL "06"}, SHOWN("0.000000000000000006 OPEN")},
	{TOKENS, "coins along", {") () (a9", ") (01) (a9"}, REFUSED(REFUSED, "coins")},
	{TOKENS,
	 "another selector",
	 {"a9059cbb", "a9059cbc"},
	 SHOWN_AS(UNKNOWN, "68 bytes that byline cannot read are a call of 0x" OPEN)},
	{TOKENS, "an allowance", {"a9059cbb", "095ea7b3"}, SHOWN_AS(PERMIT, "may take")},
	{TOKENS, "more allowance", {"a9059cbb", "39509351"}, SHOWN_AS(PERMIT, "OPEN more")},
	{TOKENS,
	 "an allowance without limit",
	 {CALL_OF, "(" APPROVE ")"},
	 SHOWN_AS(PERMIT, "0x" THIEF " may take UNLIMITED OPEN")},
	{TOKENS,
	 "an allowance for every token",
	 {CALL_OF, "(a22cb465 " ZEROS THIEF SMALL "01)"},
	 SHOWN_AS(PERMIT, "may take EVERY token")},
	{TOKENS,
	 "a transfer of somebody's",
	 {CALL_OF, "(23b872dd " ZEROS SELF ZEROS THIEF SMALL "05)"},
	 SHOWN_AS(PERMIT, "goes to 0x" THIEF)},
	{TOKENS,
	 "an owner",
	 {CALL_OF, "(f2fde38b " ZEROS THIEF ")"},
	 SHOWN_AS(CONTROL, "the owner")},
	{TOKENS,
	 "other code",
	 {CALL_OF, "(3659cfe6 " ZEROS THIEF ")"},
	 SHOWN_AS(CONTROL, "the code")},
	{TOKENS,
	 "an allowance inside a multicall",
	 {CALL_OF, "(ac9650d8 " LIST_OF1 SMALL "44 " APPROVE PAD_28 ")"},
	 SHOWN_AS(PERMIT, "0x" THIEF " may take UNLIMITED OPEN")},
	{TOKENS,
	 "calls that a multicall hides",
	 {CALL_OF, "(ac9650d8 " LIST_OF1 SMALL "04 deadbeef " PAD_28 ")"},
	 SHOWN_AS(UNKNOWN, "4 bytes that byline cannot read")},
	{TOKENS,
	 "a multicall whose list is elsewhere",
	 {CALL_OF, "(ac9650d8 " SMALL "60 " SMALL "01 )"},
	 REFUSED(REFUSED, "not all of it can be read")},
	{TOKENS,
	 "a multicall whose call is longer than all",
	 {CALL_OF, "(ac9650d8 " LIST_OF1 SMALL "80 " APPROVE PAD_28 ")"},
	 REFUSED(REFUSED, "not all of it can be read")},
	{TOKENS,
	 "a Safe's call",
	 {CALL_OF, "(" SAFE_HEAD WORD_0 SAFE_REST ")"},
	 SHOWN_AS(CONTROL, "sends 0 ETH to 0x" THIEF)},
	{TOKENS,
	 "a Safe's delegatecall",
	 {CALL_OF, "(" SAFE_HEAD SMALL "01 " SAFE_REST ")"},
	 SHOWN_AS(CONTROL, "DELEGATECALL")},
	{TOKENS,
	 "a Safe's delegatecall behind dirty bits",
	 {CALL_OF, "(" SAFE_HEAD ZEROS ZEROS "0000000000000101 " SAFE_REST ")"},
	 REFUSED(REFUSED, "not all of it can be read")},
	{TOKENS,
	 "dirty bytes before the recipient",
	 {ZEROS TO, "010000000000000000000000" TO},
	 SHOWN_AS(UNKNOWN, "bytes that byline cannot read")},
	{TOKENS,
	 "dirty bytes before an allowance's spender",
	 {CALL_OF, "(095ea7b3 010000000000000000000000" THIEF " " MOST ")"},
	 REFUSED(REFUSED, "not all of it can be read")},
	{TOKENS,
	 "a byte behind the call",
	 {SMALL "05)", SMALL "05 00)"},
	 SHOWN_AS(UNKNOWN, "69 bytes that byline cannot read")},
	{TOKENS,
	 "a byte less",
	 {SMALL "05)", ZEROS ZEROS "00000000000000)"},
	 SHOWN_AS(UNKNOWN, "67 bytes that byline cannot read")},
	{TOKENS,
	 "bytes behind an allowance",
	 {CALL_OF, "(" APPROVE "1234)"},
	 SHOWN_AS(UNKNOWN, "and 1 more")},
	/* Calls that give nothing */
	{LESS, "coins along", {") () (a4", ") (01) (a4"}, REFUSED(REFUSED, "takes none")},
	{LESS,
	 "more in the place of less",
	 {"a457c2d7", "39509351"},
	 SHOWN_AS(PERMIT, "OPEN more")},
	{LESS,
	 "bytes behind it",
	 {SMALL "05)", SMALL "05 99)"},
	 SHOWN_AS(UNKNOWN, "1 byte follows")},
	/* Attestations */
	{ATTEST,
	 "another service",
	 {"(4242", "(4343"},
	 SHOWN_AS(UNKNOWN, "no attestation service")},
	{ATTEST,
	 "another schema",
	 {"f17325e7????????", "f17325e7???????~"},
	 SHOWN_AS(UNKNOWN, "byline cannot read")},
	{ATTEST, "another dataset", {"1111", "4411"}, SHOWN("Dataset root: 0x4411")},
	{ATTEST, "another datanet", {"5555", "1212"}, SHOWN("Recipient: 0x12125555")},
	{ATTEST, "another licence", {"43432d30", "43442d30"}, SHOWN("License: CD-0")},
	{ATTEST, "coins along", {") () (f1", ") (01) (f1"}, REFUSED(REFUSED, "coins")},
	{ATTEST, "a revocation", {"f17325e7", "46926267"}, SHOWN_AS(UNKNOWN, "byline cannot read")},
	{ATTEST,
	 "bytes behind it",
	 {") [] ]", "00) [] ]"},
	 SHOWN_AS(UNKNOWN, "byline cannot read")},
};

/* --- the signer --- */

static struct profile pinned;

/* Signs one request. Everything in this file is put to the signer here. */
static enum status ask_tx(const void *request, uint32_t allowed, struct err *e)
{
	const struct buf *bytes = request;
	struct door_policy policy = fixture_policy();
	struct hash hash;
	struct buf raw;
	enum status s;

	policy.profile = &pinned;
	policy.allowed = allowed;
	buf_init(&raw, LIMIT_SMALL_FILE);
	agree_as_asked(DOOR_TX, FIXTURE_ACCOUNT, &policy, bytes->data, bytes->len);
	s = door_sign_tx(fx.open, &raw, &hash, FIXTURE_ACCOUNT, &policy, bytes->data, bytes->len,
			 e);
	assert_int_equal(s == STATUS_OK, raw.len > 0);
	assert_int_equal(s == STATUS_OK, e->text[0] == '\0');
	buf_release(&raw);
	return s;
}

/* The lines of the review, "Nonce: 5". */
static void write_review(struct buf *out, const struct buf *bytes)
{
	const struct address from = vector_address(json_get(fx.doc, "claim"), "account");
	struct descriptor d;
	struct tx tx;

	buf_init(out, LIMIT_SMALL_FILE);
	assert_int_equal(tx_read_unsigned(&tx, bytes->data, bytes->len, NULL), STATUS_OK);
	assert_int_equal(descriptor_of(&d, &tx, &from, &pinned, NULL), STATUS_OK);
	for (size_t i = 0; i < d.n; i++)
		buf_addf(out, "%s: %s\n", d.fields[i].label, d.fields[i].value);
	tx_release(&tx);
}

static const struct tampering_kind tx_kind = {
	.write = tampering_bytes, .ask = ask_tx, .review = write_review};

static struct buf attest_text;

static int start_txs(void **state)
{
	struct commitment c = {.records = 7, .size = 700, .license = "CC-0"};
	const struct hash none = {{0}};
	struct address datanet;
	struct buf payload, call;
	struct hash schema;

	if (fixture_start(state) != 0)
		return -1;
	memset(c.root.bytes, 0x11, 32);
	memset(c.manifest.bytes, 0x22, 32);
	memset(c.nonce.bytes, 0x33, 32);
	memset(datanet.bytes, 0x55, 20);
	buf_init(&payload, LIMIT_SMALL_FILE);
	buf_init(&call, LIMIT_SMALL_FILE);
	assert_int_equal(eas_commitment_encode(&payload, &c), STATUS_OK);
	eas_commitment_schema(&schema);
	assert_int_equal(eas_attest_calldata(&call, &schema, &datanet, true, &none, payload.data,
					     payload.len),
			 STATUS_OK);
	buf_init(&attest_text, LIMIT_SMALL_FILE);
	buf_addf(&attest_text,
		 "02 [ " GAS "(0186a0) (4242424242424242424242424242424242424242) () (");
	for (size_t i = 0; i < call.len; i++)
		buf_addf(&attest_text, "%02x", call.data[i]);
	buf_add_str(&attest_text, ") [] ]");
	base_texts[ATTEST] = buf_str(&attest_text);
	buf_release(&payload);
	buf_release(&call);
	pinned = fx.profile;
	pinned.has_eas = true;
	memset(pinned.eas.contract.address.bytes, 0x42, 20);
	return 0;
}

static void each_is_signed_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(base_texts); i++) {
		struct buf bytes = tampering_bytes(base_texts[i]);

		tampering_signed(base_texts[i], ask_tx, &bytes, 0);
		buf_release(&bytes);
	}
	tampering_end();
}

static void each_altered_one_is_refused_or_shown(void **state)
{
	(void)state;
	assert_in_range(ARRAY_SIZE(altered_txs), 60, SIZE_MAX);
	for (size_t i = 0; i < ARRAY_SIZE(altered_txs); i++)
		tampering_try(&altered_txs[i], &tx_kind, base_texts[altered_txs[i].base], 0);
	tampering_end();
}

static int stop_txs(void **state)
{
	buf_release(&attest_text);
	return fixture_stop(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_signed_as_it_is),
		cmocka_unit_test(each_altered_one_is_refused_or_shown),
	};

	return cmocka_run_group_tests(tests, start_txs, stop_txs);
}
