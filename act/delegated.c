/*
 * The code of a delegated account runs with every call of it, also those that bring it something:
 * coins that arrive may leave in the same transaction. Thieves who got hold of a key once leave
 * such a delegation behind, so that whatever is claimed later is theirs.
 */
#include "act/delegated.h"

#include <stdio.h>
#include <string.h>

#include "act/act_private.h"
#include "client/chainstate.h"
#include "client/code.h"

static void add_warning(struct act *act, const char *text)
{
	size_t len = strlen(act->warning);

	snprintf(act->warning + len, sizeof(act->warning) - len, "%s%s", len > 0 ? "; " : "", text);
}

static void warn(struct act *act, const struct address *address, const struct address *delegate,
		 enum trust trust)
{
	char account[ADDRESS_TEXT_SIZE], to[ADDRESS_TEXT_SIZE], text[400];

	address_format(account, address);
	address_format(to, delegate);
	act_tell(act, "Delegated to", trust, "the account runs this contract's code (EIP-7702)",
		 "%s", to);
	snprintf(text, sizeof(text),
		 "%s is delegated to %s (EIP-7702): that code can move whatever the account holds "
		 "or gets; go ahead only if you delegated it yourself",
		 account, to);
	add_warning(act, text);
}

enum status warn_of_delegation(struct session *session, struct act *act,
			       const struct address *address, struct err *e)
{
	struct code_reading code;
	struct account account;
	char name[ADDRESS_TEXT_SIZE], text[200];
	enum trust trust;
	enum status s = chainstate_account(session->nodes, &account, &trust, NULL, &session->anchor,
					   address, e);

	if (s == STATUS_OK)
		s = code_read(session->nodes, &code, &session->anchor, address, &account.code_hash,
			      e);
	if (s != STATUS_OK)
		return s;
	switch (code.kind) {
	case CODE_NONE:
	case CODE_CONTRACT: break;
	case CODE_DELEGATION: warn(act, address, &code.delegate, trust); break;
	case CODE_UNSEEN:
		address_format(name, address);
		snprintf(text, sizeof(text),
			 "%s has code that no node shows, so that it may be delegated (EIP-7702)",
			 name);
		add_warning(act, text);
		break;
	}
	return STATUS_OK;
}
