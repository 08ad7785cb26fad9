/*
 * A dataset has no folder here after a restore, or when a sync found it on the chain. What is
 * needed beside the records is in its row, in the vault, and in a manifest that may wait for them.
 */
#include "app/rebuild_dataset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/state.h"
#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"

/* "0x…" and ".manifest.json". */
#define WAITING_SIZE (HASH_TEXT_SIZE + 16)

bool has_dataset_folder(const struct app *app, const struct hash *root)
{
	char name[HASH_TEXT_SIZE], *path;
	bool there;

	hash_format(name, root);
	path = dir_join(app->shared->paths.datasets, name);
	there = path != NULL && access(path, F_OK) == 0;
	free(path);
	return there;
}

bool find_waiting_manifest(const struct app *app, char **path, const struct hash *root)
{
	char hex[HASH_TEXT_SIZE], name[WAITING_SIZE];

	hash_format(hex, root);
	snprintf(name, sizeof(name), "%s.manifest.json", hex);
	*path = dir_join(app->shared->paths.datasets, name);
	return *path != NULL && access(*path, F_OK) == 0;
}

/* Reads the manifest that waits. Release it with manifest_release() when that is true. */
static bool read_waiting(struct manifest *out, const char *path)
{
	struct buf text;
	bool whole;

	buf_init(&text, LIMIT_SMALL_FILE);
	whole = file_read(&text, path, NULL) == STATUS_OK &&
		manifest_parse(out, text.data, text.len, NULL) == STATUS_OK;
	buf_release(&text);
	return whole;
}

enum status rebuild_dataset(struct app *app, struct task *task, struct store **out,
			    const struct cache_dataset *row, const struct dataset_keys *keys,
			    const struct store_plan *plan, struct err *e)
{
	const struct store_attested attested = {.root = row->root, .manifest = row->manifest};
	struct store_plan p = *plan;
	struct manifest m = {0};
	char *path;
	bool waits = find_waiting_manifest(app, &path, &row->root) && read_waiting(&m, path);
	enum status s;

	p.nonce = row->nonce;
	memcpy(p.blind.bytes, secret_view(keys->blind), sizeof(p.blind.bytes));
	p.salt_key = secret_view(keys->salt_key);
	p.dedupe_key = secret_view(keys->dedupe);
	p.attested = &attested;
	if (waits && p.text_name == NULL && m.text_name[0] != '\0')
		p.text_name = m.text_name;
	if (waits && p.label_name == NULL && m.label_name[0] != '\0')
		p.label_name = m.label_name;
	s = store_build(out, app->shared->paths.datasets, &p, watch_reader, task, e);
	/* The folder has the manifest now. */
	if (s == STATUS_OK && waits)
		unlink(path);
	if (waits)
		manifest_release(&m);
	free(path);
	return s;
}

/* Builds the folder from the place where the records were when they were committed to. */
static enum status rebuild_in_place(struct app *app, struct task *task, struct store **out,
				    const struct cache_dataset *row, struct err *e)
{
	struct store_plan plan = {
		.source = row->source, .attester = row->account, .license = row->license};
	struct dataset_keys keys = {0};
	enum status s = reader_kind_choose(&plan.kind, row->source, row->kind, e);

	if (s == STATUS_OK)
		s = release_dataset_keys(app, &keys, &row->nonce, e);
	if (s == STATUS_OK)
		s = rebuild_dataset(app, task, out, row, &keys, &plan, e);
	free_dataset_keys(&keys);
	return s;
}

enum status find_dataset_folder(struct app *app, struct task *task, struct store **out,
				const struct cache_dataset *row, struct err *e)
{
	enum status s = open_dataset(app, out, row, e);

	if (s != ERR_NOT_FOUND || hash_is_zero(&row->nonce) || row->source[0] != '/' ||
	    access(row->source, R_OK) != 0)
		return s;
	return rebuild_in_place(app, task, out, row, e);
}
