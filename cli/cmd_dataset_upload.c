/* byline dataset upload: to the datanet, sealed and resumable. */
#include <stdio.h>

#include "app/commit.h"
#include "app/prove.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/output.h"
#include "cli/values.h"
#include "sync/upload.h"

/* The key that everything is sealed to is trusted only once a person compared it. */
static enum status settle_intake(struct cli *cli, const char *confirm, struct err *e)
{
	struct intake_question q;
	char id[HASH_TEXT_SIZE], prompt[256];
	enum status s = check_intake(cli->app, &cli->task, &q, e);

	if (s != STATUS_OK || !q.asked)
		return s;
	hash_format(id, &q.id);
	fprintf(stderr,
		"%s\n  %s\nCompare it with what the operator publishes: whoever has its secret "
		"half reads your records.\n",
		q.changed ? "The datanet has ANOTHER intake key than the one you confirmed:"
			  : "The datanet's intake key, for the first time:",
		id);
	snprintf(prompt, sizeof(prompt), "Type its last eight digits to trust it: ");
	/* --expect is about signing hashes and confirms nothing here. */
	s = confirm != NULL || cli->expect == NULL
		    ? cmd_confirm_as(confirm, q.confirm, prompt, e)
		    : err_set(e, ERR_REFUSED,
			      "the intake key is confirmed by --confirm and its last eight digits");
	return s == STATUS_OK ? confirm_intake(cli->app, &q, e) : s;
}

static enum status tell(struct cli *cli, const char *name, const struct hash *root,
			const struct hash *uid, struct err *e)
{
	struct json *top;

	if (!cli->json) {
		cmd_say(cli, "Uploaded %s.", name);
		cmd_hint(cli, "Next: byline dataset show %s tells when it is accepted.", name);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_hex(top, "root", root->bytes, sizeof(root->bytes));
	json_add_hex(top, "uid", uid->bytes, sizeof(uid->bytes));
	json_add_bool(top, "uploaded", true);
	return cmd_print_json(top, e);
}

enum status cmd_dataset_upload(struct cli *cli, int argc, char **argv, struct err *e)
{
	const char *confirm = NULL;
	const struct option_spec specs[] = {
		{"confirm", NULL, &confirm},
		{NULL, NULL, NULL},
	};
	struct hash root, uid;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 1, 1, cmd_find("dataset")->synopsis, e);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "upload", e);
	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK && hash_is_zero(&uid))
		s = err_set(e, ERR_NOT_FOUND,
			    "%.64s is not attested yet; run: byline dataset commit %.64s --attest "
			    "--send",
			    argv[0], argv[0]);
	if (s == STATUS_OK)
		s = settle_intake(cli, confirm, e);
	if (s == STATUS_OK)
		s = cmd_unlock(cli, e);
	if (s == STATUS_OK)
		s = upload_dataset(cli->app, &cli->task, &root, e);
	cmd_end_progress();
	return s == STATUS_OK ? tell(cli, argv[0], &root, &uid, e) : s;
}
