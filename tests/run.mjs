// Runs test programs side by side and adds up what they say.
//
//	node tests/run.mjs BUILD JOB...       JOB: "PART NAME COMMAND...", words without spaces
//
// The output is in the order of the jobs, whichever ends first: a heading for each part, a line for
// each job, and of one that failed what it said, with the commands that run just what failed. Then
// comes the part's sum, and with several parts a table and a last line "N passed, N failed". A job
// that ended badly counts as failed at least once; so does one that tested nothing.
//
// Whole outputs are in BUILD/checks. In the environment:
//
//	JOBS      how many programs at a time
//	FIRST     the name of the job that starts first, because it takes longest
//	TEST      the one test to run of every program
//	RERUN     the make command that a rerun begins with, such as "make SANITIZE=address"
//	RESULTS   a file to which each part's result is added, with the commit that was tested

import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isProgress, verdictOf } from "./verdict.mjs";

const { env } = process;
const [build, ...words] = process.argv.slice(2);
const slots = Number(env.JOBS) || 1;
const test = env.TEST ?? "";
const say = (line) => process.stdout.write(`${line}\n`);

const jobs = words.map((word) => {
  const [part, name, ...command] = word.split(/\s+/);
  return { part, name, command, output: "", printed: 0, seconds: 0 };
});
const running = new Set();

// A name as a regular expression for node; `*` stands for anything, as it does in cmocka's filter.
const patternOf = (name) =>
  `^${name.split("*").map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, "\\$&")).join(".*")}$`;

function start(job) {
  const began = Date.now();
  const [program, ...rest] = job.command;
  const options = rest[0] === "--test" ? ["--test-reporter=tap"] : [];
  if (options.length && test) options.push("--test-name-pattern", patternOf(test));
  // One pipe for both streams, so that what they say stays in order.
  const child = spawn("sh", ["-c", 'exec "$@" 2>&1', "sh", program, ...options, ...rest], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...env, LANG: "C.UTF-8", TZ: "UTC" },
  });
  running.add(child);
  child.stdout.setEncoding("utf8").on("data", (text) => {
    job.output += text;
    follow(job);
  });
  return new Promise((resolve) => {
    child.once("close", (code, signal) => {
      running.delete(child);
      if (signal) job.output += `\n${program}: ended by ${signal}\n`;
      job.seconds = (Date.now() - began) / 1000;
      job.verdict = verdictOf(job.output, code);
      judgeEmpty(job);
      writeFileSync(path.join(build, "checks", `${job.part}-${job.name}.log`), job.output);
      resolve();
    });
  });
}

// A program that tested nothing is not a pass; but the one test that was asked for is in one of them.
function judgeEmpty({ verdict }) {
  if (verdict.passed + verdict.failed > 0 || test) return;
  verdict.failed = 1;
  verdict.shown = [...verdict.shown, "nothing was tested"];
}

// Shows what the job at the head of the order has told so far.
function follow(job) {
  if (job !== jobs[reported]) return;
  const lines = job.output.slice(job.printed).split("\n");
  for (const line of lines.slice(0, -1)) if (isProgress(line)) say(line);
  job.printed = job.output.length - lines.at(-1).length;
}

const quoted = (text) => (/^[\w.+/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function rerunsOf({ part, name, verdict }) {
  const again = `${env.RERUN ?? "make"} check-${part}${part === name ? "" : ` ONLY=${name}`}`;
  const names = verdict.names.length ? verdict.names : [""];
  return names.map((one) => `        rerun: ${again}${one && ` TEST=${quoted(one)}`}`);
}

function report(job) {
  const { name, verdict, seconds } = job;
  follow(job);
  if (verdict.failed) {
    say(`  FAIL  ${name.padEnd(28)} ${verdict.failed} of ${verdict.passed + verdict.failed}`);
    verdict.shown.forEach(say);
    rerunsOf(job).forEach(say);
  } else if (verdict.passed) {
    say(`  ok    ${name.padEnd(28)} ${String(verdict.passed).padStart(4)} ${time(seconds)}`);
  }
}

const time = (seconds) => `${seconds.toFixed(1).padStart(6)} s`;
const parts = [...new Set(jobs.map(({ part }) => part))];
const sums = new Map();
let reported = 0;

// Reports the jobs whose turn it is, as far as they have ended.
function reportEnded() {
  for (; jobs[reported]?.verdict; reported++) {
    const job = jobs[reported];
    const sum = sums.get(job.part) ?? { passed: 0, failed: 0, seconds: 0 };
    sums.set(job.part, sum);
    report(job);
    sum.passed += job.verdict.passed;
    sum.failed += job.verdict.failed;
    sum.seconds += job.seconds;
    const next = jobs[reported + 1];
    if (next?.part === job.part) continue;
    say(`${job.part}: ${sum.passed} passed, ${sum.failed} failed`);
    if (next) say(`== check-${next.part}`);
  }
  if (jobs[reported]) follow(jobs[reported]);
}

const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();

function commit() {
  try {
    return `${git("rev-parse", "--short=12", "HEAD")} ${git("status", "--porcelain") ? "dirty" : "clean"}`;
  } catch {
    return "unknown -";
  }
}

// Adds the results to those of before, and shows the newest of each part.
function keepResults(file) {
  const now = new Date().toISOString().replace(/\.\d+/, "");
  mkdirSync(path.dirname(file), { recursive: true });
  for (const [part, { passed, failed }] of sums)
    appendFileSync(file, `${part} ${commit()} ${now} ${passed} passed, ${failed} failed\n`);
  const newest = new Map();
  for (const line of readFileSync(file, "utf8").trimEnd().split("\n"))
    newest.set(line.split(" ")[0], line);
  say(`== newest results, from ${file}`);
  for (const line of newest.values()) say(`  ${line}`);
}

function end() {
  const total = { passed: 0, failed: 0 };
  if (parts.length > 1) say("== totals, with the time that the programs took");
  for (const [part, { passed, failed, seconds }] of sums) {
    total.passed += passed;
    total.failed += failed;
    const counts = `${String(passed).padStart(5)} passed, ${String(failed).padStart(3)} failed`;
    if (parts.length > 1) say(`  check-${part.padEnd(16)} ${counts}, ${time(seconds)}`);
  }
  if (total.passed + total.failed === 0) {
    const asked = ["ONLY", "TEST"].filter((name) => env[name]).map((name) => `${name}=${env[name]}`);
    console.error(`run: no test matches ${asked.join(" ")}`);
    total.failed = 1;
  }
  if (env.RESULTS) keepResults(env.RESULTS);
  if (parts.length > 1 || env.RESULTS) say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed ? 1 : 0;
}

// Programs end their own children; a second signal is theirs to take.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, () => {
    for (const child of running) child.kill("SIGTERM");
    process.exit(130);
  });

mkdirSync(path.join(build, "checks"), { recursive: true });
if (jobs.length) say(`== check-${jobs[0].part}`);
const waiting = [...jobs].sort((a, b) => (b.name === env.FIRST) - (a.name === env.FIRST));
await Promise.all(
  Array.from({ length: slots }, async () => {
    for (let job; (job = waiting.shift()); reportEnded()) await start(job);
  }),
);
end();
