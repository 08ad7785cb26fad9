/*
 * Typed documents, by the type strings of their standards and contracts: chain/meaning_row.h has
 * the language of the rows. The order matters where a later row fits more: the families at the end,
 * "Permit(...)", take what the exact rows before them left.
 */
#include "chain/meaning_typed.h"

#include "base/status.h"
#include "chain/meaning_safe.h"

/* Such a signature is used once, but what it allows does not end with it. */
#define LASTS "usable {deadline@}, and lasts until it is taken back"

#define DETAILS	  "PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)"
#define PERMITTED "TokenPermissions(address token,uint256 amount)"

#define ORDER (DANGER_ORDER | DANGER_UNKNOWN)

static const struct meaning_row rows[] = {
	/* ERC-2612 */
	{.key = "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 "
		"deadline)",
	 .dangers = DANGER_PERMIT,
	 .title = "Permit (ERC-2612)",
	 .off = "value",
	 .gives = "{spender} may take {value:@contract} from {owner}; " LASTS,
	 .words = "{value:@contract} to {spender}"},
	/* DAI: there is no amount */
	{.key = "Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool "
		"allowed)",
	 .dangers = DANGER_PERMIT,
	 .title = "Permit (DAI)",
	 .off = "allowed",
	 .gives = "{spender} may take UNLIMITED {@contract} from {holder}; usable "
		  "{expiry@0}, and lasts until it is taken back",
	 .words = "UNLIMITED {@contract} to {spender}"},
	/* EIP-4494, and the positions of Uniswap v3 */
	{.key = "Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)",
	 .dangers = DANGER_PERMIT,
	 .title = "Permit of a token (EIP-4494)",
	 .gives = "{spender} may take token number {tokenId} of {@contract}; usable "
		  "{deadline@}",
	 .words = "token {tokenId} of {@contract} to {spender}"},
	/* Permit2, AllowanceTransfer */
	{.key = "PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)" DETAILS,
	 .dangers = DANGER_PERMIT,
	 .title = "Allowance (Permit2)",
	 .each = "details",
	 .off = "details.amount",
	 .gives = "{spender} may take {details.amount:details.token} "
		  "{details.expiration@}; usable {sigDeadline@}",
	 .words = "{details.amount:details.token} to {spender}"},
	{.key = "PermitBatch(PermitDetails[] details,address spender,uint256 sigDeadline)" DETAILS,
	 .dangers = DANGER_PERMIT,
	 .title = "Allowances (Permit2)",
	 .each = "details",
	 .off = "details.amount",
	 .gives = "{spender} may take {details.amount:details.token} "
		  "{details.expiration@}; usable {sigDeadline@}",
	 .words = "{details.amount:details.token} to {spender}"},
	/* Permit2, SignatureTransfer: the witness, a struct of the spender's, follows */
	{.key = "PermitTransferFrom(TokenPermissions permitted,address spender,uint256 "
		"nonce,uint256 deadline)" PERMITTED,
	 .dangers = DANGER_PERMIT,
	 .title = "Transfer (Permit2)",
	 .each = "permitted",
	 .gives = "{spender} may take {permitted.amount:permitted.token} once, {deadline@}",
	 .words = "{permitted.amount:permitted.token} to {spender}"},
	{.key = "PermitBatchTransferFrom(TokenPermissions[] permitted,address spender,uint256 "
		"nonce,uint256 deadline)" PERMITTED,
	 .dangers = DANGER_PERMIT,
	 .title = "Transfers (Permit2)",
	 .each = "permitted",
	 .gives = "{spender} may take {permitted.amount:permitted.token} once, {deadline@}",
	 .words = "{permitted.amount:permitted.token} to {spender}"},
	{.key = "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 "
		"nonce,uint256 deadline,...)" PERMITTED,
	 .dangers = DANGER_PERMIT,
	 .title = "Transfer with a witness (Permit2)",
	 .each = "permitted",
	 .gives = "{spender} may take {permitted.amount:permitted.token} once, "
		  "{deadline@}, by rules of its own",
	 .words = "{permitted.amount:permitted.token} to {spender}"},
	{.key = "PermitBatchWitnessTransferFrom(TokenPermissions[] permitted,address "
		"spender,uint256 nonce,uint256 deadline,...)" PERMITTED,
	 .dangers = DANGER_PERMIT,
	 .title = "Transfers with a witness (Permit2)",
	 .each = "permitted",
	 .gives = "{spender} may take {permitted.amount:permitted.token} once, "
		  "{deadline@}, by rules of its own",
	 .words = "{permitted.amount:permitted.token} to {spender}"},
	/* ERC-3009 */
	{.key = "TransferWithAuthorization(address from,address to,uint256 value,uint256 "
		"validAfter,uint256 validBefore,bytes32 nonce)",
	 .dangers = DANGER_PERMIT,
	 .title = "Transfer by anybody (ERC-3009)",
	 .gives = "anybody may send {value:@contract} from {from} to {to}, {validBefore@}",
	 .words = "{value:@contract} to {to}"},
	{.key = "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 "
		"validAfter,uint256 validBefore,bytes32 nonce)",
	 .dangers = DANGER_PERMIT,
	 .title = "Transfer by the recipient (ERC-3009)",
	 .gives = "{to} may take {value:@contract} from {from}, {validBefore@}",
	 .words = "{value:@contract} to {to}"},
	{.key = "CancelAuthorization(address authorizer,bytes32 nonce)",
	 .title = "Cancel an authorisation (ERC-3009)",
	 .gives = "the authorisation {nonce} of {authorizer} for {@contract} is void"},
	/* Aave's debt tokens; Compound III; Morpho */
	{.key = "DelegationWithSig(address delegatee,uint256 value,uint256 nonce,uint256 "
		"deadline)",
	 .dangers = DANGER_PERMIT,
	 .title = "Borrowing in your name (Aave)",
	 .off = "value",
	 .gives = "{delegatee} may borrow {value:@contract}, which {@signer} owes; " LASTS,
	 .words = "debt of {value:@contract} to {delegatee}"},
	{.key = "Authorization(address owner,address manager,bool isAllowed,uint256 nonce,uint256 "
		"expiry)",
	 .dangers = DANGER_CONTROL,
	 .title = "Manager of an account (Compound)",
	 .off = "isAllowed",
	 .gives = "{manager} may move everything that {owner} has in {@contract}; usable "
		  "{expiry@}, and lasts until it is taken back",
	 .words = "EVERYTHING in {@contract} to {manager}"},
	{.key = "Authorization(address authorizer,address authorized,bool isAuthorized,uint256 "
		"nonce,uint256 deadline)",
	 .dangers = DANGER_CONTROL,
	 .title = "Manager of an account (Morpho)",
	 .off = "isAuthorized",
	 .gives = "{authorized} may move everything that {authorizer} has in {@contract}; " LASTS,
	 .words = "EVERYTHING in {@contract} to {authorized}"},
	/* Safe: of the rows that fit the first is taken */
	{.key = "SafeTx(address to,uint256 value,bytes data,uint8 operation,...)",
	 .dangers = DANGER_CONTROL,
	 .title = "DELEGATECALL by a Safe",
	 .when = "operation",
	 .inner = "data",
	 .inner_to = "to",
	 .gives = SAFE_DELEGATES,
	 .words = SAFE_DELEGATES_WORDS},
	{.key = "SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,"
		"uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,...)",
	 .dangers = DANGER_CONTROL,
	 .title = "Transaction of a Safe, with a refund",
	 .when = "gasPrice",
	 .inner = "data",
	 .inner_to = "to",
	 .gives = SAFE_REFUNDS("baseGas"),
	 .words = SAFE_REFUNDS_WORDS},
	/* Safe before its version 1.0 */
	{.key = "SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,"
		"uint256 dataGas,uint256 gasPrice,address gasToken,address refundReceiver,...)",
	 .dangers = DANGER_CONTROL,
	 .title = "Transaction of a Safe, with a refund",
	 .when = "gasPrice",
	 .inner = "data",
	 .inner_to = "to",
	 .gives = SAFE_REFUNDS("dataGas"),
	 .words = SAFE_REFUNDS_WORDS},
	{.key = "SafeTx(address to,uint256 value,bytes data,uint8 operation,...)",
	 .dangers = DANGER_CONTROL,
	 .title = "Transaction of a Safe",
	 .inner = "data",
	 .inner_to = "to",
	 .gives = SAFE_SENDS,
	 .words = SAFE_SENDS_WORDS},
	{.key = "SafeMessage(bytes message)",
	 .dangers = DANGER_CONTROL | DANGER_UNKNOWN,
	 .title = "Message of a Safe",
	 .gives = "the Safe {@contract} signs {message}, whose meaning byline does not know",
	 .words = "MESSAGE of {@contract}"},
	/* ERC-4337, and Safe's module for it */
	{.key = "PackedUserOperation(address sender,uint256 nonce,bytes initCode,bytes "
		"callData,...)",
	 .dangers = DANGER_CALLS,
	 .title = "User operation (ERC-4337)",
	 .inner = "callData",
	 .inner_to = "sender",
	 .gives = "anybody may have the account {sender} do {callData}, and pay for it",
	 .words = "CALLS by {sender}"},
	{.key = "UserOperation(address sender,uint256 nonce,bytes initCode,bytes callData,...)",
	 .dangers = DANGER_CALLS,
	 .title = "User operation (ERC-4337)",
	 .inner = "callData",
	 .inner_to = "sender",
	 .gives = "anybody may have the account {sender} do {callData}, and pay for it",
	 .words = "CALLS by {sender}"},
	{.key = "SafeOp(address safe,uint256 nonce,bytes initCode,bytes callData,...)",
	 .dangers = DANGER_CALLS | DANGER_CONTROL,
	 .title = "User operation of a Safe (ERC-4337)",
	 .inner = "callData",
	 .inner_to = "safe",
	 .gives = "anybody may have the Safe {safe} do {callData}, and pay for it",
	 .words = "CALLS by {safe}"},
	/* Meta transactions: ERC-2771 as OpenZeppelin has it, version 5 and before; EIP-2585 */
	{.key = "ForwardRequest(address from,address to,uint256 value,uint256 gas,uint256 "
		"nonce,uint48 deadline,bytes data)",
	 .dangers = DANGER_CALLS,
	 .title = "Call through a forwarder (ERC-2771)",
	 .inner = "data",
	 .inner_to = "to",
	 .gives = "anybody may call {to} in the name of {from}, with {value:@coin} and {data}, "
		  "{deadline@}",
	 .words = "CALL {to} as {from}"},
	{.key = "ForwardRequest(address from,address to,uint256 value,uint256 gas,uint256 "
		"nonce,bytes data)",
	 .dangers = DANGER_CALLS,
	 .title = "Call through a forwarder (ERC-2771)",
	 .inner = "data",
	 .inner_to = "to",
	 .gives = "anybody may call {to} in the name of {from}, with {value:@coin} and {data}, at "
		  "any time",
	 .words = "CALL {to} as {from}"},
	{.key = "MetaTransaction(uint256 nonce,address from,bytes functionSignature)",
	 .dangers = DANGER_CALLS,
	 .title = "Meta transaction",
	 .inner = "functionSignature",
	 .gives = "anybody may call {@contract} in the name of {from}, with {functionSignature}, "
		  "at any time",
	 .words = "CALL {@contract} as {from}"},
	{.key = "Transaction(uint256 txType,uint256 from,uint256 to,...)",
	 .dangers = DANGER_CALLS | DANGER_UNKNOWN,
	 .title = "Transaction (zkSync)",
	 .gives = "a whole transaction of a zkSync chain, which byline does not read",
	 .words = "TRANSACTION"},
	/* Delegations of the account itself: ERC-7710 */
	{.key = "Delegation(address delegate,address delegator,bytes32 authority,Caveat[] "
		"caveats,uint256 salt)Caveat(address enforcer,bytes terms)",
	 .dangers = DANGER_CONTROL,
	 .title = "Delegation of an account (ERC-7710)",
	 .gives = "{delegate} may do whatever {delegator} may, at any time, limited by {caveats}",
	 .words = "CONTROL of {delegator} to {delegate}"},
	/* Votes: ERC-5805, and the governors' ballots */
	{.key = "Delegation(address delegatee,uint256 nonce,uint256 expiry)",
	 .dangers = DANGER_VOTE,
	 .title = "Delegation of votes (ERC-5805)",
	 .gives = "{delegatee} votes with all of {@contract} that {@signer} holds; usable "
		  "{expiry@}, and lasts until it is taken back",
	 .words = "VOTES of {@contract} to {delegatee}"},
	{.key = "Ballot(uint256 proposalId,uint8 support,...)",
	 .dangers = DANGER_VOTE,
	 .title = "Vote on a proposal",
	 .gives = "a vote of kind {support} on proposal {proposalId} of {@contract}",
	 .words = "VOTE {support} in {@contract}"},
	/*
	 * Orders: Seaport, Blur, 1inch, CoW, 0x, LooksRare. The sentence has what is given; what
	 * the exchange makes of the members that it does not name is the exchange's own.
	 */
	{.key = "OrderComponents(address offerer,address zone,OfferItem[] "
		"offer,ConsiderationItem[] consideration,uint8 orderType,uint256 startTime,uint256 "
		"endTime,...)OfferItem(uint8 itemType,address token,uint256 "
		"identifierOrCriteria,uint256 startAmount,uint256 endAmount)",
	 .dangers = ORDER,
	 .title = "Order (Seaport)",
	 .each = "offer",
	 .gives = "{offerer} gives {offer.startAmount:offer.token} at first and "
		  "{offer.endAmount:offer.token} at the end (number "
		  "{offer.identifierOrCriteria}) for {consideration}, {endTime@}",
	 .words = "{offer.startAmount:offer.token} to {offer.endAmount:offer.token} for "
		  "{consideration}"},
	{.key = "Order(address trader,uint8 side,address matchingPolicy,address "
		"collection,uint256 tokenId,uint256 amount,address paymentToken,uint256 "
		"price,uint256 listingTime,uint256 expirationTime,...)",
	 .dangers = ORDER,
	 .title = "Order (Blur)",
	 .gives = "{trader} trades token number {tokenId} of {collection} for "
		  "{price:paymentToken} (side {side}: 0 buys, 1 sells), {expirationTime@}",
	 .words = "token {tokenId} of {collection} for {price:paymentToken}"},
	{.key = "Order(uint256 salt,address maker,address receiver,address makerAsset,address "
		"takerAsset,uint256 makingAmount,uint256 takingAmount,...)",
	 .dangers = ORDER,
	 .title = "Order (1inch)",
	 .gives = "{maker} gives {makingAmount:makerAsset} for {takingAmount:takerAsset}, paid to "
		  "{receiver}",
	 .words = "{makingAmount:makerAsset} for {takingAmount:takerAsset}"},
	{.key = "Order(address sellToken,address buyToken,address receiver,uint256 "
		"sellAmount,uint256 buyAmount,uint32 validTo,...)",
	 .dangers = ORDER,
	 .title = "Order (CoW)",
	 .gives = "{@signer} gives {sellAmount:sellToken} for {buyAmount:buyToken}, paid to "
		  "{receiver}, {validTo@}",
	 .words = "{sellAmount:sellToken} for {buyAmount:buyToken}"},
	{.key = "LimitOrder(address makerToken,address takerToken,uint128 makerAmount,uint128 "
		"takerAmount,...)",
	 .dangers = ORDER,
	 .title = "Limit order (0x)",
	 .gives = "{@signer} gives {makerAmount:makerToken} for {takerAmount:takerToken}",
	 .words = "{makerAmount:makerToken} for {takerAmount:takerToken}"},
	{.key = "RfqOrder(address makerToken,address takerToken,uint128 makerAmount,uint128 "
		"takerAmount,...)",
	 .dangers = ORDER,
	 .title = "Quoted order (0x)",
	 .gives = "{@signer} gives {makerAmount:makerToken} for {takerAmount:takerToken}",
	 .words = "{makerAmount:makerToken} for {takerAmount:takerToken}"},
	{.key = "OtcOrder(address makerToken,address takerToken,uint128 makerAmount,uint128 "
		"takerAmount,...)",
	 .dangers = ORDER,
	 .title = "Order over the counter (0x)",
	 .gives = "{@signer} gives {makerAmount:makerToken} for {takerAmount:takerToken}",
	 .words = "{makerAmount:makerToken} for {takerAmount:takerToken}"},
	{.key = "MakerOrder(bool isOrderAsk,address signer,address collection,uint256 "
		"price,uint256 tokenId,uint256 amount,address strategy,address currency,...)",
	 .dangers = ORDER,
	 .title = "Order (LooksRare)",
	 .gives = "{signer} trades token number {tokenId} of {collection} for {price:currency} "
		  "(sells: {isOrderAsk})",
	 .words = "token {tokenId} of {collection} for {price:currency}"},
	{.key = "BulkOrder(...)",
	 .dangers = ORDER,
	 .title = "Many orders at once (Seaport)",
	 .gives = "{@signer} gives what a whole tree of orders names, for what they ask",
	 .words = "ALL ORDERS"},
	{.key = "BatchOrder(...)",
	 .dangers = ORDER,
	 .title = "Many orders at once (LooksRare)",
	 .gives = "{@signer} gives what a whole tree of orders names, for what they ask",
	 .words = "ALL ORDERS"},
	/* EAS, by delegation and off chain, of all its versions */
	{.key = "Attest(address attester,bytes32 schema,address recipient,uint64 "
		"expirationTime,bool revocable,bytes32 refUID,bytes data,...)",
	 .dangers = DANGER_ATTEST,
	 .title = "Attestation by somebody else (EAS)",
	 .gives = "anybody may attest in the name of {attester}, about {recipient}, {data} of "
		  "schema {schema}",
	 .words = "ATTEST about {recipient}"},
	{.key = "Attest(bytes32 schema,address recipient,uint64 expirationTime,bool "
		"revocable,bytes32 refUID,bytes data,...)",
	 .dangers = DANGER_ATTEST,
	 .title = "Attestation by somebody else (EAS)",
	 .gives = "anybody may attest in the name of {@signer}, about {recipient}, {data} of "
		  "schema {schema}",
	 .words = "ATTEST about {recipient}"},
	{.key = "Attest(uint16 version,bytes32 schema,address recipient,uint64 time,uint64 "
		"expirationTime,bool revocable,bytes32 refUID,bytes data,...)",
	 .dangers = DANGER_ATTEST,
	 .title = "Attestation off chain (EAS)",
	 .gives = "an attestation of {@signer} about {recipient}: {data} of schema {schema}",
	 .words = "ATTEST about {recipient}"},
	{.key = "Revoke(address revoker,bytes32 schema,bytes32 uid,...)",
	 .dangers = DANGER_ATTEST,
	 .title = "Revocation by somebody else (EAS)",
	 .gives = "anybody may revoke the attestation {uid} in the name of {revoker}",
	 .words = "REVOKE {uid}"},
	{.key = "Revoke(bytes32 schema,bytes32 uid,...)",
	 .dangers = DANGER_ATTEST,
	 .title = "Revocation by somebody else (EAS)",
	 .gives = "anybody may revoke the attestation {uid} in the name of {@signer}",
	 .words = "REVOKE {uid}"},
	/* A hash in a document says no more than one alone. */
	{.key = "CoinbaseSmartWalletMessage(bytes32 hash)",
	 .dangers = DANGER_HASH,
	 .title = "Hash for a smart wallet (Coinbase)",
	 .gives = "the account {@contract} signs what has the hash {hash}, which may be anything",
	 .words = "HASH {hash}"},
	{.key = "Agent(string source,bytes32 connectionId)",
	 .dangers = DANGER_HASH,
	 .title = "Action on an exchange (Hyperliquid)",
	 .gives = "{@signer} does on the exchange what has the hash {connectionId}: an order, a "
		  "withdrawal, a new key",
	 .words = "HASH {connectionId}"},
	/* byline signs this one itself for uploads. */
	{.key = "Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires)",
	 .title = "Upload to a datanet",
	 .gives = "{@contract} takes one sealed file of {size} bytes for the dataset {dataset}, "
		  "{expires@}"},
	/* Families whose names say what they are for, in forms that no row above has. */
	{.key = "Permit(...)",
	 .dangers = DANGER_PERMIT | DANGER_UNKNOWN,
	 .title = "Permit of an unknown kind",
	 .gives = "a permit of a kind that byline does not know: somebody may take something of "
		  "{@signer}",
	 .words = "UNKNOWN Permit"},
	{.key = "Order(...)",
	 .dangers = ORDER,
	 .title = "Order of an unknown kind",
	 .gives = "an order of a kind that byline does not know: {@signer} gives something for "
		  "something",
	 .words = "UNKNOWN Order"},
};

const struct meaning_table meaning_typed_table = {rows, ARRAY_SIZE(rows)};
