/*
 * The signatures of wallet/ as a program for tests. Each line of standard input is one request: its
 * kind, a private key and the data, both in hex and apart by one space. Each gets a line:
 *
 *   tx KEY UNSIGNED      the signed transaction
 *   message KEY BYTES    r ‖ s ‖ v of a personal message
 *   typed KEY JSON       r ‖ s ‖ v of an EIP-712 document
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/eip191.h"
#include "chain/tx_read.h"
#include "tests/unit/eip712_digest.h"
#include "wallet/key_text.h"
#include "wallet/recover.h"

static struct curve *curve;

static void must(enum status s, const struct err *e)
{
	if (s == STATUS_OK)
		return;
	fprintf(stderr, "%s: %s\n", status_name(s), e->text);
	exit(1);
}

static void print_hex(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		printf("%02x", bytes[i]);
	printf("\n");
	fflush(stdout);
}

static void read_data(struct buf *out, const char *hex)
{
	buf_init(out, 4 * MIB);
	for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
		char pair[] = {hex[0], hex[1], '\0'};

		buf_add_byte(out, (uint8_t)strtoul(pair, NULL, 16));
	}
}

static void sign_tx(const struct buf *data, const struct secret *key)
{
	struct tx_signature sig;
	struct err e = {0};
	struct hash digest;
	struct buf out;
	struct tx tx;

	buf_init(&out, 4 * MIB);
	must(tx_read_unsigned(&tx, data->data, data->len, &e), &e);
	must(tx_signing_hash(&digest, &tx), &e);
	must(curve_sign(curve, &sig, &digest, secret_view(key)), &e);
	must(tx_write_signed(&out, &tx, &sig), &e);
	print_hex(out.data, out.len);
	tx_release(&tx);
	buf_release(&out);
}

static void sign_digest(const struct hash *digest, const struct secret *key)
{
	uint8_t bytes[SIGNATURE_SIZE];
	struct tx_signature sig;
	struct err e = {0};

	must(curve_sign(curve, &sig, digest, secret_view(key)), &e);
	recover_write_bytes(bytes, &sig);
	print_hex(bytes, sizeof(bytes));
}

static void sign_typed(const struct buf *data, const struct secret *key)
{
	struct json *document = NULL;
	struct err e = {0};
	struct hash digest;

	must(json_parse(&document, data->data, data->len, &e), &e);
	must(eip712_digest(&digest, NULL, document, &e), &e);
	sign_digest(&digest, key);
	json_free(document);
}

static void answer(char *line)
{
	char *rest = line;
	const char *what = strsep(&rest, " "), *key_text = strsep(&rest, " ");
	const char *hex = strsep(&rest, "\n");
	struct secret *text = NULL, *key = NULL;
	struct err e = {0};
	struct hash digest;
	struct buf data;

	if (hex == NULL)
		exit(2);
	must(secret_copy(&text, key_text, strlen(key_text), &e), &e);
	must(key_text_read(&key, text, curve, &e), &e);
	read_data(&data, hex);
	if (strcmp(what, "tx") == 0) {
		sign_tx(&data, key);
	} else if (strcmp(what, "typed") == 0) {
		sign_typed(&data, key);
	} else {
		eip191_digest(&digest, data.data, data.len);
		sign_digest(&digest, key);
	}
	buf_release(&data);
	secret_free(text);
	secret_free(key);
}

int main(void)
{
	struct err e = {0};
	char *line = NULL;
	size_t cap = 0;

	must(secret_start(&e), &e);
	must(curve_new(&curve, &e), &e);
	while (getline(&line, &cap, stdin) > 0)
		answer(line);
	free(line);
	curve_free(curve);
	return 0;
}
