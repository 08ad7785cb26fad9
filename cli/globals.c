/*
 * The options that every command takes. The table is all that help, completion and the manual's
 * test know of them; cmd_globals_take() checks the values that are more than a word.
 */
#include "cli/globals.h"

#include <string.h>

#include "base/parse.h"
#include "cli/args.h"

const struct cmd_option cmd_globals[] = {
	CMD_FLAG("json", struct cli, json),
	CMD_FLAG("plain", struct cli, plain),
	CMD_FLAG("offline", struct cli, options.offline),
	CMD_FLAG("read-only", struct cli, options.read_only),
	CMD_VALUE("network", "N", struct cli, options.network),
	CMD_VALUE("datanet", "D", struct cli, options.datanet),
	CMD_VALUE("account", "A", struct cli, options.account),
	CMD_VALUE("config-dir", "D", struct cli, options.config_dir),
	CMD_VALUE("passphrase-fd", "N", struct cli, fd_text),
	CMD_VALUE("color", "auto|always|never", struct cli, color_text),
	CMD_VALUE("wait", "SECONDS", struct cli, wait_text),
	CMD_FLAG("ascii", struct cli, ascii),
	CMD_FLAG("accessible", struct cli, accessible),
	CMD_FLAG("yes", struct cli, yes),
	CMD_VALUE("expect", "HASH", struct cli, expect),
	CMD_FLAG("help", struct cli, help),
	CMD_FLAG("version", struct cli, version),
	CMD_OPTIONS_END,
};

/*
 * Refuses an empty value: in `--account "$WHO"` with WHO unset, the empty text must not choose
 * the first account.
 */
static enum status refuse_empty(const struct cli *cli, struct err *e)
{
	for (const struct cmd_option *o = cmd_globals; o->name != NULL; o++) {
		const char *const *value = (const void *)((const char *)cli + o->offset);

		if (o->value != NULL && *value != NULL && **value == '\0')
			return err_set(e, ERR_USAGE, "--%s needs a value: --%s %s", o->name,
				       o->name, o->value);
	}
	return STATUS_OK;
}

static enum status read_fd(struct cli *cli, struct err *e)
{
	uint64_t n;

	if (cli->fd_text == NULL)
		return STATUS_OK;
	/* A process has at most 1024 descriptors unless its limit was raised. */
	if (parse_u64(&n, cli->fd_text, strlen(cli->fd_text)) != STATUS_OK || n > 1023)
		return err_set(e, ERR_USAGE,
			       "--passphrase-fd takes the number of an open descriptor");
	cli->options.passphrase_fd = (int)n;
	cli->options.has_passphrase_fd = true;
	return STATUS_OK;
}

/* The longest wait: an hour, in which any chain agrees on a block. */
#define WAIT_MOST_S 3600

static enum status read_wait(struct cli *cli, struct err *e)
{
	uint64_t seconds;

	if (cli->wait_text == NULL)
		return STATUS_OK;
	if (parse_u64(&seconds, cli->wait_text, strlen(cli->wait_text)) != STATUS_OK ||
	    seconds > WAIT_MOST_S)
		return err_set(e, ERR_USAGE, "--wait takes seconds, from 0 to %d", WAIT_MOST_S);
	cli->options.has_wait = true;
	cli->options.wait_s = (uint32_t)seconds;
	return STATUS_OK;
}

static enum status read_color(struct cli *cli, struct err *e)
{
	static const struct {
		const char *word;
		enum color_mode mode;
	} colors[] = {{"auto", COLOR_AUTO}, {"always", COLOR_ALWAYS}, {"never", COLOR_NEVER}};

	if (cli->color_text == NULL)
		return STATUS_OK;
	for (size_t i = 0; i < ARRAY_SIZE(colors); i++) {
		if (strcmp(cli->color_text, colors[i].word) == 0) {
			cli->color = colors[i].mode;
			return STATUS_OK;
		}
	}
	return err_set(e, ERR_USAGE, "--color takes auto, always or never");
}

/* The two letters that people try first in any program. */
static void take_letters(int argc, char **argv)
{
	static char help[] = "--help", version[] = "--version";

	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "-h") == 0)
			argv[i] = help;
		else if (strcmp(argv[i], "-V") == 0)
			argv[i] = version;
	}
}

enum status cmd_globals_take(struct cli *cli, int *argc, char **argv, struct err *e)
{
	enum status s;

	take_letters(*argc, argv);
	s = cmd_args_parse(argc, cli, *argc, argv, cmd_globals, true, e);
	if (s == STATUS_OK)
		s = refuse_empty(cli, e);
	if (s == STATUS_OK)
		s = read_fd(cli, e);
	if (s == STATUS_OK)
		s = read_wait(cli, e);
	return s == STATUS_OK ? read_color(cli, e) : s;
}
