#include "ur/bytewords.h"

#include <string.h>
#include <zlib.h>

#include "base/be.h"

/* The first and the last letter of each of the 256 words, from "able" to "zoom" (BCR-2020-012). */
static const char letters[] = "aeadaoaxaaahamatayasbkbdbnbtbabsbebybgbwbbbzcmchcscfcycwcecackct"
			      "cxclcpcndkdadsdidedtdrdndwdpdmdldyeheyeoeeecenemetesftfrfnfsfmfh"
			      "fzfpfwfxfyfefgflfdgagegrgsgtglgwgdgygmgughgohfhghdhkhthphhhlhyhe"
			      "hnhsidiaieihiyioisinimjejzjnjtjljojsjpjkjykpkoktkskkknkgkekikblb"
			      "lalylflslrlplnltloldlelulklgmnmymhmemomumwmdmtmsmknlnyndnsntnnne"
			      "nboyoeotoxonolospdptpkpypspmplpepfpaprqdqzrerprlrorhrdrkrfryrnrs"
			      "rtsesasrssskswstspsosgsbsfsntotktitttdtetytltbtstptatnuyuoutueur"
			      "vtvyvovlvevwvavdvswlwdwmwpwewywswtwnwzwfwkykynylyaytzszoztzczezm";

#define CHECKSUM_SIZE 4

uint32_t bytewords_checksum(const void *data, size_t len)
{
	return len == 0 ? 0 : (uint32_t)crc32_z(0, data, len);
}

/* Appends nothing but letters, so that the text is one word of any URI. */
static void write_letters(struct buf *out, const uint8_t *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_add(out, letters + 2 * (size_t)data[i], 2);
}

void bytewords_write(struct buf *out, const void *data, size_t len)
{
	uint8_t checksum[CHECKSUM_SIZE];

	be32_store(checksum, bytewords_checksum(data, len));
	write_letters(out, data, len);
	write_letters(out, checksum, sizeof(checksum));
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The byte of two letters, or -1. */
static int byte_of(const char pair[static 2])
{
	const char first = lower(pair[0]), second = lower(pair[1]);

	for (int i = 0; i < 256; i++)
		if (letters[2 * i] == first && letters[2 * i + 1] == second)
			return i;
	return -1;
}

/* The checksum is looked at last: it is found only behind all letters. */
enum status bytewords_read(struct buf *out, const char *text, size_t len)
{
	const size_t before = out->len;
	size_t body;

	if (len % 2 != 0 || len / 2 <= CHECKSUM_SIZE)
		return ERR_PARSE;
	for (size_t i = 0; i < len; i += 2) {
		int byte = byte_of(text + i);

		if (byte < 0)
			return ERR_PARSE;
		buf_add_byte(out, (uint8_t)byte);
	}
	if (buf_status(out) != STATUS_OK)
		return buf_status(out);
	body = len / 2 - CHECKSUM_SIZE;
	if (be32_load(out->data + before + body) != bytewords_checksum(out->data + before, body))
		return ERR_MISMATCH;
	out->len = before + body;
	return STATUS_OK;
}
