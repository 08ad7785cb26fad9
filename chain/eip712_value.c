/*
 * The encoding of values: every value becomes one word of 32 bytes.
 *
 * encode() chooses by type and calls one encode_…() for each kind; encode_array() and
 * encode_struct() call it again for what is inside, no deeper than LIMIT_TYPED_DEPTH. A failure
 * comes back with the path of the member: each level puts its own name before the message.
 */
#include "chain/eip712_value.h"

#include <string.h>

#include "base/hex.h"
#include "base/parse.h"
#include "chain/keccak.h"

/* The type of a value to encode, the first `len` characters of `type`, and where it lies. */
struct typed_place {
	const struct eip712_types *types;
	const char *type;
	size_t len;
	unsigned depth;
	struct err *e;
};

static enum status encode(uint8_t out[static 32], const struct typed_place *at,
			  const struct json *value);

/* Reads "0x" and 1..64 digits. Leading zeros are allowed here, unlike in a quantity of JSON-RPC. */
static enum status parse_hex_integer(struct u256 *out, const char *text, size_t len)
{
	char plain[67] = "0x0";
	size_t n = 2;

	if (len < 3 || len > 66)
		return ERR_PARSE;
	for (size_t i = 2; i < len; i++)
		if (text[i] != '0' || n > 2 || i == len - 1)
			plain[n++] = text[i];
	return u256_parse_quantity(out, plain, n);
}

static enum status parse_integer(struct u256 *out, bool *negative, const struct json *value)
{
	const char *text = json_text(value);
	enum status s;
	int64_t v;

	*negative = false;
	if (text == NULL) {
		s = json_integer(&v, value);
		if (s == STATUS_OK) {
			*negative = v < 0;
			*out = u256_from_u64(v < 0 ? (uint64_t)-v : (uint64_t)v);
		}
		return s;
	}
	if (strncmp(text, "0x", 2) == 0)
		return parse_hex_integer(out, text, strlen(text));
	*negative = text[0] == '-';
	text += *negative ? 1 : 0;
	s = u256_parse(out, text, strlen(text));
	return s == STATUS_OK && *negative && u256_is_zero(out) ? ERR_PARSE : s;
}

enum status eip712_value_uint(struct u256 *out, const struct json *value)
{
	bool negative;
	enum status s = parse_integer(out, &negative, value);

	return s == STATUS_OK && negative ? ERR_RANGE : s;
}

static unsigned bit_length(const struct u256 *v)
{
	for (unsigned i = 4; i-- > 0;)
		if (v->limb[i] != 0)
			return 64 * (i + 1) - (unsigned)__builtin_clzll(v->limb[i]);
	return 0;
}

/* Encodes an integer in two's complement, in which -m is the complement of m-1. */
static enum status encode_integer(uint8_t out[static 32], const struct json *value, unsigned bits,
				  bool is_signed)
{
	const struct u256 one = u256_from_u64(1);
	struct u256 v;
	bool negative;
	enum status s = parse_integer(&v, &negative, value);

	if (s == STATUS_OK && negative)
		s = is_signed ? u256_sub(&v, &v, &one) : ERR_RANGE;
	if (s != STATUS_OK)
		return s;
	if (bit_length(&v) > bits - (is_signed ? 1 : 0))
		return ERR_RANGE;
	u256_to_be(out, &v);
	for (size_t i = 0; negative && i < 32; i++)
		out[i] = (uint8_t)~out[i];
	return STATUS_OK;
}

static enum status encode_address(uint8_t out[static 32], const struct json *value)
{
	const char *text = json_text(value);
	struct address a;

	if (text == NULL || address_parse(&a, text, strlen(text)) != STATUS_OK)
		return ERR_PARSE;
	address_to_word(out, &a);
	return STATUS_OK;
}

static enum status encode_bool(uint8_t out[static 32], const struct json *value)
{
	if (!json_is_bool(value))
		return ERR_PARSE;
	memset(out, 0, 32);
	out[31] = json_truth(value) ? 1 : 0;
	return STATUS_OK;
}

/* Encodes bytesN, which lies at the front of its word. */
static enum status encode_fixed_bytes(uint8_t out[static 32], const struct json *value, size_t len)
{
	const char *text = json_text(value);

	memset(out, 0, 32);
	return text == NULL ? ERR_PARSE : hex_parse(out, len, text, strlen(text));
}

static enum status encode_bytes(uint8_t out[static 32], const struct json *value)
{
	const char *text = json_text(value);
	size_t len = text == NULL ? 0 : strlen(text);
	struct keccak k;

	if (len < 2 || len % 2 != 0 || memcmp(text, "0x", 2) != 0)
		return ERR_PARSE;
	keccak_init(&k);
	for (size_t i = 2; i < len; i += 2) {
		int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
		uint8_t byte;

		if (high < 0 || low < 0)
			return ERR_PARSE;
		byte = (uint8_t)(high << 4 | low);
		keccak_update(&k, &byte, 1);
	}
	keccak_final(&k, out);
	return STATUS_OK;
}

static enum status encode_string(uint8_t out[static 32], const struct json *value)
{
	const char *text = json_text(value);

	if (text == NULL)
		return ERR_PARSE;
	keccak256(out, text, strlen(text));
	return STATUS_OK;
}

/* Encodes an array: the keccak256 of its elements' words. */
static enum status encode_array(uint8_t out[static 32], const struct typed_place *at,
				size_t element_len, const struct json *value)
{
	struct typed_place inner = *at;
	struct keccak k;
	uint64_t n;
	size_t i = 0;

	if (!json_is_array(value))
		return err_set(at->e, ERR_PARSE, "not a list");
	if (at->len - element_len > 2 &&
	    (parse_u64(&n, at->type + element_len + 1, at->len - element_len - 2) != STATUS_OK ||
	     n != json_count(value)))
		return err_set(at->e, ERR_PARSE, "not as many elements as its type says");
	inner.len = element_len;
	inner.depth++;
	keccak_init(&k);
	for (const struct json *el = json_first(value); el != NULL; el = json_next(el), i++) {
		uint8_t word[32];
		enum status s = encode(word, &inner, el);

		if (s != STATUS_OK)
			return err_prefix(at->e, s, "element %zu", i);
		keccak_update(&k, word, sizeof(word));
	}
	keccak_final(&k, out);
	return STATUS_OK;
}

static enum status encode_struct(uint8_t out[static 32], const struct typed_place *at,
				 const struct eip712_type *type, const struct json *value)
{
	struct keccak k;

	if (!json_is_object(value))
		return err_set(at->e, ERR_PARSE, "not an object");
	/*
	 * All declared members are looked up below, so more members than declared are unknown ones.
	 */
	if (json_count(value) > type->n)
		return err_set(at->e, ERR_PARSE, "has members that %s does not declare",
			       type->name);
	keccak_init(&k);
	keccak_update(&k, type->hash.bytes, sizeof(type->hash.bytes));
	for (size_t i = 0; i < type->n; i++) {
		const struct eip712_member *m = &type->members[i];
		struct typed_place inner = {at->types, m->type, strlen(m->type), at->depth + 1,
					    at->e};
		const struct json *member = json_get(value, m->name);
		uint8_t word[32];
		enum status s;

		if (member == NULL)
			return err_set(at->e, ERR_PARSE, "%s is missing", m->name);
		s = encode(word, &inner, member);
		if (s != STATUS_OK)
			return err_prefix(at->e, s, "%s", m->name);
		keccak_update(&k, word, sizeof(word));
	}
	keccak_final(&k, out);
	return STATUS_OK;
}

static enum status encode(uint8_t out[static 32], const struct typed_place *at,
			  const struct json *value)
{
	size_t element_len = eip712_types_element(at->type, at->len);
	enum status s = ERR_PARSE;
	unsigned bits;

	if (at->depth > LIMIT_TYPED_DEPTH)
		return err_set(at->e, ERR_TOO_DEEP, "nested too deep");
	if (element_len < at->len)
		return encode_array(out, at, element_len, value);
	switch (eip712_types_kind(&bits, at->type, at->len)) {
	case EIP712_UNKNOWN:
		return encode_struct(out, at, eip712_types_find(at->types, at->type, at->len),
				     value);
	case EIP712_UINT: s = encode_integer(out, value, bits, false); break;
	case EIP712_INT: s = encode_integer(out, value, bits, true); break;
	case EIP712_ADDRESS: s = encode_address(out, value); break;
	case EIP712_BOOL: s = encode_bool(out, value); break;
	case EIP712_FIXED_BYTES: s = encode_fixed_bytes(out, value, bits / 8); break;
	case EIP712_BYTES: s = encode_bytes(out, value); break;
	case EIP712_STRING: s = encode_string(out, value); break;
	}
	return s == STATUS_OK
		       ? s
		       : err_set(at->e, s, "not a value of type %.*s", (int)at->len, at->type);
}

enum status eip712_value_hash(struct hash *out, const struct eip712_types *types,
			      const struct eip712_type *type, const struct json *value,
			      struct err *e)
{
	struct typed_place at = {types, type->name, strlen(type->name), 0, e};

	return encode_struct(out->bytes, &at, type, value);
}
