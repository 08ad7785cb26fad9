/* byline init: a new vault. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/account.h"
#include "app/unlock.h"
#include "base/file.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/new_vault.h"
#include "cli/output.h"
#include "cli/prompt.h"
#include "cli/values.h"

enum status cmd_show_phrase(struct cli *cli, const struct secret *passphrase, struct err *e)
{
	struct secret *phrase = NULL;
	int fd = open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY);
	enum status s;

	if (fd < 0)
		return err_set(e, ERR_USAGE, "the recovery phrase is shown on a terminal only");
	s = reveal_phrase(cli->app, &phrase, passphrase, e);
	if (s == STATUS_OK) {
		static const char head[] = "\nRecovery phrase. Whoever has it has everything; "
					   "write it on paper, show it to nobody:\n\n  ";

		s = file_write_all(fd, head, sizeof(head) - 1);
		if (s == STATUS_OK)
			s = file_write_all(fd, secret_view(phrase), secret_len(phrase));
		if (s == STATUS_OK)
			s = file_write_all(fd, "\n\n", 2);
		if (s != STATUS_OK)
			s = err_set(e, s, "cannot write to the terminal");
	}
	secret_free(phrase);
	close(fd);
	return s;
}

enum status cmd_tell_vault(struct cli *cli, const char *done, struct err *e)
{
	const char *path = app_paths(cli->app)->vault;
	struct snapshot_account *accounts = NULL;
	char text[ADDRESS_TEXT_SIZE];
	struct json *top;
	size_t n = 0;
	enum status s = load_accounts(cli->app, &accounts, &n, e);

	if (s == STATUS_OK && n == 0)
		s = err_set(e, ERR_NOT_FOUND, "the vault has no account");
	if (s == STATUS_OK && cli->json) {
		top = json_new_object();
		json_add_text(top, "vault", path);
		cmd_add_address(top, "account", &accounts[0].address);
		s = cmd_print_json(top, e);
	} else if (s == STATUS_OK) {
		address_format(text, &accounts[0].address);
		cmd_say(cli, "%s %s\nAccount 0: %s", done, path, text);
	}
	free(accounts);
	return s;
}

static enum status check_terminal(struct err *e)
{
	int fd = open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return err_set(e, ERR_USAGE, "the recovery phrase is shown on a terminal only");
	close(fd);
	return STATUS_OK;
}

enum status cmd_init(struct cli *cli, int argc, char **argv, struct err *e)
{
	bool show = false;
	const char *words_text = "24";
	const struct option_spec specs[] = {
		{"show-phrase", &show, NULL},
		{"words", NULL, &words_text},
		{NULL, NULL, NULL},
	};
	struct secret *passphrase = NULL;
	uint64_t words = 0;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("init")->synopsis, e);
	if (s == STATUS_OK && (parse_u64(&words, words_text, strlen(words_text)) != STATUS_OK ||
			       (words != 12 && words != 24)))
		s = err_set(e, ERR_USAGE, "--words takes 12 or 24");
	if (s == STATUS_OK)
		s = require_writable(cli->app, "create a vault", e);
	if (s == STATUS_OK && has_vault(cli->app))
		s = err_set(e, ERR_EXISTS, "%s exists; byline never overwrites a vault",
			    app_paths(cli->app)->vault);
	if (s == STATUS_OK && show)
		s = check_terminal(e);
	if (s == STATUS_OK)
		s = cmd_ask_passphrase(cli, &passphrase, "New passphrase: ", true, e);
	if (s == STATUS_OK)
		s = create_vault(cli->app, passphrase, (unsigned)words, e);
	if (s == STATUS_OK)
		s = cmd_tell_vault(cli, "Created", e);
	if (s == STATUS_OK && show)
		s = cmd_show_phrase(cli, passphrase, e);
	else if (s == STATUS_OK)
		cmd_hint(cli, "Write down the recovery phrase now: byline backup --show-phrase");
	secret_free(passphrase);
	return s;
}
