/* Typed documents with one thing altered, at the signer: see wallet_tampering.c. */
#include "tests/unit/tampering.h"

#include "chain/eip712_text.h"

#define OTHER	 "0x3434343434343434343434343434343434343434"
#define THIEF	 "0x1212121212121212121212121212121212121212"
#define OPEN	 "0x7070707070707070707070707070707070707070"
#define SAFE	 "0x5656565656565656565656565656565656565656"
#define PERMIT2	 "0x000000000022D473030F116dDEE9F6B43aC78BA3"
#define SELF	 "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
#define ELEVEN	 "1111111111111111111111111111111111111111111111111111111111111111"
#define MOST_256 "115792089237316195423570985008687907853269984665640564039457584007913129639935"
#define MOST_160 "1461501637330902918203684832716283019655932542975"

#define DOMAIN_TYPES	 "<EIP712Domain(uint256 chainId,address verifyingContract)>"
#define DOMAIN(contract) "'domain':{'chainId':'31337','verifyingContract':'" contract "'}"
#define DOCUMENT(contract, primary, types, message)                     \
	"{'types':{" DOMAIN_TYPES "," types "},'primaryType':'" primary \
	"'," DOMAIN(contract) ",'message':{" message "}}"

enum { UPLOAD, SAFE_TX, SINGLE, NO_PERMIT };

#define SAFE_TYPES                                                                               \
	"<SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 " \
	"baseGas,uint256 gasPrice,address gasToken,address refundReceiver,uint256 nonce)>"
#define SAFE_MESSAGE                                                                   \
	"'to':'" OTHER "','value':'3','data':'0x','operation':'0','safeTxGas':'0',"    \
	"'baseGas':'0','gasPrice':'0','gasToken':'" OTHER "','refundReceiver':'" OTHER \
	"','nonce':'7'"

#define SINGLE_TYPES                                                                 \
	"<PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)>," \
	"<PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)>"
#define SINGLE_MESSAGE                                                               \
	"'details':{'token':'" OPEN "','amount':'5000000000000000000','expiration':" \
	"'1795269731','nonce':'0'},'spender':'" OTHER "','sigDeadline':'1795269731'"

#define PERMIT_TYPES \
	"<Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)>"

static const struct {
	const char *text;
	uint32_t allowed;
} documents[] = {
	[UPLOAD] = {DOCUMENT("0xdadadadadadadadadadadadadadadadadadadada", "Upload",
			     "<Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires)>",
			     "'dataset':'0x" ELEVEN "','file':'0x" ELEVEN
			     "','size':'123','expires':'1800000000'"),
		    0},
	[SAFE_TX] = {DOCUMENT(SAFE, "SafeTx", SAFE_TYPES, SAFE_MESSAGE), DANGER_CONTROL},
	[SINGLE] = {DOCUMENT(PERMIT2, "PermitSingle", SINGLE_TYPES, SINGLE_MESSAGE), DANGER_PERMIT},
	/* An allowance that is taken back. */
	[NO_PERMIT] = {DOCUMENT(OPEN, "Permit", PERMIT_TYPES,
				"'owner':'" SELF "','spender':'" OTHER
				"','value':'0','nonce':'0','deadline':'1795269731'"),
		       0},
};

#define NESTED_8 "[[[[[[[["

/* A whole document of one type in the place of the upload. */
#define INSTEAD(primary, types, message)                       \
	{                                                      \
		NULL, DOCUMENT(OTHER, primary, types, message) \
	}

static const struct tampering_row altered_documents[] = {
	/* The domain */
	{UPLOAD, "another chain", {"'31337'", "'1'"}, REFUSED(MISMATCH, "for chain 1,")},
	{UPLOAD,
	 "a chain of 65 bits",
	 {"'31337'", "'18446744073709551616'"},
	 REFUSED(RANGE, "domain: the chain id is larger than any chain's")},
	{UPLOAD,
	 "no value of the chain",
	 {"'chainId':'31337',", ""},
	 REFUSED(PARSE, "domain: chainId is missing")},
	{UPLOAD,
	 "no chain declared",
	 {"uint256 chainId,", ""},
	 REFUSED(PARSE, "domain: has members that EIP712Domain does not declare")},
	{UPLOAD, "a chain without bound", {"'31337'", "'0'"}, REFUSED(MISMATCH, "for chain 0,")},
	{UPLOAD,
	 "nobody's contract",
	 {"0xdadadadadadadadadadadadadadadadadadadada",
	  "0x0000000000000000000000000000000000000000"},
	 SHOWN_AS(ANYWHERE, "--allow anywhere")},
	{UPLOAD,
	 "no domain at all",
	 {NULL, "{'types':{'EIP712Domain':[],<Upload(uint64 size)>},'primaryType':'Upload',"
		"'domain':{},'message':{'size':'1'}}"},
	 SHOWN_AS(ANYWHERE, "Document of an unknown type: a document of the type Upload, ")},
	{UPLOAD,
	 "the domain's own type",
	 {"'primaryType':'Upload'", "'primaryType':'EIP712Domain'"},
	 REFUSED(PARSE, "a domain alone is no message to sign")},
	{UPLOAD,
	 "a member of the domain of another type",
	 {"uint256 chainId", "string chainId"},
	 REFUSED(PARSE, "EIP712Domain: chainId is not as EIP-712 has it")},
	/* Types */
	{UPLOAD,
	 "another type's name",
	 {"<Upload(", "<Uploaf("},
	 REFUSED(PARSE, "the type that primaryType names is not declared")},
	{UPLOAD,
	 "another type of a member",
	 {"uint64 size", "uint32 size"},
	 SHOWN_AS(UNKNOWN, "type Upload, which byline does not know")},
	{UPLOAD,
	 "another member's name",
	 {"uint64 size", "uint64 siz3"},
	 REFUSED(PARSE, "message: siz3 is missing")},
	{UPLOAD,
	 "a type that nobody declared",
	 {"uint64 size", "Thing size"},
	 REFUSED(PARSE, "Upload: size has an unknown type")},
	{UPLOAD,
	 "a number of 65 bits as a type",
	 {"uint64 size", "uint65 size"},
	 REFUSED(PARSE, "Upload: size has an unknown type")},
	{UPLOAD,
	 "a number without size as a type",
	 {"uint64 size", "uint size"},
	 REFUSED(PARSE, "Upload: size has an unknown type")},
	{UPLOAD,
	 "a type that contains itself",
	 {"bytes32 dataset", "Upload dataset"},
	 REFUSED(PARSE, "message: dataset: not an object")},
	{UPLOAD,
	 "a list without an end",
	 {"uint64 size", "uint64[][][][][][][][][][][][][][][][][][] size"},
	 REFUSED(PARSE, "message: size: not a list")},
	{UPLOAD,
	 "a name that only looks the same",
	 {"<Upload(", "<Up\xd0\xbeload("},
	 REFUSED(PARSE, "a type has a name that is kept for Solidity's own types, or ")},
	{UPLOAD,
	 "a name with a bracket",
	 {"uint64 size", "uint64 si)ze"},
	 REFUSED(PARSE, "Upload: the name of a member is not made of letters, digits,")},
	{UPLOAD,
	 "a member twice in the type",
	 {"bytes32 file", "bytes32 dataset"},
	 REFUSED(PARSE, "Upload: dataset is declared twice")},
	/* Values */
	{UPLOAD,
	 "a member less",
	 {",'expires':'1800000000'", ""},
	 REFUSED(PARSE, "message: expires is missing")},
	{UPLOAD,
	 "a member more",
	 {",'expires'", ",'extra':'1','expires'"},
	 REFUSED(PARSE, "message: has members that Upload does not declare")},
	{UPLOAD,
	 "a member twice",
	 {",'expires'", ",'size':'124','expires'"},
	 REFUSED(PARSE, "JSON: an object has two members called \"size\"")},
	{UPLOAD,
	 "a key twice on top",
	 {"'primaryType'", "'primaryType':'Other','primaryType'"},
	 REFUSED(PARSE, "JSON: an object has two members called \"primaryType\"")},
	{UPLOAD,
	 "a number below zero",
	 {"'123'", "'-1'"},
	 REFUSED(RANGE, "message: size: not a value of type uint64")},
	{UPLOAD,
	 "a number out of its type",
	 {"'123'", "'18446744073709551616'"},
	 REFUSED(RANGE, "message: size: not a value of type uint64")},
	{UPLOAD,
	 "a number with a point",
	 {"'123'", "'1.5'"},
	 REFUSED(PARSE, "message: size: not a value of type uint64")},
	{UPLOAD,
	 "a number with a zero before",
	 {"'123'", "'0123'"},
	 REFUSED(PARSE, "message: size: not a value of type uint64")},
	{UPLOAD,
	 "bytes that are too short",
	 {"'0x11", "'0x"},
	 REFUSED(PARSE, "message: dataset: not a value of type bytes32")},
	{UPLOAD,
	 "bytes that are too long",
	 {"'0x11", "'0x1111"},
	 REFUSED(PARSE, "message: dataset: not a value of type bytes32")},
	{UPLOAD,
	 "a list for a number",
	 {"'123'", NESTED_8 NESTED_8 "]]]]]]]]]]]]]]]]"},
	 REFUSED(PARSE, "message: size: not a value of type uint64")},
	{UPLOAD,
	 "lists in lists, five hundred of them",
	 {"'123'", NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8
			   NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8 NESTED_8
				   NESTED_8 NESTED_8 NESTED_8},
	 REFUSED(TOO_DEEP, "JSON: nested too deep")},
	{UPLOAD, "bytes behind it", {"}}", "}}x"}, REFUSED(PARSE, "JSON: not valid")},
	{UPLOAD, "another size", {"'123'", "'124'"}, SHOWN("size: 124")},
	{UPLOAD, "another dataset", {"0x1111", "0x4411"}, SHOWN("dataset: 0x4411")},
	/* Other documents in its place */
	{UPLOAD, "a permit of DAI",
	 INSTEAD("Permit",
		 "<Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool "
		 "allowed)>",
		 "'holder':'" SELF "','spender':'" THIEF
		 "','nonce':'0','expiry':'0','allowed':true"),
	 SHOWN_AS(PERMIT, THIEF " may take UNLIMITED")},
	{UPLOAD, "an order of CoW",
	 INSTEAD("Order",
		 "<Order(address sellToken,address buyToken,address receiver,uint256 "
		 "sellAmount,uint256 buyAmount,uint32 validTo)>",
		 "'sellToken':'" OPEN "','buyToken':'" OTHER "','receiver':'" THIEF
		 "','sellAmount':'" MOST_256 "','buyAmount':'0','validTo':'1795269731'"),
	 SHOWN_AS(UNKNOWN, "UNLIMITED OPEN")},
	{UPLOAD, "an order that nobody knows",
	 INSTEAD("Order", "<Order(uint256 salt)>", "'salt':'1'"),
	 SHOWN_AS(ORDER, "a kind that byline does not know")},
	{UPLOAD, "an action on Hyperliquid",
	 INSTEAD("Agent", "<Agent(string source,bytes32 connectionId)>",
		 "'source':'a','connectionId':'0x" ELEVEN "'"),
	 SHOWN_AS(HASH, "does on the exchange")},
	{UPLOAD, "an agent of Hyperliquid",
	 INSTEAD("HyperliquidTransaction:ApproveAgent",
		 "<HyperliquidTransaction:ApproveAgent(address agentAddress)>",
		 "'agentAddress':'" THIEF "'"),
	 REFUSED(PARSE, "a type has a name that is kept for Solidity's own types, or ")},
	{UPLOAD, "votes",
	 INSTEAD("Delegation", "<Delegation(address delegatee,uint256 nonce,uint256 expiry)>",
		 "'delegatee':'" THIEF "','nonce':'0','expiry':'0'"),
	 SHOWN_AS(VOTE, THIEF " votes")},
	/* A Safe */
	{SAFE_TX,
	 "a delegatecall",
	 {"'operation':'0'", "'operation':'1'"},
	 SHOWN_AS(CONTROL, "DELEGATECALL")},
	{SAFE_TX,
	 "an operation out of its type",
	 {"'operation':'0'", "'operation':'257'"},
	 REFUSED(RANGE, "message: operation: not a value of type uint8")},
	{SAFE_TX,
	 "another sum",
	 {"'value':'3'", "'value':'4'"},
	 SHOWN_AS(CONTROL, "sends 0.000000000000000004 ETH")},
	{SAFE_TX,
	 "another recipient",
	 {"'to':'" OTHER, "'to':'" THIEF},
	 SHOWN_AS(CONTROL, "to " THIEF)},
	{SAFE_TX,
	 "an allowance inside",
	 {"'to':'" OTHER "','value':'3','data':'0x'",
	  "'to':'" OPEN "','value':'0','data':'"
	  "0x095ea7b30000000000000000000000001212121212121212121212121212121212121212"
	  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'"},
	 SHOWN_AS(PERMIT, THIEF " may take UNLIMITED OPEN")},
	{SAFE_TX,
	 "a call that nobody can read",
	 {"'data':'0x'", "'data':'0xdeadbeef'"},
	 SHOWN_AS(UNKNOWN, "4 bytes that byline cannot read")},
	{SAFE_TX,
	 "another owner",
	 {"'data':'0x'", "'data':'"
			 "0x0d582f13000000000000000000000000121212121212121212121212121212121212121"
			 "20000000000000000000000000000000000000000000000000000000000000001'"},
	 SHOWN_AS(CONTROL, "becomes an owner")},
	{SAFE_TX,
	 "half a byte of data",
	 {"'data':'0x'", "'data':'0x0'"},
	 REFUSED(PARSE, "message: data: not a value of type bytes")},
	{SAFE_TX,
	 "a recipient with a broken checksum",
	 {"'to':'" OTHER, "'to':'0x70997970c51812dc3A010C7d01b50e0d17dc79C8"},
	 REFUSED(PARSE, "message: to: not a value of type address")},
	/* Permit2 */
	{SINGLE,
	 "no limit",
	 {"'5000000000000000000'", "'" MOST_160 "'"},
	 SHOWN_AS(PERMIT, "may take UNLIMITED OPEN")},
	{SINGLE,
	 "more than its type holds",
	 {"'5000000000000000000'", "'" MOST_256 "'"},
	 REFUSED(RANGE, "message: details: amount: not a value of type uint160")},
	{SINGLE,
	 "another spender",
	 {"'spender':'" OTHER, "'spender':'" THIEF},
	 SHOWN_AS(PERMIT, THIEF " may take 5 OPEN")},
	{SINGLE,
	 "another token",
	 {"'token':'" OPEN, "'token':'" OTHER},
	 SHOWN_AS(PERMIT, "5000000000000000000 of the smallest unit of " OTHER)},
	{SINGLE, "no end", {"'1795269731'", "'281474976710655'"}, SHOWN_AS(PERMIT, "NEVER ends")},
	{SINGLE,
	 "a list in the place of one",
	 {"PermitDetails details", "PermitDetails[] details"},
	 REFUSED(PARSE, "message: details: not a list")},
	/* A permit that gives nothing */
	{NO_PERMIT,
	 "a sum",
	 {"'value':'0'", "'value':'1000000000000000000'"},
	 SHOWN_AS(PERMIT, "may take 1 OPEN")},
	{NO_PERMIT,
	 "no limit",
	 {"'value':'0'", "'value':'" MOST_256 "'"},
	 SHOWN_AS(PERMIT, "UNLIMITED OPEN")},
	{NO_PERMIT,
	 "the amount under another name",
	 {"uint256 value", "uint256 amount"},
	 REFUSED(PARSE, "message: amount is missing")},
};

/* --- the signer --- */

/* Signs one document. */
static enum status ask_document(const void *request, uint32_t allowed, struct err *e)
{
	const struct buf *text = request;
	struct door_policy policy = fixture_policy();
	uint8_t sig[SIGNATURE_SIZE];

	policy.allowed = allowed;
	agree_as_asked(DOOR_TYPED, FIXTURE_ACCOUNT, &policy, text->data, text->len);
	return door_sign_typed(fx.open, sig, NULL, FIXTURE_ACCOUNT, &policy, text->data, text->len,
			       e);
}

static void write_members(struct buf *out, const struct buf *text)
{
	struct eip712_document d = {0};
	struct json *json = NULL;

	buf_init(out, LIMIT_SMALL_FILE);
	assert_int_equal(json_parse(&json, text->data, text->len, NULL), STATUS_OK);
	assert_int_equal(eip712_open(&d, json, NULL), STATUS_OK);
	eip712_text(out, &d, 0, false);
	eip712_release(&d);
	json_free(json);
}

static const struct tampering_kind document_kind = {
	.write = tampering_json, .ask = ask_document, .review = write_members};

static void each_document_is_signed_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(documents); i++) {
		struct buf text = tampering_json(documents[i].text);

		tampering_signed(documents[i].text, ask_document, &text, documents[i].allowed);
		buf_release(&text);
	}
	tampering_end();
}

static void each_altered_document_is_refused_or_shown(void **state)
{
	(void)state;
	assert_in_range(ARRAY_SIZE(altered_documents), 50, SIZE_MAX);
	for (size_t i = 0; i < ARRAY_SIZE(altered_documents); i++) {
		const struct tampering_row *row = &altered_documents[i];

		tampering_try(row, &document_kind, documents[row->base].text,
			      documents[row->base].allowed);
	}
	tampering_end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_document_is_signed_as_it_is),
		cmocka_unit_test(each_altered_document_is_refused_or_shown),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
