/*
 * Follows a JSON document along the tree of forms. take_token() gets every token and knows its
 * path: a stack of frames holds one place in the tree for each open object or array. A value at a
 * known path goes to drop/walk.c; one at an unknown path is passed over with all that is in it.
 *
 * Nothing that looks like a claim is passed over: a known path with another kind of value than the
 * forms have there is refused.
 */
#include "drop/intake_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_stream.h"
#include "base/text.h"
#include "drop/walk.h"

static struct walk_frame *innermost(struct json_walk *w)
{
	return &w->frames[w->depth];
}

/* The place of the value that comes now. */
static uint8_t value_place(struct json_walk *w)
{
	return w->depth == 0 ? 0 : innermost(w)->member;
}

static enum status unexpected(struct json_walk *w, const char *kind, struct err *e)
{
	char key[WALK_KEY + 1];

	text_clean(key, sizeof(key), innermost(w)->key, innermost(w)->key_len);
	if (w->claim_depth != 0)
		return err_set(
			e, ERR_PARSE, "claim %llu: %s stands where another value belongs%s%s",
			(unsigned long long)w->entry.place, kind, *key != '\0' ? ", at " : "", key);
	return err_set(e, ERR_PARSE, "%s stands where another value belongs%s%s", kind,
		       *key != '\0' ? ", at " : "", key);
}

/*
 * The lists of a document come once; programs that take the last of two would see less than byline.
 */
static enum status open_member(struct json_walk *w, uint8_t place, struct err *e)
{
	uint64_t bit = (uint64_t)1 << place % 64;

	if (w->depth != 1 || innermost(w)->array || place == 0)
		return STATUS_OK;
	if ((w->opened[place / 64] & bit) != 0)
		return err_set(e, ERR_MISMATCH, "the file has \"%.*s\" twice",
			       (int)w->nodes[place].key_len, w->nodes[place].key);
	w->opened[place / 64] |= bit;
	return STATUS_OK;
}

static enum status open_frame(struct json_walk *w, bool array, struct err *e)
{
	uint8_t place = value_place(w);
	bool known = place != 0 || w->depth == 0;
	const struct form_node *node = &w->nodes[place];
	const struct form *f = !known ? NULL : array ? node->of_array : node->of_object;
	uint8_t element = known ? forms_below(w->nodes, place, NULL, 0) : 0;
	bool only_elements = element != 0 && w->nodes[element].next == 0 && node->child == element;
	enum status s = open_member(w, place, e);

	if (s != STATUS_OK)
		return s;
	if (known && f == NULL && (array ? element == 0 : node->child == 0 || only_elements))
		return unexpected(w, array ? "an array" : "an object", e);
	w->frames[++w->depth] =
		(struct walk_frame){.place = place, .member = array ? element : 0, .array = array};
	if (f == NULL)
		return STATUS_OK;
	s = walk_format(w, f->format, e);
	if (s != STATUS_OK)
		return s;
	return array ? walk_array(w, f, e) : walk_object(w, f, e);
}

static enum status close_frame(struct json_walk *w, struct err *e)
{
	size_t closed = w->depth--;

	return closed == w->claim_depth ? walk_claim_end(w, e) : STATUS_OK;
}

static void take_key(struct json_walk *w, const char *text, size_t len)
{
	struct walk_frame *f = innermost(w);

	f->member = f->place != 0 || w->depth == 1 ? forms_below(w->nodes, f->place, text, len) : 0;
	/* A key that is cut is no address any more. */
	f->key_len = len < WALK_KEY ? len : WALK_KEY;
	memcpy(f->key, text, f->key_len);
}

static enum status take_value(struct json_walk *w, const char *kind, const char *text, size_t len,
			      struct err *e)
{
	uint8_t place = value_place(w);
	const struct form *f = w->nodes[place].of_scalar;
	enum status s;

	if (place == 0 && w->depth > 0)
		return STATUS_OK;
	if (f == NULL || text == NULL)
		return unexpected(w, kind, e);
	s = walk_format(w, f->format, e);
	return s == STATUS_OK ? walk_scalar(w, f, text, len, e) : s;
}

/* Whether JavaScript, which reads such numbers as doubles, may have rounded one. */
static bool may_be_rounded(const char *text, size_t len)
{
	static const char exact[] = "9007199254740992";
	const size_t most = sizeof(exact) - 1;

	return len > most || (len == most && memcmp(text, exact, most) > 0);
}

static enum status take_number(struct json_walk *w, const char *text, size_t len, struct err *e)
{
	w->d->bare = w->d->bare || may_be_rounded(text, len);
	return take_value(w, "a number", text, len, e);
}

static enum status take_token(void *user, enum json_token token, const char *text, size_t len,
			      struct err *e)
{
	struct json_walk *w = user;

	switch (token) {
	case JSON_TOKEN_OBJECT: return open_frame(w, false, e);
	case JSON_TOKEN_ARRAY: return open_frame(w, true, e);
	case JSON_TOKEN_OBJECT_END:
	case JSON_TOKEN_ARRAY_END: return close_frame(w, e);
	case JSON_TOKEN_KEY: take_key(w, text, len); return STATUS_OK;
	case JSON_TOKEN_STRING: return take_value(w, "a text", text, len, e);
	case JSON_TOKEN_NUMBER: return take_number(w, text, len, e);
	case JSON_TOKEN_WORD: return take_value(w, "null, true or false", NULL, 0, e);
	}
	return ERR_USAGE;
}

/* The members without which a document of its form is not complete. */
static enum status check_complete(const struct json_walk *w, struct err *e)
{
	const struct intake *d = w->d;

	if (d->format != DROP_OPENZEPPELIN)
		return STATUS_OK;
	if (w->n_types != d->terms->n_fields)
		return err_set(e, ERR_MISMATCH,
			       "the tree's claims have %zu fields, those of the contract (%s) %zu",
			       w->n_types, d->terms->name, d->terms->n_fields);
	if (d->n_nodes != 2 * d->n_claims - 1)
		return err_set(e, ERR_PARSE,
			       "the tree has %llu nodes and %llu claims, which make one node less "
			       "than twice as many",
			       (unsigned long long)d->n_nodes, (unsigned long long)d->n_claims);
	return STATUS_OK;
}

enum status intake_json_read(struct intake *d, struct source *s, const uint8_t *data, size_t len,
			     struct err *e)
{
	struct json_stream *stream = NULL;
	struct json_walk *w = calloc(1, sizeof(*w));
	enum status st = ERR_MEMORY;

	if (w == NULL || json_stream_open(&stream, take_token, w) != STATUS_OK) {
		free(w);
		return err_set(e, ERR_MEMORY, "no memory to read the file");
	}
	w->d = d;
	forms_tree(w->nodes);
	for (st = STATUS_OK; st == STATUS_OK && len > 0;) {
		st = json_stream_feed(stream, data, len, e);
		if (st == STATUS_OK)
			st = source_next(s, &data, &len, e);
	}
	if (st == STATUS_OK)
		st = json_stream_end(stream, e);
	if (st == STATUS_OK && d->n_claims > 0)
		st = check_complete(w, e);
	json_stream_close(stream);
	free(w);
	return st;
}
