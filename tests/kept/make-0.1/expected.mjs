// Asks 0.1 for all that a user can see of the kept folder, and writes its answers down as tables
// (../tables.mjs describes them): 0.1/expected.txt of the machine with everything, and
// 0.1/expected-offline.txt of the one that only signs.
//
//	BYLINE=TREE/byline node tests/kept/make-0.1/expected.mjs
//
// TREE is a checkout of 0.1 with its program built.

import fs from "node:fs";
import path from "node:path";
import { copyOf, KEPT } from "../kept.mjs";
import { cellOf, isGiven, rowsOf, valueOf, wordsOf } from "../tables.mjs";

const by = (name, values) => values.map((value) => ({ [name]: value }));
const ALL = by("account", ["royalties", "savings", "travel", "old mail", "the band", "bookkeeper"]);
const WITH_SCORES = by("account", ["royalties", "savings", "the band"]);
const JUDGED = by("account", ["royalties", "savings"]);
const FIGURES = ["claimable", "accruing", "claimed", "cumulative", "wallet", "gas"];
const figure = (name) => [`${name}.raw`, `${name}.trust`, `${name}.block`];
const ACT = "kind state from nonce signing_hash fee_at_most_wei decoded_as";
const DATASET =
  "root* name uid account state trust note kind license source replaced_by records bytes uploaded" +
  " upload_size attested";

// The command, the member of its reply, the columns, and what the command is asked of.
const everywhere = [
  ["account list", "accounts", "address* label watch_only index"],
  ["network list", "networks", "name* title chain_id nodes quorum has_datanet in_use"],
  ["tx list", "transactions", "account* what* time* nonce hash state block"],
  [
    "claim status",
    "claims",
    "id* account distributor amount.raw amount.symbol cumulative.raw state nonce hash block" +
      " confirmations prepared sent expires file note",
  ],
];
const shown = [
  [
    "network show",
    ".",
    "name title chain_id quorum fee_cap_wei datanet.address datanet.url eas.address eas.code_hash",
  ],
  ["network show", "nodes", "name* operator url"],
  ["network show", "tokens", "address* symbol decimals code_hash"],
  ["network show", "distributors", "address* kind token code_hash slots.root"],
  [
    "info",
    ".",
    "network protections.locks_after_idle_seconds protections.vault_mode" +
      " protections.vault_passphrase",
  ],
  ["node list", "nodes", "name* operator state detail head lag agrees last_reply"],
  ["node list", "disputes", "node* what* said* agreed* block* time*"],
  ["--account royalties dataset list", "datasets", `${DATASET} influence royalties.raw`],
  ["--network elsewhere dataset list", "datasets", DATASET],
  ["--account {account} balance", ".", ["account* block", ...figure("native")].join(" "), ALL],
  [
    "--account {account} balance",
    "royalties",
    ["account* token* symbol underfunded", ...FIGURES.flatMap(figure)].join(" "),
    ALL,
  ],
  [
    "--account {account} scores",
    "live",
    "account* attributions last_attribution last_attribution_of",
    ALL,
  ],
  [
    "--account {account} scores",
    "scores",
    "account* epoch* dataset* end name inferences influence amount.raw trust",
    WITH_SCORES,
  ],
  [
    "--account {account} earnings",
    "epochs",
    "account* epoch* start end settled statement own.raw pool.raw influence share inferences" +
      " trust audit finding",
    JUDGED,
  ],
  [
    "--account {account} audit",
    ".",
    "account* exit sound verdict trust epochs_sound epochs_faulty epochs_waiting epochs_counted" +
      " chain_whole sum_matches own_sum.raw cumulative.raw",
    ALL,
  ],
  [
    "--account {account} audit",
    "epochs",
    "account* epoch* exit state finding counted own.raw",
    JUDGED,
  ],
  ["log --limit 500", "events", "time* area* text* trust"],
  ["claim show {papers}/{file}", "act", `file* ${ACT}`, by("file", ["claim", "claim-signed-here"])],
  [
    "tx show {papers}/{file}",
    "act",
    `file* ${ACT}`,
    by("file", ["draft", "attest", "revoke", "cancel", "payment"]),
  ],
  [
    "dataset verify {papers}/{file}",
    ".",
    "file* valid uid attester record records",
    by("file", ["disclosure.json", "review.json"]),
  ],
];

// These need the vault; the last one signs.
const unlocked = [
  [
    "dataset verify {name}",
    ".",
    "name* valid root uid",
    by("name", ["mails", "mails 2", "reviews", "notes", "withdrawn", "refused", "halfway"]),
  ],
  [
    "--network elsewhere dataset verify {name}",
    ".",
    "name* valid root uid",
    by("name", ["for another"]),
  ],
  [
    "dataset prove {name} 0 --out {papers}/{name}.proof",
    ".",
    "name* root uid record",
    by("name", ["mails 2", "travel notes", "withdrawn", "refused", "halfway"]),
  ],
  [
    "--account {account} sign message 'kept since 0.1' --confirm SIGN",
    ".",
    "account* kind digest signature",
    by("account", ["royalties", "the band"]),
  ],
  [
    "tx sign {papers}/{file} --confirm SEND --out {papers}/{file}.signed",
    "act",
    `file* ${ACT} hash raw`,
    by("file", ["draft"]),
  ],
];

async function table(ask, [command, list, names, asked = [{}]]) {
  const columns = names.split(" ");
  const bare = columns.map((column) => column.replace("*", ""));
  const lines = new Set();

  for (const values of asked) {
    const { reply, code } = await ask(wordsOf(command, { papers: "{papers}", ...values }));
    if (reply.error) throw new Error(`${command}: ${reply.error.message}`);
    for (const row of rowsOf(reply, list)) {
      // Profiles that come with byline are not the user's.
      if (row.builtin) continue;
      const known = { ...values, exit: code };
      const value = (name) => (isGiven(command, name) ? known[name] : valueOf(row, name));
      lines.add(bare.map((name) => cellOf(value(name))).join("\t"));
    }
  }
  const keys = columns.filter((column) => column.endsWith("*")).length;
  const named = new Set([...lines].map((line) => line.split("\t").slice(0, keys).join("\t")));
  if (keys > 0 && named.size !== lines.size) throw new Error(`${command}: two rows of one name`);
  return [`== ${command} → ${list}`, columns.join("\t"), ...lines, ""];
}

async function write(name, ask, list) {
  const lines = [];

  for (const entry of list) lines.push(...(await table(ask, entry)));
  fs.writeFileSync(path.join(KEPT, name), `${lines.join("\n").trim()}\n`);
}

const copy = copyOf(KEPT);
try {
  const { transactions } = await copy.online.answer(["tx", "list"]);
  const hashes = transactions.map(({ hash }) => hash).filter(Boolean);
  const signed = ["tx show {hash}", "act", `hash* ${ACT}`, by("hash", hashes)];
  await write("expected.txt", copy.ask("online"), [...everywhere, ...shown, signed, ...unlocked]);
  await write("expected-offline.txt", copy.ask("offline"), everywhere.slice(0, 3));
} finally {
  copy.end();
}
