// Acts leave by pictures of byline's real screen and come back by pictures of a device's:
// BYLINE=./byline node tests/ur/pictures.mjs TOOLS
//
// zbarimg and the npm packages that phones and devices use are the other side. A third of the frames
// is dropped each time. The folders are those that tests/kept has, so that no network is needed. The
// last line is "ur: N passed, N failed".
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { copyOf, PHRASE } from "../kept/kept.mjs";

const require = createRequire(import.meta.url);
const { URDecoder, UR, UREncoder } = require("@ngraveio/bc-ur");
const { ETHSignature, EthSignRequest } = require("@keystonehq/bc-ur-registry-eth");
const { ethers } = createRequire(new URL("../../devnet/package.json", import.meta.url))("ethers");

const BYLINE = path.resolve(process.env.BYLINE ?? "byline");
const TOOLS = path.resolve(process.argv[2]);
const copy = copyOf(new URL("../kept/0.1/", import.meta.url).pathname);
const papers = copy.path("papers");
const clock = fs.readFileSync(copy.path("clock"), "utf8").trim();
const SIZES = ["24x80", "40x120"];
let passed = 0;
let failed = 0;
let films = 0;

async function test(sentence, body) {
  if (![undefined, "", sentence].includes(process.env.TEST)) return;
  try {
    await body();
    passed++;
    console.log(`  ok    ${sentence}`);
  } catch (error) {
    failed++;
    console.log(`  FAIL  ${sentence}`);
    for (const line of (error.stack ?? String(error)).split("\n")) console.log(`        ${line}`);
  }
}

const environment = { ...process.env, BYLINE_CLOCK: clock, TZ: "UTC", LANG: "C.UTF-8" };
const words = (machine, rest) => ["--config-dir", copy.path(machine), "--offline", ...rest];

/** byline's end: {status, stdout, stderr}. */
function byline(machine, ...rest) {
  return spawnSync(BYLINE, words(machine, rest), { env: environment, encoding: "utf8" });
}

/** Ends well. */
function answer(machine, ...rest) {
  const { status, stdout, stderr } = byline(machine, ...rest);
  assert.equal(status, 0, stderr);
  return stdout;
}

/** Fails with a message that matches. */
function refused(pattern, machine, ...rest) {
  const { status, stderr } = byline(machine, ...rest);
  assert.notEqual(status, 0);
  assert.match(stderr, pattern);
}

/** Photographs of `count` frames in a row, in their order, of the terminal of that size. */
function photographs(size, count, machine, ...rest) {
  const out = copy.path(`film${++films}`);
  const film = [out, size, String(count), BYLINE, ...words(machine, rest)];
  const { status, stderr } = spawnSync(`${TOOLS}/film`, film, { env: environment, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return fs
    .readdirSync(path.dirname(out))
    .filter((name) => name.startsWith(`film${films}-`))
    .map((name) => [Number(name.match(/-(\d+)\.png$/)[1]), path.join(path.dirname(out), name)])
    .sort(([a], [b]) => a - b)
    .map(([, file]) => file);
}

/** Two of three, the last ones first: what a shaky hand gets. */
const dropped = (list) => list.filter((_, i) => i % 3 !== 0).reverse();

function zbarimg(file) {
  const { stdout } = spawnSync("zbarimg", ["--raw", "-q", file], { encoding: "utf8" });
  return stdout.trim();
}

/** The message that the packages make of pictures. */
function decoded(pictures) {
  const decoder = new URDecoder();
  for (const text of pictures.map(zbarimg)) if (text !== "" && !decoder.isComplete()) decoder.receivePart(text);
  assert.ok(decoder.isComplete() && decoder.isSuccess(), `${decoder.estimatedPercentComplete()} of the message`);
  return decoder.resultUR();
}

/** How many frames hold the message once in a window of that size, as byline says below the picture. */
function frames(size, machine, ...rest) {
  const [first] = photographs(size, 1, machine, ...rest);
  const count = zbarimg(first).match(/^UR:[A-Z-]+\/1-(\d+)\//);
  return count === null ? 1 : Number(count[1]);
}

/** Enough frames for two thirds of them to suffice. */
const enough = (count) => (count === 1 ? 1 : 2 * count + 12);

/** PNGs of the texts, as a device's screen would show them. */
function drawn(name, texts) {
  const out = copy.path(name);
  execFileSync(`${TOOLS}/draw`, [out], { input: texts.join("\n") + "\n" });
  return texts.map((_, i) => {
    execFileSync("rsvg-convert", ["-o", `${out}-${i + 1}.png`, `${out}-${i + 1}.svg`]);
    return `${out}-${i + 1}.png`;
  });
}

const claim = JSON.parse(fs.readFileSync(`${papers}/claim`, "utf8"));
const wallet = ethers.HDNodeWallet.fromPhrase(PHRASE, "", "m/44'/60'/0'/0/0");
assert.equal(wallet.address.toLowerCase(), claim.account);
const digest = ethers.keccak256(claim.transaction);

/** A device's answer, as the package encodes it. */
function deviceAnswer(request, { v = (parity) => parity, key = wallet, id, hash = digest } = {}) {
  const { r, s, yParity } = key.signingKey.sign(hash);
  const bytes = Buffer.concat([r, s].map((part) => Buffer.from(part.slice(2), "hex")).concat(Buffer.from([v(yParity)])));
  return new ETHSignature(bytes, id ?? request.getRequestId(), "Keystone").toUR();
}

const textOf = (ur, most = 1000) => new UREncoder(ur, most, 0, 10).nextPart().toUpperCase();

/** The request as the packages read it from byline's text. */
const asked = () => {
  const ur = URDecoder.decode(answer("online", "claim", "qr", `${papers}/claim`, "--text").trim());
  return [ur, EthSignRequest.fromCBOR(ur.cbor)];
};

for (const size of SIZES)
  await test(`a claim's request is read from a screen of ${size} with a third of the frames dropped`, () => {
    const of = ["claim", "qr", `${papers}/claim`, "--fps", "2", "--fingerprint", "f23f9fd2"];
    const count = frames(size, "online", ...of);
    const pictures = photographs(size, enough(count), "online", ...of);
    const ur = decoded(count === 1 ? pictures : dropped(pictures));
    assert.equal(ur.type, "eth-sign-request");
    const request = EthSignRequest.fromCBOR(ur.cbor);
    assert.equal(`0x${request.getSignData().toString("hex")}`, claim.transaction);
    assert.equal(request.getDataType(), 4);
    assert.equal(request.getChainId(), Number(claim.chain_id));
    assert.equal(request.getDerivationPath(), "44'/60'/0'/0/0");
    assert.equal(request.getSourceFingerprint().toString("hex"), "f23f9fd2");
    assert.equal(`0x${request.getSignRequestAddress().toString("hex")}`, claim.account);
  });

for (const size of SIZES)
  await test(`a claim's file goes from byline to byline by a screen of ${size} with a third of the frames dropped`, () => {
    const of = ["claim", "qr", `${papers}/claim`, "--file", "--fps", "2"];
    const count = frames(size, "online", ...of);
    const pictures = dropped(photographs(size, enough(count), "online", ...of));
    const out = copy.path(`claim-${size}`);
    assert.equal(decoded(pictures).type, "bytes");
    answer("offline", "claim", "scan", ...pictures, "--out", out);
    assert.deepEqual(fs.readFileSync(out), fs.readFileSync(`${papers}/claim`));
    refused(/are there; bring more/, "offline", "claim", "scan", ...pictures.slice(0, 2), "--out", `${out}.part`);
    assert.ok(!fs.existsSync(`${out}.part`));
  });

await test("a device's answer by pictures becomes the signed claim that byline would have written", () => {
  const [, request] = asked();
  for (const [name, v] of Object.entries({ parity: (p) => p, electrum: (p) => 27 + p })) {
    const encoder = new UREncoder(deviceAnswer(request, { v }), 40, 0, 10);
    const texts = Array.from({ length: 9 }, () => encoder.nextPart().toUpperCase());
    const out = copy.path(`signed-${name}`);
    const pictures = dropped(drawn(`answer-${name}`, texts));
    answer("online", "claim", "scan", ...pictures, "--of", `${papers}/claim`, "--out", out);
    const signed = JSON.parse(fs.readFileSync(out, "utf8"));
    const tx = ethers.Transaction.from(signed.transaction);
    assert.equal(tx.from.toLowerCase(), claim.account);
    assert.equal(tx.unsignedSerialized, claim.transaction);
    assert.equal(signed.bundle, ethers.keccak256(fs.readFileSync(`${papers}/claim`)));
  }
});

await test("an answer of another key, to another request, over other bytes or out of range is refused and not written", () => {
  const [, request] = asked();
  const out = copy.path("never");
  const scan = (ur) => ["claim", "scan", "--text", textOf(ur), "--of", `${papers}/claim`, "--out", out];
  const other = ethers.HDNodeWallet.fromPhrase(PHRASE, "", "m/44'/60'/0'/0/1");
  refused(/another key/, "online", ...scan(deviceAnswer(request, { key: other })));
  refused(/another request/, "online", ...scan(deviceAnswer(request, { id: Buffer.alloc(16, 7) })));
  refused(/something else/, "online", ...scan(deviceAnswer(request, { hash: ethers.id("another") })));
  refused(/something else/, "online", ...scan(deviceAnswer(request, { v: (p) => 1 - p })));
  refused(/v is 5/, "online", ...scan(deviceAnswer(request, { v: () => 5 })));
  refused(/--of/, "online", "claim", "scan", "--text", textOf(deviceAnswer(request)), "--out", out);
  refused(/form of ERC-4527/, "online", ...scan(new UR(Buffer.from("a0", "hex"), "eth-signature")));
  assert.ok(!fs.existsSync(out));
});

await test("codes that carry neither an act nor an answer are refused", () => {
  const out = copy.path("never");
  const of = (text) => ["claim", "scan", "--text", text, "--out", out];
  refused(/crypto-psbt/, "online", ...of(textOf(new UR(Buffer.from("4101", "hex"), "crypto-psbt"))));
  refused(/carry no file/, "online", ...of(textOf(new UR(Buffer.from("01", "hex"), "bytes"))));
  refused(/carry no file/, "online", ...of(textOf(new UR(Buffer.from("410100", "hex"), "bytes"))));
  refused(/neither a claim/, "online", ...of(textOf(UR.fromBuffer(Buffer.from("{\"format\":\"other\"}")))));
  refused(/no frame/, "online", ...of("https://example.org"));
  refused(/letter of a frame/, "online", ...of("UR:BYTES/AEADAOLAZMJENDEOTO"));
  const [picture] = drawn("other", ["HTTPS://EXAMPLE.ORG"]);
  refused(/no code of a claim/, "online", "claim", "scan", picture, "--out", out);
  refused(/no PNG/, "online", "claim", "scan", `${papers}/claim`, "--out", out);
  refused(/No such file/, "online", "claim", "scan", copy.path("nothing.png"), "--out", out);
  fs.writeFileSync(copy.path("cut.png"), fs.readFileSync(picture).subarray(0, 20));
  refused(/cannot read the picture .*cut.png/, "online", "claim", "scan", copy.path("cut.png"), "--out", out);
  assert.ok(!fs.existsSync(out));
});

await test("without a terminal, in ASCII and in too small a window the pictures are refused with a way out", () => {
  refused(/--text/, "online", "claim", "qr", `${papers}/claim`);
  const film = (size, ...rest) =>
    spawnSync(`${TOOLS}/film`, [copy.path("small"), size, "1", BYLINE, ...words("online", ["claim", "qr", `${papers}/claim`, ...rest])], {
      env: environment,
      encoding: "utf8",
    });
  const refusal = (...of) => film(...of).stderr.replaceAll("\n", "");
  assert.match(refusal("10x40"), /does not fit into 40x10/);
  assert.match(refusal("24x80", "--ascii"), /--text/);
  assert.match(refusal("24x80", "--size", "300"), /does not fit/);
});

await test("without zbarimg the message names its package", () => {
  const [picture] = drawn("absent", ["UR:BYTES/MTSBJTTAZT"]);
  const scan = words("online", ["claim", "scan", picture, "--out", copy.path("never")]);
  const { status, stderr } = spawnSync(BYLINE, scan, { env: { ...environment, PATH: "/nowhere" }, encoding: "utf8" });
  assert.notEqual(status, 0);
  assert.match(stderr, /package zbar-tools/);
});

await test("what is signed is taken in where it was prepared, and kept for that machine elsewhere", () => {
  const text = answer("offline", "claim", "qr", `${papers}/claim.signed`, "--text").trim();
  const scan = (machine, out) => JSON.parse(answer(machine, "claim", "scan", "--text", text, "--out", copy.path(out), "--json"));
  assert.equal(scan("online", "came-back").taken_in, true);
  assert.equal(scan("offline", "passed-on").taken_in, false);
  refused(/exists and is not overwritten/, "online", "claim", "scan", "--text", text, "--out", copy.path("came-back"));
});

await test("a device signs another act than a claim once an earlier one is confirmed, and it can be sent", () => {
  const back = answer("offline", "claim", "qr", `${papers}/claim.signed`, "--text").trim();
  answer("online", "claim", "scan", "--text", back, "--out", copy.path("came-back-first"));
  const draft = JSON.parse(fs.readFileSync(`${papers}/draft`, "utf8"));
  const earlier = ethers.keccak256(JSON.parse(fs.readFileSync(`${papers}/claim.signed`, "utf8")).transaction);
  const qr = ["tx", "qr", `${papers}/draft`, "--text"];
  refused(new RegExp(`is signed and not sent: .*${earlier}`), "online", ...qr);
  refused(/not what is asked for/, "online", ...qr, "--confirm", "SEND");
  const ur = URDecoder.decode(answer("online", ...qr, "--confirm", earlier.slice(-4)).trim());
  const request = EthSignRequest.fromCBOR(ur.cbor);
  assert.equal(`0x${request.getSignData().toString("hex")}`, draft.transaction);
  const text = textOf(deviceAnswer(request, { hash: ethers.keccak256(draft.transaction) }));
  const out = copy.path("draft.signed");
  const of = ["tx", "scan", "--text", text, "--of", `${papers}/draft`, "--out", out, "--json"];
  assert.equal(JSON.parse(answer("online", ...of)).taken_in, true);
  const { hash } = ethers.Transaction.from(JSON.parse(fs.readFileSync(out, "utf8")).transaction);
  assert.match(answer("online", "tx", "list"), new RegExp(`signed .*${hash}`));
});

await test("another act's file goes and comes back, too", () => {
  const text = answer("online", "tx", "qr", `${papers}/payment`, "--file", "--text").trim();
  answer("offline", "tx", "scan", "--text", text, "--out", copy.path("payment.again"));
  assert.deepEqual(fs.readFileSync(copy.path("payment.again")), fs.readFileSync(`${papers}/payment`));
  refused(/byline tx qr/, "online", "claim", "qr", `${papers}/payment`, "--text");
});

copy.end();
console.log(`ur: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
