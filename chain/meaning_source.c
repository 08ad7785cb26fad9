/*
 * The members of documents and calls.
 *
 * meaning_source_get() finds a member of a document by walking over its types and its JSON side by
 * side (get_member), and an argument of a call by the place of its name in the signature
 * (get_argument). Documents were checked by eip712_open() before. Calldata was not: every offset is
 * compared with its end (tail), and meaning_source_arguments() compares each word with its type.
 */
#include "chain/meaning_source.h"

#include <string.h>

#include "base/hex.h"
#include "chain/eip712_value.h"
#include "chain/keccak.h"

bool meaning_source_parameter(struct meaning_parameter *out, const char **at)
{
	const char *p = *at, *space = NULL;
	unsigned depth = 0;

	if (*p == ')' || *p == '\0')
		return false;
	for (; *p != '\0' && (depth > 0 || (*p != ',' && *p != ')')); p++) {
		depth += *p == '(';
		depth -= *p == ')';
		if (*p == ' ' && depth == 0 && space == NULL)
			space = p;
	}
	out->type = *at;
	out->type_len = (size_t)((space != NULL ? space : p) - *at);
	out->name = space != NULL ? space + 1 : p;
	out->name_len = (size_t)(p - out->name);
	*at = *p == ',' ? p + 1 : p;
	return true;
}

void meaning_source_selector(uint8_t out[static 4], const char *signature)
{
	const char *at = strchr(signature, '(') + 1;
	struct meaning_parameter p;
	struct hash hash;
	struct keccak k;
	bool first = true;

	keccak_init(&k);
	keccak_update(&k, signature, (size_t)(at - signature));
	for (; meaning_source_parameter(&p, &at); first = false) {
		keccak_update(&k, ",", first ? 0 : 1);
		keccak_update(&k, p.type, p.type_len);
	}
	keccak_update(&k, ")", 1);
	keccak_final(&k, hash.bytes);
	memcpy(out, hash.bytes, 4);
}

static bool same(const char *name, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(name, word, len) == 0;
}

/* The JSON of a value of an atomic type, which was checked when the document was opened. */
static enum status read_json(struct meaning_value *out, const struct json *value)
{
	switch (out->kind) {
	case EIP712_UINT: return eip712_value_uint(&out->number, value);
	case EIP712_BOOL: out->number = u256_from_u64(json_truth(value) ? 1 : 0); break;
	case EIP712_ADDRESS:
		return address_parse(&out->address, json_text(value), strlen(json_text(value)));
	case EIP712_FIXED_BYTES: {
		uint8_t word[32] = {0};
		enum status s =
			hex_parse(word, out->bits / 8, json_text(value), strlen(json_text(value)));

		out->number = u256_from_be(word);
		return s;
	}
	case EIP712_BYTES:
		out->text = json_text(value);
		out->n = (strlen(out->text) - 2) / 2;
		break;
	case EIP712_STRING:
		out->text = json_text(value);
		out->n = strlen(out->text);
		break;
	case EIP712_INT: out->text = json_text(value); break;
	case EIP712_UNKNOWN: out->n = json_count(value); break;
	}
	return STATUS_OK;
}

static const struct json *element_of(const struct json *list, size_t element)
{
	const struct json *at = json_first(list);

	while (at != NULL && element-- > 0)
		at = json_next(at);
	return at;
}

static const struct eip712_member *find_member(const struct eip712_type *type, const char *name,
					       size_t len)
{
	for (size_t i = 0; type != NULL && i < type->n; i++)
		if (same(name, len, type->members[i].name))
			return &type->members[i];
	return NULL;
}

/* Walks down from the message, one name of the path at a time. */
static enum status get_member(struct meaning_value *out, const struct eip712_document *d,
			      const char *path, size_t len, size_t element)
{
	const struct eip712_type *type = d->primary;
	const struct json *value = d->message;

	for (;;) {
		const char *dot = memchr(path, '.', len);
		size_t n = dot != NULL ? (size_t)(dot - path) : len;
		const struct eip712_member *m = find_member(type, path, n);
		size_t type_len, inner;

		if (m == NULL)
			return ERR_NOT_FOUND;
		value = json_get(value, m->name);
		type_len = strlen(m->type);
		inner = eip712_types_element(m->type, type_len);
		if (dot == NULL) {
			if (inner == type_len)
				out->kind = eip712_types_kind(&out->bits, m->type, type_len);
			return read_json(out, value);
		}
		if (inner < type_len)
			value = element_of(value, element);
		if (value == NULL)
			return ERR_NOT_FOUND;
		type = eip712_types_find(&d->types, m->type, inner);
		path = dot + 1;
		len -= n + 1;
	}
}

/* The word at `at` as a number that lies within the calldata. */
static bool word_at(size_t *out, const struct meaning_source *s, size_t at)
{
	struct u256 v;
	uint64_t n;

	if (at > s->len || s->len - at < 32)
		return false;
	v = u256_from_be(s->args + at);
	if (u256_to_u64(&n, &v) != STATUS_OK || n > s->len)
		return false;
	*out = (size_t)n;
	return true;
}

/*
 * The dynamic part whose offset is the word at `head`, counted from `base`. Out: where its contents
 * begin, behind their number, and that number, of bytes or of elements.
 */
static bool tail(size_t *begin, size_t *n, const struct meaning_source *s, size_t base, size_t head)
{
	size_t offset;

	if (!word_at(&offset, s, head) || !word_at(n, s, base + offset))
		return false;
	*begin = base + offset + 32;
	return true;
}

static bool bytes_at(const uint8_t **bytes, size_t *n, const struct meaning_source *s, size_t base,
		     size_t head)
{
	size_t begin;

	if (!tail(&begin, n, s, base, head) || *n > s->len - begin)
		return false;
	*bytes = s->args + begin;
	return true;
}

/* The type of the argument `name`, and its place among the words. */
static bool find_argument(struct meaning_parameter *out, size_t *head,
			  const struct meaning_source *s, const char *name, size_t len)
{
	const char *at = strchr(s->signature, '(') + 1;

	for (*head = 0; meaning_source_parameter(out, &at); *head += 32)
		if (out->name_len == len && memcmp(out->name, name, len) == 0)
			return true;
	return false;
}

static enum status get_argument(struct meaning_value *out, const struct meaning_source *s,
				const char *name, size_t len)
{
	struct meaning_parameter p;
	size_t head, begin;

	if (!find_argument(&p, &head, s, name, len) || s->len < head + 32)
		return ERR_NOT_FOUND;
	out->kind = eip712_types_kind(&out->bits, p.type, p.type_len);
	out->number = u256_from_be(s->args + head);
	memcpy(out->address.bytes, s->args + head + 12, sizeof(out->address.bytes));
	switch (out->kind) {
	case EIP712_BYTES:
	case EIP712_STRING:
		return bytes_at(&out->bytes, &out->n, s, 0, head) ? STATUS_OK : ERR_PARSE;
	case EIP712_UNKNOWN: return tail(&begin, &out->n, s, 0, head) ? STATUS_OK : ERR_PARSE;
	case EIP712_BOOL: out->number = u256_from_u64(u256_is_zero(&out->number) ? 0 : 1); break;
	case EIP712_ADDRESS:
	case EIP712_UINT:
	case EIP712_INT:
	case EIP712_FIXED_BYTES: break;
	}
	return STATUS_OK;
}

enum status meaning_source_get(struct meaning_value *out, const struct meaning_source *s,
			       const char *path, size_t len, size_t element)
{
	*out = (struct meaning_value){0};
	return s->document != NULL ? get_member(out, s->document, path, len, element)
				   : get_argument(out, s, path, len);
}

enum status meaning_source_bytes(struct buf *out, const struct meaning_source *s, const char *path,
				 size_t element)
{
	struct meaning_value v;
	size_t begin, head;
	struct meaning_parameter p;
	enum status status = meaning_source_get(&v, s, path, strlen(path), element);

	if (status != STATUS_OK)
		return status;
	if (v.kind == EIP712_BYTES && element > 0)
		return ERR_NOT_FOUND;
	if (v.kind == EIP712_BYTES && s->document != NULL) {
		for (const char *at = v.text + 2; *at != '\0'; at += 2)
			buf_add_byte(out, (uint8_t)(hex_digit(at[0]) << 4 | hex_digit(at[1])));
		return buf_status(out);
	}
	if (v.kind == EIP712_UNKNOWN && s->document == NULL &&
	    find_argument(&p, &head, s, path, strlen(path))) {
		if (element >= v.n)
			return ERR_NOT_FOUND;
		if (!tail(&begin, &v.n, s, 0, head) ||
		    !bytes_at(&v.bytes, &v.n, s, begin, begin + 32 * element))
			return ERR_PARSE;
	} else if (v.kind != EIP712_BYTES) {
		return ERR_NOT_FOUND;
	}
	buf_add(out, v.bytes, v.n);
	return buf_status(out);
}

static bool all_are(const uint8_t *bytes, size_t n, uint8_t wanted)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] != wanted)
			return false;
	return true;
}

static bool fits_type(enum eip712_kind kind, unsigned bits, const uint8_t word[static 32])
{
	const size_t n = bits / 8;

	switch (kind) {
	case EIP712_UINT: return all_are(word, 32 - n, 0);
	case EIP712_INT: return all_are(word, 32 - n, (word[32 - n] & 0x80) != 0 ? 0xff : 0);
	case EIP712_FIXED_BYTES: return all_are(word + n, 32 - n, 0);
	case EIP712_ADDRESS: return all_are(word, 12, 0);
	case EIP712_BOOL: return all_are(word, 31, 0) && word[31] <= 1;
	case EIP712_BYTES:
	case EIP712_STRING:
	case EIP712_UNKNOWN: break; /* an offset, which tail() checks */
	}
	return true;
}

/* The end of bytes of this length, with their padding as far as it is there. */
static size_t padded(const struct meaning_source *s, size_t begin, size_t n)
{
	size_t end = begin + (n + 31) / 32 * 32;

	return end < s->len ? end : s->len;
}

/* Finds the end of a dynamic argument; that of a list of tuples is taken to be the calldata's. */
static bool find_end(size_t *end, const struct meaning_source *s, enum eip712_kind kind,
		     const struct meaning_parameter *p, size_t head)
{
	const uint8_t *bytes;
	size_t begin, n, len;

	if (kind != EIP712_UNKNOWN) {
		if (!bytes_at(&bytes, &n, s, 0, head))
			return false;
		*end = padded(s, (size_t)(bytes - s->args), n);
		return true;
	}
	if (!tail(&begin, &n, s, 0, head) || n > (s->len - begin) / 32)
		return false;
	*end = p->type[0] == '(' ? s->len : begin + 32 * n;
	for (size_t i = 0; same(p->type, p->type_len, "bytes[]") && i < n; i++) {
		if (!bytes_at(&bytes, &len, s, begin, begin + 32 * i))
			return false;
		len = padded(s, (size_t)(bytes - s->args), len);
		*end = len > *end ? len : *end;
	}
	return true;
}

enum status meaning_source_arguments(size_t *extra, const struct meaning_source *s)
{
	const char *at = strchr(s->signature, '(') + 1;
	size_t head = 0, end = 0, furthest = 0;
	struct meaning_parameter p;

	for (; meaning_source_parameter(&p, &at); head += 32) {
		unsigned bits;
		enum eip712_kind kind = eip712_types_kind(&bits, p.type, p.type_len);
		bool dynamic =
			kind == EIP712_BYTES || kind == EIP712_STRING || kind == EIP712_UNKNOWN;

		if (s->len < head + 32 || !fits_type(kind, bits, s->args + head) ||
		    (dynamic && !find_end(&end, s, kind, &p, head)))
			return ERR_PARSE;
		furthest = end > furthest ? end : furthest;
	}
	furthest = head > furthest ? head : furthest;
	*extra = s->len - furthest;
	return STATUS_OK;
}
