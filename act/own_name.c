/*
 * Names of own transactions. Read read_ends() for the forms of a hash that are taken, and find()
 * for the way from a name to its row: by number, or by both ends of the hash. Then find_claim()
 * adds the claim that the transaction pays out. Invariant: a name that two rows could have finds
 * neither.
 */
#include "act/own_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "act/ledger.h"
#include "app/state.h"
#include "base/hex.h"
#include "base/parse.h"
#include "cache/claims.h"
#include "cache/transactions.h"

/* Fewer digits of a hash are no name: they would too soon be another one's. */
#define LEAST_DIGITS 4

/* The two ends of a hash, in lower case; `tail` is empty for a beginning alone. */
struct hash_ends {
	char head[HASH_TEXT_SIZE], tail[HASH_TEXT_SIZE];
};

static size_t count_hex(const char *text)
{
	size_t n = 0;

	while (hex_digit(text[n]) >= 0)
		n++;
	return n;
}

static void copy_lower(char *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = text[i] >= 'A' && text[i] <= 'F' ? (char)(text[i] + 32) : text[i];
	out[n] = '\0';
}

/* Reads "0x1f2e", "0x1f2e…9a01" or "0x1f2e..9a01": the last two are how narrow lists print. */
static bool read_ends(struct hash_ends *out, const char *text)
{
	static const char *const cuts[] = {"\xE2\x80\xA6", ".."};
	const char *rest;
	size_t head, tail;

	if (strncmp(text, "0x", 2) != 0)
		return false;
	head = count_hex(text + 2);
	rest = text + 2 + head;
	if (head < LEAST_DIGITS || head > 64)
		return false;
	out->tail[0] = '\0';
	copy_lower(out->head, text, head + 2);
	for (size_t i = 0; i < ARRAY_SIZE(cuts); i++) {
		if (strncmp(rest, cuts[i], strlen(cuts[i])) != 0)
			continue;
		rest += strlen(cuts[i]);
		tail = count_hex(rest);
		if (tail == 0 || head + tail > 64)
			return false;
		copy_lower(out->tail, rest, tail);
		return rest[tail] == '\0';
	}
	return *rest == '\0';
}

/* A draft has no hash, and so no ends of one. */
static bool has_ends(const struct hash *h, const struct hash_ends *ends)
{
	char text[HASH_TEXT_SIZE];
	size_t tail = strlen(ends->tail);

	if (hash_is_zero(h))
		return false;
	hash_format(text, h);
	return strncmp(text, ends->head, strlen(ends->head)) == 0 &&
	       strcmp(text + HASH_TEXT_SIZE - 1 - tail, ends->tail) == 0;
}

bool is_own_name(const char *text)
{
	struct hash_ends ends;
	uint64_t number;

	return parse_u64(&number, text, strlen(text)) == STATUS_OK || read_ends(&ends, text);
}

struct finding_own {
	const char *name;
	enum own_list list;
	struct cache_tx tx;
	struct cache_claim claim; /* id 0: it is no claim */
};

static const char *list_command(enum own_list list)
{
	return list == OWN_CLAIMS ? "byline claim status" : "byline tx list";
}

/* Goes through all rows, so that a second match is noticed. */
static enum status find_by_ends(struct cache *cache, struct finding_own *f,
				const struct hash_ends *ends, struct err *e)
{
	char one[HASH_TEXT_SIZE], other[HASH_TEXT_SIZE];
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (!has_ends(&rows[i].hash, ends) || rows[i].id == f->tx.id)
			continue;
		if (f->tx.id != 0) {
			hash_format(one, &f->tx.hash);
			hash_format(other, &rows[i].hash);
			s = err_set(e, ERR_USAGE, "%.20s begins several hashes: %s and %s", f->name,
				    one, other);
		}
		f->tx = rows[i];
	}
	free(rows);
	return s == STATUS_OK && f->tx.id == 0
		       ? err_set(e, ERR_NOT_FOUND, "no own transaction has a hash %.70s; see: %s",
				 f->name, list_command(f->list))
		       : s;
}

/* Claims have numbers of their own, since one transaction may come to pay several. */
static enum status find_by_number(struct cache *cache, struct finding_own *f, uint64_t number,
				  struct err *e)
{
	int64_t id = number <= INT64_MAX ? (int64_t)number : 0;
	enum status s = STATUS_OK;

	if (f->list == OWN_CLAIMS) {
		s = cache_claims_get(cache, &f->claim, id, e);
		id = f->claim.transaction;
	}
	if (s == STATUS_OK)
		s = cache_transactions_get(cache, &f->tx, id, e);
	return s == ERR_NOT_FOUND ? err_set(e, s, "there is no %s %llu; see: %s",
					    f->list == OWN_CLAIMS ? "claim" : "transaction",
					    (unsigned long long)number, list_command(f->list))
				  : s;
}

/* A claim is found by the hash of its transaction too. */
static enum status find_claim(struct cache *cache, struct finding_own *f, struct err *e)
{
	enum status s = cache_claims_by_transaction(cache, &f->claim, f->tx.id, e);

	if (s != ERR_NOT_FOUND)
		return s;
	f->claim.id = 0;
	return f->list == OWN_CLAIMS ? err_set(e, s, "transaction %lld is no claim; use: byline tx",
					       (long long)f->tx.id)
				     : STATUS_OK;
}

static enum status find(struct cache *cache, void *arg, struct err *e)
{
	struct finding_own *f = arg;
	struct hash_ends ends;
	uint64_t number;
	enum status s;

	if (parse_u64(&number, f->name, strlen(f->name)) == STATUS_OK)
		s = find_by_number(cache, f, number, e);
	else if (read_ends(&ends, f->name))
		s = find_by_ends(cache, f, &ends, e);
	else
		return err_set(e, ERR_USAGE,
			       "\"%.70s\" is neither a number nor a hash, nor the beginning of "
			       "one; see: %s",
			       f->name, list_command(f->list));
	return s == STATUS_OK ? find_claim(cache, f, e) : s;
}

enum status find_own(struct app *app, struct own_named *out, enum own_list list, const char *name,
		     struct err *e)
{
	struct finding_own f = {.name = name, .list = list};
	enum cache_tx_state next;
	enum status s = store_read(app, find, &f, e);

	*out = (struct own_named){.can_be_sent = ledger_next(&next, &f.tx.state, LEDGER_SEND) ==
						 LEDGER_MOVES,
				  .id = (uint64_t)f.tx.id,
				  .claim = (uint64_t)f.claim.id,
				  .hash = f.tx.hash};
	snprintf(out->file, sizeof(out->file), "%s", f.tx.file);
	return s;
}

/* Whether the file still is what was written is for its reader to find out. */
enum status require_draft_file(const struct own_named *own, struct err *e)
{
	const char *family = own->claim != 0 ? "claim" : "tx";
	unsigned long long number = own->claim != 0 ? own->claim : own->id;

	if (!hash_is_zero(&own->hash))
		return err_set(e, ERR_EXISTS,
			       "it is signed already; send it with: byline %s send %llu", family,
			       number);
	if (own->file[0] != '\0' && access(own->file, R_OK) == 0)
		return STATUS_OK;
	return err_set(e, ERR_NOT_FOUND,
		       "its file %.300s is not here; bring it back, or give the draft up for "
		       "nothing: byline %s forget %llu",
		       own->file, family, number);
}
