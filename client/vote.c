/*
 * Only an agreed value makes a liar of whoever gave another one. A dispute keeps both answers
 * whole, as far as LIMIT_DISPUTE_TEXT goes, for a person to read.
 */
#include "client/vote.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "client/nodes_private.h"

void vote_count(const struct nodes *nodes, struct verdict *out, struct ballot ballots[LIMIT_NODES],
		bool on_block)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		ballots[i].operator_id = nodes->operators[i];
		ballots[i].counts =
			on_block ? nodes_counts(nodes, i) : node_counts(&nodes->health[i]);
	}
	agreement_vote(out, ballots, nodes_count(nodes), nodes_quorum(nodes));
}

/* Writes a node's answer as text, or its value in hex. */
static void describe(char out[static LIMIT_DISPUTE_TEXT], const struct ballot *b,
		     const struct vote_subject *subject, size_t i)
{
	const char *said = subject->said != NULL ? subject->said[i] : NULL;
	char hex[HASH_TEXT_SIZE];

	hash_format(hex, &b->value);
	if (said == NULL)
		said = hex;
	text_clean(out, LIMIT_DISPUTE_TEXT, said, strlen(said));
}

static void add_dispute(struct nodes *nodes, size_t i, size_t winner, const struct ballot *ballots,
			const struct vote_subject *subject)
{
	struct dispute *d;

	if (nodes->n_disputes == NODES_DISPUTES) {
		nodes->n_disputes--;
		memmove(nodes->disputes, nodes->disputes + 1,
			nodes->n_disputes * sizeof(nodes->disputes[0]));
	}
	d = &nodes->disputes[nodes->n_disputes++];
	*d = (struct dispute){.node = i, .block = subject->block, .time = clock_now()};
	memcpy(d->name, nodes->profile->nodes[i].name, sizeof(d->name));
	snprintf(d->method, sizeof(d->method), "%s", subject->method);
	describe(d->said, &ballots[i], subject, i);
	describe(d->agreed, &ballots[winner], subject, winner);
}

void vote_record(struct nodes *nodes, const struct verdict *v,
		 const struct ballot ballots[LIMIT_NODES], const struct vote_subject *subject)
{
	char reason[LIMIT_REMOTE_TEXT];
	node_set trusted = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++)
		trusted |= node_counts(&nodes->health[i]) ? (node_set)1 << i : 0;
	/* A node that only known liars contradict is not suspected. */
	if (v->trust == TRUST_DISPUTED && (v->agree & trusted) && (v->differ & trusted)) {
		snprintf(reason, sizeof(reason),
			 "contradicts another node in %s at block %llu, and too few agree",
			 subject->method, (unsigned long long)subject->block);
		nodes_unsettled(nodes, (v->agree | v->differ) & trusted, reason);
	}
	if (v->trust != TRUST_AGREED)
		return;
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (v->agree >> i & 1)
			node_agreed(&nodes->health[i], subject->header);
		if (!(v->differ >> i & 1))
			continue;
		snprintf(reason, sizeof(reason), "contradicted the others in %s at block %llu",
			 subject->method, (unsigned long long)subject->block);
		node_contradicted(&nodes->health[i], reason);
		add_dispute(nodes, i, v->winner, ballots, subject);
	}
}
