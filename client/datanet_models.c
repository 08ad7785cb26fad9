/*
 * A list of versions is the datanet's word: which of them are attested, and by whom, is read from
 * the chain by the uids in it.
 */
#include "client/datanet_models.h"

#include <stdlib.h>

#include "client/datanet_page.h"
#include "client/field.h"

void datanet_models_release(struct datanet_models *m)
{
	if (m == NULL)
		return;
	free(m->items);
	*m = (struct datanet_models){0};
}

static enum status read_model(struct datanet_model *out, const struct json *o, uint64_t after,
			      struct err *e)
{
	static const char *const members[] = {"artifact", "attestation", "created",
					      "name",	  "version",	 NULL};
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = json_get_u64(&out->version, o, "version", e);
	if (s == STATUS_OK && out->version <= after)
		s = err_set(e, ERR_PARSE, "the versions do not ascend");
	if (s == STATUS_OK)
		s = field_hash(&out->artifact, o, "artifact", e);
	if (s == STATUS_OK)
		s = field_hash(&out->attestation, o, "attestation", e);
	if (s == STATUS_OK)
		s = field_time(&out->created, o, "created", e);
	if (s == STATUS_OK)
		s = field_text(out->name, sizeof(out->name), o, "name", DATANET_NAME, e);
	return s;
}

enum status datanet_models_read(struct datanet_models *out, const void *data, size_t len,
				uint64_t after, struct err *e)
{
	const struct json *list = NULL;
	struct json *doc = NULL;
	uint64_t last = after;
	enum status s = json_parse(&doc, data, len, e);

	*out = (struct datanet_models){0};
	/* The list is the same for everybody, so that the reply repeats no account. */
	if (s == STATUS_OK)
		s = datanet_page_read(&list, &out->next, &out->more, doc, "models", NULL, e);
	if (s == STATUS_OK) {
		out->items = calloc(json_count(list) + 1, sizeof(out->items[0]));
		s = out->items != NULL ? STATUS_OK : ERR_MEMORY;
	}
	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK;
	     v = json_next(v)) {
		s = read_model(&out->items[out->n], v, last, e);
		last = out->items[out->n++].version;
	}
	if (s == STATUS_OK)
		s = datanet_page_check_next(out->next, last, out->more, out->n, e);
	if (s != STATUS_OK)
		datanet_models_release(out);
	json_free(doc);
	return s;
}
