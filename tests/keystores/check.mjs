// Keystores that byline writes open in ethers and cast, and theirs in byline: new keys each time, and
// passphrases of ASCII and of other letters.
// Addresses below random extended public keys are those of ethers.
// usage: node check.mjs PEER   the program tests/keystores/peer
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CAST } from "../../devnet/anvil.mjs";
import { summed } from "../second/steps.mjs";

const { ethers } = createRequire(new URL("../../devnet/package.json", import.meta.url))("ethers");
const peer = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), "keystores-"));
const scrypt = { N: 8192, r: 8, p: 1 };

// A key with zeros in front is the one that writers get wrong.
const KEYS = [
  `0x${randomBytes(32).toString("hex")}`,
  `0x0000${randomBytes(30).toString("hex")}`,
];
const NAMES = ["a passphrase of ASCII", "other letters, and a key with zeros in front"];
const PASSPHRASES = ["correct horse battery staple", "Zürich 東京 Ελλάδα"];

function run(verb, passphrase, text) {
  const line = Buffer.from(passphrase).toString("hex");
  const got = spawnSync(peer, [verb], { input: `${line}\n${text}`, encoding: "utf8" });
  assert.equal(got.status, 0, got.stderr);
  return got.stdout;
}

function cast(passphrase, ...args) {
  const env = { ...process.env, CAST_UNSAFE_PASSWORD: passphrase, HOME: folder };
  return execFileSync(CAST, ["wallet", ...args, "--keystore-dir", folder], { env, encoding: "utf8" });
}

const good = await summed("keystores", async (step) => {
  for (const [i, key] of KEYS.entries()) {
    const passphrase = PASSPHRASES[i];
    const file = run("write", passphrase, key);
    await step(`ethers opens what byline wrote: ${NAMES[i]}`, () => {
      const wallet = ethers.Wallet.fromEncryptedJsonSync(file, passphrase);
      assert.equal(wallet.privateKey, key);
    });
    await step(`cast opens what byline wrote: ${NAMES[i]}`, () => {
      writeFileSync(join(folder, "ours"), file);
      const said = cast(passphrase, "decrypt-keystore", "ours");
      assert.equal(/0x[0-9a-f]{64}/.exec(said)?.[0], key);
    });
    await step(`byline opens what ethers wrote: ${NAMES[i]}`, () => {
      const account = { address: ethers.computeAddress(key), privateKey: key };
      const theirs = ethers.encryptKeystoreJsonSync(account, passphrase, { scrypt });
      assert.equal(run("read", passphrase, theirs), key);
    });
    await step(`byline opens what cast wrote: ${NAMES[i]}`, () => {
      cast(passphrase, "import", `theirs-${i}`, "--private-key", key);
      assert.equal(run("read", passphrase, readFileSync(join(folder, `theirs-${i}`), "utf8")), key);
    });
  }
  await step("the example of docs/formats.md opens in ethers and in byline", () => {
    const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
    const [, file, passphrase, key] =
      /^## Keystore.*?^```json\n(.*?)^```.*?example is `(\w+)`, its key `(\w+)`/ms.exec(text);
    assert.equal(ethers.Wallet.fromEncryptedJsonSync(file, passphrase).privateKey, key);
    assert.equal(run("read", passphrase, file), key);
  });
  await step("accounts of 20 random extended public keys are those of ethers", () => {
    for (let i = 0; i < 20; i++) {
      const account = `m/44'/60'/${randomBytes(4).readUInt32BE() >>> 1}'`;
      const path = i % 2 ? account : `${account}/${i}`;
      const node = ethers.HDNodeWallet.fromSeed(randomBytes(64)).derivePath(path).neuter();
      const said = run("watch", "none", node.extendedKey).trim().split("\n");
      const below = Array.from({ length: 20 }, (_, k) => (i % 2 ? `0/${k}` : `${k}`));
      assert.deepEqual(said, below.map((child) => `${child} ${node.derivePath(child).address}`));
    }
  });
  await step("ethers does not open it with another passphrase", () => {
    const file = run("write", PASSPHRASES[0], KEYS[0]);
    assert.throws(
      () => ethers.Wallet.fromEncryptedJsonSync(file, PASSPHRASES[1]),
      /incorrect password/,
    );
  });
});
rmSync(folder, { recursive: true });
process.exitCode = good ? 0 : 1;
