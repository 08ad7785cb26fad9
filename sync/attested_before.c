#include "sync/attested_before.h"

#include "app/shown_account.h"
#include "client/logs.h"
#include "sync/step_datasets.h"
#include "sync/sync.h"

/* A long chain takes several syncs: each looks at a limited number of blocks. */
static enum status look(struct app *app, struct task *task, const struct address *account,
			struct err *e)
{
	int64_t before, now = step_datasets_scanned(app, account);
	enum status s;

	do {
		before = now;
		s = sync_network(app, task, NULL, e);
		now = step_datasets_scanned(app, account);
	} while (s == STATUS_OK && now - before >= LOGS_SPAN);
	return s;
}

enum status read_attested_before(struct app *app, struct task *task, bool again, struct err *e)
{
	struct address account;
	enum status s = shown_account(app, &account, e);

	if (s != STATUS_OK)
		return s;
	if (step_datasets_scanned(app, &account) >= 0 &&
	    (!again || require_online(app, NULL) != STATUS_OK))
		return STATUS_OK;
	return look(app, task, &account, e);
}
