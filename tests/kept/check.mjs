// Opens a copy of the folder and the vault that version 0.1 wrote, and finds everything in it.
//
//	BYLINE=./byline node tests/kept/check.mjs [TABLE]
//
// kept.mjs makes the copy and asks byline; tables.mjs reads what 0.1 said of the same folder
// (0.1/expected.txt) and compares. The tests below run in this order: those that only read come
// first, those that sign follow. TABLE limits the tables to those with that word in the heading.
// TEST=sentence in the environment counts that test alone, though those before it run, on which it
// may depend. The last line is "kept: N passed, N failed".

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { copyOf, KEPT, PHRASE } from "./kept.mjs";
import { checkMembers, checkReply, checkTables, reads, TABLES } from "./replies.mjs";
import { compareTable, readTables, unmetChanges } from "./tables.mjs";

const only = process.argv[2] ?? "";
let passed = 0;
let failed = 0;

async function test(sentence, body) {
  const wanted = [undefined, "", sentence].includes(process.env.TEST);
  try {
    await body();
    if (!wanted) return;
    passed++;
    console.log(`  ok    ${sentence}`);
  } catch (error) {
    if (!wanted) return;
    failed++;
    console.log(`  FAIL  ${sentence}`);
    for (const line of error.message.split("\n")) console.log(`        ${line}`);
  }
}

const copy = copyOf(KEPT);
const { online, offline } = copy;

// Members of a backup that have another name by now.
const RENAMED = { reserved: "prepared" };

/** Whether every value of `was` is in `is`: lists may have another order and more elements. */
function holds(is, was) {
  if (Array.isArray(was))
    return Array.isArray(is) && was.every((old) => is.some((now) => holds(now, old)));
  if (was === null || typeof was !== "object") return (is ?? "") === was;
  return Object.entries(was).every(([name, value]) => holds(is?.[RENAMED[name] ?? name], value));
}

async function compareTables(machine, file) {
  for (const table of readTables(copy.read(file)))
    if (table.heading.includes(only))
      await test(`${machine}: ${table.heading}: ${table.rows.length} rows`, () =>
        compareTable(table, copy.ask(machine)),
      );
}

try {
  await test("a backup has all that the one of 0.1 has, and every signed byte", async () => {
    await online.answer(["backup", copy.path("papers/backup.again")]);
    const was = JSON.parse(copy.read("papers/backup"));
    const is = JSON.parse(copy.read("papers/backup.again")).content;
    const transactions = is.chains.flatMap((chain) => chain.transactions);
    const manifests = new Map(is.manifests.map((row) => [row.root, JSON.parse(row.manifest)]));
    for (const { name, ...lists } of was.networks) {
      const now = is.networks.find((network) => network.name === name);
      for (const { manifest, ...row } of lists.datasets) {
        assert.ok(holds(now.datasets, [row]), JSON.stringify(row));
        if (manifest) assert.deepEqual(manifests.get(row.root), manifest);
      }
      for (const row of lists.transactions)
        assert.ok(holds(transactions, [row]), JSON.stringify(row));
      // A claim was sent when its transaction was, which has this time as well.
      for (const { sent, ...row } of lists.claims)
        assert.ok(holds(now.claims, [row]), JSON.stringify(row));
    }
    for (const { watch_only: watched, ...row } of was.accounts)
      assert.equal(is.accounts.find((account) => holds(account, row)).path === undefined, watched);
    assert.ok(was.networks[0].transactions.length > 20);
  });

  // Lists that rest on no figure of the network, and their rows.
  const OWN = [
    [["account", "list"], "accounts"],
    [["tx", "list"], "transactions"],
    [["network", "list"], "profiles"],
    [["log", "--limit", "10000"], "events"],
    [["node", "list"], "disputes"],
  ];
  await test("the backup brings back every row, state and word of all of it", async () => {
    const fresh = copy.machine("restored");
    const { notes } = await fresh.answer(["restore", "--backup", copy.path("papers/backup.again")]);
    assert.equal(notes.length, 1);
    for (const [words, list] of OWN)
      assert.deepEqual((await fresh.answer(words))[list], (await online.answer(words))[list]);
    const named = async (machine) =>
      (await machine.answer(["dataset", "list"])).datasets.map(({ root, uid, name, state }) => ({
        root,
        uid,
        name,
        state,
      }));
    assert.deepEqual(await named(fresh), await named(online));
  });

  await test("the backup that 0.1 wrote is restored, and each of its nonces stays taken", async () => {
    const fresh = copy.machine("restored-old");
    await fresh.answer(["restore", "--backup", copy.path("papers/backup")]);
    const { accounts } = await fresh.answer(["account", "list"]);
    assert.deepEqual(accounts, (await online.answer(["account", "list"])).accounts);
    copy.write("papers/devnet.json", copy.read("online/networks/devnet.json"));
    await fresh.answer(["network", "add", copy.path("papers/devnet.json"), "--use"]);
    const signed = async (machine) =>
      (await machine.answer(["tx", "list"])).transactions
        .filter(({ hash }) => hash !== null)
        .map(({ account, nonce, hash }) => `${account} ${nonce} ${hash}`)
        .sort();
    assert.deepEqual(await signed(fresh), await signed(online));
  });

  await compareTables("offline", "expected-offline.txt");
  await compareTables("online", "expected.txt");

  await test("every reply has one envelope, types by field, and the form of its schema", async () => {
    copy.write("papers/devnet.json", copy.read("online/networks/devnet.json"));
    for (const [words, schema, networks] of reads(copy.path("papers")))
      checkReply(words, schema, networks, (await online.ask(words)).reply);
  });

  await test("--plain is tables of every row, whose cells are what --json says", async () => {
    for (const [words, lists] of TABLES) {
      const { out, err } = await online.plain(words);
      checkTables(words, lists, out, (await online.ask(words)).reply);
      assert.equal(err, "", words.join(" "));
    }
  });

  await test("--plain of what is no table is a line for each member of the reply", async () => {
    for (const [words] of reads(copy.path("papers"))) {
      const { reply, code } = await online.ask(words);
      if (code !== 0 || TABLES.some(([table]) => words.join().startsWith(table.join()))) continue;
      if (words[0] === "backup") continue;
      checkMembers(words, (await online.plain(words)).out, reply);
    }
  });

  await test("a day later the claims that were not signed have expired", async () => {
    const { reply } = await online.ask(["claim", "status"], { later: 90_000 });
    const open = reply.claims.filter(({ hash }) => hash === null);
    assert.equal(open.length, 2);
    for (const claim of open) assert.equal(claim.state, "expired");
  });

  await test("another passphrase does not open the vault", async () => {
    const { code } = await online.ask(["account", "new"], { passphrase: "not this one" });
    assert.equal(code, 3);
  });

  await test("the vault has the phrase that it was made from", async () => {
    const { shown, out } = await online.onTerminal(["backup", "--show-phrase"]);
    const words = [...shown.matchAll(/\d+ ([a-z]+)/g)].map(([, word]) => word);
    assert.equal(words.join(" "), PHRASE, shown);
    assert.ok(!out.includes(words[0]), out);
  });

  await test("the copy of the vault has its accounts and labels", async () => {
    const fresh = copy.machine("fresh");
    await fresh.answer(["restore", "--vault", copy.path("papers/backup.vault")]);
    const { accounts } = await fresh.answer(["account", "list"]);
    const [table] = readTables(copy.read("expected.txt"));
    const own = { ...table, rows: table.rows.filter((row) => row.includes("false")) };
    assert.equal(own.rows.length, 5);
    assert.equal(accounts.length, 5);
    await compareTable(own, () => ({ reply: { accounts }, code: 0 }));
  });

  await test("the next account is the one that follows in the phrase", async () => {
    const { account } = await online.answer(["account", "new", "--label", "next"]);
    // What every wallet makes of this phrase at m/44'/60'/0'/0/5.
    assert.equal(account.address, "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc");
  });

  for (const [machine, name] of [
    [offline, "claim"],
    [online, "claim-signed-here"],
  ])
    await test(`the bundle "${name}" is signed to the same bytes`, async () => {
      const { act } = await machine.answer(["claim", "show", copy.path(`papers/${name}`)]);
      const words = ["claim", "sign", copy.path(`papers/${name}`)];
      const again = copy.path(`papers/${name}.again`);
      await machine.answer(["--expect", act.signing_hash, ...words, "--out", again]);
      assert.equal(copy.read(`papers/${name}.again`), copy.read(`papers/${name}.signed`));
    });

  await test("the payment that was signed from its file is written again as it was", async () => {
    const again = copy.path("papers/payment.again");
    await online.answer(["tx", "sign", copy.path("papers/payment"), "--out", again]);
    assert.equal(copy.read("papers/payment.again"), copy.read("papers/payment.signed"));
  });

  await test("the bundle that the offline machine signed is taken in", async () => {
    const claim = async () => {
      const { claims } = await online.answer(["claim", "status"]);
      return claims.find(({ file }) => file.endsWith("/claim"));
    };
    assert.equal((await claim()).hash, null);
    const { code, reply } = await online.ask(["claim", "send", copy.path("papers/claim.signed")]);
    assert.equal(code, 4, reply.error?.message);
    assert.equal((await claim()).state, "signed");
  });

  for (const [name, record, file] of [
    ["mails", "7", "disclosure.json"],
    ["reviews", "2", "review.json"],
  ])
    await test(`record ${record} of "${name}" is proven in the same words`, async () => {
      const again = copy.path(`papers/${file}.again`);
      await online.answer(["dataset", "prove", name, record, "--out", again]);
      assert.equal(copy.read(`papers/${file}.again`), copy.read(`papers/${file}`));
    });

  await test("records of which a copy was kept are proven when the file is gone", async () => {
    copy.remove("records/reviews.csv");
    const again = copy.path("papers/review.kept");
    await online.answer(["dataset", "prove", "reviews", "2", "--out", again]);
    assert.equal(copy.read("papers/review.kept"), copy.read("papers/review.json"));
  });

  await test("the intake key that was confirmed is not asked for again", async () => {
    const asked = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.statusCode = request.url === "/v1/datanet" ? 200 : 503;
      response.setHeader("content-type", "application/json");
      response.end(response.statusCode === 200 ? copy.read("datanet.json") : "{}");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const profile = JSON.parse(copy.read("online/networks/devnet.json"));
    profile.datanet.url = `http://127.0.0.1:${server.address().port}`;
    copy.write("papers/profile.json", JSON.stringify(profile));
    await online.answer(["network", "add", copy.path("papers/profile.json"), "--replace", "--confirm", "devnet"]);
    const { reply } = await online.ask(["dataset", "upload", "halfway"], { reaches: true });
    server.close();
    assert.equal(asked[0], "/v1/datanet");
    // The upload itself begins only once the key needs no more confirming.
    assert.ok(asked.length > 1, reply.error?.message);
  });

  await test("the schema of the cache went forward, never back", () => {
    assert.ok(copy.schema("online") >= copy.keptSchema("online"));
  });

  await test("a cache of a newer byline is refused and left as it is", async () => {
    copy.setSchema("online", 1_000_000);
    const before = copy.bytes("online/state/cache.db");
    const { code, reply } = await online.ask(["tx", "list"]);
    assert.notEqual(code, 0);
    assert.match(reply.error.message, /newer byline/);
    assert.deepEqual(copy.bytes("online/state/cache.db"), before);
  });

  if (only === "")
    await test("each change that is written down was met", () => {
      assert.deepEqual(unmetChanges(), []);
    });
} finally {
  copy.end();
}
console.log(`kept: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
