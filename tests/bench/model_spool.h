/* A folder of byline whose datanet's model was downloaded before. */
#ifndef TESTS_BENCH_MODEL_SPOOL_H
#define TESTS_BENCH_MODEL_SPOOL_H

#include "app/network.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "cache/models.h"
#include "chain/keccak.h"
#include "tests/bench/bench.h"

static inline enum status spool_put_model(struct cache *cache, void *model, struct err *e)
{
	return cache_models_put(cache, model, e);
}

/* Opens an app in the folder `where`, on the network of tests/vectors, offline, with that model. */
static inline struct app *spool_open(const char *where, const struct buf *file)
{
	struct app_options options = {.config_dir = where, .offline = true};
	struct cache_model model = {.current = true, .downloaded_at = 1};
	char path[256], hash[HASH_TEXT_SIZE];
	struct profile added;
	struct json *doc;
	struct app *app;
	struct buf text, profile;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&profile, LIMIT_SMALL_FILE);
	keccak256(model.hash.bytes, file->data, file->len);
	if (file_read(&text, "tests/vectors/wallet/signer.json", NULL) != STATUS_OK ||
	    json_parse(&doc, text.data, text.len, NULL) != STATUS_OK ||
	    json_write(&profile, json_get(doc, "profile")) != STATUS_OK ||
	    open_app(&app, &options, NULL) != STATUS_OK ||
	    add_network(app, profile.data, profile.len, false, &added, NULL) != STATUS_OK)
		bench_die("the app cannot be opened");
	close_app(app);
	options.network = "devnet";
	model.datanet = added.datanets[0].address;
	if (open_app(&app, &options, NULL) != STATUS_OK ||
	    store_write(app, spool_put_model, &model, NULL) != STATUS_OK)
		bench_die("the model cannot be stored");
	hash_format(hash, &model.hash);
	snprintf(path, sizeof(path), "%s/%s.safetensors", app->shared->paths.spool, hash);
	if (file_write(path, file->data, file->len, NULL) != STATUS_OK)
		bench_die("the model cannot be written");
	json_free(doc);
	buf_release(&text);
	buf_release(&profile);
	return app;
}

#endif
