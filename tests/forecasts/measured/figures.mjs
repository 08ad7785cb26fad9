// Figures over lists of numbers, and how they are written in a table.

export const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
export const median = (list) => quantile(list, 0.5);
export const part = (list, test) => list.filter(test).length / list.length;

export function quantile(list, at) {
  const sorted = list.toSorted((a, b) => a - b);
  const place = at * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (place - Math.floor(place)) * (high - low);
}

// Ranks from 0; equal numbers share the mean of theirs.
function ranks(list) {
  const order = list.map((x, i) => [x, i]).sort(([a], [b]) => a - b);
  const out = [];
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && order[end][0] === order[i][0]) end++;
    for (let k = i; k < end; k++) out[order[k][1]] = (i + end - 1) / 2;
    i = end;
  }
  return out;
}

export function correlation(a, b) {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    ab += (x - ma) * (b[i] - mb);
    aa += (x - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}

export const spearman = (a, b) => correlation(ranks(a), ranks(b));

// ".96", "1.04", "–" for what is not known.
export function shown(x, digits = 2) {
  if (!Number.isFinite(x)) return "–";
  return x.toFixed(digits).replace(/^(-?)0\./, "$1.");
}

export const percent = (x, digits = 1) => (Number.isFinite(x) ? `${(100 * x).toFixed(digits)} %` : "–");
