/* Rows of the cache as a sync leaves them: epochs of one account, whose distributor pays some. */
#ifndef TESTS_UNIT_APP_ROWS_H
#define TESTS_UNIT_APP_ROWS_H

#include "cache/figures.h"
#include "cache/scores.h"
#include "cache/verdicts.h"
#include "tests/unit/app_fixture.h"

#define OWN	    0x0a
#define POOL	    1000
#define DISTRIBUTOR 0xd1
#define TOKEN	    0x70

/* The distributor's root that pays the epochs up to this one. */
static inline struct hash root_of(uint64_t epoch)
{
	return hash_of_byte((uint8_t)(0xc0 + epoch));
}

static inline struct cache_statement statement(uint64_t epoch, enum cache_audit audit)
{
	struct cache_statement st = {.uid = hash_of_byte((uint8_t)(0x40 + epoch)),
				     .attested_at = 1000 + (int64_t)epoch,
				     .block = 10 * epoch,
				     .trust = TRUST_PROVEN,
				     .audit = audit};

	if (epoch > 1)
		st.previous = hash_of_byte((uint8_t)(0x40 + epoch - 1));
	st.statement = (struct statement){.epoch = epoch,
					  .start = 100 * epoch,
					  .end = 100 * epoch + 99,
					  .distributor = address_of_byte(DISTRIBUTOR),
					  .distribution = root_of(epoch),
					  .token = address_of_byte(TOKEN),
					  .pool = {u256_from_u64(POOL)},
					  .influence = u256_from_u64(4000000000000000000)};
	return st;
}

static inline struct cache_score score(uint64_t epoch, uint8_t dataset, uint64_t amount)
{
	return (struct cache_score){.epoch = epoch,
				    .score = {.account = address_of_byte(OWN),
					      .dataset = hash_of_byte(dataset),
					      .inferences = 3,
					      .influence = u256_from_u64(1000000000000000000),
					      .amount = {u256_from_u64(amount)}},
				    .trust = TRUST_PROVEN};
}

static inline struct cache_figure figure(enum cache_figure_kind kind, bool own, uint64_t value,
					 enum trust trust)
{
	struct cache_figure f = {.kind = kind,
				 .payer = address_of_byte(DISTRIBUTOR),
				 .value = u256_from_u64(value),
				 .trust = trust,
				 .block = 30,
				 .as_of = 5000};

	if (own)
		f.account = address_of_byte(OWN);
	if (kind != CACHE_FIGURE_DISTRIBUTOR_ROOT && kind != CACHE_FIGURE_DISTRIBUTOR_STATEMENT)
		f.token = address_of_byte(TOKEN);
	return f;
}

/* The statement that the root pays, as its slot holds it. */
static inline struct cache_figure paid(uint64_t epoch)
{
	struct cache_figure f = figure(CACHE_FIGURE_DISTRIBUTOR_STATEMENT, false, 0, TRUST_PROVEN);
	struct hash uid = hash_of_byte((uint8_t)(0x40 + epoch));

	f.value = u256_from_be(uid.bytes);
	return f;
}

static inline struct cache_figure root(uint64_t epoch)
{
	struct cache_figure f = figure(CACHE_FIGURE_DISTRIBUTOR_ROOT, false, 0, TRUST_PROVEN);
	struct hash hash = root_of(epoch);

	f.value = u256_from_be(hash.bytes);
	return f;
}

static inline struct cache_verdict verdict(uint64_t epoch, enum cache_audit audit)
{
	return (struct cache_verdict){.epoch = epoch,
				      .statement = hash_of_byte((uint8_t)(0x40 + epoch)),
				      .audit = audit,
				      .counts = CACHE_COUNTS_COMPARED};
}

#endif
