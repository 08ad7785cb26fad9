#include "chain/payer_list.h"

enum status payer_list_open(struct abi_reader *r, struct abi_reader *list, struct payer_call *out,
			    size_t words)
{
	size_t n;
	enum status s = abi_take_list(r, list, &n, words);

	if (s == STATUS_OK && (n == 0 || (out->n != 0 && n != out->n)))
		s = ERR_PARSE;
	/* Claims of more tokens are made in several transactions. */
	if (s == STATUS_OK && n > LIMIT_CLAIM_PARTS)
		s = ERR_LIMIT;
	out->n = s == STATUS_OK ? n : 0;
	return s;
}
