#include "client/datanet_attributions.h"

#include <stdlib.h>
#include <string.h>

#include "chain/member.h"
#include "client/datanet_page.h"
#include "client/field.h"

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

enum status datanet_attributions_read(struct datanet_attributions *out, const void *data,
				      size_t len, const struct address *account, uint64_t after,
				      struct err *e)
{
	const struct json *list = NULL;
	struct json *doc = NULL;
	uint64_t last = after;
	enum status s = json_parse(&doc, data, len, e);

	*out = (struct datanet_attributions){0};
	if (s == STATUS_OK)
		s = datanet_page_read(&list, &out->next, &out->more, doc, "attributions", account,
				      e);
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
		s = datanet_page_check_next(out->next, last, out->more, out->n, e);
	if (s != STATUS_OK)
		datanet_attributions_release(out);
	json_free(doc);
	return s;
}
