#include "chain/code_template.h"

#include <string.h>

#include "chain/keccak.h"

/*
 * From: tests/vectors/chain/make-templates.mjs, which deploys the contract with different arguments
 * and compares the code.
 */
static const struct code_place uniswap_places[] = {
	{523, CODE_TEMPLATE_UNISWAP_ROOT},
	{636, CODE_TEMPLATE_UNISWAP_TOKEN},
	{947, CODE_TEMPLATE_UNISWAP_ROOT},
	{1021, CODE_TEMPLATE_UNISWAP_TOKEN},
};

const struct code_template code_template_uniswap = {
	.name = "Uniswap's MerkleDistributor",
	.len = 1425,
	.blanked = {{0x7f, 0xf2, 0x45, 0xb0, 0x41, 0xfa, 0xc3, 0xe6, 0x92, 0x97, 0x03,
		     0x6c, 0x26, 0x73, 0x31, 0xe7, 0x34, 0x11, 0xb6, 0x53, 0xe6, 0xb4,
		     0x2a, 0x91, 0xa9, 0xfd, 0xb5, 0xb4, 0x59, 0x9a, 0x89, 0x45}},
	.places = uniswap_places,
	.n_places = ARRAY_SIZE(uniswap_places),
};

/* Takes the value at one place. Another place that has the same immutable must agree. */
static bool take_value(struct hash *values, uint32_t *taken, const struct code_place *p,
		       const uint8_t *at)
{
	const uint32_t bit = (uint32_t)1 << p->value;

	if ((*taken & bit) != 0)
		return memcmp(values[p->value].bytes, at, sizeof(values->bytes)) == 0;
	memcpy(values[p->value].bytes, at, sizeof(values->bytes));
	*taken |= bit;
	return true;
}

enum status code_template_read(struct hash values[static CODE_TEMPLATE_VALUES],
			       const struct code_template *t, const uint8_t *code, size_t len)
{
	static const uint8_t zeros[sizeof(values->bytes)];
	struct hash blanked;
	struct keccak k;
	uint32_t taken = 0;
	size_t done = 0;
	bool same = len == t->len;

	memset(values, 0, CODE_TEMPLATE_VALUES * sizeof(*values));
	keccak_init(&k);
	for (size_t i = 0; i < t->n_places && same; i++) {
		const struct code_place *p = &t->places[i];

		keccak_update(&k, code + done, p->at - done);
		keccak_update(&k, zeros, sizeof(zeros));
		same = take_value(values, &taken, p, code + p->at);
		done = p->at + sizeof(zeros);
	}
	if (same) {
		keccak_update(&k, code + done, len - done);
		keccak_final(&k, blanked.bytes);
		same = hash_equal(&blanked, &t->blanked);
	}
	if (!same)
		memset(values, 0, CODE_TEMPLATE_VALUES * sizeof(*values));
	return same ? STATUS_OK : ERR_MISMATCH;
}
