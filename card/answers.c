/*
 * The gaps of CARD_GAP_LIST as tables, the shares, and the release of answers. Everything that
 * needs evidence is in the files that verify.c calls.
 */
#include "card/answers.h"

#include <stdlib.h>

#define BASIS_POINTS 10000

enum card_question find_card_question(enum card_gap gap)
{
	static const enum card_question questions[] = {
#define X(name, question, phrase) [name] = question,
		CARD_GAP_LIST(X)
#undef X
	};

	return questions[gap];
}

const char *describe_card_gap(enum card_gap gap)
{
	static const char *const phrases[] = {
#define X(name, question, phrase) [name] = phrase,
		CARD_GAP_LIST(X)
#undef X
	};

	return phrases[gap];
}

bool is_card_question_closed(const struct card_answers *a, enum card_question question)
{
	for (int gap = 0; gap < CARD_GAPS; gap++)
		if ((a->gaps & 1U << gap) != 0 &&
		    find_card_question((enum card_gap)gap) == question)
			return false;
	return true;
}

unsigned compute_card_share(const struct u256 *part, const struct u256 *whole)
{
	const struct u256 scale = u256_from_u64(BASIS_POINTS);
	struct u256 share;
	uint64_t v;

	/* A part above the whole would be no part; the callers add up what they divide. */
	if (u256_muldiv(&share, part, &scale, whole) != STATUS_OK ||
	    u256_to_u64(&v, &share) != STATUS_OK || v > BASIS_POINTS)
		return 0;
	return (unsigned)v;
}

void release_card_answers(struct card_answers *a)
{
	if (a == NULL)
		return;
	for (size_t i = 0; i < a->n_versions; i++)
		training_release(&a->versions[i].manifest);
	for (size_t i = 0; i < a->n_epochs; i++)
		statement_document_release(&a->epochs[i].document);
	free(a->versions);
	free(a->datasets);
	free(a->accounts);
	free(a->epochs);
	*a = (struct card_answers){0};
}
