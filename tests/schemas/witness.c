/*
 * Writes down every reply that a program reads from a datanet, and what became of it: linked with
 * --wrap, so that none is missed. One JSON object a line into the file named by REPLIES.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "client/datanet.h"

static enum status witness(const char *kind, const void *data, size_t len, enum status s,
			   const struct err *e)
{
	const char *file = getenv("REPLIES");
	FILE *f = file != NULL ? fopen(file, "a") : NULL;
	struct json *line = json_new_object();
	struct buf text;

	buf_init(&text, LIMIT_SMALL_FILE);
	json_add_text(line, "kind", kind);
	json_add_text(line, "status", status_name(s));
	json_add_text(line, "said", s == STATUS_OK ? "" : e->text);
	json_add_hex(line, "reply", data, len);
	if (f == NULL || json_write(&text, line) != STATUS_OK ||
	    fprintf(f, "%s\n", buf_str(&text)) < 0 || fclose(f) != 0)
		abort();
	buf_release(&text);
	json_free(line);
	return s;
}

/* A reader that is witnessed: its parameters behind `len`, and their names. */
#define WITNESSED(name, kind, type, declared, given)                                     \
	enum status __real_##name##_read(struct type *, const void *, size_t,            \
					 declared struct err *);                         \
	enum status __wrap_##name##_read(struct type *out, const void *data, size_t len, \
					 declared struct err *e);                        \
	enum status __wrap_##name##_read(struct type *out, const void *data, size_t len, \
					 declared struct err *e)                         \
	{                                                                                \
		struct err own = {0}, *said = e != NULL ? e : &own;                      \
		enum status s = __real_##name##_read(out, data, len, given said);        \
                                                                                         \
		return witness(kind, data, len, s, said);                                \
	}

#define COMMA		   ,
#define WITH_PROFILE	   const struct profile *p COMMA
#define WITH_ACCOUNT	   const struct address *account COMMA
#define WITH_ACCOUNT_AFTER WITH_ACCOUNT uint64_t after COMMA
#define WITH_UID	   const struct hash *uid COMMA

WITNESSED(datanet_info, "datanet", datanet_info, WITH_PROFILE, p COMMA)
WITNESSED(datanet_claim, "claim", datanet_claim, WITH_PROFILE WITH_ACCOUNT, p COMMA account COMMA)
WITNESSED(datanet_statements, "statements", datanet_statements, WITH_ACCOUNT_AFTER,
	  account COMMA after COMMA)
WITNESSED(datanet_attributions, "attributions", datanet_attributions, WITH_ACCOUNT_AFTER,
	  account COMMA after COMMA)
WITNESSED(statement_document, "document", statement_document, , )
WITNESSED(datanet_dataset, "dataset", datanet_dataset, WITH_UID, uid COMMA)
