/*
 * byline log: prints the events of the log, newest first, or the signer's decisions from its
 * journal. It reads the cache or that file, and asks no network.
 */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/load.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/rows.h"
#include "lists/signer_log.h"

/* Events that fit one screen. */
#define EVENTS_SHOWN 40

struct log_options {
	const char *limit;
	bool signer;
	struct cmd_read_span span;
};

static const struct cmd_option options[] = {
	CMD_FLAG("signer", struct log_options, signer),
	CMD_VALUE("limit", "N", struct log_options, limit),
	CMD_READ_SPAN(struct log_options, span),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_log = {
	.name = "log",
	.synopsis = "log [--signer] [--limit N] [--from TIME] [--to TIME]",
	.summary = "What happened, newest first",
	.help = "  --signer      what the signer approved and refused, from its journal, in which\n"
		"                each line has the hash of the one before: exit code 7 when a\n"
		"                line was altered or taken out. The vault may be locked\n"
		"  --limit N     40 lines by default; 500 events are kept, and all that the\n"
		"                signer decided\n" CMD_READ_SPAN_HELP,
	.options = options,
	.run = run,
};

/* Text has the time, the area and the event with its mark; JSON has whose event it is as well. */
static enum status print_events(struct cli *cli, const struct cmd_rows *rows, struct err *e)
{
	struct json *top;

	if (!cli->json)
		return cmd_rows_print(cli, rows, "time area text+trust", e);
	cmd_envelope_note_all(cli, rows->snapshot);
	top = json_new_object();
	cmd_rows_add(top, rows);
	return cmd_print_reply(cli, top, e);
}

/*
 * Leaves the newest `limit` events of the wanted time. The newest come first, so that those are
 * neighbours.
 */
static void cut(struct cmd_rows *rows, uint64_t limit)
{
	const struct snapshot_event *events = rows->rows;
	size_t first = 0;

	while (first < rows->n &&
	       !column_row_is_within(rows->table, rows->snapshot, &events[first], &rows->span))
		first++;
	rows->rows = events + first;
	rows->n -= first;
	if (rows->n > limit)
		rows->n = (size_t)limit;
}

static enum status print_log(struct cli *cli, uint64_t limit, const struct column_span *span,
			     struct err *e)
{
	const struct snapshot *snapshot;
	struct cmd_rows rows;
	enum status s = load_snapshot(cli->app, &snapshot, e);

	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, ROW_EVENT, snapshot);
	rows.span = *span;
	cut(&rows, limit);
	s = print_events(cli, &rows, e);
	snapshot_unref(snapshot);
	return s;
}

static struct json *describe_journal(const struct cli *cli, const struct signer_log *log)
{
	struct json *journal = json_new_object();

	json_add_text(journal, "path", app_paths(cli->app)->journal);
	json_add_bool(journal, "exists", log->there);
	json_add_number(journal, "lines", log->lines);
	json_add_number(journal, "cuts", log->cuts);
	return journal;
}

static enum status print_decisions(struct cli *cli, const struct signer_log *log,
				   const struct cmd_rows *rows, struct err *e)
{
	enum status s = STATUS_OK;

	if (log->n > 0 || cli->plain)
		s = cmd_rows_print(cli, rows, "time outcome kind text reason", e);
	else
		cmd_print_line(cli, log->lines > 0 ? "the signer decided nothing in that time"
						   : "the signer has neither approved nor refused "
						     "anything yet");
	if (log->cuts > 0)
		cmd_print_hint(cli,
			       "records that a full disk or a crash cut while they were written: "
			       "%zu; nothing was signed for them",
			       log->cuts);
	return s;
}

/* The lines in front of a damaged one are sound, and are shown with the failure. */
static enum status print_signer_log(struct cli *cli, uint64_t limit, const struct column_span *span,
				    struct err *e)
{
	struct cmd_rows rows = {.table = columns_of(ROW_DECISION)};
	struct json *top = NULL;
	struct signer_log log;
	enum status failed = load_signer_log(&log, app_paths(cli->app)->journal, limit, span, e);
	enum status s = STATUS_OK;

	rows.rows = log.rows;
	rows.n = log.n;
	if (cli->json) {
		top = json_new_object();
		cmd_rows_add(top, &rows);
		json_add(top, "journal", describe_journal(cli, &log));
		if (failed == STATUS_OK)
			s = cmd_print_reply(cli, top, e);
		else
			cmd_print_error(cli, top, e);
	} else if (failed == STATUS_OK || log.n > 0) {
		s = print_decisions(cli, &log, &rows, failed == STATUS_OK ? e : NULL);
	}
	release_signer_log(&log);
	return failed != STATUS_OK ? failed : s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct log_options o = {0};
	uint64_t limit = EVENTS_SHOWN;
	struct column_span span;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_log, e);

	if (s == STATUS_OK && o.limit != NULL &&
	    parse_u64(&limit, o.limit, strlen(o.limit)) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "--limit takes a number of lines");
	if (s == STATUS_OK)
		s = cmd_read_times(&span, &o.span, e);
	if (s != STATUS_OK)
		return s;
	return o.signer ? print_signer_log(cli, limit, &span, e) : print_log(cli, limit, &span, e);
}
