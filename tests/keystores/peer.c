/*
 * The keystores of wallet/ as a program for tests, and its extended public keys.
 *
 * Standard input has a passphrase in hex and a line end; then, with the argument `write`, a private
 * key as text, or with `read` a keystore. The other of the two goes to standard output. With
 * `watch` an extended public key follows, and its first 20 accounts go there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "wallet/key_text.h"
#include "wallet/keystore.h"
#include "wallet/xpub.h"

static void must(enum status s, const struct err *e)
{
	if (s == STATUS_OK)
		return;
	fprintf(stderr, "%s: %s\n", status_name(s), e->text);
	exit(1);
}

static void read_input(struct buf *input)
{
	uint8_t *at;
	size_t got = 0;

	buf_init(input, 1 * MIB);
	while ((at = buf_reserve(input, 4 * KIB)) != NULL &&
	       (got = fread(at, 1, 4 * KIB, stdin)) > 0)
		buf_grew(input, got);
	if (at == NULL)
		exit(2);
}

/* The passphrase in the first line, and where the rest begins. */
static struct secret *take_passphrase(const char **rest, const char *text)
{
	const char *end = strchr(text, '\n');
	struct secret *passphrase = NULL;
	struct err e = {0};

	if (end == NULL || end == text || (end - text) % 2 != 0)
		exit(2);
	must(secret_new(&passphrase, (size_t)(end - text) / 2, &e), &e);
	for (size_t i = 0; i < secret_len(passphrase); i++) {
		char pair[] = {text[2 * i], text[2 * i + 1], '\0'};

		secret_bytes(passphrase)[i] = (uint8_t)strtoul(pair, NULL, 16);
	}
	*rest = end + 1;
	return passphrase;
}

static void print_accounts(const char *xpub)
{
	char child[XPUB_CHILD_SIZE], text[ADDRESS_TEXT_SIZE];
	struct address address;
	struct err e = {0};
	struct xpub x;

	must(xpub_parse(&x, xpub, &e), &e);
	for (uint32_t i = 0; i < 20; i++) {
		must(xpub_address(&address, child, &x, i, &e), &e);
		address_format(text, &address);
		printf("%s %s\n", child, text);
	}
}

int main(int argc, char **argv)
{
	struct secret *passphrase, *text = NULL, *key = NULL;
	struct curve *curve = NULL;
	struct address address;
	struct buf input, file;
	struct err e = {0};
	const char *rest;

	must(secret_start(&e), &e);
	must(curve_new(&curve, &e), &e);
	buf_init(&file, LIMIT_KEYSTORE);
	read_input(&input);
	passphrase = take_passphrase(&rest, buf_str(&input));
	if (argc == 2 && strcmp(argv[1], "write") == 0) {
		must(secret_copy(&text, rest, strlen(rest), &e), &e);
		must(key_text_read(&key, text, curve, &e), &e);
		must(keystore_write(&file, key, passphrase, curve, &e), &e);
		printf("%s", buf_str(&file));
	} else if (argc == 2 && strcmp(argv[1], "read") == 0) {
		must(keystore_read(&key, &address, (const uint8_t *)rest, strlen(rest), passphrase,
				   curve, &e),
		     &e);
		printf("0x");
		for (size_t i = 0; i < secret_len(key); i++)
			printf("%02x", secret_view(key)[i]);
	} else if (argc == 2 && strcmp(argv[1], "watch") == 0) {
		print_accounts(rest);
	} else {
		return 2;
	}
	secret_free(key);
	secret_free(text);
	secret_free(passphrase);
	buf_release(&file);
	buf_release(&input);
	curve_free(curve);
	return 0;
}
