#include "client/datanet_dataset.h"

#include <string.h>

#include "chain/member.h"
#include "client/field.h"

/* Characters of a rejection's reason. */
#define LONGEST_REASON 500

static enum status read_intake_status(struct datanet_dataset *out, const struct json *doc,
				      struct err *e)
{
	static const char *const words[] = {
		[INTAKE_RECEIVED] = "received",
		[INTAKE_ACCEPTED] = "accepted",
		[INTAKE_REJECTED] = "rejected",
		[INTAKE_REVOKED] = "revoked",
	};
	const char *text;
	enum status s = json_get_text(&text, doc, "status", e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (strcmp(text, words[i]) == 0) {
			out->status = (enum intake_status)i;
			return STATUS_OK;
		}
	}
	return err_set(e, ERR_PARSE, "\"status\" is not a known word");
}

static enum status read_models(struct datanet_dataset *out, const struct json *doc, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, doc, "models", e);

	if (s != STATUS_OK)
		return s;
	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK;
	     v = json_next(v), out->n_models++)
		s = field_hash_of(&out->newest_model, v, "models", e);
	return s;
}

enum status datanet_dataset_read(struct datanet_dataset *out, const void *data, size_t len,
				 const struct hash *uid, struct err *e)
{
	static const char *const members[] = {"dataset", "account", "status",
					      "models",	 "reason",  NULL};
	struct json *doc = NULL;
	struct address account;
	enum status s = json_parse(&doc, data, len, e);

	*out = (struct datanet_dataset){0};
	if (s == STATUS_OK)
		s = json_only(doc, members, e);
	if (s == STATUS_OK)
		s = field_asked(doc, "dataset", uid->bytes, sizeof(uid->bytes), e);
	if (s == STATUS_OK)
		s = member_hex(account.bytes, sizeof(account.bytes), doc, "account", e);
	if (s == STATUS_OK)
		s = read_intake_status(out, doc, e);
	if (s == STATUS_OK)
		s = read_models(out, doc, e);
	if (s == STATUS_OK && out->status == INTAKE_REJECTED)
		s = field_text(out->reason, sizeof(out->reason), doc, "reason", LONGEST_REASON, e);
	else if (s == STATUS_OK && json_get(doc, "reason") != NULL)
		s = err_set(e, ERR_PARSE, "there is a \"reason\" without a rejection");
	json_free(doc);
	return s;
}
