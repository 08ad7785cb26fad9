/*
 * byline: starts the dashboard or one subcommand.
 *
 * main() sets up what lives as long as the process: signals, the progress line, `struct cli`.
 * run() takes the global options, answers help and version, opens the app, and hands over to the
 * command or to the dashboard. Every way out goes through main(), which ends the session, closes
 * the app, prints the failure unless the command did, and turns the status into an exit code.
 */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "app/lost_records.h"
#include "app/session.h"
#include "app/unlock.h"
#include "base/secret.h"
#include "base/version.h"
#include "cli/args.h"
#include "cli/exit_code.h"
#include "cli/globals.h"
#include "cli/help.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "sync/leftovers.h"
#include "tui/dashboard_run.h"
#include "wallet/signer_process.h"

/* The running command. The signal handler can be given no argument. */
static struct cli *interrupted;

static void on_interrupt(int signal)
{
	/* The first Ctrl-C asks the work to stop; a second one ends the process. */
	if (atomic_exchange(&interrupted->task.cancel, true))
		_exit(128 + signal);
	/* Nothing that waits for an answer of the signer's looks at the task. */
	if (interrupted->app != NULL)
		cancel_questions(interrupted->app);
}

/* The handler must not find an app that is being closed. */
static void close_own_app(struct cli *cli)
{
	struct app *app = cli->app;

	cli->app = NULL;
	close_app(app);
}

/*
 * SIGPIPE is ignored, so that a closed pipe is an error of the write that hit it and the command
 * can still end in order.
 */
static void catch_signals(struct cli *cli)
{
	struct sigaction action = {.sa_handler = on_interrupt};

	interrupted = cli;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
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

/*
 * Runs the dashboard. A person who chooses another network or pins a payer ends it with
 * app_wants_reopen(): the app is opened again and the dashboard starts over.
 */
static enum status run_dashboard(struct cli *cli, struct err *e)
{
	struct dashboard_resume resume = {.wanted = false};
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
			.warning = config->warning,
			.notice = getenv("BYLINE_NOTICE"),
			.resume = &resume,
		};

		s = dashboard_run(cli->app, &options, e);
		if (s != STATUS_OK || !app_wants_reopen(cli->app))
			return s;
		/* The choice is in config.ini, where --network would hide it. */
		if (app_chose_network(cli->app))
			cli->options.network = NULL;
		close_own_app(cli);
		s = open_app(&cli->app, &cli->options, e);
		if (s != STATUS_OK)
			return s;
	}
}

/*
 * Says, whatever was asked, that a vault and the cache do not belong together any more; unless the
 * failure `e` says just that.
 */
static void tell_lost_records(const struct cli *cli, enum status s, const struct err *e)
{
	char text[LOST_RECORDS_SIZE];

	if (look_for_lost_records(cli->app, text) &&
	    (s == STATUS_OK || strcasecmp(e->text, text) != 0))
		cmd_print_hint(cli, "%s", text);
}

/* Answers `byline help [COMMAND]`, --help and --version, which need no app. */
static bool answer(const struct cli *cli, const struct command *c)
{
	if (cli->version)
		puts("byline " BYLINE_VERSION);
	else if (cli->help && c != NULL)
		cmd_help_print(c);
	else if (cli->help)
		cmd_help_overview();
	return cli->version || cli->help;
}

/*
 * Takes the words of the command line to the command they name. Commands `without_app` run before
 * any configuration is read, so that they work when it is damaged.
 */
static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	const struct command *c = NULL;
	enum status s = cmd_globals_take(cli, &argc, argv, e);

	if (s != STATUS_OK)
		return s;
	if (argc > 0 && (strcmp(argv[0], "help") == 0 || strcmp(argv[0], "version") == 0)) {
		cli->help = argv[0][0] == 'h';
		cli->version = argv[0][0] == 'v';
		argc--;
		argv++;
	}
	if (argc > 0 && !cli->version) {
		c = cmd_table_find(argv[0]);
		if (c == NULL)
			return cmd_args_refuse(cmd_table, NULL, argv[0], e);
	}
	if (answer(cli, c))
		return STATUS_OK;
	if (c != NULL && c->without_app)
		return cmd_args_run(cli, argc - 1, argv + 1, c, e);
	cli->options.ascii = cli->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	s = secret_start(e);
	if (s == STATUS_OK)
		s = open_app(&cli->app, &cli->options, e);
	if (s != STATUS_OK)
		return s;
	cli->options.read_only = app_is_read_only(cli->app);
	/* The dashboard has its own place for it. */
	if (c != NULL && app_config(cli->app)->warning[0] != '\0')
		fprintf(stderr, "byline: warning: %s\n", app_config(cli->app)->warning);
	remove_leftovers(cli->app);
	cli->ascii = cli->ascii || app_config(cli->app)->ascii;
	cli->accessible = cli->accessible || app_config(cli->app)->accessible;
	if (c == NULL)
		return run_dashboard(cli, e);
	s = cmd_args_run(cli, argc - 1, argv + 1, c, e);
	tell_lost_records(cli, s, e);
	return s;
}

/* Whether nobody reads the output any more: `head` goes once it has its lines. */
static bool reader_is_gone(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO};

	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

/* Ends as a program does that a closed pipe stops: without a word, by the signal. */
static void end_by_closed_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
}

int main(int argc, char **argv)
{
	struct cli cli = {.options.signer_process = true};
	struct err e = {0};
	enum status s;
	bool lost;

	if (signer_process_is(argc, argv))
		signer_process_run(argv);
	setlocale(LC_CTYPE, "");
	catch_signals(&cli);
	cmd_progress_show(&cli);
	s = run(&cli, argc - 1, argv + 1, &e);
	cmd_progress_end();
	end_session(&cli.task);
	close_own_app(&cli);
	lost = fflush(stdout) != 0 || ferror(stdout);
	if (lost && (s == STATUS_OK || s == ERR_IO) && reader_is_gone())
		end_by_closed_pipe();
	/* A full disk: the result did not arrive, so the command failed. */
	if (lost && s == STATUS_OK)
		s = err_set(&e, ERR_IO, "cannot print the result: %s", strerror(errno));
	if (s != STATUS_OK) {
		e.code = s;
		if (!cli.failure_printed)
			cmd_print_error(&cli, NULL, &e);
	}
	json_free(cli.networks);
	return cmd_exit_code(s);
}
