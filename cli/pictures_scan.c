/*
 * Acts from pictures. collect() puts a message together, save() checks it and writes the file that
 * a stick would have brought, and take_in() takes in what is signed like that file.
 */
#include "cli/pictures_scan.h"

#include <string.h>
#include <unistd.h>

#include "act/choose_network.h"
#include "act/picture.h"
#include "act/scan_picture.h"
#include "cli/args.h"
#include "cli/print.h"
#include "ur/eth_signature.h"

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
	if (!picture_is_signed(kind))
		return STATUS_OK;
	choose_network_of_file(&cli->app, path);
	s = import(cli->app, &act, path, e);
	free_act(act);
	*taken = s == STATUS_OK;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/* The next step depends on whether it is signed, and on which machine this is. */
static enum status print_saved(struct cli *cli, enum picture_file kind, const char *path,
			       bool taken, struct err *e)
{
	const char *family = picture_is_claim(kind) ? "claim" : "tx";
	struct json *top;

	if (cmd_print_is_data(cli)) {
		top = json_new_object();
		json_add_text(top, "file", path);
		json_add_text(top, "kind", family);
		json_add_bool(top, "signed", picture_is_signed(kind));
		json_add_bool(top, "taken_in", taken);
		return cmd_print_reply(cli, top, e);
	}
	cmd_print_line(cli, "Written: %s", path);
	cmd_print_hint(cli, "Next%s: byline %s %s %s",
		       picture_is_signed(kind) && !taken ? ", on the machine that prepared it" : "",
		       family, picture_is_signed(kind) ? "send" : "show", path);
	return STATUS_OK;
}

/* A file that exists is refused before any picture is opened. */
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
