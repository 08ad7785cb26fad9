/*
 * Dues of the fixtures: royalties, as the loader repeats them, and for FIXTURE_PAYERS one line of
 * every kind of payer and of every way in which a token may be known.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/snapshot_dues.h"
#include "tests/screens/fixture_private.h"

#define DAY 86400

static bool is_some(const struct figure *f)
{
	return f->known && !u256_is_zero(&f->value);
}

static void set_royalty(struct snapshot_due *due, const struct snapshot *s,
			const struct snapshot_royalty *r)
{
	*due = (struct snapshot_due){.of = r->of,
				     .payer = r->distributor,
				     .token = r->token,
				     .decimals = r->decimals,
				     .source = DUE_DATANET,
				     .entitled = r->cumulative,
				     .claimed = r->claimed,
				     .claimable = r->claimable,
				     .on_its_way = r->on_its_way,
				     .obstacle = !r->claimable.known ? PAYER_UNTOLD
						 : is_some(&r->claimable) || is_some(&r->on_its_way)
							 ? PAYER_FREE
							 : PAYER_PAID,
				     .root = fixture_hash(77),
				     .paid_to = s->accounts[r->of.account].address,
				     .funds = r->funds,
				     .underfunded = r->underfunded,
				     .gas = r->gas};
	memcpy(due->symbol, r->symbol, sizeof(due->symbol));
	if (r->of.datanet < s->n_datanets)
		memcpy(due->payer_name, s->datanets[r->of.datanet].name, sizeof(due->payer_name));
	if (r->underfunded)
		snprintf(due->note, sizeof(due->note),
			 "the payer holds less of the token than it owes you: a claim would fail "
			 "until it is funded again");
}

/* Puts the greatest rank first; rows of one rank keep their order. */
static void order(struct snapshot_due *dues, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i;
		     k > 0 && snapshot_due_rank(&dues[k]) > snapshot_due_rank(&dues[k - 1]); k--) {
			struct snapshot_due due = dues[k];

			dues[k] = dues[k - 1];
			dues[k - 1] = due;
		}
}

void fixture_renew_dues(struct snapshot *s)
{
	struct snapshot_due *dues = fixture_table(s->n_royalties + s->n_dues, sizeof(*dues));
	size_t n = 0;

	for (size_t i = 0; i < s->n_royalties; i++)
		set_royalty(&dues[n++], s, &s->royalties[i]);
	for (size_t i = 0; i < s->n_dues; i++)
		if (s->dues[i].kind != DISTRIBUTOR_URD)
			dues[n++] = s->dues[i];
	order(dues, n);
	free(s->dues);
	s->dues = dues;
	s->n_dues = n;
}

struct due_row {
	enum distributor_kind kind;
	const char *payer, *symbol, *part, *claimable, *waiting, *entitled, *claimed;
	uint8_t payer_byte, token_byte; /* addresses of all such bytes; token 0: the pinned one */
	enum due_token known;
	enum due_source source;
	enum trust trust;
	enum payer_obstacle obstacle;
	int64_t opens, ends;
	const char *note, *origin;
	bool folded;
};

static const char merkl_api[] = "https://api.merkl.xyz";

static const struct due_row rows[] = {
	{DISTRIBUTOR_MERKL, "Merkl", "OPEN", "", "31", "12.5", "40", "9", 0x3e, 0, DUE_TOKEN_PINNED,
	 DUE_SERVICE, TRUST_PROVEN, PAYER_FREE, FIXTURE_NOW + 7200, FIXTURE_NOW + 103 * DAY,
	 "a part of it waits: it becomes valid at 2026-11-20T16:02:31Z; claim it then", merkl_api,
	 false},
	{DISTRIBUTOR_MERKL, "Merkl", "USDC", "", "4.12", "0", "4.12", "0", 0x3e, 0xa1,
	 DUE_TOKEN_AGREED, DUE_SERVICE, TRUST_AGREED, PAYER_FREE, 0, FIXTURE_NOW + 103 * DAY, "",
	 merkl_api, false},
	{DISTRIBUTOR_REPPO, "Reppo", "REPPO", "pod 7, epoch 12", "18", "0", "18", "0", 0xcf, 0xff,
	 DUE_TOKEN_AGREED, DUE_NAMED, TRUST_AGREED, PAYER_FREE, 0, 0, "", "", false},
	{DISTRIBUTOR_MERKLE, "0xbad0…bad0", "0PEN", "index 12", "5000", "0", "5000", "0", 0xba,
	 0xbd, DUE_TOKEN_IMITATES, DUE_FILE, TRUST_AGREED, PAYER_FREE, 0, 0, "", "airdrop.csv",
	 false},
	{DISTRIBUTOR_MERKL, "Merkl", "MORPHO", "", "9.5", "0", "70.5", "61", 0x3e, 0xa2,
	 DUE_TOKEN_AGREED, DUE_SERVICE, TRUST_AGREED, PAYER_FREE, 0, FIXTURE_NOW + 103 * DAY,
	 "the payer holds less of the token than it owes you: a claim would fail until it is "
	 "funded again",
	 merkl_api, false},
	{DISTRIBUTOR_EIGENLAYER, "EigenLayer", "OPEN", "root 12", "0", "3.25", "3.25", "0", 0xe1, 0,
	 DUE_TOKEN_PINNED, DUE_FILE, TRUST_AGREED, PAYER_WAITS, FIXTURE_NOW + 6 * DAY, 0,
	 "it becomes valid at 2026-11-26T14:02:31Z; claim it then", "claim.json", false},
	{DISTRIBUTOR_STORY, "Story vault", "WIP", "", "0", "2.4", "2.4", "0", 0x15, 0x16,
	 DUE_TOKEN_AGREED, DUE_NAMED, TRUST_PROVEN, PAYER_DISPUTED, 0, 0,
	 "somebody disputes its root, which may be taken back; wait until the dispute is settled",
	 "", false},
	{DISTRIBUTOR_MERKLE, "topics airdrop", "OPEN", "index 5", "0", "0", "100", "100", 0x1a, 0,
	 DUE_TOKEN_PINNED, DUE_FILE, TRUST_PROVEN, PAYER_PAID, 0, 0, "all of it was claimed before",
	 "result.json", false},
	{DISTRIBUTOR_MERKL, "Merkl", "VISIT-DROP.E…", "", "88000", "0", "88000", "0", 0x3e, 0xb1,
	 DUE_TOKEN_AGREED, DUE_SERVICE, TRUST_AGREED, PAYER_FREE, 0, 0, "", merkl_api, true},
	{DISTRIBUTOR_MERKL, "Merkl", "", "", "0.000000000000005", "0", "0.000000000000005", "0",
	 0x3e, 0xb2, DUE_TOKEN_UNKNOWN, DUE_SERVICE, TRUST_PROVEN, PAYER_FREE, 0, 0, "", merkl_api,
	 true},
	{DISTRIBUTOR_MERKLE, "Sablier", "OPEN", "index 3", "20", "0", "20", "0", 0x5a, 0,
	 DUE_TOKEN_PINNED, DUE_FILE, TRUST_PROVEN, PAYER_FREE, 0, FIXTURE_NOW + 60 * DAY, "",
	 "campaign.csv", false},
	{DISTRIBUTOR_REPPO, "Older pods", "", "pod 4, epoch 12", "0", "0", "0", "0", 0xce, 0xfe,
	 DUE_TOKEN_AGREED, DUE_NAMED, TRUST_AGREED, PAYER_UNTOLD, 0, 0,
	 "the payer does not tell whether it would be paid", "", false},
};

static struct figure figure(const char *text, enum trust trust)
{
	return (struct figure){.known = true,
			       .trust = trust,
			       .value = fixture_amount(text),
			       .block = 18204,
			       .as_of = FIXTURE_NOW - 20};
}

static void set_row(struct snapshot_due *due, const struct snapshot *s, const struct due_row *r)
{
	*due = (struct snapshot_due){.of = {0, SNAPSHOT_NONE, 0},
				     .kind = r->kind,
				     .decimals = r->known == DUE_TOKEN_UNKNOWN ? 0 : 18,
				     .known = r->known,
				     .folded = r->folded,
				     .source = r->source,
				     .obstacle = r->obstacle,
				     .opens = r->opens,
				     .ends = r->ends,
				     .paid_to = s->accounts[0].address,
				     .entitled = figure(r->entitled, r->trust),
				     .claimed = figure(r->claimed, r->trust),
				     .claimable = figure(r->claimable, r->trust),
				     .waiting = figure(r->waiting, r->trust),
				     .on_its_way = figure("0", TRUST_REPORTED),
				     .funds = figure("250000", r->trust),
				     .gas = figure("0.000412", TRUST_REPORTED)};
	if (r->kind != DISTRIBUTOR_REPPO && r->kind != DISTRIBUTOR_STORY)
		due->root = fixture_hash(700 + r->payer_byte);
	memset(due->payer.bytes, r->payer_byte, sizeof(due->payer.bytes));
	memset(due->token.bytes, r->token_byte, sizeof(due->token.bytes));
	if (r->token_byte == 0)
		due->token = fixture_address(FIXTURE_TOKEN);
	snprintf(due->payer_name, sizeof(due->payer_name), "%s", r->payer);
	snprintf(due->symbol, sizeof(due->symbol), "%s", r->symbol);
	snprintf(due->part, sizeof(due->part), "%s", r->part);
	snprintf(due->note, sizeof(due->note), "%s", r->note);
	snprintf(due->origin, sizeof(due->origin), "%s", r->origin);
}

void fixture_add_dues(struct snapshot *s)
{
	struct snapshot_due *due;

	s->dues = fixture_table(ARRAY_SIZE(rows), sizeof(*s->dues));
	s->n_dues = ARRAY_SIZE(rows);
	for (size_t i = 0; i < s->n_dues; i++)
		set_row(&s->dues[i], s, &rows[i]);
	/* The recipient of one is set to another account; one payer holds too little. */
	due = &s->dues[1];
	due->redirected = true;
	memset(due->paid_to.bytes, 0x90, sizeof(due->paid_to.bytes));
	due = &s->dues[4];
	due->underfunded = true;
	due->funds = figure("2", TRUST_AGREED);
	s->dues[2].index = 7;
	s->dues[2].series = 12;
	s->dues[3].index = 12;
	s->dues[7].index = 5;
	/* A claim from one opens a stream, for a fee; another one tells nothing. */
	due = &s->dues[10];
	due->index = 3;
	due->vests = FIXTURE_NOW + 10 * DAY;
	due->has_fee = true;
	due->fee.raw = fixture_amount("0.00033");
	due = &s->dues[11];
	due->index = 4;
	due->series = 12;
	due->entitled.known = due->claimed.known = due->claimable.known = due->waiting.known =
		false;
}
