#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/hex.h"
#include "client/revert.h"

#define ALICE "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
#define BOB   "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"

/* The reason in data that is given as hex, without "0x". */
static const char *reason_of(const char *hex)
{
	static char out[LIMIT_REMOTE_TEXT];
	char text[1024];
	uint8_t data[512];
	size_t len;

	snprintf(text, sizeof(text), "0x%s", hex);
	assert_int_equal(hex_parse_var(data, &len, sizeof(data), text, strlen(text)), STATUS_OK);
	revert_reason(out, data, len);
	return out;
}

/* Selectors of ethers.js, from the signatures in the sources of OpenZeppelin 5 and of EAS. */
static const struct {
	uint32_t selector;
	const char *words;
} cases[] = {
	{0xe450d38c, "the account has too few tokens"},
	{0x96c6fd1e, "tokens cannot come from this address"},
	{0xec442f05, "tokens cannot go to this address"},
	{0xfb8f41b2, "the spender is allowed too few tokens"},
	{0xe602df05, "this address cannot allow anybody to spend"},
	{0x94280d62, "this address cannot be allowed to spend"},
	{0x7e273289, "there is no such token"},
	{0x64283d7b, "the token belongs to somebody else"},
	{0x177e802f, "the operator may not move this token"},
	{0x64a0ae92, "tokens cannot go to this address"},
	{0x03dee4c5, "the account has too few tokens"},
	{0x57f447ce, "tokens cannot go to this address"},
	{0xe237d922, "the operator may not move tokens of this owner"},
	{0x62791302, "the permit has expired"},
	{0x4b800e46, "the permit is not signed by the owner"},
	{0x9e79f854, "there would be more tokens than the token allows"},
	{0x1cb15d26, "there would be more tokens than the token allows"},
	{0x752d88c0, "the signature was used before or is out of order"},
	{0x118cdaa7, "only the contract's owner may do this"},
	{0x1e4fbdf7, "this address cannot own the contract"},
	{0xe2517d3f, "the account lacks the role for this"},
	{0x6697b232, "a role can be given up by its holder only"},
	{0x068ca9d8, "the account may not do this"},
	{0xd93c0665, "the contract is paused"},
	{0x8dfc202b, "the contract is not paused"},
	{0x3ee5aeb5, "the contract was called again while it was at work"},
	{0x5274afe7, "the token refused the transfer"},
	{0xe570110f, "the allowance is smaller than the decrease"},
	{0x9996b315, "there is no contract at this address"},
	{0xcd786059, "the contract has too few coins"},
	{0x1425ea42, "a call that the contract made failed without a reason"},
	{0xd6bda275, "a call that the contract made failed without a reason"},
	{0xb06ebf3d, "a contract could not be created"},
	{0xcf479181, "the contract has too few coins"},
	{0xf645eedf, "the signature is not valid"},
	{0xfce698f7, "the signature does not have 65 bytes"},
	{0xd78bce0c, "the signature is not in its one valid form"},
	{0xb3512b0c, "a short text of the contract is damaged"},
	{0x305a27a9, "a text is longer than the contract takes"},
	{0x35140492, "the Merkle proof is not well formed"},
	{0x6dfcc650, "a number is too large for the contract"},
	{0xf92ee8a9, "the contract was set up before"},
	{0xd7e6bcf8, "the contract cannot be set up now"},
	{0x4c9c8ce3, "there is no contract behind the proxy"},
	{0xe07c8dba, "the contract is called past its proxy"},
	{0x4ca88867, "only the attester may do this"},
	{0x23369fa6, "the schema is registered already"},
	{0x905e7107, "the attestation is revoked already"},
	{0xec9d6eeb, "the data is revoked already"},
	{0x2e267946, "the data has a timestamp already"},
	{0x1ab7da6b, "the delegated signature has expired"},
	{0x11011294, "the schema's resolver wants more coins"},
	{0xbd8ba84d, "the schema's resolver refuses the attestation"},
	{0xe8bee839, "the schema's resolver refuses one of the attestations"},
	{0x83780ffe, "the resolver belongs to another attestation service"},
	{0x08e8b937, "the attestation would expire in the past"},
	{0x947d5a84, "lists of different lengths were given"},
	{0x01da1572, "the data ends too early"},
	{0x11a1e697, "there is no registry of schemas"},
	{0xccf3bb27, "the schema's resolver refuses the revocation"},
	{0xbf2f3a8b, "the schema's resolver refuses one of the revocations"},
	{0xbf37b20e, "the schema is not registered on this network"},
	{0x8baa579f, "the signature is not valid"},
	{0xbaa3de5f, "there is no verifier of signatures"},
	{0x157bd4c3, "the attestation, or its schema, cannot be revoked"},
	{0xc5723b51, "there is no such attestation"},
	{0x1574f9f3, "the schema's resolver takes no coins"},
	{0x21b8eeb9, "the attestation has another schema"},

	/* Payers. */
	{0x09bde339, "the proof does not fold to the root that the payer has now"},
	{0x584a7938, "only the account, or somebody whom it allowed, may claim"},
	{0x646cf558, "it was claimed before"},
	{0x69ca16c9, "the proof does not fold to the root that it names"},
	{0x1b14174b, "the root was disabled"},
	{0xa1bd15d8, "the root is not valid yet"},
	{0xaa385e81, "all of it was claimed before"},
	{0x5c427cd9, "only the account, or its claimer, may claim"},
	{0x840a48d5, "the contract is paused"},
	{0x6bd4745f, "it was claimed before"},
	{0xdb2e1063, "nothing is owed there"},
	{0xb08d05e3, "the vault is paused"},
	{0x03696e76, "the vault owes nothing now"},
	{0xdf4bae05, "the campaign has expired"},
	{0x14659648, "the campaign has not started"},
	{0x02bf1aba, "it was claimed before"},
	{0xa164c6b4, "the fee that goes along is too small"},
	{0xb4f06787, "the proof does not fold to the root of the campaign"},
};

static void every_error_is_known_by_its_selector(void **state)
{
	char hex[16];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(hex, sizeof(hex), "%08x", cases[i].selector);
		if (strcmp(reason_of(hex), cases[i].words) != 0)
			fail_msg("0x%s: %s", hex, reason_of(hex));
	}
	/* A selector that differs in one bit is another error. */
	assert_string_equal(reason_of("e450d38d"), "error 0xe450d38d");
}

#define WORD_ALICE "00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8"
#define WORD_BOB   "0000000000000000000000003c44cdddb6a900fa2b585dd299e03d12fa4293bc"
#define WORD_5	   "0000000000000000000000000000000000000000000000000000000000000005"
#define WORD_MAX   "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define MAX	   "115792089237316195423570985008687907853269984665640564039457584007913129639935"

static void addresses_and_amounts_stand_in_the_words(void **state)
{
	(void)state;
	assert_string_equal(reason_of("e450d38c" WORD_ALICE WORD_5 WORD_MAX),
			    "the account has too few tokens (" ALICE " has 5, needs " MAX
			    " of the smallest unit)");
	assert_string_equal(reason_of("64283d7b" WORD_ALICE WORD_5 WORD_BOB),
			    "the token belongs to somebody else (number 5 to " BOB ", not to " ALICE
			    ")");
	assert_string_equal(reason_of("e2517d3f" WORD_BOB WORD_MAX),
			    "the account lacks the role for this (" BOB ", role 0xffffffff…)");
	assert_string_equal(reason_of("cf479181" WORD_5 WORD_5),
			    "the contract has too few coins (it has 5 wei, needs 5 wei)");
	/* Data that ends too early, or has more than was expected. */
	assert_string_equal(reason_of("e450d38c" WORD_ALICE WORD_5),
			    "the account has too few tokens");
	assert_string_equal(reason_of("ec442f05" WORD_ALICE "00"),
			    "tokens cannot go to this address (" ALICE ")");
	/* Four numbers of 78 digits are cut at the end of the text and not beyond it. */
	assert_int_equal(strlen(reason_of("03dee4c5" WORD_ALICE WORD_MAX WORD_MAX WORD_MAX)),
			 LIMIT_REMOTE_TEXT - 1);
}

static void texts_of_distributors_and_codes_of_panics_are_explained(void **state)
{
	static const char head[] =
		"08c379a0"
		"0000000000000000000000000000000000000000000000000000000000000020"
		"0000000000000000000000000000000000000000000000000000000000000011";
	static const char panic[] =
		"4e487b71"
		"00000000000000000000000000000000000000000000000000000000000000";
	char hex[512];

	(void)state;
	snprintf(hex, sizeof(hex), "%s%s%030d", head, "636c61696d61626c6520746f6f206c6f77", 0);
	assert_string_equal(reason_of(hex), "claimable too low (all of it was claimed before)");
	snprintf(hex, sizeof(hex), "%s12", panic);
	assert_string_equal(reason_of(hex), "a division by zero (panic 0x12)");
	snprintf(hex, sizeof(hex), "%s77", panic);
	assert_string_equal(reason_of(hex), "panic 0x77");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_error_is_known_by_its_selector),
		cmocka_unit_test(addresses_and_amounts_stand_in_the_words),
		cmocka_unit_test(texts_of_distributors_and_codes_of_panics_are_explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
