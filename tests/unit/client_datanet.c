#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "chain/keccak.h"
#include "chain/payer_urd.h"
#include "client/datanet.h"
#include "tests/lib/faulty_server.h"
#include <cmocka.h>

/* Addresses and hashes of one byte repeated. */
#define A_0D "0x0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d"
#define A_11 "0x1111111111111111111111111111111111111111"
#define A_33 "0x3333333333333333333333333333333333333333"
#define A_DD "0xdddddddddddddddddddddddddddddddddddddddd"
#define A_E0 "0xe0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0"
#define A_EA "0xeaeaeaeaeaeaeaeaeaeaeaeaeaeaeaeaeaeaeaea"
#define H_05 "0x0505050505050505050505050505050505050505050505050505050505050505"
#define H_07 "0x0707070707070707070707070707070707070707070707070707070707070707"
#define H_44 "0x4444444444444444444444444444444444444444444444444444444444444444"
#define H_51 "0x5151515151515151515151515151515151515151515151515151515151515151"
#define H_55 "0x5555555555555555555555555555555555555555555555555555555555555555"
#define H_77 "0x7777777777777777777777777777777777777777777777777777777777777777"
#define H_66 "0x6666666666666666666666666666666666666666666666666666666666666666"

#define COMMITMENT "0x27196f09dd4810f0d2ebdcfeae44e056a835b748a10f0c60fa90e6aff23cdf1c"
#define MODEL	   "0xf4926db2f5a188987e19940bb6ab7ceff1763571ed3bbc90814121fadd2a2188"
#define STATEMENT  "0xbe1ad278a4bdbc376a9d6959025891cc4f66e62acb04b0c1f4b84ac1d91fc267"

/* Over the leaves (0x11…, 0x33…, 1e18) and (0x22…, 0x33…, 2e18), by a third party's code. */
#define CLAIM_ROOT "0x6f0b94ffcf6a4f5459469a68e3ac35b294dd67f52b107171eeba7acffa4c9097"

static struct profile profile_of(void)
{
	struct profile p = {.chain_id = 31337, .has_eas = true, .n_datanets = 1};

	p.n_distributors = 1;
	memset(p.distributors[0].contract.address.bytes, 0xdd, 20);
	memset(p.distributors[0].token.bytes, 0x33, 20);
	memset(p.eas.contract.address.bytes, 0xea, 20);
	memset(p.eas.registry.bytes, 0xe0, 20);
	memset(p.datanets[0].address.bytes, 0x0d, 20);
	p.datanets[0].payers = 1;
	return p;
}

/* An honest description; @ID@ stands for the hash of the key. */
static const char description[] =
	"{\"datanet\":{\"address\":\"" A_0D "\",\"chain_id\":\"31337\","
	"\"distributor\":\"" A_DD "\",\"eas\":\"" A_EA "\","
	"\"epoch\":{\"latest\":\"30\",\"length_seconds\":\"60\","
	"\"next_at\":\"2026-01-02T03:04:05Z\"},"
	"\"fees\":{\"contributors\":\"7000\",\"operator\":\"3000\"},"
	"\"format\":\"byline-datanet/1\","
	"\"intake\":{\"expires\":\"2026-02-02T03:04:05Z\",\"id\":\"@ID@\","
	"\"key\":\"" H_07 "\"},"
	"\"limits\":{\"file_bytes\":\"1000\",\"page\":\"500\","
	"\"record_bytes\":\"100\",\"records\":\"10\"},"
	"\"model\":\"" H_44 "\",\"name\":\"mail\\u202e-filter\","
	"\"registry\":\"" A_E0 "\",\"rule\":\"epoch-net/1\","
	"\"schemas\":{\"commitment\":\"" COMMITMENT "\",\"statement\":\"" STATEMENT "\"},"
	"\"token\":\"" A_33 "\"},"
	"\"signature\":\"" H_51 "5151515151515151515151515151515151515151515151515151515151515151"
	"1b\"}";

/* The description with the first `from` replaced by `to`; NULL replaces nothing. */
static const char *info_text(const char *from, const char *to)
{
	static char out[4096], edited[4096];
	const char *at = strstr(description, "@ID@");
	struct hash key, id;
	char hex[HASH_TEXT_SIZE];

	memset(key.bytes, 7, 32);
	keccak256(id.bytes, key.bytes, 32);
	hash_format(hex, &id);
	snprintf(out, sizeof(out), "%.*s%s%s", (int)(at - description), description, hex, at + 4);
	if (from == NULL)
		return out;
	at = strstr(out, from);
	assert_non_null(at);
	snprintf(edited, sizeof(edited), "%.*s%s%s", (int)(at - out), out, to, at + strlen(from));
	return edited;
}

static enum status read_info(struct datanet_info *out, const char *text, struct err *e)
{
	struct profile p = profile_of();

	return datanet_info_read(out, text, strlen(text), &p, e);
}

static void a_description_is_compared_with_the_profile(void **state)
{
	static const struct {
		const char *from, *to, *named;
	} lies[] = {
		{"\"address\":\"0x0d", "\"address\":\"0x0e", "\"address\""},
		{"\"chain_id\":\"31337\"", "\"chain_id\":\"1\"", "\"chain_id\""},
		{"\"distributor\":\"0xdd", "\"distributor\":\"0xde", "\"distributor\""},
		{"\"eas\":\"0xea", "\"eas\":\"0xeb", "\"eas\""},
		{"\"registry\":\"0xe0", "\"registry\":\"0xe1", "\"registry\""},
		{"\"token\":\"0x33", "\"token\":\"0x34", "\"token\""},
		{"\"commitment\":\"0x27", "\"commitment\":\"0x28", "\"commitment\""},
		{STATEMENT "\"", STATEMENT "\",\"model\":\"" H_44 "\"", "\"model\""},
		{"\"statement\":\"0xbe", "\"statement\":\"0xbf", "\"statement\""},
		{"\"key\":\"0x07", "\"key\":\"0x08", "\"key\""},
	};
	struct datanet_info info;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		struct err e = {0};

		assert_int_equal(read_info(&info, info_text(lies[i].from, lies[i].to), &e),
				 ERR_MISMATCH);
		if (strstr(e.text, lies[i].named) == NULL)
			fail_msg("%s: %s", lies[i].to, e.text);
	}
}

static void a_description_is_read_whole(void **state)
{
	struct datanet_info info;
	const char *text = info_text(NULL, NULL);
	const char *begin = strchr(text + 1, '{'), *end = strstr(text, ",\"signature\"");
	struct hash want;
	struct err e = {0};

	(void)state;
	if (read_info(&info, text, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(info.epoch_latest, 30);
	assert_int_equal(info.epoch_next_at, 1767323045);
	assert_int_equal(info.fee_contributors_bp, 7000);
	assert_int_equal(info.max_file_bytes, 1000);
	assert_true(info.rule_known);
	assert_int_equal(info.signature[64], 27);
	assert_null(strstr(info.name, "\xe2\x80\xae"));
	/* The test's text is canonical but for one escape, which RFC 8785 writes as it is. */
	{
		char canonical[4096];
		const char *escape = strstr(begin, "\\u202e");

		snprintf(canonical, sizeof(canonical), "%.*s\xe2\x80\xae%.*s",
			 (int)(escape - begin), begin, (int)(end - escape - 6), escape + 6);
		keccak256(want.bytes, canonical, strlen(canonical));
	}
	assert_true(hash_equal(&info.document, &want));
	assert_int_equal(read_info(&info, info_text("epoch-net/1", "epoch-net/2"), &e), STATUS_OK);
	assert_false(info.rule_known);
	assert_int_equal(read_info(&info, info_text("\"7000\"", "\"70000\""), &e), ERR_RANGE);
	assert_int_equal(read_info(&info, info_text("\"7000\"", "\"6999\""), &e), ERR_RANGE);
	assert_non_null(strstr(e.text, "\"fees\" do not add up"));
	assert_int_equal(read_info(&info, info_text("\"1000\"", "1000"), &e), ERR_PARSE);
	assert_int_equal(read_info(&info, info_text("\"1000\"", "\"-1\""), &e), ERR_PARSE);
	assert_int_equal(read_info(&info, info_text("byline-datanet/1", "byline-datanet/2"), &e),
			 ERR_VERSION);
}

static void a_description_may_say_what_the_datanet_attests_and_can_use(void **state)
{
	static const char model[] = "\"" STATEMENT "\",\"model\":\"" MODEL "\"}",
			  accepts[] = "\"accepts\":{\"language\":\"en\",\"licenses\":[\"MIT\"],"
				      "\"modality\":\"text\"},\"fees\"";
	struct datanet_info info;

	(void)state;
	assert_int_equal(read_info(&info, info_text("\"" STATEMENT "\"}", model), NULL), STATUS_OK);
	assert_int_equal(read_info(&info, info_text("\"fees\"", accepts), NULL), STATUS_OK);
	assert_string_equal(info.accepts.licenses[0], "MIT");
	assert_int_equal(read_info(&info, info_text("\"fees\"", "\"accepts\":{},\"fees\""), NULL),
			 ERR_PARSE);
}

static void a_claim_must_fold_to_the_root_it_names(void **state)
{
	struct profile p = profile_of();
	struct address account;
	struct datanet_claim claim;
	struct entitlement other = {.cumulative.raw = u256_from_u64(2000000000000000000)};
	struct hash sibling;
	char text[2048], hex[HASH_TEXT_SIZE];
	struct err e = {0};

	(void)state;
	memset(account.bytes, 0x11, 20);
	memset(other.account.bytes, 0x22, 20);
	memset(other.token.bytes, 0x33, 20);
	payer_urd_leaf(&sibling, &other);
	hash_format(hex, &sibling);
	snprintf(text, sizeof(text),
		 "{\"account\":\"" A_11 "\",\"cumulative\":\"1000000000000000000\","
		 "\"distributor\":\"" A_DD "\",\"proof\":[\"%s\"],\"root\":\"" CLAIM_ROOT
		 "\",\"statement\":\"" H_05 "\",\"token\":\"" A_33 "\"}",
		 hex);
	if (datanet_claim_read(&claim, text, strlen(text), &p, &account, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(claim.entitlement.n_proof, 1);
	assert_ptr_equal(claim.distributor, &p.distributors[0]);
	*strstr(text, "1000000000000000000") = '2';
	assert_int_equal(datanet_claim_read(&claim, text, strlen(text), &p, &account, &e),
			 ERR_PROOF_MISMATCH);
	account.bytes[0] = 0;
	assert_int_equal(datanet_claim_read(&claim, text, strlen(text), &p, &account, &e),
			 ERR_MISMATCH);
	assert_non_null(strstr(e.text, "another \"account\" than was asked for"));
}

static void a_page_of_attributions_ascends_and_leads_on(void **state)
{
#define ITEM(seq, influence)                                                                       \
	"{\"seq\":\"" seq "\",\"time\":\"2026-01-02T03:04:05Z\",\"epoch\":\"3\",\"model\":\"" H_44 \
	"\",\"dataset\":\"" H_55 "\",\"inference\":\"q\\u001b1\",\"influence\":"                   \
	"\"" influence "\",\"fee\":\"1000\"}"
#define PAGE(items, next, more)                                                   \
	"{\"account\":\"" A_11 "\",\"attributions\":[" items "],\"next\":\"" next \
	"\",\"more\":" more "}"
	static const char good[] = PAGE(ITEM("8", "-12") "," ITEM("9", "7"), "9", "true");
	static const char *const refused[] = {
		PAGE(ITEM("9", "1") "," ITEM("9", "7"), "9", "true"),
		PAGE(ITEM("9", "1") "," ITEM("8", "7"), "8", "true"),
		PAGE(ITEM("7", "1"), "7", "false"),
		PAGE(ITEM("8", "1"), "9", "false"),
		PAGE("", "7", "true"),
		PAGE("", "8", "false"),
		PAGE(ITEM("8", "-0"), "8", "false"),
		PAGE(ITEM("8", "--1"), "8", "false"),
		PAGE(ITEM("8", ""), "8", "false"),
		PAGE(ITEM("08", "1"), "8", "false"),
		PAGE(ITEM("8", "1"), "8", "\"false\""),
		"[]",
	};
	struct datanet_attributions page;
	struct address account;
	struct err e = {0};

	(void)state;
	memset(account.bytes, 0x11, 20);
	if (datanet_attributions_read(&page, good, strlen(good), &account, 7, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(page.n, 2);
	assert_true(page.items[0].negative);
	assert_int_equal(page.items[0].influence.limb[0], 12);
	assert_null(strchr(page.items[0].inference, '\033'));
	assert_int_equal(page.next, 9);
	assert_true(page.more);
	datanet_attributions_release(&page);
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		if (datanet_attributions_read(&page, refused[i], strlen(refused[i]), &account, 7,
					      &e) == STATUS_OK)
			fail_msg("accepted %s", refused[i]);
		assert_null(page.items);
	}
}

static void a_leafs_proof_has_the_length_that_the_tree_gives(void **state)
{
#define LEAF(index, proof)                                                                     \
	"{\"dataset\":\"" H_55 "\",\"inferences\":\"1\",\"influence\":\"2\",\"amount\":\"3\"," \
	"\"index\":\"" index "\",\"proof\":[" proof "]}"
#define EPOCH(count, leaves)                                                         \
	"{\"account\":\"" A_11 "\",\"statements\":[{\"epoch\":\"4\",\"uid\":\"" H_66 \
	"\",\"leaf_count\":\"" count "\",\"leaves\":[" leaves "]}],\"next\":\"4\",\"more\":false}"
#define S "\"" H_77 "\""
	/* OpenZeppelin's shape of 3 leaves: leaf 2 is as high as the pair of the others. */
	static const char *const good[] = {
		EPOCH("3", LEAF("2", S)),
		EPOCH("3", LEAF("1", S "," S)),
		EPOCH("1", LEAF("0", "")),
		EPOCH("0", ""),
	};
	static const char *const refused[] = {
		EPOCH("3", LEAF("2", S "," S)),
		EPOCH("3", LEAF("3", S)),
		EPOCH("1", LEAF("0", S)),
		EPOCH("0", LEAF("0", "")),
	};
	struct datanet_statements page;
	struct address account;
	struct err e = {0};

	(void)state;
	memset(account.bytes, 0x11, 20);
	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		if (datanet_statements_read(&page, good[i], strlen(good[i]), &account, 3, &e) !=
		    STATUS_OK)
			fail_msg("%s: %s", good[i], e.text);
		datanet_statements_release(&page);
		assert_int_not_equal(
			datanet_statements_read(&page, good[i], strlen(good[i]), &account, 4, &e),
			STATUS_OK);
	}
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		if (datanet_statements_read(&page, refused[i], strlen(refused[i]), &account, 3,
					    &e) == STATUS_OK)
			fail_msg("accepted %s", refused[i]);
	}
}

static void a_document_is_whole_lines_of_scores(void **state)
{
	static const char line[] = "{\"account\":\"" A_11 "\",\"amount\":\"3\",\"dataset\":\"" H_55
				   "\",\"inferences\":\"1\",\"influence\":\"2\"}\n";
	char text[1024];
	struct statement_document doc;
	struct hash want;
	struct err e = {0};

	(void)state;
	snprintf(text, sizeof(text), "%s%s", line, line);
	assert_int_equal(statement_document_read(&doc, text, strlen(text), &e), STATUS_OK);
	assert_int_equal(doc.n, 2);
	assert_int_equal(doc.scores[1].amount.raw.limb[0], 3);
	keccak256(want.bytes, text, strlen(text));
	assert_true(hash_equal(&doc.hash, &want));
	statement_document_release(&doc);
	assert_int_equal(statement_document_read(&doc, text, strlen(text) - 1, &e), ERR_PARSE);
	assert_non_null(strstr(e.text, "line 2"));
	memset(text, '\n', sizeof(text));
	assert_int_equal(statement_document_read(&doc, text, sizeof(text), &e), ERR_PARSE);
	assert_int_equal(statement_document_read(&doc, "", 0, &e), STATUS_OK);
	assert_int_equal(doc.n, 0);
	statement_document_release(&doc);
}

static void what_became_of_a_dataset_is_said_with_its_reason(void **state)
{
#define DATASET(uid, status, rest)                                               \
	"{\"dataset\":\"" uid "\",\"account\":\"" A_11 "\",\"status\":\"" status \
	"\",\"models\":[\"" H_44 "\",\"" H_66 "\"]" rest "}"
#define REASON ",\"reason\":\"bad \\u001b[2J root\""
	static const struct {
		const char *text;
		enum intake_status status;
	} good[] = {
		{DATASET(H_55, "received", ""), INTAKE_RECEIVED},
		{DATASET(H_55, "accepted", ""), INTAKE_ACCEPTED},
		{DATASET(H_55, "rejected", REASON), INTAKE_REJECTED},
		{DATASET(H_55, "revoked", ""), INTAKE_REVOKED},
	};
	static const struct {
		const char *text;
		enum status status;
	} refused[] = {
		{DATASET(H_66, "accepted", ""), ERR_MISMATCH},
		{DATASET(H_55, "paid", ""), ERR_PARSE},
		{DATASET(H_55, "rejected", ""), ERR_PARSE},
		{DATASET(H_55, "accepted", REASON), ERR_PARSE},
	};
	struct datanet_dataset set;
	struct hash uid;

	(void)state;
	memset(uid.bytes, 0x55, 32);
	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		const char *text = good[i].text;
		struct err e = {0};

		if (datanet_dataset_read(&set, text, strlen(text), &uid, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		assert_int_equal(set.status, good[i].status);
		assert_int_equal(set.n_models, 2);
		assert_int_equal(set.newest_model.bytes[0], 0x66);
		assert_int_equal(set.reason[0] != '\0', set.status == INTAKE_REJECTED);
		assert_null(strchr(set.reason, '\033'));
	}
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		assert_int_equal(datanet_dataset_read(&set, refused[i].text,
						      strlen(refused[i].text), &uid, NULL),
				 refused[i].status);
}

/* A server that answers what it was given. */
struct served {
	struct faulty_server server;
	struct transport *transport;
	struct profile profile;
	struct datanet datanet;
};

static void served_start(struct served *s)
{
	s->profile = profile_of();
	assert_int_equal(faulty_server_start(&s->server, false), 0);
	assert_int_equal(transport_new(&s->transport, NULL), STATUS_OK);
	snprintf(s->profile.datanets[0].url, sizeof(s->profile.datanets[0].url),
		 "http://127.0.0.1:%u/fixture/", s->server.port);
	s->datanet = (struct datanet){
		.transport = s->transport, .profile = &s->profile, .replies = replies_new()};
}

static void serve(const struct served *s, const char *path, const void *data, size_t len)
{
	char url[256], full[200];

	snprintf(full, sizeof(full), "/fixture/v1/%s", path);
	assert_int_equal(faulty_request(s->transport, faulty_url(url, &s->server, full), HTTP_POST,
					data, len, NULL, 0),
			 200);
}

static void served_stop(struct served *s)
{
	replies_free(s->datanet.replies);
	transport_free(s->transport);
	faulty_server_stop(&s->server);
}

static void a_problem_is_told_in_the_datanets_words(void **state)
{
	static const char *const other_forms[] = {
		"{}", "[", "<html>", "{\"datanet\":{\"format\":\"byline-datanet/2\"}}"};
	struct datanet_info info;
	struct served s;
	struct err e = {0};

	(void)state;
	served_start(&s);
	assert_int_equal(datanet_describe(&s.datanet, &info, &e), ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, "There is no such thing: at"));
	assert_null(strchr(e.text, '\033'));
	serve(&s, "datanet", info_text(NULL, NULL), strlen(info_text(NULL, NULL)));
	if (datanet_describe(&s.datanet, &info, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(info.epoch_latest, 30);
	/* A reply of another form is the server's matter: no file is damaged, none was too new. */
	for (size_t i = 0; i < ARRAY_SIZE(other_forms); i++) {
		serve(&s, "datanet", other_forms[i], strlen(other_forms[i]));
		assert_int_equal(datanet_describe(&s.datanet, &info, &e), ERR_ANSWER);
		assert_non_null(strstr(e.text, "the datanet's reply to /v1/datanet"));
	}
	served_stop(&s);
}

static void a_model_must_hash_to_its_name(void **state)
{
	static const char bytes[] = "weights";
	char path[128], hex[HASH_TEXT_SIZE], name[] = "/tmp/byline-model-XXXXXX", back[16];
	struct served s;
	struct hash model;
	uint64_t size;
	struct err e = {0};
	int fd = mkstemp(name);

	(void)state;
	assert_true(fd >= 0);
	unlink(name);
	served_start(&s);
	keccak256(model.bytes, bytes, sizeof(bytes) - 1);
	hash_format(hex, &model);
	snprintf(path, sizeof(path), "models/%s.safetensors", hex);
	serve(&s, path, bytes, sizeof(bytes) - 1);
	if (datanet_model(&s.datanet, fd, &size, &model, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(size, 7);
	assert_int_equal(pread(fd, back, sizeof(back), 0), 7);
	assert_memory_equal(back, bytes, 7);
	serve(&s, path, "weighty", 7);
	assert_int_equal(datanet_model(&s.datanet, fd, &size, &model, &e), ERR_PROOF_MISMATCH);
	model.bytes[0] ^= 1;
	assert_int_equal(datanet_model(&s.datanet, fd, &size, &model, &e), ERR_NOT_FOUND);
	close(fd);
	served_stop(&s);
}

static void a_network_without_a_datanet_has_none(void **state)
{
	struct profile p = {.name = "plain"};
	struct datanet d = {.profile = &p};
	struct datanet_dataset set;
	struct hash uid = {0};
	char url[DATANET_URL_SIZE];

	(void)state;
	datanet_files_url(url, &d);
	assert_string_equal(url, "");
	assert_int_equal(datanet_dataset(&d, &set, &uid, NULL), ERR_UNSUPPORTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_description_is_compared_with_the_profile),
		cmocka_unit_test(a_description_is_read_whole),
		cmocka_unit_test(a_description_may_say_what_the_datanet_attests_and_can_use),
		cmocka_unit_test(a_claim_must_fold_to_the_root_it_names),
		cmocka_unit_test(a_page_of_attributions_ascends_and_leads_on),
		cmocka_unit_test(a_leafs_proof_has_the_length_that_the_tree_gives),
		cmocka_unit_test(a_document_is_whole_lines_of_scores),
		cmocka_unit_test(what_became_of_a_dataset_is_said_with_its_reason),
		cmocka_unit_test(a_problem_is_told_in_the_datanets_words),
		cmocka_unit_test(a_model_must_hash_to_its_name),
		cmocka_unit_test(a_network_without_a_datanet_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
