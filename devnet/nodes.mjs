// The nodes of one network: anvils in lockstep, a front end for each, and what can be done to them.

import { setTimeout as sleep } from "node:timers/promises";
import { Anvil } from "./anvil.mjs";
import { checkFault } from "./faults.mjs";
import { Front } from "./front.mjs";
import { providerOf } from "./providers.mjs";
import { Sequencer } from "./sequencer.mjs";
import { Tally } from "./tally.mjs";

/** The time between two blocks of the past, and of the present unless it is set otherwise. */
export const BLOCK_SECONDS = 2;

export class Nodes {
  #chainId;
  #operators;
  #flags;
  #anvils = new Map();
  #fronts = new Map();
  #ticking = null;
  #stopped = false;
  #blockMs = BLOCK_SECONDS * 1000;

  /**
   * @param genesisFile the first block of all; @param chainId its chain; @param operators of the
   * nodes, by their names; @param flags of every anvil beside the usual ones
   */
  constructor({ clock, genesisFile, chainId, operators, flags = [] }) {
    this.clock = clock;
    this.tally = new Tally();
    this.genesisFile = genesisFile;
    this.#chainId = chainId;
    this.#operators = operators;
    this.#flags = flags;
    /** Whether blocks come by themselves. */
    this.automatic = true;
  }

  /** Starts the anvils and their front ends. Blocks come when somebody mines, or after run(). */
  async start() {
    const args = ["--chain-id", String(this.#chainId), "--init", this.genesisFile, ...this.#flags];
    for (const name of Object.keys(this.#operators)) this.#anvils.set(name, new Anvil(args));
    const anvils = [...this.#anvils.values()];
    await Promise.all(anvils.map((anvil) => anvil.start()));

    const first = await anvils[0].call("eth_getBlockByNumber", "0x0", false);
    const genesis = { number: 0, hash: first.hash, timestamp: Number(first.timestamp) };
    this.genesisHash = genesis.hash;
    this.sequencer = new Sequencer(anvils, this.clock, genesis);
    for (const [name, operator] of Object.entries(this.#operators)) {
      const front = new Front({
        name,
        operator,
        anvil: this.#anvils.get(name),
        sequencer: this.sequencer,
        tally: this.tally,
      });
      await front.open();
      this.#fronts.set(name, front);
    }
    this.setProvider(process.env.BYLINE_DEVNET_PROVIDER || "none");
  }

  /** From now on blocks come by themselves, and nodes that come back catch up. */
  run() {
    this.#ticking = this.#tick();
  }

  /**
   * From now on blocks come this far apart. Those that somebody mines by hand are as far apart in
   * the network's time, whose clock is moved forward for them.
   */
  setBlockTime(ms) {
    if (!(ms >= 1)) throw new Error(`blocks cannot come every ${ms} ms`);
    this.#blockMs = ms;
    this.sequencer.apartMs = ms;
  }

  async #tick() {
    while (!this.#stopped) {
      if (this.automatic) await this.sequencer.mine().catch(() => {});
      await this.sequencer.rejoinAll().catch((error) => console.error(`devnet: ${error.message}`));
      await sleep(this.#blockMs);
    }
  }

  async stop() {
    this.#stopped = true;
    await Promise.all([...this.#fronts.values()].map((front) => front.close()));
    await Promise.all([...this.#anvils.values()].map((anvil) => anvil.stop()));
  }

  get fronts() {
    return [...this.#fronts.values()];
  }

  /** The process behind a front end. */
  anvil(name) {
    return this.#node(name).anvil;
  }

  /** Ends a node's process; its port refuses connections. */
  async stopNode(name) {
    const { anvil, front } = this.#node(name);
    await front.close();
    await this.sequencer.quiesce(() => anvil.stop());
  }

  /** Starts a node's process, anew if it runs; it has every block again when this resolves. */
  async startNode(name) {
    const { anvil, front } = this.#node(name);
    await this.sequencer.restart(anvil);
    await front.open();
  }

  /** Stops a node's process by SIGSTOP: connections are taken and nothing is answered. */
  async freezeNode(name) {
    const { anvil } = this.#node(name);
    await this.sequencer.quiesce(() => anvil.freeze());
  }

  async continueNode(name) {
    const { anvil } = this.#node(name);
    anvil.unfreeze();
    await this.sequencer.rejoin(anvil);
  }

  /** Makes a node's front end lie or misbehave; an empty list makes it honest again. */
  setFaults(name, faults) {
    const { front } = this.#node(name);
    faults.forEach(checkFault);
    front.faults = faults;
  }

  /** Makes one front end, or all of them, behave like a provider's (providers.mjs). */
  setProvider(provider, name) {
    providerOf(provider);
    for (const front of this.#some(name)) front.limits.use(provider);
  }

  /** Moves what one front end, or each of them, shows as its newest block (head.mjs). */
  async moveHead(how, name) {
    for (const front of this.#some(name)) await front.head.move(how);
  }

  /** The state of each node, and its newest block. */
  async describe() {
    return Promise.all(
      [...this.#anvils].map(async ([name, anvil]) => {
        const state = anvil.frozen ? "frozen" : anvil.running ? "running" : "stopped";
        const head =
          state === "running"
            ? await anvil.call("eth_getBlockByNumber", "latest", false).catch(() => null)
            : null;
        const front = this.#fronts.get(name);
        return {
          name,
          state,
          in_step: this.sequencer.inStep(anvil),
          pid: anvil.pid,
          faults: front.faults,
          provider: front.limits.name,
          shows: String(front.head.number),
          head: head && { number: String(Number(head.number)), hash: head.hash },
        };
      }),
    );
  }

  #some(name) {
    return name === undefined ? this.fronts : [this.#node(name).front];
  }

  #node(name) {
    const anvil = this.#anvils.get(name);
    if (!anvil)
      throw new Error(
        `no such node: ${name}; there are ${Object.keys(this.#operators).join(", ")}`,
      );
    return { anvil, front: this.#fronts.get(name) };
  }
}
