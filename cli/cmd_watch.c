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
#include "app/owner.h"
#include "app/shown_account.h"
#include "chain/member.h"
#include "cli/account_figures.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/format.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "sync/side_by_side.h"

static command_run run;

const struct command cmd_watch = {
	.name = "watch",
	.synopsis = "watch",
	.summary = "Follow the network and print what changes",
	.help = "Ends with Ctrl-C. With --json one object a line, each with its \"change\".\n"
		"To watch an account without its key: byline account watch ADDRESS.\n",
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT | CMD_NEEDS_NODES,
};

/* Sleeps until the next round. The handler of Ctrl-C ends the sleep at once. */
static void rest(const struct task *task, int64_t ms)
{
	struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	if (!task_cancelled(task))
		nanosleep(&left, NULL);
}

/* The columns of --plain, of which each change fills some. */
static const char *const plain_columns = "time\tchange\tamount\tsymbol\ttrust\ttext";

/* Prints a line of --plain; what is NULL or "" is not known, or not of this kind of change. */
static void print_plain(int64_t seconds, const char *change, const char *amount, const char *symbol,
			const char *trust, const char *text)
{
	const char *const cells[] = {change, amount, symbol, trust, text};
	char time[CLOCK_RFC3339_SIZE] = "-";

	if (seconds != 0)
		clock_format_rfc3339(time, seconds);
	fputs(time, stdout);
	for (size_t i = 0; i < ARRAY_SIZE(cells); i++)
		printf("\t%s", cells[i] != NULL && cells[i][0] != '\0' ? cells[i] : "-");
	putchar('\n');
}

/* Prints a figure as a program wants it: every digit, and no groups. */
static enum status print_figure_data(struct cli *cli, const struct snapshot *s,
				     const struct snapshot_owner *of, const char *label,
				     const struct value *now, struct err *e)
{
	char amount[AMOUNT_TEXT_SIZE] = "";
	struct json *top;

	if (!cli->json) {
		if (now->known)
			amount_format_exact(amount, &now->amount, now->unit.decimals);
		print_plain(now->as_of, label, amount, value_unit(now), trust_word(now->trust),
			    NULL);
		return STATUS_OK;
	}
	cmd_envelope_note_all(cli, s);
	top = json_new_object();
	json_add_text(top, "change", label);
	cmd_rows_add_owner(top, s, of);
	member_add_amount(top, "figure", now);
	return cmd_print_reply(cli, top, e);
}

/* Writes "grove, laptop: " as far as there are several networks or accounts. */
static void name_whose(char out[static 128], const struct cli *cli, const struct snapshot *s,
		       const struct snapshot_owner *of)
{
	const struct snapshot_account *a = owner_account(s, of);
	bool networks = s->n_networks > 1, accounts = !s->one_account && s->n_accounts > 1;
	char address[ADDRESS_TEXT_SIZE];

	out[0] = '\0';
	address_format_short(address, &a->address, cli->ascii);
	if (networks || accounts)
		snprintf(out, 128, "%s%s%s: ", networks ? s->networks[of->network].name : "",
			 networks && accounts ? ", " : "",
			 !accounts	       ? ""
			 : a->label[0] != '\0' ? a->label
					       : address);
}

/* Prints a figure when its value or its trust changed. */
static enum status print_figure(struct cli *cli, const struct snapshot *s,
				const struct snapshot_owner *of, const char *label,
				const struct value *before, const struct value *now, struct err *e)
{
	char whose[128];
	const struct value_style style = cmd_format_style(cli);
	char text[VALUE_TEXT_SIZE] = "-", time[CLOCK_LOCAL_SIZE];

	if (now->trust == before->trust && value_compare(now, before) == 0)
		return STATUS_OK;
	if (cmd_print_is_data(cli))
		return print_figure_data(cli, s, of, label, now, e);
	cmd_format_time(time, now->as_of);
	name_whose(whose, cli, s, of);
	if (!now->known) {
		cmd_print_line(cli, "%s  %s%s -", time, whose, label);
		return STATUS_OK;
	}
	value_text(text, sizeof(text), now, &style);
	cmd_print_line(cli, "%s  %s%s %s %s %s", time, whose, label, text, value_unit(now),
		       cmd_format_mark(cli, now->trust));
	return STATUS_OK;
}

/*
 * Prints what changed of the accounts. With a distributor or account that is new all figures are
 * printed, as in the first round.
 */
static enum status print_figures(struct cli *cli, const struct snapshot *before,
				 const struct snapshot *now, struct err *e)
{
	size_t n = cmd_account_figures_count(now);
	bool same = before != NULL && cmd_account_figures_count(before) == n;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct value old = {.type = VALUE_AMOUNT}, v;
		const char *label = cmd_account_figures_value(&v, now, i);

		/* They move with everybody's claims, and are no news of these accounts. */
		if (strcmp(label, CMD_ACCOUNT_FIGURES_FUNDS) == 0)
			continue;
		if (same)
			cmd_account_figures_value(&old, before, i);
		s = print_figure(cli, now, cmd_account_figures_owner(now, i), label, &old, &v, e);
	}
	return s;
}

static bool same_event(const struct snapshot_event *a, const struct snapshot_event *b)
{
	struct value x = {.type = VALUE_SENTENCE}, y = x;

	value_set_sentence(&x, &a->text);
	value_set_sentence(&y, &b->text);
	return a->time == b->time && value_compare(&x, &y) == 0;
}

/* Prints an event as a line like those of figures. */
static void print_event(const struct cli *cli, const struct snapshot *s,
			const struct snapshot_event *event)
{
	char time[CMD_ROWS_CELL_SIZE], area[CMD_ROWS_CELL_SIZE], text[CMD_ROWS_CELL_SIZE];
	struct cmd_rows rows;

	cmd_rows_init(&rows, ROW_EVENT, s);
	cmd_rows_cell(time, cli, &rows, event, "time");
	cmd_rows_cell(area, cli, &rows, event, "area");
	cmd_rows_cell(text, cli, &rows, event, "text+trust");
	cmd_print_line(cli, "%s  %s  %s", time, area, text);
}

static enum status print_event_data(struct cli *cli, const struct snapshot *s,
				    const struct snapshot_event *event, struct err *e)
{
	const struct value_style whole = {.exact = true, .ungrouped = true};
	char text[SENTENCE_TEXT_SIZE];
	struct json *top;

	if (!cli->json) {
		sentence_text(text, sizeof(text), &event->text, &whole);
		print_plain(event->time, "event", NULL, NULL, trust_word(event->trust), text);
		return STATUS_OK;
	}
	cmd_envelope_note_all(cli, s);
	top = json_new_object();
	json_add_text(top, "change", "event");
	json_add(top, "event", column_row_json(columns_of(ROW_EVENT), s, event));
	return cmd_print_reply(cli, top, e);
}

/*
 * Prints new events, oldest first. The snapshot has the newest first, so that the new ones stand
 * before the one that was printed last.
 */
static enum status print_events(struct cli *cli, const struct snapshot *before,
				const struct snapshot *now, struct err *e)
{
	size_t fresh = 0;
	enum status s = STATUS_OK;

	if (before == NULL)
		return STATUS_OK;
	while (fresh < now->n_events &&
	       (before->n_events == 0 || !same_event(&now->events[fresh], &before->events[0])))
		fresh++;
	for (size_t i = fresh; i > 0 && s == STATUS_OK; i--) {
		const struct snapshot_event *event = &now->events[i - 1];

		if (cmd_print_is_data(cli))
			s = print_event_data(cli, now, event, e);
		else
			print_event(cli, now, event);
	}
	return s;
}

/* Writes why the last sync failed, or what stands against the nodes' agreement; "" for neither. */
static void trouble_of(char out[static PEER_SENTENCE_SIZE], const struct snapshot *s, size_t i)
{
	const struct snapshot_network *n = s != NULL && i < s->n_networks ? &s->networks[i] : NULL;

	out[0] = '\0';
	if (n != NULL && n->sync_text[0] != '\0')
		snprintf(out, PEER_SENTENCE_SIZE, "%s", n->sync_text);
	else if (n != NULL && n->agreement.asked && n->agreement.alarm)
		peer_sentence(out, &n->agreement);
}

/* Prints when a network is lost and when it answers again, each once. */
static enum status print_sync(struct cli *cli, const struct snapshot *before,
			      const struct snapshot *now, size_t i, struct err *e)
{
	const struct snapshot_network *n = &now->networks[i];
	char was[PEER_SENTENCE_SIZE], is[PEER_SENTENCE_SIZE];
	struct json *top;

	trouble_of(was, before, i);
	trouble_of(is, now, i);
	if (strcmp(was, is) == 0)
		return STATUS_OK;
	if (cli->plain)
		print_plain(n->read_at, "sync", NULL, NULL, NULL, is);
	if (!cli->json) {
		fprintf(stderr, "byline: %s%s%s\n", now->n_networks > 1 ? n->name : "",
			now->n_networks > 1 ? ": " : "",
			is[0] != '\0' ? is : "the network answers again");
		return STATUS_OK;
	}
	cmd_envelope_note_all(cli, now);
	top = json_new_object();
	json_add_text(top, "change", "sync");
	json_add_text(top, "network", n->name);
	json_add_text(top, "message", is);
	return cmd_print_reply(cli, top, e);
}

static enum status print_changes(struct cli *cli, const struct snapshot *before,
				 const struct snapshot *now, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < now->n_networks && s == STATUS_OK; i++)
		s = print_sync(cli, before, now, i, e);
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
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_watch, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "write the cache", e);
	if (s == STATUS_OK)
		cmd_print_hint(cli, "Watching; Ctrl-C ends.");
	if (s == STATUS_OK && cli->plain)
		puts(plain_columns);
	while (s == STATUS_OK && !task_cancelled(&cli->task)) {
		int64_t pause = watch_networks(cli->app, &cli->task);

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
