/* Accounts, vault and signer of the fixtures. */
#include "tests/screens/fixture_private.h"

#include <stdio.h>

#include "wallet/confine.h"

#define PHONE "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"

void fixture_add_accounts(struct snapshot *s, bool watch_only)
{
	s->n_accounts = watch_only ? 1 : 3;
	s->accounts = fixture_table(s->n_accounts, sizeof(*s->accounts));
	s->accounts[0] = (struct snapshot_account){.address = fixture_address(FIXTURE_LAPTOP),
						   .label = "laptop",
						   .path = "m/44'/60'/0'/0/0",
						   .watch_only = watch_only};
	if (!watch_only) {
		s->accounts[1] = (struct snapshot_account){
			.address = fixture_address("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc"),
			.index = 1};
		s->accounts[2] = (struct snapshot_account){.address = fixture_address(PHONE),
							   .label = "co-op treasury",
							   .watch_only = true};
	}
	s->has_account = true;
}

/* A locked vault was never open in this byline, so that nothing of its signer is known. */
void fixture_add_vault(struct snapshot *s, enum fixture_kind kind)
{
	bool weak = kind == FIXTURE_UNPROTECTED;

	s->unlocked = kind == FIXTURE_UNLOCKED || weak;
	s->locks_at = s->unlocked ? FIXTURE_NOW + 280 : 0;
	s->vault.known = s->vault.drill_known = s->unlocked;
	s->vault.drilled = s->unlocked && !weak ? FIXTURE_NOW - 86400 * 40 : 0;
	s->vault.used_without = weak;
	for (unsigned i = 0; i < SNAPSHOT_PROTECTIONS; i++)
		s->vault.protections[i] = (struct snapshot_protection){
			.name = confine_name((enum protection)(1U << i)),
			.in_force = s->unlocked &&
				    !(weak && 1U << i == (unsigned)PROTECTION_LOCKED_MEMORY)};
}
