/*
 * In reading order: the words of the tables, writing (the members, then the head with the hash),
 * reading (the head, the hash, the members, and the comparison with what would be written).
 *
 * Invariant: a line that was read has one spelling, since it is written again and compared.
 */
#include "wallet/journal_line.h"

#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/cursor.h"
#include "base/json_write.h"
#include "base/text.h"
#include "chain/member.h"

/* The head of every version, the number of this one, and what stands around the hash. */
#define HEAD	    "{\"format\":\"byline-journal/"
#define VERSION	    "1"
#define BEFORE_HASH "\",\"hash\":\"0x"
#define AFTER_HASH  "\",\"line\":"
#define HASH_DIGITS ((size_t)64)

/* The last second that RFC 3339 can write, 9999-12-31T23:59:59Z. */
#define LAST_SECOND 253402300799

/* --- words --- */

#define JOURNAL_WORD(name, word) [JOURNAL_##name] = word,
static const char *const outcomes[] = {JOURNAL_OUTCOMES(JOURNAL_WORD)};
static const char *const kinds[] = {JOURNAL_KINDS(JOURNAL_WORD)};
static const char *const consents[] = {JOURNAL_CONSENTS(JOURNAL_WORD)};

const char *journal_line_outcome(enum journal_outcome outcome)
{
	return outcomes[outcome];
}

const char *journal_line_kind(enum journal_kind kind)
{
	return kinds[kind];
}

const char *journal_line_consent(enum journal_consent consent)
{
	return consents[consent];
}

/* Reads one of `n` words. A member that is missing is the empty word. */
static enum status read_word(unsigned *out, const char *const *words, size_t n,
			     const struct json *object, const char *name, struct err *e)
{
	const struct json *member = json_get(object, name);
	const char *text = member != NULL ? json_text(member) : "";

	for (unsigned i = 0; i < n && text != NULL; i++)
		if (strcmp(words[i], text) == 0) {
			*out = i;
			return STATUS_OK;
		}
	return err_set(e, ERR_PARSE, "\"%s\" is no word that byline knows", name);
}

/* --- writing --- */

/* Refuses an entry that contradicts itself, to write as well as to read. */
static enum status check_entry(const struct journal_entry *entry, struct err *e)
{
	const bool refused = entry->outcome == JOURNAL_REFUSED;

	if (entry->time <= 0 || entry->time > LAST_SECOND || entry->text[0] == '\0')
		return err_set(e, ERR_USAGE, "an entry has a time and a text");
	if (refused != (entry->reason[0] != '\0'))
		return err_set(e, ERR_USAGE, "a refusal, and nothing else, has a reason");
	if (refused != (entry->consent == JOURNAL_NO_CONSENT))
		return err_set(e, ERR_USAGE, "an approval, and nothing else, has a consent");
	if (entry->has_nonce && (address_is_zero(&entry->account) || entry->chain_id == 0))
		return err_set(e, ERR_USAGE, "a nonce is one of an account on a chain");
	return STATUS_OK;
}

/* Members that say nothing are left out, so that a missing one has one spelling. */
static struct json *describe_line(const struct journal_entry *entry, const struct hash *before,
				  size_t torn)
{
	struct json *line = json_new_object();

	if (!address_is_zero(&entry->account))
		member_add_address(line, "account", &entry->account);
	member_add_hash(line, "before", before);
	if (entry->chain_id != 0)
		json_add_u64(line, "chain_id", entry->chain_id);
	if (entry->consent != JOURNAL_NO_CONSENT)
		json_add_text(line, "consent", consents[entry->consent]);
	if (!hash_is_zero(&entry->digest))
		member_add_hash(line, "digest", &entry->digest);
	json_add_text(line, "kind", kinds[entry->kind]);
	if (entry->has_nonce)
		json_add_u64(line, "nonce", entry->nonce);
	json_add_text(line, "outcome", outcomes[entry->outcome]);
	if (entry->reason[0] != '\0')
		json_add_text(line, "reason", entry->reason);
	json_add_text(line, "text", entry->text);
	member_add_time(line, "time", entry->time);
	if (torn > 0)
		json_add_u64(line, "torn", torn);
	if (!hash_is_zero(&entry->transaction))
		member_add_hash(line, "transaction", &entry->transaction);
	return line;
}

/* Hashes a line without its LF, but for the digits of the hash itself, which begin at `digits`. */
static void hash_line(struct hash *out, const uint8_t *line, size_t len, size_t digits)
{
	const size_t behind = digits + HASH_DIGITS;
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, sizeof(out->bytes));
	crypto_generichash_update(&h, line, digits);
	crypto_generichash_update(&h, line + behind, len - behind);
	crypto_generichash_final(&h, out->bytes, sizeof(out->bytes));
}

static enum status write_record(struct buf *whole, struct hash *hash,
				const struct journal_entry *entry, const struct hash *before,
				size_t torn)
{
	char digits[HASH_TEXT_SIZE];
	size_t at;
	enum status s;

	buf_add_str(whole, HEAD VERSION BEFORE_HASH);
	at = whole->len;
	for (size_t i = 0; i < HASH_DIGITS; i++)
		buf_add_byte(whole, '0');
	buf_add_str(whole, AFTER_HASH);
	s = json_write_take(whole, describe_line(entry, before, torn));
	buf_add_byte(whole, '}');
	if (s == STATUS_OK)
		s = buf_status(whole);
	if (s != STATUS_OK)
		return s;
	hash_line(hash, whole->data, whole->len, at);
	hash_format(digits, hash);
	memcpy(whole->data + at, digits + 2, HASH_DIGITS);
	buf_add_byte(whole, '\n');
	return buf_status(whole);
}

enum status journal_line_write(struct buf *out, struct hash *hash,
			       const struct journal_entry *entry, const struct hash *before,
			       const uint8_t *torn, size_t torn_len, struct err *e)
{
	struct journal_entry clean = *entry;
	struct buf whole;
	enum status s;

	text_clean(clean.text, sizeof(clean.text), entry->text,
		   strnlen(entry->text, sizeof(entry->text)));
	text_clean(clean.reason, sizeof(clean.reason), entry->reason,
		   strnlen(entry->reason, sizeof(entry->reason)));
	s = check_entry(&clean, e);
	if (s != STATUS_OK)
		return s;
	buf_init(&whole, torn_len + LIMIT_JOURNAL_RECORD);
	buf_add(&whole, torn, torn_len);
	s = write_record(&whole, hash, &clean, before, torn_len);
	if (s == STATUS_OK) {
		buf_add(out, whole.data + torn_len, whole.len - torn_len);
		s = buf_status(out);
	}
	buf_release(&whole);
	return s == STATUS_OK ? s : err_set(e, s, "%s", status_phrase(s));
}

/* --- reading --- */

/*
 * The last place where a head stands, or NULL. No text of a record can look like one, since JSON
 * writes quotes in texts with a backslash.
 */
static const uint8_t *find_head(const uint8_t *data, size_t len)
{
	const size_t head = sizeof(HEAD) - 1;

	for (size_t at = len >= head ? len - head + 1 : 0; at > 0; at--)
		if (data[at - 1] == HEAD[0] && memcmp(data + at - 1, HEAD, head) == 0)
			return data + at - 1;
	return NULL;
}

/* Takes the digits of the version. Returns: their number; their place is where `c` was. */
static int take_version(struct cursor *c)
{
	const uint8_t *first = c->at;

	while (c->at < c->end && *c->at >= '0' && *c->at <= '9' && c->at - first < 9)
		c->at++;
	return (int)(c->at - first);
}

/* Reads everything before the member "line", and compares the hash. Out: `c` before "line" */
static enum status read_head(struct journal_line *out, struct cursor *c, const uint8_t *data,
			     size_t len, struct err *e)
{
	const uint8_t *head = find_head(data, len), *version, *digits;
	char computed[HASH_TEXT_SIZE];
	int n;

	if (head == NULL)
		return err_set(e, ERR_DAMAGED, "it is no line of a journal");
	version = head + sizeof(HEAD) - 1;
	*c = cursor_of(version, len - (size_t)(version - data));
	n = take_version(c);
	if (cursor_literal(c, BEFORE_HASH) != STATUS_OK ||
	    cursor_take(c, &digits, HASH_DIGITS) != STATUS_OK)
		return err_set(e, ERR_DAMAGED, "it is no line of a journal");
	out->torn = (size_t)(head - data);
	hash_line(&out->hash, data, len, (size_t)(digits - data));
	hash_format(computed, &out->hash);
	if (memcmp(computed + 2, digits, HASH_DIGITS) != 0)
		return err_set(e, ERR_DAMAGED, "its hash is not that of its bytes");
	if (n == sizeof(VERSION) - 1 && memcmp(version, VERSION, (size_t)n) == 0)
		return STATUS_OK;
	return err_set(e, ERR_VERSION,
		       "a newer byline wrote it (byline-journal/%.*s; this one knows " VERSION
		       "); use that version",
		       n, (const char *)version);
}

static enum status read_numbers(struct journal_line *out, const struct json *line, struct err *e)
{
	struct journal_entry *entry = &out->entry;
	uint64_t torn = 0;
	enum status s = STATUS_OK;

	if (json_get(line, "chain_id") != NULL)
		s = json_get_u64(&entry->chain_id, line, "chain_id", e);
	entry->has_nonce = json_get(line, "nonce") != NULL;
	if (s == STATUS_OK && entry->has_nonce)
		s = json_get_u64(&entry->nonce, line, "nonce", e);
	if (s == STATUS_OK && json_get(line, "torn") != NULL)
		s = json_get_u64(&torn, line, "torn", e);
	if (s == STATUS_OK && torn != out->torn)
		s = err_set(e, ERR_PARSE, "it stands behind %zu bytes of cut records, not %llu",
			    out->torn, (unsigned long long)torn);
	return s;
}

static enum status read_words(struct journal_entry *entry, const struct json *line, struct err *e)
{
	unsigned outcome = 0, kind = 0, consent = 0;
	enum status s = read_word(&outcome, outcomes, ARRAY_SIZE(outcomes), line, "outcome", e);

	if (s == STATUS_OK)
		s = read_word(&kind, kinds, ARRAY_SIZE(kinds), line, "kind", e);
	if (s == STATUS_OK)
		s = read_word(&consent, consents, ARRAY_SIZE(consents), line, "consent", e);
	entry->outcome = (enum journal_outcome)outcome;
	entry->kind = (enum journal_kind)kind;
	entry->consent = (enum journal_consent)consent;
	return s;
}

static enum status read_texts(struct journal_line *out, const struct json *line, struct err *e)
{
	struct journal_entry *entry = &out->entry;
	const char *time;
	enum status s = json_get_text(&time, line, "time", e);

	if (s == STATUS_OK && clock_parse_rfc3339(&entry->time, time, strlen(time)) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "\"time\" is no time");
	if (s == STATUS_OK)
		s = member_text(entry->text, sizeof(entry->text), line, "text", e);
	if (s == STATUS_OK && json_get(line, "reason") != NULL)
		s = member_text(entry->reason, sizeof(entry->reason), line, "reason", e);
	if (s == STATUS_OK && json_get(line, "account") != NULL)
		s = member_address(&entry->account, line, "account", e);
	if (s == STATUS_OK && json_get(line, "digest") != NULL)
		s = member_hash(&entry->digest, line, "digest", e);
	if (s == STATUS_OK && json_get(line, "transaction") != NULL)
		s = member_hash(&entry->transaction, line, "transaction", e);
	return s == STATUS_OK ? member_hash(&out->before, line, "before", e) : s;
}

/* The comparison at the end refuses every member and spelling that the getters did not ask for. */
static enum status read_members(struct journal_line *out, const void *text, size_t len,
				struct err *e)
{
	struct json *line = NULL;
	enum status s = json_parse(&line, text, len, e);

	if (s == STATUS_OK)
		s = read_words(&out->entry, line, e);
	if (s == STATUS_OK)
		s = read_numbers(out, line, e);
	if (s == STATUS_OK)
		s = read_texts(out, line, e);
	if (s == STATUS_OK)
		s = check_entry(&out->entry, e);
	if (s == STATUS_OK)
		s = json_write_same(describe_line(&out->entry, &out->before, out->torn), text, len,
				    e);
	json_free(line);
	return s;
}

enum status journal_line_read(struct journal_line *out, const uint8_t *data, size_t len,
			      struct err *e)
{
	struct cursor c;
	enum status s;

	*out = (struct journal_line){0};
	s = read_head(out, &c, data, len, e);
	if (s != STATUS_OK)
		return s;
	if (cursor_literal(&c, AFTER_HASH) != STATUS_OK || cursor_left(&c) < 1 || c.end[-1] != '}')
		return err_set(e, ERR_DAMAGED, "it has other members than a line of a journal");
	s = read_members(out, c.at, cursor_left(&c) - 1, e);
	if (s != STATUS_OK && s != ERR_MEMORY && e != NULL)
		e->code = ERR_DAMAGED;
	return s == STATUS_OK || s == ERR_MEMORY ? s : ERR_DAMAGED;
}
