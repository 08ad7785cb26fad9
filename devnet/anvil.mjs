// One anvil process: a node of the network, or a scratch chain.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort } from "./ports.mjs";
import { processOf } from "./process.mjs";
import { call } from "./rpc.mjs";

// npm's wrapper scripts cannot be stopped and continued by signals; the platform's binaries can.
export const ANVIL = fileURLToPath(
  new URL("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil", import.meta.url),
);
export const CAST = fileURLToPath(
  new URL("node_modules/@foundry-rs/cast-linux-amd64/bin/cast", import.meta.url),
);

const START_MS = 10000;
const START_TRIES = 3;
// How many blocks a node can prove the state of. Without a limit anvil writes 1 MB a block to disk
// and never removes it (3000 blocks: 3.2 GB); in memory a state takes 350 KB.
const STATES = 256;
// Blocks come only when they are asked for, with transactions in the order of their arrival.
const FLAGS = [
  ...["--host", "127.0.0.1", "--silent", "--accounts", "1", "--balance", "0"],
  ...["--no-mining", "--order", "fifo", "--prune-history", String(STATES)],
];

export class Anvil {
  #child = null;

  /** @param args beyond those that every node has, such as --init. */
  constructor(args = []) {
    this.args = args;
    this.port = 0;
    this.frozen = false;
  }

  get pid() {
    return this.#child?.pid ?? 0;
  }

  get running() {
    return this.#child !== null;
  }

  /** Starts the process, on a free port the first time, and resolves when it answers. */
  async start() {
    for (let tries = START_TRIES; !this.port; tries--) {
      this.port = await freePort();
      try {
        return await this.#launch();
      } catch (error) {
        // Somebody else may have taken the port in between.
        await this.stop();
        this.port = 0;
        if (tries === 1) throw error;
      }
    }
    await this.#launch();
  }

  async #launch() {
    // The kernel ends anvil when this process dies, however it dies.
    const command = [ANVIL, "--port", String(this.port), ...FLAGS, ...this.args];
    const child = spawn("setpriv", ["--pdeathsig", "KILL", ...command], { stdio: "ignore" });
    this.#child = child;
    this.frozen = false;
    const gone = () => {
      if (this.#child === child) this.#child = null;
    };
    child.on("exit", gone).on("error", gone);
    await this.#answering(Date.now() + START_MS);
  }

  async #answering(deadline) {
    for (;;) {
      try {
        await call(this.port, "eth_chainId", [], 1000);
        return;
      } catch (error) {
        if (!this.running || Date.now() > deadline)
          throw new Error(`anvil did not start on port ${this.port}: ${error.message}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  /** Ends the process; it keeps nothing on disk, so what it knew is gone. */
  async stop() {
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    this.#child = null;
  }

  /** Stops the process where it is; it has stopped when this resolves. */
  async freeze() {
    this.frozen = true;
    const child = this.#child;
    child?.kill("SIGSTOP");
    while (child && (processOf(child.pid)?.state ?? "T") !== "T")
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  unfreeze() {
    this.frozen = false;
    this.#child?.kill("SIGCONT");
  }

  call(method, ...params) {
    return call(this.port, method, params);
  }
}
