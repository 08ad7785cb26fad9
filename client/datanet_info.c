#include <string.h>

#include "chain/eas.h"
#include "chain/eip712.h"
#include "chain/keccak.h"
#include "client/datanet_json.h"
#include "client/field.h"

static enum status check_pins(const struct json *net, const struct profile *p, struct err *e)
{
	const struct profile_distributor *distributor;
	const struct json *schemas;
	const char *format;
	struct hash schema;
	uint64_t chain_id = 0;
	enum status s = json_get_text(&format, net, "format", e);

	if (s == STATUS_OK && strcmp(format, "byline-datanet/1") != 0)
		s = err_set(e, ERR_VERSION, "the datanet speaks another \"format\"");
	if (s == STATUS_OK)
		s = field_same_address(net, "address", &p->datanet.address, e);
	if (s == STATUS_OK)
		s = json_get_u64(&chain_id, net, "chain_id", e);
	if (s == STATUS_OK && chain_id != p->chain_id)
		s = err_set(e, ERR_MISMATCH, "the datanet's \"chain_id\" is %llu, not %llu",
			    (unsigned long long)chain_id, (unsigned long long)p->chain_id);
	if (s == STATUS_OK && p->has_eas)
		s = field_same_address(net, "eas", &p->eas.contract.address, e);
	if (s == STATUS_OK && p->has_eas)
		s = field_same_address(net, "registry", &p->eas.registry, e);
	if (s == STATUS_OK)
		s = field_distributor(&distributor, net, p, e);
	if (s == STATUS_OK)
		s = json_get_object(&schemas, net, "schemas", e);
	eas_commitment_schema(&schema);
	if (s == STATUS_OK)
		s = field_same(schemas, "commitment", schema.bytes, sizeof(schema.bytes), e);
	eas_statement_schema(&schema);
	if (s == STATUS_OK)
		s = field_same(schemas, "statement", schema.bytes, sizeof(schema.bytes), e);
	return s;
}

static enum status read_intake(struct datanet_info *out, const struct json *net, struct err *e)
{
	const struct json *intake;
	struct hash id;
	enum status s = json_get_object(&intake, net, "intake", e);

	if (s == STATUS_OK)
		s = field_hash(&out->intake_id, intake, "id", e);
	if (s == STATUS_OK)
		s = json_get_hex(out->intake_key, sizeof(out->intake_key), intake, "key", e);
	if (s == STATUS_OK)
		s = field_time(&out->intake_expires, intake, "expires", e);
	if (s != STATUS_OK)
		return s;
	keccak256(id.bytes, out->intake_key, sizeof(out->intake_key));
	if (!hash_equal(&id, &out->intake_id))
		return err_set(e, ERR_MISMATCH, "the intake \"id\" is not the hash of its \"key\"");
	return STATUS_OK;
}

static enum status read_terms(struct datanet_info *out, const struct json *net, struct err *e)
{
	const struct json *epoch, *limits, *fees;
	enum status s = json_get_object(&epoch, net, "epoch", e);

	if (s == STATUS_OK)
		s = json_get_u64(&out->epoch_length_s, epoch, "length_seconds", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->epoch_latest, epoch, "latest", e);
	if (s == STATUS_OK)
		s = field_time(&out->epoch_next_at, epoch, "next_at", e);
	if (s == STATUS_OK)
		s = json_get_object(&limits, net, "limits", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->max_file_bytes, limits, "file_bytes", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->max_records, limits, "records", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->max_record_bytes, limits, "record_bytes", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->max_page, limits, "page", e);
	if (s == STATUS_OK)
		s = json_get_object(&fees, net, "fees", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->fee_contributors_bp, fees, "contributors", e);
	if (s == STATUS_OK && out->fee_contributors_bp > 10000)
		s = err_set(e, ERR_RANGE, "\"contributors\" is above 10000 basis points");
	return s;
}

/* The hash of the canonical form, and what the datanet's key signs over it. */
static enum status read_signature(struct datanet_info *out, const struct json *doc,
				  const struct profile *p, struct err *e)
{
	static const char type[] = "Datanet(bytes32 document)";
	uint8_t words[2][32];
	struct hash domain, message;
	struct buf canonical;
	enum status s = json_get_hex(out->signature, sizeof(out->signature), doc, "signature", e);

	if (s != STATUS_OK)
		return s;
	buf_init(&canonical, LIMIT_DATANET_REPLY);
	s = json_write(&canonical, json_get(doc, "datanet"));
	keccak256(out->document.bytes, canonical.data, canonical.len);
	buf_release(&canonical);
	if (s != STATUS_OK)
		return err_set(e, s, "\"datanet\" has no canonical form: %s", status_phrase(s));
	keccak256(words[0], type, sizeof(type) - 1);
	memcpy(words[1], out->document.bytes, 32);
	keccak256(message.bytes, words, sizeof(words));
	eip712_domain(&domain, DATANET_DOMAIN, "1", p->chain_id, &p->datanet.address);
	eip712_combine(&out->digest, &domain, &message);
	return STATUS_OK;
}

enum status datanet_read_info(struct datanet_info *out, const void *data, size_t len,
			      const struct profile *p, struct err *e)
{
	static const char *const members[] = {"datanet", "signature", NULL};
	struct datanet_info info = {0};
	const struct json *net = NULL;
	struct json *doc = NULL;
	enum status s = json_parse(&doc, data, len, e);

	if (s == STATUS_OK)
		s = json_only(doc, members, e);
	if (s == STATUS_OK)
		s = json_get_object(&net, doc, "datanet", e);
	if (s == STATUS_OK)
		s = check_pins(net, p, e);
	info.address = p->datanet.address;
	if (s == STATUS_OK)
		s = field_text(info.name, sizeof(info.name), net, "name", e);
	if (s == STATUS_OK)
		s = field_hash(&info.model, net, "model", e);
	if (s == STATUS_OK)
		s = field_text(info.rule, sizeof(info.rule), net, "rule", e);
	info.rule_known = strcmp(info.rule, DATANET_RULE) == 0;
	if (s == STATUS_OK)
		s = read_intake(&info, net, e);
	if (s == STATUS_OK)
		s = read_terms(&info, net, e);
	if (s == STATUS_OK)
		s = read_signature(&info, doc, p, e);
	if (s == STATUS_OK)
		*out = info;
	json_free(doc);
	return s;
}
