/*
 * Reading and writing the file around the content. The digest is computed over the text that
 * json_write() makes of the content, so that a reader needs no byte of the original.
 */
#include "backup/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backup/old_document.h"
#include "base/file.h"
#include "base/json_write.h"
#include "chain/keccak.h"
#include "chain/member.h"

#define FORMAT	   "byline-backup/2"
#define OLD_FORMAT "byline-backup/1"
#define ANY_FORMAT "byline-backup/"

/* The first bytes of a vault's file (wallet/vault.h). */
#define VAULT_MAGIC "BYLVAULT"

void release_document(struct backup_document *d)
{
	json_free(d->content);
	d->content = NULL;
	buf_release(&d->vault);
}

/* keccak256 of the canonical text. */
static enum status digest_of(struct hash *out, const struct json *content, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_BACKUP);
	s = json_write(&text, content);
	if (s == STATUS_OK)
		keccak256(out->bytes, text.data, text.len);
	buf_release(&text);
	return s == STATUS_OK ? s
			      : err_set(e, s, "the backup cannot be written: %s", status_phrase(s));
}

enum status write_document(struct buf *out, struct json *take_content, struct err *e)
{
	struct json *top = json_new_object();
	struct hash digest;
	enum status s = digest_of(&digest, take_content, e);

	json_add(top, "content", take_content);
	json_add_text(top, "format", FORMAT);
	member_add_hash(top, "digest", &digest);
	if (s != STATUS_OK) {
		json_free(top);
		return s;
	}
	s = json_write_take(out, top);
	return s == STATUS_OK ? s
			      : err_set(e, s, "the backup cannot be written: %s", status_phrase(s));
}

/* Makes a document of its own from the member `name` of `top`, so that `top` can be freed. */
static enum status take_content(struct json **out, const struct json *top, struct err *e)
{
	const struct json *content;
	struct buf text;
	enum status s = json_get_object(&content, top, "content", e);

	if (s != STATUS_OK)
		return s;
	buf_init(&text, LIMIT_BACKUP);
	s = json_write(&text, content);
	if (s == STATUS_OK)
		s = json_parse(out, text.data, text.len, e);
	buf_release(&text);
	return s;
}

/* A vault is checked by its own digest when it is put in place or opened. */
static enum status read_vault(struct backup_document *d, struct err *e)
{
	if (json_get(d->content, "vault") == NULL)
		return STATUS_OK;
	return member_bytes(&d->vault, d->content, "vault", e);
}

/* Reads a document of this format, whose digest must fit. */
static enum status read_new(struct backup_document *d, const struct json *top, struct err *e)
{
	static const char *const members[] = {"content", "digest", "format", NULL};
	struct hash said, is;
	enum status s = json_only(top, members, e);

	if (s == STATUS_OK)
		s = member_hash(&said, top, "digest", e);
	if (s == STATUS_OK)
		s = digest_of(&is, json_get(top, "content"), e);
	if (s == STATUS_OK && !hash_equal(&said, &is))
		s = err_set(e, ERR_DAMAGED, "its content is not that of its digest");
	if (s == STATUS_OK)
		s = take_content(&d->content, top, e);
	return s == STATUS_OK ? read_vault(d, e) : s;
}

/* A status of the reader, as one of the file. */
static enum status damaged(enum status s, struct err *e)
{
	if (s != ERR_PARSE && s != ERR_TOO_DEEP && s != ERR_RANGE && s != ERR_UNSUPPORTED &&
	    s != ERR_MISMATCH)
		return s;
	if (e != NULL)
		e->code = ERR_DAMAGED;
	return ERR_DAMAGED;
}

enum status parse_document(struct backup_document *out, const void *data, size_t len, struct err *e)
{
	struct json *top = NULL;
	const char *format;
	enum status s;

	*out = (struct backup_document){.content = NULL};
	buf_init(&out->vault, LIMIT_VAULT);
	s = damaged(json_parse(&top, data, len, e), e);
	if (s != STATUS_OK)
		return s;
	format = json_text(json_get(top, "format"));
	if (format == NULL || strncmp(format, ANY_FORMAT, strlen(ANY_FORMAT)) != 0) {
		s = err_set(e, ERR_PARSE, "it is no backup of byline");
	} else if (strcmp(format, FORMAT) == 0) {
		s = damaged(read_new(out, top, e), e);
	} else if (strcmp(format, OLD_FORMAT) == 0) {
		out->old = true;
		s = damaged(read_old_document(&out->content, top, e), e);
	} else {
		s = err_set(e, ERR_VERSION, "a newer byline wrote it (%.40s); use that one",
			    format);
	}
	json_free(top);
	return s;
}

/* The vault of the old format is a file beside the backup; one without a vault has none. */
static enum status read_old_vault(struct backup_document *d, const char *path, struct err *e)
{
	char *beside = NULL;
	enum status s;

	if (asprintf(&beside, "%s.vault", path) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = file_read(&d->vault, beside, e);
	free(beside);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

enum status read_document(struct backup_document *out, const char *path, struct err *e)
{
	struct buf text;
	enum status s;

	*out = (struct backup_document){.content = NULL};
	buf_init(&out->vault, LIMIT_VAULT);
	buf_init(&text, LIMIT_BACKUP);
	s = file_read(&text, path, e);
	if (s == STATUS_OK && text.len >= strlen(VAULT_MAGIC) &&
	    memcmp(text.data, VAULT_MAGIC, strlen(VAULT_MAGIC)) == 0)
		s = err_set(e, ERR_USAGE,
			    "%s is a vault and no backup; run: byline restore --vault %s", path,
			    path);
	else if (s == STATUS_OK) {
		s = parse_document(out, text.data, text.len, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "%s", path);
	}
	buf_release(&text);
	return s == STATUS_OK && out->old ? read_old_vault(out, path, e) : s;
}

bool is_backup_file(const char *path)
{
	char begin[64] = "";
	FILE *file = fopen(path, "rbe");
	size_t n = file != NULL ? fread(begin, 1, sizeof(begin) - 1, file) : 0;

	if (file != NULL)
		fclose(file);
	/* Canonical JSON has its members in order: the first one tells the format. */
	return strncmp(begin, "{\"content\":{", 12) == 0 ||
	       strncmp(begin, "{\"accounts\":[", 13) == 0 ||
	       (n > 0 && begin[0] == '{' && strstr(begin, ANY_FORMAT) != NULL);
}
