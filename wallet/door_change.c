/*
 * Requests in the shape that wallet/door.c describes, with the vault's file. Those that change it
 * reply with the file of the changed vault.
 */
#include "wallet/door_change.h"

#include <string.h>

#include "wallet/exchange.h"

static struct wire_bytes file_of(const struct door_vault *now)
{
	return (struct wire_bytes){.data = now->file, .len = now->len};
}

/* Texts of callers are C strings; those of the wire have no zero. */
static struct wire_bytes text_of(const char *text)
{
	return (struct wire_bytes){.data = (const uint8_t *)text, .len = strlen(text)};
}

enum status door_add_account(struct door *d, struct buf *file, const struct door_vault *now,
			     uint32_t index, const char *path, const char *label, struct err *e)
{
	const struct signer_addition in = {.file = file_of(now),
					   .index = index,
					   .path = text_of(path),
					   .label = text_of(label)};

	return exchange_for_file(d, file, SIGNER_ADD_ACCOUNT, &in, e);
}

enum status door_import_account(struct door *d, struct buf *file, const struct door_vault *now,
				uint32_t index, const struct door_keystore *keystore,
				const char *label, struct err *e)
{
	struct signer_import in = {.file = file_of(now), .index = index, .label = text_of(label)};

	if (keystore != NULL)
		in.keystore = (struct wire_bytes){.data = keystore->file, .len = keystore->len};
	return exchange_for_file(d, file, SIGNER_IMPORT_ACCOUNT, &in, e);
}

enum status door_export_account(struct door *d, struct buf *keystore, const struct door_vault *now,
				uint32_t index, struct err *e)
{
	const struct signer_export in = {.file = file_of(now), .index = index};

	return exchange_for_file(d, keystore, SIGNER_EXPORT_ACCOUNT, &in, e);
}

enum status door_label_account(struct door *d, struct buf *file, const struct door_vault *now,
			       uint32_t index, const char *label, struct err *e)
{
	const struct signer_label in = {
		.file = file_of(now), .index = index, .label = text_of(label)};

	return exchange_for_file(d, file, SIGNER_LABEL_ACCOUNT, &in, e);
}

enum status door_change_passphrase(struct door *d, struct buf *file, const struct door_vault *now,
				   struct err *e)
{
	const struct signer_proof in = {.file = file_of(now)};

	return exchange_for_file(d, file, SIGNER_CHANGE_PASSPHRASE, &in, e);
}

/* Two schemes share an address where their paths are equal. */
static void add_candidate(struct door_found *out, const struct address *address, uint32_t place)
{
	struct key_path path;

	for (size_t i = 0; i < out->n; i++)
		if (address_equal(&out->first[i].address, address))
			return;
	path_of_scheme(&path, (enum path_scheme)(place % PATH_SCHEMES), place / PATH_SCHEMES);
	path_format(out->first[out->n].path, &path);
	out->first[out->n++].address = *address;
}

/* A signer that sent more would write behind the list, one that sent less would leave gaps. */
static enum status take_found(struct door_found *out, const struct signer_found *in, struct err *e)
{
	struct address address;

	if (in->path.len >= sizeof(out->path) ||
	    in->first.len != ARRAY_SIZE(out->first) * sizeof(address.bytes))
		return exchange_malformed(e);
	if (in->path.len > 0)
		memcpy(out->path, in->path.data, in->path.len);
	out->tried = in->tried;
	for (uint32_t i = 0; i < ARRAY_SIZE(out->first); i++) {
		memcpy(address.bytes, in->first.data + i * sizeof(address.bytes),
		       sizeof(address.bytes));
		add_candidate(out, &address, i);
	}
	return STATUS_OK;
}

enum status door_find_address(struct door *d, struct door_found *out, const struct door_vault *now,
			      const struct address *address, struct err *e)
{
	struct signer_search in = {.file = file_of(now)};
	struct exchange x;
	enum status s;

	*out = (struct door_found){.tried = 0};
	if (address != NULL)
		in.address = *address;
	s = exchange(d, &x, SIGNER_FIND_ADDRESS, &in, e);
	if (s == STATUS_OK)
		s = take_found(out, &x.reply.found, e);
	exchange_end(&x);
	return s;
}

enum status door_drill(struct door *d, struct buf *file, const struct door_vault *now,
		       uint64_t when, struct err *e)
{
	const struct signer_drill in = {.file = file_of(now), .when = when};

	return exchange_for_file(d, file, SIGNER_DRILL, &in, e);
}

enum status door_reveal(struct door *d, const struct door_vault *now, struct err *e)
{
	const struct signer_proof in = {.file = file_of(now)};
	struct exchange x;
	enum status s = exchange(d, &x, SIGNER_REVEAL, &in, e);

	exchange_end(&x);
	return s;
}
