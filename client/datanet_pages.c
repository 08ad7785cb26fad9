#include <stdlib.h>
#include <string.h>

#include "chain/keccak.h"
#include "chain/member.h"
#include "chain/merkle.h"
#include "client/datanet_json.h"
#include "client/field.h"

/* A line of a document has at least 181 bytes; a count of lines is bounded by this. */
#define SHORTEST_LINE 180

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

/* The common part of pages: whose it is, the list `what`, and where the next one begins. */
static enum status read_page(const struct json **list, uint64_t *next, bool *more,
			     const struct json *doc, const char *what,
			     const struct address *account, struct err *e)
{
	const char *const members[] = {"account", what, "next", "more", NULL};
	enum status s = json_only(doc, members, e);

	if (s == STATUS_OK)
		s = field_asked(doc, "account", account->bytes, sizeof(account->bytes), e);
	if (s == STATUS_OK)
		s = json_get_array(list, doc, what, e);
	if (s == STATUS_OK)
		s = json_get_u64(next, doc, "next", e);
	if (s == STATUS_OK)
		s = field_bool(more, doc, "more", e);
	return s;
}

/* A page must lead on: else a client would ask for the same one for ever. */
static enum status check_next(uint64_t next, uint64_t last, bool more, size_t n, struct err *e)
{
	if (next != last || (more && n == 0))
		return err_set(e, ERR_PARSE, "\"next\" is not the last item's number");
	return STATUS_OK;
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

enum status datanet_read_statements(struct datanet_statements *out, const void *data, size_t len,
				    const struct address *account, uint64_t after, struct err *e)
{
	const struct json *list = NULL;
	struct json *doc = NULL;
	uint64_t last = after;
	enum status s = json_parse(&doc, data, len, e);

	*out = (struct datanet_statements){0};
	if (s == STATUS_OK)
		s = read_page(&list, &out->next, &out->more, doc, "statements", account, e);
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
		s = check_next(out->next, last, out->more, out->n, e);
	if (s != STATUS_OK)
		datanet_statements_release(out);
	json_free(doc);
	return s;
}

static enum status read_signed(bool *negative, struct u256 *out, const struct json *o,
			       const char *name, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, o, name, e);

	if (s != STATUS_OK)
		return s;
	*negative = text[0] == '-';
	s = u256_parse(out, text + *negative, strlen(text + *negative));
	if (s == STATUS_OK && *negative && u256_is_zero(out))
		s = ERR_PARSE;
	return s == STATUS_OK ? s : err_set(e, s, "\"%s\" is not a whole number", name);
}

static enum status read_attribution(struct attribution *out, const struct json *o, uint64_t after,
				    struct err *e)
{
	static const char *const members[] = {"seq",	   "time",	"epoch", "model", "dataset",
					      "inference", "influence", "fee",	 NULL};
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = json_get_u64(&out->seq, o, "seq", e);
	if (s == STATUS_OK && out->seq <= after)
		s = err_set(e, ERR_PARSE, "\"seq\" does not ascend");
	if (s == STATUS_OK)
		s = field_time(&out->time, o, "time", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->epoch, o, "epoch", e);
	if (s == STATUS_OK)
		s = field_hash(&out->model, o, "model", e);
	if (s == STATUS_OK)
		s = field_hash(&out->dataset, o, "dataset", e);
	if (s == STATUS_OK)
		s = field_text(out->inference, sizeof(out->inference), o, "inference", DATANET_NAME,
			       e);
	if (s == STATUS_OK)
		s = read_signed(&out->negative, &out->influence, o, "influence", e);
	if (s == STATUS_OK)
		s = member_u256(&out->fee.raw, o, "fee", e);
	return s;
}

void datanet_attributions_release(struct datanet_attributions *a)
{
	if (a == NULL)
		return;
	free(a->items);
	*a = (struct datanet_attributions){0};
}

enum status datanet_read_attributions(struct datanet_attributions *out, const void *data,
				      size_t len, const struct address *account, uint64_t after,
				      struct err *e)
{
	const struct json *list = NULL;
	struct json *doc = NULL;
	uint64_t last = after;
	enum status s = json_parse(&doc, data, len, e);

	*out = (struct datanet_attributions){0};
	if (s == STATUS_OK)
		s = read_page(&list, &out->next, &out->more, doc, "attributions", account, e);
	if (s == STATUS_OK) {
		out->items = calloc(json_count(list) + 1, sizeof(out->items[0]));
		s = out->items != NULL ? STATUS_OK : ERR_MEMORY;
	}
	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK;
	     v = json_next(v)) {
		s = read_attribution(&out->items[out->n], v, last, e);
		last = out->items[out->n++].seq;
	}
	if (s == STATUS_OK)
		s = check_next(out->next, last, out->more, out->n, e);
	if (s != STATUS_OK)
		datanet_attributions_release(out);
	json_free(doc);
	return s;
}

void datanet_document_release(struct datanet_document *doc)
{
	if (doc == NULL)
		return;
	free(doc->scores);
	*doc = (struct datanet_document){0};
}

static enum status read_line(struct score *out, const char *line, size_t len, struct err *e)
{
	struct json *doc = NULL;
	enum status s = json_parse(&doc, line, len, e);

	if (s == STATUS_OK)
		s = statement_score_read(out, doc, e);
	json_free(doc);
	return s;
}

enum status datanet_read_document(struct datanet_document *out, const void *data, size_t len,
				  struct err *e)
{
	const char *at = data;
	const char *end = at + len;
	enum status s = STATUS_OK;

	*out = (struct datanet_document){0};
	keccak256(out->hash.bytes, data, len);
	out->scores = calloc(len / SHORTEST_LINE + 1, sizeof(out->scores[0]));
	if (out->scores == NULL)
		return ERR_MEMORY;
	while (at < end && s == STATUS_OK) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		if (stop == NULL || stop - at < SHORTEST_LINE) {
			s = err_set(e, ERR_PARSE, "line %zu is not a score", out->n + 1);
			break;
		}
		s = read_line(&out->scores[out->n], at, (size_t)(stop - at), e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "line %zu", out->n + 1);
		out->n++;
		at = stop + 1;
	}
	if (s != STATUS_OK)
		datanet_document_release(out);
	return s;
}
