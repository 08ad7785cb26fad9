/*
 * The datanet's description of itself. Everything in it is the datanet's word; a signature by the
 * address that the profile pins shows that no other server speaks for it.
 */
#include "sync/step_datanet.h"

#include <stdio.h>
#include <string.h>

#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/json_write.h"
#include "base/limits.h"
#include "base/text.h"
#include "cache/models.h"
#include "cache/settings.h"
#include "sync/context.h"
#include "sync/finding.h"
#include "wallet/recover.h"

/* The description that the datanet at this address gave. */
struct told_info {
	const struct address *datanet;
	struct datanet_info info;
};

/* Stores which datasets the datanet can use; what it no longer states is forgotten. */
static enum status put_accepts(struct cache *cache, const struct told_info *told, struct err *e)
{
	const struct accepts *a = &told->info.accepts;
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_DATANET_REPLY);
	s = json_write_take(&text, accepts_object(a));
	if (s == STATUS_OK)
		s = cache_settings_put(cache, CACHE_SETTING_ACCEPTS, told->datanet, NULL,
				       a->modality[0] != '\0' ? buf_str(&text) : NULL, e);
	else
		err_set(e, s, "the datanet's description cannot be kept");
	buf_release(&text);
	return s;
}

/* Stores the description. A model is added only when it is not the current one already. */
static enum status put_info(struct cache *cache, void *arg, struct err *e)
{
	const struct told_info *told = arg;
	const struct datanet_info *info = &told->info;
	struct cache_model model = {.datanet = *told->datanet,
				    .hash = info->model,
				    .seen_at = clock_now(),
				    .current = true};
	struct cache_model known;
	char name[40];
	enum status s =
		cache_settings_put_number(cache, CACHE_SETTING_CONTRIBUTORS_BP, told->datanet, NULL,
					  (int64_t)info->fee_contributors_bp, e);

	if (s == STATUS_OK)
		s = cache_settings_put_number(cache, CACHE_SETTING_NEXT_SETTLEMENT, told->datanet,
					      NULL, info->epoch_next_at, e);
	if (s == STATUS_OK)
		s = cache_settings_put_number(cache, CACHE_SETTING_DESCRIBED_AT, told->datanet,
					      NULL, clock_now(), e);
	if (s == STATUS_OK)
		s = cache_settings_put_number(cache, CACHE_SETTING_AUDITABLE, told->datanet, NULL,
					      info->rule_known, e);
	if (s == STATUS_OK)
		s = put_accepts(cache, told, e);
	if (s != STATUS_OK || hash_is_zero(&info->model))
		return s;
	s = cache_models_current(cache, &known, told->datanet, e);
	if (s == STATUS_OK && hash_equal(&known.hash, &info->model))
		return STATUS_OK;
	/* text_clean() cuts between characters, so that the row's text stays UTF-8. */
	text_clean(name, sizeof(name), info->name, strlen(info->name));
	snprintf(model.name, sizeof(model.name), "%s %02x%02x%02x", name, info->model.bytes[0],
		 info->model.bytes[1], info->model.bytes[2]);
	return s == STATUS_OK || s == ERR_NOT_FOUND ? cache_models_put(cache, &model, e) : s;
}

enum status check_datanet(struct app *app, struct session *session, struct datanet_info *info,
			  struct err *e)
{
	struct address signer;
	enum status s = datanet_describe(&session->datanet, info, e);

	if (s != STATUS_OK)
		return s;
	if (recover_address_bytes(&signer, &info->digest, info->signature) != STATUS_OK ||
	    !address_equal(&signer, &profile_datanet(app->profile)->address))
		return err_set(e, ERR_SIGNATURE,
			       "the datanet's description is not signed by the pinned address; "
			       "nothing it says is used");
	return STATUS_OK;
}

enum status sync_datanet(struct sync_context *c, struct err *e)
{
	struct told_info told = {.datanet = &profile_datanet(c->app->profile)->address};
	enum status s = check_datanet(c->app, c->session, &told.info, e);

	tell_outcome(c->app, CACHE_SETTING_LOGGED_IDENTITY, s, e);
	c->settled += s == STATUS_OK ? told.info.epoch_latest : 0;
	return s == STATUS_OK ? store_write(c->app, put_info, &told, e) : s;
}
