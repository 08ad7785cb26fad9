/*
 * Entitlements are taken in groups, as many as fit into one reading of words, so that all words of
 * one entitlement that a contract has are of one block.
 */
#include "act/payer_reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

void name_payer(char out[static PAYER_NAME_SIZE], const struct profile_distributor *payer)
{
	if (payer->name[0] != '\0')
		snprintf(out, PAYER_NAME_SIZE, "%s", payer->name);
	else
		address_format_short(out, &payer->contract.address, true);
}

/* Copies the readings of the words of one entitlement. */
static void take_words(struct payer_reading *out, const struct word_reading *words,
		       const struct anchor *anchor)
{
	bool any = false;

	out->trust = TRUST_PROVEN;
	out->at = proofs_at(anchor);
	for (size_t i = 0; i < out->n; i++) {
		out->values[i] = words[i].value;
		if (!words[i].value.known)
			continue;
		out->trust = trust_min(out->trust, words[i].trust);
		if (!any || words[i].at.number < out->at.number)
			out->at = words[i].at;
		any = true;
	}
	if (!any)
		out->trust = TRUST_REPORTED;
}

/* Reads the words of as many entitlements as one reading takes. Out: `taken`. */
static enum status read_some(struct session *session, struct payer_reading *out, size_t *taken,
			     const struct profile_distributor *payer,
			     const struct entitlement *const *parts, size_t n,
			     const struct address *sender, struct err *e)
{
	struct payer_word *words = calloc(CHAIN_WORDS_AT_ONCE, sizeof(*words));
	struct word_reading *readings = calloc(CHAIN_WORDS_AT_ONCE, sizeof(*readings));
	size_t n_words = 0, at = 0;
	enum status s;

	/* Both are too large for the stack of a thread. */
	*taken = 0;
	if (words == NULL || readings == NULL) {
		free(words);
		free(readings);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	while (*taken < n && n_words + PAYER_WORDS <= CHAIN_WORDS_AT_ONCE) {
		struct payer_reading *r = &out[*taken];
		const struct entitlement *en = parts[*taken];

		*r = (struct payer_reading){0};
		r->n = payer_kind(payer->kind)
			       ->ask(r->words, payer, en, sender != NULL ? sender : &en->account);
		memcpy(words + n_words, r->words, r->n * sizeof(*words));
		n_words += r->n;
		++*taken;
	}
	s = read_chain_words(session, readings, words, n_words, e);
	for (size_t i = 0; i < *taken && s == STATUS_OK; i++) {
		take_words(&out[i], readings + at, &session->anchor);
		at += out[i].n;
	}
	free(words);
	free(readings);
	return s;
}

enum status read_payer_words(struct session *session, struct payer_reading *out,
			     const struct profile_distributor *payer,
			     const struct entitlement *const *parts, size_t n,
			     const struct address *sender, struct err *e)
{
	const struct payer_kind *kind = payer_kind(payer->kind);
	enum status s = STATUS_OK;
	size_t done = 0, taken;
	char name[PAYER_NAME_SIZE];

	name_payer(name, payer);
	if (kind->n_slots > 0 && !kind->slotless && !payer->has_slots)
		return err_set(e, ERR_UNSUPPORTED,
			       "the network profile does not say where %s keeps what it paid; find "
			       "out with: byline network probe",
			       name);
	/* A proof that waits keeps no other one from being asked for. */
	while (done < n && (s == STATUS_OK || s == ERR_PENDING)) {
		enum status one = read_some(session, out + done, &taken, payer, parts + done,
					    n - done, sender, e);

		s = one != STATUS_OK ? one : s;
		done += taken;
	}
	return s == ERR_MISMATCH ? err_prefix(e, s, "%s", name) : s;
}

int64_t payer_reading_time(const struct anchor *anchor)
{
	const int64_t now = clock_now() - anchor->clock_ahead_s;
	const int64_t block = (int64_t)anchor->header.timestamp;

	return now > block ? now : block;
}
