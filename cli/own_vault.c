/*
 * The vault of this machine: whether there is one, opening it, and its recovery phrase. The signer
 * asks, so that no passphrase and no phrase comes here.
 */
#include "cli/own_vault.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "act/expect.h"
#include "app/account.h"
#include "app/lost_records.h"
#include "app/passphrase.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "chain/member.h"
#include "cli/print.h"
#include "cli/read.h"

enum status cmd_own_vault_require(const struct cli *cli, struct err *e)
{
	if (has_vault(cli->app))
		return STATUS_OK;
	return refuse_no_vault(cli->app, e);
}

/* Some acts are prepared with the vault open, when it is too late to name the hash. */
static enum status name_expected(const struct cli *cli, struct err *e)
{
	const struct hash *expect;
	struct hash room;
	enum status s = cmd_read_expect(cli, &expect, &room, e);

	return s == STATUS_OK && expect != NULL ? expect_digest(cli->app, expect, NULL, e) : s;
}

enum status cmd_own_vault_unlock(struct cli *cli, struct err *e)
{
	enum status s;

	if (is_unlocked(cli->app))
		return STATUS_OK;
	s = cmd_own_vault_require(cli, e);
	if (s == STATUS_OK)
		s = name_expected(cli, e);
	if (s == STATUS_OK)
		s = unlock_vault(cli->app, e);
	/* Keys take a second to be derived, in which Ctrl-C may come. */
	return s == STATUS_OK ? task_check(&cli->task, e) : s;
}

enum status cmd_own_vault_check_terminal(struct err *e)
{
	int fd = open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return err_set(e, ERR_USAGE, "the recovery phrase is shown on a terminal only");
	close(fd);
	return STATUS_OK;
}

enum status cmd_own_vault_show_phrase(struct cli *cli, struct err *e)
{
	enum status s = cmd_own_vault_check_terminal(e);

	return s == STATUS_OK ? reveal_phrase(cli->app, e) : s;
}

enum status cmd_own_vault_print(struct cli *cli, const char *done, struct json *take_top,
				struct err *e)
{
	const char *path = app_paths(cli->app)->vault;
	struct snapshot_account *accounts = NULL;
	char text[ADDRESS_TEXT_SIZE];
	struct json *top = take_top;
	size_t n = 0;
	enum status s = load_accounts(cli->app, &accounts, &n, e);

	if (s == STATUS_OK && n == 0)
		s = err_set(e, ERR_NOT_FOUND, "the vault has no account");
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		top = top != NULL ? top : json_new_object();
		json_add_text(top, "vault", path);
		member_add_address(top, "account", &accounts[0].address);
		s = cmd_print_reply(cli, top, e);
		top = NULL;
	} else if (s == STATUS_OK) {
		address_format(text, &accounts[0].address);
		cmd_print_line(cli, "%s %s\nAccount 0: %s", done, path, text);
	}
	json_free(top);
	free(accounts);
	return s;
}
