// Ranks: sums of scores of groups beside what adding or leaving the groups does.

import { mean, shown, spearman } from "./figures.mjs";

export const settings = (small) => ({
  trials: 0,
  cases: small ? 24 : 40,
  wrong: 0,
  only: small ? "spam" : "",
});

const METHODS = {
  exact: "byline",
  grad_dot: "Grad-Dot",
  datainf: "DataInf",
  knn: "kNN",
  loss: "loss",
  random: "random",
};

const correlation = (rows, method) =>
  spearman(
    rows.map((row) => row[method]),
    rows.map((row) => row.truth),
  );

const additive = (rows, method) => correlation(rows.filter((row) => row.kind === "group"), method);

function byQuery(rows, method) {
  const halves = rows.filter((row) => row.kind === "half");
  const queries = [...new Set(halves.map((row) => row.query))];
  const of = (query) => correlation(halves.filter((row) => row.query === query), method);
  return mean(queries.map(of));
}

// What is told of a whole group, by the moved head.
const forecast = (rows) => {
  const groups = rows.filter((row) => row.kind === "group");
  return spearman(groups.map((row) => row.forecast), groups.map((row) => row.truth_of_b));
};

function table(runs, figure, more = () => ({})) {
  return runs.map(({ corpus, lambda, rows }) => ({
    corpus,
    λ: lambda,
    ...more(rows),
    ...Object.fromEntries(
      Object.entries(METHODS).map(([method, name]) => [name, shown(figure(rows, method), 3)]),
    ),
  }));
}

export const tables = (runs) => ({
  "Ranks of groups that are added": table(runs, additive, (rows) => ({ "their forecasts": shown(forecast(rows), 3) })),
  "Ranks of halves that are left, by query": table(runs, byQuery),
});

const BOUNDS = { additive: 0.95, byQuery: 0.93 };
const BOUNDS_SMALL = { additive: 0.9, byQuery: 0.9 };

export function* claims(runs, small) {
  const { additive: sums, byQuery: halves } = small ? BOUNDS_SMALL : BOUNDS;
  for (const { corpus, lambda, rows } of runs) {
    const name = `${corpus}, λ ${lambda}`;
    yield [`${name}: sums rank groups`, additive(rows, "exact"), { least: sums }];
    yield [`${name}: sums rank halves, by query`, byQuery(rows, "exact"), { least: halves }];
    yield [`${name}: forecasts rank groups`, forecast(rows), { least: BOUNDS.additive }];
  }
}
