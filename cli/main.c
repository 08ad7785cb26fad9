/* byline: starts the dashboard or one subcommand. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/parse.h"
#include "base/secret.h"
#include "base/version.h"
#include "cli/args.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "tui/dashboard_run.h"

/* The task of the running command, for the signal handler alone. */
static struct task *interrupted;

static void on_interrupt(int signal)
{
	/* A second Ctrl-C ends at once. */
	if (atomic_exchange(&interrupted->cancel, true))
		_exit(128 + signal);
}

static void catch_signals(struct cli *cli)
{
	struct sigaction action = {.sa_handler = on_interrupt};

	interrupted = &cli->task;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static enum status take_globals(struct cli *cli, int *argc, char **argv, bool *help, bool *version,
				struct err *e)
{
	const char *fd = NULL, *color = NULL;
	uint64_t n;
	const struct option_spec specs[] = {
		{"json", &cli->json, NULL},
		{"plain", &cli->plain, NULL},
		{"offline", &cli->options.offline, NULL},
		{"read-only", &cli->options.read_only, NULL},
		{"network", NULL, &cli->options.network},
		{"account", NULL, &cli->options.account},
		{"config-dir", NULL, &cli->options.config_dir},
		{"passphrase-fd", NULL, &fd},
		{"color", NULL, &color},
		{"ascii", &cli->ascii, NULL},
		{"accessible", &cli->accessible, NULL},
		{"yes", &cli->yes, NULL},
		{"expect", NULL, &cli->expect},
		{"help", help, NULL},
		{"version", version, NULL},
		{NULL, NULL, NULL},
	};
	enum status s = cmd_take_options(argc, *argc, argv, specs, true, e);

	/* An empty variable of a script must not choose something. */
	for (const struct option_spec *o = specs; s == STATUS_OK && o->name != NULL; o++)
		if (o->value != NULL && *o->value != NULL && **o->value == '\0')
			s = err_set(e, ERR_USAGE, "--%s needs a value", o->name);
	if (s != STATUS_OK)
		return s;
	if (fd != NULL) {
		if (parse_u64(&n, fd, strlen(fd)) != STATUS_OK || n > 1023)
			return err_set(e, ERR_USAGE,
				       "--passphrase-fd takes the number of an open descriptor");
		cli->passphrase_fd = (int)n;
	}
	if (color != NULL && strcmp(color, "always") == 0)
		cli->color = COLOR_ALWAYS;
	else if (color != NULL && strcmp(color, "never") == 0)
		cli->color = COLOR_NEVER;
	else if (color != NULL && strcmp(color, "auto") != 0)
		return err_set(e, ERR_USAGE, "--color takes auto, always or never");
	return STATUS_OK;
}

static void print_overview(void)
{
	printf("byline: what your data earned, proven, and how to collect it\n\n"
	       "usage: byline [OPTIONS]              the dashboard\n"
	       "       byline [OPTIONS] COMMAND …    one thing, for scripts with --json\n\n");
	for (const struct command *c = cmd_table; c->name != NULL; c++)
		printf("  %-12s %s\n", c->name, c->summary);
	printf("\noptions: --json --plain --offline --read-only --network N --account A\n"
	       "         --config-dir D --passphrase-fd N --color auto|always|never --ascii\n"
	       "         --accessible --yes --expect HASH --help --version\n"
	       "exit:    0 done, 1 failed, 2 usage, 3 locked or wrong passphrase, 4 unreachable,\n"
	       "         5 not agreed or proven, 6 refused by policy, 7 damaged file\n\n"
	       "byline help COMMAND says more; byline(1) is the manual.\n");
}

static void print_help(const struct command *c)
{
	printf("usage: byline %s\n\n%s.\n%s%s", c->synopsis, c->summary,
	       c->help[0] != '\0' ? "\n" : "", c->help);
}

static enum dashboard_color dashboard_color_of(enum color_mode mode)
{
	switch (mode) {
	case COLOR_AUTO: return DASHBOARD_COLOR_AUTO;
	case COLOR_ALWAYS: return DASHBOARD_COLOR_ALWAYS;
	case COLOR_NEVER: return DASHBOARD_COLOR_NEVER;
	}
	return DASHBOARD_COLOR_AUTO;
}

/* Choosing another network ends the dashboard with another app to open. */
static enum status run_dashboard(struct cli *cli, struct err *e)
{
	enum status s;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(
			e, ERR_USAGE,
			"the dashboard needs a terminal; for scripts: byline balance --json");
	for (;;) {
		const struct config *config = app_config(cli->app);
		struct dashboard_options options = {
			.ascii = cli->ascii || config->ascii,
			.accessible = cli->accessible || config->accessible,
			.mouse = config->mouse,
			.test = getenv("BYLINE_TEST") != NULL,
			.color = dashboard_color_of(cli->color),
			.theme = config->theme,
			.keys_path = app_paths(cli->app)->keys,
			.notice = getenv("BYLINE_NOTICE"),
		};

		s = dashboard_run(cli->app, &options, e);
		if (s != STATUS_OK || !app_wants_reopen(cli->app))
			return s;
		close_app(cli->app);
		cli->app = NULL;
		s = open_app(&cli->app, &cli->options, e);
		if (s != STATUS_OK)
			return s;
	}
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	bool help = false, version = false;
	const struct command *c = NULL;
	enum status s = take_globals(cli, &argc, argv, &help, &version, e);

	if (s != STATUS_OK)
		return s;
	if (version) {
		puts("byline " BYLINE_VERSION);
		return STATUS_OK;
	}
	if (argc > 0 && strcmp(argv[0], "help") == 0) {
		help = true;
		argc--;
		argv++;
	}
	if (argc > 0) {
		c = cmd_find(argv[0]);
		if (c == NULL)
			return err_set(e, ERR_USAGE, "no command \"%.32s\"; see byline help",
				       argv[0]);
	}
	if (help) {
		if (c != NULL)
			print_help(c);
		else
			print_overview();
		return STATUS_OK;
	}
	if (c != NULL && c->without_app)
		return c->run(cli, argc - 1, argv + 1, e);
	s = secret_start(e);
	if (s == STATUS_OK)
		s = open_app(&cli->app, &cli->options, e);
	if (s != STATUS_OK)
		return s;
	cli->ascii = cli->ascii || app_config(cli->app)->ascii;
	cli->accessible = cli->accessible || app_config(cli->app)->accessible;
	return c != NULL ? c->run(cli, argc - 1, argv + 1, e) : run_dashboard(cli, e);
}

int main(int argc, char **argv)
{
	struct cli cli = {.passphrase_fd = -1};
	struct err e = {0};
	enum status s;

	setlocale(LC_CTYPE, "");
	catch_signals(&cli);
	cmd_watch_progress(&cli);
	s = run(&cli, argc - 1, argv + 1, &e);
	cmd_end_progress();
	end_session(&cli.task);
	close_app(cli.app);
	/* A result that nobody got is not done. */
	if ((fflush(stdout) != 0 || ferror(stdout)) && s == STATUS_OK)
		s = err_set(&e, ERR_IO, "cannot print the result: %s", strerror(errno));
	if (s != STATUS_OK) {
		e.code = s;
		if (!cli.told)
			cmd_complain(&cli, NULL, &e);
	}
	return cmd_exit_code(s);
}
