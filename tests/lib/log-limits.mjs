// Limits of eth_getLogs as providers have them: a number of blocks or of results, and the words of
// the refusal. tests/vectors/node_errors.json has where the words were seen.

const hex = (number) => `0x${number.toString(16)}`;
const range = (from, to) => `[${hex(from)}, ${hex(to)}]`;
const alchemy = (blocks) => ({
  blocks,
  http: 400,
  error: ({ from }) => ({
    code: -32600,
    message:
      `You can make eth_getLogs requests with up to a ${blocks} block range. Based on your ` +
      `parameters, this block range should work: ${range(from, from + blocks - 1)}`,
  }),
});
const quicknode = (blocks, code) => ({
  blocks,
  http: 413,
  error: () => ({
    code,
    message: `eth_getLogs is limited to a ${blocks.toLocaleString("en")} range`,
  }),
});
const plain = (blocks, code, message) => ({ blocks, error: () => ({ code, message }) });

export const LIMITS = {
  unlimited: plain(Infinity),
  "quicknode-free": quicknode(5, -32615),
  "alchemy-free": alchemy(10),
  "alchemy-500": alchemy(500),
  // Names 500 and takes one block less.
  "one-less": { ...alchemy(500), blocks: 499 },
  "1rpc": plain(1000, -32000, "eth_getLogs is limited to a 1000 blocks range"),
  bsc: plain(5000, -32000, "exceed maximum block range: 5000"),
  infura: {
    blocks: 10000,
    error: ({ from, to }) => ({
      code: -32602,
      message: `range ${to - from + 1} exceeds limit of 10000`,
    }),
  },
  wordless: plain(750, -32603, "internal error"),
  uneven: plain(7777, -32602, "block range is too wide"),
  "infura-results": {
    results: 20,
    error: () => ({ code: -32005, message: "query returned more than 20 results" }),
  },
  "reth-results": {
    results: 20,
    error: ({ from, logs }) => ({
      code: -32602,
      message: `query exceeds max results 20, retry with the range ${from}-${
        Number(logs[19].blockNumber) - 1
      }`,
    }),
  },
  "alchemy-size": {
    results: 30,
    http: 400,
    error: () => ({
      code: -32602,
      message: "Log response size exceeded. Please reduce query block range.",
    }),
  },
  "bsc-off": plain(0, -32005, "limit exceeded"),
  "geth-off": plain(0, -32601, "the method eth_getLogs does not exist/is not available"),
};

/**
 * A search whose end is above the chain's newest block, cut there: the chain of a test is short, and
 * a provider behaves as if empty blocks followed.
 */
export function withinChain(filter, head) {
  const [from, to] = [Number(filter.fromBlock), Number(filter.toBlock)];
  return { ...filter, fromBlock: hex(Math.min(from, head)), toBlock: hex(Math.min(to, head)) };
}

/** The refusal of a search by a provider: { http, error }; undefined when it answers `logs`. */
export function refusalOf(provider, filter, logs) {
  const limit = LIMITS[provider];
  const [from, to] = [Number(filter.fromBlock), Number(filter.toBlock)];
  const refused =
    limit &&
    (limit.results ? logs?.length > limit.results : to - from + 1 > limit.blocks);
  return refused ? { http: limit.http ?? 200, error: limit.error({ from, to, logs }) } : undefined;
}
