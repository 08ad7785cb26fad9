// devnet: a local network for byline's demo and tests.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { NETWORK_NAMES } from "./datanets.mjs";
import { Instance } from "./instance.mjs";

const USAGE = `usage: node devnet/main.mjs COMMAND

  run                 in the foreground; Ctrl-C ends it
  start               in the background; returns when it is ready
  stop                ends it
  status              what runs, as JSON
  control NAME JSON   a control call (devnet/README.md)
  control provider P  front ends that behave like provider P's, of all nodes

  with run and start:
  --manual            blocks, inferences and epochs come only by control calls
  --networks NAMES    which networks (${NETWORK_NAMES.join(",")}) beside the first one, or all;
                      BYLINE_DEVNET_NETWORKS says the same
  --payers            others who owe people money than the datanets, on the first network;
                      BYLINE_DEVNET_PAYERS=1 says the same

State is in build/devnet, or in BYLINE_DEVNET_DIR.`;

const POLL_MS = 50;
const LOG_LINES = 20;
const instance = new Instance();

const COMMANDS = { run, start, stop, status, control };

async function run(...options) {
  const networks = networksOf(options);
  if (!instance.claim()) {
    console.error(`devnet: already running as process ${instance.owner} in ${instance.directory}`);
    return 1;
  }
  const { Devnet } = await import("./devnet.mjs");
  const withPayers = options.includes("--payers") || process.env.BYLINE_DEVNET_PAYERS === "1";
  const devnet = new Devnet(instance.directory, networks, { withPayers });
  const ended = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
  });
  try {
    const began = Date.now();
    const ready = devnet.start((step) => console.log(`devnet: ${step}`)).then(() => true);
    if ((await Promise.race([ready, ended])) === true) {
      instance.publish(devnet.describe());
      devnet.run(!options.includes("--manual"));
      report(devnet.describe(), Date.now() - began);
      await ended;
    }
  } finally {
    await devnet.stop();
    instance.release();
  }
  return 0;
}

/** The names of the networks that the options, or else the environment, ask for. */
function networksOf(options) {
  const at = options.indexOf("--networks");
  const asked = (at < 0 ? process.env.BYLINE_DEVNET_NETWORKS : options[at + 1]) ?? "";
  const names = asked === "all" ? NETWORK_NAMES : asked.split(",").filter(Boolean);
  const unknown = names.find((name) => !NETWORK_NAMES.includes(name));
  if (unknown)
    throw new Error(`no such network: ${unknown}; there are ${NETWORK_NAMES.join(", ")}`);
  const [first, ...others] = NETWORK_NAMES;
  return [first, ...others.filter((name) => names.includes(name))];
}

function report({ networks, control, payers }, ms) {
  const say = (what, url) => console.log(`devnet: ${what.padEnd(20)} ${url}`);
  for (const { name: network, nodes, datanets } of networks) {
    console.log(`devnet: network ${network}`);
    for (const { name, url } of nodes) say(`node ${name}`, url);
    for (const { name, url } of datanets) say(`datanet ${name}`, url);
  }
  if (payers) say("payers, Merkl's server", payers.url);
  say("control", control.url);
  console.log(`devnet: ready after ${(ms / 1000).toFixed(1)} s; ${instance.directory}/devnet.json`);
}

async function start(...options) {
  const before = instance.ready;
  if (before) {
    console.log(`devnet: already running as process ${before.pid}`);
    return 0;
  }
  // Somebody else may be starting it at this moment; then this waits for the same network.
  const child = instance.owner ? null : launch(options);
  while (!instance.ready) {
    await sleep(POLL_MS);
    const ended = child ? child.exitCode !== null : true;
    if (ended && !instance.owner) {
      console.error(tail(instance.log));
      return 1;
    }
  }
  console.log(`devnet: ready; ${instance.directory}/devnet.json`);
  return 0;
}

function launch(options) {
  mkdirSync(instance.directory, { recursive: true });
  const log = openSync(instance.log, "w");
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "run", ...options], {
    detached: true,
    stdio: ["ignore", log, log],
  });
  child.unref();
  return child;
}

const tail = (file) =>
  readFileSync(file, "utf8").trimEnd().split("\n").slice(-LOG_LINES).join("\n");

async function stop() {
  console.log((await instance.end()) ? "devnet: stopped" : "devnet: not running");
  return 0;
}

async function status() {
  return control("status", "{}");
}

async function control(name, parameters = "{}") {
  const { ready } = instance;
  if (!ready) {
    console.error(`devnet: not running in ${instance.directory}`);
    return 1;
  }
  const reply = await fetch(`${ready.control.url}/control/${name}`, {
    method: "POST",
    body: name === "provider" && !parameters.startsWith("{")
      ? JSON.stringify({ name: parameters })
      : parameters,
  });
  process.stdout.write(await reply.text());
  return reply.ok ? 0 : 1;
}

const [command, ...rest] = process.argv.slice(2);
if (!existsSync(new URL("node_modules/ethers", import.meta.url))) {
  console.error("devnet: the npm modules are missing: npm ci --prefix devnet");
  process.exit(1);
}
if (!Object.hasOwn(COMMANDS, command ?? "")) {
  console.error(USAGE);
  process.exit(2);
}
try {
  process.exit(await COMMANDS[command](...rest));
} catch (error) {
  console.error(`devnet: ${error.message}`);
  process.exit(1);
}
