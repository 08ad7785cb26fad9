/*
 * Models: the versions of the first datanet, and with several networks those of another one, whose
 * publisher states little. The newest of the first stands first, since attributions name it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/snapshot_models.h"
#include "tests/screens/fixture_private.h"

#define VERSIONS 3

/* Version 7 - i of the mail filter. */
static struct snapshot_model version_of(unsigned i)
{
	static const double losses[VERSIONS] = {0.3611, 0.3874, -1};
	struct snapshot_model m = {
		.of.account = SNAPSHOT_NONE,
		.hash = fixture_hash(i == 0 ? 7 : 70 + i),
		.downloaded = i == 0,
		.current = i == 0,
		.version = 7 - i,
		.created_at = FIXTURE_NOW - 86400 * (int64_t)(8 * (i + 1)),
		.attested_at = FIXTURE_NOW - 86400 * (int64_t)(8 * (i + 1)) + 60,
		.state = MODEL_ATTESTED,
		.trust = TRUST_PROVEN,
		.attestation = fixture_hash(80 + i),
		.parent = fixture_hash(81 + i),
		.publisher = fixture_address(FIXTURE_DATANET),
		.manifest = fixture_hash(90 + i),
		.license = "CC-BY-4.0",
		.training = MODEL_TRAINING_GIVEN,
		.datasets = 14 - i,
		.records = 8204 - 310 * i,
		.accounts = 9,
		.withdrawn = i == 0,
		.data_licenses = "CC-BY-4.0 13, CC0-1.0 1",
		.data_trust = TRUST_PROVEN,
		.figures_hash = fixture_hash(95 + i),
		.figures = losses[i] >= 0 ? MODEL_FIGURES_ATTESTED : MODEL_FIGURES_UNREAD,
		.loss = losses[i],
		.tested_on = losses[i] >= 0 ? 400 : 0,
	};

	snprintf(m.name, sizeof(m.name), "mail-filter %u", 7 - i);
	if (m.loss >= 0)
		snprintf(m.labels, sizeof(m.labels), "ham, spam");
	return m;
}

void fixture_add_models(struct snapshot *s)
{
	s->n_models = VERSIONS;
	s->models = fixture_table(VERSIONS, sizeof(*s->models));
	for (unsigned i = 0; i < VERSIONS; i++)
		s->models[i] = version_of(i);
	s->datanets[0].has_split = true;
	s->datanets[0].contributors_bp = 7000;
}

/* A second network with a datanet of its own. */
static void add_second_network(struct snapshot *s)
{
	s->networks = realloc(s->networks, 2 * sizeof(*s->networks));
	s->datanets = realloc(s->datanets, 2 * sizeof(*s->datanets));
	if (s->networks == NULL || s->datanets == NULL)
		abort();
	s->networks[1] = s->networks[0];
	snprintf(s->networks[1].name, sizeof(s->networks[1].name), "grove");
	snprintf(s->networks[1].title, sizeof(s->networks[1].title), "byline devnet, second chain");
	s->networks[1].chain_id = 31338;
	s->datanets[1] = (struct snapshot_datanet){
		.of = {1, SNAPSHOT_NONE, SNAPSHOT_NONE},
		.name = "topics",
		.address = fixture_address("0x15d34aaf54267db7d7c367839aaf71a00a2c6a65")};
	s->n_networks = s->n_datanets = 2;
}

void fixture_add_other_models(struct snapshot *s)
{
	struct snapshot_model silent = {.of = {1, 1, SNAPSHOT_NONE},
					.hash = fixture_hash(60),
					.name = "topics 2",
					.current = true,
					.version = 2,
					.created_at = FIXTURE_NOW - 86400,
					.trust = TRUST_REPORTED,
					.loss = -1};
	struct snapshot_model foreign = silent;

	add_second_network(s);
	s->models = realloc(s->models, (VERSIONS + 2) * sizeof(*s->models));
	if (s->models == NULL)
		abort();
	s->models[VERSIONS] = silent;
	foreign.hash = fixture_hash(61);
	foreign.current = false;
	foreign.version = 1;
	foreign.state = MODEL_FOREIGN;
	foreign.trust = TRUST_PROVEN;
	foreign.attestation = fixture_hash(62);
	foreign.publisher = fixture_address(FIXTURE_LAPTOP);
	foreign.attested_at = FIXTURE_NOW - 90000;
	snprintf(foreign.name, sizeof(foreign.name), "topics 1");
	snprintf(foreign.note, sizeof(foreign.note),
		 "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 signed its attestation, and not the "
		 "datanet");
	s->models[VERSIONS + 1] = foreign;
	s->n_models = VERSIONS + 2;
}
