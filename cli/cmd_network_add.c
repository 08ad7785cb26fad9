/*
 * byline network add: checks a profile and keeps it. One that changes a profile of its name is
 * shown field by field; a change that could cost money takes the name, typed.
 */
#include <string.h>

#include "app/network.h"
#include "base/buf.h"
#include "base/file.h"
#include "chain/node_url.h"
#include "chain/profile_parse.h"
#include "cli/args.h"
#include "cli/changes.h"
#include "cli/cmd_network_follow.h"
#include "cli/command.h"
#include "cli/print.h"

struct network_options {
	bool replace;
	bool use;
	const char *confirm;
};

static const struct cmd_option add_options[] = {
	CMD_FLAG("replace", struct network_options, replace),
	CMD_FLAG("use", struct network_options, use),
	CMD_VALUE("confirm", "NAME", struct network_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run_add;

const struct command cmd_network_add = {
	.name = "add",
	.synopsis = "network add FILE [--replace] [--use]",
	.summary = "checks and keeps a profile",
	.options = add_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_add,
};

/* A file, and the profile of its name that is there. */
struct meeting {
	bool known;  /* the user has a profile of its name */
	bool broken; /* that one cannot be read, so that everything about it may change */
	struct cmd_changes changes;
};

static enum status find_change(struct cli *cli, struct meeting *out, const struct profile *p,
			       struct err *e)
{
	struct profile before;
	struct err why = {0};
	enum status s = load_network(app_paths(cli->app), &before, p->name, &why);

	*out = (struct meeting){.known = has_network_file(app_paths(cli->app), p->name)};
	out->broken = out->known && s == ERR_PARSE;
	if (!out->known || out->broken)
		return STATUS_OK;
	if (s != STATUS_OK)
		return err_set(e, s, "%s", why.text);
	return cmd_changes_find(&out->changes, &before, p, e);
}

/* Decides whether the file may take the place of a profile that is there and differs. */
static enum status confirm_change(const struct cli *cli, const struct meeting *m,
				  const struct network_options *o, const char *name, struct err *e)
{
	enum status s;

	if (!o->replace && m->broken)
		return err_set(e, ERR_EXISTS,
			       "network %s is there and cannot be read; --replace overwrites it",
			       name);
	if (!o->replace)
		return err_set(e, ERR_EXISTS,
			       "network %s is there, and the file changes %zu of its fields; "
			       "--replace shows them and asks",
			       name, m->changes.n);
	s = cmd_changes_show(cli, &m->changes, e);
	if (s != STATUS_OK || (m->changes.dangerous == 0 && !m->broken))
		return s;
	return cmd_changes_confirm(cli, o->confirm, name, e);
}

/* Keeps a profile. One that is there already as in the file is left as it is. */
static enum status keep_profile(struct cli *cli, const struct buf *text, struct profile *p,
				const struct network_options *o, struct err *e)
{
	struct meeting m;
	char replaced[32] = "";
	enum status s = find_change(cli, &m, p, e);
	bool same = m.known && !m.broken && m.changes.n == 0;

	if (s == STATUS_OK && m.known && !same)
		s = confirm_change(cli, &m, o, p->name, e);
	if (s == STATUS_OK && !same)
		s = add_network(cli->app, text->data, text->len, o->replace, p, e);
	if (s == STATUS_OK && o->use)
		s = use_network(cli->app, p->name, replaced, e);
	if (s == STATUS_OK)
		cmd_network_follow_tell(cli, p->name, replaced);
	if (s == STATUS_OK)
		s = cmd_network_follow_print(
			cli,
			same	  ? "Unchanged:"
			: m.known ? "Changed"
				  : "Added",
			p, o->use, cmd_print_is_data(cli) ? cmd_changes_json(&m.changes) : NULL, e);
	cmd_changes_release(&m.changes);
	return s;
}

/*
 * Puts the addresses of the profile that is there in the place of their shown forms, so that a file
 * of network show --file can be edited and added again without its keys ever being printed. An
 * address that two nodes are shown with stays, and is refused.
 */
static enum status take_kept_keys(struct cli *cli, struct buf *text, struct err *e)
{
	struct json *doc = NULL;
	struct profile before;
	const char *name = NULL;
	bool found = json_parse(&doc, text->data, text->len, NULL) == STATUS_OK &&
		     (name = json_text(json_get(doc, "name"))) != NULL &&
		     load_network(app_paths(cli->app), &before, name, NULL) == STATUS_OK;
	enum status s = STATUS_OK;

	json_free(doc);
	for (size_t i = 0; found && s == STATUS_OK && i < before.n_nodes; i++) {
		const char *url = before.nodes[i].url, *at;
		char shown[NODE_URL_SIZE];
		struct buf whole;

		node_url_show(shown, url);
		at = strstr(buf_str(text), shown);
		if (at == NULL || !node_url_has_key(url) ||
		    strstr(at + strlen(shown), shown) != NULL)
			continue;
		buf_init(&whole, LIMIT_SMALL_FILE);
		buf_add(&whole, text->data, (size_t)(at - buf_str(text)));
		buf_add_str(&whole, url);
		buf_add_str(&whole, at + strlen(shown));
		s = buf_status(&whole);
		buf_release(text);
		*text = whole;
	}
	return s == STATUS_OK ? s : err_set(e, s, "%s", status_phrase(s));
}

/* Checks the whole profile before it is kept. A parse error names the file first. */
static enum status run_add(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct network_options o = {0};
	struct profile profile;
	struct buf text;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_network_add, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&text, LIMIT_SMALL_FILE);
	s = file_read(&text, argv[0], e);
	if (s == STATUS_OK)
		s = take_kept_keys(cli, &text, e);
	if (s == STATUS_OK)
		s = profile_parse(&profile, text.data, text.len, e);
	if (s == ERR_PARSE)
		s = err_prefix(e, s, "%s is not a network profile", argv[0]);
	if (s == STATUS_OK)
		s = keep_profile(cli, &text, &profile, &o, e);
	buf_release(&text);
	return s;
}
