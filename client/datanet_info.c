/*
 * The datanet's description. In reading order: the values that the profile pins (check_pins()),
 * then one function for each object in it, the signature, and datanet_info_read(), which joins
 * them.
 *
 * Invariant: no value that the profile pins is taken from the reply, and an object with a member
 * that byline does not know is refused.
 */
#include "client/datanet_info.h"

#include <string.h>

#include "chain/description.h"
#include "chain/eas.h"
#include "chain/keccak.h"
#include "chain/member.h"
#include "client/field.h"

/* Reads the member `name` of `o`: an object with `members` and no others. */
static enum status object_of(const struct json **out, const struct json *o, const char *name,
			     const char *const *members, struct err *e)
{
	enum status s = json_get_object(out, o, name, e);

	if (s == STATUS_OK)
		s = json_only(*out, members, e);
	return s;
}

/* Compares everything that the profile pins with the description. */
static enum status check_pins(const struct json *net, const struct profile *p, struct err *e)
{
	static const char *const members[] = {"commitment", "statement", "model", NULL};
	const struct profile_distributor *distributor;
	const struct json *schemas;
	const char *format;
	struct hash schema;
	uint64_t chain_id = 0;
	enum status s = json_get_text(&format, net, "format", e);

	if (s == STATUS_OK && strcmp(format, DESCRIPTION_FORMAT) != 0)
		s = err_set(e, ERR_VERSION,
			    "the datanet has another \"format\" of its description; a newer byline "
			    "may know it");
	if (s == STATUS_OK)
		s = field_same_address(net, "address", &profile_datanet(p)->address, e);
	if (s == STATUS_OK)
		s = json_get_u64(&chain_id, net, "chain_id", e);
	if (s == STATUS_OK && chain_id != p->chain_id)
		s = err_set(e, ERR_MISMATCH,
			    "the datanet's \"chain_id\" is %llu, but the network is chain %llu",
			    (unsigned long long)chain_id, (unsigned long long)p->chain_id);
	if (s == STATUS_OK && p->has_eas)
		s = field_same_address(net, "eas", &p->eas.contract.address, e);
	if (s == STATUS_OK && p->has_eas)
		s = field_same_address(net, "registry", &p->eas.registry, e);
	if (s == STATUS_OK)
		s = field_distributor(&distributor, net, p, e);
	if (s == STATUS_OK)
		s = object_of(&schemas, net, "schemas", members, e);
	eas_commitment_schema(&schema);
	if (s == STATUS_OK)
		s = field_same(schemas, "commitment", schema.bytes, sizeof(schema.bytes), e);
	eas_statement_schema(&schema);
	if (s == STATUS_OK)
		s = field_same(schemas, "statement", schema.bytes, sizeof(schema.bytes), e);
	/* A datanet that attests its models names their schema too. */
	eas_model_schema(&schema);
	if (s == STATUS_OK && json_get(schemas, "model") != NULL)
		s = field_same(schemas, "model", schema.bytes, sizeof(schema.bytes), e);
	return s;
}

/* Reads the key for which uploads are sealed. */
static enum status read_intake(struct datanet_info *out, const struct json *net, struct err *e)
{
	static const char *const members[] = {"id", "key", "expires", NULL};
	const struct json *intake;
	struct hash id;
	enum status s = object_of(&intake, net, "intake", members, e);

	if (s == STATUS_OK)
		s = field_hash(&out->intake_id, intake, "id", e);
	if (s == STATUS_OK)
		s = member_hex(out->intake_key, sizeof(out->intake_key), intake, "key", e);
	if (s == STATUS_OK)
		s = field_time(&out->intake_expires, intake, "expires", e);
	if (s != STATUS_OK)
		return s;
	keccak256(id.bytes, out->intake_key, sizeof(out->intake_key));
	if (!hash_equal(&id, &out->intake_id))
		return err_set(e, ERR_MISMATCH, "the intake \"id\" is not the hash of its \"key\"");
	return STATUS_OK;
}

static enum status read_epoch_times(struct datanet_info *out, const struct json *net, struct err *e)
{
	static const char *const members[] = {"length_seconds", "latest", "next_at", NULL};
	const struct json *epoch;
	enum status s = object_of(&epoch, net, "epoch", members, e);

	if (s == STATUS_OK)
		s = json_get_u64(&out->epoch_length_s, epoch, "length_seconds", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->epoch_latest, epoch, "latest", e);
	if (s == STATUS_OK)
		s = field_time(&out->epoch_next_at, epoch, "next_at", e);
	return s;
}

static enum status read_limits(struct datanet_info *out, const struct json *net, struct err *e)
{
	static const char *const members[] = {"file_bytes", "records", "record_bytes", "page",
					      NULL};
	const struct json *limits;
	enum status s = object_of(&limits, net, "limits", members, e);

	if (s == STATUS_OK)
		s = json_get_u64(&out->max_file_bytes, limits, "file_bytes", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->max_records, limits, "records", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->max_record_bytes, limits, "record_bytes", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->max_page, limits, "page", e);
	return s;
}

/* Reads the signature, and computes the digest that the datanet's key has signed. */
static enum status read_signature(struct datanet_info *out, const struct json *doc,
				  const struct profile *p, struct err *e)
{
	enum status s = description_signature(out->signature, doc, e);

	if (s == STATUS_OK)
		s = description_digest(&out->document, &out->digest, json_get(doc, "datanet"),
				       p->chain_id, &profile_datanet(p)->address, e);
	return s;
}

enum status datanet_info_read(struct datanet_info *out, const void *data, size_t len,
			      const struct profile *p, struct err *e)
{
	static const char *const members[] = {"datanet", "signature", NULL};
	static const char *const inner[] = {
		"format",      "name",	 "address", "chain_id", "eas",	"registry",
		"distributor", "token",	 "schemas", "model",	"rule", "epoch",
		"intake",      "limits", "fees",    "accepts",	NULL};
	struct datanet_info info = {0};
	const struct json *net = NULL;
	struct json *doc = NULL;
	enum status s = json_parse(&doc, data, len, e);

	if (s == STATUS_OK)
		s = json_only(doc, members, e);
	if (s == STATUS_OK)
		s = object_of(&net, doc, "datanet", inner, e);
	if (s == STATUS_OK)
		s = check_pins(net, p, e);
	info.address = profile_datanet(p)->address;
	if (s == STATUS_OK)
		s = field_text(info.name, sizeof(info.name), net, "name", DATANET_NAME, e);
	if (s == STATUS_OK)
		s = field_hash(&info.model, net, "model", e);
	if (s == STATUS_OK)
		s = field_text(info.rule, sizeof(info.rule), net, "rule", DATANET_NAME, e);
	info.rule_known = strcmp(info.rule, DATANET_RULE) == 0;
	if (s == STATUS_OK)
		s = read_intake(&info, net, e);
	if (s == STATUS_OK)
		s = read_epoch_times(&info, net, e);
	if (s == STATUS_OK)
		s = read_limits(&info, net, e);
	if (s == STATUS_OK)
		s = description_shares(&info.fee_contributors_bp, net, e);
	if (s == STATUS_OK && json_get(net, "accepts") != NULL)
		s = accepts_read(&info.accepts, json_get(net, "accepts"), e);
	if (s == STATUS_OK)
		s = read_signature(&info, doc, p, e);
	if (s == STATUS_OK)
		*out = info;
	json_free(doc);
	return s;
}
