/*
 * Walking over types and values side by side. The document was opened, so that every value is of
 * its type and nothing nests deeper than LIMIT_TYPED_DEPTH.
 */
#include "chain/eip712_text.h"

#include <string.h>

#include "base/reveal.h"
#include "chain/eip712_value.h"
#include "chain/u256.h"

/* A value to write: its type, the first `len` characters of `type`, and where its lines begin. */
struct typed_line {
	struct buf *out;
	const struct eip712_types *types;
	const char *type;
	size_t len;
	unsigned indent;
	bool ascii;
};

static void write_value(const struct typed_line *at, const struct json *value);

void eip712_text_lines(struct buf *out, const void *text, size_t len, unsigned indent, bool ascii)
{
	struct buf lines;
	const char *line;

	/* A character is named by 10 bytes at most. */
	buf_init(&lines, 12 * len + 1);
	reveal_text(&lines, text, len, ascii);
	line = buf_str(&lines);
	for (;;) {
		size_t n = strcspn(line, "\n");

		buf_addf(out, "%*s| %.*s\n", (int)indent, "", (int)n, line);
		if (line[n] == '\0')
			break;
		line += n + 1;
	}
	buf_release(&lines);
}

/* Hex and decimal numbers of a document look the same here, in decimal digits. */
static void write_number(const struct typed_line *at, const struct json *value, bool is_signed)
{
	char digits[U256_DECIMAL_SIZE];
	const char *text = json_text(value);
	struct u256 v;
	int64_t small;

	if (eip712_value_uint(&v, value) == STATUS_OK) {
		u256_format(digits, &v);
		buf_addf(at->out, " %s\n", digits);
	} else if (is_signed && text != NULL) {
		buf_addf(at->out, " %s\n", text);
	} else if (json_integer(&small, value) == STATUS_OK) {
		buf_addf(at->out, " %lld\n", (long long)small);
	}
}

static void write_address(const struct typed_line *at, const struct json *value)
{
	char text[ADDRESS_TEXT_SIZE];
	struct address a;

	if (address_parse(&a, json_text(value), strlen(json_text(value))) != STATUS_OK)
		return;
	address_format(text, &a);
	buf_addf(at->out, " %s\n", text);
}

static void write_struct(const struct typed_line *at, const struct json *value)
{
	const struct eip712_type *type = eip712_types_find(at->types, at->type, at->len);

	for (size_t i = 0; type != NULL && i < type->n; i++) {
		const struct eip712_member *m = &type->members[i];
		struct typed_line inner = *at;

		inner.type = m->type;
		inner.len = strlen(m->type);
		inner.indent += 2;
		buf_addf(at->out, "%*s%s:", (int)at->indent, "", m->name);
		write_value(&inner, json_get(value, m->name));
	}
}

/* Elements are counted from 1, as people do. */
static void write_list(const struct typed_line *at, size_t element_len, const struct json *value)
{
	struct typed_line inner = *at;
	size_t i = 0;

	inner.len = element_len;
	inner.indent += 2;
	buf_addf(at->out, " %zu item%s\n", json_count(value), json_count(value) == 1 ? "" : "s");
	for (const struct json *e = json_first(value); e != NULL; e = json_next(e)) {
		buf_addf(at->out, "%*s%zu:", (int)at->indent, "", ++i);
		write_value(&inner, e);
	}
}

static void write_value(const struct typed_line *at, const struct json *value)
{
	size_t element_len = eip712_types_element(at->type, at->len);
	const char *text = json_text(value);
	unsigned bits;

	if (element_len < at->len) {
		write_list(at, element_len, value);
		return;
	}
	switch (eip712_types_kind(&bits, at->type, at->len)) {
	case EIP712_UNKNOWN:
		buf_addf(at->out, " %.*s\n", (int)at->len, at->type);
		write_struct(at, value);
		break;
	case EIP712_UINT: write_number(at, value, false); break;
	case EIP712_INT: write_number(at, value, true); break;
	case EIP712_ADDRESS: write_address(at, value); break;
	case EIP712_BOOL: buf_addf(at->out, " %s\n", json_truth(value) ? "true" : "false"); break;
	case EIP712_FIXED_BYTES: buf_addf(at->out, " %s\n", text); break;
	case EIP712_BYTES:
		buf_addf(at->out, " %zu bytes %s\n", (strlen(text) - 2) / 2, text);
		break;
	case EIP712_STRING:
		buf_addf(at->out, " a text of %zu bytes\n", strlen(text));
		eip712_text_lines(at->out, text, strlen(text), at->indent, at->ascii);
		break;
	}
}

void eip712_text(struct buf *out, const struct eip712_document *d, unsigned indent, bool ascii)
{
	const struct typed_line at = {.out = out,
				      .types = &d->types,
				      .type = d->primary->name,
				      .len = strlen(d->primary->name),
				      .indent = indent,
				      .ascii = ascii};

	write_struct(&at, d->message);
}
