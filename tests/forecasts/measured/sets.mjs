// Sets of every kind: the interval of the change, and the share of a pool.

import { mean, median, part, percent, shown } from "./figures.mjs";

// One of the ten training datasets has wrong labels, so that clipping leaves something out.
export const settings = (small) => ({ trials: small ? 100 : 240, cases: small ? 24 : 240, wrong: 0.4 });

const LEAST_SHARE = 0.005; // below it a ratio of shares is one of small numbers

const MIXED = ["clean", "noisy", "tiny", "large"];

const covered = (row) => row.low <= row.true_change && row.true_change <= row.high;
const width = (row) => (row.high - row.low) / Math.abs(row.true_change);

function interval(rows) {
  const known = rows.filter((row) => row.known);
  return {
    sets: rows.length,
    change: mean(rows.map((row) => Math.abs(row.true_change))),
    error: mean(rows.map((row) => Math.abs(row.change - row.true_change))),
    sign: part(rows, (row) => row.change * row.true_change > 0),
    covered: part(known, covered),
    width: median(known.map(width)),
    unknown: 1 - known.length / rows.length,
    // Of the sets of which something has to be known: those of one class may be larger than any
    // that was tried.
    withheld: part(rows, (row) => !row.known && row.wrong <= 0.3 && MIXED.includes(row.kind)),
    customers: part(rows, (row) => row.true_change * row.customers > 0),
  };
}

function share(rows) {
  const told = rows.map((row) => row.share);
  const paid = rows.map((row) => row.paid);
  const both = rows.filter((row) => row.share >= LEAST_SHARE && row.paid >= LEAST_SHARE);
  const epochs = rows.filter((row) => row.epochs);
  const all = epochs.flatMap((row) => row.epochs.map((paidOnce) => ({ ...row, paidOnce })));
  return {
    paid: mean(paid),
    error: mean(told.map((x, i) => Math.abs(x - paid[i]))),
    ratio: median(both.map((row) => row.paid / row.share)),
    byB: mean(rows.map((row) => Math.abs(row.share - row.by_b))),
    one: mean(all.map((row) => Math.abs(row.paidOnce - row.paid))),
    ten: mean(epochs.map((row) => Math.abs(mean(row.epochs) - row.paid))),
    within: part(all, (row) => row.share_low <= row.paidOnce && row.paidOnce <= row.share_high),
  };
}

export function tables(runs) {
  const intervals = runs.map(({ corpus, lambda, rows }) => {
    const f = interval(rows);
    return {
      corpus,
      λ: lambda,
      sets: f.sets,
      "mean change": percent(f.change, 2),
      "mean error": percent(f.error, 3),
      "sign told": shown(f.sign, 3),
      covered: shown(f.covered),
      "width ÷ change": shown(f.width),
      unknown: percent(f.unknown),
      "sign of customers'": shown(f.customers),
    };
  });
  const shares = runs.map(({ corpus, lambda, rows }) => {
    const f = share(rows);
    return {
      corpus,
      λ: lambda,
      "mean paid": percent(f.paid),
      "mean error": percent(f.error, 2),
      "of it by half B": percent(f.byB, 2),
      "paid ÷ told": shown(f.ratio),
      "one epoch is off by": percent(f.one, 2),
      "ten epochs": percent(f.ten, 2),
      "epochs in their interval": shown(f.within),
    };
  });
  return { Intervals: intervals, "Shares of a pool": shares };
}

// A claim is a name, a figure and its bounds.
export function* claims(runs, small) {
  for (const { corpus, lambda, rows } of runs) {
    const name = `${corpus}, λ ${lambda}`;
    const f = interval(rows);
    const s = share(rows);
    yield [`${name}: the interval covers the change`, f.covered, { least: 0.83 }];
    yield [`${name}: the interval is narrow`, f.width, { most: 1.25 }];
    yield [`${name}: most changes are known`, f.unknown, { most: 0.1 }];
    yield [`${name}: clean and slightly noisy sets are known`, f.withheld, { most: 0 }];
    yield [`${name}: the share by half B is told in points`, s.byB, { most: 0.008 }];
    yield [`${name}: the share by half B is told in parts`, s.byB / s.paid, { most: 0.12 }];
    if (small) continue; // 250 queries in half B are too few to tell what others pay
    yield [`${name}: the share is told in points`, s.error, { most: 0.008 }];
    yield [`${name}: the share is told in parts`, s.error / s.paid, { most: 0.12 }];
    yield [`${name}: the share is neither praised nor played down`, s.ratio, { least: 0.9, most: 1.1 }];
  }
  const all = runs.flatMap(({ rows }) => rows).filter((row) => row.known);
  const bounds = small ? { least: 0.85, most: 0.98 } : { least: 0.87, most: 0.96 };
  yield ["all together: the interval covers nine of ten", part(all, covered), bounds];
}
