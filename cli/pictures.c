/*
 * Acts as pictures. qr: make_message() makes the message of a file or of a request, and the
 * projector shows it. scan: collect() puts a message together, save() checks it and writes the
 * file that a stick would have brought, and what is signed is taken in like that file.
 */
#include "cli/pictures.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "act/choose_network.h"
#include "act/picture.h"
#include "act/scan_picture.h"
#include "app/open.h"
#include "base/hex.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/print.h"
#include "cli/projector.h"
#include "ur/eth_signature.h"
#include "ur/frame.h"

/* The first account of most wallets (BIP-44, SLIP-44 coin type 60). */
#define USUAL_PATH "m/44'/60'/0'/0/0"

struct qr_options {
	bool file, text;
	const char *path, *fingerprint, *fps, *size, *allow;
};

#define QR_OPTIONS                                                                            \
	CMD_FLAG("file", struct qr_options, file), CMD_FLAG("text", struct qr_options, text), \
		CMD_VALUE("path", "PATH", struct qr_options, path),                           \
		CMD_VALUE("fingerprint", "HEX", struct qr_options, fingerprint),              \
		CMD_VALUE("fps", "N", struct qr_options, fps),                                \
		CMD_VALUE("size", "N", struct qr_options, size)

const struct cmd_option cmd_pictures_qr_options[] = {QR_OPTIONS, CMD_OPTIONS_END};

const struct cmd_option cmd_pictures_allow_options[] = {
	QR_OPTIONS,
	CMD_VALUE("allow", "NAMES", struct qr_options, allow),
	CMD_OPTIONS_END,
};

struct scan_options {
	const char *out, *of;
	struct cmd_values text;
};

const struct cmd_option cmd_pictures_scan_options[] = {
	CMD_VALUE("out", "FILE", struct scan_options, out),
	CMD_VALUE("of", "ACT", struct scan_options, of),
	CMD_VALUES("text", "UR", struct scan_options, text),
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
static enum status read_path(struct eth_path *out, const struct qr_options *o, struct err *e)
{
	char hex[16];
	uint8_t bytes[4] = {0};
	enum status s = eth_request_path(out, o->path != NULL ? o->path : USUAL_PATH, e);

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

/* Claims are signed into files of their own, which the other family would refuse later. */
static bool is_of_family(enum picture_file kind, enum own_list list)
{
	switch (kind) {
	case PICTURE_CLAIM:
	case PICTURE_CLAIM_SIGNED: return list == OWN_CLAIMS;
	case PICTURE_TX:
	case PICTURE_TX_SIGNED: return list == OWN_TRANSACTIONS;
	}
	return false;
}

static const char *family_of(enum picture_file kind)
{
	return is_of_family(kind, OWN_CLAIMS) ? "claim" : "tx";
}

/* An unsigned file goes on to whoever signs it; a signed one to where it was prepared. */
static bool is_signed(enum picture_file kind)
{
	return kind == PICTURE_CLAIM_SIGNED || kind == PICTURE_TX_SIGNED;
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

	if (s == STATUS_OK && !is_of_family(*kind, list))
		s = err_set(e, ERR_USAGE, "%s is of the other kind; use: byline %s qr", path,
			    family_of(*kind));
	out->type = PICTURE_FILE_TYPE;
	snprintf(out->caption, sizeof(out->caption), "for another byline");
	return s;
}

/* An act that gives power away has to be asked for by name here, too. */
static enum status show_request(struct cli *cli, struct shown *out, const struct qr_options *o,
				const char *name, cmd_flow_file_open *open, struct err *e)
{
	const struct profile *profile;
	struct eth_path path;
	struct act *act = NULL;
	char from[ADDRESS_TEXT_SIZE];
	enum status s = read_path(&path, o, e);

	/* As for the signer: what gas may cost and who pays out is the own profile's to say. */
	if (s == STATUS_OK)
		s = require_profile(cli->app, &profile, e);
	if (s == STATUS_OK)
		s = open(cli->app, &act, name, e);
	if (s == STATUS_OK)
		s = danger_parse(&act->allowed, o->allow, e);
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
	if (s != STATUS_OK || o->file || is_signed(kind))
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

/* Nothing is kept or changed by showing an act, so that nothing is asked. */
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

/* All pictures are read before anything is said of what is missing. */
static enum status collect(struct assembly *a, const struct scan_options *o, int n, char **pictures,
			   struct err *e)
{
	const char *type;
	const uint8_t *message;
	size_t len;
	uint32_t have, want;
	unsigned found = 0;
	enum status s = STATUS_OK;

	for (size_t i = 0; s == STATUS_OK && i < o->text.n; i++)
		s = scan_text(a, &found, o->text.v[i], e);
	for (int i = 0; s == STATUS_OK && i < n; i++)
		s = scan_picture(a, &found, pictures[i], e);
	if (s != STATUS_OK || assembly_message(a, &type, &message, &len))
		return s;
	if (found == 0)
		return err_set(e, ERR_NOT_FOUND, "there is no code of a claim or a transaction");
	assembly_progress(a, &have, &want);
	return err_set(e, ERR_NOT_FOUND,
		       "%u frames of %u are there; bring more of the same pictures", have, want);
}

/* The act is opened again from its own bytes, and the answer compared with them. */
static enum status save_answer(struct cli *cli, enum picture_file *kind,
			       const struct scan_options *o, enum own_list list,
			       cmd_flow_file_open *open, const uint8_t *message, size_t len,
			       struct err *e)
{
	struct act *act = NULL;
	enum status s = STATUS_OK;

	*kind = list == OWN_CLAIMS ? PICTURE_CLAIM_SIGNED : PICTURE_TX_SIGNED;
	if (o->of == NULL)
		return err_set(e, ERR_USAGE,
			       "this is a device's answer; name the act that it was asked to sign "
			       "with --of");
	s = cmd_flow_file_choose(cli, list, o->of, e);
	if (s == STATUS_OK)
		s = open(cli->app, &act, o->of, e);
	if (s == STATUS_OK)
		s = save_device_answer(act, o->out, message, len, e);
	free_act(act);
	return s;
}

/* The type of the message says what it is; a device's answer needs the act beside it. */
static enum status save(struct cli *cli, enum picture_file *kind, const struct assembly *a,
			const struct scan_options *o, enum own_list list, cmd_flow_file_open *open,
			struct err *e)
{
	const char *type;
	const uint8_t *message;
	size_t len;

	if (!assembly_message(a, &type, &message, &len))
		return err_set(e, ERR_NOT_FOUND, "frames are missing");
	if (strcmp(type, ETH_SIGNATURE_TYPE) == 0)
		return save_answer(cli, kind, o, list, open, message, len, e);
	if (strcmp(type, PICTURE_FILE_TYPE) != 0)
		return err_set(
			e, ERR_UNSUPPORTED,
			"the pictures carry \"ur:%s\", which is no claim, no transaction and "
			"no answer of a device",
			type);
	return save_file_message(kind, o->out, message, len, e);
}

/* Where it was prepared, what is signed is taken in now; elsewhere the file is all there is. */
static enum status take_in(struct cli *cli, enum picture_file kind, const char *path,
			   cmd_flow_file_open *import, bool *taken, struct err *e)
{
	struct act *act = NULL;
	enum status s;

	*taken = false;
	if (!is_signed(kind))
		return STATUS_OK;
	choose_network_of_file(&cli->app, path);
	s = import(cli->app, &act, path, e);
	free_act(act);
	*taken = s == STATUS_OK;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status print_saved(struct cli *cli, enum picture_file kind, const char *path,
			       bool taken, struct err *e)
{
	struct json *top;

	if (cmd_print_is_data(cli)) {
		top = json_new_object();
		json_add_text(top, "file", path);
		json_add_text(top, "kind", family_of(kind));
		json_add_bool(top, "signed", is_signed(kind));
		json_add_bool(top, "taken_in", taken);
		return cmd_print_reply(cli, top, e);
	}
	cmd_print_line(cli, "Written: %s", path);
	cmd_print_hint(cli, "Next%s: byline %s %s %s",
		       is_signed(kind) && !taken ? ", on the machine that prepared it" : "",
		       family_of(kind), is_signed(kind) ? "send" : "show", path);
	return STATUS_OK;
}

enum status cmd_pictures_scan(struct cli *cli, int argc, char **argv, const struct command *command,
			      enum own_list list, cmd_flow_file_open *open,
			      cmd_flow_file_open *import, struct err *e)
{
	struct scan_options o = {.out = NULL};
	struct assembly *a = assembly_new();
	enum picture_file kind;
	bool taken;
	int n = 0;
	enum status s = a != NULL ? cmd_args_take(&o, argc, argv, command, e)
				  : err_set(e, ERR_MEMORY, "out of memory");

	while (s == STATUS_OK && n < argc && argv[n] != NULL)
		n++;
	if (s == STATUS_OK && o.out == NULL)
		s = err_set(e, ERR_USAGE, "name the file to write: --out FILE");
	if (s == STATUS_OK && n == 0 && o.text.n == 0)
		s = err_set(e, ERR_USAGE, "name pictures, or type a text with --text");
	if (s == STATUS_OK && access(o.out, F_OK) == 0)
		s = err_set(e, ERR_EXISTS, "%s exists and is not overwritten; choose another name",
			    o.out);
	if (s == STATUS_OK)
		s = collect(a, &o, n, argv, e);
	if (s == STATUS_OK)
		s = save(cli, &kind, a, &o, list, open, e);
	if (s == STATUS_OK)
		s = take_in(cli, kind, o.out, import, &taken, e);
	if (s == STATUS_OK)
		s = print_saved(cli, kind, o.out, taken, e);
	assembly_free(a);
	return s;
}
