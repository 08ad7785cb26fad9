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

void cmd_envelope_begin(struct cli *cli)
{
	json_free(cli->networks);
	cli->networks = NULL;
}

void cmd_envelope_note(struct cli *cli, const struct snapshot_network *n, struct json *take_sync)
{
	struct json *network;

	if (!cli->json) {
		json_free(take_sync);
		return;
	}
	network = json_new_object();
	json_add_text(network, "name", n->name);
	json_add_number(network, "chain_id", n->chain_id);
	member_add_block(network, "block", n->block);
	json_add_text(network, "block_trust", trust_word(n->block_trust));
	member_add_time(network, "as_of", n->as_of);
	json_add_bool(network, "old", snapshot_is_old(n));
	if (n->header_flaw[0] != '\0')
		json_add_text(network, "header_flaw", n->header_flaw);
	else
		json_add_null(network, "header_flaw");
	json_add(network, "agreement", agreement_object(&n->agreement));
	if (take_sync != NULL)
		json_add(network, "sync", take_sync);
	else
		json_add_null(network, "sync");
	if (cli->networks == NULL)
		cli->networks = json_new_array();
	json_add(cli->networks, NULL, network);
}

void cmd_envelope_note_all(struct cli *cli, const struct snapshot *s)
{
	cmd_envelope_begin(cli);
	for (size_t i = 0; i < s->n_networks; i++)
		cmd_envelope_note(cli, &s->networks[i], NULL);
}

void cmd_envelope_note_cached(struct cli *cli)
{
	const struct snapshot *s = NULL;
	struct err ignored = {0};

	if (!cli->json || load_snapshot(cli->app, &s, &ignored) != STATUS_OK)
		return;
	cmd_envelope_note_all(cli, s);
	snapshot_unref(s);
}

void cmd_envelope_add(struct cli *cli, struct json *top)
{
	json_add_text(top, "byline", BYLINE_VERSION);
	json_add_text(top, "command", cli->command);
	json_add(top, "networks", cli->networks != NULL ? cli->networks : json_new_array());
	cli->networks = NULL;
}
