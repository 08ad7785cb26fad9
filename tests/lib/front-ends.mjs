// Networks in front of the local one: every front end passes what it is asked on to a node of the
// local network, and answers with the chain id of a network of its own.
//
//	node front-ends.mjs DEVNET.JSON HOW...
//
// Each HOW makes one network of three nodes: well, dead (refuses connections), lying (each node
// gives blocks with another state root or hash than their contents and than the others say) or slow
// (one byte a minute). Each reply comes as late as
// from a node on another continent: the networks of one machine share its processor, and their
// times are to tell whether they wait for one another. Prints one line, a JSON list of their
// profiles, and ends with its stdin. They have no datanet: that one signs for one chain.

import { readFileSync } from "node:fs";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { deliver, falsify } from "../../devnet/faults.mjs";
import { freePort, listen } from "../../devnet/ports.mjs";

const [file, ...hows] = process.argv.slice(2);
const { profile, nodes } = JSON.parse(readFileSync(file, "utf8"));
const FIRST_CHAIN = 41_001;
const FAR_MS = 150;
const ROOT = { kind: "state-root" }, HASH = { kind: "block-hash" };
const LIES = [[ROOT], [HASH], [ROOT, HASH]];
const FAULTS = { well: () => [], lying: (i) => LIES[i], slow: () => [{ kind: "trickle" }] };
const agent = new http.Agent({ keepAlive: true });

function bodyOf(stream) {
  const chunks = [];
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => resolve(Buffer.concat(chunks)));
    stream.on("error", reject);
  });
}

function ask(url, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const request = http.request(url, { method: "POST", headers, agent }, (reply) =>
      bodyOf(reply).then(resolve, reject),
    );
    request.on("error", reject);
    request.end(body);
  });
}

// Answers as the node at `url` does, but for the chain id.
async function serve(url, chainId, faults, request, response) {
  response.on("error", () => {});
  try {
    const body = await bodyOf(request);
    const asked = JSON.parse(body);
    const reply = JSON.parse(await ask(url, body));
    if (asked.method === "eth_chainId") reply.result = `0x${chainId.toString(16)}`;
    await sleep(FAR_MS);
    const text = JSON.stringify(falsify(faults, asked.method, reply));
    response.setHeader("content-type", "application/json");
    await deliver(faults, [asked.method], response, Buffer.from(text));
  } catch {
    response.destroy();
  }
}

async function nodeOf(node, i, how, chainId) {
  const faults = FAULTS[how]?.(i);
  const server = http.createServer((...both) => serve(node.url, chainId, faults, ...both));
  const port = how === "dead" ? await freePort() : await listen(server);
  return { name: node.name, operator: node.operator, url: `http://127.0.0.1:${port}` };
}

async function networkOf(how, i) {
  const chainId = FIRST_CHAIN + i;
  return {
    ...profile,
    name: `${how}-${i}`,
    title: `front end ${i}, ${how}`,
    chain_id: String(chainId),
    nodes: await Promise.all(nodes.map((node, at) => nodeOf(node, at, how, chainId))),
    datanets: [],
  };
}

process.stdin.on("end", () => process.exit()).resume();
process.stdout.write(`${JSON.stringify(await Promise.all(hows.map(networkOf)))}\n`);
