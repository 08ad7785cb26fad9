// One running devnet per state folder: who it is, whether it lives, how to end it.
//
//	DIR/pid           "PID START-TIME" of the process that owns the folder
//	DIR/devnet.json   there when the network is ready, gone when it is not
//	DIR/log           output of a network in the background

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { processOf } from "./process.mjs";

const DEFAULT = fileURLToPath(new URL("../build/devnet", import.meta.url));
const END_MS = 10_000;
const POLL_MS = 50;

export class Instance {
  constructor() {
    this.directory = path.resolve(process.env.BYLINE_DEVNET_DIR ?? DEFAULT);
  }

  get log() {
    return path.join(this.directory, "log");
  }

  get #pidFile() {
    return path.join(this.directory, "pid");
  }

  get #file() {
    return path.join(this.directory, "devnet.json");
  }

  /** The pid of the process that owns the folder, 0 if there is none. */
  get owner() {
    const [pid, started] = (readIfThere(this.#pidFile) ?? "").split(" ");
    return pid && startTime(pid) === started ? Number(pid) : 0;
  }

  /** The content of devnet.json, or null if the network is not ready. */
  get ready() {
    const text = this.owner && readIfThere(this.#file);
    return text ? JSON.parse(text) : null;
  }

  /** Takes the folder for this process; false if another has it. */
  claim() {
    mkdirSync(this.directory, { recursive: true });
    const own = `${this.#pidFile}.${process.pid}`;
    writeFileSync(own, `${process.pid} ${startTime(process.pid)}`);
    try {
      while (!linked(own, this.#pidFile)) {
        if (this.owner) return false;
        rmSync(this.#pidFile, { force: true });
      }
    } finally {
      rmSync(own);
    }
    rmSync(this.#file, { force: true });
    return true;
  }

  /** Says that the network is ready. */
  publish(description) {
    const temporary = `${this.#file}.new`;
    writeFileSync(temporary, `${JSON.stringify(description, null, 2)}\n`);
    renameSync(temporary, this.#file);
  }

  release() {
    rmSync(this.#file, { force: true });
    rmSync(this.#pidFile, { force: true });
  }

  /** Ends the owner, first politely; resolves to false if there was none. */
  async end() {
    const pid = this.owner;
    if (!pid) return false;
    // The owner gives its files up before it has ended.
    const began = startTime(pid);
    for (const [signal, patience] of [
      ["SIGTERM", END_MS],
      ["SIGKILL", END_MS],
    ]) {
      if (startTime(pid) !== began) break;
      kill(pid, signal);
      for (const deadline = Date.now() + patience; Date.now() < deadline && startTime(pid) === began;)
        await sleep(POLL_MS);
    }
    this.release();
    return true;
  }
}

// A link appears with its whole content, so nobody reads half a pid.
function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

// A pid alone may belong to another process by now.
const startTime = (pid) => processOf(pid)?.began;

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // The process has ended in between.
  }
}
