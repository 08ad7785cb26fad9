/* The signer derives and compares; the file is brought along for it. */
#include "act/find_address.h"

#include <stdio.h>

#include "app/state.h"
#include "app/unlock.h"
#include "app/vault_change_private.h"
#include "wallet/door_change.h"

/* The door's types stay below this room: commands see a copy. */
static void take_first(struct address_search *out, const struct door_found *found)
{
	_Static_assert(ARRAY_SIZE(found->first) <= PHRASE_FIRST_MOST, "the first accounts fit");
	snprintf(out->path, sizeof(out->path), "%s", found->path);
	out->tried = found->tried;
	out->n = found->n;
	for (size_t i = 0; i < found->n; i++) {
		out->first[i].address = found->first[i].address;
		snprintf(out->first[i].path, sizeof(out->first[i].path), "%s",
			 found->first[i].path);
	}
}

/* The remedies are named in the order in which they are likely. */
static enum status refuse_unfound(const struct address *address, struct err *e)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, address);
	return err_set(e, ERR_NOT_FOUND,
		       "%s is not among the first %d accounts of this phrase as MetaMask, Ledger "
		       "Live, Ledger legacy and MEW count them. The phrase need not be wrong: the "
		       "account may belong to another passphrase of it (BIP-39; byline restore "
		       "--with-passphrase), or to another path (byline account new --path PATH)",
		       text, DOOR_LOOKED_THROUGH);
}

/* NULL looks for no address: the first accounts are told. */
struct phrase_search {
	const struct address *address;
	struct door_found found;
};

static enum status seek(struct door *door, const struct door_vault *now, void *args, struct err *e)
{
	struct phrase_search *s = args;

	return door_find_address(door, &s->found, now, s->address, e);
}

enum status find_phrase_account(struct app *app, struct address_search *out,
				const struct address *address, struct err *e)
{
	struct phrase_search sought = {.address = address};
	enum status s = unlock_if_locked(app, e);

	/* After a failure nothing of an earlier search is left in it. */
	*out = (struct address_search){.tried = 0};
	if (s != STATUS_OK)
		return s;
	s = ask_with_vault(app, seek, &sought, e);
	if (s != STATUS_OK)
		return s;
	take_first(out, &sought.found);
	return address != NULL && sought.found.path[0] == '\0' ? refuse_unfound(address, e)
							       : STATUS_OK;
}
