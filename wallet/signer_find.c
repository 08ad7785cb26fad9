/*
 * The numbers of all schemes are tried in turn, since an account that somebody remembers is nearly
 * always among the first ones. The path of a scheme differs between two numbers in one step: the
 * node before that step is derived once.
 */
#include "wallet/signer_find.h"

#include <string.h>

#include "base/buf.h"
#include "wallet/bip32.h"
#include "wallet/door_change.h"
#include "wallet/signer_change.h"

/* The node of each scheme before the step that is the account's number. */
struct scheme_roots {
	struct secret *node[PATH_SCHEMES];
	uint32_t depth[PATH_SCHEMES];
};

struct path_search {
	struct signer_call *call;
	struct scheme_roots roots;
	const struct address *wanted;
	struct signer_found *out;
	struct address first[PATH_SCHEMES * DOOR_FIRST];
	size_t n;
};

static enum status derive_roots(struct path_search *at, const struct secret *seed)
{
	enum status s = STATUS_OK;

	for (int i = 0; i < PATH_SCHEMES && s == STATUS_OK; i++) {
		struct key_path zero, one;
		uint32_t depth = 0;

		path_of_scheme(&zero, (enum path_scheme)i, 0);
		path_of_scheme(&one, (enum path_scheme)i, 1);
		while (zero.steps[depth] == one.steps[depth])
			depth++;
		at->roots.depth[i] = depth;
		s = bip32_path(&at->roots.node[i], at->call->signer->curve, secret_view(seed),
			       secret_len(seed), zero.steps, depth, at->call->e);
	}
	return s;
}

static void free_roots(struct scheme_roots *roots)
{
	for (int i = 0; i < PATH_SCHEMES; i++)
		secret_free(roots->node[i]);
}

static enum status derive_address(struct path_search *at, struct address *out, int scheme,
				  const struct key_path *path)
{
	const struct curve *curve = at->call->signer->curve;
	const struct secret *parent = at->roots.node[scheme];
	struct secret *node = NULL;
	enum status s = STATUS_OK;

	for (uint32_t i = at->roots.depth[scheme]; i < path->n && s == STATUS_OK; i++) {
		struct secret *child = NULL;

		s = bip32_child(&child, curve, parent, path->steps[i], at->call->e);
		secret_free(node);
		parent = node = child;
	}
	if (s == STATUS_OK && curve_address(curve, out, secret_view(node)) != STATUS_OK)
		s = err_set(at->call->e, ERR_RANGE, "an account has no key");
	secret_free(node);
	return s;
}

/* Tries account `number` of a scheme. The first path that has the address is the one told. */
static enum status try_account(struct path_search *at, char path_text[static PATH_TEXT_SIZE],
			       int scheme, uint32_t number)
{
	struct address address;
	struct key_path path;
	enum status s;

	path_of_scheme(&path, (enum path_scheme)scheme, number);
	s = derive_address(at, &address, scheme, &path);
	if (s != STATUS_OK)
		return s;
	at->out->tried++;
	if (number < DOOR_FIRST)
		at->first[at->n++] = address;
	if (path_text[0] == '\0' && address_equal(&address, at->wanted))
		path_format(path_text, &path);
	return STATUS_OK;
}

/* The search goes on to the end of the first accounts, all of which are told. */
static enum status look_through(struct path_search *at)
{
	struct signer_found *out = at->out;
	char path[PATH_TEXT_SIZE] = "";
	enum status s = STATUS_OK;

	for (uint32_t i = 0; i < DOOR_LOOKED_THROUGH; i++) {
		for (int k = 0; k < PATH_SCHEMES && s == STATUS_OK; k++)
			s = try_account(at, path, k, i);
		if (s != STATUS_OK || (path[0] != '\0' && i + 1 >= DOOR_FIRST))
			break;
	}
	if (s != STATUS_OK)
		return s;
	buf_add_str(at->call->bytes, path);
	for (size_t i = 0; i < at->n; i++)
		buf_add(at->call->bytes, at->first[i].bytes, sizeof(at->first[i].bytes));
	if (buf_status(at->call->bytes) != STATUS_OK)
		return err_set(at->call->e, ERR_MEMORY, "out of memory");
	out->path = signer_call_bytes(at->call);
	out->path.len = strlen(path);
	out->first = signer_call_bytes(at->call);
	out->first.data += out->path.len;
	out->first.len -= out->path.len;
	return STATUS_OK;
}

enum status signer_find_address(struct signer_call *c, const struct signer_search *in,
				struct signer_found *out)
{
	struct path_search at = {.call = c, .wanted = &in->address, .out = out};
	struct secret *seed = NULL;
	struct vault *v = NULL;
	enum status s = signer_change_reopen(c, &v, &in->file);

	if (s == STATUS_OK)
		s = keyring_seed(&seed, v, c->e);
	vault_free(v);
	if (s == STATUS_OK)
		s = derive_roots(&at, seed);
	secret_free(seed);
	if (s == STATUS_OK)
		s = look_through(&at);
	free_roots(&at.roots);
	return s;
}
