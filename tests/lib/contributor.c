#include "tests/lib/contributor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "app/account.h"
#include "app/create_vault.h"
#include "app/load.h"
#include "app/session.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json_write.h"
#include "tests/lib/signer_answers.h"
#include "tests/lib/words_of.h"

void expect_status_at(enum status got, enum status want, const struct err *e, const char *file,
		      int line)
{
	if (got == want)
		return;
	print_error("expected %s, got %s: %s\n", status_name(want), status_name(got),
		    e != NULL ? e->text : "");
	_fail(file, line);
}

void expect_in_at(const char *text, const char *part, const char *file, int line)
{
	if (strstr(text, part) != NULL)
		return;
	print_error("\"%s\" is not in \"%s\"\n", part, text);
	_fail(file, line);
}

const struct act_fact *act_line_with(const struct act *act, const char *label)
{
	for (size_t i = 0; i < act->n_facts; i++)
		if (strcmp(act->facts[i].label, label) == 0)
			return &act->facts[i];
	return NULL;
}

const char *contributor_path(const struct contributor *c, const char *name)
{
	static char paths[8][256];
	static unsigned next;
	char *path = paths[next++ % ARRAY_SIZE(paths)];

	snprintf(path, sizeof(paths[0]), "%s/%s", c->dir, name);
	return path;
}

void contributor_write_profile(struct contributor *c, const struct devnet *net)
{
	struct buf text;

	c->net = net;
	buf_init(&text, LIMIT_SMALL_FILE);
	expect_status(json_write(&text, json_get(net->description, "profile")), STATUS_OK, NULL);
	expect_status(dir_ensure(contributor_path(c, "networks"), &c->err), STATUS_OK, &c->err);
	expect_status(file_write(contributor_path(c, "networks/devnet.json"), text.data, text.len,
				 &c->err),
		      STATUS_OK, &c->err);
	buf_release(&text);
}

static void open_again(struct contributor *c)
{
	c->options.config_dir = c->dir;
	c->options.network = "devnet";
	expect_status(open_app(&c->app, &c->options, &c->err), STATUS_OK, &c->err);
}

static void forget_session(struct contributor *c)
{
	end_session(&c->task);
	c->task = (struct task){0};
}

void contributor_close(struct contributor *c)
{
	forget_session(c);
	snapshot_unref(c->seen);
	c->seen = NULL;
	close_app(c->app);
	c->app = NULL;
}

void contributor_begin(struct contributor *c, const struct devnet *net)
{
	contributor_begin_in(c, net, "/tmp");
}

void contributor_begin_in(struct contributor *c, const struct devnet *net, const char *where)
{
	*c = (struct contributor){0};
	expect_status(secret_start(&c->err), STATUS_OK, &c->err);
	snprintf(c->dir, sizeof(c->dir), "%s/byline-test-XXXXXX", where);
	assert_non_null(mkdtemp(c->dir));
	contributor_write_profile(c, net);
	open_again(c);
}

void contributor_end(struct contributor *c)
{
	char command[160];

	if (c->dir[0] == '\0')
		return;
	contributor_close(c);
	snprintf(command, sizeof(command), "rm -rf %s", c->dir);
	assert_int_equal(system(command), 0);
	c->dir[0] = '\0';
}

void contributor_reopen(struct contributor *c, bool offline)
{
	contributor_close(c);
	c->options.offline = offline;
	open_again(c);
}

void contributor_alter_profile(struct contributor *c, const char *text, const char *by)
{
	const char *path = contributor_path(c, "networks/devnet.json"), *at;
	struct buf was, now;

	buf_init(&was, LIMIT_SMALL_FILE);
	buf_init(&now, LIMIT_SMALL_FILE);
	expect_status(file_read(&was, path, &c->err), STATUS_OK, &c->err);
	at = strstr(buf_str(&was), text);
	assert_non_null(at);
	assert_null(strstr(at + 1, text));
	buf_add(&now, was.data, (size_t)(at - buf_str(&was)));
	buf_add_str(&now, by);
	buf_add_str(&now, at + strlen(text));
	expect_status(file_write(path, now.data, now.len, &c->err), STATUS_OK, &c->err);
	buf_release(&was);
	buf_release(&now);
	contributor_reopen(c, c->options.offline);
}

void contributor_restore(struct contributor *c)
{
	answer(c->app->shared->door, json_text(json_get(c->net->description, "phrase")),
	       CONTRIBUTOR_PASSPHRASE, NULL);
	expect_status(restore_vault(c->app, false, &c->err), STATUS_OK, &c->err);
}

void contributor_unlock(struct contributor *c)
{
	answer(c->app->shared->door, CONTRIBUTOR_PASSPHRASE, NULL);
	expect_status(unlock_vault(c->app, &c->err), STATUS_OK, &c->err);
}

void contributor_watch(struct contributor *c, const char *name)
{
	struct address a = devnet_account(c->net, name);

	expect_status(watch_account(c->app, &a, name, &c->err), STATUS_OK, &c->err);
}

enum status contributor_sync(struct contributor *c)
{
	c->err = (struct err){0};
	return sync_network(c->app, &c->task, &c->report, &c->err);
}

enum status contributor_sync_afresh(struct contributor *c)
{
	forget_session(c);
	return contributor_sync(c);
}

void contributor_audit(struct contributor *c, struct audit_report *r, bool full)
{
	struct address account;

	if (!c->options.offline)
		expect_status(sync_network(c->app, &c->task, NULL, &c->err), STATUS_OK, &c->err);
	expect_status(shown_account(c->app, &account, &c->err), STATUS_OK, &c->err);
	expect_status(audit_account(c->app, &c->task, r, &account, full, &c->err), STATUS_OK,
		      &c->err);
}

const struct snapshot *contributor_look(struct contributor *c)
{
	snapshot_unref(c->seen);
	c->seen = NULL;
	expect_status(load_snapshot(c->app, &c->seen, &c->err), STATUS_OK, &c->err);
	return c->seen;
}

const struct snapshot_node *snapshot_node_named(const struct snapshot *s, const char *name)
{
	size_t i = 0;

	while (i < s->n_nodes && strcmp(s->nodes[i].name, name) != 0)
		i++;
	assert_true(i < s->n_nodes);
	return &s->nodes[i];
}

const struct snapshot_event *snapshot_event_with(const struct snapshot *s, const char *part)
{
	for (size_t i = 0; i < s->n_events; i++)
		if (strstr(words_of(&s->events[i].text), part) != NULL)
			return &s->events[i];
	return NULL;
}
