// A contributor whose nodes are not anvil: byline's replies, and whether their figures are right.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020.js").default;
const SCHEMAS = new URL("../../docs/schemas/cli/", import.meta.url);
const BYLINE = process.env.BYLINE ?? "./byline";

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
for (const name of readdirSync(SCHEMAS))
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, SCHEMAS), "utf8")));

/** Runs byline as `account` on the network of `profile`, at the time `clock` (unix seconds). */
class Contributor {
  #home = mkdtempSync(join(tmpdir(), "second-"));
  #clock;

  constructor({ profile, clock }) {
    this.#clock = clock;
    mkdirSync(join(this.#home, "networks"));
    writeFileSync(join(this.#home, "networks", `${profile.name}.json`), JSON.stringify(profile));
    writeFileSync(join(this.#home, "config.ini"), `network = ${profile.name}\n`);
  }

  /** The reply to a command, which is valid by the schema of its name. */
  byline(...words) {
    const env = { ...process.env, TZ: "UTC", LANG: "C.UTF-8", BYLINE_CLOCK: String(this.#clock) };
    const args = ["--config-dir", this.#home, "--json", ...words];
    return new Promise((resolve, reject) => {
      execFile(BYLINE, args, { env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
        if (error) return reject(new Error(`byline ${words.join(" ")}: ${stderr}`));
        const reply = JSON.parse(stdout);
        const schema = words.slice(0, words[0] === "sync" ? 1 : 2).filter((w) => !/^0x/.test(w));
        if (!ajv.validate(`${schema.join("-")}.schema.json`, reply))
          return reject(new Error(`byline ${words.join(" ")}: ${ajv.errorsText()}`));
        resolve(reply);
      });
    });
  }

  end() {
    rmSync(this.#home, { recursive: true });
  }
}

const figure = ({ raw, trust }) => `${raw} ${trust}`;
const proven = (value) => `${value} proven`;

/**
 * Syncs and reads all that a contributor sees. @param expected what ethers reads of the same chain
 * at the same block. Calls `step(name, body)` for each thing to check.
 */
export async function checkReading({ profile, clock, expected }, step) {
  const contributor = new Contributor({ profile, clock });
  const read = (...words) => contributor.byline(...words);
  try {
    await read("account", "watch", expected.account);
    await step("a whole sync reads what there is, at the block that the nodes agree on", async () => {
      const { networks } = await read("sync");
      const [{ sync, block, block_trust: trust, agreement, header_flaw: flaw }] = networks;
      assert.deepEqual({ ...sync }, { state: "done", message: "" });
      assert.deepEqual({ block, trust, flaw }, { block: expected.block, trust: "agreed", flaw: null });
      assert.equal(agreement.agree, 3);
    });
    await step("balances and royalties are proven, and what ethers reads", async () => {
      const { coins, royalties } = await read("balance");
      assert.equal(figure(coins[0].balance), proven(expected.ether));
      const [r] = royalties;
      assert.equal(figure(r.wallet), proven(expected.wallet));
      assert.equal(figure(r.claimed), proven(expected.claimed));
      assert.equal(figure(r.cumulative), proven(expected.cumulative));
      assert.equal(figure(r.claimable), proven(BigInt(expected.cumulative) - BigInt(expected.claimed)));
    });
    await step("each attested dataset is found and proven", async () => {
      const { datasets } = await read("dataset", "list");
      const found = datasets.map(({ uid, attestation_trust: trust }) => `${uid} ${trust}`);
      assert.deepEqual(found.sort(), expected.datasets.map((uid) => `${uid} proven`).sort());
    });
    await step("payments are proven by receipts, and add up to what was claimed", async () => {
      const { received } = await read("claim", "status");
      const claims = received.filter(({ kind }) => kind === "claim");
      const sum = claims.reduce((all, { amount }) => all + BigInt(amount.raw), 0n);
      assert.equal(sum, BigInt(expected.claimed));
      assert.ok(claims.every(({ trust }) => trust === "proven"));
    });
    await step("scores of every settled epoch are there", async () => {
      const { scores } = await read("scores");
      assert.equal(new Set(scores.map(({ epoch }) => epoch)).size, expected.epochs);
    });
    await step("no node is in dispute", async () => {
      const { nodes, disputes } = await read("node", "list");
      assert.deepEqual(nodes.map(({ state }) => state), ["ok", "ok", "ok"]);
      assert.deepEqual(disputes, []);
    });
  } finally {
    contributor.end();
  }
}
