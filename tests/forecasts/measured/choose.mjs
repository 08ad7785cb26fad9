// Records that are chosen by half A: the best tenth of a pool, and what stays of noisy sets when
// those that hurt are dropped. Shares and losses are means over the sets.

import { mean, part, percent, shown } from "./figures.mjs";

export const settings = (small) => ({
  trials: small ? 60 : 120,
  cases: small ? 12 : 36,
  wrong: 0.4,
  only: small ? "spam" : "", // which takes a fifth of the other's time
});

const covered = ({ low, true_change, high }) => low <= true_change && true_change <= high;
const gain = (row, name) => row.stays[name] - row.all[name];

function figures(rows, kind) {
  const sets = rows.filter((row) => row.kind === kind);
  const stays = sets.map((row) => row.stays);
  const of = (name) => mean(stays.map((row) => row[name]));
  return {
    sets: sets.length,
    shareByA: of("share_by_a"),
    share: of("share"),
    shareTrue: of("by_b"),
    paid: of("paid"),
    changeByA: of("change_by_a"),
    change: of("change"),
    changeTrue: of("true_change"),
    customers: of("customers"),
    lowered: part(sets, (row) => row.stays.customers < row.all.customers),
    gain: mean(sets.map((row) => gain(row, "change"))),
    gainTrue: mean(sets.map((row) => gain(row, "true_change"))),
    gainError: mean(sets.map((row) => Math.abs(gain(row, "change") - gain(row, "true_change")))),
    known: part(stays, (row) => row.known),
    covered: part(stays.filter((row) => row.known), covered),
  };
}

const KINDS = ["best tenth", "dropped"];

export function tables(runs) {
  const all = runs.flatMap(({ corpus, lambda, rows }) =>
    KINDS.map((kind) => ({ corpus, λ: lambda, chosen: kind, ...figures(rows, kind) })),
  );
  const shares = all.map((f) => ({
    corpus: f.corpus,
    λ: f.λ,
    chosen: f.chosen,
    sets: f.sets,
    "share by half A": percent(f.shareByA),
    "told, by half B": percent(f.share),
    "true by half B": percent(f.shareTrue),
    paid: percent(f.paid),
    "paid ÷ told": shown(f.paid / f.share),
  }));
  const losses = all.map((f) => ({
    corpus: f.corpus,
    λ: f.λ,
    chosen: f.chosen,
    "change by half A": percent(f.changeByA, 2),
    "told, by half B": percent(f.change, 2),
    true: percent(f.changeTrue, 2),
    "customers'": percent(f.customers, 2),
    covered: shown(f.covered),
  }));
  const dropped = all.filter((f) => f.chosen === "dropped").map((f) => ({
    corpus: f.corpus,
    λ: f.λ,
    "gain told": percent(f.gain, 2),
    true: percent(f.gainTrue, 2),
    "mean error": percent(f.gainError, 3),
    "customers' loss is lowered": shown(f.lowered),
  }));
  return { "Shares of what was chosen": shares, "Losses of what was chosen": losses, "Dropping what hurts": dropped };
}

export function* claims(runs, small) {
  for (const { corpus, lambda, rows } of runs) {
    for (const kind of KINDS) {
      const name = `${corpus}, λ ${lambda}, ${kind}`;
      const f = figures(rows, kind);
      // 250 queries in half B are too few to tell what others pay.
      if (!small) yield [`${name}: the share is paid`, f.share / f.paid, { least: 0.85, most: 1.15 }];
      yield [`${name}: the share is that by half B`, f.share / f.shareTrue, { least: 0.85, most: 1.15 }];
      yield [`${name}: the change is known`, f.known, { least: 0.9 }];
      if (kind !== "dropped") continue;
      yield [`${name}: the interval covers the change`, f.covered, { least: 0.83 }];
      yield [`${name}: customers' loss is lower without what hurts`, f.lowered, { least: 0.95 }];
    }
  }
}
