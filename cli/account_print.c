#include "cli/account_print.h"

#include <stdlib.h>

#include "app/account.h"
#include "app/lost_records.h"
#include "cli/print.h"
#include "cli/read.h"
#include "models/columns.h"

struct json *cmd_account_object(const struct snapshot_account *a)
{
	return column_row_json(columns_of(ROW_ACCOUNT), NULL, a);
}

enum status cmd_account_print(struct cli *cli, const char *done, const struct address *address,
			      struct err *e)
{
	struct snapshot_account *accounts = NULL;
	char text[ADDRESS_TEXT_SIZE];
	size_t n = 0, i = 0;
	enum status s = load_accounts(cli->app, &accounts, &n, e);

	address_format(text, address);
	if (s == STATUS_OK)
		s = n == 0 ? refuse_no_account(cli->app, e)
			   : find_account(&i, accounts, n, text, e);
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		struct json *top = json_new_object();

		json_add(top, "account", cmd_account_object(&accounts[i]));
		s = cmd_print_reply(cli, top, e);
	} else if (s == STATUS_OK) {
		cmd_print_line(cli, "%s %s%s%s", done, text,
			       accounts[i].label[0] != '\0' ? " " : "", accounts[i].label);
	}
	free(accounts);
	return s;
}
