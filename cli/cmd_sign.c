/* byline sign: messages and typed documents, which move nothing by themselves. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/shown_account.h"
#include "app/sign_text.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/text.h"
#include "chain/eip191.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/output.h"
#include "cli/values.h"

/* What shall be signed: the bytes, what their signature is over, and what is said of them. */
struct signing {
	bool typed;
	struct buf bytes;
	struct hash digest;
	struct eip712_summary summary;
	struct address account;
	const char *confirm;
};

static enum status sign(struct cli *cli, const struct signing *in, uint8_t *sig, struct err *e)
{
	const struct hash *expect;
	struct hash room;
	enum status s = cmd_parse_expect(cli, &expect, &room, e);

	if (s == STATUS_OK && expect != NULL && !hash_equal(expect, &in->digest))
		s = err_set(e, ERR_MISMATCH,
			    "the digest is not the one given with --expect; nothing was signed");
	if (s == STATUS_OK && expect == NULL)
		s = cmd_confirm_as(in->confirm, "SIGN", "Type SIGN to sign: ", e);
	if (s == STATUS_OK)
		s = cmd_unlock(cli, e);
	if (s != STATUS_OK)
		return s;
	return in->typed ? sign_typed(cli->app, sig, &in->account, in->bytes.data, in->bytes.len, e)
			 : sign_message(cli->app, sig, &in->account, in->bytes.data, in->bytes.len,
					e);
}

/* All of what is signed, cleaned: what cannot be shown is not signed. */
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

static enum status tell(const struct cli *cli, const struct signing *in, const uint8_t *sig,
			struct err *e)
{
	char hex[2 * TEXT_SIGNATURE_SIZE + 3];
	struct json *top;

	if (!cli->json) {
		hex_format(hex, sig, TEXT_SIGNATURE_SIZE);
		cmd_say(cli, "%s", hex);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "kind", in->typed ? "typed" : "message");
	cmd_add_address(top, "account", &in->account);
	json_add_hex(top, "digest", in->digest.bytes, sizeof(in->digest.bytes));
	json_add_hex(top, "signature", sig, TEXT_SIGNATURE_SIZE);
	return cmd_print_json(top, e);
}

static enum status finish(struct cli *cli, struct signing *in, struct err *e)
{
	uint8_t sig[TEXT_SIGNATURE_SIZE];
	enum status s = cmd_require_vault(cli, e);

	if (s == STATUS_OK)
		s = shown_account(cli->app, &in->account, NULL, e);
	if (s == STATUS_OK && (!cli->json || (cli->expect == NULL && in->confirm == NULL)))
		s = review(cli, in, e);
	if (s == STATUS_OK)
		s = sign(cli, in, sig, e);
	return s == STATUS_OK ? tell(cli, in, sig, e) : s;
}

static enum status run_message(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct signing in = {0};
	const char *file = NULL;
	const struct option_spec specs[] = {
		{"file", NULL, &file},
		{"confirm", NULL, &in.confirm},
		{NULL, NULL, NULL},
	};
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, file == NULL, file == NULL, cmd_find("sign")->synopsis,
				       e);
	if (s != STATUS_OK)
		return s;
	buf_init(&in.bytes, LIMIT_TYPED_DATA);
	if (file != NULL)
		s = file_read(&in.bytes, file, e);
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
	struct signing in = {.typed = true};
	const struct option_spec specs[] = {
		{"confirm", NULL, &in.confirm},
		{NULL, NULL, NULL},
	};
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 1, 1, cmd_find("sign")->synopsis, e);
	if (s != STATUS_OK)
		return s;
	buf_init(&in.bytes, LIMIT_TYPED_DATA);
	s = file_read(&in.bytes, argv[0], e);
	if (s == STATUS_OK)
		s = read_typed(cli->app, &in.digest, &in.summary, in.bytes.data, in.bytes.len, e);
	if (s == STATUS_OK)
		s = finish(cli, &in, e);
	buf_release(&in.bytes);
	return s;
}

enum status cmd_sign(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct subcommand family[] = {
		{"message", run_message},
		{"typed", run_typed},
		{NULL, NULL},
	};

	return cmd_run_family(cli, argc, argv, family, "sign", e);
}
