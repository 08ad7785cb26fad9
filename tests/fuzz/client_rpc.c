/*
 * Everything that client/ reads from servers. The first byte says as what; the rest is the reply.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "chain/header.h"
#include "client/contract_event.h"
#include "client/datanet.h"
#include "client/proof.h"
#include "client/revert.h"
#include "client/rpc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		abort();
}

static void rpc(const uint8_t *data, size_t size)
{
	struct rpc_reply r;
	struct u256 number;
	struct hash hash;
	struct buf bytes;

	if (rpc_read_reply(&r, 1, "eth_call", data, size, NULL) != STATUS_OK) {
		check(r.doc == NULL);
		return;
	}
	buf_init(&bytes, 1024);
	(void)!rpc_quantity(&number, r.result);
	(void)!rpc_hash(&hash, r.result);
	(void)!rpc_data(&bytes, r.result);
	check(bytes.len <= 1024 && strlen(r.message) < sizeof(r.message));
	buf_release(&bytes);
	rpc_reply_release(&r);
}

/* Proofs of any slots under any root: nothing may fold but by a preimage. */
static void proof(const struct json *doc)
{
	struct hash root = {.bytes = {1}}, slots[2] = {{.bytes = {2}}};
	struct proof_word words[2] = {0};
	struct address address = {.bytes = {3}};
	struct account account;
	bool folded = false;

	(void)!proof_read(&folded, &account, words, doc, &root, &address, slots, 2, NULL);
	check(!folded && !words[0].folded && !words[1].folded);
}

static void document(const struct json *doc)
{
	struct header header;
	struct contract_event event;
	char flaw[HEADER_FLAW_SIZE];

	(void)!header_read(&header, doc, NULL);
	if (header_read_unhashed(&header, flaw, doc, NULL) == STATUS_OK)
		check(flaw[0] != '\0' && text_is_utf8(flaw, strlen(flaw)));
	if (contract_event_read(&event, doc) == STATUS_OK)
		check(event.n_topics <= 4);
	contract_event_release(&event);
	proof(doc);
}

static void datanet(uint8_t kind, const uint8_t *data, size_t size)
{
	static struct profile profile = {.chain_id = 31337, .n_distributors = 1};
	struct address account = {.bytes = {1}};
	struct datanet_attributions attributions;
	struct datanet_statements statements;
	struct statement_document lines;
	struct datanet_dataset dataset;
	struct datanet_models models;
	struct datanet_claim claim;
	struct datanet_info info;
	struct hash uid = {.bytes = {1}};

	switch (kind) {
	case 2: (void)!datanet_info_read(&info, data, size, &profile, NULL); return;
	case 3: (void)!datanet_claim_read(&claim, data, size, &profile, &account, NULL); return;
	case 4:
		(void)!datanet_statements_read(&statements, data, size, &account, 0, NULL);
		datanet_statements_release(&statements);
		return;
	case 5:
		(void)!datanet_attributions_read(&attributions, data, size, &account, 0, NULL);
		datanet_attributions_release(&attributions);
		return;
	case 6:
		(void)!statement_document_read(&lines, data, size, NULL);
		statement_document_release(&lines);
		return;
	case 7: (void)!datanet_dataset_read(&dataset, data, size, &uid, NULL); return;
	case 8:
		(void)!datanet_models_read(&models, data, size, 0, NULL);
		datanet_models_release(&models);
		return;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char reason[LIMIT_REMOTE_TEXT];
	struct json *doc;
	uint8_t kind;

	if (size == 0)
		return 0;
	kind = data[0] & 15;
	data++;
	size--;
	if (kind == 0) {
		rpc(data, size);
		revert_reason(reason, data, size);
	} else if (kind == 1) {
		if (json_parse(&doc, data, size, NULL) == STATUS_OK) {
			document(doc);
			json_free(doc);
		}
	} else {
		datanet(kind, data, size);
	}
	return 0;
}
