/*
 * In reading order: the question, the search, what follows a restore, then the output: as members
 * of a reply and as sentences.
 *
 * Invariant: that accounts are unused is said only where a network answered about all of them.
 */
#include "cli/remembered.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/account_keys.h"
#include "app/scope.h"
#include "chain/member.h"
#include "cli/ask_line.h"
#include "cli/print.h"
#include "cli/read.h"

/* A person waits for the vault, not for nodes. An agreed block and 14 accounts take about 1 s. */
#define PATIENCE_MS 6000

/* As often as new passphrases are asked for. */
#define TRIES 3

enum status cmd_remembered_ask(struct cli *cli, struct cmd_remembered *r, const char *option,
			       struct err *e)
{
	char answer[128];
	bool asked = true;
	enum status s = STATUS_OK;

	*r = (struct cmd_remembered){.given = option != NULL};
	if (option != NULL)
		return cmd_read_address(&r->address, option, e);
	/* Asked before the phrase is: a wrong answer costs nothing then. */
	for (int tries = 0; tries < TRIES && asked; tries++) {
		s = cmd_ask_line(cli, answer, sizeof(answer), &asked,
				 "One address of this phrase that you remember, to check it "
				 "(Enter: none): ",
				 e);
		if (s == STATUS_OK && answer[0] == '\0')
			return s;
		if (s == STATUS_OK)
			s = cmd_read_address(&r->address, answer, e);
		r->given = s == STATUS_OK;
		if (s != ERR_USAGE && s != ERR_LIMIT)
			return s;
		fprintf(stderr, "%s.\n", e->text);
	}
	return s;
}

/* Whether the vault has the address already. Out: `account` */
static enum status find_in_vault(struct cli *cli, struct cmd_remembered *r, struct err *e)
{
	struct snapshot_account *all = NULL;
	size_t n = 0;
	enum status s = load_accounts(cli->app, &all, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (all[i].watch_only || !address_equal(&all[i].address, &r->address))
			continue;
		r->kept = true;
		r->account = all[i];
	}
	free(all);
	return s;
}

enum status cmd_remembered_find(struct cli *cli, struct cmd_remembered *r, struct err *e)
{
	enum status s =
		find_phrase_account(cli->app, &r->search, r->given ? &r->address : NULL, &r->why);

	r->searched = s == STATUS_OK || s == ERR_NOT_FOUND;
	r->found = r->given && s == STATUS_OK;
	if (!r->searched)
		return err_set(e, s, "%s", r->why.text);
	return r->given ? find_in_vault(cli, r, e) : STATUS_OK;
}

/* The account comes with the path at which it was found, and without a label. */
static enum status add_found(struct cli *cli, struct cmd_remembered *r, struct err *e)
{
	struct address address;
	enum status s = add_account(cli->app, r->search.path, "", &address, e);

	r->added = s == STATUS_OK;
	return s == STATUS_OK ? find_in_vault(cli, r, e) : s;
}

enum status cmd_remembered_look(struct cli *cli, struct cmd_remembered *r, struct err *e)
{
	bool online = scope_networks(cli->app) > 0 && require_online(cli->app, NULL) == STATUS_OK;
	enum status s = STATUS_OK;

	if (!r->given && !online)
		return STATUS_OK;
	s = cmd_remembered_find(cli, r, e);
	if (s == STATUS_OK && r->found && !r->kept)
		s = add_found(cli, r, e);
	if (s == STATUS_OK)
		s = ask_used(cli->app, &cli->task, &r->used, &r->n_used, &r->search, PATIENCE_MS,
			     e);
	return s == STATUS_OK ? s
			      : err_prefix(e, s,
					   "the vault was restored; then its accounts could not be "
					   "looked through");
}

void cmd_remembered_add(struct json *top, const struct cmd_remembered *r)
{
	struct json *row;

	if (!r->given) {
		json_add_null(top, "looked_for");
		return;
	}
	row = json_new_object();
	member_add_address(row, "address", &r->address);
	if (r->kept || r->found)
		json_add_text(row, "path", r->kept ? r->account.path : r->search.path);
	else
		json_add_null(row, "path");
	if (r->kept)
		json_add_number(row, "account", r->account.index);
	else
		json_add_null(row, "account");
	json_add_bool(row, "added", r->added);
	json_add_number(row, "tried", r->search.tried);
	json_add(top, "looked_for", row);
}

void cmd_remembered_add_used(struct json *top, const struct cmd_remembered *r)
{
	struct json *rows;

	/* An empty list would say that no network knows of a used account. */
	if (r->n_used == 0) {
		json_add_null(top, "used");
		return;
	}
	rows = json_new_array();
	for (size_t i = 0; i < r->n_used; i++) {
		const struct used_accounts *u = &r->used[i];
		struct json *row = json_new_object(), *accounts = json_new_array();

		for (size_t k = 0; k < r->search.n && u->asked; k++) {
			const struct phrase_account *a = &r->search.first[k];
			struct json *one;

			if ((u->used & (1u << k)) == 0)
				continue;
			one = json_new_object();
			member_add_address(one, "address", &a->address);
			json_add_text(one, "path", a->path);
			json_add(accounts, NULL, one);
		}
		json_add_text(row, "network", u->network);
		json_add_text(row, "trust", trust_word(u->asked ? u->trust : TRUST_NONE));
		json_add_number(row, "asked", u->asked ? r->search.n : 0);
		json_add(row, "accounts", accounts);
		json_add(rows, NULL, row);
	}
	json_add(top, "used", rows);
}

/* That nothing was found is a warning on stderr: the vault was made all the same. */
void cmd_remembered_print(struct cli *cli, const struct cmd_remembered *r)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, &r->address);
	if (r->given && r->kept)
		cmd_print_line(cli, "%s is account %u, %s%s%s", text, r->account.index,
			       strcmp(r->account.path, "imported") == 0 ? "" : "at ",
			       r->account.path, r->added ? "; it was added" : "");
	else if (r->given && r->found)
		cmd_print_line(cli, "%s is at %s", text, r->search.path);
	else if (r->given && r->searched)
		cmd_print_hint(cli, "Warning: %s.", r->why.text);
}

/* A path as a shell takes it without quotes. */
static void path_to_type(char out[static 128], const char *path)
{
	size_t i = 0;

	for (; path[i] != '\0' && i < 127; i++)
		out[i] = path[i] == '\'' ? 'h' : path[i];
	out[i] = '\0';
}

/* Silence of the nodes is told as silence; an account that was used, with the path to add it. */
static void print_network(struct cli *cli, const struct cmd_remembered *r,
			  const struct used_accounts *u)
{
	char text[ADDRESS_TEXT_SIZE], path[128];

	if (!u->asked) {
		cmd_print_hint(cli,
			       "Whether accounts of this phrase were ever used on %s is not known: "
			       "its nodes could not be asked, or do not agree.",
			       u->network);
		return;
	}
	if (u->used == 0)
		cmd_print_line(cli,
			       "None of the first %zu accounts of this phrase has ever been used "
			       "on %s (%s): no transaction was sent from them, and they hold no "
			       "coins. Tokens were not looked at.",
			       r->search.n, u->network, trust_word(u->trust));
	for (size_t k = 0; k < r->search.n; k++) {
		if ((u->used & (1u << k)) == 0)
			continue;
		address_format(text, &r->search.first[k].address);
		path_to_type(path, r->search.first[k].path);
		cmd_print_line(cli, "Used on %s (%s): %s at %s", u->network, trust_word(u->trust),
			       text, path);
	}
}

void cmd_remembered_print_used(struct cli *cli, const struct cmd_remembered *r)
{
	if (scope_networks(cli->app) == 0)
		cmd_print_hint(cli, "No network is followed: nobody was asked whether accounts of "
				    "this phrase were ever used.");
	for (size_t i = 0; i < r->n_used; i++)
		print_network(cli, r, &r->used[i]);
}

void cmd_remembered_release(struct cmd_remembered *r)
{
	free(r->used);
	r->used = NULL;
}
