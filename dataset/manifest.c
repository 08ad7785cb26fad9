/*
 * Writing and reading manifests.
 *
 * fits() decides which fields go together, for both directions. manifest_json() and read_fields()
 * list the same members; a manifest that was read is written again and compared with the input.
 * Invariant: a manifest has one text only, so that its hash names it.
 */
#include "dataset/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/json_write.h"
#include "base/text.h"
#include "chain/member.h"

#define FORMAT "byline-dataset/1"

static const char *const text_words[] = {
	[MANIFEST_TEXT_KEY] = "key",
	[MANIFEST_TEXT_RECORD] = "record",
	[MANIFEST_TEXT_COLUMN] = "column",
	[MANIFEST_TEXT_CONTENT] = "content",
};

static const char *const label_words[] = {
	[MANIFEST_LABEL_NONE] = "none",
	[MANIFEST_LABEL_KEY] = "key",
	[MANIFEST_LABEL_COLUMN] = "column",
	[MANIFEST_LABEL_FOLDER] = "folder",
};

void manifest_release(struct manifest *m)
{
	if (m == NULL)
		return;
	free(m->header);
	*m = (struct manifest){0};
}

/* Whether a place has a name exactly when one is wanted. */
static bool has_name(const char *name, bool wanted)
{
	return (name[0] != '\0') == wanted && text_is_utf8(name, strlen(name));
}

/* Whether the kind has these places of text and label. */
static bool places_fit(const struct manifest *m)
{
	bool none = m->label == MANIFEST_LABEL_NONE;

	switch (m->kind) {
	case READER_LINES:
		if (m->text == MANIFEST_TEXT_KEY)
			return none || m->label == MANIFEST_LABEL_KEY;
		return m->text == MANIFEST_TEXT_RECORD && none;
	case READER_CSV:
		return m->text == MANIFEST_TEXT_COLUMN &&
		       (none || m->label == MANIFEST_LABEL_COLUMN);
	case READER_FILES:
		return m->text == MANIFEST_TEXT_CONTENT &&
		       (none || m->label == MANIFEST_LABEL_FOLDER);
	}
	return false;
}

/* A license is SPDX text: printable ASCII. */
static bool license_fits(const char *license)
{
	for (; *license != '\0'; license++) {
		if (*license < 0x20 || *license > 0x7e)
			return false;
	}
	return true;
}

static bool fits(const struct manifest *m)
{
	bool text_named = m->text == MANIFEST_TEXT_KEY || m->text == MANIFEST_TEXT_COLUMN;
	bool label_named = m->label == MANIFEST_LABEL_KEY || m->label == MANIFEST_LABEL_COLUMN;

	return places_fit(m) && has_name(m->text_name, text_named) &&
	       has_name(m->label_name, label_named) && license_fits(m->license) &&
	       (m->header != NULL) == (m->kind == READER_CSV) && m->records >= 1 &&
	       m->records <= LIMIT_RECORDS;
}

static void add_place(struct json *o, const char *member, const char *from, const char *name)
{
	struct json *place = json_new_object();

	json_add_text(place, "from", from);
	if (name[0] != '\0')
		json_add_text(place, "name", name);
	json_add(o, member, place);
}

static struct json *manifest_json(const struct manifest *m)
{
	struct json *o = json_new_object();

	json_add_text(o, "format", FORMAT);
	json_add_text(o, "kind", reader_kind_name(m->kind));
	json_add_u64(o, "records", m->records);
	json_add_u64(o, "bytes", m->bytes);
	member_add_hash(o, "root", &m->root);
	member_add_hash(o, "nonce", &m->nonce);
	member_add_hash(o, "blind", &m->blind);
	json_add_text(o, "license", m->license);
	if (m->header != NULL)
		json_add_text(o, "header", m->header);
	add_place(o, "text", text_words[m->text], m->text_name);
	add_place(o, "label", label_words[m->label], m->label_name);
	return o;
}

enum status manifest_write(struct buf *out, const struct manifest *m)
{
	return fits(m) ? json_write_take(out, manifest_json(m)) : ERR_RANGE;
}

/* Gives the number of the word that a text member holds. */
static enum status get_word(size_t *out, const struct json *o, const char *name,
			    const char *const *words, size_t n, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, o, name, e);

	for (size_t i = 0; s == STATUS_OK && i < n; i++) {
		if (strcmp(text, words[i]) == 0) {
			*out = i;
			return STATUS_OK;
		}
	}
	return s != STATUS_OK ? s
			      : err_set(e, ERR_PARSE,
					"\"%s\" has a value that byline does not know", name);
}

/* Reads where text or label is: {"from", "name"}, the name only for a key or column. */
static enum status read_place(size_t *from, char name[static MANIFEST_NAME], const struct json *o,
			      const char *member, const char *const *words, size_t n, struct err *e)
{
	const struct json *place;
	enum status s = json_get_object(&place, o, member, e);

	name[0] = '\0';
	if (s == STATUS_OK)
		s = get_word(from, place, "from", words, n, e);
	if (s == STATUS_OK && json_get(place, "name") != NULL)
		s = json_get_copy(name, MANIFEST_NAME, place, "name", e);
	return s;
}

static enum status read_places(struct manifest *m, const struct json *o, struct err *e)
{
	size_t text, label;
	enum status s =
		read_place(&text, m->text_name, o, "text", text_words, ARRAY_SIZE(text_words), e);

	if (s == STATUS_OK)
		s = read_place(&label, m->label_name, o, "label", label_words,
			       ARRAY_SIZE(label_words), e);
	if (s != STATUS_OK)
		return s;
	m->text = (enum manifest_text)text;
	m->label = (enum manifest_label)label;
	return STATUS_OK;
}

static enum status read_header(struct manifest *m, const struct json *o, struct err *e)
{
	const char *header;
	enum status s;

	/* Only a csv has a header; fits() refuses one elsewhere. */
	if (json_get(o, "header") == NULL)
		return STATUS_OK;
	s = json_get_text(&header, o, "header", e);
	if (s != STATUS_OK)
		return s;
	m->header = strdup(header);
	return m->header != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");
}

static enum status read_fields(struct manifest *m, const struct json *o, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, o, "format", e);

	if (s == STATUS_OK && strcmp(text, FORMAT) != 0)
		return err_set(e, ERR_UNSUPPORTED,
			       "this is not a manifest of a dataset: its format is not " FORMAT);
	if (s == STATUS_OK)
		s = json_get_text(&text, o, "kind", e);
	if (s == STATUS_OK && reader_kind_parse(&m->kind, text) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "\"kind\" has a value that byline does not know");
	if (s == STATUS_OK)
		s = json_get_u64(&m->records, o, "records", e);
	if (s == STATUS_OK)
		s = json_get_u64(&m->bytes, o, "bytes", e);
	if (s == STATUS_OK)
		s = member_hash(&m->root, o, "root", e);
	if (s == STATUS_OK)
		s = member_hash(&m->nonce, o, "nonce", e);
	if (s == STATUS_OK)
		s = member_hash(&m->blind, o, "blind", e);
	if (s == STATUS_OK)
		s = json_get_copy(m->license, sizeof(m->license), o, "license", e);
	if (s == STATUS_OK)
		s = read_header(m, o, e);
	return s == STATUS_OK ? read_places(m, o, e) : s;
}

enum status manifest_parse(struct manifest *out, const void *data, size_t len, struct err *e)
{
	struct json *doc = NULL;
	enum status s;

	*out = (struct manifest){0};
	if (len > LIMIT_SMALL_FILE)
		return err_set(e, ERR_PARSE,
			       "a manifest of %zu bytes is longer than any that byline writes",
			       len);
	s = json_parse(&doc, data, len, e);
	if (s == STATUS_OK)
		s = read_fields(out, doc, e);
	if (s == STATUS_OK)
		s = fits(out) ? json_write_same(manifest_json(out), data, len, e)
			      : err_set(e, ERR_PARSE,
					"the manifest contradicts itself: its members do not go "
					"together");
	json_free(doc);
	if (s != STATUS_OK)
		manifest_release(out);
	return s;
}
