/*
 * Writes the first inputs of tests/fuzz/wallet_signer.c into the folder DIR, one for each request,
 * most of them such that the signer does what it is asked. The table of requests names their
 * fields, so that a change of it changes the files too; tests/run-fuzz finds old ones.
 * usage: wallet_signer DIR
 */
#include "tests/stand_in/open_signer.h"

#include <stdio.h>

#include "base/hex.h"
#include "chain/bundle.h"
#include "chain/meaning.h"

static struct open_signer fixed;
static const char *folder;

static struct wire_bytes bytes_of(const struct buf *b)
{
	return (struct wire_bytes){.data = b->data, .len = b->len};
}

static struct wire_bytes text_of(const char *text)
{
	return (struct wire_bytes){.data = (const uint8_t *)text, .len = strlen(text)};
}

/* Writes the request and checks what the signer says to it. */
static void seed(const char *name, uint8_t op, const void *message, enum status expected)
{
	struct buf request, reply;
	enum status s;
	char path[512];

	buf_init(&request, SIGNER_REQUEST_MAX);
	buf_init(&reply, SIGNER_REPLY_MAX);
	buf_add_byte(&request, op);
	wire_write(&request, signer_ops_terms(op)->request, message);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	open_signer_must(file_write(path, request.data, request.len, NULL) == STATUS_OK);
	open_signer_agree(&fixed, request.data, request.len);
	s = signer_handle(fixed.signer, SIGNER_CAN_ALL, request.data, request.len, &reply);
	if (s != expected) {
		fprintf(stderr, "%s: %s: %.*s\n", name, status_name(s), (int)reply.len - 8,
			reply.data + 8);
		exit(1);
	}
	buf_release(&request);
	buf_release(&reply);
	open_signer_again(&fixed);
}

static const struct json *claim_member(const char *name)
{
	return json_get(json_get(fixed.doc, "claim"), name);
}

static void read_hex(void *out, size_t len, const struct json *text)
{
	open_signer_must(hex_parse(out, len, json_text(text), strlen(json_text(text))) ==
			 STATUS_OK);
}

static struct u256 read_number(const struct json *text)
{
	struct u256 n;

	open_signer_must(u256_parse(&n, json_text(text), strlen(json_text(text))) == STATUS_OK);
	return n;
}

/* The unsigned bytes of a transaction in signer.json. */
static void read_tx(struct buf *out, const char *name)
{
	const struct json *t =
		json_get(json_get(json_get(fixed.doc, "transactions"), name), "unsigned");
	size_t len = (strlen(json_text(t)) - 2) / 2;

	buf_init(out, LIMIT_TX);
	read_hex(buf_reserve(out, len), len, t);
	buf_grew(out, len);
}

static void write_bundle(struct buf *out)
{
	struct bundle b;
	struct entitlement *part;

	bundle_init(&b);
	b.chain_id = 31337;
	read_tx(&b.unsigned_tx, "claim");
	b.kind = DISTRIBUTOR_URD;
	b.n_parts = 1;
	part = &b.parts[0].entitlement;
	read_hex(part->account.bytes, 20, claim_member("account"));
	b.from = part->account;
	read_hex(b.distributor.bytes, 20, claim_member("distributor"));
	read_hex(part->token.bytes, 20, claim_member("token"));
	part->cumulative.raw = read_number(claim_member("cumulative"));
	for (const struct json *h = json_first(claim_member("proof")); h != NULL; h = json_next(h))
		read_hex(part->proof[part->n_proof++].bytes, 32, h);
	b.claimed.raw = read_number(claim_member("claimed"));
	read_hex(b.root.bytes, 32, claim_member("root"));
	b.block = 1234;
	b.trust = TRUST_PROVEN;
	b.prepared = 1795000000;
	b.expires = 1795086400;
	snprintf(b.network, sizeof(b.network), "devnet");
	buf_init(out, LIMIT_SMALL_FILE);
	open_signer_must(bundle_write(out, &b) == STATUS_OK);
	bundle_release(&b);
}

static void seed_signing(void)
{
	static const struct {
		const char *name;
		uint32_t allowed;
		enum status expected;
	} txs[] = {
		{"transfer", 0, STATUS_OK},
		{"legacy", 0, STATUS_OK},
		{"claim", 0, STATUS_OK},
		{"strange", 0, ERR_REFUSED},
		{"strange", DANGER_ALL, STATUS_OK},
		{"creation", DANGER_ALL, ERR_REFUSED},
		{"without_chain", 0, ERR_REFUSED},
	};
	struct signer_sign sign = {.account = 1,
				   .chain_id = 31337,
				   .fee_cap = u256_from_u64(1000000000000000),
				   .profile = fixed.profile_hash};
	struct buf data;
	char name[64];

	for (size_t i = 0; i < ARRAY_SIZE(txs); i++) {
		read_tx(&data, txs[i].name);
		sign.data = bytes_of(&data);
		sign.allowed = txs[i].allowed;
		snprintf(name, sizeof(name), "tx-%s%s", txs[i].name,
			 txs[i].allowed != 0 ? "-allowed" : "");
		seed(name, SIGNER_SIGN_TX, &sign, txs[i].expected);
		buf_release(&data);
	}
	sign.allowed = 0;
	write_bundle(&data);
	sign.data = bytes_of(&data);
	seed("claim", SIGNER_SIGN_CLAIM, &sign, STATUS_OK);
	buf_release(&data);
	buf_init(&data, LIMIT_TYPED_DATA);
	open_signer_must(json_write(&data, json_get(fixed.doc, "document")) == STATUS_OK);
	sign.data = bytes_of(&data);
	seed("typed", SIGNER_SIGN_TYPED, &sign, STATUS_OK);
	buf_release(&data);
	seed("message", SIGNER_SIGN_MESSAGE,
	     &(struct signer_sign){.account = 1, .data = text_of("hello\n")}, STATUS_OK);
	seed("upload", SIGNER_SIGN_UPLOAD,
	     &(struct signer_upload){.chain_id = 31337, .size = 9, .expires = 1800000000},
	     STATUS_OK);
}

/* A seed whose questions have these answers. */
static void seed_answered(const char *name, uint8_t op, const void *message, const char *lines,
			  enum status expected)
{
	open_signer_answer(&fixed, lines);
	seed(name, op, message, expected);
}

static void seed_changes(void)
{
	static const char own[] = OPEN_SIGNER_PASSPHRASE "\n", wrong[] = "other\n",
			  both[] = OPEN_SIGNER_PASSPHRASE "\na new passphrase\n",
			  phrase[] = "test test test test test test test test test test test junk\n"
				     "a new passphrase\n",
			  key[] = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab36"
				  "5a\n" OPEN_SIGNER_PASSPHRASE "\n";
	struct wire_bytes file = bytes_of(&fixed.file);
	const struct signer_proof proof = {.file = file};
	const struct signer_open open = {.file = file};

	seed_answered("open", SIGNER_OPEN, &open, own, STATUS_OK);
	seed_answered("open-wrong", SIGNER_OPEN, &open, wrong, ERR_WRONG_PASSPHRASE);
	seed_answered("open-again", SIGNER_OPEN, &(struct signer_open){.file = file, .again = 1},
		      own, ERR_WRONG_PASSPHRASE);
	seed_answered("reveal", SIGNER_REVEAL, &proof, own, ERR_USAGE);
	seed_answered("create", SIGNER_CREATE, &(struct signer_create){.words = 12},
		      "a new passphrase\n", STATUS_OK);
	seed_answered("restore", SIGNER_RESTORE, &(struct signer_restore){.password = 0}, phrase,
		      STATUS_OK);
	seed_answered("restore-password", SIGNER_RESTORE, &(struct signer_restore){.password = 1},
		      phrase, ERR_REFUSED);
	seed_answered("add-account", SIGNER_ADD_ACCOUNT,
		      &(struct signer_addition){.file = file,
						.index = SIGNER_NEXT_ACCOUNT,
						.path = text_of("m/44'/60'/0'/0/7"),
						.label = text_of("seven")},
		      own, STATUS_OK);
	seed_answered(
		"import-account", SIGNER_IMPORT_ACCOUNT,
		&(struct signer_import){.file = file, .index = 3, .label = text_of("imported")},
		key, STATUS_OK);
	seed_answered("label-account", SIGNER_LABEL_ACCOUNT,
		      &(struct signer_label){.file = file, .index = 1, .label = text_of("one")},
		      own, STATUS_OK);
	seed_answered("change-passphrase", SIGNER_CHANGE_PASSPHRASE, &proof, both, STATUS_OK);
	seed_answered("accept-profile", SIGNER_ACCEPT_PROFILE,
		      &(struct signer_acceptance){.file = file, .profile = fixed.profile_hash}, own,
		      ERR_EXISTS);
	seed_answered("drill", SIGNER_DRILL,
		      &(struct signer_drill){.file = file, .when = 1795000000}, own, ERR_USAGE);
	seed_answered("find-address", SIGNER_FIND_ADDRESS,
		      &(struct signer_search){.file = file, .address = {{7}}}, own, STATUS_OK);
	seed_answered("export-account", SIGNER_EXPORT_ACCOUNT,
		      &(struct signer_export){.file = file, .index = 1}, both, STATUS_OK);
}

static void seed_others(void)
{
	static const uint8_t none;
	struct signer_part part = {.context = text_of("context"), .part = text_of("part")};

	seed("state", SIGNER_STATE, &none, STATUS_OK);
	seed("lock", SIGNER_LOCK, &none, STATUS_OK);
	seed("check", SIGNER_CHECK, &(struct signer_file){.file = bytes_of(&fixed.file)},
	     STATUS_OK);
	seed("profile", SIGNER_PROFILE, &(struct signer_file){.file = bytes_of(&fixed.profile)},
	     STATUS_OK);
	seed("dataset-keys", SIGNER_DATASET_KEYS, &(struct signer_nonce){.nonce = {{5}}},
	     STATUS_OK);
	seed("seal", SIGNER_SEAL, &part, STATUS_OK);
	seed("unseal-short", SIGNER_UNSEAL, &part, ERR_DAMAGED);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	folder = argv[1];
	open_signer_start(&fixed);
	seed_signing();
	seed_changes();
	seed_others();
	return 0;
}
