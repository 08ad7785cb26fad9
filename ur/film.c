#include "ur/film.h"

#include <stdio.h>
#include <string.h>

#include "ur/frame.h"

/* CBOR around a fragment: five heads, of which none has more than five bytes. */
#define PART_MOST 32

/* Bytes of a number's item in CBOR. */
static size_t item_size(uint64_t n)
{
	return n < 24 ? 1 : n < 0x100 ? 2 : n < 0x10000 ? 3 : 5;
}

enum status film_init(struct film *f, const char *type, const uint8_t *message, size_t len,
		      size_t most)
{
	*f = (struct film){.type = type};
	buf_init(&f->part, LIMIT_UR_MESSAGE + PART_MOST);
	return fountain_init(&f->parts, message, len, most);
}

void film_release(struct film *f)
{
	fountain_release(&f->parts);
	buf_release(&f->part);
}

uint32_t film_count(const struct film *f)
{
	return f->parts.choice.count;
}

/* Upper case for codes alone: letters of both cases are the same byte (bytewords.h). */
enum status film_frame(struct film *f, struct buf *out, uint32_t number)
{
	const size_t before = out->len;
	enum status s = STATUS_OK;

	if (film_count(f) == 1) {
		frame_write(out, f->type, f->parts.message, f->parts.len);
	} else {
		buf_clear(&f->part);
		fountain_part(&f->parts, &f->part, number);
		s = buf_status(&f->part);
		if (s == STATUS_OK)
			frame_write_part(out, f->type, number, film_count(f), f->part.data,
					 f->part.len);
	}
	if (s == STATUS_OK)
		s = buf_status(out);
	for (size_t i = before; s == STATUS_OK && i < out->len; i++)
		if (out->data[i] >= 'a' && out->data[i] <= 'z')
			out->data[i] = (uint8_t)(out->data[i] - ('a' - 'A'));
	return s;
}

size_t film_longest(const struct film *f, uint32_t number)
{
	const struct fountain *p = &f->parts;
	const uint32_t count = film_count(f);
	/* The checksum's item counts with its most, four bytes behind a head. */
	const size_t cbor = 1 + item_size(number) + item_size(count) + item_size(p->len) + 5 +
			    item_size(p->fragment) + p->fragment;
	char numbers[32];

	if (count == 1)
		return strlen("ur:/") + strlen(f->type) + 2 * ((size_t)p->len + 4);
	snprintf(numbers, sizeof(numbers), "%u-%u", number, count);
	return strlen("ur://") + strlen(f->type) + strlen(numbers) + 2 * (cbor + 4);
}
