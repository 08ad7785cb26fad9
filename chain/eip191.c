#include "chain/eip191.h"

#include <stdio.h>
#include <string.h>

#include "chain/keccak.h"

void eip191_digest(struct hash *out, const void *message, size_t len)
{
	char head[64];
	struct keccak k;

	snprintf(head, sizeof(head),
		 "\x19"
		 "Ethereum Signed Message:\n%zu",
		 len);
	keccak_init(&k);
	keccak_update(&k, head, strlen(head));
	keccak_update(&k, message, len);
	keccak_final(&k, out->bytes);
}
