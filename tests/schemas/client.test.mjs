// byline's client against the schemas of the datanet's interface (docs/schemas/datanet): it takes
// what they allow, and refuses what they forbid, each breach made from the schema itself.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { breachesOf, examples, faultOf, faultOfReply } from "./schemas.mjs";

const DIR = process.env.SCHEMA_DIR ?? path.resolve("build/tests/schemas");

// Wrong, and no schema of one reply can say so: who is asked, what it says elsewhere, what it folds
// to. By the words of byline's message.
const MEANING = [
  "is not the one in the network profile",
  "is not a payer that the network profile pins",
  /"chain_id" is \d+, but the network is chain \d+/,
  'the intake "id" is not the hash of its "key"',
  "does not fold to the root that it names",
  "than was asked for",
  '"fees" do not add up',
  "do not ascend",
  "does not ascend",
  '"next" is not the last item\'s number',
  '"proof" does not have the length that its place in the tree gives it',
  '"index" is not below "leaf_count"',
];
const SHAPE = ["ERR_PARSE", "ERR_LIMIT", "ERR_RANGE", "ERR_VERSION"];

const saidOf = (words, message) =>
  typeof words === "string" ? message.includes(words) : words.test(message);

// The replies that tests/unit/client_datanet.c feeds to the client, and what became of them.
function witnessed() {
  const dir = mkdtempSync(path.join(tmpdir(), "replies-"));
  const REPLIES = path.join(dir, "replies");
  try {
    const env = { ...process.env, REPLIES };
    const { status, stderr } = spawnSync(path.join(DIR, "witness"), { env, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const lines = readFileSync(REPLIES, "utf8").trimEnd().split("\n");
    return lines.map((line) => {
      const { reply, ...rest } = JSON.parse(line);
      return { ...rest, text: Buffer.from(reply.slice(2), "hex").toString() };
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const EXAMPLES = Object.fromEntries(examples().map((example) => [example.name, example]));

// What byline asked when it gets such a reply: from the reference's own request.
function questionOf(name, value) {
  const { request = "" } = EXAMPLES[name] ?? {};
  const { pathname, searchParams } = new URL(request, "http://datanet");
  const [, what, who] = pathname.split("/").slice(1);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return {
    kind: name === "document-line" ? "document" : name,
    reply: name === "document-line" ? `${text}\n` : text,
    after: searchParams.get("after") ?? "0",
    ...(what === "accounts" && { account: who }),
    ...(what === "datasets" && { dataset: who }),
  };
}

/** What byline's client makes of replies: [{status, said}]. */
function judge(questions) {
  const pins = { kind: "datanet", reply: EXAMPLES.datanet.text };
  const input = [pins, ...questions].map((question) => `${JSON.stringify(question)}\n`).join("");
  const { status, stdout, stderr } = spawnSync(path.join(DIR, "judge"), {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  assert.equal(status, 0, stderr);
  const answers = stdout.trimEnd().split("\n").slice(1);
  assert.equal(answers.length, questions.length);
  return answers.map((line) => {
    const [, code, said] = /^(\S+) ?(.*)$/.exec(line);
    return { status: code, said };
  });
}

const REPLIES = witnessed();
const TAKEN = REPLIES.filter(({ status }) => status === "STATUS_OK");
const REFUSED = REPLIES.filter(({ status }) => status !== "STATUS_OK");

test(`the ${TAKEN.length} replies that the client's own tests have accepted are valid`, () => {
  const kinds = new Set(TAKEN.map(({ kind }) => kind));
  for (const kind of ["datanet", "claim", "statements", "attributions", "document", "dataset"])
    assert.ok(kinds.has(kind), `no accepted ${kind}`);
  for (const { kind, text } of TAKEN)
    assert.equal(faultOfReply(kind, text), null, `${kind} ${text}`);
});

test(`the ${REFUSED.length} that they have refused are invalid or wrong in meaning`, () => {
  const unused = new Set(MEANING);
  for (const { kind, status, said, text } of REFUSED) {
    if (faultOfReply(kind, text)) continue;
    const words = MEANING.find((candidate) => saidOf(candidate, said));
    assert.ok(words, `valid, and yet ${kind} ${status} "${said}": ${text}`);
    unused.delete(words);
  }
  assert.deepEqual([...unused], []);
});

test("the examples of the reference are read", () => {
  const names = Object.keys(EXAMPLES).filter((name) => name !== "problem");
  const questions = names.map((name) => questionOf(name, EXAMPLES[name].text));
  judge(questions).forEach(({ status, said }, i) =>
    assert.equal(status, "STATUS_OK", `${names[i]}: ${said}`),
  );
});

// A valid reply of each kind, as a value; lists have what a page may hold.
const VALID = {
  datanet: [JSON.parse(EXAMPLES.datanet.text)],
  claim: [JSON.parse(EXAMPLES.claim.text)],
  statements: [JSON.parse(EXAMPLES.statements.text)],
  attributions: [JSON.parse(EXAMPLES.attributions.text)],
  models: [JSON.parse(EXAMPLES.models.text)],
  manifest: [JSON.parse(EXAMPLES.manifest.text)],
  "document-line": [JSON.parse(EXAMPLES["document-line"].text.split("\n")[0])],
  dataset: [
    JSON.parse(EXAMPLES.dataset.text),
    { ...JSON.parse(EXAMPLES.dataset.text), status: "rejected", reason: "the root differs" },
  ],
};

for (const [name, values] of Object.entries(VALID)) {
  const breaches = values.flatMap((value) => breachesOf(name, value));
  for (const rule of new Set(breaches.map((breach) => breach.rule))) {
    const broken = breaches.filter((breach) => breach.rule === rule);
    test(`${name}: ${rule} broken in ${broken.length} ways is refused`, () => {
      judge(broken.map(({ value }) => questionOf(name, value))).forEach(({ status, said }, i) =>
        assert.ok(
          SHAPE.includes(status),
          `${broken[i].path}: ${status} ${said} ${JSON.stringify(broken[i].value)}`,
        ),
      );
    });
  }
}

test("a rejection without a reason, and a reason without a rejection, are refused", () => {
  const [accepted, rejected] = VALID.dataset;
  const { reason, ...silent } = rejected;
  const others = ["received", "accepted", "revoked"];
  const wrong = [silent, ...others.map((status) => ({ ...accepted, status, reason }))];
  wrong.forEach((value) => assert.ok(faultOf("dataset", value)));
  for (const { status } of judge(wrong.map((value) => questionOf("dataset", value))))
    assert.equal(status, "ERR_PARSE");
});

test("what the schemas allow at their limits is read", () => {
  const wide = "\u{1f4c8}".repeat(64);
  const u64 = String(2n ** 64n - 1n);
  const u256 = String(2n ** 256n - 1n);
  const { datanet, signature } = VALID.datanet[0];
  const [page] = VALID.attributions;
  const [item] = page.attributions;
  const last = { ...page, next: u64, more: true };
  const { epoch } = datanet;
  const told = (changes) => ({ datanet: { ...datanet, ...changes }, signature });
  const only = (changes) => ({ ...last, attributions: [{ ...item, seq: u64, ...changes }] });
  const [line] = VALID["document-line"];
  const [version] = VALID.models[0].models;
  const [manifest] = VALID.manifest;
  const [accepted, rejected] = VALID.dataset;
  const cases = [
    ["datanet", told({ name: wide, rule: wide })],
    ["datanet", told({ model: `0x${"00".repeat(32)}` })],
    ["datanet", told({ epoch: { ...epoch, latest: "0", length_seconds: u64 } })],
    ["datanet", told({ fees: { contributors: "10000", operator: "0" } })],
    ["attributions", { ...page, attributions: [], next: "0", more: false }],
    ["attributions", only({ epoch: u64, inference: wide })],
    ["attributions", only({ influence: `-${u256}`, fee: u256 })],
    ["statements", { ...VALID.statements[0], statements: [], next: "27", more: false }],
    ["models", { models: [], next: "1", more: false }],
    ["models", { models: [{ ...version, name: wide, version: u64 }], next: u64, more: true }],
    ["models", { models: [{ ...version, attestation: `0x${"00".repeat(32)}` }], next: "2", more: false }],
    ["manifest", { ...manifest, datasets: [{ ...manifest.datasets[0], records: u64 }] }],
    ["document-line", { ...line, inferences: u64, influence: u256, amount: u256 }],
    ["dataset", { ...accepted, status: "received", models: [] }],
    ["dataset", { ...rejected, reason: "\u{1f4c8}".repeat(500) }],
  ];
  cases.forEach(([name, value]) => assert.equal(faultOf(name, value), null));
  judge(cases.map(([name, value]) => questionOf(name, value))).forEach(({ status, said }, i) =>
    assert.equal(status, "STATUS_OK", `${cases[i][0]}: ${said} ${JSON.stringify(cases[i][1])}`),
  );
});

test("a problem is told in its words, and one that breaks its schema is still an error", () => {
  const codes = {
    "bad-request": [400, "ERR_REMOTE"],
    "bad-signature": [401, "ERR_REFUSED"],
    "not-found": [404, "ERR_NOT_FOUND"],
    conflict: [409, "ERR_EXISTS"],
    "too-large": [413, "ERR_LIMIT"],
    "not-committed": [422, "ERR_REFUSED"],
    internal: [500, "ERR_REMOTE"],
  };
  for (const [type, [http, expected]] of Object.entries(codes)) {
    const problem = { type, title: `It is ${type}`, detail: "because" };
    assert.equal(faultOf("problem", problem), null);
    const ask = (value) => ({ kind: "problem", reply: JSON.stringify(value), http: String(http) });
    const broken = breachesOf("problem", problem).map(({ value }) => ask(value));
    const [told, ...rest] = judge([ask(problem), ...broken]);
    assert.equal(told.status, expected);
    assert.match(told.said, new RegExp(`says: It is ${type}: because`));
    rest.forEach(({ status, said }) => {
      assert.equal(status, expected);
      assert.match(said, new RegExp(`HTTP ${http}`));
    });
  }
});
