// Control calls: what tests and demos do to the network. POST /control/NAME with a JSON object;
// README.md lists them.

import http from "node:http";

import { abi } from "./contracts.mjs";
import { RpcError } from "./rpc.mjs";
import { close, listen } from "./ports.mjs";

const MAX_BODY = 1 << 20;

const blockOf = ({ number, hash, timestamp }) => ({
  number: String(number),
  hash,
  timestamp: String(timestamp),
});
const epochOf = ({ epoch, uid, pool, total, leaves }) => ({
  epoch: String(epoch),
  uid,
  pool: String(pool),
  influence: String(total),
  leaves: leaves.map(({ account, dataset, inferences, influence, amount }) => ({
    account,
    dataset,
    inferences: String(inferences),
    influence: String(influence),
    amount: String(amount),
  })),
});

// By name: (devnet, parameters) to the JSON answer.
const CALLS = {
  status: async ({ network, datanet, automatic, clock, instance }) => ({
    instance,
    automatic,
    skew_seconds: String(clock.skew),
    head: blockOf(network.sequencer.head),
    nodes: (await network.describe()).map((node) => ({ ...node, pid: String(node.pid) })),
    epoch: String(datanet.epochs.latest),
    root: datanet.epochs.published.root,
    statement: datanet.epochs.published.statement,
    model: datanet.models.current.keccak,
    model_datasets: datanet.models.current.datasets.map(({ uid }) => uid),
    datanet_faults: datanet.faults.list,
  }),

  automatic: (devnet, { on = true }) => {
    devnet.automatic = on;
    return { automatic: on };
  },
  clock: ({ clock }, { skew_seconds: skew = 0 }) => {
    clock.skew = Number(skew);
    return { skew_seconds: String(clock.skew) };
  },
  mine: async ({ network }, { blocks = 1 }) => {
    for (let i = 0; i < blocks; i++) await network.sequencer.mine();
    return blockOf(network.sequencer.head);
  },
  reorg: async ({ network }, { depth = 1, omit = [], extra = 1 }) =>
    blockOf(await network.sequencer.reorg({ depth, omit, extra })),
  drop: ({ network }, { transaction }) => done(network.sequencer.drop(transaction.toLowerCase())),

  "node-stop": async ({ network }, { node }) => done(network.stopNode(node)),
  "node-start": async ({ network }, { node }) => done(network.startNode(node)),
  "node-restart": async ({ network }, { node }) => done(network.startNode(node)),
  "node-freeze": async ({ network }, { node }) => done(network.freezeNode(node)),
  "node-continue": async ({ network }, { node }) => done(network.continueNode(node)),
  "node-faults": ({ network }, { node, faults = [] }) => done(network.setFaults(node, faults)),

  infer: async ({ datanet }, { count = 1 }) => done(datanet.infer({ count })),
  train: async ({ datanet }) => {
    const { keccak, datasets } = await datanet.train();
    return { model: keccak, datasets: datasets.map(({ uid }) => uid) };
  },
  settle: async ({ datanet }, { root = true, underpay, phantom, forget, omit, misname }) => {
    const accounts = { underpay, forget, omit };
    for (const kind of Object.keys(accounts)) accounts[kind] = accounts[kind]?.toLowerCase();
    const fraud = { ...accounts, phantom, misname };
    const settled = await datanet.settle({ publish: root, fraud });
    return { ...epochOf(settled), root: datanet.epochs.published.root };
  },
  "submit-root": async ({ datanet, network }) => {
    await datanet.epochs.submitRoot();
    return blockOf(await network.sequencer.mine());
  },
  underfund: async ({ datanet, network }) => {
    datanet.epochs.funding = false;
    await datanet.epochs.drain();
    return blockOf(await network.sequencer.mine());
  },
  "fund-distributor": async ({ datanet, network }) => {
    datanet.epochs.funding = true;
    await datanet.epochs.fund();
    return blockOf(await network.sequencer.mine());
  },
  fund: async ({ chain, wallets, datanet, network }, { account, wei = "0", tokens = "0" }) => {
    if (BigInt(wei)) await chain.send(wallets.faucet, { to: account, value: BigInt(wei) });
    if (BigInt(tokens)) {
      const data = abi.token.encodeFunctionData("mint", [account, BigInt(tokens)]);
      await chain.send(wallets.deployer, { to: datanet.contracts.token, data });
    }
    return blockOf(await network.sequencer.mine());
  },

  "datanet-faults": ({ datanet }, { faults = [] }) => {
    datanet.faults.list = faults;
    return {};
  },
  "datanet-requests": ({ datanet }) => ({ requests: datanet.api.requests }),
  "datanet-stop": async ({ datanet }) => done(datanet.api.close()),
  "datanet-start": async ({ datanet }) => done(datanet.api.open()),
  "rotate-intake": async ({ datanet }) => done(datanet.rotateIntake()),
};

async function done(action) {
  await action;
  return {};
}

export class Control {
  #devnet;
  #server;

  constructor(devnet) {
    this.#devnet = devnet;
    this.#server = http.createServer((request, response) => this.#serve(request, response));
  }

  async open() {
    this.url = `http://127.0.0.1:${await listen(this.#server)}`;
  }

  close() {
    return close(this.#server);
  }

  async #serve(request, response) {
    const answer = (status, value) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(`${JSON.stringify(value)}\n`);
    };
    try {
      const call = CALLS[/^\/control\/([\w-]+)$/.exec(request.url)?.[1]];
      if (!call || request.method !== "POST")
        return answer(404, { error: `no such call; there are ${Object.keys(CALLS).join(", ")}` });
      const text = await read(request);
      answer(200, await call(this.#devnet, text ? JSON.parse(text) : {}));
    } catch (error) {
      answer(error instanceof RpcError ? 502 : 400, { error: error.message });
    }
  }
}

async function read(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY) throw new Error("the request is too large");
  }
  return text;
}
