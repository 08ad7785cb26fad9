/*
 * The network of a named object is found by looking for the object on each network. Each function
 * ends in scope_keep(), with the only network that has it. Invariant: a file's word chooses among
 * the profiles of this machine and is trusted with nothing else.
 */
#include "act/choose_network.h"

#include <stdlib.h>
#include <string.h>

#include "act/prove.h"
#include "act/tx_document.h"
#include "app/dataset_rows.h"
#include "app/network.h"
#include "app/scope.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/json_file.h"
#include "base/limits.h"
#include "chain/tx_read.h"

/* Looks for an object on one network. Returns: STATUS_OK, ERR_NOT_FOUND, or why it is not plain. */
typedef enum status find_object(struct app *scope, const void *object, struct err *e);

/* An object was found on one network, on two, or, with the reason `why`, on none. */
struct found_on {
	struct app *one, *other;
	enum status status;
	struct err why;
};

static void look_on_all(struct found_on *found, const struct app *home, find_object *find,
			const void *object)
{
	size_t n;
	struct app *const *scopes = scope_list(home, &n);

	*found = (struct found_on){.status = ERR_NOT_FOUND};
	for (size_t i = 0; i < n; i++) {
		struct err why = {0};
		enum status s;

		if (!scope_is_first(scopes[i]))
			continue;
		s = find(scopes[i], object, &why);
		if (s == STATUS_OK && found->one == NULL)
			found->one = scopes[i];
		else if (s == STATUS_OK)
			found->other = scopes[i];
		/* Two of that name on one network say more than none on another. */
		if (s != STATUS_OK &&
		    (found->why.text[0] == '\0' || found->status == ERR_NOT_FOUND)) {
			found->status = s;
			found->why = why;
		}
	}
}

static enum status refuse_two(const struct found_on *found, const char *name, struct err *e)
{
	return err_set(e, ERR_USAGE,
		       "both %s and %s have a \"%.66s\": name one with --network NAME",
		       found->one->profile->name, found->other->profile->name, name);
}

struct own_wanted {
	enum own_list list;
	const char *name;
};

static enum status find_own_there(struct app *scope, const void *object, struct err *e)
{
	const struct own_wanted *wanted = object;
	struct own_named own;

	return find_own(scope, &own, wanted->list, wanted->name, e);
}

enum status choose_network_of_own(struct app **home, enum own_list list, const char *name,
				  struct err *e)
{
	const struct own_wanted wanted = {list, name};
	struct found_on found;

	if ((*home)->profile != NULL || scope_networks(*home) == 0)
		return STATUS_OK;
	look_on_all(&found, *home, find_own_there, &wanted);
	if (found.other != NULL)
		return refuse_two(&found, name, e);
	if (found.one == NULL)
		return err_set(e, found.status, "%s", found.why.text);
	scope_keep(home, found.one);
	return STATUS_OK;
}

static enum status find_dataset_there(struct app *scope, const void *object, struct err *e)
{
	struct hash root, uid;

	return find_dataset(scope, &root, &uid, object, e);
}

/* The scope of the datanet that the dataset on this network was committed to; NULL: not known. */
static enum status find_datanet_of(struct app **out, struct app *scope, const char *name,
				   struct err *e)
{
	struct hash root, uid;
	struct wanted_dataset w = {.root = &root};
	enum status s = find_dataset(scope, &root, &uid, name, e);

	if (s == STATUS_OK && !hash_is_zero(&uid))
		w = (struct wanted_dataset){.uid = &uid};
	if (s == STATUS_OK)
		s = load_dataset(scope, &w, e);
	if (s == STATUS_OK && !address_is_zero(&w.row.datanet))
		*out = scope_of_datanet(scope, scope->profile->name, &w.row.datanet);
	return s;
}

/* A dataset that no network has may wait for one, which its own commands find out. */
enum status choose_network_of_dataset(struct app **home, bool *known, const char *name,
				      struct err *e)
{
	struct app *meant = NULL;
	struct found_on found;
	enum status s;

	if (known != NULL)
		*known = false;
	if (scope_networks(*home) == 0 || (*home)->shared->options.datanet != NULL)
		return STATUS_OK;
	look_on_all(&found, *home, find_dataset_there, name);
	if (found.other != NULL)
		return refuse_two(&found, name, e);
	if (found.one == NULL)
		return found.status == ERR_NOT_FOUND
			       ? STATUS_OK
			       : err_set(e, found.status, "%s", found.why.text);
	s = find_datanet_of(&meant, found.one, name, e);
	if (s == STATUS_OK && known != NULL)
		*known = meant != NULL;
	if (s == STATUS_OK)
		scope_keep(home, meant != NULL ? meant : found.one);
	return s;
}

/* A signed transaction has the chain in its own bytes. */
static enum status read_signed_chain(uint64_t *out, const struct json *doc, struct err *e)
{
	struct tx_signature signature;
	struct hash hash;
	struct buf raw;
	struct tx tx;
	enum status s;

	tx_init(&tx);
	buf_init(&raw, LIMIT_TX);
	s = tx_document_bytes(&raw, doc, e);
	if (s == STATUS_OK)
		s = tx_read_signed(&tx, &signature, &hash, raw.data, raw.len, e);
	if (s == STATUS_OK)
		*out = tx.chain_id;
	tx_release(&tx);
	buf_release(&raw);
	return s;
}

/* The chain that a file is for; 0 when it does not say. */
static uint64_t read_chain(const char *path)
{
	const struct json *inner;
	struct json *doc = NULL;
	uint64_t chain_id = 0;

	/* A disclosure has a whole record in it, in hex. */
	if (json_file_read(&doc, path, 4 * LIMIT_RECORD, NULL) == STATUS_OK &&
	    json_get_u64(&chain_id, doc, "chain_id", NULL) != STATUS_OK &&
	    read_signed_chain(&chain_id, doc, NULL) != STATUS_OK &&
	    (json_get_object(&inner, doc, "attestation", NULL) != STATUS_OK ||
	     json_get_u64(&chain_id, inner, "chain_id", NULL) != STATUS_OK))
		chain_id = 0;
	json_free(doc);
	return chain_id;
}

/* The only profile of this machine with the chain id. */
static enum status find_profile(char name[static 32], const struct app *home, uint64_t chain_id,
				struct err *e)
{
	struct network_entry *list = NULL;
	size_t n = 0;
	enum status s = list_networks(home, &list, &n, e);

	name[0] = '\0';
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		const struct profile *p = &list[i].profile;

		if (p->chain_id != chain_id)
			continue;
		if (name[0] != '\0')
			s = err_set(e, ERR_USAGE,
				    "the file is for chain %llu, which both %s and %s are: name "
				    "one with --network NAME",
				    (unsigned long long)chain_id, name, p->name);
		else
			memcpy(name, p->name, sizeof(p->name));
	}
	free(list);
	if (s == STATUS_OK && name[0] == '\0')
		s = err_set(e, ERR_NOT_FOUND,
			    "the file is for chain %llu, and no profile here is of it; add one "
			    "with: byline network add FILE",
			    (unsigned long long)chain_id);
	return s;
}

static struct app *followed_of_chain(const struct app *home, uint64_t chain_id)
{
	size_t n;
	struct app *const *scopes = scope_list(home, &n);

	for (size_t i = 0; i < n; i++)
		if (scope_is_first(scopes[i]) && scopes[i]->profile->chain_id == chain_id)
			return scopes[i];
	return NULL;
}

/* Whether a network was named, so that nothing is chosen. */
static bool is_named(const struct app *home)
{
	const struct app_options *options = &home->shared->options;

	return options->network != NULL || options->datanet != NULL;
}

struct app *find_network_of_file(const struct app *home, const char *path)
{
	return followed_of_chain(home, read_chain(path));
}

void choose_network_of_file(struct app **home, const char *path)
{
	struct app *meant = is_named(*home) ? NULL : find_network_of_file(*home, path);

	if (meant != NULL && meant->network != (*home)->network)
		scope_keep(home, meant);
}

enum status choose_profile_of_file(struct app **home, const char *path, struct err *e)
{
	uint64_t chain_id = read_chain(path);
	char name[32];
	enum status s;

	choose_network_of_file(home, path);
	if (chain_id == 0 || is_named(*home) || followed_of_chain(*home, chain_id) != NULL)
		return STATUS_OK;
	s = find_profile(name, *home, chain_id, e);
	/* The file's reader compares the chain with that of the only network. */
	if (s == ERR_NOT_FOUND && (*home)->profile != NULL)
		return STATUS_OK;
	if (s == STATUS_OK)
		s = scope_open(*home, name, e);
	if (s == STATUS_OK)
		scope_keep(home, scope_of_network(*home, name));
	return s;
}
