/* Sentences about what keeps a claim from paying. The times in them are UTC. */
#include <stdio.h>

#include "base/clock.h"
#include "chain/payer.h"

/* Writes "at 2026-11-30T14:02:11Z", or the text for a time that nobody knows. */
static void write_time(char *out, size_t cap, const char *before, int64_t t, const char *unknown)
{
	char text[CLOCK_RFC3339_SIZE];

	if (t == 0) {
		snprintf(out, cap, "%s", unknown);
		return;
	}
	clock_format_rfc3339(text, t);
	snprintf(out, cap, "%s%s", before, text);
}

/* Books that do not keep what was paid do not tell whether anything ever was. */
static const char *paid_text(const struct payer_finding *f)
{
	if (payer_is_overpaid(f) && !u256_is_zero(&f->entitled.raw))
		return "more of it was claimed before than the payer gives now; leave it out, or "
		       "wait until the payer gives more";
	return f->has_claimed && !u256_is_zero(&f->entitled.raw)
		       ? "all of it was claimed before"
		       : "the payer owes nothing for it now; wait until more is paid in";
}

/* A kind without roots has a dispute that was lost: Story's vaults then pay nobody. */
static const char *disputed_text(const struct payer_finding *f)
{
	return hash_is_zero(&f->next_root)
		       ? "the work that it is for lost a dispute, and nothing is paid for it until "
			 "that is resolved; ask its owner"
		       : "somebody disputes its root, which may be taken back; wait until the "
			 "dispute is settled";
}

/* The sentences without a time; NULL for those with one. */
static const char *plain_text(const struct payer_finding *f)
{
	switch (f->obstacle) {
	case PAYER_FREE: return "";
	case PAYER_WAITS:
	case PAYER_EXPIRED:
	case PAYER_FORFEITS: return NULL;
	case PAYER_PAID: return paid_text(f);
	case PAYER_NOT_FOLDED:
		return "its proof does not lead to the root in force; sync, or bring the newest "
		       "file of the payer, for another proof";
	case PAYER_DISPUTED: return disputed_text(f);
	case PAYER_WITHDRAWN: return "its root was taken back; wait for the next one";
	case PAYER_PAUSED: return "the payer is paused and pays nobody; try again later";
	case PAYER_SENDER:
		return "the account that would send the claim may not claim for this one; let the "
		       "account itself send it, or one that it allowed";
	case PAYER_OWNER: return "the account does not own what is paid for; the owner claims it";
	case PAYER_TOO_LARGE:
		return "its amount is larger than the payer can keep, so that the claim would "
		       "fail; the file or service that told it is wrong";
	case PAYER_REPLACED:
		return "another contract or other code stands behind the payer than the network "
		       "profile says; find out who changed it, then read it anew: byline network "
		       "probe";
	case PAYER_UNTOLD: return "the payer does not tell whether it would be paid";
	}
	return "";
}

void payer_obstacle_text(char *out, size_t cap, const struct payer_finding *f)
{
	const char *plain = plain_text(f);
	char opens[64], ends[64];

	if (plain != NULL) {
		snprintf(out, cap, "%s", plain);
		return;
	}
	write_time(opens, sizeof(opens), "at ", f->opens, "at a time that nobody knows yet");
	write_time(ends, sizeof(ends), "on ", f->ends, "some time ago");
	if (f->obstacle == PAYER_WAITS)
		snprintf(out, cap, "it becomes valid %s; claim it then", opens);
	else if (f->obstacle == PAYER_EXPIRED)
		snprintf(out, cap, "it expired %s and is not paid any more", ends);
	else
		snprintf(out, cap,
			 "claiming now would give up for ever what has not vested; claim %s",
			 opens);
}
