/* Files that are damaged, altered, malformed, empty, or change while they are read. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/attest.h"
#include "act/commit.h"
#include "act/prove.h"
#include "act/send.h"
#include "act/sign.h"
#include "app/session.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/file.h"
#include "cache/models.h"
#include "chain/keccak.h"
#include "models/preview_dataset.h"
#include "sync/upload.h"
#include "tests/lib/agreed.h"
#include "tests/lib/altered.h"
#include "tests/lib/contributor.h"
#include "tests/lib/signer_answers.h"

#define PLAN(path_, ...) (&(struct preview_plan){.path = path_, ##__VA_ARGS__})

static struct devnet net;
static struct contributor c;
#define DATANET (c.app->profile->datanets[0].address)
static struct hash root, uid;  /* these name the dataset "mails", attested */
static struct buf true_model;  /* the datanet's artifact */
static struct hash model_hash; /* its name */

static void put(const char *path, const void *data, size_t len)
{
	expect_status(file_write(path, data, len, &c.err), STATUS_OK, &c.err);
}

static struct buf get(const char *path)
{
	struct buf b;

	buf_init(&b, LIMIT_MODEL);
	expect_status(file_read(&b, path, &c.err), STATUS_OK, &c.err);
	return b;
}

/* "…/data/datasets/ROOT/NAME" of the attested dataset. */
static const char *dataset_file(const char *name)
{
	char path[160], hex[HASH_TEXT_SIZE];

	hash_format(hex, &root);
	snprintf(path, sizeof(path), "data/datasets/%s/%s", hex, name);
	if (access(contributor_path(&c, path), F_OK) != 0)
		snprintf(path, sizeof(path), "data/datasets/%s/%s", hex + 2, name);
	return contributor_path(&c, path);
}

/* Commits to a file and attests it. Out: its root and uid. */
static void attest_file(struct hash *its_root, struct hash *its_uid, const char *name,
			const char *path)
{
	struct commit_plan plan = {.name = name, .path = path, .license = "CC-BY-4.0"};
	struct commit_result result;
	struct act *act;

	expect_status(commit_dataset(c.app, &c.task, &result, &plan, &c.err), STATUS_OK, &c.err);
	*its_root = result.root;
	expect_status(prepare_attest(c.app, &c.task, &act, its_root, NULL, &c.err), STATUS_OK,
		      &c.err);
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	free_act(act);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	end_session(&c.task);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	expect_status(find_dataset(c.app, its_root, its_uid, name, &c.err), STATUS_OK, &c.err);
	assert_false(hash_is_zero(its_uid));
}

/* Twenty mails, committed to and attested under the name "mails". */
static void attest_mails(void)
{
	const char *path = contributor_path(&c, "mails.jsonl");
	struct buf all = get(devnet_text(&net, "corpus", "unseen"));
	size_t end = 0;

	for (int lines = 0; lines < 20; end++)
		lines += all.data[end] == '\n';
	put(path, all.data, end);
	buf_release(&all);
	attest_file(&root, &uid, "mails", path);
}

static void fetch_model(void)
{
	const char *mails = contributor_path(&c, "mails.jsonl");
	char name[160], hex[HASH_TEXT_SIZE];
	struct preview *p;

	expect_status(preview_dataset(c.app, &c.task, &p, PLAN(mails), &c.err), STATUS_OK, &c.err);
	model_hash = p->model;
	preview_unref(p);
	hash_format(hex, &model_hash);
	snprintf(name, sizeof(name), "state/spool/%s.safetensors", hex);
	true_model = get(contributor_path(&c, name));
}

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "files");
	contributor_begin(&c, &net);
	contributor_restore(&c);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	attest_mails();
	fetch_model();
	return 0;
}

static int end(void **state)
{
	(void)state;
	buf_release(&true_model);
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

static enum status unlock_with(struct app *app, const char *text)
{
	lock_vault(app);
	answer(app->shared->door, text, NULL);
	return unlock_vault(app, &c.err);
}

#define PLACES 32

static void a_vault_flipped_or_cut_anywhere_is_damaged_and_not_a_wrong_passphrase(void **state)
{
	const char *path = contributor_path(&c, "data/vault");
	struct buf vault = get(path);

	(void)state;
	for (size_t i = 0; i < PLACES; i++) {
		size_t at = i * (vault.len - 1) / (PLACES - 1);

		vault.data[at] ^= (uint8_t)(1 << i % 8);
		put(path, vault.data, vault.len);
		expect_status(unlock_with(c.app, CONTRIBUTOR_PASSPHRASE), ERR_DAMAGED, &c.err);
		assert_false(is_unlocked(c.app));
		vault.data[at] ^= (uint8_t)(1 << i % 8);
		put(path, vault.data, i * vault.len / PLACES);
		expect_status(unlock_with(c.app, CONTRIBUTOR_PASSPHRASE), ERR_DAMAGED, &c.err);
		assert_false(is_unlocked(c.app));
	}
	put(path, vault.data, vault.len);
	expect_status(unlock_with(c.app, "not it"), ERR_WRONG_PASSPHRASE, &c.err);
	expect_status(unlock_with(c.app, CONTRIBUTOR_PASSPHRASE), STATUS_OK, &c.err);
	buf_release(&vault);
}

/* Committing to and previewing `path` are refused, and nothing is kept of it. */
static void expect_data_refused(const char *name, const char *kind, const char *text, size_t len,
				enum status status, const char *said, const char *where)
{
	struct commit_plan plan = {
		.path = contributor_path(&c, name), .kind = kind, .license = "CC-BY-4.0"};
	size_t known = contributor_look(&c)->n_datasets;
	struct commit_result result;
	struct preview *p = NULL;

	put(plan.path, text, len);
	expect_status(commit_dataset(c.app, &c.task, &result, &plan, &c.err), status, &c.err);
	expect_in(c.err.text, said);
	expect_in(c.err.text, where);
	expect_status(preview_dataset(c.app, &c.task, &p, PLAN(plan.path, .kind = kind), &c.err),
		      status, &c.err);
	expect_in(c.err.text, said);
	expect_in(c.err.text, where);
	assert_null(p);
	assert_int_equal(contributor_look(&c)->n_datasets, known);
}

static void an_empty_dataset_is_refused(void **state)
{
	static const char header[] = "text,label\n";

	(void)state;
	expect_data_refused("empty.jsonl", "lines", "", 0, ERR_NOT_FOUND, "no records", "");
	expect_data_refused("blank.jsonl", "lines", "\n\r\n\n", 4, ERR_NOT_FOUND, "no records", "");
	expect_data_refused("header.csv", "csv", header, strlen(header), ERR_NOT_FOUND,
			    "no records", "");
}

static void a_csv_with_an_open_quote_is_refused_where_it_opens(void **state)
{
	static const char text[] = "text,label\nfine,ham\n\"never closed,spam\nmore,ham\n";

	(void)state;
	expect_data_refused("open.csv", "csv", text, strlen(text), ERR_PARSE, "quote", "line 3");
}

static void bytes_that_are_not_utf8_are_refused_with_their_line(void **state)
{
	static const char text[] = "{\"text\":\"fine\",\"label\":\"ham\"}\n"
				   "{\"text\":\"caf\xe9\",\"label\":\"ham\"}\n";

	(void)state;
	expect_data_refused("latin1.jsonl", "lines", text, strlen(text), ERR_PARSE, "UTF-8", "2");
}

/* Appends to the file that is being read, once. */
static void append_once(void *user, const struct task_progress *p)
{
	const char **path = user;
	int fd;

	(void)p;
	if (*path == NULL)
		return;
	fd = open(*path, O_WRONLY | O_APPEND);
	if (fd < 0 || write(fd, "one more\n", 9) != 9)
		abort();
	close(fd);
	*path = NULL;
}

static void a_dataset_that_changes_while_it_is_read_is_refused(void **state)
{
	struct commit_plan plan = {.path = contributor_path(&c, "growing.txt"),
				   .kind = "lines",
				   .license = "CC-BY-4.0"};
	size_t known = contributor_look(&c)->n_datasets;
	struct commit_result result;
	const char *path = plan.path;
	struct buf text;

	(void)state;
	buf_init(&text, 64 * MIB);
	for (int i = 0; i < 200000; i++)
		buf_addf(&text, "line %d of a text that takes a while to read\n", i);
	put(plan.path, text.data, text.len);
	buf_release(&text);
	c.task.on_progress = append_once;
	c.task.user = &path;
	expect_status(commit_dataset(c.app, &c.task, &result, &plan, &c.err), ERR_CHANGED, &c.err);
	c.task.on_progress = NULL;
	assert_null(path);
	expect_in(c.err.text, "growing.txt");
	assert_int_equal(contributor_look(&c)->n_datasets, known);
}

static void records_other_than_the_attested_ones_are_not_proven_or_uploaded(void **state)
{
	const char *path = contributor_path(&c, "mails.jsonl");
	struct buf mails = get(path);
	struct intake_question q;

	(void)state;
	expect_status(check_intake(c.app, &c.task, &q, &c.err), STATUS_OK, &c.err);
	expect_status(confirm_intake(c.app, &q, &c.err), STATUS_OK, &c.err);
	mails.data[mails.len / 2] ^= 1;
	put(path, mails.data, mails.len);
	expect_status(verify_dataset(c.app, &c.task, &root, &c.err), ERR_CHANGED, &c.err);
	expect_status(upload_dataset(c.app, &c.task, &root, &c.err), ERR_CHANGED, &c.err);
	assert_int_equal(access(contributor_path(&c, "state/spool/upload"), F_OK), -1);
	unlink(path);
	assert_int_not_equal(
		prove_record(c.app, &c.task, &root, 7, contributor_path(&c, "gone"), &c.err),
		STATUS_OK);
	expect_in(c.err.text, "mails.jsonl");
	assert_int_equal(access(contributor_path(&c, "gone"), F_OK), -1);
	mails.data[mails.len / 2] ^= 1;
	put(path, mails.data, mails.len);
	expect_status(verify_dataset(c.app, &c.task, &root, &c.err), STATUS_OK, &c.err);
	buf_release(&mails);
}

static void never_sealing(void *user, const struct task_progress *p)
{
	(void)user;
	assert_string_not_equal(p->what, "sealing");
}

/* The local datanet takes 64 MiB. */
static void a_dataset_of_more_than_the_datanet_takes_is_not_sealed(void **state)
{
	const char *path = contributor_path(&c, "large.txt");
	size_t line = LIMIT_RECORD, n = 64;
	char *text = malloc(n * line);
	struct hash large, its_uid;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', n * line);
	for (size_t i = 1; i <= n; i++)
		text[i * line - 1] = '\n';
	put(path, text, n * line);
	free(text);
	attest_file(&large, &its_uid, "large", path);
	c.task.on_progress = never_sealing;
	expect_status(upload_dataset(c.app, &c.task, &large, &c.err), ERR_LIMIT, &c.err);
	expect_in(c.err.text, "takes 67108864 at most");
	unlink(path);
	for (size_t i = 0; i < 2; i++) {
		devnet_tell(&net, "datanet-faults",
			    "{\"faults\":[{\"kind\":\"limit\",\"name\":\"%s\",\"value\":19}]}",
			    i == 0 ? "records" : "record_bytes");
		expect_status(upload_dataset(c.app, &c.task, &root, &c.err), ERR_LIMIT, &c.err);
		expect_in(c.err.text, "takes 19 at most");
	}
	c.task.on_progress = NULL;
	devnet_tell(&net, "datanet-faults", "{}");
}

static void a_disclosure_with_any_field_altered_is_refused(void **state)
{
	const char *path = contributor_path(&c, "disclosure.json");
	struct verify_result result;
	struct buf text;
	struct altered a = {.text = &text};
	size_t values = 0;

	(void)state;
	expect_status(prove_record(c.app, &c.task, &root, 7, path, &c.err), STATUS_OK, &c.err);
	expect_status(verify_record(c.app, &c.task, &result, path, &c.err), STATUS_OK, &c.err);
	assert_int_equal(result.trust, TRUST_PROVEN);
	assert_true(result.on_chain);
	for (text = get(path); altered_next(&a); values++) {
		put(path, text.data, text.len);
		if (verify_record(c.app, &c.task, &result, path, &c.err) == STATUS_OK)
			fail_msg("a disclosure with another %s is valid", a.member);
		assert_string_not_equal(c.err.text, "");
	}
	assert_true(values >= 16);
	buf_release(&text);
}

/* Nothing is proven from a store that does not fold to its root, and it is not called sound. */
static void expect_store_refused(const char *name)
{
	const char *proof = contributor_path(&c, "proof.json");

	if (prove_record(c.app, &c.task, &root, 7, proof, &c.err) == STATUS_OK)
		fail_msg("a record was proven from altered %s", name);
	assert_int_equal(access(proof, F_OK), -1);
	if (verify_dataset(c.app, &c.task, &root, &c.err) == STATUS_OK)
		fail_msg("altered %s are called sound", name);
}

static void a_manifest_or_tree_that_does_not_fold_is_refused(void **state)
{
	static const char *const names[] = {"manifest.json", "leaves"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char path[256];
		struct buf file;

		snprintf(path, sizeof(path), "%s", dataset_file(names[i]));
		file = get(path);
		for (size_t k = 0; k < 16; k++) {
			size_t at = k * (file.len - 1) / 15;

			file.data[at] ^= 1;
			put(path, file.data, file.len);
			expect_store_refused(names[i]);
			/* Sealing makes the leaves anew and needs no file of them. */
			if (i == 0 && upload_dataset(c.app, &c.task, &root, &c.err) == STATUS_OK)
				fail_msg("altered %s were uploaded", names[i]);
			file.data[at] ^= 1;
		}
		put(path, file.data, file.len);
		buf_release(&file);
	}
	expect_status(verify_dataset(c.app, &c.task, &root, &c.err), STATUS_OK, &c.err);
}

static enum status put_model(struct cache *cache, void *arg, struct err *e)
{
	return cache_models_put(cache, arg, e);
}

/* A datanet's artifact with this content, properly named by its hash, scores nothing. */
static void expect_model_refused(const struct buf *file)
{
	struct cache_model model = {.datanet = DATANET, .name = "altered", .current = true};
	char name[160], hex[HASH_TEXT_SIZE];
	struct preview *p = NULL;

	keccak256(model.hash.bytes, file->data, file->len);
	hash_format(hex, &model.hash);
	snprintf(name, sizeof(name), "state/spool/%s.safetensors", hex);
	put(contributor_path(&c, name), file->data, file->len);
	expect_status(store_write(c.app, put_model, &model, &c.err), STATUS_OK, &c.err);
	assert_int_not_equal(preview_dataset(c.app, &c.task, &p,
					     PLAN(contributor_path(&c, "mails.jsonl")), &c.err),
			     STATUS_OK);
	assert_null(p);
	assert_string_not_equal(c.err.text, "");
}

/* Replaces the digit behind the `nth` occurrence of `before` in the header. */
static void with_other_digit(const char *before, size_t nth)
{
	struct buf b;
	char *at;

	buf_init(&b, LIMIT_MODEL);
	buf_add(&b, true_model.data, true_model.len);
	at = (char *)b.data + 8;
	for (size_t i = 0; i <= nth; i++) {
		at = memmem(at, b.len - (size_t)(at - (char *)b.data), before, strlen(before));
		assert_non_null(at);
		at += strlen(before);
	}
	*at = altered_other(*at);
	expect_model_refused(&b);
	buf_release(&b);
}

static void a_model_with_overlapping_tensors_or_wrong_shapes_is_refused(void **state)
{
	(void)state;
	for (size_t tensor = 0; tensor < 3; tensor++) {
		with_other_digit("\"data_offsets\":[", tensor);
		with_other_digit("\"shape\":[", tensor);
	}
}

static void a_model_with_nan_or_infinity_is_refused(void **state)
{
	static const uint8_t bad[][4] = {{0, 0, 0xc0, 0x7f}, {0, 0, 0x80, 0xff}};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		size_t at = (true_model.len - 8) / 2 * (i + 1);

		buf_init(&b, LIMIT_MODEL);
		buf_add(&b, true_model.data, true_model.len);
		/* Tensors of f32 end at the end of the file. */
		at = true_model.len - (true_model.len - at) / 4 * 4 - 4;
		memcpy(&b.data[at], bad[i], sizeof(bad[i]));
		expect_model_refused(&b);
		buf_release(&b);
	}
}

static void a_model_that_was_altered_on_the_disk_is_not_scored_with(void **state)
{
	struct cache_model model = {
		.datanet = DATANET, .name = "true", .current = true, .hash = model_hash};
	const char *mails = contributor_path(&c, "mails.jsonl");
	char name[160], hex[HASH_TEXT_SIZE];
	struct preview *p = NULL;

	(void)state;
	expect_status(store_write(c.app, put_model, &model, &c.err), STATUS_OK, &c.err);
	hash_format(hex, &model_hash);
	snprintf(name, sizeof(name), "state/spool/%s.safetensors", hex);
	true_model.data[true_model.len - 5] ^= 1;
	put(contributor_path(&c, name), true_model.data, true_model.len);
	expect_status(preview_dataset(c.app, &c.task, &p, PLAN(mails), &c.err), ERR_DAMAGED,
		      &c.err);
	assert_null(p);
	/* The model is fetched anew. */
	expect_status(preview_dataset(c.app, &c.task, &p, PLAN(mails), &c.err), STATUS_OK, &c.err);
	preview_unref(p);
	true_model.data[true_model.len - 5] ^= 1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_vault_flipped_or_cut_anywhere_is_damaged_and_not_a_wrong_passphrase),
		cmocka_unit_test(an_empty_dataset_is_refused),
		cmocka_unit_test(a_csv_with_an_open_quote_is_refused_where_it_opens),
		cmocka_unit_test(bytes_that_are_not_utf8_are_refused_with_their_line),
		cmocka_unit_test(a_dataset_that_changes_while_it_is_read_is_refused),
		cmocka_unit_test(records_other_than_the_attested_ones_are_not_proven_or_uploaded),
		cmocka_unit_test(a_dataset_of_more_than_the_datanet_takes_is_not_sealed),
		cmocka_unit_test(a_disclosure_with_any_field_altered_is_refused),
		cmocka_unit_test(a_manifest_or_tree_that_does_not_fold_is_refused),
		cmocka_unit_test(a_model_with_overlapping_tensors_or_wrong_shapes_is_refused),
		cmocka_unit_test(a_model_with_nan_or_infinity_is_refused),
		cmocka_unit_test(a_model_that_was_altered_on_the_disk_is_not_scored_with),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
