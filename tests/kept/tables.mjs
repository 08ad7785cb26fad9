// What 0.1 said, as tables, and the one place where it is looked up in what byline says now.
//
//	== --account {account} audit → epochs
//	account*	epoch*	state	own.raw
//	royalties	32	fault	144765782878025944
//
// A heading has the command, in which {account} stands for that column of the row, and the member
// of the reply that has the rows, "." for the reply itself. A star marks the columns that name a
// row. The column "exit" is the exit code, which is 0 in tables without it.

import assert from "node:assert/strict";
import fs from "node:fs";

/** The value of `column` ("amount.raw") in a row of a reply; undefined when it has none. */
export const valueOf = (row, column) =>
  column.split(".").reduce((value, name) => value?.[name], row);

/** How a value stands in a table: "" stays visible, and what is absent is null. */
export const cellOf = (value) => (value === "" ? '""' : String(value ?? null));

// Where a reply of now has what one of 0.1 had elsewhere, by the beginning of the command's words.
const MOVED = {
  balance: ({ networks, coins }) => ({ block: networks[0]?.block, native: coins[0]?.balance }),
  "network list": ({ profiles }) => ({ networks: profiles }),
  "network show": ({ profile }) => ({
    ...profile,
    distributors: profile.payers,
    datanet: profile.datanets?.[0],
  }),
  audit: ({ audits }) => audits[0],
  "claim show": ({ act }) => ({ act: { ...act, from: act.account } }),
  "tx show": ({ act }) => ({ act: { ...act, from: act.account } }),
  "tx sign": ({ act }) => ({ act: { ...act, from: act.account } }),
};

// The reply with its members where 0.1 had them; one of a failure has none of its own.
function asBefore(command, reply) {
  const words = command.replace(/^(--\w+ \S+ )+/, "");
  const name = Object.keys(MOVED).find((begin) => words.startsWith(begin));
  return reply.error || !name ? reply : { ...reply, ...MOVED[name](reply) };
}

/** The rows that a reply has in its member `list`. */
export const rowsOf = (reply, list) => (list === "." ? [reply] : [reply[list] ?? []].flat());

/** The words of a command with each {name} replaced by that member of `values`. */
export const wordsOf = (command, values) =>
  command
    .match(/'[^']*'|\S+/g)
    .map((word) => word.replaceAll("'", "").replace(/\{(\w+)\}/g, (_, name) => values[name]));

/** Whether `column` is given to the command, and so is not looked for in its reply. */
export const isGiven = (command, column) => command.includes(`{${column}}`) || column === "exit";

export const readTables = (file) =>
  file
    .trim()
    .split("\n\n")
    .map((block) => {
      const [heading, columns, ...rows] = block.split("\n");
      const [, command, list] = /^== (.*) → (\S+)$/.exec(heading);
      return {
        heading: `${command} → ${list}`,
        command,
        list,
        keys: columns.split("\t").filter((column) => column.endsWith("*")).length,
        columns: columns.replaceAll("*", "").split("\t"),
        rows: rows.map((row) => row.split("\t")),
      };
    });

// What byline rightly says otherwise now, by table, row and column.
const changes = fs
  .readFileSync(new URL("changes.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const [heading, row, column, now, why] = line.split("\t");
    return { heading, row, column, now, why, met: false };
  });

/** The changes that no table met so far. */
export const unmetChanges = () => changes.filter(({ met }) => !met);

function wantedOf(table, row, column, was) {
  const here = changes.filter((one) => one.heading === table.heading && one.column === column);
  // A change of every row says which value it replaces; one of the row itself goes first.
  const change =
    here.find((one) => one.row === row) ??
    here.find((one) => one.row === "*" && one.now.endsWith(` instead of ${was}`));
  if (change) change.met = true;
  return change?.now.split(" instead of ")[0] ?? was;
}

// The row of a reply that a row of the table is about, or undefined.
const rowIn = ({ command, columns, keys, list }, row, reply) =>
  rowsOf(asBefore(command, reply), list).find((one) =>
    columns
      .slice(0, keys)
      .every((column, i) => isGiven(command, column) || cellOf(valueOf(one, column)) === row[i]),
  );

// What differs in one row, as sentences; `answer` is {reply, code}.
function differences(table, row, { reply, code }) {
  const { columns, keys } = table;
  const name = row.slice(0, keys).join(" ");
  const is = rowIn(table, row, reply);
  const values = { exit: String(code) };
  const problems = [];

  if (reply.error) return [`${name}: exit code ${code}: ${reply.error.message}`];
  if (!is) return [`${name}: not there`];
  if (!columns.includes("exit") && code !== 0) problems.push(`${name}: exit code ${code}`);
  columns.forEach((column, i) => {
    if (i < keys) return;
    const got = values[column] ?? cellOf(valueOf(is, column));
    const want = wantedOf(table, name, column, row[i]);
    if (got !== want) problems.push(`${name}, ${column}: "${got}", 0.1 said "${want}"`);
  });
  return problems;
}

/**
 * Fails unless byline has every row of `table` with every value, naming all that differ. `ask` runs
 * a command, {papers} in it being a folder that it knows, and gives {reply, code}.
 */
export async function compareTable(table, ask) {
  const answers = new Map();
  const problems = [];
  const answerTo = async (words) => {
    const asked = words.join("\0");
    if (!answers.has(asked)) answers.set(asked, await ask(words));
    return answers.get(asked);
  };

  for (const row of table.rows) {
    const values = Object.fromEntries(table.columns.map((column, i) => [column, row[i]]));
    const words = wordsOf(table.command, { papers: "{papers}", ...values });
    let answer = await answerTo(words);
    // 0.1 listed the datasets of all accounts, whichever --account named. Those are there without it.
    if (table.list === "datasets" && words[0] === "--account" && !rowIn(table, row, answer.reply))
      answer = await answerTo(words.slice(2));
    problems.push(...differences(table, row, answer));
  }
  if (problems.length > 0) assert.fail(problems.join("\n"));
}
