/*
 * Encoding and decoding of tuples (chain/abi.h has the layout).
 *
 * The writer comes first. Every static member goes through put_head(), every dynamic one through
 * put_offset(); heads were reserved as zeros by abi_begin(). The reader mirrors it: take_word() for
 * heads, take_offset() and take_count() for dynamic parts. Invariant of the reader: `tail` is the
 * only place where the next dynamic part may begin, so that no two encodings of one value are
 * accepted.
 */
#include "chain/abi.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"

#define WORD 32

static const uint8_t zeros[WORD];

void abi_begin(struct abi_writer *w, struct buf *out, size_t words)
{
	*w = (struct abi_writer){.out = out, .origin = out->len, .head = out->len};
	for (size_t i = 0; i < words; i++)
		buf_add(out, zeros, WORD);
	w->end = out->len;
}

void abi_begin_call(struct abi_writer *w, struct buf *out, const uint8_t selector[static 4],
		    size_t words)
{
	buf_add(out, selector, 4);
	abi_begin(w, out, words);
}

static void put_head(struct abi_writer *w, const uint8_t word[static WORD])
{
	if (buf_status(w->out) != STATUS_OK)
		return;
	if (w->head == w->end) {
		w->out->failed = ERR_USAGE;
		return;
	}
	memcpy(w->out->data + w->head, word, WORD);
	w->head += WORD;
}

/* Writes the head of a dynamic member whose part begins at the end of `out`. */
static void put_offset(struct abi_writer *w)
{
	abi_add_u64(w, w->out->len - w->origin);
}

/* Appends a word at the end of `out`: the length of a dynamic part. */
static void append_length(struct abi_writer *w, size_t n)
{
	buf_add(w->out, zeros, WORD - 8);
	buf_add_be64(w->out, n);
}

void abi_add_u64(struct abi_writer *w, uint64_t v)
{
	uint8_t word[WORD] = {0};

	be64_store(word + WORD - 8, v);
	put_head(w, word);
}

void abi_add_u256(struct abi_writer *w, const struct u256 *v)
{
	uint8_t word[WORD];

	u256_to_be(word, v);
	put_head(w, word);
}

void abi_add_address(struct abi_writer *w, const struct address *a)
{
	uint8_t word[WORD];

	address_to_word(word, a);
	put_head(w, word);
}

void abi_add_hash(struct abi_writer *w, const struct hash *h)
{
	put_head(w, h->bytes);
}

void abi_add_bool(struct abi_writer *w, bool v)
{
	abi_add_u64(w, v ? 1 : 0);
}

void abi_add_bytes(struct abi_writer *w, const void *data, size_t len)
{
	put_offset(w);
	append_length(w, len);
	buf_add(w->out, data, len);
	if (len % WORD != 0)
		buf_add(w->out, zeros, WORD - len % WORD);
}

void abi_add_hashes(struct abi_writer *w, const uint8_t (*hashes)[32], size_t n)
{
	put_offset(w);
	append_length(w, n);
	buf_add(w->out, hashes, n * WORD);
}

void abi_begin_tuple(struct abi_writer *inner, struct abi_writer *outer, size_t words)
{
	put_offset(outer);
	abi_begin(inner, outer->out, words);
}

void abi_begin_list(struct abi_writer *inner, struct abi_writer *outer, size_t n, size_t words)
{
	put_offset(outer);
	append_length(outer, n);
	abi_begin(inner, outer->out, n * words);
}

enum status abi_open(struct abi_reader *r, const void *data, size_t len, size_t words)
{
	if (words > len / WORD)
		return ERR_PARSE;
	*r = (struct abi_reader){
		.base = data, .len = len, .heads = words * WORD, .tail = words * WORD};
	return STATUS_OK;
}

enum status abi_open_call(struct abi_reader *r, const void *calldata, size_t len,
			  const uint8_t selector[static 4], size_t words)
{
	if (len < 4 || memcmp(calldata, selector, 4) != 0)
		return ERR_PARSE;
	return abi_open(r, (const uint8_t *)calldata + 4, len - 4, words);
}

static enum status take_word(struct abi_reader *r, const uint8_t **word)
{
	if (r->head == r->heads)
		return ERR_PARSE;
	*word = r->base + r->head;
	r->head += WORD;
	return STATUS_OK;
}

/* Takes a word whose first `zero` bytes must be zero. */
static enum status take_narrow(struct abi_reader *r, const uint8_t **word, size_t zero)
{
	if (take_word(r, word) != STATUS_OK)
		return ERR_PARSE;
	return memcmp(*word, zeros, zero) == 0 ? STATUS_OK : ERR_RANGE;
}

enum status abi_take_u64(struct abi_reader *r, uint64_t *out)
{
	const uint8_t *word;
	enum status s = take_narrow(r, &word, WORD - 8);

	if (s == STATUS_OK)
		*out = be64_load(word + WORD - 8);
	return s;
}

enum status abi_take_u256(struct abi_reader *r, struct u256 *out)
{
	const uint8_t *word;
	enum status s = take_word(r, &word);

	if (s == STATUS_OK)
		*out = u256_from_be(word);
	return s;
}

enum status abi_take_address(struct abi_reader *r, struct address *out)
{
	const uint8_t *word;
	enum status s = take_narrow(r, &word, WORD - sizeof(out->bytes));

	if (s == STATUS_OK)
		memcpy(out->bytes, word + WORD - sizeof(out->bytes), sizeof(out->bytes));
	return s;
}

enum status abi_take_hash(struct abi_reader *r, struct hash *out)
{
	const uint8_t *word;
	enum status s = take_word(r, &word);

	if (s == STATUS_OK)
		memcpy(out->bytes, word, sizeof(out->bytes));
	return s;
}

enum status abi_take_bool(struct abi_reader *r, bool *out)
{
	const uint8_t *word;
	enum status s = take_narrow(r, &word, WORD - 1);

	if (s != STATUS_OK)
		return s;
	if (word[WORD - 1] > 1)
		return ERR_RANGE;
	*out = word[WORD - 1] == 1;
	return STATUS_OK;
}

/* Takes the head of a dynamic member. Its offset must be the place where the last part ended. */
static enum status take_offset(struct abi_reader *r)
{
	uint64_t offset;

	if (abi_take_u64(r, &offset) != STATUS_OK || offset != r->tail)
		return ERR_PARSE;
	return STATUS_OK;
}

/*
 * Takes an offset and, at its place, a count of elements of `size` bytes that must fit into the
 * bytes that are left.
 */
static enum status take_count(struct abi_reader *r, size_t *n, size_t size)
{
	uint64_t count;

	if (take_offset(r) != STATUS_OK || r->len - r->tail < WORD ||
	    memcmp(r->base + r->tail, zeros, WORD - 8) != 0)
		return ERR_PARSE;
	count = be64_load(r->base + r->tail + WORD - 8);
	if (count > (r->len - r->tail - WORD) / size)
		return ERR_PARSE;
	r->tail += WORD;
	*n = (size_t)count;
	return STATUS_OK;
}

enum status abi_take_bytes(struct abi_reader *r, const uint8_t **data, size_t *len)
{
	size_t n, padding;

	if (take_count(r, &n, 1) != STATUS_OK)
		return ERR_PARSE;
	padding = (WORD - n % WORD) % WORD;
	if (padding > r->len - r->tail - n || memcmp(r->base + r->tail + n, zeros, padding) != 0)
		return ERR_PARSE;
	*data = r->base + r->tail;
	*len = n;
	r->tail += n + padding;
	return STATUS_OK;
}

enum status abi_take_hashes(struct abi_reader *r, const uint8_t (**hashes)[32], size_t *n)
{
	if (take_count(r, n, WORD) != STATUS_OK)
		return ERR_PARSE;
	*hashes = (const void *)(r->base + r->tail);
	r->tail += *n * WORD;
	return STATUS_OK;
}

enum status abi_take_tuple(struct abi_reader *r, struct abi_reader *inner, size_t words)
{
	if (take_offset(r) != STATUS_OK ||
	    abi_open(inner, r->base + r->tail, r->len - r->tail, words) != STATUS_OK)
		return ERR_PARSE;
	inner->outer = r;
	return STATUS_OK;
}

enum status abi_take_list(struct abi_reader *r, struct abi_reader *inner, size_t *n, size_t words)
{
	if (take_count(r, n, words * WORD) != STATUS_OK ||
	    abi_open(inner, r->base + r->tail, r->len - r->tail, *n * words) != STATUS_OK)
		return ERR_PARSE;
	inner->outer = r;
	return STATUS_OK;
}

enum status abi_close(const struct abi_reader *r)
{
	if (r->head != r->heads)
		return ERR_PARSE;
	if (r->outer == NULL)
		return r->tail == r->len ? STATUS_OK : ERR_PARSE;
	/* Both tails count from their own tuple, and the inner one began at the outer tail. */
	r->outer->tail += r->tail;
	return STATUS_OK;
}
