// Writes powers.json: documents, messages and transactions that give power away or cannot be shown.
// Digests, calldata and signatures are those of ethers; what byline must say of each, and the words
// that confirm it, were written here by hand.
import { writeFileSync } from 'node:fs';
import { ethers } from 'ethers';

const phrase = 'test test test test test test test test test test test junk';
const signer = new ethers.Wallet(ethers.HDNodeWallet.fromPhrase(phrase, '', "m/44'/60'/0'/0/1").privateKey);
const me = signer.address;
const chainId = 31337;
const MAX = (bits) => String(2n ** BigInt(bits) - 1n);
const A = (byte) => ethers.getAddress('0x' + byte.repeat(20));
const brief = (a) => a.slice(0, 6);
const [thief, other, safe, nft, fake] = ['12', '34', '5a', 'bc', 'a0'].map(A);
const open = A('70'); // pinned by the profile of signer.json: OPEN, 18 decimals
const you = `${me} (this account)`;
const word = (n) => '0x' + n.repeat(32);
const till = '2026-11-21T14:02:11Z', time = '1795269731';
const ever = 'for ever (it NEVER ends)';

// "Mail(Person from)Person(string name)" as the types of ethers.
function typesOf(text) {
  const types = {};
  for (const [, name, members] of text.matchAll(/(\w+)\(([^)]*)\)/g))
    types[name] = members ? members.split(',').map((m) => { const [type, n] = m.split(' '); return { name: n, type }; }) : [];
  return types;
}

const DOMAIN = { name: 'string', version: 'string', chainId: 'uint256', verifyingContract: 'address', salt: 'bytes32' };
const domain = (contract) => ({ name: 'Token', version: '1', chainId, verifyingContract: contract });
const cases = [];

async function typed(name, text, where, message, allow, gives, words) {
  const types = typesOf(text);
  const primaryType = text.slice(0, text.indexOf('('));
  const document = {
    types: { EIP712Domain: Object.keys(DOMAIN).filter((k) => k in where).map((k) => ({ name: k, type: DOMAIN[k] })), ...types },
    primaryType,
    domain: where,
    message,
  };
  cases.push({
    name, kind: 'typed', document, digest: ethers.TypedDataEncoder.hash(where, types, message),
    signature: await signer.signTypedData(where, types, message), allow, gives, words,
  });
}

async function message(name, bytes, allow, gives, words) {
  cases.push({
    name, kind: 'message', bytes: ethers.hexlify(bytes), digest: ethers.hashMessage(ethers.getBytes(bytes)),
    signature: await signer.signMessage(ethers.getBytes(bytes)), allow, gives, words,
  });
}

const BASE = { type: 2, chainId, nonce: 7, maxPriorityFeePerGas: 1n, maxFeePerGas: 1000000000n, gasLimit: 500000n, value: 0n };
async function transaction(name, tx, allow, gives, words) {
  const t = { ...BASE, ...tx };
  cases.push({
    name, kind: 'tx', unsigned: ethers.Transaction.from(t).unsignedSerialized, signature: await signer.signTransaction(t),
    allow, gives, words,
  });
}
const encode = (signature, ...args) => new ethers.Interface([`function ${signature}`]).encodeFunctionData(signature.slice(0, signature.indexOf('(')), args);
const call = (name, to, signature, args, allow, gives, words) =>
  transaction(name, { to, data: encode(signature, ...args) }, allow, gives, words);
// What no words make acceptable: no `allow`.
const never = (name, tx, gives) => transaction(name, tx, '', gives, '');
const neverBytes = (name, unsigned, gives) => cases.push({ name, kind: 'tx', unsigned, allow: '', gives, words: '' });

// Permits
const PERMIT = 'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)';
const permit = (value, deadline) => ({ owner: me, spender: thief, value, nonce: '0', deadline });
const LASTS = 'and lasts until it is taken back';
await typed('a permit without limit', PERMIT, domain(open), permit(MAX(256), MAX(256)), 'permit',
  `${thief} may take UNLIMITED OPEN from ${you}; usable ${ever}, ${LASTS}`, `UNLIMITED OPEN to ${brief(thief)}`);
await typed('a permit of half of all numbers', PERMIT, domain(open), permit(String(2n ** 255n), time), 'permit',
  `${thief} may take UNLIMITED OPEN from ${you}; usable until ${till}, ${LASTS}`, `UNLIMITED OPEN to ${brief(thief)}`);
await typed('a permit of a sum', PERMIT, domain(open), permit('25500000000000000000', time), 'permit',
  `${thief} may take 25.5 OPEN from ${you}`, `25.5 OPEN to ${brief(thief)}`);
await typed('a permit of a token that the profile does not pin', PERMIT, domain(fake), permit('25500000', time), 'permit',
  `${thief} may take 25500000 of the smallest unit of ${fake} from ${you}`, `25500000 of ${brief(fake)} to ${brief(thief)}`);
await typed('a permit of a token that calls itself OPEN', PERMIT, { ...domain(fake), name: 'OPEN' }, permit(MAX(256), time), 'permit',
  `${thief} may take UNLIMITED of ${fake} from ${you}`, `UNLIMITED of ${brief(fake)} to ${brief(thief)}`);
await typed('a permit without a chain', PERMIT, { name: 'Token', verifyingContract: open }, permit(MAX(256), time), 'permit,anywhere',
  `${thief} may take UNLIMITED of ${open}`, `UNLIMITED of ${brief(open)} to ${brief(thief)} ANYWHERE`);
await typed('a permit without a contract', PERMIT, { name: 'Token', chainId }, permit(MAX(256), time), 'permit,anywhere',
  `${thief} may take ${MAX(256)} of ANY contract`, `${MAX(256)} of ANY contract to ${brief(thief)} ANYWHERE`);
await typed('a permit for the zero address as contract', PERMIT, domain(ethers.ZeroAddress), permit('1', time), 'permit,anywhere',
  `${thief} may take 1 of the smallest unit of ${ethers.ZeroAddress}`, `1 of 0x0000 to ${brief(thief)} ANYWHERE`);
await typed('a permit of another owner', PERMIT, domain(open), { ...permit('1', time), owner: other }, 'permit',
  `${thief} may take 0.000000000000000001 OPEN from ${other};`, `0.000000000000000001 OPEN to ${brief(thief)}`);
await typed('a permit in the manner of DAI', 'Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)', domain(fake),
  { holder: me, spender: thief, nonce: '0', expiry: '0', allowed: true }, 'permit',
  `${thief} may take UNLIMITED ${fake} from ${you}; usable ${ever}`, `UNLIMITED ${brief(fake)} to ${brief(thief)}`);
await typed('a permit of a picture', 'Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)', domain(nft),
  { spender: thief, tokenId: '77', nonce: '0', deadline: time }, 'permit',
  `${thief} may take token number 77 of ${nft}; usable until ${till}`, `token 77 of ${brief(nft)} to ${brief(thief)}`);
await typed('a permit of no known form', 'Permit(address owner,address spender,uint256 amount)', domain(fake),
  { owner: me, spender: thief, amount: '1' }, 'permit,unknown', 'a permit of a kind that byline does not know', 'UNKNOWN Permit');

// Permit2
const permit2 = { name: 'Permit2', chainId, verifyingContract: '0x000000000022D473030F116dDEE9F6B43aC78BA3' };
const DETAILS = 'PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)';
const TOKENS = 'TokenPermissions(address token,uint256 amount)';
const detail = (token, amount, expiration) => ({ token, amount, expiration, nonce: '0' });
await typed('an allowance of Permit2 without limit', `PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)${DETAILS}`, permit2,
  { details: detail(open, MAX(160), MAX(48)), spender: thief, sigDeadline: time }, 'permit',
  `${thief} may take UNLIMITED OPEN ${ever}; usable until ${till}`, `UNLIMITED OPEN to ${brief(thief)}`);
await typed('an allowance of Permit2 of a sum', `PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)${DETAILS}`, permit2,
  { details: detail(fake, '5', time), spender: thief, sigDeadline: time }, 'permit',
  `${thief} may take 5 of the smallest unit of ${fake} until ${till}; usable until ${till}`, `5 of ${brief(fake)} to ${brief(thief)}`);
await typed('many allowances of Permit2', `PermitBatch(PermitDetails[] details,address spender,uint256 sigDeadline)${DETAILS}`, permit2,
  { details: [detail(open, '1000000000000000000', time), detail(fake, MAX(160), MAX(48))], spender: thief, sigDeadline: time }, 'permit',
  `${thief} may take UNLIMITED of ${fake} ${ever}`, `UNLIMITED of ${brief(fake)} to ${brief(thief)} and 1 more`);
await typed('no allowance at all of Permit2', `PermitBatch(PermitDetails[] details,address spender,uint256 sigDeadline)${DETAILS}`, permit2,
  { details: [], spender: thief, sigDeadline: time }, 'permit', 'Allowances (Permit2), of an empty list', 'EMPTY LIST');
await typed('a transfer of Permit2', `PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)${TOKENS}`, permit2,
  { permitted: { token: open, amount: MAX(256) }, spender: thief, nonce: '0', deadline: MAX(256) }, 'permit',
  `${thief} may take UNLIMITED OPEN once, ${ever}`, `UNLIMITED OPEN to ${brief(thief)}`);
await typed('many transfers of Permit2', `PermitBatchTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline)${TOKENS}`, permit2,
  { permitted: [{ token: fake, amount: '9' }, { token: open, amount: '1' }, { token: nft, amount: '2' }], spender: thief, nonce: '0', deadline: time }, 'permit',
  `${thief} may take 9 of the smallest unit of ${fake} once, until ${till}`, `9 of ${brief(fake)} to ${brief(thief)} and 2 more`);
await typed('a transfer of Permit2 with a witness',
  `PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,Mandate witness)Mandate(bytes32 rules)${TOKENS}`, permit2,
  { permitted: { token: open, amount: '1' }, spender: thief, nonce: '0', deadline: time, witness: { rules: word('11') } }, 'permit',
  `${thief} may take 0.000000000000000001 OPEN once, until ${till}, by rules of its own`, `0.000000000000000001 OPEN to ${brief(thief)}`);
await typed('many transfers of Permit2 with a witness',
  `PermitBatchWitnessTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline,Mandate witness)Mandate(bytes32 rules)${TOKENS}`, permit2,
  { permitted: [{ token: open, amount: MAX(256) }], spender: thief, nonce: '0', deadline: time, witness: { rules: word('11') } }, 'permit',
  `${thief} may take UNLIMITED OPEN once, until ${till}, by rules of its own`, `UNLIMITED OPEN to ${brief(thief)}`);

// ERC-3009, debts, managers
const TRANSFER = '(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)';
const transfer = { from: me, to: thief, value: '2000000000000000000', validAfter: '0', validBefore: MAX(256), nonce: word('22') };
await typed('a transfer that anybody may hand in', `TransferWithAuthorization${TRANSFER}`, domain(open), transfer, 'permit',
  `anybody may send 2 OPEN from ${you} to ${thief}, ${ever}`, `2 OPEN to ${brief(thief)}`);
await typed('a transfer that its recipient may hand in', `ReceiveWithAuthorization${TRANSFER}`, domain(open), { ...transfer, validBefore: time }, 'permit',
  `${thief} may take 2 OPEN from ${you}, until ${till}`, `2 OPEN to ${brief(thief)}`);
await typed('a debt in the own name', 'DelegationWithSig(address delegatee,uint256 value,uint256 nonce,uint256 deadline)', domain(fake),
  { delegatee: thief, value: MAX(256), nonce: '0', deadline: time }, 'permit',
  `${thief} may borrow UNLIMITED of ${fake}, which ${you} owes`, `debt of UNLIMITED of ${brief(fake)} to ${brief(thief)}`);
await typed('a manager of all deposits', 'Authorization(address owner,address manager,bool isAllowed,uint256 nonce,uint256 expiry)', domain(fake),
  { owner: me, manager: thief, isAllowed: true, nonce: '0', expiry: time }, 'control',
  `${thief} may move everything that ${you} has in ${fake}`, `EVERYTHING in ${brief(fake)} to ${brief(thief)}`);
await typed('a manager of all positions', 'Authorization(address authorizer,address authorized,bool isAuthorized,uint256 nonce,uint256 deadline)', domain(fake),
  { authorizer: me, authorized: thief, isAuthorized: true, nonce: '0', deadline: time }, 'control',
  `${thief} may move everything that ${you} has in ${fake}`, `EVERYTHING in ${brief(fake)} to ${brief(thief)}`);

// Safe
const SAFE = 'SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,uint256 nonce)';
const safeTx = (to, operation, data, value = '0') => ({
  to, value, data, operation, safeTxGas: '0', baseGas: '0', gasPrice: '0', gasToken: ethers.ZeroAddress, refundReceiver: ethers.ZeroAddress, nonce: '4',
});
const atSafe = { chainId, verifyingContract: safe };
await typed("a Safe's delegatecall", SAFE, atSafe, safeTx(thief, '1', '0x'), 'control',
  `the code of ${thief} runs as the Safe ${safe} itself (DELEGATECALL)`, `DELEGATECALL ${brief(thief)} in ${brief(safe)}`);
await typed("a Safe's payment", SAFE, atSafe, safeTx(thief, '0', '0x', '3000000000000000000'), 'control',
  `the Safe ${safe} sends 3 ETH to ${thief}, with 0 bytes`, `SAFE ${brief(safe)} sends 3 ETH to ${brief(thief)}`);
const REFUND = `the Safe ${safe} sends 0 ETH to ${other}, with 0 bytes, and pays for 1000000 units of gas and for those used, at`;
const refund = { ...safeTx(other, '0', '0x'), gasPrice: '5000000000000000000', refundReceiver: thief };
await typed("a Safe's refund in coins", SAFE, atSafe, { ...refund, baseGas: '1000000' }, 'control',
  `${REFUND} 5 ETH each, to ${thief}`, `SAFE ${brief(safe)} sends 0 ETH to ${brief(other)}, REFUND to ${brief(thief)}`);
await typed("an old Safe's refund in tokens to whoever sends it", SAFE.replace('baseGas', 'dataGas'), atSafe,
  (({ baseGas, ...rest }) => ({ ...rest, dataGas: '1000000', gasToken: open, refundReceiver: ethers.ZeroAddress }))(refund), 'control',
  `${REFUND} 5 OPEN each, to ${ethers.ZeroAddress} (0: who sends it)`, `SAFE ${brief(safe)} sends 0 ETH to ${brief(other)}, REFUND to 0x0000`);
await typed("a Safe's approval", SAFE, atSafe, safeTx(open, '0', encode('approve(address spender,uint256 value)', thief, MAX(256))), 'permit,control',
  `${thief} may take UNLIMITED OPEN, until it is taken back`, `UNLIMITED OPEN to ${brief(thief)} and 1 more`);
await typed("a Safe's new owner", SAFE, atSafe, safeTx(safe, '0', encode('addOwnerWithThreshold(address owner,uint256 threshold)', thief, 1)), 'control',
  `${thief} becomes an owner of ${safe}, 1 of whom decide`, `OWNER ${brief(thief)} of ${brief(safe)} and 1 more`);
await typed("a Safe's call that nobody can read", SAFE, atSafe, safeTx(other, '0', '0xdeadbeef'), 'control,unknown',
  `4 bytes that byline cannot read are a call of ${other}`, `UNKNOWN CALL of ${brief(other)} and 1 more`);
await typed("an old Safe's transaction, good on every chain", SAFE.replace('baseGas', 'dataGas'), { verifyingContract: safe },
  Object.fromEntries(Object.entries(safeTx(thief, '1', '0x')).map(([k, v]) => [k === 'baseGas' ? 'dataGas' : k, v])), 'control,anywhere',
  `the code of ${thief} runs as the Safe ${safe} itself (DELEGATECALL)`, `DELEGATECALL ${brief(thief)} in ${brief(safe)} ANYWHERE`);
await typed("a Safe's message", 'SafeMessage(bytes message)', atSafe, { message: word('33') }, 'control,unknown',
  `the Safe ${safe} signs 32 bytes (0x33333333...)`, `MESSAGE of ${brief(safe)}`);

// Calls in the own name
const OP = '(address sender,uint256 nonce,bytes initCode,bytes callData,';
const entry = { name: 'ERC4337', version: '1', chainId, verifyingContract: '0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108' };
const execute = encode('execute(address target,uint256 value,bytes data)', thief, 10n ** 18n, '0x');
await typed('a packed user operation', `PackedUserOperation${OP}bytes32 accountGasLimits,uint256 preVerificationGas,bytes32 gasFees,bytes paymasterAndData)`, entry,
  { sender: safe, nonce: '0', initCode: '0x', callData: execute, accountGasLimits: word('00'), preVerificationGas: '0', gasFees: word('00'), paymasterAndData: '0x' }, 'calls',
  `${safe} sends 1 ETH to ${thief}, with 0 bytes`, `CALL ${brief(thief)} as ${brief(safe)} and 1 more`);
await typed('a user operation', `UserOperation${OP}uint256 callGasLimit,uint256 verificationGasLimit,uint256 preVerificationGas,uint256 maxFeePerGas,uint256 maxPriorityFeePerGas,bytes paymasterAndData)`, entry,
  { sender: safe, nonce: '0', initCode: '0x', callData: '0x12345678', callGasLimit: '0', verificationGasLimit: '0', preVerificationGas: '0', maxFeePerGas: '0', maxPriorityFeePerGas: '0', paymasterAndData: '0x' }, 'calls,unknown',
  `4 bytes that byline cannot read are a call of ${safe}`, `UNKNOWN CALL of ${brief(safe)} and 1 more`);
await typed('a user operation of a Safe', 'SafeOp(address safe,uint256 nonce,bytes initCode,bytes callData,uint128 verificationGasLimit,uint128 callGasLimit,uint256 preVerificationGas,uint128 maxPriorityFeePerGas,uint128 maxFeePerGas,bytes paymasterAndData,uint48 validAfter,uint48 validUntil,address entryPoint)', entry,
  { safe, nonce: '0', initCode: '0x', callData: '0x', verificationGasLimit: '0', callGasLimit: '0', preVerificationGas: '0', maxPriorityFeePerGas: '0', maxFeePerGas: '0', paymasterAndData: '0x', validAfter: '0', validUntil: '0', entryPoint: other }, 'control,calls',
  `anybody may have the Safe ${safe} do 0 bytes`, `CALLS by ${brief(safe)}`);
await typed('a call through a forwarder', 'ForwardRequest(address from,address to,uint256 value,uint256 gas,uint256 nonce,uint48 deadline,bytes data)', domain(other),
  { from: me, to: open, value: '0', gas: '0', nonce: '0', deadline: time, data: encode('setApprovalForAll(address operator,bool approved)', thief, true) }, 'permit,calls',
  `${thief} may take EVERY token of OPEN ${open}`, `EVERY token of OPEN to ${brief(thief)} and 1 more`);
await typed('a call through an old forwarder', 'ForwardRequest(address from,address to,uint256 value,uint256 gas,uint256 nonce,bytes data)', domain(other),
  { from: me, to: fake, value: '5', gas: '0', nonce: '0', data: '0x' }, 'calls',
  `anybody may call ${fake} in the name of ${you}, with 0.000000000000000005 ETH and 0 bytes, at any time`, `CALL ${brief(fake)} as ${brief(me)}`);
await typed('a meta transaction', 'MetaTransaction(uint256 nonce,address from,bytes functionSignature)', { name: 'Sand', version: '1', verifyingContract: fake, salt: word('00') },
  { nonce: '0', from: me, functionSignature: encode('transferOwnership(address newOwner)', thief) }, 'control,calls,anywhere',
  `${thief} becomes the owner of ${fake}`, `OWNERSHIP of ${brief(fake)} to ${brief(thief)} and 1 more ANYWHERE`);
await typed('a whole transaction as a document', 'Transaction(uint256 txType,uint256 from,uint256 to,uint256 gasLimit,uint256 value,uint256 nonce,bytes data)', { name: 'zkSync', version: '2', chainId },
  { txType: '113', from: '1', to: '2', gasLimit: '1', value: '1', nonce: '0', data: '0x' }, 'calls,anywhere,unknown',
  'a whole transaction of a zkSync chain', 'TRANSACTION ANYWHERE');
await typed('a delegation of the account', 'Delegation(address delegate,address delegator,bytes32 authority,Caveat[] caveats,uint256 salt)Caveat(address enforcer,bytes terms)', domain(other),
  { delegate: thief, delegator: me, authority: word('ff'), caveats: [], salt: '0' }, 'control',
  `${thief} may do whatever ${you} may, at any time, limited by 0 items`, `CONTROL of ${brief(me)} to ${brief(thief)}`);

// Votes
await typed('votes for somebody else', 'Delegation(address delegatee,uint256 nonce,uint256 expiry)', domain(open), { delegatee: thief, nonce: '0', expiry: time }, 'vote',
  `${thief} votes with all of OPEN ${open} that ${you} holds; usable until ${till}`, `VOTES of OPEN to ${brief(thief)}`);
await typed('a ballot', 'Ballot(uint256 proposalId,uint8 support)', domain(fake), { proposalId: '42', support: '1' }, 'vote',
  `a vote of kind 1 on proposal 42 of ${fake}`, `VOTE 1 in ${brief(fake)}`);

// Orders
const ITEMS = 'ConsiderationItem(uint8 itemType,address token,uint256 identifierOrCriteria,uint256 startAmount,uint256 endAmount,address recipient)OfferItem(uint8 itemType,address token,uint256 identifierOrCriteria,uint256 startAmount,uint256 endAmount)';
const order = {
  offerer: me, zone: ethers.ZeroAddress,
  offer: [{ itemType: '2', token: nft, identifierOrCriteria: '77', startAmount: '1', endAmount: '1' }],
  consideration: [], orderType: '0', startTime: '0', endTime: MAX(256), zoneHash: word('00'), salt: '0', conduitKey: word('00'), counter: '0',
};
const COMPONENTS = 'OrderComponents(address offerer,address zone,OfferItem[] offer,ConsiderationItem[] consideration,uint8 orderType,uint256 startTime,uint256 endTime,bytes32 zoneHash,uint256 salt,bytes32 conduitKey,uint256 counter)';
await typed('a picture for nothing', COMPONENTS + ITEMS, domain(other), order, 'order,unknown',
  `${you} gives 1 of the smallest unit of ${nft} at first and 1 of the smallest unit of ${nft} at the end (number 77) for 0 items, ${ever}`, `1 of ${brief(nft)} to 1 of ${brief(nft)} for 0 items`);
await typed('coins of which more are given later', COMPONENTS + ITEMS, domain(other),
  { ...order, offer: [{ itemType: '1', token: open, identifierOrCriteria: '0', startAmount: '0', endAmount: MAX(256) }] }, 'order,unknown',
  `${you} gives 0 OPEN at first and UNLIMITED OPEN at the end (number 0) for 0 items, ${ever}`, '0 OPEN to UNLIMITED OPEN for 0 items');
await typed('a tree of orders', `BulkOrder(OrderComponents[2] tree)${ITEMS.slice(0, ITEMS.indexOf('OfferItem'))}${ITEMS.slice(ITEMS.indexOf('OfferItem'))}${COMPONENTS}`, domain(other),
  { tree: [order, order] }, 'order,unknown', `${you} gives what a whole tree of orders names`, 'ALL ORDERS');
await typed('an order of Blur', 'Order(address trader,uint8 side,address matchingPolicy,address collection,uint256 tokenId,uint256 amount,address paymentToken,uint256 price,uint256 listingTime,uint256 expirationTime,Fee[] fees,uint256 salt,bytes extraParams,uint256 nonce)Fee(uint16 rate,address recipient)', domain(other),
  { trader: me, side: '1', matchingPolicy: other, collection: nft, tokenId: '77', amount: '1', paymentToken: open, price: '0', listingTime: '0', expirationTime: time, fees: [], salt: '0', extraParams: '0x', nonce: '0' }, 'order,unknown',
  `${you} trades token number 77 of ${nft} for 0 OPEN (side 1`, `token 77 of ${brief(nft)} for 0 OPEN`);
await typed('an order of 1inch', 'Order(uint256 salt,address maker,address receiver,address makerAsset,address takerAsset,uint256 makingAmount,uint256 takingAmount,uint256 makerTraits)', domain(other),
  { salt: '0', maker: me, receiver: thief, makerAsset: open, takerAsset: fake, makingAmount: '7000000000000000000', takingAmount: '1', makerTraits: '0' }, 'order,unknown',
  `${you} gives 7 OPEN for 1 of the smallest unit of ${fake}, paid to ${thief}`, `7 OPEN for 1 of ${brief(fake)}`);
await typed('an order of CoW', 'Order(address sellToken,address buyToken,address receiver,uint256 sellAmount,uint256 buyAmount,uint32 validTo,bytes32 appData,uint256 feeAmount,string kind,bool partiallyFillable,string sellTokenBalance,string buyTokenBalance)', domain(other),
  { sellToken: open, buyToken: fake, receiver: thief, sellAmount: MAX(256), buyAmount: '0', validTo: time, appData: word('00'), feeAmount: '0', kind: 'sell', partiallyFillable: false, sellTokenBalance: 'erc20', buyTokenBalance: 'erc20' }, 'order,unknown',
  `${you} gives UNLIMITED OPEN for 0 of the smallest unit of ${fake}, paid to ${thief}, until ${till}`, `UNLIMITED OPEN for 0 of ${brief(fake)}`);
const LIMIT = '(address makerToken,address takerToken,uint128 makerAmount,uint128 takerAmount,';
const limit = { makerToken: open, takerToken: fake, makerAmount: MAX(128), takerAmount: '1' };
await typed('a limit order of 0x', `LimitOrder${LIMIT}uint128 takerTokenFeeAmount,address maker,address taker,address sender,address feeRecipient,bytes32 pool,uint64 expiry,uint256 salt)`, domain(other),
  { ...limit, takerTokenFeeAmount: '0', maker: me, taker: thief, sender: thief, feeRecipient: thief, pool: word('00'), expiry: time, salt: '0' }, 'order,unknown',
  `${you} gives UNLIMITED OPEN for 1 of the smallest unit of ${fake}`, `UNLIMITED OPEN for 1 of ${brief(fake)}`);
await typed('a quoted order of 0x', `RfqOrder${LIMIT}address maker,address taker,address txOrigin,bytes32 pool,uint64 expiry,uint256 salt)`, domain(other),
  { ...limit, maker: me, taker: thief, txOrigin: thief, pool: word('00'), expiry: time, salt: '0' }, 'order,unknown',
  `${you} gives UNLIMITED OPEN for 1 of the smallest unit of ${fake}`, `UNLIMITED OPEN for 1 of ${brief(fake)}`);
await typed('an order over the counter', `OtcOrder${LIMIT}address maker,address taker,address txOrigin,uint256 expiryAndNonce)`, domain(other),
  { ...limit, maker: me, taker: thief, txOrigin: thief, expiryAndNonce: '0' }, 'order,unknown',
  `${you} gives UNLIMITED OPEN for 1 of the smallest unit of ${fake}`, `UNLIMITED OPEN for 1 of ${brief(fake)}`);
await typed('an order of LooksRare', 'MakerOrder(bool isOrderAsk,address signer,address collection,uint256 price,uint256 tokenId,uint256 amount,address strategy,address currency,uint256 nonce,uint256 startTime,uint256 endTime,uint256 minPercentageToAsk,bytes params)', domain(other),
  { isOrderAsk: true, signer: me, collection: nft, price: '1', tokenId: '77', amount: '1', strategy: other, currency: fake, nonce: '0', startTime: '0', endTime: time, minPercentageToAsk: '0', params: '0x' }, 'order,unknown',
  `${you} trades token number 77 of ${nft} for 1 of the smallest unit of ${fake} (sells: yes)`, `token 77 of ${brief(nft)} for 1 of ${brief(fake)}`);
await typed('an order of no known form', 'Order(address maker,uint256 salt)', domain(other), { maker: me, salt: '0' }, 'order,unknown',
  'an order of a kind that byline does not know', 'UNKNOWN Order');

// Attestations by somebody else
const eas = { name: 'EAS', version: '1.3.0', chainId, verifyingContract: '0x4200000000000000000000000000000000000021' };
const attest = { schema: word('44'), recipient: thief, expirationTime: '0', revocable: false, refUID: word('00'), data: '0x1234', value: '0', nonce: '0', deadline: time };
await typed('an attestation by somebody else', 'Attest(address attester,bytes32 schema,address recipient,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,uint256 value,uint256 nonce,uint64 deadline)', eas,
  { attester: me, ...attest }, 'attest', `anybody may attest in the name of ${you}, about ${thief}, 2 bytes of schema ${word('44')}`, `ATTEST about ${brief(thief)}`);
await typed('an attestation by somebody else, as before', 'Attest(bytes32 schema,address recipient,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,uint256 value,uint256 nonce,uint64 deadline)', eas,
  attest, 'attest', `anybody may attest in the name of ${you}, about ${thief}`, `ATTEST about ${brief(thief)}`);
await typed('an attestation off chain', 'Attest(uint16 version,bytes32 schema,address recipient,uint64 time,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,bytes32 salt)', { ...eas, name: 'EAS Attestation' },
  { version: '2', schema: word('44'), recipient: thief, time, expirationTime: '0', revocable: true, refUID: word('00'), data: '0x1234', salt: word('ab') }, 'attest',
  `an attestation of ${you} about ${thief}: 2 bytes of schema`, `ATTEST about ${brief(thief)}`);
await typed('a revocation by somebody else', 'Revoke(address revoker,bytes32 schema,bytes32 uid,uint256 value,uint256 nonce,uint64 deadline)', eas,
  { revoker: me, schema: word('44'), uid: word('55'), value: '0', nonce: '0', deadline: time }, 'attest',
  `anybody may revoke the attestation ${word('55')} in the name of ${you}`, 'REVOKE 0x5555');
await typed('a revocation by somebody else, as before', 'Revoke(bytes32 schema,bytes32 uid,uint256 value,uint256 nonce,uint64 deadline)', eas,
  { schema: word('44'), uid: word('55'), value: '0', nonce: '0', deadline: time }, 'attest',
  `anybody may revoke the attestation ${word('55')}`, 'REVOKE 0x5555');

// Hashes and unknown types
await typed('a hash for a smart wallet', 'CoinbaseSmartWalletMessage(bytes32 hash)', domain(safe), { hash: word('66') }, 'hash',
  `the account ${safe} signs what has the hash ${word('66')}`, 'HASH 0x6666');
await typed('a hash for an exchange', 'Agent(string source,bytes32 connectionId)', { name: 'Exchange', version: '1', chainId, verifyingContract: ethers.ZeroAddress }, { source: 'a', connectionId: word('66') }, 'anywhere,hash',
  `${you} does on the exchange what has the hash ${word('66')}`, 'HASH 0x6666 ANYWHERE');
await typed('a document of an unknown type', 'Mail(string contents)', domain(other), { contents: 'Hello' }, 'unknown',
  `a document of the type Mail, which byline does not know: ${other} decides`, `UNKNOWN Mail for ${brief(other)}`);
await typed('an unknown document without chain and contract', 'Vote(string choice)', { name: 'snapshot', version: '0.1.4' }, { choice: 'yes' }, 'anywhere,unknown',
  'a document of the type Vote, which byline does not know: whoever it is shown to decides', 'UNKNOWN Vote ANYWHERE');
await typed('an unknown document without a contract', 'Login(string account)', { name: 'site', chainId }, { account: 'me' }, 'anywhere,unknown',
  'a document of the type Login', 'UNKNOWN Login ANYWHERE');

// Messages
await message('a hash as a message', word('9f'), 'hash', '32 bytes that are no text', 'HASH 0x9f9f');
// Sign-ins (EIP-4361)
const signIn = (domain, uri, more = '') => ethers.toUtf8Bytes(`${domain} wants you to sign in with your Ethereum account:\n${me}\n\nI accept the terms.\n\nURI: ${uri}\nVersion: 1\nChain ID: ${chainId}\nNonce: 32891756\nIssued At: 2026-11-21T14:02:11Z${more}`);
await message('a sign-in', signIn('example.org', 'https://example.org/login'), 'sign-in', 'it signs in at example.org, a domain that nobody named', 'SIGN IN at example.org');
await message('a sign-in that lets others act', signIn('example.org', 'https://example.org/', '\nResources:\n- urn:recap:eyJhdHQiOnt9fQ'), 'control,sign-in', 'a domain that nobody named', 'SIGN IN at example.org');
await message('a sign-in of another version', ethers.toUtf8Bytes(ethers.toUtf8String(signIn('example.org', 'https://example.org/')).replace('Version: 1', 'Version: 2')), 'unknown,sign-in',
  'it looks like a sign-in (EIP-4361) and is none, since its line "Version: 1" is missing', 'UNKNOWN SIGN-IN');
await message("a Safe transaction's hash as a message", ethers.TypedDataEncoder.hash(atSafe, typesOf(SAFE), safeTx(thief, '1', '0x')), 'hash', '32 bytes that are no text',
  'HASH ' + ethers.TypedDataEncoder.hash(atSafe, typesOf(SAFE), safeTx(thief, '1', '0x')).slice(0, 6));
await message('an authorisation of code as a message', ethers.concat(['0x05', ethers.encodeRlp(['0x7a69', thief, '0x01'])]), 'control,bytes',
  `an authorisation (EIP-7702): the account would obey the code of ${thief}`, 'CONTROL BYTES of 27');
await message('the hashes of a document as a message', ethers.concat(['0x1901', word('88'), word('99')]), 'bytes', 'the hashes of a typed document', 'BYTES of 66');
await message('a transaction as a message', ethers.Transaction.from({ ...BASE, to: thief }).unsignedSerialized, 'bytes', 'the bytes of a whole transaction',
  `BYTES of ${ethers.dataLength(ethers.Transaction.from({ ...BASE, to: thief }).unsignedSerialized)}`);
const hidden = ethers.concat([signIn('example.org', 'https://example.org/'), '0x00']);
await message('a sign-in that is no text', hidden, 'bytes,sign-in', 'they look like a sign-in (EIP-4361) and are none', `BYTES of ${ethers.getBytes(hidden).length}`);
await message('a sign-in that lets others act, in capitals', signIn('example.org', 'https://example.org/', '\nResources:\n- URN:ReCap:eyJhdHQiOnt9fQ'), 'control,sign-in', 'a domain that nobody named', 'SIGN IN at example.org');
await message('bytes with a zero in them', '0x68690000', 'bytes', '4 bytes that are no text', 'BYTES of 4');
await message('an escape sequence', '0x1b5b324a', 'bytes', '4 bytes that are no text', 'BYTES of 4');
await message('half a character', '0x63616663c3', 'bytes', '5 bytes that are no text', 'BYTES of 5');

// Calls
const APPROVE = 'approve(address spender,uint256 value)';
await call('an approval without limit', open, APPROVE, [thief, MAX(256)], 'permit', `${thief} may take UNLIMITED OPEN`, `UNLIMITED OPEN to ${brief(thief)}`);
await call('an approval of a sum', open, APPROVE, [thief, 10n ** 18n], 'permit', `${thief} may take 1 OPEN`, `1 OPEN to ${brief(thief)}`);
await call('an approval of picture 0', nft, APPROVE, [thief, 0], 'permit', `${thief} may take 0 of the smallest unit of ${nft}`, `0 of ${brief(nft)} to ${brief(thief)}`);
await transaction('an approval with bytes behind it', { to: open, data: encode(APPROVE, thief, MAX(256)) + '00'.repeat(32) }, 'permit,unknown', `${thief} may take UNLIMITED OPEN`, `UNLIMITED OPEN to ${brief(thief)}` + ' and 1 more');
await call('more allowance', open, 'increaseAllowance(address spender,uint256 addedValue)', [thief, 1], 'permit', `${thief} may take 0.000000000000000001 OPEN more`, `0.000000000000000001 OPEN to ${brief(thief)}`);
await call('every picture', nft, 'setApprovalForAll(address operator,bool approved)', [thief, true], 'permit', `${thief} may take EVERY token of ${nft}`, `EVERY token of ${brief(nft)} to ${brief(thief)}`);
await call('an approval through Permit2', permit2.verifyingContract, 'approve(address token,address spender,uint160 amount,uint48 expiration)', [open, thief, MAX(160), MAX(48)], 'permit', `${thief} may take UNLIMITED OPEN, ${ever}`, `UNLIMITED OPEN to ${brief(thief)}`);
await call('a permit that is handed in', open, 'permit(address owner,address spender,uint256 value,uint256 deadline,uint8 v,bytes32 r,bytes32 s)', [me, thief, 5, 0, 27, word('01'), word('01')], 'permit', `${thief} may take 0.000000000000000005 OPEN from ${you}`, `0.000000000000000005 OPEN to ${brief(thief)}`);
await call('tokens of another account', open, 'transferFrom(address from,address to,uint256 value)', [me, thief, 10n ** 18n], 'permit', `1 OPEN (or the token of that number) of ${you} goes to ${thief}`, `1 OPEN to ${brief(thief)}`);
await call('a picture that moves', nft, 'safeTransferFrom(address from,address to,uint256 tokenId)', [me, thief, 77], 'permit', `token number 77 of ${nft} goes from ${you} to ${thief}`, `token 77 of ${brief(nft)} to ${brief(thief)}`);
await call('pictures that move', nft, 'safeBatchTransferFrom(address from,address to,uint256[] ids,uint256[] amounts,bytes data)', [me, thief, [77, 78], [1, 1], '0x'], 'permit,unknown', `2 items of ${nft} go from ${you} to ${thief}`, `2 items of ${brief(nft)} to ${brief(thief)}`);
await call('a contract given away', fake, 'transferOwnership(address newOwner)', [thief], 'control', `${thief} becomes the owner of ${fake}`, `OWNERSHIP of ${brief(fake)} to ${brief(thief)}`);
await call('a contract given up', fake, 'renounceOwnership()', [], 'control', `nobody owns ${fake} any more`, `NOBODY owns ${brief(fake)}`);
await call('other code', fake, 'upgradeTo(address newImplementation)', [thief], 'control', `${fake} runs the code of ${thief} from now on`, `CODE of ${brief(thief)} in ${brief(fake)}`);
await call('other code, called at once', fake, 'upgradeToAndCall(address newImplementation,bytes data)', [thief, '0x12345678'], 'control', `${fake} runs the code of ${thief} from now on, first with 4 bytes`, `CODE of ${brief(thief)} in ${brief(fake)}`);
await call('a role', fake, 'grantRole(bytes32 role,address account)', [word('00'), thief], 'control', `${thief} may do in ${fake} what the role`, `ROLE 0x0000 to ${brief(thief)}`);
const EXEC = 'execTransaction(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,bytes signatures)';
await call("a Safe's delegatecall on chain", safe, EXEC, [thief, 0, '0x', 1, 0, 0, 0, ethers.ZeroAddress, ethers.ZeroAddress, '0x'], 'control', `the code of ${thief} runs as the Safe ${safe} itself (DELEGATECALL)`, `DELEGATECALL ${brief(thief)} in ${brief(safe)}`);
await call("a Safe's refund on chain", safe, EXEC, [other, 0, '0x', 0, 0, 1000000, 5n * 10n ** 18n, open, thief, '0x'], 'control', `${REFUND} 5 OPEN each, to ${thief}`, `SAFE ${brief(safe)} sends 0 ETH to ${brief(other)}, REFUND to ${brief(thief)}`);
await call("a Safe's delegatecall with a refund", safe, EXEC, [thief, 0, '0x', 1, 0, 1000000, 1, open, thief, '0x'], 'control', `the code of ${thief} runs as the Safe ${safe} itself (DELEGATECALL)`, `DELEGATECALL ${brief(thief)} in ${brief(safe)}`);
await call("a Safe's owner swapped on chain", safe, EXEC, [safe, 0, encode('swapOwner(address prevOwner,address oldOwner,address newOwner)', other, me, thief), 0, 0, 0, 0, ethers.ZeroAddress, ethers.ZeroAddress, '0x'], 'control', `${thief} owns ${safe} in the place of ${you}`, `OWNER ${brief(thief)} of ${brief(safe)} and 1 more`);
await call("a Safe's owners", safe, 'setup(address[] owners,uint256 threshold,address to,bytes data,address fallbackHandler,address paymentToken,uint256 payment,address paymentReceiver)', [[me, other], 1, thief, '0x', other, open, 10n ** 18n, thief], 'control,unknown', `${safe} gets 2 items as owners, 1 of whom decide, runs the code of ${thief} once, obeys ${other} as its fallback, and pays 1 OPEN to ${thief}`, `OWNERS of ${brief(safe)}`);
await call('a module of a Safe', safe, 'enableModule(address module)', [thief], 'control', `${thief} may take everything in ${safe}`, `EVERYTHING in ${brief(safe)} to ${brief(thief)}`);
await call('a hash approved in a Safe', safe, 'approveHash(bytes32 hashToApprove)', [word('66')], 'control,hash', `${you} agrees to the transaction of ${safe} with the hash ${word('66')}`, 'HASH 0x6666');
await call("a Safe's delegatecall by a module", safe, 'execTransactionFromModule(address to,uint256 value,bytes data,uint8 operation)', [thief, 0, '0x', 1], 'control', `the code of ${thief} runs as the Safe ${safe} itself (DELEGATECALL)`, `DELEGATECALL ${brief(thief)} in ${brief(safe)}`);
await call("a Safe's payment by a module", safe, 'execTransactionFromModule(address to,uint256 value,bytes data,uint8 operation)', [thief, 3000000000000000000n, '0x', 0], 'control', `the Safe ${safe} sends 3 ETH to ${thief}, with 0 bytes`, `SAFE ${brief(safe)} sends 3 ETH to ${brief(thief)}`);
await call('a transfer by Permit2', permit2.verifyingContract, 'transferFrom(address from,address to,uint160 amount,address token)', [me, thief, MAX(160), open], 'permit', `UNLIMITED OPEN of ${you} goes to ${thief}`, `UNLIMITED OPEN to ${brief(thief)}`);
await call('a permit with a signature of any length', open, 'permit(address owner,address spender,uint256 value,uint256 deadline,bytes signature)', [me, thief, MAX(256), time, '0x1234'], 'permit', `${thief} may take UNLIMITED OPEN from ${you}, until it is taken back`, `UNLIMITED OPEN to ${brief(thief)}`);
await transaction('an allowance with coins', { to: open, data: encode(APPROVE, thief, 5n), value: 7n }, 'permit', `${thief} may take 0.000000000000000005 OPEN`, `0.000000000000000005 OPEN to ${brief(thief)}`);
await transaction('tokens that the profile does not pin', { to: fake, data: encode('transfer(address to,uint256 value)', thief, 5n) }, 'unknown', `${fake} is no token of the network profile`, `UNKNOWN TOKEN ${brief(fake)}`);
await never('no allowance any more, with coins', { to: open, data: encode(APPROVE, thief, 0n), value: 7n }, 'it sends coins to a call that takes none');
await never('an allowance for an address of more than 20 bytes', { to: open, data: encode(APPROVE, thief, 5n).replace('095ea7b300', '095ea7b301') }, 'not all of it can be read');
await call('many calls at once', fake, 'multicall(bytes[] data)', [[encode(APPROVE, thief, MAX(256)), encode('transferOwnership(address newOwner)', thief)]], 'permit,control,calls', `${thief} may take UNLIMITED of ${fake}, until it is taken back`, `UNLIMITED of ${brief(fake)} to ${brief(thief)} and 2 more`);
await call('many calls, one of them unreadable', fake, 'multicall(bytes[] data)', [['0xdeadbeef']], 'calls,unknown', `4 bytes that byline cannot read are a call of ${fake}`, `UNKNOWN CALL of ${brief(fake)} and 1 more`);
await call('calls that nobody reads', fake, 'aggregate((address,bytes)[] calls)', [[[thief, '0x']]], 'calls,unknown', `${fake} makes 1 item as calls`, `CALLS of ${brief(fake)}`);
await call('votes on chain', open, 'delegate(address delegatee)', [thief], 'vote', `${thief} votes with all of OPEN ${open}`, `VOTES of OPEN to ${brief(thief)}`);
await call('rewards for somebody else', fake, 'setClaimRecipient(address recipient,address token)', [thief, open], 'permit', `${thief} gets the rewards of ${you} in OPEN ${open}`, `REWARDS to ${brief(thief)}`);
await call('somebody who collects rewards', fake, 'toggleOperator(address user,address operator)', [me, thief], 'permit', `${thief} may collect the rewards of ${you}`, `REWARDS to ${brief(thief)}`);
await transaction('a call that nobody can read', { to: other, data: '0xdeadbeef' }, 'unknown', `4 bytes that byline cannot read are a call of ${other}`, `UNKNOWN CALL of ${brief(other)}`);
const ATTEST = 'attest((bytes32 schema,(address recipient,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,uint256 value) data) request)';
await call('an attestation of an unknown schema', other, ATTEST, [[word('44'), [thief, 0, false, word('00'), '0x1234', 0]]], 'unknown', 'it attests something of a schema and payload that byline cannot read', 'UNKNOWN ATTESTATION');
await call('a revocation at an unknown contract', other, 'revoke((bytes32 schema,(bytes32 uid,uint256 value) data) request)', [[word('44'), [word('55'), 0]]], 'unknown', 'the contract is no attestation service of the network profile', 'UNKNOWN CONTRACT');

// What no word makes acceptable
await never('the last nonce', { to: other, value: 1n, nonce: 1 }, 'the nonce is 2^64-1');
const last = cases.pop();
const bytes = ethers.Transaction.from({ ...BASE, to: other, value: 1n, nonce: 1 });
const fields = ethers.decodeRlp('0x' + bytes.unsignedSerialized.slice(4));
fields[1] = '0xffffffffffffffff';
neverBytes(last.name, '0x02' + ethers.encodeRlp(fields).slice(2), 'the nonce is 2^64-1');
await never('no gas', { to: other, value: 1n, gasLimit: 0n }, 'the gas limit is 0');
await never('too little gas', { to: other, value: 1n, gasLimit: 20999n }, 'takes at least 21000');
await never('too little gas for its bytes', { to: other, data: '0x00ff', gasLimit: 21019n }, 'takes at least 21020');
await never('coins and gas past all numbers', { to: other, value: 2n ** 256n - 1n }, 'more than a number of 256 bits');
await never('a tip above the price', { to: other, value: 1n, maxPriorityFeePerGas: 0n }, 'tip');
const tip = cases.pop();
fields[1] = '0x07'; fields[2] = ethers.toBeHex(1000000001n);
neverBytes(tip.name, '0x02' + ethers.encodeRlp(fields).slice(2), 'the tip per gas is higher');
await never('coins for nobody', { to: ethers.ZeroAddress, value: 1n }, 'nobody');
await never("coins for the token's contract", { to: open, value: 1n }, 'takes no coins');
await never('tokens for nobody', { to: open, data: encode('transfer(address to,uint256 value)', ethers.ZeroAddress, 1) }, 'nobody');
await never("tokens for the token's contract", { to: open, data: encode('transfer(address to,uint256 value)', open, 1) }, "the token's own contract");
await never('a new contract', { to: null, data: '0x6000' }, 'it would create a contract');
neverBytes('a transaction that hands the account over', '0x04' + ethers.encodeRlp(['0x7a69', '0x07', '0x01', '0x3b9aca00', '0x07a120', other, '0x', '0x', [], [['0x7a69', thief, '0x01', '0x', '0x01', '0x01']]]).slice(2), 'EIP-7702');
neverBytes('an authorisation as a transaction', ethers.concat(['0x05', ethers.encodeRlp(['0x7a69', thief, '0x01'])]), 'EIP-7702');

// What takes power back, and what gives none, is signed as ever.
const harmless = [];
const ok = (count) => { while (cases.length > count) harmless.push(cases.pop()); };
const before = cases.length;
await typed('a permit of nothing', PERMIT, domain(open), permit('0', time), '', 'taken back: ', '');
await typed('an authorisation that is void', 'CancelAuthorization(address authorizer,bytes32 nonce)', domain(open), { authorizer: me, nonce: word('22') }, '', 'the authorisation', '');
await typed('an upload', 'Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires)', domain(other), { dataset: word('11'), file: word('22'), size: '5', expires: time }, '', 'takes one sealed file of 5 bytes', '');
await call('no allowance any more', open, APPROVE, [thief, 0], '', 'taken back: ', '');
await call('less allowance', open, 'decreaseAllowance(address spender,uint256 subtractedValue)', [thief, 1], '', 'less', '');
await call('no operator any more', nft, 'setApprovalForAll(address operator,bool approved)', [thief, false], '', 'taken back: ', '');
await message('a text', ethers.toUtf8Bytes('Sign in.\n\nNonce: 7'), '', '', '');
ok(before);

writeFileSync('powers.json', JSON.stringify({ cases, harmless: harmless.reverse() }, null, 1) + '\n');
