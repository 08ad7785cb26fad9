/*
 * Claims from every kind of payer with one thing altered, at the signer, and signed transactions
 * with one thing altered, as they are read when they come back: see wallet_tampering.c.
 */
#include "tests/unit/bundle_sample.h"
#include "tests/unit/bundle_urd.h"
#include "tests/unit/tampering.h"

#include "chain/descriptor.h"
#include "chain/eip191.h"

/* --- claims --- */

/* Alterations of a bundle in JSON. A kind whose bundle lacks what is found is left out. */
struct altered_claim {
	const char *name;
	struct tampering_edit edit;
	struct tampering_outcome outcome;
	size_t least; /* so many kinds have it */
};

#define ALL (SAMPLES + 1)
#define TX  "'transaction':'0x"

/* The transaction's members are in hex: chain 7a69, nonce 04 or 05, tip, price, gas limit. */
static const struct altered_claim altered_claims[] = {
	{"another chain",
	 {"'chain_id':'31337'", "'chain_id':'1'"},
	 REFUSED(MISMATCH, "\"chain_id\" is not what its transaction says"),
	 ALL},
	{"another chain in the transaction",
	 {"827a69", "827a6a"},
	 REFUSED(MISMATCH, "\"chain_id\" is not what its transaction says"),
	 ALL},
	{"another account", {"'from':'0x709", "'from':'0x719"}, REFUSED(MISMATCH, "account"), ALL},
	{"whom it is due to",
	 {"'account':'0x?", "'account':'0x~"},
	 REFUSED(MISMATCH, "\"account\" is not"),
	 ALL},
	{"another payer",
	 {"'payer':'0x?", "'payer':'0x~"},
	 REFUSED(MISMATCH, "\"payer\" is not"),
	 SAMPLES},
	{"another sum",
	 {"'cumulative':'", "'cumulative':'9"},
	 REFUSED(MISMATCH, "\"cumulative\" is not"),
	 ALL},
	{"another token", {"'token':'0x?", "'token':'0x~"}, REFUSED(MISMATCH, "token"), ALL},
	{"another place in the tree",
	 {"'index':'", "'index':'1"},
	 REFUSED(MISMATCH, "\"index\" is not"),
	 SAMPLES},
	{"another sibling",
	 {"'proof':['0x?", "'proof':['0x~"},
	 REFUSED(MISMATCH, "\"proof\" is not"),
	 13},
	{"a sibling less",
	 {"'proof':['0x", "'proof':[],'proof':['0x"},
	 REFUSED(PARSE, "two members called"),
	 13},
	{"another kind",
	 {"'kind':'", "'kind':'x"},
	 REFUSED(UNSUPPORTED, "knows no such payer"),
	 SAMPLES},
	{"the kind twice",
	 {"'kind':'", "'kind':'urd','kind':'"},
	 REFUSED(PARSE, "two members called"),
	 SAMPLES},
	{"another version",
	 {"byline-claim/", "byline-claim/9"},
	 REFUSED(PARSE, "\"format\" is not"),
	 ALL},
	{"a member more",
	 {"'network'", "'extra':'1','network'"},
	 REFUSED(PARSE, "not exactly as byline writes it"),
	 ALL},
	{"a number as JSON has it",
	 {"'31337'", "31337"},
	 REFUSED(PARSE, "not a decimal number in a string"),
	 ALL},
	{"another root", {"'root':'0x?", "'root':'0x~"}, REFUSED(PROOF_MISMATCH, "proof"), 10},
	{"another tree",
	 {"'tree':'0x?", "'tree':'0x~"},
	 REFUSED(PROOF_MISMATCH, "proof does not lead to the root"),
	 2},
	{"a word of another name",
	 {"'claimed':'0x", "'claimea':'0x"},
	 REFUSED(MISMATCH, "\"words\" are not those"),
	 10},
	/* The transaction */
	{"a transaction that hands over code",
	 {TX "02", TX "04"},
	 REFUSED(REFUSED, "EIP-7702"),
	 ALL},
	{"a transaction of blobs",
	 {TX "02", TX "03"},
	 REFUSED(UNSUPPORTED, "transactions of type 3"),
	 ALL},
	{"a byte behind it",
	 {"c0','trust'", "c000','trust'"},
	 REFUSED(PARSE, "not one whole transaction"),
	 SAMPLES},
	{"an access list as a string",
	 {"c0','trust'", "80','trust'"},
	 REFUSED(PARSE, "access list"),
	 SAMPLES},
	{"another last word of the call",
	 {"?c0','trust'", "~c0','trust'"},
	 REFUSED(MISMATCH, "bundle's"),
	 SAMPLES},
	{"half a byte", {"c0','trust'", "c','trust'"}, REFUSED(PARSE, "hex digits"), SAMPLES},
	{"gas above the cap", {"83030d40", "83ffffff"}, REFUSED(REFUSED, "gas may cost"), SAMPLES},
	{"a tip above the price", {"843b9aca00", "84ffffffff"}, REFUSED(REFUSED, "tip"), SAMPLES},
	{"a zero before the gas", {"83030d40", "83000d40"}, REFUSED(PARSE, "gas limit"), SAMPLES},
	{"a zero before the nonce", {"827a6904", "827a6900"}, REFUSED(PARSE, "nonce"), SAMPLES},
	{"coins along", {"a180b", "a101b"}, REFUSED(MISMATCH, "coins"), 12},
	{"another nonce", {"827a6904", "827a6906"}, SHOWN("Nonce: 6"), SAMPLES},
	{"another price",
	 {"8477359400", "8477359401"},
	 SHOWN("price per gas: 2.000000001"),
	 SAMPLES},
};

struct claim {
	const struct profile *network;
	struct buf file;
};

/* Signs one claim. */
static enum status ask_claim(const void *request, uint32_t allowed, struct err *e)
{
	const struct claim *c = request;
	struct door_policy policy = fixture_policy();
	struct buf answer;
	enum status s;

	policy.profile = c->network;
	policy.allowed = allowed;
	buf_init(&answer, LIMIT_SMALL_FILE);
	agree_as_asked(DOOR_CLAIM, FIXTURE_ACCOUNT, &policy, c->file.data, c->file.len);
	s = door_sign_claim(fx.open, &answer, FIXTURE_ACCOUNT, &policy, c->file.data, c->file.len,
			    e);
	assert_int_equal(s == STATUS_OK, answer.len > 0);
	buf_release(&answer);
	return s;
}

static bool claim_shows(const struct claim *c, const char *text)
{
	struct descriptor d;
	struct bundle b;
	struct tx tx;
	bool shows = false;
	char line[600];

	assert_int_equal(bundle_read(&b, c->file.data, c->file.len, NULL), STATUS_OK);
	tx = sample_tx(&b);
	assert_int_equal(descriptor_of(&d, &tx, &b.from, c->network, NULL), STATUS_OK);
	for (size_t i = 0; i < d.n; i++) {
		snprintf(line, sizeof(line), "%s: %s", d.fields[i].label, d.fields[i].value);
		shows = shows || strstr(line, text) != NULL;
	}
	tx_release(&tx);
	bundle_release(&b);
	return shows;
}

/* The bundle of one kind, with the network that pins its payer; the caller frees both. */
static void load_claim(char **text, struct profile *network, size_t kind)
{
	const struct address from = vector_address(json_get(fx.doc, "claim"), "account");
	struct sample s;
	struct buf file;

	*network = fx.profile;
	if (kind == SAMPLES) {
		make_bundle(&file);
	} else {
		sample_load(&s, kind, &from);
		*network = sample_pinning(&fx.profile, &s.payer);
		file = sample_written(&s);
		bundle_release(&s.bundle);
	}
	*text = strdup(buf_str(&file));
	for (char *at = *text; *at != '\0'; at++)
		*at = *at == '"' ? '\'' : *at;
	buf_release(&file);
}

static void try_claim(const struct altered_claim *row, size_t *tried, const char *base,
		      const struct profile *network, size_t kind)
{
	const struct tampering_outcome *o = &row->outcome;
	char *text = tampering_edited(base, &row->edit);
	struct claim c = {.network = network};
	char name[128];

	if (text == NULL)
		return;
	(*tried)++;
	snprintf(name, sizeof(name), "%s, %s", kind < SAMPLES ? sample_names[kind] : "urd",
		 row->name);
	c.file = tampering_json(text);
	tampering_judge(name, ask_claim, &c, 0, o);
	if (o->refused == STATUS_OK && !claim_shows(&c, o->says))
		tampering_fault("%s: the review does not tell \"%s\"\n", name, o->says);
	buf_release(&c.file);
	free(text);
}

static void every_kind_of_claim_is_refused_or_shown_when_it_is_altered(void **state)
{
	size_t tried[ARRAY_SIZE(altered_claims)] = {0};

	(void)state;
	for (size_t kind = 0; kind <= SAMPLES; kind++) {
		struct profile network;
		char *base;
		struct claim c = {.network = &network};

		load_claim(&base, &network, kind);
		c.file = tampering_json(base);
		tampering_signed(kind < SAMPLES ? sample_names[kind] : "urd", ask_claim, &c, 0);
		buf_release(&c.file);
		for (size_t i = 0; i < ARRAY_SIZE(altered_claims); i++)
			try_claim(&altered_claims[i], &tried[i], base, &network, kind);
		free(base);
	}
	for (size_t i = 0; i < ARRAY_SIZE(altered_claims); i++)
		if (tried[i] < altered_claims[i].least)
			tampering_fault("%s: tried on %zu kinds\n", altered_claims[i].name,
					tried[i]);
	tampering_end();
}

/* --- signed transactions --- */

#define R      "d71f657ab4ac5c8a9c4e1f38c85baf11cba98f2f799ce7a1741ff112674ff310"
#define S      "1cd17875b8ef0483b96d26fdc20d98b5f57a5878c51d45ce1a49233584eb6b30"
#define HIGH_S "e32e878a4710fb7c4692d9023df26748c534846dea2b5a6da5893b574b4ad611" /* n - S */
#define ORDER  "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141" /* n */

/* "transfer" of signer.json, signed by the account. */
static const char signed_text[] = "02 [ (7a69) (04) (01) (53a1e09f) (5208) "
				  "(f39fd6e51aad88f6f4ce6ab8827279cfffb92266) (01) () "
				  "[] () (" R ") (" S ") ]";

static const struct tampering_row altered_signed[] = {
	{0,
	 "a high s",
	 {"() (" R ") (" S ")", "(01) (" R ") (" HIGH_S ")"},
	 REFUSED(SIGNATURE, "signature is not right")},
	{0, "s of zero", {"(" S ")", "()"}, REFUSED(SIGNATURE, "signature is not right")},
	{0, "r of zero", {"(" R ")", "()"}, REFUSED(SIGNATURE, "signature is not right")},
	{0, "r of the order", {R, ORDER}, REFUSED(SIGNATURE, "signature is not right")},
	{0, "s of the order", {S, ORDER}, REFUSED(SIGNATURE, "signature is not right")},
	{0, "r of 33 bytes", {R, "01" R}, REFUSED(RANGE, "signature")},
	{0, "a zero before s", {"(" S ")", "(00" S ")"}, REFUSED(PARSE, "signature")},
	{0, "no s", {" (" S ")", ""}, REFUSED(PARSE, "signature")},
	{0, "a member behind s", {S ")", S ") (01)"}, REFUSED(PARSE, "end of the transaction")},
	{0, "a byte behind it", {S ") ]", S ") ] 00"}, REFUSED(PARSE, "not one whole")},
	{0, "the other parity", {"() (" R, "(01) (" R}, REFUSED(MISMATCH, "another account")},
	{0,
	 "a parity of two",
	 {"() (" R, "(02) (" R},
	 REFUSED(SIGNATURE, "signature is not right")},
	{0,
	 "a parity as messages have it",
	 {"() (" R, "(1b) (" R},
	 REFUSED(SIGNATURE, "signature is not right")},
	{0, "another sum", {"(01) ()", "(02) ()"}, REFUSED(MISMATCH, "another account")},
	{0, "another nonce", {"(04)", "(05)"}, REFUSED(MISMATCH, "another account")},
	{0, "another chain", {"(7a69)", "(01)"}, REFUSED(MISMATCH, "another account")},
	{0, "another type", {"02 [", "01 ["}, REFUSED(PARSE, "recipient")},
};

/* Reads signed bytes as an import does. No name of a danger makes them acceptable. */
static enum status ask_signed(const void *request, uint32_t allowed, struct err *e)
{
	const struct address account = vector_address(json_get(fx.doc, "claim"), "account");
	const struct buf *bytes = request;
	struct tx_signature sig;
	struct hash hash, digest;
	struct address from;
	struct tx tx;
	enum status s;

	(void)allowed;
	s = tx_read_signed(&tx, &sig, &hash, bytes->data, bytes->len, e);
	if (s != STATUS_OK)
		return s;
	assert_int_equal(tx_signing_hash(&digest, &tx), STATUS_OK);
	if (recover_address(&from, &digest, &sig) != STATUS_OK || !address_equal(&from, &account))
		s = err_set(e, ERR_MISMATCH, "another account signed it");
	tx_release(&tx);
	return s;
}

static const struct tampering_kind signed_kind = {.write = tampering_bytes, .ask = ask_signed};

static void an_altered_signed_transaction_is_refused(void **state)
{
	struct buf bytes = tampering_bytes(signed_text);

	(void)state;
	tampering_signed("signed", ask_signed, &bytes, 0);
	buf_release(&bytes);
	for (size_t i = 0; i < ARRAY_SIZE(altered_signed); i++)
		tampering_try(&altered_signed[i], &signed_kind, signed_text, 0);
	tampering_end();
}

/* The 65 bytes of a message's signature, r ‖ s ‖ v, cut and altered. */
static void an_altered_signature_of_a_message_is_refused(void **state)
{
	const struct address account = vector_address(json_get(fx.doc, "claim"), "account");
	const struct door_policy anything = {.allowed = DANGER_ALL};
	const struct hash digest = {{7}};
	uint8_t sig[SIGNATURE_SIZE], altered[SIGNATURE_SIZE];
	struct address from;

	(void)state;
	agree_as_asked(DOOR_MESSAGE, FIXTURE_ACCOUNT, &anything, digest.bytes, 32);
	assert_int_equal(
		door_sign_message(fx.open, sig, FIXTURE_ACCOUNT, &anything, digest.bytes, 32, NULL),
		STATUS_OK);
	for (size_t i = 0; i < 8 * sizeof(sig); i++) {
		struct hash signed_hash;

		eip191_digest(&signed_hash, digest.bytes, 32);
		assert_int_equal(recover_address_bytes(&from, &signed_hash, sig), STATUS_OK);
		assert_true(address_equal(&from, &account));
		memcpy(altered, sig, sizeof(sig));
		altered[i / 8] ^= (uint8_t)(1U << i % 8);
		if (recover_address_bytes(&from, &signed_hash, altered) == STATUS_OK)
			assert_true(!address_equal(&from, &account));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_claim_is_refused_or_shown_when_it_is_altered),
		cmocka_unit_test(an_altered_signed_transaction_is_refused),
		cmocka_unit_test(an_altered_signature_of_a_message_is_refused),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
