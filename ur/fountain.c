#include "ur/fountain.h"

#include <stdlib.h>
#include <string.h>

#include "ur/bytewords.h"
#include "ur/part.h"

/* The fewest fragments that `most` allows, and each as short as that number allows. */
enum status fountain_init(struct fountain *f, const uint8_t *message, size_t len, size_t most)
{
	size_t count, fragment;
	enum status s;

	*f = (struct fountain){.message = message};
	if (len == 0 || len > LIMIT_UR_MESSAGE || most == 0)
		return ERR_LIMIT;
	count = (len + most - 1) / most;
	if (count > LIMIT_UR_PARTS)
		return ERR_LIMIT;
	fragment = (len + count - 1) / count;
	f->len = (uint32_t)len;
	f->fragment = (uint32_t)fragment;
	f->checksum = bytewords_checksum(message, len);
	f->mixed = malloc(fragment);
	s = f->mixed == NULL ? ERR_MEMORY : fragments_init(&f->choice, (uint32_t)count);
	if (s != STATUS_OK)
		fountain_release(f);
	return s;
}

/* The message stays the caller's. */
void fountain_release(struct fountain *f)
{
	fragments_release(&f->choice);
	free(f->mixed);
	f->mixed = NULL;
}

/* The last fragment ends with the message; the zeros that fill it up change nothing. */
static void mix_in(struct fountain *f, uint32_t index)
{
	const size_t from = (size_t)index * f->fragment;
	const size_t n = f->len - from < f->fragment ? f->len - from : f->fragment;

	for (size_t i = 0; i < n; i++)
		f->mixed[i] ^= f->message[from + i];
}

/* Exclusive-or has no order, so that the order of the choice does not matter. */
void fountain_part(struct fountain *f, struct buf *out, uint32_t number)
{
	const uint32_t n = fragments_choose(&f->choice, number, f->checksum);

	memset(f->mixed, 0, f->fragment);
	for (uint32_t i = 0; i < n; i++)
		mix_in(f, f->choice.order[i]);
	part_write(out, &(struct part){.number = number,
				       .count = f->choice.count,
				       .message_len = f->len,
				       .checksum = f->checksum,
				       .data = f->mixed,
				       .len = f->fragment});
}
