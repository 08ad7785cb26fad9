// What every reply of a program has alike, asked of the folder that 0.1 wrote, which has rows of
// every kind: --json by the schemas in docs/schemas/cli, --plain by its own rules.

import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020.js").default;
const SCHEMAS = new URL("../../docs/schemas/cli/", import.meta.url);

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
for (const name of fs.readdirSync(SCHEMAS))
  ajv.addSchema(JSON.parse(fs.readFileSync(new URL(name, SCHEMAS), "utf8")));

const CARD = fileURLToPath(new URL("../vectors/card/whole.json", import.meta.url));
const HASH = "0x" + "0".repeat(64);

/** Commands that read: their words, the schema of their reply, how many networks they touch. */
export const reads = (papers) => [
  [["account", "list"], "account-list", 0],
  [["account", "label", "savings", "savings"], "account-label", 0],
  [["network", "list"], "network-list", 0],
  [["network", "show"], "network-show", 0],
  [["network", "use", "devnet"], "network-use", 0],
  [["network", "follow", "devnet"], "network-follow", 0],
  [["network", "add", `${papers}/devnet.json`], "network-add", 0],
  [["info"], "info", 0],
  [["node", "list"], "node-list", 1],
  [["node", "show", "bob"], "node-show", 1],
  [["balance"], "balance", 1],
  [["scores"], "scores", 1],
  [["earnings"], "earnings", 1],
  [["audit"], "audit", 1],
  [["log", "--limit", "500"], "log", 1],
  [["log", "--signer"], "log", 0],
  [["tx", "list"], "tx-list", 1],
  [["tx", "show", `${papers}/payment`], "tx-show", 0],
  [["claims"], "claims", 1],
  [["claims", "--all"], "claims", 1],
  [["claim", "status"], "claim-status", 1],
  [["claim", "token", "0x" + "70".repeat(20)], "claim-token", 1],
  [["claim", "token", "0x" + "70".repeat(20), "--fold"], "claim-token", 1],
  [["claim", "show", `${papers}/claim`], "claim-show", 0],
  [["claim", "qr", `${papers}/claim`, "--text"], "claim-qr", 0],
  [["tx", "qr", `${papers}/payment`, "--file", "--text"], "tx-qr", 0],
  [["dataset", "list"], "dataset-list", 1],
  [["dataset", "show", "mails"], "dataset-show", 1],
  [["dataset", "verify", `${papers}/disclosure.json`], "dataset-verify", 0],
  [["dataset", "verify", "mails"], "dataset-verify", 0],
  [["models", "list"], "models-list", 1],
  [["models", "show"], "models-show", 1],
  [["models", "verify", CARD], "models-verify", 0],
  [["sign", "message", "kept", "--confirm", "SIGN"], "sign-message", 0],
  [["backup", "--check", `${papers}/backup.again`], "backup", 0],
  [["tx", "show", HASH], "error", 0],
  [["sync"], "error", 0],
];

// Every value of a reply: [its path, the value].
function* values(at, path = "") {
  yield [path, at];
  if (at !== null && typeof at === "object")
    for (const [name, value] of Object.entries(at)) yield* values(value, `${path}.${name}`);
}

const COUNTED = /\.(block|nonce|epoch|epochs|chain_id|records|bytes|quorum|head|lag|count|id|index)$/;
const OWNED = ["royalties", "dues", "coins", "epochs", "totals", "received", "receipts", "transactions"];

/** Fails unless the reply has the envelope, and types by field. */
export function checkReply(words, schema, networks, reply) {
  const said = `byline ${words.join(" ")}`;
  const { command } = reply;
  if (!ajv.validate(`${schema}.schema.json`, reply)) assert.fail(`${said}: ${ajv.errorsText()}: ${reply.error?.message}`);
  assert.ok(words.join(" ").startsWith(command) && command !== "", said);
  assert.match(reply.byline, /^\d+\.\d+\.\d+/);
  assert.equal(reply.networks.length, networks, `${said}: networks`);
  for (const [path, value] of values(reply)) {
    const counted = COUNTED.test(path) && !path.includes(".profile.");
    if (counted && value !== null && typeof value !== "object")
      assert.equal(typeof value, "number", `${said}: ${path}`);
    if (/\.block$/.test(path)) assert.notEqual(value, 0, `${said}: ${path}`);
    if (/\.(raw|text|hash|root|signature)$/.test(path) && value !== null)
      assert.equal(typeof value, "string", `${said}: ${path}`);
  }
  for (const list of OWNED)
    for (const row of Array.isArray(reply[list]) ? reply[list] : []) {
      assert.equal(row.network, "devnet", `${said}: ${list}`);
      assert.match(row.account, /^0x[0-9a-f]{40}$/, `${said}: ${list}`);
    }
}

/** Commands whose --plain is tables, and the JSON lists of these. */
export const TABLES = [
  [["account", "list"], ["accounts"]],
  [["network", "list"], ["profiles"]],
  [["node", "list"], ["nodes", "disputes", "asked"]],
  [["balance"], ["royalties", "coins"]],
  [["scores"], ["scores"]],
  [["earnings"], ["epochs"]],
  [["earnings", "--received"], ["received"]],
  [["audit"], ["epochs"]],
  [["log"], ["events"]],
  [["log", "--signer"], ["decisions"]],
  [["tx", "list"], ["transactions", "received"]],
  [["claims"], ["dues"]],
  [["claim", "status"], ["claims", "received"]],
  [["dataset", "list"], ["datasets"]],
  [["models", "list"], ["models"]],
];

/** The tables of --plain: [{names, rows}]. */
export const tablesOf = (out) =>
  out.replace(/\n$/, "").split("\n\n").map((table) => {
    const [names, ...rows] = table.split("\n").map((line) => line.split("\t"));
    return { names, rows };
  });

// A cell as JSON has that member.
function wanted(row, name) {
  const value = name.endsWith("_trust") && !(name in row) ? (row[name.slice(0, -6)]?.trust ?? "unknown") : row[name];
  if (value === null || value === "") return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? value.text : String(value);
}

/** Fails unless the lines of --plain have the rows of the reply, cell for cell. */
export function checkTables(words, lists, out, reply) {
  const said = `byline --plain ${words.join(" ")}`;
  const tables = tablesOf(out);
  assert.equal(tables.length, lists.length, `${said}: ${out.slice(0, 200)}`);
  tables.forEach(({ names, rows }, i) => {
    const list = reply[lists[i]];
    assert.equal(rows.length, list.length, `${said}: rows of ${lists[i]}`);
    for (const name of Object.keys(list[0] ?? {})) assert.ok(names.includes(name), `${said}: ${name}`);
    rows.forEach((cells, n) => {
      assert.equal(cells.length, names.length, said);
      cells.forEach((cell, c) => {
        const is = wanted(list[n], names[c]);
        // Sentences have groups in JSON, which people read there.
        const same = cell === is || cell === is.replace(/(?<=\d) (?=\d)/g, "");
        assert.ok(same, `${said}: ${names[c]}: "${cell}" and not "${is}"`);
        // 0.1 kept sentences as text, in which no amount can be told from other digits.
        if (!["text", "what"].includes(names[c])) assert.doesNotMatch(cell, /\d \d{3}/, said);
      });
    });
  });
}

/** Fails unless --plain is lines "name<TAB>value" of the members of a reply. */
export function checkMembers(words, out, reply) {
  const said = `byline --plain ${words.join(" ")}`;
  const { byline, command, networks, ...own } = reply;
  const lines = new Map(out.trimEnd().split("\n").map((line) => line.split("\t")));
  for (const [path, value] of values(own)) {
    if (value !== null && typeof value === "object") continue;
    const is = value === null ? "-" : value === true ? "yes" : value === false ? "no" : String(value);
    assert.equal(lines.get(path.slice(1)), is.replaceAll("\n", " "), `${said}: ${path}`);
    lines.delete(path.slice(1));
  }
  assert.deepEqual([...lines.keys()], [], said);
}
