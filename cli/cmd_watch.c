/*
 * byline watch: follows the network and prints what changes, until Ctrl-C. Each round syncs,
 * loads a snapshot, and prints the differences to the snapshot before; the first round prints all
 * figures.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/load.h"
#include "app/shown_account.h"
#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/event_row.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "sync/sync.h"

static command_run run;

const struct command cmd_watch = {
	.name = "watch",
	.synopsis = "watch",
	.summary = "Follow the network and print what changes",
	.help = "Ends with Ctrl-C. With --json one object a line, each with its \"change\".\n"
		"To watch an account without its key: byline account watch ADDRESS.\n",
	.run = run,
};

/* Sleeps until the next round. The handler of Ctrl-C ends the sleep at once. */
static void rest(const struct task *task, int64_t ms)
{
	struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	if (!task_cancelled(task))
		nanosleep(&left, NULL);
}

/* Prints a figure when its value or its trust changed. */
static enum status print_figure(struct cli *cli, const char *label, const struct figure *before,
				const struct figure *now, const struct cmd_unit *unit,
				struct err *e)
{
	char text[CMD_FORMAT_FIGURE_SIZE], time[CLOCK_LOCAL_SIZE];
	struct json *top;

	if (now->known == before->known && now->trust == before->trust &&
	    u256_compare(&now->value, &before->value) == 0)
		return STATUS_OK;
	if (cli->json) {
		top = json_new_object();
		json_add_text(top, "change", label);
		cmd_add_figure(top, "figure", now, unit);
		return cmd_print_json(top, e);
	}
	cmd_format_figure(text, cli, now, unit);
	cmd_format_time(time, now->as_of);
	cmd_print_line(cli, "%s  %s %s", time, label, text);
	return STATUS_OK;
}

/* Prints what changed of the account. A distributor that is new had no figures before. */
static enum status print_figures(struct cli *cli, const struct snapshot *before,
				 const struct snapshot *now, struct err *e)
{
	static const struct snapshot_royalty nothing;
	static const struct figure unknown;
	const struct cmd_unit native = {now->native_symbol, now->native_decimals};
	enum status s =
		print_figure(cli, "gas money", before != NULL ? &before->native_balance : &unknown,
			     &now->native_balance, &native, e);

	for (size_t i = 0; i < now->n_royalties && s == STATUS_OK; i++) {
		const struct snapshot_royalty *r = &now->royalties[i];
		const struct snapshot_royalty *old = before != NULL && i < before->n_royalties
							     ? &before->royalties[i]
							     : &nothing;
		const struct cmd_unit unit = {r->symbol, r->decimals};

		s = print_figure(cli, "claimable", &old->claimable, &r->claimable, &unit, e);
		if (s == STATUS_OK)
			s = print_figure(cli, "accruing", &old->accruing, &r->accruing, &unit, e);
		if (s == STATUS_OK)
			s = print_figure(cli, "claimed", &old->claimed, &r->claimed, &unit, e);
		if (s == STATUS_OK)
			s = print_figure(cli, "wallet", &old->wallet, &r->wallet, &unit, e);
	}
	return s;
}

static bool same_event(const struct snapshot_event *a, const struct snapshot_event *b)
{
	return a->time == b->time && strcmp(a->text, b->text) == 0;
}

/*
 * Prints new events, oldest first. The snapshot has the newest first, so that the new ones stand
 * before the one that was printed last.
 */
static enum status print_events(struct cli *cli, const struct snapshot *before,
				const struct snapshot *now, struct err *e)
{
	size_t fresh = 0;
	struct cmd_grid g;
	enum status s = STATUS_OK;

	if (before == NULL)
		return STATUS_OK;
	while (fresh < now->n_events &&
	       (before->n_events == 0 || !same_event(&now->events[fresh], &before->events[0])))
		fresh++;
	cmd_grid_init(&g, "rll");
	for (size_t i = fresh; i > 0 && s == STATUS_OK; i--) {
		struct json *top;

		if (!cli->json) {
			cmd_event_row_add(&g, cli, &now->events[i - 1]);
			continue;
		}
		top = json_new_object();
		json_add_text(top, "change", "event");
		json_add(top, "event", cmd_event_row_object(&now->events[i - 1]));
		s = cmd_print_json(top, e);
	}
	return s == STATUS_OK ? cmd_grid_print(cli, &g, stdout, e) : s;
}

/* Prints when the network is lost and when it answers again, each once. */
static enum status print_sync(struct cli *cli, const struct snapshot *before,
			      const struct snapshot *now, struct err *e)
{
	struct json *top;

	if (strcmp(before != NULL ? before->sync_text : "", now->sync_text) == 0)
		return STATUS_OK;
	if (!cli->json) {
		fprintf(stderr, "byline: %s\n",
			now->sync_text[0] != '\0' ? now->sync_text : "the network answers again");
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "change", "sync");
	json_add_text(top, "message", now->sync_text);
	return cmd_print_json(top, e);
}

static enum status print_changes(struct cli *cli, const struct snapshot *before,
				 const struct snapshot *now, struct err *e)
{
	enum status s = print_sync(cli, before, now, e);

	if (s == STATUS_OK)
		s = print_events(cli, before, now, e);
	if (s == STATUS_OK && now->has_account)
		s = print_figures(cli, before, now, e);
	/* The reader of a pipe is gone: stop following. */
	if (s == STATUS_OK && fflush(stdout) != 0)
		s = err_set(e, ERR_IO, "cannot print what changed: %s", strerror(errno));
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	const struct snapshot *before = NULL, *now = NULL;
	const struct profile *profile;
	struct address account;
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_watch, e);

	if (s == STATUS_OK)
		s = require_profile(cli->app, &profile, e);
	if (s == STATUS_OK)
		s = require_online(cli->app, e);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "write the cache", e);
	if (s == STATUS_OK)
		s = shown_account(cli->app, &account, NULL, e);
	cmd_print_hint(cli, "Watching; Ctrl-C ends.");
	while (s == STATUS_OK && !task_cancelled(&cli->task)) {
		int64_t pause = sync_in_background(cli->app, &cli->task, true);

		cmd_progress_end();
		if (task_cancelled(&cli->task))
			break;
		s = load_snapshot(cli->app, &now, e);
		if (s == STATUS_OK)
			s = print_changes(cli, before, now, e);
		snapshot_unref(before);
		before = now;
		now = NULL;
		if (s == STATUS_OK)
			rest(&cli->task, pause);
	}
	snapshot_unref(before);
	return s;
}
