/*
 * Acts as pictures. make_message() makes the message of a file or of a request, and the projector
 * shows it, or print_text() prints it. Invariant: a device is asked for nothing that byline itself
 * would not sign without a question.
 */
#include "cli/pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/confirm.h"
#include "act/picture.h"
#include "app/account.h"
#include "app/open.h"
#include "base/hex.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/print.h"
#include "cli/projector.h"
#include "cli/prompt.h"
#include "ur/frame.h"

/* The first account of most wallets (BIP-44, SLIP-44 coin type 60). */
#define USUAL_PATH "m/44'/60'/0'/0/0"
#define PATH_SIZE  128

struct qr_options {
	bool file, text;
	const char *path, *fingerprint, *fps, *size, *confirm, *allow;
};

#define QR_OPTIONS                                                                            \
	CMD_FLAG("file", struct qr_options, file), CMD_FLAG("text", struct qr_options, text), \
		CMD_VALUE("path", "PATH", struct qr_options, path),                           \
		CMD_VALUE("fingerprint", "HEX", struct qr_options, fingerprint),              \
		CMD_VALUE("fps", "N", struct qr_options, fps),                                \
		CMD_VALUE("confirm", "TEXT", struct qr_options, confirm),                     \
		CMD_VALUE("size", "N", struct qr_options, size)

const struct cmd_option cmd_pictures_qr_options[] = {QR_OPTIONS, CMD_OPTIONS_END};

const struct cmd_option cmd_pictures_allow_options[] = {
	QR_OPTIONS,
	CMD_VALUE("allow", "NAMES", struct qr_options, allow),
	CMD_OPTIONS_END,
};

/* A whole number from `least` to `most`; `fallback` where the option was not given. */
static enum status read_number(uint64_t *out, const char *text, const char *option, uint64_t least,
			       uint64_t most, uint64_t fallback, struct err *e)
{
	enum status s = STATUS_OK;

	*out = fallback;
	if (text != NULL)
		s = parse_u64(out, text, strlen(text));
	if (s == STATUS_OK && (text == NULL || (*out >= least && *out <= most)))
		return STATUS_OK;
	return err_set(e, ERR_USAGE, "%s takes a number from %llu to %llu", option,
		       (unsigned long long)least, (unsigned long long)most);
}

/* A fingerprint of zero is left out, as one that was not given: no wallet has it. */
static enum status read_path(struct eth_path *out, const struct qr_options *o, const char *usual,
			     struct err *e)
{
	char hex[16];
	uint8_t bytes[4] = {0};
	enum status s = eth_request_path(out, o->path != NULL ? o->path : usual, e);

	if (s != STATUS_OK)
		return s;
	if (o->fingerprint != NULL) {
		snprintf(hex, sizeof(hex), "%s%.12s",
			 strncmp(o->fingerprint, "0x", 2) == 0 ? "" : "0x", o->fingerprint);
		if (hex_parse(bytes, sizeof(bytes), hex, strlen(hex)) != STATUS_OK)
			return err_set(e, ERR_USAGE, "--fingerprint takes eight hex digits");
	}
	out->fingerprint = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
			   (uint32_t)bytes[2] << 8 | bytes[3];
	return STATUS_OK;
}

/* A message with what is said of it below the picture. */
struct shown {
	const char *type;
	struct buf message;
	char caption[256];
};

/* The file is carried as it is; whoever gets it opens it as if a stick had brought it. */
static enum status show_file(struct shown *out, enum picture_file *kind, const char *path,
			     enum own_list list, struct err *e)
{
	enum status s = read_file_message(&out->message, kind, path, e);

	if (s == STATUS_OK && picture_is_claim(*kind) != (list == OWN_CLAIMS))
		s = err_set(e, ERR_USAGE, "%s is of the other kind; use: byline %s qr", path,
			    picture_is_claim(*kind) ? "claim" : "tx");
	out->type = PICTURE_FILE_TYPE;
	snprintf(out->caption, sizeof(out->caption), "for another byline");
	return s;
}

/*
 * An act that gives power away has to be asked for by name here, too. A device knows nothing of
 * earlier transactions, so that their text is typed before the request is shown. With --text the
 * output is for a program.
 */
static enum status confirm_request(const struct cli *cli, const struct act *act,
				   const struct qr_options *o, struct err *e)
{
	char typed[CONFIRMATION_SIZE], prompt[CONFIRMATION_SIZE + 32];
	enum status s = meaning_check(&act->descriptor.meaning, act->allowed, e);

	if (s != STATUS_OK || act->confirm[0] == '\0')
		return s;
	if (o->text)
		cmd_print_hint(cli, "%s", act->warning);
	else
		s = cmd_flow_review(cli, act, o->confirm == NULL, e);
	if (s != STATUS_OK || o->confirm != NULL)
		return s == STATUS_OK ? require_confirmation(act, o->confirm, e) : s;
	describe_confirmation(typed, act);
	snprintf(prompt, sizeof(prompt), "Type %s, to show it: ", typed);
	return cmd_prompt_confirm(cli, NULL, act->confirm, prompt, e);
}

/* The path of an account whose key the vault has as well; else the usual one. */
static enum status find_path(struct cli *cli, char out[static PATH_SIZE],
			     const struct address *account, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0;
	enum status s = load_accounts(cli->app, &accounts, &n, e);

	snprintf(out, PATH_SIZE, "%s", USUAL_PATH);
	for (size_t i = 0; i < n; i++)
		if (address_equal(&accounts[i].address, account) &&
		    strncmp(accounts[i].path, "m/", 2) == 0)
			snprintf(out, PATH_SIZE, "%s", accounts[i].path);
	free(accounts);
	return s;
}

static enum status show_request(struct cli *cli, struct shown *out, const struct qr_options *o,
				const char *name, cmd_flow_file_open *open, struct err *e)
{
	const struct profile *profile;
	struct eth_path path;
	struct act *act = NULL;
	char from[ADDRESS_TEXT_SIZE], usual[PATH_SIZE];
	/* As for the signer: what gas may cost and who pays out is the own profile's to say. */
	enum status s = require_profile(cli->app, &profile, e);

	if (s == STATUS_OK)
		s = open(cli->app, &act, name, e);
	if (s == STATUS_OK)
		s = danger_parse(&act->allowed, o->allow, e);
	if (s == STATUS_OK)
		s = find_path(cli, usual, &act->from, e);
	if (s == STATUS_OK)
		s = read_path(&path, o, usual, e);
	if (s == STATUS_OK)
		s = confirm_request(cli, act, o, e);
	if (s == STATUS_OK)
		s = make_sign_request(&out->message, act, &path, e);
	if (s == STATUS_OK) {
		out->type = ETH_REQUEST_TYPE;
		address_format(from, &act->from);
		snprintf(out->caption, sizeof(out->caption), "for the device of %s", from);
	}
	free_act(act);
	return s;
}

/* A signed file asks no device; a draft that is named by its number is read from its file. */
static enum status make_message(struct cli *cli, struct shown *out, const struct qr_options *o,
				const char *name, enum own_list list, cmd_flow_file_open *open,
				struct err *e)
{
	struct own_named own;
	enum picture_file kind;
	enum status s;

	if (is_own_name(name)) {
		s = find_own(cli->app, &own, list, name, e);
		if (s == STATUS_OK)
			s = require_draft_file(&own, e);
		if (s != STATUS_OK)
			return s;
		name = own.file;
	}
	s = show_file(out, &kind, name, list, e);
	if (s != STATUS_OK || o->file || picture_is_signed(kind))
		return s;
	buf_clear(&out->message);
	return show_request(cli, out, o, name, open, e);
}

/* A whole message in one text, which no camera needs to read. */
static enum status print_text(struct cli *cli, const struct shown *m, struct err *e)
{
	struct json *top;
	struct buf text;
	enum status s;

	buf_init(&text, FRAME_TEXT_MAX);
	frame_write(&text, m->type, m->message.data, m->message.len);
	s = buf_status(&text);
	if (s != STATUS_OK) {
		s = err_set(e, s, "the text is too long");
	} else if (cmd_print_is_data(cli)) {
		top = json_new_object();
		json_add_text(top, "type", m->type);
		json_add_text(top, "ur", buf_str(&text));
		s = cmd_print_reply(cli, top, e);
	} else {
		cmd_print_line(cli, "%s", buf_str(&text));
	}
	buf_release(&text);
	return s;
}

/* Numbers are read before the terminal is looked at, so that a script learns of them too. */
static enum status project(struct cli *cli, const struct shown *m, const struct qr_options *o,
			   struct err *e)
{
	uint64_t fps, size;
	struct film film;
	enum status s = read_number(&fps, o->fps, "--fps", 1, PROJECTOR_FPS_MAX, PROJECTOR_FPS, e);

	if (s == STATUS_OK)
		s = read_number(&size, o->size, "--size", PROJECTOR_SIZE_MIN, PROJECTOR_SIZE_MAX, 0,
				e);
	if (s == STATUS_OK && cmd_print_is_data(cli))
		s = err_set(e, ERR_USAGE,
			    "the pictures are for a terminal; with --json and --plain use --text");
	if (s != STATUS_OK)
		return s;
	s = cmd_projector_film(cli, &film, m->type, &m->message, (size_t)size, e);
	if (s == STATUS_OK)
		s = cmd_projector_show(cli, &film, m->caption, (unsigned)fps, e);
	film_release(&film);
	return s;
}

/* Showing an act keeps and changes nothing. */
enum status cmd_pictures_qr(struct cli *cli, int argc, char **argv, const struct command *command,
			    enum own_list list, cmd_flow_file_open *open, struct err *e)
{
	struct qr_options o = {0};
	struct shown m = {.type = ""};
	enum status s = cmd_args_take(&o, argc, argv, command, e);

	if (s == STATUS_OK)
		s = cmd_flow_file_choose(cli, list, argv[0], e);
	/* A file is shown without its profile, too; a request is not. */
	if (s != STATUS_OK && (s != ERR_NOT_FOUND || is_own_name(argv[0])))
		return s;
	buf_init(&m.message, LIMIT_UR_MESSAGE);
	s = make_message(cli, &m, &o, argv[0], list, open, e);
	if (s == STATUS_OK)
		s = o.text ? print_text(cli, &m, e) : project(cli, &m, &o, e);
	buf_release(&m.message);
	return s;
}
