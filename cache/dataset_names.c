#include "cache/dataset_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "mails-1000" is a loop that commits. It gets a name that others have, and its root names it. */
#define MOST_NUMBERS 1000

static bool is_taken(const struct cache_dataset *rows, size_t n, const char *name,
		     const struct hash *root)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].name, name) == 0 && !hash_equal(&rows[i].root, root))
			return true;
	return false;
}

/* Writes "NAME-N". A long name loses its end, between two characters of UTF-8. */
static void number_name(char out[static 64], const char name[static 64], unsigned n)
{
	char end[16];
	size_t room, len = strlen(name);

	room = 63 - (size_t)snprintf(end, sizeof(end), "-%u", n);
	if (len > room)
		len = room;
	while (len > 0 && ((unsigned char)name[len] & 0xc0) == 0x80)
		len--;
	snprintf(out, 64, "%.*s%s", (int)len, name, end);
}

enum status cache_dataset_names_make_unique(struct cache *c, struct cache_dataset *d, struct err *e)
{
	struct cache_dataset *rows = NULL;
	char name[64];
	size_t n = 0;
	enum status s = cache_datasets_all(c, &rows, &n, e);

	memcpy(name, d->name, sizeof(name));
	for (unsigned i = 2;
	     s == STATUS_OK && i < MOST_NUMBERS && is_taken(rows, n, d->name, &d->root); i++)
		number_name(d->name, name, i);
	free(rows);
	return s;
}

/* Adds the name and the beginning of the root of a dataset to a message. */
static void add_candidate(char *text, size_t cap, const struct cache_dataset *row)
{
	char root[HASH_TEXT_SIZE];
	size_t len = strlen(text);

	hash_format(root, &row->root);
	snprintf(text + len, cap - len, "%s%.40s (%.12s)", len > 0 ? ", " : "", row->name, root);
}

/* As many candidates are named; a person who typed a common beginning types more of it. */
#define NAMED 4

/* The rows that a name means, grouped by root. */
struct dataset_match {
	const struct cache_dataset *row; /* NULL: none so far */
	size_t roots;
	char candidates[NAMED * 64];
};

static void add_named(struct dataset_match *m, const struct cache_dataset *row)
{
	if (m->row != NULL && hash_equal(&m->row->root, &row->root)) {
		/*
		 * A root that is attested to several datanets means the profile's, and one that a
		 * restarted chain left in two networks the one whose folder is here.
		 */
		if (m->row->state == CACHE_DATASET_ELSEWHERE || (!m->row->local && row->local))
			m->row = row;
		return;
	}
	if (m->roots++ < NAMED)
		add_candidate(m->candidates, sizeof(m->candidates), row);
	m->row = row;
}

static bool is_called(const struct cache_dataset *row, const char *name, bool by_hash)
{
	return by_hash ? hash_is_meant(&row->root, name) ||
				 (!hash_is_zero(&row->uid) && hash_is_meant(&row->uid, name))
		       : strcmp(row->name, name) == 0;
}

/* A whole name comes first: somebody may have called a dataset "beef". */
static enum status find_named(struct cache_dataset *out, const struct cache_dataset *rows, size_t n,
			      const char *name, struct err *e)
{
	struct dataset_match m = {0};

	for (int by_hash = 0; by_hash < 2 && m.row == NULL; by_hash++)
		for (size_t i = 0; i < n; i++)
			if (is_called(&rows[i], name, by_hash != 0))
				add_named(&m, &rows[i]);
	if (m.roots == 0)
		return err_set(e, ERR_NOT_FOUND, "no dataset \"%.70s\"; see: byline dataset list",
			       name);
	*out = *m.row;
	if (m.roots > 1)
		return err_set(e, ERR_USAGE,
			       "\"%.70s\" names %zu datasets; give the root of one: %s%s", name,
			       m.roots, m.candidates, m.roots > NAMED ? ", ..." : "");
	return STATUS_OK;
}

typedef enum status read_datasets(struct cache *c, struct cache_dataset **out, size_t *n,
				  struct err *e);

static enum status find_among(struct cache *c, struct cache_dataset *out, const char *name,
			      read_datasets *read, struct err *e)
{
	struct cache_dataset *rows = NULL;
	size_t n = 0;
	enum status s = read(c, &rows, &n, e);

	if (s == STATUS_OK)
		s = find_named(out, rows, n, name, e);
	free(rows);
	return s;
}

enum status cache_dataset_names_find(struct cache *c, struct cache_dataset *out, const char *name,
				     struct err *e)
{
	return find_among(c, out, name, cache_datasets_all, e);
}

enum status cache_dataset_names_find_anywhere(struct cache *c, struct cache_dataset *out,
					      const char *name, struct err *e)
{
	return find_among(c, out, name, cache_datasets_everywhere, e);
}
