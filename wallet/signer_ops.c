/*
 * Formats and terms, made of the tables in the header by one macro each.
 *
 * Invariant: a number that is no request has no right that a caller could hold.
 */
#include "wallet/signer_ops.h"

#include <stddef.h>

#include "base/attr.h"

#define FIELD_OF(in, type, member) {WIRE_##type, offsetof(struct signer_##in, member)},
#define FORMAT_OF(name, list)                                                    \
	static const struct wire_field name##_fields[] = {list(FIELD_OF, name)}; \
	static const struct wire_format name##_wire = {                          \
		.fields = name##_fields,                                         \
		.n = ARRAY_SIZE(name##_fields),                                  \
		.size = sizeof(struct signer_##name),                            \
	};
SIGNER_MESSAGES(FORMAT_OF)

static const struct wire_format none_wire = {.n = 0};

const struct wire_format *signer_ops_greeting(void)
{
	return &greeting_wire;
}

const struct wire_format *signer_ops_account(void)
{
	return &account_wire;
}

#define QUIET false
#define ASKS  true
#define TERMS_OF(name, right, asks_person, handler, takes, gives) \
	[SIGNER_##name] = {.capability = SIGNER_CAN_##right,      \
			   .asks = asks_person,                   \
			   .request = &takes##_wire,              \
			   .reply = &gives##_wire},

const struct signer_op_terms *signer_ops_terms(uint8_t op)
{
	static const struct signer_op_terms terms[] = {SIGNER_OPS(TERMS_OF)};
	static const struct signer_op_terms no_request = {.request = &none_wire,
							  .reply = &none_wire};

	return op > SIGNER_NO_OP && op < ARRAY_SIZE(terms) ? &terms[op] : &no_request;
}
