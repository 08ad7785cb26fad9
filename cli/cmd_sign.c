/*
 * byline sign: signs a personal message (EIP-191) or a typed document (EIP-712).
 *
 * Both members read the bytes and compute their digest, then finish() goes the same way for them:
 * review(), sign(), print_signature(). What cannot be shown is not signed: the review has every
 * byte of the text, cleaned, and names what a typed document leaves open.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/shown_account.h"
#include "app/sign_text.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/text.h"
#include "chain/eip191.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/read.h"

struct message_options {
	const char *file;
	const char *confirm;
};

static const struct cmd_option message_options[] = {
	CMD_VALUE("file", "FILE", struct message_options, file),
	CMD_VALUE("confirm", "SIGN", struct message_options, confirm),
	CMD_OPTIONS_END,
};

struct typed_options {
	const char *confirm;
};

static const struct cmd_option typed_options[] = {
	CMD_VALUE("confirm", "SIGN", struct typed_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run_message, run_typed;

static const struct command message_command = {
	.name = "message",
	.synopsis = "sign message TEXT, or --file FILE",
	.summary = "a personal message (EIP-191)",
	.options = message_options,
	.max_operands = 1,
	.run = run_message,
};

static const struct command typed_command = {
	.name = "typed",
	.synopsis = "sign typed FILE",
	.summary = "a typed document (EIP-712)",
	.options = typed_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_typed,
};

static const struct command *const members[] = {&message_command, &typed_command, NULL};

const struct command cmd_sign = {
	.name = "sign",
	.summary = "Sign a message or a typed document",
	.help = "Both show what is signed and ask for SIGN to be typed.\n"
		"  --confirm SIGN  for scripts; or --expect DIGEST\n",
	.members = members,
};

/* One signature: its bytes, the digest that is signed, and who signs. */
struct signing {
	bool typed;
	struct buf bytes;
	struct hash digest;
	struct eip712_summary summary;
	struct address account;
	const char *confirm;
};

/* Confirms by --expect, by --confirm or on the terminal, then signs. */
static enum status sign(struct cli *cli, const struct signing *in, uint8_t *sig, struct err *e)
{
	const struct hash *expect;
	struct hash room;
	enum status s = cmd_read_expect(cli, &expect, &room, e);

	if (s == STATUS_OK && expect != NULL && !hash_equal(expect, &in->digest))
		s = err_set(
			e, ERR_MISMATCH,
			"the document has another digest than --expect gives; nothing was signed");
	if (s == STATUS_OK && expect == NULL)
		s = cmd_prompt_confirm(in->confirm, "SIGN", "Type SIGN to sign: ", e);
	if (s == STATUS_OK)
		s = cmd_own_vault_unlock(cli, e);
	if (s != STATUS_OK)
		return s;
	return in->typed ? sign_typed(cli->app, sig, &in->account, in->bytes.data, in->bytes.len, e)
			 : sign_message(cli->app, sig, &in->account, in->bytes.data, in->bytes.len,
					e);
}

/*
 * Prints all of what is signed. A document without a chain or contract is valid everywhere, which
 * the review marks with "!".
 */
static enum status review(const struct cli *cli, const struct signing *in, struct err *e)
{
	FILE *to = cli->json ? stderr : stdout;
	char digest[HASH_TEXT_SIZE], account[ADDRESS_TEXT_SIZE], contract[ADDRESS_TEXT_SIZE];
	size_t cap = 3 * in->bytes.len + 1; /* a byte becomes a U+FFFD of three at most */
	char *text = malloc(cap);

	if (text == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");

	hash_format(digest, &in->digest);
	address_format(account, &in->account);
	if (in->typed) {
		const struct eip712_summary *d = &in->summary;

		fprintf(to, "SIGN A TYPED DOCUMENT\n\n  Domain   %s %s\n", d->domain_name,
			d->domain_version);
		if (d->has_chain_id)
			fprintf(to, "  Chain    %llu\n", (unsigned long long)d->chain_id);
		else
			fprintf(to, "  Chain    ! none: valid on every chain\n");
		address_format(contract, &d->contract);
		fprintf(to, "  Contract %s\n  Type     %s\n\n",
			d->has_contract ? contract : "! none: valid for every contract",
			d->primary_type);
	} else {
		fprintf(to, "SIGN A MESSAGE of %zu bytes\n\n", in->bytes.len);
	}
	text_clean(text, cap, in->bytes.data, in->bytes.len);
	fprintf(to, "%s\n\n  Account  %s\n  Digest   %s\n\n", text, account, digest);
	if (in->typed)
		fprintf(to, "Typed documents can move money: sign only what you understand.\n\n");
	fflush(to);
	free(text);
	return STATUS_OK;
}

/* The signature alone on stdout, so that a script can take it as it is. */
static enum status print_signature(const struct cli *cli, const struct signing *in,
				   const uint8_t *sig, struct err *e)
{
	char hex[2 * TEXT_SIGNATURE_SIZE + 3];
	struct json *top;

	if (!cli->json) {
		hex_format(hex, sig, TEXT_SIGNATURE_SIZE);
		cmd_print_line(cli, "%s", hex);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "kind", in->typed ? "typed" : "message");
	member_add_address(top, "account", &in->account);
	json_add_hex(top, "digest", in->digest.bytes, sizeof(in->digest.bytes));
	json_add_hex(top, "signature", sig, TEXT_SIGNATURE_SIZE);
	return cmd_print_json(top, e);
}

/* Shows, confirms and signs. A script that knows the digest or confirms sees no review. */
static enum status finish(struct cli *cli, struct signing *in, struct err *e)
{
	uint8_t sig[TEXT_SIGNATURE_SIZE];
	enum status s = cmd_own_vault_require(cli, e);

	if (s == STATUS_OK)
		s = shown_account(cli->app, &in->account, e);
	if (s == STATUS_OK && (!cli->json || (cli->expect == NULL && in->confirm == NULL)))
		s = review(cli, in, e);
	if (s == STATUS_OK)
		s = sign(cli, in, sig, e);
	return s == STATUS_OK ? print_signature(cli, in, sig, e) : s;
}

static enum status run_message(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct message_options o = {0};
	struct signing in = {0};
	enum status s = cmd_args_take(&o, argc, argv, &message_command, e);

	if (s == STATUS_OK && (o.file != NULL) == (argv[0] != NULL))
		s = cmd_args_usage(&message_command, e);
	if (s != STATUS_OK)
		return s;
	in.confirm = o.confirm;
	buf_init(&in.bytes, LIMIT_TYPED_DATA);
	if (o.file != NULL)
		s = file_read(&in.bytes, o.file, e);
	else
		buf_add_str(&in.bytes, argv[0]);
	if (s == STATUS_OK && buf_status(&in.bytes) != STATUS_OK)
		s = err_set(e, ERR_LIMIT, "the message is too long");
	if (s == STATUS_OK) {
		eip191_digest(&in.digest, in.bytes.data, in.bytes.len);
		s = finish(cli, &in, e);
	}
	buf_release(&in.bytes);
	return s;
}

static enum status run_typed(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct typed_options o = {0};
	struct signing in = {.typed = true};
	enum status s = cmd_args_take(&o, argc, argv, &typed_command, e);

	if (s != STATUS_OK)
		return s;
	in.confirm = o.confirm;
	buf_init(&in.bytes, LIMIT_TYPED_DATA);
	s = file_read(&in.bytes, argv[0], e);
	if (s == STATUS_OK)
		s = read_typed(cli->app, &in.digest, &in.summary, in.bytes.data, in.bytes.len, e);
	if (s == STATUS_OK)
		s = finish(cli, &in, e);
	buf_release(&in.bytes);
	return s;
}
