/*
 * A row has the signature of an error, from which its selector is computed, and its words. In the
 * words {0} is the first argument, {1} the second. All arguments have one word each, so that the
 * place of an argument needs no decoder. The part in brackets at the end has the arguments: it is
 * left out when the data does not have them all. Amounts are in the smallest unit of a token,
 * because an error does not name its decimals.
 */
#include "client/revert_known.h"

#include <stdio.h>
#include <string.h>

#include "chain/address.h"
#include "chain/keccak.h"
#include "chain/u256.h"

#define WORD 32

static const struct known_error {
	const char *signature;
	const char *words;
} errors[] = {
	/* OpenZeppelin 5: ERC-6093. */
	{"ERC20InsufficientBalance(address,uint256,uint256)",
	 "the account has too few tokens ({0} has {1}, needs {2} of the smallest unit)"},
	{"ERC20InvalidSender(address)", "tokens cannot come from this address ({0})"},
	{"ERC20InvalidReceiver(address)", "tokens cannot go to this address ({0})"},
	{"ERC20InsufficientAllowance(address,uint256,uint256)",
	 "the spender is allowed too few tokens ({0} may spend {1}, needs {2} of the smallest "
	 "unit)"},
	{"ERC20InvalidApprover(address)", "this address cannot allow anybody to spend ({0})"},
	{"ERC20InvalidSpender(address)", "this address cannot be allowed to spend ({0})"},
	{"ERC721NonexistentToken(uint256)", "there is no such token (number {0})"},
	{"ERC721IncorrectOwner(address,uint256,address)",
	 "the token belongs to somebody else (number {1} to {2}, not to {0})"},
	{"ERC721InsufficientApproval(address,uint256)",
	 "the operator may not move this token ({0}, number {1})"},
	{"ERC721InvalidReceiver(address)", "tokens cannot go to this address ({0})"},
	{"ERC1155InsufficientBalance(address,uint256,uint256,uint256)",
	 "the account has too few tokens ({0} has {1}, needs {2} of number {3})"},
	{"ERC1155InvalidReceiver(address)", "tokens cannot go to this address ({0})"},
	{"ERC1155MissingApprovalForAll(address,address)",
	 "the operator may not move tokens of this owner ({0}, of {1})"},

	/* OpenZeppelin 5: the rest of a token and of access to it. */
	{"ERC2612ExpiredSignature(uint256)", "the permit has expired (at {0} seconds since 1970)"},
	{"ERC2612InvalidSigner(address,address)",
	 "the permit is not signed by the owner (by {0}, not {1})"},
	{"ERC20ExceededCap(uint256,uint256)",
	 "there would be more tokens than the token allows ({0} of at most {1})"},
	{"ERC20ExceededSafeSupply(uint256,uint256)",
	 "there would be more tokens than the token allows ({0} of at most {1})"},
	{"InvalidAccountNonce(address,uint256)",
	 "the signature was used before or is out of order (the next number of {0} is {1})"},
	{"OwnableUnauthorizedAccount(address)", "only the contract's owner may do this (not {0})"},
	{"OwnableInvalidOwner(address)", "this address cannot own the contract ({0})"},
	{"AccessControlUnauthorizedAccount(address,bytes32)",
	 "the account lacks the role for this ({0}, role {1})"},
	{"AccessControlBadConfirmation()", "a role can be given up by its holder only"},
	{"AccessManagedUnauthorized(address)", "the account may not do this (not {0})"},
	{"EnforcedPause()", "the contract is paused"},
	{"ExpectedPause()", "the contract is not paused"},
	{"ReentrancyGuardReentrantCall()", "the contract was called again while it was at work"},
	{"SafeERC20FailedOperation(address)", "the token refused the transfer (token {0})"},
	{"SafeERC20FailedDecreaseAllowance(address,uint256,uint256)",
	 "the allowance is smaller than the decrease ({0} may spend {1}, less {2})"},
	{"AddressEmptyCode(address)", "there is no contract at this address ({0})"},
	{"AddressInsufficientBalance(address)", "the contract has too few coins ({0})"},
	{"FailedInnerCall()", "a call that the contract made failed without a reason"},
	{"FailedCall()", "a call that the contract made failed without a reason"},
	{"FailedDeployment()", "a contract could not be created"},
	{"InsufficientBalance(uint256,uint256)",
	 "the contract has too few coins (it has {0} wei, needs {1} wei)"},
	{"ECDSAInvalidSignature()", "the signature is not valid"},
	{"ECDSAInvalidSignatureLength(uint256)",
	 "the signature does not have 65 bytes (it has {0})"},
	{"ECDSAInvalidSignatureS(bytes32)", "the signature is not in its one valid form"},
	{"InvalidShortString()", "a short text of the contract is damaged"},
	{"StringTooLong(string)", "a text is longer than the contract takes"},
	{"MerkleProofInvalidMultiproof()", "the Merkle proof is not well formed"},
	{"SafeCastOverflowedUintDowncast(uint8,uint256)",
	 "a number is too large for the contract ({1} in {0} bits)"},
	{"InvalidInitialization()", "the contract was set up before"},
	{"NotInitializing()", "the contract cannot be set up now"},
	{"ERC1967InvalidImplementation(address)", "there is no contract behind the proxy ({0})"},
	{"UUPSUnauthorizedCallContext()", "the contract is called past its proxy"},

	/* EAS and its registry of schemas. */
	{"AccessDenied()", "only the attester may do this"},
	{"AlreadyExists()", "the schema is registered already"},
	{"AlreadyRevoked()", "the attestation is revoked already"},
	{"AlreadyRevokedOffchain()", "the data is revoked already"},
	{"AlreadyTimestamped()", "the data has a timestamp already"},
	{"DeadlineExpired()", "the delegated signature has expired"},
	{"InsufficientValue()", "the schema's resolver wants more coins"},
	{"InvalidAttestation()", "the schema's resolver refuses the attestation"},
	{"InvalidAttestations()", "the schema's resolver refuses one of the attestations"},
	{"InvalidEAS()", "the resolver belongs to another attestation service"},
	{"InvalidExpirationTime()", "the attestation would expire in the past"},
	{"InvalidLength()", "lists of different lengths were given"},
	{"InvalidOffset()", "the data ends too early"},
	{"InvalidRegistry()", "there is no registry of schemas"},
	{"InvalidRevocation()", "the schema's resolver refuses the revocation"},
	{"InvalidRevocations()", "the schema's resolver refuses one of the revocations"},
	{"InvalidSchema()", "the schema is not registered on this network"},
	{"InvalidSignature()", "the signature is not valid"},
	{"InvalidVerifier()", "there is no verifier of signatures"},
	{"Irrevocable()", "the attestation, or its schema, cannot be revoked"},
	{"NotFound()", "there is no such attestation"},
	{"NotPayable()", "the schema's resolver takes no coins"},
	{"WrongSchema()", "the attestation has another schema"},

	/* Payers: Merkl and Uniswap, EigenLayer, Reppo, Story, Sablier. */
	{"InvalidProof()", "the proof does not fold to the root that the payer has now"},
	{"NotWhitelisted()", "only the account, or somebody whom it allowed, may claim"},
	{"AlreadyClaimed()", "it was claimed before"},
	{"InvalidClaimProof()", "the proof does not fold to the root that it names"},
	{"RootDisabled()", "the root was disabled"},
	{"RootNotActivated()", "the root is not valid yet"},
	{"EarningsNotGreaterThanClaimed()", "all of it was claimed before"},
	{"UnauthorizedCaller()", "only the account, or its claimer, may claim"},
	{"CurrentlyPaused()", "the contract is paused"},
	{"AlreadyClaimed(uint256,uint256)", "it was claimed before (pod {0}, epoch {1})"},
	{"NothingToClaim(uint256,uint256)", "nothing is owed there (pod {0}, epoch {1})"},
	{"IpRoyaltyVault__EnforcedPause()", "the vault is paused"},
	{"IpRoyaltyVault__NoClaimableTokens()", "the vault owes nothing now"},
	{"SablierMerkleBase_CampaignExpired(uint256,uint40)",
	 "the campaign has expired (at {1} seconds since 1970)"},
	{"SablierMerkleBase_CampaignNotStarted(uint256,uint40)",
	 "the campaign has not started (it does at {1} seconds since 1970)"},
	{"SablierMerkleBase_IndexClaimed(uint256)", "it was claimed before (index {0})"},
	{"SablierMerkleBase_InsufficientFeePayment(uint256,uint256)",
	 "the fee that goes along is too small ({0} wei, {1} are asked for)"},
	{"SablierMerkleBase_InvalidProof()", "the proof does not fold to the root of the campaign"},
};

/* Texts of require() in distributors (Universal Rewards Distributor), and what they mean. */
static const struct {
	const char *text;
	const char *words;
} texts[] = {
	{"root not set", "the distributor has no root yet, so that nothing can be claimed"},
	{"root is not set", "the distributor has no root yet, so that nothing can be claimed"},
	{"invalid proof or expired",
	 "the proof does not fold to the root that the distributor has now; ask the datanet again"},
	{"claimable too low", "all of it was claimed before"},
	{"not owner", "only the distributor's owner may do this"},
	{"not updater role", "only the distributor's updaters may do this"},
};

/* Codes of Panic(uint256), from "Panic via assert and Error via require" of Solidity. */
static const struct {
	uint64_t code;
	const char *words;
} panics[] = {
	{0x01, "a check inside the contract failed"},
	{0x11, "a sum, difference or product is out of range"},
	{0x12, "a division by zero"},
	{0x21, "a number that is no choice"},
	{0x22, "damaged storage"},
	{0x31, "an empty list"},
	{0x32, "an index beyond the end of a list"},
	{0x41, "too much memory"},
	{0x51, "a function that was never set"},
};

/* Whether argument `i` of a signature has type `type`. */
static bool argument_is(const char *signature, unsigned i, const char *type)
{
	const char *at = strchr(signature, '(') + 1;

	for (; i > 0; i--)
		at = strchr(at, ',') + 1;
	return strncmp(at, type, strlen(type)) == 0;
}

/* Appends an argument as a person reads it. */
static void write_argument(char *out, size_t cap, const char *signature, unsigned i,
			   const uint8_t word[static WORD])
{
	char text[U256_DECIMAL_SIZE + ADDRESS_TEXT_SIZE];
	struct address address;
	struct u256 number;

	if (argument_is(signature, i, "address")) {
		memcpy(address.bytes, word + WORD - sizeof(address.bytes), sizeof(address.bytes));
		address_format(text, &address);
	} else if (argument_is(signature, i, "bytes32")) {
		snprintf(text, sizeof(text), "0x%02x%02x%02x%02x…", word[0], word[1], word[2],
			 word[3]);
	} else {
		number = u256_from_be(word);
		u256_format(text, &number);
	}
	snprintf(out, cap, "%s", text);
}

static unsigned count_arguments(const char *signature)
{
	unsigned n = strstr(signature, "()") == NULL;

	for (const char *at = strchr(signature, ','); at != NULL; at = strchr(at + 1, ','))
		n++;
	return n;
}

/* Writes the words of a row, with the arguments when the data has them. */
static void fill(char out[static LIMIT_REMOTE_TEXT], const struct known_error *row,
		 const uint8_t *words, size_t len)
{
	bool whole = len >= (size_t)WORD * count_arguments(row->signature);
	const char *from = row->words;
	size_t n = 0;

	while (*from != '\0' && n + 1 < LIMIT_REMOTE_TEXT && (whole || strncmp(from, " (", 2))) {
		if (*from == '{') {
			unsigned i = (unsigned)(from[1] - '0');

			write_argument(out + n, LIMIT_REMOTE_TEXT - n, row->signature, i,
				       words + (size_t)WORD * i);
			n += strlen(out + n);
			from += strlen("{0}");
		} else {
			out[n++] = *from++;
		}
	}
	out[n] = '\0';
}

bool revert_known_error(char out[static LIMIT_REMOTE_TEXT], const uint8_t *data, size_t len)
{
	uint8_t hash[KECCAK_SIZE];

	if (len < 4)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		keccak256(hash, errors[i].signature, strlen(errors[i].signature));
		if (memcmp(hash, data, 4) == 0) {
			fill(out, &errors[i], data + 4, len - 4);
			return true;
		}
	}
	return false;
}

const char *revert_known_text(const char *text)
{
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		if (strcmp(texts[i].text, text) == 0)
			return texts[i].words;
	return NULL;
}

const char *revert_known_panic(uint64_t code)
{
	for (size_t i = 0; i < ARRAY_SIZE(panics); i++)
		if (panics[i].code == code)
			return panics[i].words;
	return NULL;
}
