/*
 * An event is equal to another one when all of its fields are, so its id is a hash over all of
 * them. Lengths that vary go in front, so that two different events cannot give the same bytes.
 */
#include "client/contract_event.h"

#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "chain/keccak.h"
#include "client/rpc.h"

static enum status read_topics(struct contract_event *out, const struct json *topics)
{
	if (!json_is_array(topics) || json_count(topics) > ARRAY_SIZE(out->topics))
		return ERR_PARSE;
	for (const struct json *t = json_first(topics); t != NULL; t = json_next(t)) {
		if (rpc_hash(&out->topics[out->n_topics++], t) != STATUS_OK)
			return ERR_PARSE;
	}
	return STATUS_OK;
}

enum status contract_event_read(struct contract_event *out, const struct json *log)
{
	struct buf data;
	enum status s;

	*out = (struct contract_event){0};
	buf_init(&data, LIMIT_CALLDATA);
	/* A node names an event as removed when its block was abandoned. */
	if (json_truth(json_get(log, "removed")))
		return ERR_PARSE;
	s = rpc_address(&out->address, json_get(log, "address"));
	if (s == STATUS_OK)
		s = read_topics(out, json_get(log, "topics"));
	if (s == STATUS_OK)
		s = rpc_quantity_u64(&out->block, json_get(log, "blockNumber"));
	if (s == STATUS_OK)
		s = rpc_hash(&out->block_hash, json_get(log, "blockHash"));
	if (s == STATUS_OK)
		s = rpc_hash(&out->tx, json_get(log, "transactionHash"));
	if (s == STATUS_OK)
		s = rpc_quantity_u64(&out->index, json_get(log, "logIndex"));
	if (s == STATUS_OK)
		s = rpc_data(&data, json_get(log, "data"));
	if (s == STATUS_OK)
		out->data = buf_take(&data, &out->data_len);
	buf_release(&data);
	return s;
}

void contract_event_release(struct contract_event *ev)
{
	free(ev->data);
	ev->data = NULL;
}

void contract_event_id(struct hash *out, const struct contract_event *ev)
{
	uint8_t numbers[24];
	struct keccak k;

	be64_store(numbers, ev->block);
	be64_store(numbers + 8, ev->index);
	be64_store(numbers + 16, ev->n_topics);
	keccak_init(&k);
	keccak_update(&k, numbers, sizeof(numbers));
	keccak_update(&k, ev->address.bytes, sizeof(ev->address.bytes));
	keccak_update(&k, ev->block_hash.bytes, sizeof(ev->block_hash.bytes));
	keccak_update(&k, ev->tx.bytes, sizeof(ev->tx.bytes));
	for (size_t i = 0; i < ev->n_topics; i++)
		keccak_update(&k, ev->topics[i].bytes, sizeof(ev->topics[i].bytes));
	if (ev->data_len > 0)
		keccak_update(&k, ev->data, ev->data_len);
	keccak_final(&k, out->bytes);
}

/* A node may send more than was asked for, so its answer is compared with the filter. */
bool contract_event_matches(const struct contract_event *ev,
			    const struct contract_event_filter *filter)
{
	bool listed = false;

	for (size_t i = 0; i < filter->n_addresses && !listed; i++)
		listed = address_equal(&ev->address, &filter->addresses[i]);
	if (!listed || ev->block < filter->from || ev->block > filter->to)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(filter->topics); i++) {
		if (filter->topics[i] != NULL &&
		    (i >= ev->n_topics || !hash_equal(&ev->topics[i], filter->topics[i])))
			return false;
	}
	return true;
}

void contract_event_list_release(struct contract_event_list *list)
{
	if (list == NULL)
		return;
	for (size_t i = 0; i < list->n; i++)
		contract_event_release(&list->events[i]);
	free(list->events);
	*list = (struct contract_event_list){0};
}
