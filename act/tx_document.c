#include "act/tx_document.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/json_file.h"
#include "base/json_write.h"

/* Never overwrites: the file may be the only copy of an earlier signature. */
enum status tx_document_write(const char *path, struct json *take_doc, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	s = json_write_take(&text, take_doc);
	s = s == STATUS_OK ? file_write_new(path, text.data, text.len, e)
			   : err_set(e, s, "%s cannot be written: %s", path, status_phrase(s));
	buf_release(&text);
	return s;
}

/* Refuses an odd number of digits, other letters, and more than a transaction may have. */
enum status tx_document_bytes(struct buf *out, const struct json *doc, struct err *e)
{
	const char *hex;
	size_t len = 0;
	uint8_t *to;
	enum status s = json_get_text(&hex, doc, "transaction", e);

	if (s != STATUS_OK)
		return s;
	to = buf_reserve(out, strlen(hex) / 2 + 1);
	if (to == NULL)
		return err_set(e, buf_status(out), "\"transaction\" is too long");
	s = hex_parse_var(to, &len, strlen(hex) / 2 + 1, hex, strlen(hex));
	if (s != STATUS_OK)
		return err_set(e, s, "\"transaction\" must be hex with an even number of digits");
	buf_grew(out, len);
	return STATUS_OK;
}

/* Unknown members might be meant to change what is signed, so that they are refused too. */
enum status tx_document_read(struct json **out, const char *path, const char *format,
			     const char *const *members, struct err *e)
{
	const char *found;
	enum status s = json_file_read(out, path, LIMIT_SMALL_FILE, e);

	if (s == STATUS_OK)
		s = json_get_text(&found, *out, "format", e);
	if (s == STATUS_OK && strcmp(found, format) != 0)
		s = err_set(e, ERR_PARSE, "it is \"%.40s\", not \"%s\"", found, format);
	/* The format is judged first, since another one may well have other members. */
	if (s == STATUS_OK)
		s = json_only(*out, members, e);
	return s;
}
