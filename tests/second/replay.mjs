// byline on what Hardhat's EDR answered once (live.mjs), on each fork. A request that was not recorded
// is a failure with its text: record again then, `make record-second`.
// In: BYLINE, the program.
import assert from "node:assert/strict";
import { checkReading } from "./contributor.mjs";
import { FORKS, read } from "./recording.mjs";
import { keyOfCall, keyOfGet, serve } from "./serve.mjs";
import { summed } from "./steps.mjs";

const TEXT = "this was not recorded";

async function onFork(fork, step) {
  const { version, clock, profile, expected, nodes, datanet } = read(fork);
  const unknown = new Set();
  const answer = async (call) => {
    const kept = nodes[keyOfCall(call)];
    if (!kept) unknown.add(keyOfCall(call));
    return kept ?? { error: { code: -32603, message: TEXT } };
  };
  const get = async (request) => {
    const kept = datanet[keyOfGet(request)];
    if (!kept) unknown.add(keyOfGet(request));
    return kept
      ? { ...kept, body: Buffer.from(kept.body, "base64") }
      : { status: 500, headers: {}, body: TEXT };
  };
  const servers = await serve({ answer, get, profile });
  console.log(`  note  ${version} on ${fork}, block ${expected.block}, as recorded`);
  await checkReading({ profile: servers.profile, clock, expected }, (name, body) =>
    step(`${fork}: ${name}`, body),
  );
  await step(`${fork}: every request was one that EDR answered (else: make record-second)`, () =>
    assert.deepEqual([...unknown].map((key) => key.slice(0, 300)), []),
  );
  await servers.stop();
}

const good = await summed("replayed", async (step) => {
  for (const fork of FORKS) await onFork(fork, step);
});
process.exitCode = good ? 0 : 1;
