// Runs the benchmark programs, prints a table, writes BUILD/bench.json.
//
//   node tests/bench/run.mjs BUILD [PREFIX]
//
// A program prints one object a line: {name, unit, ours, rival, theirs, ratio}, ratio above 1: we
// are better; theirs and ratio are null without a rival. With PREFIX, figures of other names keep
// their place in a bench.json of before.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { budgets } from './budgets.mjs';

const [build, only = ''] = process.argv.slice(2);

// The programs, the names they print, and whether BYLINE_ISA makes other figures of them.
const programs = [
	{ file: 'commit', names: ['commit/'], levels: ['avx2', 'scalar'] },
	{ file: 'drop', names: ['drop/'] },
	{ file: 'command', names: ['commit/command', 'suffix/command', 'sign/command', 'sync/command'] },
	{ file: 'preview', names: ['preview/1e6', 'preview/command', 'preview/models'] },
	{ file: 'forecast', names: ['preview/forecast'] },
	{ file: 'publish', names: ['publish/'] },
	{ file: 'influence', names: ['preview/score', 'dense/', 'suffix/'] },
	{ file: 'verify', names: ['verify/'] },
	{ file: 'sign', names: ['sign/'] },
	{ file: 'cache', names: ['ingest/'] },
	{ file: 'networks', names: ['networks/'] },
	{ file: 'sync.mjs', names: ['sync/three'] },
	{ file: 'claim-add.mjs', names: ['claim-add/1e6'] },
	{ file: 'program', names: ['cli/', 'frame/', 'key/', 'idle/', 'memory/'] },
];

const wanted = (names) => names.some((name) => name.startsWith(only) || only.startsWith(name));

function run(program, level) {
	const env = { ...process.env };
	if (level) env.BYLINE_ISA = level;
	else delete env.BYLINE_ISA;
	const [command, ...before] = program.file.endsWith('.mjs')
		? [process.execPath, `tests/bench/${program.file}`]
		: [`${build}/tests/bench/${program.file}`];
	const child = spawnSync(command, [...before, ...(only ? [only] : [])], {
		env,
		stdio: ['ignore', 'pipe', 'inherit'],
		maxBuffer: 1 << 24,
	});
	if (child.status !== 0) console.error(`bench: ${program.file} failed; its figures are missing`);
	const lines = (child.stdout ?? '').toString().split('\n');
	return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

function number(x) {
	if (x === null) return '-';
	if (x !== 0 && (Math.abs(x) >= 1e6 || Math.abs(x) < 1e-3)) return x.toExponential(2);
	return String(Number(x.toPrecision(4)));
}

function budgetOf({ name, unit }) {
	const b = budgets[name];
	if (!b) return '';
	return `${b.better === 'more' ? '>=' : '<='} ${number(b.value)} ${b.of === 'ratio' ? 'x' : unit}`;
}

function verdict(row) {
	const b = budgets[row.name];
	if (!b || row[b.of] === null) return '';
	const met = b.better === 'more' ? row[b.of] >= b.value : row[b.of] <= b.value;
	return met ? 'met' : 'MISSED';
}

function table(rows) {
	const head = ['name', 'ours', 'unit', 'rival', 'theirs', 'ratio', 'budget', ''];
	const cells = rows.map((row) => [
		row.name, number(row.ours), row.unit, row.rival ?? '-', number(row.theirs),
		number(row.ratio), budgetOf(row), verdict(row),
	]);
	const widths = head.map((h, i) => Math.max(h.length, ...cells.map((c) => c[i].length)));
	return [head, ...cells]
		.map((c) => c.map((text, i) => text.padEnd(widths[i])).join('  ').trimEnd())
		.join('\n');
}

const busy = () => loadavg()[0].toFixed(1);
const rows = [];
const before = busy();
for (const program of programs) {
	if (!wanted(program.names)) continue;
	for (const level of [undefined, ...(program.levels ?? [])]) rows.push(...run(program, level));
}
const shown = rows.filter((row) => row.name.startsWith(only));
console.log(
	`${cpus()[0].model.trim()}, ${cpus().length} cores, load ${before} before and ${busy()} after\n` +
		table(shown),
);

const path = `${build}/bench.json`;
const kept = only && existsSync(path)
	? JSON.parse(readFileSync(path)).filter((row) => !row.name.startsWith(only))
	: [];
writeFileSync(path, `${JSON.stringify([...kept, ...shown], null, '\t')}\n`);
