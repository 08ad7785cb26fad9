// The nodes of one network: anvils in lockstep, a front end for each, and what can be done to them.

import { setTimeout as sleep } from "node:timers/promises";
import { Anvil } from "./anvil.mjs";
import { checkFault } from "./faults.mjs";
import { Front } from "./front.mjs";
import { Sequencer } from "./sequencer.mjs";

export const BLOCK_SECONDS = 2;

export class Nodes {
  #chainId;
  #operators;
  #anvils = new Map();
  #fronts = new Map();
  #ticking = null;
  #stopped = false;

  /**
   * @param genesisFile the first block of all; @param chainId its chain; @param operators of the
   * nodes, by their names
   */
  constructor({ clock, genesisFile, chainId, operators }) {
    this.clock = clock;
    this.genesisFile = genesisFile;
    this.#chainId = chainId;
    this.#operators = operators;
    /** Whether blocks come by themselves. */
    this.automatic = true;
  }

  /** Starts the anvils and their front ends. Blocks come when somebody mines, or after run(). */
  async start() {
    const args = ["--chain-id", String(this.#chainId), "--init", this.genesisFile];
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
      });
      await front.open();
      this.#fronts.set(name, front);
    }
  }

  /** From now on a block every two seconds, and nodes that come back catch up. */
  run() {
    this.#ticking = this.#tick();
  }

  async #tick() {
    while (!this.#stopped) {
      if (this.automatic) await this.sequencer.mine().catch(() => {});
      await this.sequencer.rejoinAll().catch((error) => console.error(`devnet: ${error.message}`));
      await sleep(BLOCK_SECONDS * 1000);
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

  /** The state of each node, and its newest block. */
  async describe() {
    return Promise.all(
      [...this.#anvils].map(async ([name, anvil]) => {
        const state = anvil.frozen ? "frozen" : anvil.running ? "running" : "stopped";
        const head =
          state === "running"
            ? await anvil.call("eth_getBlockByNumber", "latest", false).catch(() => null)
            : null;
        return {
          name,
          state,
          in_step: this.sequencer.inStep(anvil),
          pid: anvil.pid,
          faults: this.#fronts.get(name).faults,
          head: head && { number: String(Number(head.number)), hash: head.hash },
        };
      }),
    );
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
