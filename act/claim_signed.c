/*
 * A signed claim is judged by its own bytes, part by part, as it would be if it were prepared now.
 */
#include "act/claim_signed.h"

#include <stdlib.h>

#include "act/distributors.h"
#include "act/payer_reading.h"
#include "app/state.h"

/* Counts a part. Out: `hindered`, the first part that is not paid now */
static void count(struct claim_fates *f, struct payer_finding *hindered,
		  const struct payer_finding *one)
{
	switch (one->obstacle) {
	case PAYER_FREE:
	case PAYER_UNTOLD: return;
	case PAYER_PAID:
		f->paid++;
		f->below += payer_is_overpaid(one);
		return;
	case PAYER_NOT_FOLDED:
	case PAYER_WITHDRAWN: f->moved++; return;
	case PAYER_EXPIRED: f->expired++; return;
	case PAYER_WAITS:
	case PAYER_DISPUTED:
	case PAYER_PAUSED:
	case PAYER_SENDER:
	case PAYER_FORFEITS:
	case PAYER_TOO_LARGE:
	case PAYER_OWNER:
	case PAYER_REPLACED:
		if (hindered->obstacle == PAYER_FREE)
			*hindered = *one;
	}
}

/* The judgement is known as well as the words of the part that is known least. */
static void judge_parts(struct signed_judgement *out, const struct payer_call *call,
			const struct payer_reading *readings,
			const struct profile_distributor *payer, const struct address *from,
			int64_t now)
{
	struct payer_finding hindered = {.obstacle = PAYER_FREE};
	struct claim_fates f = {.n = call->n};

	out->trust = TRUST_PROVEN;
	out->n = call->n;
	for (size_t i = 0; i < call->n; i++) {
		const struct payer_case c = {.payer = payer,
					     .entitlement = &call->parts[i],
					     .sender = from,
					     .values = readings[i].values,
					     .time = now};
		struct payer_finding finding;

		payer_judge(&finding, &c);
		if (payer_is_overpaid(&finding) && address_is_zero(&out->below))
			out->below = call->parts[i].token;
		count(&f, &hindered, &finding);
		out->trust = trust_min(out->trust, readings[i].trust);
		out->paid_to[i] = address_is_zero(&finding.paid_to) ? c.entitlement->account
								    : finding.paid_to;
	}
	/* Whatever may be over tomorrow, such as a pause, makes no claim void. */
	out->hold = claim_hold_of_parts(&f, call->kind == DISTRIBUTOR_MERKL);
	out->obstacle = hindered.obstacle;
	payer_obstacle_text(out->why, sizeof(out->why), &hindered);
}

enum status judge_signed_claim(struct app *app, struct session *session,
			       struct signed_judgement *out,
			       const struct profile_distributor *payer, const struct tx *tx,
			       const struct address *from, struct err *e)
{
	const struct entitlement *parts[LIMIT_CLAIM_PARTS];
	struct payer_reading *readings;
	struct payer_call call;
	enum status s = payer_read_call(&call, payer, from, tx->data.data, tx->data.len);

	*out = (struct signed_judgement){.hold = CLAIM_HOLDS};
	if (s != STATUS_OK)
		return err_set(e, ERR_MISMATCH, "this is not a claim from the pinned payer");
	/* All parts together are too large for the stack of a thread. */
	readings = calloc(call.n, sizeof(*readings));
	if (readings == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < call.n; i++)
		parts[i] = &call.parts[i];
	s = read_payer_words(session, readings, payer, parts, call.n, from, e);
	/* The root in force changes by time alone: it is judged for the block that comes next. */
	if (s == STATUS_OK)
		judge_parts(out, &call, readings, payer, from,
			    payer_reading_time(&session->anchor));
	free(readings);
	return s == STATUS_OK ? require_agreed(app->profile, out->trust, e) : s;
}
