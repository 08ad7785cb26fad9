// A copy of the kept folder in a temporary one, and byline on it.
//
// The copy gets what git does not keep: the modes of private files, the times of the records. Where
// 0.1 names the records by their whole path, the copy is named instead; nothing else is touched.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

export const KEPT = fileURLToPath(new URL("0.1/", import.meta.url));
export const PASSPHRASE = "kept since zero point one";
export const PHRASE = "test test test test test test test test test test test junk";
/** Where 0.1 had the folder. */
export const HOME = "/tmp/byline-0.1";
const BYLINE = path.resolve(process.env.BYLINE ?? "byline");
const TYPIST = path.resolve(process.env.TYPIST ?? "build/tests/harness/typist");

// Where SQLite keeps user_version in a database: 4 bytes, the most significant first.
const SCHEMA_AT = 60;

// A command takes a second or two, several under sanitizers on a busy machine.
const TIMEOUT_MS = 120_000;

/** Ends with {code, out, err}. */
function run(command, words, { env, passphrase }) {
  return new Promise((resolve, reject) => {
    const stdio = ["ignore", "pipe", "pipe", "pipe"];
    const ran = spawn(command, words, { env, stdio, timeout: TIMEOUT_MS });
    const said = { out: "", err: "" };
    ran.on("error", reject);
    ran.on("close", (code) => resolve({ code, ...said }));
    ran.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
    ran.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
    // Most commands do not read it.
    ran.stdio[3].on("error", () => {});
    ran.stdio[3].end(`${passphrase}\n`);
  });
}

// 0.1 took from --confirm what is typed to sign; now it is typed, at a terminal.
const CONSENTS = ["SIGN", "SEND"];

/** The program that runs a command, and the command's words. */
function atTerminal(words) {
  const at = words.indexOf("--confirm");
  const consent = words[at + 1];
  if (at < 0 || !CONSENTS.includes(consent)) return ["setsid", ["-w", BYLINE, ...words]];
  return [TYPIST, ["-s", consent, BYLINE, ...words.slice(0, at), ...words.slice(at + 2)]];
}

class Machine {
  #folder;
  #clock;

  constructor(folder, clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  #environment(later) {
    const clock = String(this.#clock + later);
    return { ...process.env, BYLINE_CLOCK: clock, TZ: "UTC", LANG: "C.UTF-8" };
  }

  #words(words) {
    return ["--config-dir", this.#folder, "--passphrase-fd", "3", ...words];
  }

  /**
   * Runs byline with --json: {reply, code}; with what is typed at a terminal where the words confirm
   * a signature, and otherwise without a terminal. `later`: seconds after 0.1 wrote last; `reaches`:
   * byline may use the network.
   */
  async ask(words, { passphrase = PASSPHRASE, later = 0, reaches = false } = {}) {
    const all = this.#words(["--json", ...(reaches ? [] : ["--offline"]), ...words]);
    const env = this.#environment(later);
    const { code, out, err } = await run(...atTerminal(all), { env, passphrase });
    assert.ok(out !== "", `byline ${words.join(" ")}: ${code}: ${err}`);
    return { reply: JSON.parse(out), code };
  }

  /** What a command prints with --plain: {out, err, code}. */
  async plain(words) {
    const all = this.#words(["--plain", "--offline", ...words]);
    return run(...atTerminal(all), { env: this.#environment(0), passphrase: PASSPHRASE });
  }

  /** The reply of a command that must end well. */
  async answer(words) {
    const { reply, code } = await this.ask(words);
    assert.equal(code, 0, `byline ${words.join(" ")}: ${code}: ${reply.error?.message}`);
    return reply;
  }

  /** What a command shows on a terminal of its own, and nowhere else. */
  async onTerminal(words) {
    const shown = path.join(this.#folder, "shown");
    const typist = ["-o", shown, BYLINE, ...this.#words(["--offline", ...words])];
    const env = this.#environment(0);
    const { code, out, err } = await run(TYPIST, typist, { env, passphrase: PASSPHRASE });
    assert.equal(code, 0, out + err);
    return { shown: fs.readFileSync(shown, "utf8"), out };
  }
}

function everyFile(folder, visit) {
  fs.chmodSync(folder, 0o700);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      everyFile(file, visit);
      continue;
    }
    fs.chmodSync(file, 0o600);
    visit(file);
  }
}

/** A copy of `kept` in a new folder, which end() removes. */
export function copyOf(kept) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "byline-kept-"));
  const at = (name) => path.join(folder, name);
  const cache = (machine) => at(`${machine}/state/cache.db`);

  fs.cpSync(kept, folder, { recursive: true });
  everyFile(folder, (file) => {
    if (file.endsWith("/cache.db.gz"))
      fs.writeFileSync(file.slice(0, -3), gunzipSync(fs.readFileSync(file)), { mode: 0o600 });
    if (!file.endsWith("/source.json")) return;
    const moved = fs.readFileSync(file, "utf8").replace(HOME, folder);
    const { path: records, mtime_ns: modified } = JSON.parse(moved);
    const seconds = Number(BigInt(modified) / 1_000_000_000n);
    fs.writeFileSync(file, moved);
    if (fs.statSync(records).isDirectory())
      everyFile(records, (record) => fs.utimesSync(record, seconds, seconds));
    else fs.utimesSync(records, seconds, seconds);
  });

  const clock = Number(fs.readFileSync(at("clock"), "utf8"));
  const machine = (name) => new Machine(at(name), clock);
  return {
    // Asks a machine; {papers} is the folder of that name.
    ask: (name) => (words) =>
      machine(name).ask(words.map((word) => word.replace("{papers}", at("papers")))),
    online: machine("online"),
    offline: machine("offline"),
    machine,
    path: at,
    read: (name) => fs.readFileSync(at(name), "utf8"),
    bytes: (name) => fs.readFileSync(at(name)),
    write: (name, text) => fs.writeFileSync(at(name), text, { mode: 0o600 }),
    remove: (name) => fs.rmSync(at(name)),
    schema: (name) => fs.readFileSync(cache(name)).readUInt32BE(SCHEMA_AT),
    keptSchema: (name) =>
      gunzipSync(fs.readFileSync(`${cache(name)}.gz`)).readUInt32BE(SCHEMA_AT),
    setSchema: (name, version) => {
      const bytes = fs.readFileSync(cache(name));
      bytes.writeUInt32BE(version, SCHEMA_AT);
      fs.writeFileSync(cache(name), bytes);
    },
    end: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
