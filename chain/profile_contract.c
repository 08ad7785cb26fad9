#include "chain/profile_contract.h"

#include "chain/member.h"

enum status profile_contract_read(struct profile_contract *out, const struct json *o, struct err *e)
{
	enum status s = member_address(&out->address, o, "address", e);

	out->has_code_hash = json_get(o, "code_hash") != NULL;
	out->has_implementation = json_get(o, "implementation") != NULL;
	if (s == STATUS_OK && out->has_code_hash)
		s = member_hash(&out->code_hash, o, "code_hash", e);
	if (s == STATUS_OK && out->has_implementation)
		s = member_address(&out->implementation, o, "implementation", e);
	return s;
}

void profile_contract_add(struct json *o, const struct profile_contract *c)
{
	member_add_address(o, "address", &c->address);
	if (c->has_code_hash)
		member_add_hash(o, "code_hash", &c->code_hash);
	if (c->has_implementation)
		member_add_address(o, "implementation", &c->implementation);
}
