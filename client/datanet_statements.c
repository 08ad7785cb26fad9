#include "client/datanet_statements.h"

#include <stdlib.h>

#include "chain/member.h"
#include "chain/merkle.h"
#include "client/datanet_page.h"
#include "client/field.h"

static enum status read_leaf(struct score_proof *out, const struct json *o, uint64_t leaf_count,
			     const struct address *account, struct err *e)
{
	static const char *const members[] = {"dataset", "inferences", "influence", "amount",
					      "index",	 "proof",      NULL};
	enum status s = json_only(o, members, e);

	out->score.account = *account;
	if (s == STATUS_OK)
		s = field_hash(&out->score.dataset, o, "dataset", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->score.inferences, o, "inferences", e);
	if (s == STATUS_OK)
		s = member_u256(&out->score.influence, o, "influence", e);
	if (s == STATUS_OK)
		s = member_u256(&out->score.amount.raw, o, "amount", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->index, o, "index", e);
	if (s == STATUS_OK)
		s = field_proof(out->proof, &out->n_proof, o, e);
	if (s == STATUS_OK && out->index >= leaf_count)
		s = err_set(e, ERR_RANGE, "\"index\" is not below \"leaf_count\"");
	if (s == STATUS_OK &&
	    out->n_proof != merkle_proof_length((size_t)out->index, (size_t)leaf_count))
		s = err_set(e, ERR_PARSE, "\"proof\" has not the length that the tree gives it");
	return s;
}

static enum status read_epoch(struct datanet_epoch *out, const struct json *o, uint64_t after,
			      const struct address *account, struct err *e)
{
	static const char *const members[] = {"epoch", "uid", "leaf_count", "leaves", NULL};
	const struct json *leaves;
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = json_get_u64(&out->epoch, o, "epoch", e);
	if (s == STATUS_OK && out->epoch <= after)
		s = err_set(e, ERR_PARSE, "the epochs do not ascend");
	if (s == STATUS_OK)
		s = field_hash(&out->statement, o, "uid", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->leaf_count, o, "leaf_count", e);
	/* The tree's nodes are numbered in twice as much. */
	if (s == STATUS_OK && out->leaf_count > SIZE_MAX / 4)
		s = err_set(e, ERR_RANGE, "\"leaf_count\" is too large");
	if (s == STATUS_OK)
		s = json_get_array(&leaves, o, "leaves", e);
	if (s != STATUS_OK)
		return s;
	out->leaves = calloc(json_count(leaves) + 1, sizeof(out->leaves[0]));
	if (out->leaves == NULL)
		return ERR_MEMORY;
	for (const struct json *v = json_first(leaves); v != NULL && s == STATUS_OK;
	     v = json_next(v))
		s = read_leaf(&out->leaves[out->n_leaves++], v, out->leaf_count, account, e);
	return s;
}

void datanet_statements_release(struct datanet_statements *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		free(s->epochs[i].leaves);
	free(s->epochs);
	*s = (struct datanet_statements){0};
}

enum status datanet_statements_read(struct datanet_statements *out, const void *data, size_t len,
				    const struct address *account, uint64_t after, struct err *e)
{
	const struct json *list = NULL;
	struct json *doc = NULL;
	uint64_t last = after;
	enum status s = json_parse(&doc, data, len, e);

	*out = (struct datanet_statements){0};
	if (s == STATUS_OK)
		s = datanet_page_read(&list, &out->next, &out->more, doc, "statements", account, e);
	if (s == STATUS_OK) {
		out->epochs = calloc(json_count(list) + 1, sizeof(out->epochs[0]));
		s = out->epochs != NULL ? STATUS_OK : ERR_MEMORY;
	}
	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK;
	     v = json_next(v)) {
		struct datanet_epoch *epoch = &out->epochs[out->n++];

		s = read_epoch(epoch, v, last, account, e);
		last = epoch->epoch;
	}
	if (s == STATUS_OK)
		s = datanet_page_check_next(out->next, last, out->more, out->n, e);
	if (s != STATUS_OK)
		datanet_statements_release(out);
	json_free(doc);
	return s;
}
