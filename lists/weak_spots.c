/*
 * The places of byline's files are looked at as they are on disk, not as byline made them: a backup
 * program, an editor or a careless chmod may have opened them since.
 */
#include "lists/weak_spots.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/builtin_network.h"
#include "app/lost_records.h"
#include "app/network.h"
#include "app/state.h"
#include "chain/node_url.h"
#include "chain/web_url.h"

/* A link may lead to a place that others can change, so that its target is named. */
static void look_at_path(struct json *list, const char *path)
{
	char target[PATH_MAX];
	struct stat st;
	ssize_t n = readlink(path, target, sizeof(target));

	if (n > 0)
		json_add_textf(list, NULL, "%s is a link to %.*s: everything in it is kept there",
			       path, (int)n, target);
	if (stat(path, &st) != 0)
		return;
	if (st.st_uid != geteuid())
		json_add_textf(list, NULL,
			       "%s belongs to another user, who can change what is in it", path);
	if ((st.st_mode & 077) != 0)
		json_add_textf(
			list, NULL,
			"other users may look into %s (mode %04o); close it with: chmod %s %s",
			path, (unsigned)(st.st_mode & 07777), S_ISDIR(st.st_mode) ? "700" : "600",
			path);
}

static void look_at_server(struct json *list, const char *name, const char *url, const char *shown)
{
	const char *warning = web_url_warning(url);

	if (warning != NULL)
		json_add_textf(list, NULL, "%s at %s is %s", name, shown, warning);
}

void add_weak_spots(struct json *top, struct app *app)
{
	const struct paths *p = &app->shared->paths;
	const char *const places[] = {p->config, p->data,    p->state, p->networks,
				      p->vault,	 p->journal, p->cache, p->datasets,
				      p->spool,	 p->log,     p->ini};
	const struct profile *profile = app->profile;
	struct json *list = json_new_array();
	char lost[LOST_RECORDS_SIZE];

	if (look_for_lost_records(app, lost))
		json_add_text(list, NULL, lost);
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		look_at_path(list, places[i]);
	if (profile != NULL) {
		for (size_t i = 0; i < profile->n_nodes; i++) {
			const struct profile_node *node = &profile->nodes[i];
			char shown[NODE_URL_SIZE];

			node_url_show(shown, node->url);
			look_at_server(list, node->name, node->url, shown);
		}
		for (size_t i = 0; i < profile->n_datanets; i++) {
			const struct profile_datanet *datanet = &profile->datanets[i];

			look_at_server(list, datanet->name, datanet->url, datanet->url);
		}
		if (is_builtin_network(profile->name) && has_network_file(p, profile->name))
			json_add_textf(
				list, NULL,
				"the file %s/%s.json hides the profile of that name that comes "
				"with byline; compare: byline network show %s",
				p->networks, profile->name, profile->name);
	}
	json_add(top, "warnings", list);
}
