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
#include "chain/member.h"
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

enum status cmd_fresh_load(struct cli *cli, struct cmd_fresh *out, bool needs_account,
			   struct err *e)
{
	const struct profile *profile;
	struct address account;
	enum status s = require_profile(cli->app, &profile, e);

	*out = (struct cmd_fresh){0};
	if (s == STATUS_OK && needs_account)
		s = shown_account(cli->app, &account, e);
	if (s == STATUS_OK)
		s = renew(cli, out, e);
	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &out->snapshot, e);
	if (s == STATUS_OK && needs_account)
		s = check_account(cli, out->snapshot, e);
	if (s == STATUS_OK)
		judge_agreement(out);
	if (s != STATUS_OK) {
		snapshot_unref(out->snapshot);
		out->snapshot = NULL;
	}
	return s;
}

/* How the sync went, for scripts: "state" is one of five texts, "message" the reason or empty. */
static struct json *sync_object(const struct cmd_fresh *f)
{
	struct json *sync = json_new_object();
	bool failed = f->chain != STATUS_OK || f->report.datanet != STATUS_OK;

	json_add_text(sync, "state",
		      !f->asked		      ? "not asked"
		      : f->busy		      ? "another byline is syncing"
		      : f->chain != STATUS_OK ? "failed"
		      : failed		      ? "datanet failed"
					      : "done");
	json_add_text(sync, "message",
		      f->chain != STATUS_OK ? f->report.chain_error.text
		      : failed		    ? f->report.datanet_error.text
					    : "");
	return sync;
}

/* Whether the agreed block is older than the network's pace allows. */
static bool is_old(const struct snapshot *s)
{
	return s->as_of != 0 && s->as_of + s->max_age_s < clock_now();
}

/* How many of how many nodes agree, and what stands against it. */
static struct json *agreement_object(const struct peer_agreement *a)
{
	struct json *o = json_new_object();

	json_add_u64(o, "nodes", a->nodes);
	json_add_u64(o, "answer", a->answer);
	json_add_u64(o, "agree", a->agree);
	json_add_u64(o, "quorum", a->quorum);
	json_add_bool(o, "met", a->met);
	json_add_bool(o, "alarm", a->alarm);
	json_add_text(o, "text", a->text);
	json_add_text(o, "trouble", a->trouble);
	return o;
}

void cmd_fresh_add(struct json *top, const struct cmd_fresh *f)
{
	const struct snapshot *s = f->snapshot;

	json_add_text(top, "network", s->network);
	if (s->has_account)
		member_add_address(top, "account", &s->accounts[s->account].address);
	else
		json_add_null(top, "account");
	json_add_u64(top, "block", s->block);
	json_add_text(top, "block_trust", trust_word(s->block_trust));
	json_add_u64(top, "nodes_agreeing", s->agreement.agree);
	json_add(top, "agreement", agreement_object(&s->agreement));
	member_add_time(top, "as_of", s->as_of);
	json_add_bool(top, "old", is_old(s));
	json_add(top, "sync", sync_object(f));
}

void cmd_fresh_print(const struct cli *cli, const struct cmd_fresh *f)
{
	const struct snapshot *s = f->snapshot;
	char time[CLOCK_LOCAL_SIZE], agreement[PEER_SENTENCE_SIZE];

	if (s->as_of == 0) {
		cmd_print_line(cli, "%s: nothing is known yet; run: byline sync", s->title);
		return;
	}
	cmd_format_time(time, s->as_of);
	peer_sentence(agreement, &s->agreement);
	cmd_print_line(cli, "%s: block %llu, %s, as of %s%s", s->title,
		       (unsigned long long)s->block, agreement, time, is_old(s) ? " (old)" : "");
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
