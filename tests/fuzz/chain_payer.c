/*
 * Calldata of claims of each kind of payer but trees by description: what is read is written as the
 * same bytes, no calldata is read by two kinds, and a judge never finds more to pay than is due,
 * whatever the words say, which are made of the same bytes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/payer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct address from = {{7}};

static const enum distributor_kind kinds[] = {DISTRIBUTOR_URD, DISTRIBUTOR_MERKL,
					      DISTRIBUTOR_EIGENLAYER, DISTRIBUTOR_REPPO,
					      DISTRIBUTOR_STORY};

/* Word `i` of the input, from its end on; one in eight is not known. */
static struct payer_value value_at(const uint8_t *data, size_t size, size_t i)
{
	struct payer_value v = {.known = true};

	if (size < 33 * (i + 1))
		return v;
	v.known = data[size - 33 * (i + 1)] % 8 != 0;
	v.value = u256_from_be(data + size - 33 * (i + 1) + 1);
	return v;
}

static void judge(const struct payer_call *call, const uint8_t *data, size_t size)
{
	const struct profile_distributor d = {.kind = call->kind, .has_slots = true};
	struct payer_value values[PAYER_WORDS];
	struct payer_word words[PAYER_WORDS];
	const struct payer_case c = {.payer = &d,
				     .entitlement = &call->parts[0],
				     .sender = &from,
				     .values = values,
				     .time = 1790000000};
	size_t n = payer_kind(call->kind)->ask(words, &d, &call->parts[0], &from);
	struct payer_finding f;
	char text[512];

	if (n == 0 || n > PAYER_WORDS)
		abort();
	for (size_t i = 0; i < n; i++)
		values[i] = value_at(data, size, i);
	payer_judge(&f, &c);
	if (u256_compare(&f.amount.raw, &f.entitled.raw) > 0)
		abort();
	if ((f.obstacle == PAYER_FREE && u256_is_zero(&f.amount.raw)) ||
	    ((f.obstacle == PAYER_PAID || f.obstacle == PAYER_UNTOLD) &&
	     !u256_is_zero(&f.amount.raw)))
		abort();
	payer_obstacle_text(text, sizeof(text), &f);
	if ((text[0] == '\0') != (f.obstacle == PAYER_FREE))
		abort();
}

static void check(const struct payer_call *call, const uint8_t *data, size_t size)
{
	struct hash root;
	struct buf out;

	if (call->n == 0 || call->n > payer_kind(call->kind)->most)
		abort();
	buf_init(&out, LIMIT_CALLDATA);
	if (payer_kind(call->kind)->write(&out, call) != STATUS_OK || out.len != size ||
	    memcmp(out.data, data, size) != 0)
		abort();
	buf_release(&out);
	for (size_t i = 0; i < call->n; i++) {
		if (call->parts[i].n_proof > LIMIT_MERKLE_DEPTH ||
		    call->parts[i].n_inner > LIMIT_MERKLE_DEPTH)
			abort();
		if (payer_kind(call->kind)->fold != NULL)
			(void)payer_kind(call->kind)->fold(&root, &call->terms, &call->parts[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct payer_call call;
	size_t readers = 0;

	if (size > LIMIT_CALLDATA)
		return 0;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		const struct profile_distributor d = {.kind = kinds[k]};

		if (payer_read_call(&call, &d, &from, data, size) == STATUS_OK) {
			readers++;
			check(&call, data, size);
		} else if (call.n != 0) {
			abort();
		}
		call.kind = kinds[k];
		judge(&call, data, size);
	}
	if (readers > 1 ||
	    (readers == 1 && payer_read_call(&call, NULL, &from, data, size) != STATUS_OK))
		abort();
	return 0;
}
