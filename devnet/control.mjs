// Control calls: what tests and demos do to a network. POST /control/NAME with a JSON object, whose
// `network` and `datanet` say which one; README.md lists the calls.

import { readFileSync } from "node:fs";
import http from "node:http";

import { abi } from "./contracts.mjs";
import { PAYER_CALLS } from "./payers/calls.mjs";
import { close, listen } from "./ports.mjs";
import { RpcError } from "./rpc.mjs";

const MAX_BODY = 1 << 20;

const blockOf = ({ number, hash, timestamp }) => ({
  number: String(number),
  hash,
  timestamp: String(timestamp),
});
const shown = ({ name, head }) => [name, String(head.number)];
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

// By name: (context, parameters) to the JSON answer. The context is the devnet, and of the network
// and datanet that were asked for the nodes, the chain, the datanet and its contributors.
const CALLS = {
  status: async ({ devnet, network, nodes, datanet }) => ({
    instance: devnet.instance,
    automatic: devnet.automatic,
    skew_seconds: String(Math.round(devnet.clock.skew)),
    network: network.name,
    datanet: datanet.name,
    head: blockOf(nodes.sequencer.head),
    nodes: (await nodes.describe()).map((node) => ({ ...node, pid: String(node.pid) })),
    epoch: String(datanet.epochs.latest),
    root: datanet.epochs.published.root,
    statement: datanet.epochs.published.statement,
    model: datanet.models.current.keccak,
    model_datasets: datanet.models.current.datasets.map(({ uid }) => uid),
    datanet_faults: datanet.faults.list,
  }),

  automatic: ({ devnet }, { on = true, only }) => {
    if (only !== undefined && only !== "blocks")
      throw new Error(`nothing but "blocks" comes alone, and not ${only}`);
    devnet.automatic = on && !only;
    for (const { nodes } of devnet.networks) nodes.automatic = on;
    return { automatic: on };
  },
  clock: ({ devnet: { clock } }, { skew_seconds: skew = 0 }) => {
    clock.skew = Number(skew);
    return { skew_seconds: String(Math.round(clock.skew)) };
  },
  "block-time": ({ nodes, devnet: { clock } }, { block_time_ms: ms }) => {
    nodes.setBlockTime(Number(ms));
    return { skew_seconds: String(Math.round(clock.skew)) };
  },
  mine: async ({ nodes }, { blocks = 1 }) => {
    for (let i = 0; i < blocks; i++) await nodes.sequencer.mine();
    return blockOf(nodes.sequencer.head);
  },
  reorg: async ({ nodes }, { depth = 1, omit = [], extra = 1 }) =>
    blockOf(await nodes.sequencer.reorg({ depth, omit, extra })),
  drop: ({ nodes }, { transaction }) => done(nodes.sequencer.drop(transaction.toLowerCase())),

  "node-stop": async ({ nodes }, { node }) => done(nodes.stopNode(node)),
  "node-start": async ({ nodes }, { node }) => done(nodes.startNode(node)),
  "node-restart": async ({ nodes }, { node }) => done(nodes.startNode(node)),
  "node-freeze": async ({ nodes }, { node }) => done(nodes.freezeNode(node)),
  "node-continue": async ({ nodes }, { node }) => done(nodes.continueNode(node)),
  "node-faults": ({ nodes }, { node, faults = [] }) => done(nodes.setFaults(node, faults)),

  provider: ({ nodes }, { node, name }) => done(nodes.setProvider(name, node)),
  head: async ({ nodes }, { node, ...how }) => {
    await nodes.moveHead(how, node);
    return { shows: Object.fromEntries(nodes.fronts.map(shown)) };
  },
  requests: ({ nodes: { tally } }, { reset = false }) => {
    const counted = tally.describe();
    if (reset) tally.clear();
    return counted;
  },

  contribute: async ({ devnet: { wallets }, contributors }, { name, account, file }) => {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    const part = lines.map((line) => JSON.parse(line));
    return { uid: await contributors.contribute(name, walletOf(wallets, account), part, 0) };
  },
  withdraw: ({ devnet: { wallets }, contributors }, { account, dataset }) =>
    done(contributors.withdraw(dataset, walletOf(wallets, account), 0)),

  infer: async ({ datanet }, { count = 1 }) => done(datanet.infer({ count })),
  train: async ({ datanet }, { misjudge }) => {
    const { keccak, datasets } = await datanet.train({ fraud: { misjudge } });
    return { model: keccak, datasets: datasets.map(({ uid }) => uid) };
  },
  settle: async ({ datanet }, { root = true, underpay, phantom, forget, omit, misname }) => {
    const accounts = { underpay, forget, omit };
    for (const kind of Object.keys(accounts)) accounts[kind] = accounts[kind]?.toLowerCase();
    const fraud = { ...accounts, phantom, misname };
    const settled = await datanet.settle({ publish: root, fraud });
    return { ...epochOf(settled), root: datanet.epochs.published.root };
  },
  "submit-root": async ({ datanet, nodes }) => {
    await datanet.epochs.submitRoot();
    return blockOf(await nodes.sequencer.mine());
  },
  underfund: async ({ datanet, nodes }) => {
    datanet.epochs.funding = false;
    await datanet.epochs.drain();
    return blockOf(await nodes.sequencer.mine());
  },
  "fund-distributor": async ({ datanet, nodes }) => {
    datanet.epochs.funding = true;
    await datanet.epochs.fund();
    return blockOf(await nodes.sequencer.mine());
  },
  fund: async (
    { devnet: { wallets }, chain, datanet, nodes },
    { account, wei = "0", tokens = "0" },
  ) => {
    if (BigInt(wei)) await chain.send(wallets.faucet, { to: account, value: BigInt(wei) });
    if (BigInt(tokens)) {
      const data = abi.token.encodeFunctionData("mint", [account, BigInt(tokens)]);
      await chain.send(wallets.deployer, { to: datanet.contracts.token, data });
    }
    return blockOf(await nodes.sequencer.mine());
  },

  "datanet-faults": ({ datanet }, { faults = [] }) => {
    datanet.faults.list = faults;
    return {};
  },
  "datanet-requests": ({ datanet }) => ({ requests: datanet.api.requests }),
  "datanet-stop": async ({ datanet }) => done(datanet.api.close()),
  "datanet-start": async ({ datanet }) => done(datanet.api.open()),
  "rotate-intake": async ({ datanet }) => done(datanet.rotateIntake()),

  ...PAYER_CALLS,
};

function walletOf(wallets, role) {
  if (!wallets[role])
    throw new Error(`no such account: ${role}; there are ${Object.keys(wallets).join(", ")}`);
  return wallets[role];
}

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
      const parameters = text ? JSON.parse(text) : {};
      const { network, ...rest } = this.#devnet.find(parameters);
      const { nodes, chain } = network;
      const context = { devnet: this.#devnet, network, nodes, chain, ...rest };
      answer(200, await call(context, parameters));
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
