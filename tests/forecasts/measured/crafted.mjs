// Files made for the score: what they are told beside what they are paid, and who is flagged.

import { part, percent, shown } from "./figures.mjs";

export const settings = (small) => ({ trials: 0, cases: small ? 60 : 300, wrong: 0 });

// A flag of the whole file, or one in most of its records.
const flags = (row) =>
  [
    row.crafted,
    2 * row.duplicates > row.records ? "duplicates" : "",
    2 * row.suspicious > row.records ? "labels" : "",
  ].filter((flag) => flag !== "");

const honest = (row) => !row.told || row.share <= 2 * row.paid;

const lines = (runs, kind) =>
  runs.flatMap(({ corpus, lambda, rows }) =>
    rows.filter((row) => row.kind === kind).map((row) => ({ corpus, lambda, ...row })),
  );

const told = (rows) =>
  rows.map((row) => ({
    corpus: row.corpus,
    λ: row.lambda,
    attack: row.name,
    told: row.told ? percent(row.share) : "nothing",
    paid: percent(row.paid),
    flagged: flags(row).join(", ") || "–",
  }));

// Every attack once: its worst case, that of the largest share beyond twice what is paid.
function worst(rows) {
  const excess = (row) => (row.told ? row.share - 2 * row.paid : -1);
  const names = [...new Set(rows.map((row) => row.name))];
  return names.map((name) =>
    rows.filter((row) => row.name === name).reduce((a, b) => (excess(b) > excess(a) ? b : a)),
  );
}

export function tables(runs) {
  const people = runs.map(({ corpus, lambda, rows }) => {
    const sets = rows.filter((row) => row.kind === "people");
    const most = (of) => Math.max(...sets.map(of));
    return {
      corpus,
      λ: lambda,
      sets: sets.length,
      flagged: percent(part(sets, (row) => row.crafted !== "")),
      "most beyond 99 %": percent(most((row) => row.extreme / row.records), 0),
      "most like held-out texts": percent(most((row) => row.copies / row.records), 0),
      "largest likeness": shown(most((row) => row.likeness)),
    };
  });
  return {
    "Attacks, each where it is told most": told(worst(lines(runs, "attack"))),
    "An attacker who follows the moved head": told(lines(runs, "adaptive")),
    "Sets of people": people,
  };
}

export function* claims(runs) {
  for (const row of lines(runs, "attack")) {
    const name = `${row.corpus}, λ ${row.lambda}: ${row.name}: flagged, or told what it is paid`;
    yield [name, Number(flags(row).length > 0 || honest(row)), { least: 1 }];
  }
  for (const { corpus, lambda, rows } of runs) {
    const sets = rows.filter((row) => row.kind === "people");
    const flagged = part(sets, (row) => row.crafted !== "");
    yield [`${corpus}, λ ${lambda}: people's sets are not flagged`, flagged, { most: 0.02 }];
  }
}
