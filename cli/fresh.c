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
#include "app/scope.h"
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

/*
 * Once a network has answered, commands wait so long for the others: a sync of a network that
 * answers takes less, but for the first one of an account with a long history.
 */
#define PATIENCE_MS 15000

/* "base: " where there are several networks, so that each message says whose it is. */
static const char *prefix(char out[static 40], const struct cmd_fresh *f, size_t i)
{
	out[0] = '\0';
	if (f->n_syncs > 1)
		snprintf(out, 40, "%.32s: ", f->snapshot->networks[i].name);
	return out;
}

/* Prints what stood in the way of one network. */
static void tell_sync(struct cli *cli, const struct cmd_fresh *f, size_t i)
{
	const struct network_sync *n = &f->syncs[i];
	char name[40];

	if (n->chain == ERR_BUSY)
		cmd_print_hint(cli,
			       "%sAnother byline is syncing now; these figures are from before.",
			       prefix(name, f, i));
	else if (n->chain != STATUS_OK)
		fprintf(stderr, "byline: %s%s; %s\n", prefix(name, f, i),
			n->report.chain_error.text,
			n->report.anchored ? "all else is up to date"
					   : "these are the figures of the last sync");
	else if (n->report.datanet != STATUS_OK)
		fprintf(stderr, "byline: %sdatanet: %s\n", prefix(name, f, i),
			n->report.datanet_error.text);
	if (n->chain == STATUS_OK && n->report.waiting > 0)
		cmd_print_hint(cli,
			       "%s%zu proofs wait until block %llu is agreed on; what they show "
			       "comes with the next command, or now with a longer --wait.",
			       prefix(name, f, i), n->report.waiting,
			       (unsigned long long)n->report.waits_for);
	if (n->chain != ERR_BUSY && llabs(n->report.clock_skew_s) > SYNC_SKEW_TELLS_S)
		fprintf(stderr,
			"byline: %sthis machine's clock is %lld s off the nodes' clocks; set it "
			"right, or times and expiries are wrong\n",
			prefix(name, f, i), (long long)n->report.clock_skew_s);
}

/* A sync that worked with too few nodes has learned nothing that is agreed: that is a failure. */
static void judge_agreement(struct cmd_fresh *f, size_t i)
{
	struct network_sync *n = &f->syncs[i];
	char sentence[PEER_SENTENCE_SIZE], name[40];

	if (n->chain != STATUS_OK || f->snapshot->networks[i].agreement.met)
		return;
	peer_sentence(sentence, &f->snapshot->networks[i].agreement);
	n->chain = err_set(&n->report.chain_error, ERR_NOT_AGREED, "%s", sentence);
	fprintf(stderr, "byline: %s%s\n", prefix(name, f, i), sentence);
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

/* `n` is NULL where only the cache was read. */
static enum cmd_fresh_state state_of(const struct network_sync *n)
{
	if (n == NULL)
		return FRESH_NOT_ASKED;
	if (n->chain == ERR_BUSY)
		return FRESH_BUSY;
	if (n->chain != STATUS_OK)
		return FRESH_FAILED;
	return n->report.datanet != STATUS_OK ? FRESH_DATANET_FAILED : FRESH_DONE;
}

/* How the sync of a network went: its state, and the reason of a failure, else "". */
static struct json *sync_object(const struct network_sync *n)
{
	struct json *sync = json_new_object();
	bool failed = n != NULL && n->chain != STATUS_OK && n->chain != ERR_BUSY;

	json_add_text(sync, "state", cmd_fresh_word(state_of(n)));
	json_add_text(sync, "message",
		      failed					    ? n->report.chain_error.text
		      : n != NULL && n->report.datanet != STATUS_OK ? n->report.datanet_error.text
								    : "");
	return sync;
}

/* Syncs, unless nothing is to be asked or kept. Only Ctrl-C is a failure here. */
static enum status renew(struct cli *cli, struct cmd_fresh *f, struct err *e)
{
	enum status s;

	if (cli->options.offline || cli->options.read_only || scope_networks(cli->app) == 0)
		return STATUS_OK;
	s = sync_networks(cli->app, &cli->task, PATIENCE_MS, &f->syncs, &f->n_syncs, e);
	cmd_progress_end();
	return s;
}

/* Says how each sync went, and notes it for the reply. */
static void tell_syncs(struct cli *cli, struct cmd_fresh *f)
{
	cmd_envelope_begin(cli);
	for (size_t i = 0; i < f->snapshot->n_networks; i++) {
		const struct network_sync *n = f->n_syncs > 0 ? &f->syncs[i] : NULL;

		if (n != NULL) {
			tell_sync(cli, f, i);
			judge_agreement(f, i);
		}
		cmd_envelope_note(cli, &f->snapshot->networks[i], sync_object(n));
	}
}

enum status cmd_fresh_load(struct cli *cli, struct cmd_fresh *out, bool needs_account,
			   struct err *e)
{
	struct address account;
	enum status s = STATUS_OK;

	*out = (struct cmd_fresh){0};
	if (needs_account)
		s = shown_account(cli->app, &account, e);
	if (s == STATUS_OK)
		s = renew(cli, out, e);
	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &out->snapshot, e);
	if (s == STATUS_OK && needs_account)
		s = check_account(cli, out->snapshot, e);
	if (s == STATUS_OK) {
		tell_syncs(cli, out);
	} else {
		snapshot_unref(out->snapshot);
		free(out->syncs);
		*out = (struct cmd_fresh){0};
	}
	return s;
}

static void print_network(const struct cli *cli, const struct snapshot_network *n)
{
	char time[CLOCK_LOCAL_SIZE], agreement[PEER_SENTENCE_SIZE], headers[HEADER_SENTENCE_SIZE];

	if (n->as_of == 0) {
		cmd_print_line(cli, "%s: nothing is known yet; run: byline sync", n->title);
		return;
	}
	cmd_format_time(time, n->as_of);
	peer_sentence(agreement, &n->agreement);
	cmd_print_line(cli, "%s: block %llu, %s, as of %s%s", n->title,
		       (unsigned long long)n->block, agreement, time,
		       snapshot_is_old(n) ? " (old)" : "");
	if (n->header_flaw[0] != '\0') {
		header_sentence(headers, n->header_flaw);
		cmd_print_hint(cli, "%s: %s", n->title, headers);
	}
}

void cmd_fresh_print(const struct cli *cli, const struct cmd_fresh *f)
{
	const struct snapshot *s = f->snapshot;
	bool alarm = false;

	if (s->n_networks == 0)
		cmd_print_hint(cli, "No network is followed, so that nobody was asked. Next: "
				    "byline network list, then: byline network follow NAME");
	for (size_t i = 0; i < s->n_networks; i++) {
		print_network(cli, &s->networks[i]);
		alarm |= s->networks[i].as_of != 0 && s->networks[i].agreement.alarm;
	}
	if (alarm)
		cmd_print_hint(cli, "Figures that are proven stay so. What each node says: byline "
				    "node list");
}

/* The failure of several networks as one. */
static enum status failure_of(const struct cmd_fresh *f, bool needs_datanet)
{
	size_t failed = 0, answered = 0;
	enum status first = STATUS_OK, datanet = STATUS_OK;

	for (size_t i = 0; i < f->n_syncs; i++) {
		const struct network_sync *n = &f->syncs[i];
		bool ok = n->chain == STATUS_OK || n->chain == ERR_BUSY;

		failed += !ok;
		answered += n->chain != ERR_UNREACHABLE && n->chain != ERR_TIMEOUT;
		if (!ok && first == STATUS_OK)
			first = n->chain;
		if (ok && datanet == STATUS_OK)
			datanet = n->report.datanet;
	}
	if (f->n_syncs > 1 && failed > 0)
		return answered > 0 ? ERR_NOT_AGREED : ERR_UNREACHABLE;
	return first != STATUS_OK ? first : needs_datanet ? datanet : STATUS_OK;
}

enum status cmd_fresh_end(struct cli *cli, struct cmd_fresh *f, enum status printed,
			  bool needs_datanet)
{
	enum status failure = failure_of(f, needs_datanet);

	snapshot_unref(f->snapshot);
	free(f->syncs);
	*f = (struct cmd_fresh){0};
	if (printed != STATUS_OK)
		return printed;
	/* tell_syncs() has printed the reason already. */
	cli->failure_printed = true;
	return failure;
}
