#include "ur/part.h"

#include "ur/cbor.h"

/* BCR-2020-005, "Multi-part": seqNum, seqLen, messageLen, checksum, data. */
#define MEMBERS 5

void part_write(struct buf *out, const struct part *p)
{
	cbor_add_array(out, MEMBERS);
	cbor_add_uint(out, p->number);
	cbor_add_uint(out, p->count);
	cbor_add_uint(out, p->message_len);
	cbor_add_uint(out, p->checksum);
	cbor_add_bytes(out, p->data, p->len);
}

/* A sender that counts otherwise than its fragments' length says would lead to another message. */
static enum status judge_part(const uint64_t v[static 4], size_t len)
{
	const uint64_t number = v[0], count = v[1], message = v[2];

	if (number == 0 || number > UINT32_MAX || count == 0 || message == 0 || v[3] > UINT32_MAX ||
	    len == 0)
		return ERR_PARSE;
	if (message > LIMIT_UR_MESSAGE || count > LIMIT_UR_PARTS)
		return ERR_LIMIT;
	return len <= message && (message + len - 1) / len == count ? STATUS_OK : ERR_PARSE;
}

/* The bytes behind the last item would be somebody's own, so that there may be none. */
enum status part_read(struct part *out, const void *data, size_t len)
{
	struct cursor c = cursor_of(data, len);
	uint64_t n, v[MEMBERS - 1] = {0};
	enum status s = cbor_array(&c, &n);

	if (s == STATUS_OK && n != MEMBERS)
		s = ERR_PARSE;
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(v); i++)
		s = cbor_uint(&c, &v[i]);
	if (s == STATUS_OK)
		s = cbor_bytes(&c, &out->data, &out->len);
	if (s == STATUS_OK && cursor_left(&c) != 0)
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = judge_part(v, out->len);
	if (s != STATUS_OK)
		return s;
	out->number = (uint32_t)v[0];
	out->count = (uint32_t)v[1];
	out->message_len = (uint32_t)v[2];
	out->checksum = (uint32_t)v[3];
	return STATUS_OK;
}
