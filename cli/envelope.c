/*
 * The envelope of JSON replies. Commands only note networks; the members are added in one place, by
 * whoever prints a reply (cli/print.c), so that no reply can be without them.
 */
#include "cli/envelope.h"

#include "app/load.h"
#include "base/clock.h"
#include "base/version.h"
#include "chain/member.h"

/* How many of how many nodes agree, and what stands against it. */
static struct json *agreement_object(const struct peer_agreement *a)
{
	struct json *o = json_new_object();

	json_add_number(o, "nodes", a->nodes);
	json_add_number(o, "answer", a->answer);
	json_add_number(o, "agree", a->agree);
	json_add_number(o, "quorum", a->quorum);
	json_add_bool(o, "met", a->met);
	json_add_bool(o, "alarm", a->alarm);
	json_add_text(o, "text", a->text);
	json_add_text(o, "trouble", a->trouble);
	return o;
}

void cmd_envelope_note(struct cli *cli, const struct snapshot *s, struct json *take_sync)
{
	struct json *network;

	json_free(cli->networks);
	cli->networks = NULL;
	if (!cli->json) {
		json_free(take_sync);
		return;
	}
	network = json_new_object();
	json_add_text(network, "name", s->network);
	json_add_number(network, "chain_id", s->chain_id);
	member_add_block(network, "block", s->block);
	json_add_text(network, "block_trust", trust_word(s->block_trust));
	member_add_time(network, "as_of", s->as_of);
	json_add_bool(network, "old", snapshot_is_old(s));
	json_add(network, "agreement", agreement_object(&s->agreement));
	if (take_sync != NULL)
		json_add(network, "sync", take_sync);
	else
		json_add_null(network, "sync");
	cli->networks = json_new_array();
	json_add(cli->networks, NULL, network);
}

void cmd_envelope_note_cached(struct cli *cli)
{
	const struct snapshot *s = NULL;
	struct err ignored = {0};

	if (!cli->json || load_snapshot(cli->app, &s, &ignored) != STATUS_OK)
		return;
	if (s->has_network)
		cmd_envelope_note(cli, s, NULL);
	snapshot_unref(s);
}

void cmd_envelope_add(struct cli *cli, struct json *top)
{
	json_add_text(top, "byline", BYLINE_VERSION);
	json_add_text(top, "command", cli->command);
	json_add(top, "networks", cli->networks != NULL ? cli->networks : json_new_array());
	cli->networks = NULL;
}
