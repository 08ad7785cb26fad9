// Public nodes as their users meet them: what each kind refuses, and in which words.
//
// A profile has these members, all optional:
//
//	client        what web3_clientVersion says
//	proofs        {depth, refusal} the newest `depth` blocks have proofs; {tags: true, refusal} only
//	              blocks that are asked for by a tag have them
//	logs          {span, refusal} the most blocks of one eth_getLogs; a span of 0 is no search at all
//	results       {most, refusal} the most events of one eth_getLogs
//	rate          {budget, window_ms, refusal} so many requests in each window; the refusal gets
//	              left_ms, the time until the next one
//	members       by how many blocks the members of a balancer lag: requests go round them
//	batch         "refused" or "reversed": answers of a batch in another order
//	capabilities  eth_capabilities is offered
//
// A refusal is a function of what was asked; it gives {code, message, data?, status?, headers?}, the
// JSON-RPC error and how HTTP brings it (status 200 by default). The texts are literally those of the
// servers, since byline reads them; beside each stands the public thread where it was seen.

const hex = (number) => `0x${number.toString(16)}`;
const error = (code, message, more = {}) => ({ code, message, ...more });
const tooOften = 429;

// https://github.com/paradigmxyz/reth/issues/14952, by default for every block but the newest:
// https://github.com/paradigmxyz/reth/pull/12001
const RETH_WINDOW = () => error(-32602, "distance to target block exceeds maximum proof window");

// geth prunes states older than 128 blocks: https://github.com/ethereum/go-ethereum/issues/20874;
// the words for a proof: https://github.com/ethereum-optimism/op-geth/issues/430
const GETH_STATES = 128;
const GETH_PRUNED = ({ stateRoot: root }) =>
  error(-32000, `missing trie node ${root.slice(2)} (path ) state ${root} is not available`);

// Counted with both ends, and the hint ends where the 500th block does:
// https://github.com/risc0/risc0-ethereum/pull/656
const alchemySpan = ({ from, span }) =>
  error(
    -32600,
    `You can make eth_getLogs requests with up to a ${span} block range. Based on your ` +
      `parameters, this block range should work: [${hex(from)}, ${hex(from + span - 1)}]`,
  );

// https://github.com/conduitxyz/node/issues/36
const alchemyRate = () =>
  error(
    429,
    "Your app has exceeded its compute units per second capacity. If you have retries enabled, " +
      "you can safely ignore this message. If not, check out " +
      "https://docs.alchemy.com/reference/throughput",
    { status: tooOften, headers: { "retry-after": "1" } },
  );

// With HTTP 413: https://github.com/OffchainLabs/arbitrum-sdk/issues/609; 5 blocks on the free plan:
// https://github.com/cartesi/rollups-node/pull/655
const quicknodeSpan = ({ span }) =>
  error(-32614, `eth_getLogs is limited to a ${span.toLocaleString("en")} range`, { status: 413 });

/** Every profile by its name. */
export const PROVIDERS = {
  none: {},

  reth: {
    client: "reth/v1.11.3-d6324d6/x86_64-unknown-linux-gnu",
    proofs: { depth: 1, refusal: RETH_WINDOW },
    // https://github.com/paradigmxyz/reth/pull/8558
    logs: {
      span: 100_000,
      refusal: ({ span }) => error(-32602, `query exceeds max block range ${span}`),
    },
    // https://github.com/base/base/issues/2421
    results: {
      most: 20_000,
      refusal: ({ from, to, most }) =>
        error(-32602, `query exceeds max results ${most}, retry with the range ${from}-${to}`),
    },
    capabilities: true,
  },

  "alchemy-free": {
    logs: { span: 10, refusal: alchemySpan },
    // 500 compute units a second are 25 requests of 20:
    // https://github.com/alloy-rs/alloy/pull/3208
    rate: { budget: 25, window_ms: 1000, refusal: alchemyRate },
  },
  // The free plan of 2025: https://github.com/BobTheBuidler/dank_mids/issues/772
  "alchemy-500": { logs: { span: 500, refusal: alchemySpan } },

  "quicknode-free": {
    // https://www.quicknode.com/docs/tempo/eth_getProof
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    logs: { span: 5, refusal: quicknodeSpan },
    // With HTTP 200: https://github.com/latticexyz/mud/issues/1522
    rate: {
      budget: 50,
      window_ms: 1000,
      refusal: () => error(-32012, "credits limited to 6000/sec"),
    },
    // https://www.quicknode.com/docs/ethereum/eth_capabilities
    capabilities: true,
  },
  quicknode: {
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    logs: { span: 10_000, refusal: quicknodeSpan },
    capabilities: true,
  },

  infura: {
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    // https://github.com/INFURA/infura/issues/237: the distance of the ends counts.
    logs: {
      span: 10_001,
      refusal: ({ from, to, span }) =>
        error(-32602, `range ${to - from} exceeds limit of ${span - 1}`),
    },
    // https://github.com/ethers-io/ethers.js/issues/4703
    results: {
      most: 10_000,
      refusal: ({ from, to, most }) =>
        error(
          -32005,
          `query returned more than ${most} results. Try with this block range ` +
            `[${hex(from)}, ${hex((from + to) >> 1)}].`,
          { data: { from: hex(from), limit: most, to: hex((from + to) >> 1) } },
        ),
    },
    // Without Retry-After; the time to wait may be 0: https://github.com/INFURA/infura/issues/201
    rate: {
      budget: 50,
      window_ms: 1000,
      refusal: ({ budget }) =>
        error(-32005, "project ID request rate exceeded", {
          data: {
            rate: { allowed_rps: budget, backoff_seconds: 0, current_rps: budget + 2.3 },
            see: "https://infura.io/docs/ethereum/json-rpc/ratelimits",
          },
          status: tooOften,
        }),
    },
  },

  bnb: {
    // https://github.com/bnb-chain/bsc/issues/2852
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    // Even for one block: https://github.com/bnb-chain/bsc/issues/1215
    logs: { span: 0, refusal: () => error(-32005, "limit exceeded") },
  },
  // A node of BNB Chain with --rangelimit: https://github.com/bnb-chain/bsc/issues/113
  "bsc-geth": {
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    logs: {
      span: 5001,
      refusal: ({ span }) => error(-32000, `exceed maximum block range: ${span - 1}`),
    },
  },
  // Proofs by tags alone: https://docs.chainstack.com/docs/bnb-smart-chain-methods; the words:
  // https://github.com/erigontech/erigon/issues/15117; batches in any order:
  // https://github.com/chainstack/dev-portal/pull/158
  "chainstack-bnb": {
    proofs: { tags: true, refusal: () => error(-32000, "root hash mismatch") },
    batch: "reversed",
  },
  // The words say no number: https://github.com/scroll-tech/go-ethereum/pull/529
  scroll: {
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    logs: {
      span: 1000,
      refusal: () => error(-32000, "block range is bigger than maxBlockRange"),
    },
  },
  // A relay without batches: https://github.com/beefyfinance/beefy-v2/pull/2774
  "1rpc": { proofs: { depth: GETH_STATES, refusal: GETH_PRUNED }, batch: "refused" },
  // Nobody's in particular: a quota by the minute, as RFC 6585 lets HTTP tell of it.
  "minute-quota": {
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    rate: {
      budget: 1200,
      window_ms: 60_000,
      refusal: ({ left_ms: left }) =>
        error(-32005, "too many requests", {
          status: tooOften,
          headers: { "retry-after": String(Math.ceil(left / 1000)) },
        }),
    },
  },

  // Members that lag: https://github.com/ethereum/go-ethereum/issues/27353; answers in another order:
  // https://github.com/emeraldpay/dshackle/issues/148
  balancer: {
    proofs: { depth: GETH_STATES, refusal: GETH_PRUNED },
    members: [0, 1, 2],
    batch: "reversed",
  },
};

/** The profile of a name; throws when there is none. */
export function providerOf(name) {
  if (!Object.hasOwn(PROVIDERS, name ?? ""))
    throw new Error(`no such provider: ${name}; there are ${Object.keys(PROVIDERS).join(", ")}`);
  return PROVIDERS[name];
}
