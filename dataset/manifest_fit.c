#include "dataset/manifest_fit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/json.h"
#include "chain/keccak.h"
#include "dataset/csv.h"

/* As many names are tried, each with each: 4,096 manifests are hashed in a tenth of a second. */
#define MOST_NAMES 64

struct names {
	char name[MOST_NAMES][MANIFEST_NAME];
	size_t n;
};

/* A name that is too long for a manifest is in none. */
static void add_name(struct names *l, const void *name, size_t len)
{
	if (l->n == MOST_NAMES || len == 0 || len >= MANIFEST_NAME)
		return;
	memcpy(l->name[l->n], name, len);
	l->name[l->n++][len] = '\0';
}

/* The members of the first record that are text. */
static void add_keys(struct names *l, const uint8_t *record, size_t len)
{
	struct json *doc = NULL;

	if (json_parse(&doc, record, len, NULL) != STATUS_OK || !json_is_object(doc)) {
		json_free(doc);
		return;
	}
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v))
		if (json_is_string(v))
			add_name(l, json_name(v), strlen(json_name(v)));
	json_free(doc);
}

static void add_columns(struct names *l, const char *header)
{
	struct cursor c = cursor_of(header, strlen(header));
	struct buf scratch;
	bool more = true;

	buf_init(&scratch, strlen(header));
	while (more) {
		const uint8_t *name;
		size_t n;

		if (csv_next(&c, &name, &n, &more, &scratch) != STATUS_OK)
			break;
		add_name(l, name, n);
	}
	buf_release(&scratch);
}

/* Whether `m` is the wanted manifest as it stands. Places that do not go together are not it. */
static bool is_wanted(const struct manifest *m, const struct hash *wanted)
{
	struct hash hash;
	struct buf bytes;
	bool is = false;

	buf_init(&bytes, LIMIT_SMALL_FILE);
	if (manifest_write(&bytes, m) == STATUS_OK) {
		keccak256(hash.bytes, bytes.data, bytes.len);
		is = hash_equal(&hash, wanted);
	}
	buf_release(&bytes);
	return is;
}

/* Sets the label to the `i`th name, or to none after the last, and compares. */
static bool try_label(struct manifest *m, const struct hash *wanted, const struct names *l,
		      size_t i)
{
	m->label = MANIFEST_LABEL_NONE;
	m->label_name[0] = '\0';
	if (i < l->n) {
		m->label = m->kind == READER_CSV ? MANIFEST_LABEL_COLUMN : MANIFEST_LABEL_KEY;
		memcpy(m->label_name, l->name[i], MANIFEST_NAME);
	}
	return is_wanted(m, wanted);
}

/* Tries each text with each label, the whole line as text too. */
static bool try_all(struct manifest *m, const struct hash *wanted, const struct names *l)
{
	for (size_t t = 0; t < l->n; t++) {
		m->text = m->kind == READER_CSV ? MANIFEST_TEXT_COLUMN : MANIFEST_TEXT_KEY;
		memcpy(m->text_name, l->name[t], MANIFEST_NAME);
		for (size_t i = 0; i <= l->n; i++)
			if (try_label(m, wanted, l, i))
				return true;
	}
	m->text = MANIFEST_TEXT_RECORD;
	m->text_name[0] = '\0';
	return m->kind == READER_LINES && try_label(m, wanted, l, l->n);
}

/* Names the places of the attested manifest, for a person who chose others. */
static enum status name_places(const struct manifest *m, struct err *e)
{
	return err_set(e, ERR_MISMATCH, "it is attested with the text in %s%s%s and %s%s%s",
		       m->text_name[0] != '\0' ? "\"" : "",
		       m->text_name[0] != '\0' ? m->text_name : "the whole line",
		       m->text_name[0] != '\0' ? "\"" : "",
		       m->label_name[0] != '\0' ? "the label in \"" : "no label", m->label_name,
		       m->label_name[0] != '\0' ? "\"" : "");
}

enum status manifest_fit(struct manifest *m, const struct hash *wanted, const uint8_t *record,
			 size_t len, bool chosen, struct err *e)
{
	struct manifest other = *m; /* shares the header, which nothing here changes */
	struct names *l;
	bool found;

	if (is_wanted(m, wanted))
		return STATUS_OK;
	l = calloc(1, sizeof(*l));
	if (l == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (m->kind == READER_LINES)
		add_keys(l, record, len);
	else if (m->kind == READER_CSV)
		add_columns(l, m->header);
	found = try_all(&other, wanted, l);
	free(l);
	if (found && !chosen)
		*m = other;
	if (found)
		return chosen ? name_places(&other, e) : STATUS_OK;
	return err_set(e, ERR_MISMATCH,
		       m->kind == READER_CSV
			       ? "it is attested with another header"
			       : "it is attested with other places of text and label");
}
