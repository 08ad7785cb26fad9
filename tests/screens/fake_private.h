/* The state of the fake app, shared by its files. */
#ifndef TESTS_FAKE_PRIVATE_H
#define TESTS_FAKE_PRIVATE_H

#include "jobs/narrow.h"
#include "tests/screens/fake_app.h"

#define WORKS 16
#define NAMES 64

struct work {
	bool used, cancelled;
	char name[32];
	work_done *done;
	void *user;
	struct work_result result;
};

struct app {
	const struct snapshot *snapshot, *whole; /* `whole` is that of all networks and accounts */
	struct narrowing shown;
	struct work works[WORKS];
	int fd;
	bool hold, live, confirmed;
	char fail[32];
	enum status fail_status;
	char fail_text[128];
	char started[NAMES][32];
	unsigned n_started;
	char text[256], scope[32];
	struct address distributor;
	struct hash root;
	struct work_lender lender;
};

/* Remembers that work of this name was started. Returns: its slot, for the result. */
struct work *fake_work_new(struct app *app, const char *name, work_done *done, void *user);

/* Remembers the text that work was started with. */
void fake_keep_text(struct app *app, const char *text);

#endif
