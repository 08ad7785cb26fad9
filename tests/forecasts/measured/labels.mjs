// Wrong labels: the rate that is told, and the records that are flagged, beside the best recall
// that any threshold on the loss has in each set.

import { mean, percent, shown } from "./figures.mjs";

// Eight kinds of sets in turn; nothing here needs trials.
export const settings = (small) => ({ trials: 0, cases: small ? 64 : 96 });

const TEN = 10; // flagged records, below which a precision is one of small numbers

function figures(rows) {
  const sum = (name) => rows.reduce((all, row) => all + row[name], 0);
  const many = rows.filter((row) => row.flagged >= TEN);
  const off = rows.map((row) => Math.abs(row.rate - row.changed / row.records));
  return {
    sets: rows.length,
    accuracy: mean(rows.map((row) => row.accuracy)),
    rate: mean(rows.map((row) => row.rate)),
    worst: Math.max(...off),
    within: mean(rows.map((row, i) => (off[i] <= 2 * row.error ? 1 : 0))),
    flagged: sum("flagged") / rows.length,
    many: many.length,
    precision: mean(many.map((row) => row.found / row.flagged)),
    told: mean(rows.filter((row) => row.flagged > 0).map((row) => row.precision)),
    recall: sum("found") / sum("changed"),
    best70: mean(rows.map((row) => row.best_70)),
    best75: mean(rows.map((row) => row.best_75)),
    accused: Math.max(...rows.map((row) => (row.flagged - row.found) / (row.records - row.changed))),
    judged: rows.filter((row) => row.known).length,
  };
}

const kinds = (rows) => [...new Set(rows.map((row) => `${row.kind} ${row.wrong}`))];
const of = (rows, kind) => figures(rows.filter((row) => `${row.kind} ${row.wrong}` === kind));

function table(runs, flips) {
  return runs.flatMap(({ corpus, lambda, rows }) =>
    kinds(rows)
      .filter((kind) => kind.startsWith(flips))
      .map((kind) => {
        const f = of(rows, kind);
        return {
          corpus,
          λ: lambda,
          accuracy: shown(f.accuracy),
          wrong: percent(Number(kind.slice(flips.length)), 0),
          told: percent(f.rate),
          "worst set off by": percent(f.worst),
          "within 2 errors": shown(f.within),
          "flagged a set": shown(f.flagged, 0),
          precision: shown(f.precision),
          "precision told": shown(f.told),
          recall: shown(f.recall),
          "best at .7": shown(f.best70),
          "at .75": shown(f.best75),
          "right ones accused, worst set": percent(f.accused),
        };
      }),
  );
}

export const tables = (runs) => ({
  "Wrong labels, any other one": table(runs, "random"),
  "Wrong labels, the model's second choice": table(runs, "second"),
});

function* claimsOf(name, rate, f, small) {
  yield [`${name}: the rate is told`, Math.abs(f.rate - rate), { most: 0.04 }];
  if (rate === 0) {
    yield [`${name}: hardly one is accused`, f.accused, { most: 0.01 }];
    return;
  }
  if (f.many > 0) yield [`${name}: most of the flagged are wrong`, f.precision, { least: 0.7 }];
  // A model of few records that is seldom right has 250 held-out ones to tell by, and flags nothing.
  if (small && f.accuracy < 0.9) return;
  const best = f.best70 > 0 ? f.recall / f.best70 : 1;
  yield [`${name}: as many are found as any threshold finds`, best, { least: 0.8 }];
  if (f.accuracy < 0.9) return;
  yield [`${name}: a good model finds most of them`, f.recall, { least: 0.8 }];
  yield [`${name}: a good model is right of most of them`, f.precision, { least: 0.75 }];
}

export function* claims(runs, small) {
  for (const { corpus, lambda, rows } of runs) {
    for (const kind of kinds(rows).filter((name) => name.startsWith("random"))) {
      const rate = Number(kind.slice("random".length));
      yield* claimsOf(`${corpus}, λ ${lambda}, ${percent(rate, 0)} wrong`, rate, of(rows, kind), small);
    }
    const { judged } = of(rows, "one label 0");
    yield [`${corpus}, λ ${lambda}: sets of one label are not judged`, judged, { most: 0 }];
  }
}
