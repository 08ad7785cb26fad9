/*
 * The figures of commands: synced first, then loaded from the cache.
 *
 * A sync that fails ends no command. cmd_fresh_load() prints why on stderr and goes on with the
 * figures of the last sync, which carry their own time; cmd_fresh_end() returns the failure as
 * the exit code once the figures are printed.
 */
#include "cli/fresh.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/load.h"
#include "app/shown_account.h"
#include "cli/envelope.h"
#include "cli/format.h"
#include "cli/print.h"
#include "cli/progress.h"

/* Refuses to show another account in the place of the one that was asked for. */
static enum status check_account(struct cli *cli, const struct snapshot *s, struct err *e)
{
	struct address wanted;
	enum status status = shown_account(cli->app, &wanted, e);

	if (status != STATUS_OK)
		return status;
	if (!s->has_account || !address_equal(&s->accounts[s->account].address, &wanted))
		return err_set(e, ERR_NOT_FOUND,
			       "%.42s is not among your accounts; run: byline account watch "
			       "ADDRESS",
			       cli->options.account != NULL ? cli->options.account
							    : "the account of config.ini");
	return STATUS_OK;
}

/* Syncs, and prints what stood in the way. Only Ctrl-C is a failure here. */
static enum status renew(struct cli *cli, struct cmd_fresh *f, struct err *e)
{
	struct err why = {0};

	if (cli->options.offline || cli->options.read_only)
		return STATUS_OK;
	f->asked = true;
	f->chain = sync_network(cli->app, &cli->task, &f->report, &why);
	cmd_progress_end();
	if (f->chain == ERR_CANCELLED)
		return err_set(e, f->chain, "%s", why.text);
	if (f->chain == ERR_BUSY) {
		cmd_print_hint(cli,
			       "Another byline is syncing now; these figures are from before.");
		f->busy = true;
		f->chain = STATUS_OK;
		return STATUS_OK;
	}
	if (f->chain != STATUS_OK) {
		f->report.chain_error = why;
		fprintf(stderr, "byline: %s; these are the figures of the last sync\n", why.text);
	} else if (f->report.datanet != STATUS_OK) {
		fprintf(stderr, "byline: datanet: %s\n", f->report.datanet_error.text);
	}
	if (llabs(f->report.clock_skew_s) > SYNC_SKEW_TELLS_S)
		fprintf(stderr,
			"byline: this machine's clock is %lld s off the nodes' clocks; set it "
			"right, "
			"or times and expiries are wrong\n",
			(long long)f->report.clock_skew_s);
	return STATUS_OK;
}

/* A sync that worked with too few nodes has learned nothing that is agreed: that is a failure. */
static void judge_agreement(struct cmd_fresh *f)
{
	char sentence[PEER_SENTENCE_SIZE];

	if (!f->asked || f->busy || f->chain != STATUS_OK || f->snapshot->agreement.met)
		return;
	peer_sentence(sentence, &f->snapshot->agreement);
	f->chain = err_set(&f->report.chain_error, ERR_NOT_AGREED, "%s", sentence);
	fprintf(stderr, "byline: %s\n", sentence);
}

const char *cmd_fresh_word(enum cmd_fresh_state state)
{
	switch (state) {
	case FRESH_NOT_ASKED: return "not asked";
	case FRESH_BUSY: return "another byline is syncing";
	case FRESH_FAILED: return "failed";
	case FRESH_DATANET_FAILED: return "datanet failed";
	case FRESH_DONE: return "done";
	}
	return "";
}

static enum cmd_fresh_state state_of(const struct cmd_fresh *f)
{
	if (!f->asked)
		return FRESH_NOT_ASKED;
	if (f->busy)
		return FRESH_BUSY;
	if (f->chain != STATUS_OK)
		return FRESH_FAILED;
	return f->report.datanet != STATUS_OK ? FRESH_DATANET_FAILED : FRESH_DONE;
}

/* How the sync went: its state, and the reason of a failure, else "". */
static struct json *sync_object(const struct cmd_fresh *f)
{
	struct json *sync = json_new_object();

	json_add_text(sync, "state", cmd_fresh_word(state_of(f)));
	json_add_text(sync, "message",
		      f->chain != STATUS_OK	       ? f->report.chain_error.text
		      : f->report.datanet != STATUS_OK ? f->report.datanet_error.text
						       : "");
	return sync;
}

enum status cmd_fresh_load(struct cli *cli, struct cmd_fresh *out, bool needs_account,
			   struct err *e)
{
	const struct profile *profile;
	struct address account;
	enum status s = STATUS_OK;

	*out = (struct cmd_fresh){0};
	if (needs_account)
		s = shown_account(cli->app, &account, e);
	if (s == STATUS_OK && require_profile(cli->app, &profile, NULL) == STATUS_OK)
		s = renew(cli, out, e);
	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &out->snapshot, e);
	if (s == STATUS_OK && needs_account)
		s = check_account(cli, out->snapshot, e);
	if (s == STATUS_OK)
		judge_agreement(out);
	if (out->snapshot != NULL)
		cmd_envelope_note(cli, out->snapshot, sync_object(out));
	if (s != STATUS_OK) {
		snapshot_unref(out->snapshot);
		out->snapshot = NULL;
	}
	return s;
}

void cmd_fresh_print(const struct cli *cli, const struct cmd_fresh *f)
{
	const struct snapshot *s = f->snapshot;
	char time[CLOCK_LOCAL_SIZE], agreement[PEER_SENTENCE_SIZE];

	if (!s->has_network) {
		cmd_print_hint(cli, "No network is chosen, so that nobody was asked. Next: byline "
				    "network list, then: byline network use NAME");
		return;
	}
	if (s->as_of == 0) {
		cmd_print_line(cli, "%s: nothing is known yet; run: byline sync", s->title);
		return;
	}
	cmd_format_time(time, s->as_of);
	peer_sentence(agreement, &s->agreement);
	cmd_print_line(cli, "%s: block %llu, %s, as of %s%s", s->title,
		       (unsigned long long)s->block, agreement, time,
		       snapshot_is_old(s) ? " (old)" : "");
	if (s->agreement.alarm)
		cmd_print_hint(cli, "Figures that are proven stay so. What each node says: byline "
				    "node list");
}

enum status cmd_fresh_end(struct cli *cli, struct cmd_fresh *f, enum status printed,
			  bool needs_datanet)
{
	snapshot_unref(f->snapshot);
	f->snapshot = NULL;
	if (printed != STATUS_OK)
		return printed;
	/* renew() has printed the reason already. */
	cli->failure_printed = true;
	return f->chain != STATUS_OK ? f->chain : needs_datanet ? f->report.datanet : STATUS_OK;
}
