// One order of transactions for all nodes.
//
// Every node executes the same journal of operations, so all have the same blocks with the same
// hashes:
//
//	{kind: "mine", timestamp, producer, transactions, number, hash}     one block of raw transactions
//	{kind: "rollback", depth}                                           forget the newest blocks
//
// The first node that is in step *leads*: it takes a transaction first and its verdict counts, and
// it mines first and its block is written to the journal; the others follow. A node that was
// stopped, frozen or restarted executes what it missed. A node whose block differs (somebody wrote
// to it directly, or it ran an operation twice) is restarted and executes the whole journal.
//
// Operations run one after the other (#exclusive). #pool has what is submitted and in no block.

import { Transaction } from "ethers";
import { RpcError } from "./rpc.mjs";

const PRODUCER = `0x${"00".repeat(20)}`;
// Mines the other branch of a reorganisation, so that blocks with equal contents differ.
const FORK_PRODUCER = `0x${"f0".repeat(20)}`;

// Nodes can go back as far as they keep states.
const MAX_REORG = 200;

// The position in the journal of a node that may have done more than it was seen to do.
const UNKNOWN = -1;

export class Sequencer {
  #nodes;
  #clock;
  #journal = [];
  #chain = [];
  #pool = new Map();
  #position = new Map();
  #producer = new Map();
  #tail = Promise.resolve();
  // The newest block's time to the millisecond; a header has whole seconds.
  #headMs = 0;

  /** How far apart blocks are in time: 0 for as far as they are mined, a second at least. */
  apartMs = 0;

  /** @param nodes running anvils with equal genesis blocks; @param genesis that block. */
  constructor(nodes, clock, genesis) {
    this.#nodes = nodes;
    this.#clock = clock;
    this.#chain.push(genesis);
    for (const node of nodes) {
      this.#position.set(node, 0);
      this.#producer.set(node, PRODUCER);
    }
  }

  /** The newest block: {number, hash, timestamp}. */
  get head() {
    const { number, hash, timestamp } = this.#chain.at(-1);
    return { number, hash, timestamp };
  }

  /** True if the node has executed the whole journal. */
  inStep(node) {
    return node.running && !node.frozen && this.#position.get(node) === this.#journal.length;
  }

  /** A node that is in step, for reading. */
  get leader() {
    const node = this.#nodes.find((candidate) => this.inStep(candidate));
    if (!node) throw new RpcError({ code: -32000, message: "no node of the network is running" });
    return node;
  }

  /** The journal that every node in step has executed, for resume() of another sequencer. */
  get journal() {
    return this.#journal;
  }

  /** Lets all nodes execute a journal of before: of blocks only, on the same genesis block. */
  resume(journal) {
    return this.#exclusive(async () => {
      this.#journal.push(...journal);
      this.#chain.push(...journal);
      const equal = await Promise.all(this.#nodes.map((node) => this.#execute(node, 0)));
      if (!equal.every(Boolean)) throw new Error("the nodes make other blocks from the journal");
    });
  }

  /** Takes a raw transaction, resolves to its hash; throws the leader's RpcError if refused. */
  submit(raw) {
    return this.#exclusive(async () => {
      const hash = await this.#onLeader((leader) => leader.call("eth_sendRawTransaction", raw));
      this.#pool.set(hash, raw);
      await this.#onFollowers((node) => node.call("eth_sendRawTransaction", raw));
      return hash;
    });
  }

  /** Forgets a transaction that is in no block yet, as a node does whose pool is full. */
  drop(hash) {
    return this.#exclusive(async () => {
      this.#pool.delete(hash);
      for (const node of this.#nodes.filter((candidate) => this.inStep(candidate)))
        await node.call("anvil_dropTransaction", hash).catch(() => this.#forget(node));
    });
  }

  /** Mines what is in the pool, now or at a chosen time; resolves to the new head. */
  mine(timestamp = 0) {
    return this.#exclusive(() => this.#mine(timestamp, PRODUCER));
  }

  /**
   * Replaces the newest `depth` blocks by others at the same times, without the transactions in
   * `omit` (hashes), which are forgotten, and adds `extra` blocks, so that the new branch is the
   * longer one.
   */
  reorg({ depth, omit = [], extra = 1 }) {
    return this.#exclusive(async () => {
      if (!(depth >= 1 && depth <= Math.min(MAX_REORG, this.#chain.length - 1)))
        throw new Error(`a reorganisation of ${depth} blocks is not possible`);
      const left = new Set(omit.map((hash) => hash.toLowerCase()));
      const keep = ([hash]) => !left.has(hash);
      const waiting = [...this.#pool].filter(keep);
      const dropped = this.#chain.slice(-depth);

      await this.#rollback(depth);
      for (const block of dropped) {
        await this.#refill(withHashes(block.transactions).filter(keep));
        await this.#mine(block.timestamp, FORK_PRODUCER);
      }
      await this.#refill(waiting);
      for (let i = 0; i < extra; i++) await this.#mine(0, FORK_PRODUCER);
      return this.head;
    });
  }

  /** Runs `operation` while no node is in the middle of anything. */
  quiesce(operation) {
    return this.#exclusive(async () => operation());
  }

  /** Lets a node that was frozen execute what it missed. */
  rejoin(node) {
    return this.#exclusive(() => this.#follow(node));
  }

  /** Lets every node that answers again catch up. Those that do not are not waited for. */
  async rejoinAll() {
    for (const node of this.#nodes) {
      if (!node.running || node.frozen || this.inStep(node)) continue;
      const answers = await node.call("eth_blockNumber").then(
        () => true,
        () => false,
      );
      if (answers) await this.rejoin(node);
    }
  }

  /** Starts a node's process, anew if it runs, and lets it execute the whole journal. */
  restart(node) {
    return this.#exclusive(() => this.#rebuild(node));
  }

  #exclusive(operation) {
    const result = this.#tail.then(operation);
    this.#tail = result.catch(() => {});
    return result;
  }

  // Runs on the first node in step that answers; one that does not is no longer in step.
  async #onLeader(operation) {
    for (;;) {
      const { leader } = this;
      try {
        return await operation(leader);
      } catch (error) {
        if (error instanceof RpcError) throw error;
        this.#forget(leader);
      }
    }
  }

  async #onFollowers(operation) {
    const followers = this.#nodes.filter((node) => this.inStep(node)).slice(1);
    await Promise.all(followers.map((node) => operation(node).catch(() => this.#forget(node))));
  }

  // Whatever this node was doing, it may have done it or not.
  #forget(node) {
    this.#position.set(node, UNKNOWN);
  }

  // The time of the next block. Several blocks share a timestamp where they come faster.
  #nextTime(asked) {
    const { timestamp } = this.head;
    if (!this.apartMs) return Math.max(asked || this.#clock.now(), timestamp + 1);
    if (asked) return Math.max(asked, timestamp);
    const head = Math.floor(this.#headMs / 1000) === timestamp ? this.#headMs : timestamp * 1000;
    this.#clock.reach(head + this.apartMs);
    this.#headMs = Math.max(this.#clock.nowMs(), head + this.apartMs);
    return Math.floor(this.#headMs / 1000);
  }

  async #mine(timestamp, producer) {
    const time = this.#nextTime(timestamp);
    const { leader, block } = await this.#onLeader(async (node) => {
      const mined = await this.#mineOn(node, time, producer);
      // Otherwise somebody wrote to this node past the sequencer, and another one must lead.
      if (
        mined.parentHash !== this.head.hash ||
        !mined.transactions.every((hash) => this.#pool.has(hash))
      )
        throw new Error("the leading node has gone its own way");
      return { leader: node, block: mined };
    });
    const transactions = block.transactions.map((hash) => this.#pool.get(hash));
    for (const hash of block.transactions) this.#pool.delete(hash);
    const number = Number(block.number);
    const entry = {
      kind: "mine",
      timestamp: time,
      producer,
      transactions,
      number,
      hash: block.hash,
    };
    this.#chain.push(entry);
    await this.#append(entry, leader);
    return this.head;
  }

  async #rollback(depth) {
    this.#chain.splice(-depth);
    this.#pool.clear();
    await this.#append({ kind: "rollback", depth });
  }

  // A transaction that cannot follow the others any more is dropped.
  async #refill(transactions) {
    for (const [hash, raw] of transactions) {
      try {
        await this.#onLeader((leader) => leader.call("eth_sendRawTransaction", raw));
      } catch (error) {
        if (error instanceof RpcError) continue;
        throw error;
      }
      this.#pool.set(hash, raw);
      await this.#onFollowers((node) => node.call("eth_sendRawTransaction", raw));
    }
  }

  // `done` has executed the operation before it was written down.
  async #append(entry, done = null) {
    const inStep = this.#nodes.filter((node) => this.inStep(node));
    this.#journal.push(entry);
    if (done) this.#position.set(done, this.#journal.length);
    await Promise.all(inStep.filter((node) => node !== done).map((node) => this.#follow(node)));
  }

  async #follow(node) {
    if (!node.running || node.frozen) return;
    const position = this.#position.get(node);
    try {
      if (position !== UNKNOWN && (await this.#execute(node, position))) return;
    } catch (error) {
      if (!(error instanceof RpcError)) {
        this.#forget(node);
        return;
      }
    }
    // A node that cannot be brought back must not hold up the others.
    await this.#rebuild(node).catch((error) => console.error(`devnet: ${error.message}`));
  }

  async #rebuild(node) {
    this.#forget(node);
    await node.stop();
    await node.start();
    this.#producer.set(node, PRODUCER);
    if (!(await this.#execute(node, 0)))
      throw new Error(`the node on port ${node.port} makes other blocks from the same journal`);
    for (const raw of this.#pool.values())
      await node.call("eth_sendRawTransaction", raw).catch(() => {});
  }

  // Resolves to false if the node's block is another than the journal's.
  async #execute(node, from) {
    for (let i = from; i < this.#journal.length; i++) {
      const entry = this.#journal[i];
      if (entry.kind === "rollback") {
        await node.call("anvil_dropAllTransactions");
        await node.call("anvil_rollback", entry.depth);
      } else {
        for (const raw of entry.transactions)
          await node.call("eth_sendRawTransaction", raw).catch(unlessKnown);
        const { hash } = await this.#mineOn(node, entry.timestamp, entry.producer);
        if (hash !== entry.hash) return false;
      }
      this.#position.set(node, i + 1);
    }
    return true;
  }

  async #mineOn(node, timestamp, producer) {
    if (this.#producer.get(node) !== producer) {
      await node.call("anvil_setCoinbase", producer);
      this.#producer.set(node, producer);
    }
    await node.call("evm_mine", { timestamp });
    return node.call("eth_getBlockByNumber", "latest", false);
  }
}

function withHashes(transactions) {
  return transactions.map((raw) => [Transaction.from(raw).hash, raw]);
}

// A follower has most transactions in its pool before their block.
function unlessKnown(error) {
  if (!(error instanceof RpcError) || !/already (known|imported)/i.test(error.message)) throw error;
}
