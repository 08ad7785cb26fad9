/*
 * byline sign: signs a personal message (EIP-191) or a typed document (EIP-712).
 *
 * Both members read the bytes, their digest and their meaning, then finish() goes the same way for
 * them: the review, what has to be asked for by name, sign(), print_signature(). What cannot be
 * shown is not signed. The signer judges the bytes once more by itself (wallet/signer_text.c): the
 * rules here only come earlier, before a passphrase is typed.
 */
#include "act/expect.h"
#include "act/sign_text.h"
#include "app/shown_account.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hex.h"
#include "chain/eip191.h"
#include "chain/meaning_message.h"
#include "chain/member.h"
#include "chain/review_text.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/pager.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/read.h"

/* Room for the longest review: a name of 10 bytes for each byte, and the indent of each line. */
#define REVIEW_MAX (64 * MIB)

struct message_options {
	const char *file;
	const char *domain;
	const char *confirm;
	const char *allow;
};

static const struct cmd_option message_options[] = {
	CMD_VALUE("file", "FILE", struct message_options, file),
	CMD_VALUE("domain", "NAME", struct message_options, domain),
	CMD_VALUE("confirm", "TEXT", struct message_options, confirm),
	CMD_VALUE("allow", "NAMES", struct message_options, allow),
	CMD_OPTIONS_END,
};

struct typed_options {
	const char *confirm;
	const char *allow;
};

static const struct cmd_option typed_options[] = {
	CMD_VALUE("confirm", "TEXT", struct typed_options, confirm),
	CMD_VALUE("allow", "NAMES", struct typed_options, allow),
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
	.needs = CMD_NEEDS_VAULT,
};

static const struct command typed_command = {
	.name = "typed",
	.synopsis = "sign typed FILE",
	.summary = "a typed document (EIP-712)",
	.options = typed_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_typed,
	.needs = CMD_NEEDS_VAULT,
};

static const struct command *const members[] = {&message_command, &typed_command, NULL};

const struct command cmd_sign = {
	.name = "sign",
	.summary = "Sign a message or a typed document",
	.help = "Both show all of what is signed and ask for SIGN to be typed. What gives power\n"
		"away, or cannot be read, is signed only when it is asked for by name, and then\n"
		"by typing what it gives, scripts included:\n"
		"  --allow permit    somebody may take tokens, or they are moved at once\n"
		"  --allow order     something is offered for a price\n"
		"  --allow control   an account or contract obeys somebody else, or other code\n"
		"  --allow calls     calls are made in your name\n"
		"  --allow vote      somebody votes with what you hold\n"
		"  --allow attest    something is attested or revoked in your name\n"
		"  --allow anywhere  the document names no chain, or no contract\n"
		"  --allow unknown   byline does not know what it gives\n"
		"  --allow bytes     the message is no text\n"
		"  --allow hash      it is a hash, which may stand for anything\n"
		"  --allow sign-in   the message signs in at a site that --domain does not name\n"
		"Several are joined by commas: --allow permit,anywhere\n"
		"  --domain NAME     the site at which you sign in (EIP-4361), as its address\n"
		"                    has it; a message for another account or outside its time\n"
		"                    is not signed, one for another site only by its name above\n"
		"Scripts name the digest by --expect DIGEST, and give the words that say what\n"
		"is given away beside it:\n"
		"  --confirm TEXT    those words\n",
	.members = members,
};

/* One signature: its bytes, the digest and the meaning of what is signed, and who signs. */
struct signing {
	bool typed;
	struct buf bytes;
	struct typed_text text; /* a document's */
	struct hash digest;
	struct meaning meaning;
	struct address account;
	const char *confirm;
	struct text_terms terms;
};

/*
 * --expect stands for the confirmation of what gives nothing away. A script that computed a digest
 * need not have read the document, so that power is given only by the words that say so, which the
 * signer compares. A person confirms at the signer's own prompt.
 */
static enum status expect(const struct cli *cli, struct signing *in, struct err *e)
{
	const struct hash *expected;
	struct hash room;
	enum status s = cmd_read_expect(cli, &expected, &room, e);

	in->terms.expected = expected != NULL;
	if (s == STATUS_OK && expected == NULL && in->confirm != NULL)
		s = err_set(e, ERR_USAGE,
			    "--confirm counts beside --expect DIGEST alone; without it the signer "
			    "asks on the terminal");
	if (s == STATUS_OK && expected != NULL && !hash_equal(expected, &in->digest))
		s = err_set(
			e, ERR_MISMATCH,
			"the document has another digest than --expect gives; nothing was signed");
	return s == STATUS_OK && expected != NULL
		       ? expect_digest(cli->app, expected, in->confirm, e)
		       : s;
}

static enum status sign(struct cli *cli, const struct signing *in, uint8_t *sig, struct err *e)
{
	enum status s = cmd_own_vault_unlock(cli, e);

	if (s != STATUS_OK)
		return s;
	return in->typed ? sign_typed(cli->app, sig, &in->account, &in->terms, in->bytes.data,
				      in->bytes.len, e)
			 : sign_message(cli->app, sig, &in->account, &in->terms, in->bytes.data,
					in->bytes.len, e);
}

/* Prints all of what is signed, and at its end once more what decides. */
static enum status review(const struct cli *cli, const struct signing *in, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, REVIEW_MAX);
	if (in->typed)
		review_text_document(&text, &in->meaning, &in->text.document, cli->ascii);
	else
		review_text_message(&text, &in->meaning, in->bytes.data, in->bytes.len, cli->ascii);
	review_text_end(&text, &in->account, &in->digest);
	if (in->meaning.dangers != 0) {
		review_text_gives(&text, &in->meaning);
		buf_add_byte(&text, '\n');
	}
	s = cmd_pager_print(cli, &text, stdout, false, e);
	buf_release(&text);
	return s;
}

/* The answer keeps what was given away. */
static void add_meaning(struct json *top, const struct meaning *m)
{
	static const struct value_style whole = {.ascii = true};
	struct json *gives = json_new_array(), *dangers = json_new_array();
	char text[SENTENCE_TEXT_SIZE], name[DANGER_NAMES_SIZE];

	for (size_t i = 0; i < m->n; i++) {
		sentence_text(text, sizeof(text), &m->gives[i], &whole);
		json_add_text(gives, NULL, text);
	}
	for (uint32_t bit = 1; bit < DANGER_ALL; bit <<= 1) {
		danger_names(name, m->dangers & bit);
		if (name[0] != '\0')
			json_add_text(dangers, NULL, name);
	}
	json_add(top, "gives", gives);
	json_add(top, "dangers", dangers);
}

/* The signature alone on stdout, so that a script can take it as it is. */
static enum status print_signature(struct cli *cli, const struct signing *in, const uint8_t *sig,
				   struct err *e)
{
	char hex[2 * TEXT_SIGNATURE_SIZE + 3];
	struct json *top;

	if (!cmd_print_is_data(cli)) {
		hex_format(hex, sig, TEXT_SIGNATURE_SIZE);
		cmd_print_line(cli, "%s", hex);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "kind", in->typed ? "typed" : "message");
	member_add_address(top, "account", &in->account);
	json_add_hex(top, "digest", in->digest.bytes, sizeof(in->digest.bytes));
	json_add_hex(top, "signature", sig, TEXT_SIGNATURE_SIZE);
	add_meaning(top, &in->meaning);
	return cmd_print_reply(cli, top, e);
}

/*
 * Shows and signs. The signer shows it where it asks a person, so that only a script's text is
 * shown here, and one that nobody asked for by name: that is refused before anybody is asked.
 */
static enum status finish(struct cli *cli, struct signing *in, struct err *e)
{
	uint8_t sig[TEXT_SIGNATURE_SIZE];
	bool refused = (in->meaning.dangers & ~in->terms.allowed) != 0;
	enum status s = STATUS_OK;

	if (!cmd_print_is_data(cli) && (cli->expect != NULL || refused))
		s = review(cli, in, e);
	if (s == STATUS_OK)
		s = meaning_check(&in->meaning, in->terms.allowed, e);
	if (s == STATUS_OK)
		s = expect(cli, in, e);
	if (s == STATUS_OK)
		s = cmd_prompt_require_person(cli, e);
	if (s == STATUS_OK)
		s = sign(cli, in, sig, e);
	return s == STATUS_OK ? print_signature(cli, in, sig, e) : s;
}

/* The account that signs, and what --allow asks for. */
static enum status begin(struct cli *cli, struct signing *in, const char *allow, struct err *e)
{
	enum status s = danger_parse(&in->terms.allowed, allow, e);

	buf_init(&in->bytes, LIMIT_TYPED_DATA);
	if (s == STATUS_OK)
		s = cmd_own_vault_require(cli, e);
	return s == STATUS_OK ? shown_account(cli->app, &in->account, e) : s;
}

/* As the signer judges it, for a person to read before a passphrase is typed. */
static void judge_message(struct signing *in, const char *domain)
{
	meaning_message_for(&in->meaning, in->bytes.data, in->bytes.len,
			    &(struct meaning_view){
				    .signer = &in->account, .now = clock_now(), .domain = domain});
	in->terms.domain = domain;
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
	s = begin(cli, &in, o.allow, e);
	if (s == STATUS_OK && o.file != NULL)
		s = file_read(&in.bytes, o.file, e);
	else if (s == STATUS_OK)
		buf_add_str(&in.bytes, argv[0]);
	if (s == STATUS_OK && buf_status(&in.bytes) != STATUS_OK)
		s = err_set(e, ERR_LIMIT, "the message is too long");
	if (s == STATUS_OK) {
		eip191_digest(&in.digest, in.bytes.data, in.bytes.len);
		judge_message(&in, o.domain);
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
	s = begin(cli, &in, o.allow, e);
	if (s == STATUS_OK)
		s = file_read(&in.bytes, argv[0], e);
	if (s == STATUS_OK)
		s = read_typed(cli->app, &in.text, &in.account, in.bytes.data, in.bytes.len, e);
	if (s == STATUS_OK) {
		in.digest = in.text.document.digest;
		in.meaning = in.text.meaning;
		s = finish(cli, &in, e);
	}
	release_typed(&in.text);
	buf_release(&in.bytes);
	return s;
}
