#include "base/base64.h"
#include "base/buf.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Three bytes are four digits of 6 bits; '=' stands for a digit without a bit of data. */
void base64_add(struct buf *out, const void *data, size_t len)
{
	const uint8_t *p = data;

	for (size_t i = 0; i < len; i += 3) {
		size_t n = len - i < 3 ? len - i : 3;
		uint32_t v = (uint32_t)p[i] << 16;

		v |= n > 1 ? (uint32_t)p[i + 1] << 8 : 0;
		v |= n > 2 ? p[i + 2] : 0;
		buf_add_byte(out, (uint8_t)digits[v >> 18]);
		buf_add_byte(out, (uint8_t)digits[v >> 12 & 63]);
		buf_add_byte(out, (uint8_t)(n > 1 ? digits[v >> 6 & 63] : '='));
		buf_add_byte(out, (uint8_t)(n > 2 ? digits[v & 63] : '='));
	}
}
