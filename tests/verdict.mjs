// What a test program said: how many tests passed and failed, which failed, and what a person needs
// to read of it.
//
// Four ways of saying it are understood: cmocka's, node's (TAP), lines "  FAIL  NAME ..." with a last
// line "N passed, N failed", and that last line alone.

const SUM = /(?:^|[: ])(\d+) passed, (\d+) failed$/;
const SHOWN_LINES = 40;

/** A line that tells what was done or how, and is shown as it comes: "  ok    NAME". */
export const isProgress = (line) => /^ {2}(ok {2}|note) {2}/.test(line);

const last = (list) => list.at(-1) ?? "";
const numberIn = (lines, pattern) =>
  Number(pattern.exec(last(lines.filter((line) => pattern.test(line))))?.[1] ?? 0);
const namesIn = (lines, pattern) => [
  ...new Set(lines.map((line) => pattern.exec(line)?.[1]).filter(Boolean)),
];

// A test that was begun and never ended took the program with it.
function cmocka(lines) {
  const begun = namesIn(lines, /^\[ RUN {6}\] (\S+)/);
  const ended = new Set(namesIn(lines, /^\[ +(?:OK|SKIPPED|FAILED) +\] (\S+)$/));
  const failed = namesIn(lines, /^\[ {2}FAILED {2}\] ([^\s:]+)$/);
  return {
    passed: numberIn(lines, /^\[ {2}PASSED {2}\] (\d+) test/),
    names: [...new Set([...failed, ...begun.filter((name) => !ended.has(name))])],
    shown: lines
      .filter((line) => !isProgress(line) && !/^\[( RUN| {7}OK)/.test(line))
      .slice(-SHOWN_LINES),
  };
}

function tap(lines) {
  const shown = [];
  let inside = false;
  for (const line of lines) {
    if (/^(not )?ok \d/.test(line)) inside = line.startsWith("not");
    if (/^# /.test(line)) inside = false;
    if (inside) shown.push(line);
  }
  return {
    passed: numberIn(lines, /^# pass (\d+)$/),
    failed: numberIn(lines, /^# fail (\d+)$/),
    names: namesIn(lines, /^not ok \d+ - (.*?)(?: # .*)?$/),
    // What went wrong before the first test is not in any of its blocks.
    shown: shown.length ? shown : lines.slice(-SHOWN_LINES),
  };
}

function told(lines) {
  const [, passed = 0, failed = 0] = SUM.exec(last(lines.filter((line) => SUM.test(line)))) ?? [];
  return {
    passed: Number(passed),
    failed: Number(failed),
    names: namesIn(lines, /^ {2}FAIL {2}(.+)$/),
    shown: lines.filter((line) => !isProgress(line) && !SUM.test(line)).slice(-SHOWN_LINES),
  };
}

/**
 * Reads a program's output and exit code.
 *
 * Returns {passed, failed, names, shown}: `names` of the tests that failed, as far as they are named,
 * and the lines to show when something failed. A program that ended badly has failed at least once.
 */
export function verdictOf(output, code) {
  const lines = output.replace(/\n$/, "").split("\n");
  const isTap = lines.some((line) => /^# pass \d+$/.test(line) || line.startsWith("TAP version"));
  const isCmocka = lines.some((line) => line.startsWith("[=========="));
  const verdict = isTap ? tap(lines) : isCmocka ? cmocka(lines) : told(lines);
  const failed = Math.max(verdict.failed ?? 0, verdict.names.length, code === 0 ? 0 : 1);
  return { ...verdict, failed };
}
