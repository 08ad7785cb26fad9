/* Requests in the shape that wallet/door.c describes, with the vault's file. */
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
