/*
 * The dashboard as a program on the figures of a fixture, for tests on a terminal: `dashboard KIND
 * [--ascii] [--accessible] [--mouse] [--theme NAME]`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "tests/screens/fake_app.h"
#include "tui/dashboard_run.h"

int main(int argc, char **argv)
{
	struct dashboard_options o = {.test = getenv("BYLINE_TEST") != NULL};
	struct err e = {0};
	struct app *app;
	enum status status;

	if (argc < 2 || fixture_named(argv[1]) == FIXTURE_COUNT) {
		fprintf(stderr,
			"usage: %s FIXTURE [--ascii] [--accessible] [--mouse] [--theme NAME]\n",
			argv[0]);
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		o.ascii |= strcmp(argv[i], "--ascii") == 0;
		o.accessible |= strcmp(argv[i], "--accessible") == 0;
		o.mouse |= strcmp(argv[i], "--mouse") == 0;
		if (strcmp(argv[i], "--theme") == 0 && i + 1 < argc)
			o.theme = argv[++i];
	}
	status = secret_start(&e);
	if (status != STATUS_OK) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	app = fake_app_new(fixture_named(argv[1]));
	/* Another network would end the dashboard, and there is none to open again with. */
	fake_app_fail(app, "network", ERR_NOT_FOUND, "a fixture has no other network");
	status = dashboard_run(app, &o, &e);
	fake_app_free(app);
	if (status != STATUS_OK)
		fprintf(stderr, "dashboard: %s\n", e.text);
	return status == STATUS_OK ? 0 : 2;
}
