/* The inside of a probe: its facts, and what its parts share. For probe.c and probe_*.c only. */
#ifndef SYNC_PROBE_FACT_H
#define SYNC_PROBE_FACT_H

#include "app/session_private.h"
#include "base/buf.h"
#include "chain/u256.h"
#include "client/contract_event.h"
#include "sync/probe.h"

struct probe {
	struct session *session;
	struct task *task;
	const struct profile *pinned;
	const struct probe_hints *hints;
	struct probe_report *out;
	bool waits; /* the proof of a reading waits until its block is agreed on */
};

/* One pin under the profile's member `list` ("tokens") of the contract `address` (NULL: none). */
struct probe_pin {
	const char *list;
	const struct address *address;
	const char *member;
};

/*
 * Whether a failure ends the whole probe, and not only the reading of one pin: nobody answers any
 * more, or the user stopped it.
 */
bool probe_ends(enum status s);

/*
 * Adds a fact. It is taken when `trust` is at least `need`, and something was found.
 * In:      why  a remark, or NULL
 * Out:     `taken`  whether the caller puts it into the found profile; NULL is allowed
 */
MUST_CHECK enum status probe_add(struct probe *p, const struct probe_pin *pin, const char *pinned,
				 const char *found, enum trust trust, enum trust need,
				 const char *why, bool *taken);

/*
 * Adds a fact that could not be read, with the reason. A reading that waits is noted, and no fact
 * yet. Returns: `s` itself where it ends the probe.
 */
MUST_CHECK enum status probe_add_failure(struct probe *p, const struct probe_pin *pin,
					 const char *pinned, enum status s, const struct err *why);

/* Writes a slot as the profile has it: a decimal number, or all of its hex digits. */
#define PROBE_SLOT_SIZE 80
void probe_slot_text(char out[static PROBE_SLOT_SIZE], const struct hash *slot);

/*
 * Calls a function of a contract, named by its signature ("balanceOf(address)"), with up to two
 * words as arguments, and appends what it returns.
 * Returns: as call_read().
 */
MUST_CHECK enum status probe_call(struct probe *p, struct buf *out, enum trust *trust,
				  const struct address *to, const char *signature,
				  const struct hash *words, size_t n, struct err *e);

/* The same for a function that returns one word. ERR_MISMATCH when it returns anything else. */
MUST_CHECK enum status probe_call_word(struct probe *p, struct hash *out, enum trust *trust,
				       const struct address *to, const char *signature,
				       const struct hash *words, size_t n, struct err *e);

/* A word that holds an address. */
struct hash probe_word_of(const struct address *a);

/*
 * Searches the newest blocks for events of a contract with this first topic, until some are found
 * or the search has cost enough. A search that fails finds none.
 */
MUST_CHECK enum status probe_events(struct probe *p, struct contract_event_list *out,
				    const struct address *contract, const struct hash *topic);

/*
 * Reads hash of code and implementation of `pinned` into `found`.
 * In:      of     the contract's place in the profile; `member` is not used
 * Out:     `code`  whether it has code; false too when that could not be read
 */
MUST_CHECK enum status probe_contract(struct probe *p, struct profile_contract *found, bool *code,
				      const struct probe_pin *of,
				      const struct profile_contract *pinned);

#endif
