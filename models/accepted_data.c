/* Each sync keeps the datanet's member "accepts" as it was read (sync/step_datanet.c). */
#include "models/accepted_data.h"

#include <stdio.h>
#include <strings.h>

#include "app/state.h"
#include "base/buf.h"
#include "base/limits.h"
#include "cache/settings.h"

enum status read_accepts(struct cache *cache, struct accepts *out, const struct address *datanet,
			 struct err *e)
{
	struct json *doc = NULL;
	struct buf text;
	enum status s;

	*out = (struct accepts){0};
	buf_init(&text, LIMIT_DATANET_REPLY);
	s = cache_settings_get(cache, &text, CACHE_SETTING_ACCEPTS, datanet, NULL, e);
	if (s == STATUS_OK)
		s = json_parse(&doc, text.data, text.len, e);
	if (s == STATUS_OK)
		s = accepts_read(out, doc, e);
	json_free(doc);
	buf_release(&text);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

struct accepts_question {
	const struct profile *profile;
	struct accepts accepts;
};

static enum status ask(struct cache *cache, void *arg, struct err *e)
{
	struct accepts_question *q = arg;

	return read_accepts(cache, &q->accepts, &profile_datanet(q->profile)->address, e);
}

/*
 * The datanet decides when it has the file. Its word of before may be out of date, so that it warns
 * and refuses nothing; what it did not state warns of nothing.
 */
bool find_untaken(struct app *app, char takes[static 96], char note[static 96], const char *license)
{
	struct accepts_question q = {.profile = app->profile};
	const struct accepts *a = &q.accepts;

	takes[0] = note[0] = '\0';
	if (q.profile == NULL || store_read(app, ask, &q, NULL) != STATUS_OK)
		return false;
	if (a->modality[0] != '\0' && strcasecmp(a->modality, "text") != 0) {
		snprintf(takes, 96, "%s", a->modality);
		snprintf(note, 96, "these records are text: it may reject them");
	} else if (!accepts_takes_license(a, license)) {
		accepts_licenses(takes, 96, a);
		snprintf(note, 96, "these records are under %.40s: it may reject them", license);
	}
	return note[0] != '\0';
}
