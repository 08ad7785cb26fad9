// Faults that the datanet makes when a test asks for them. Each fault is {kind, ...}.

import { setTimeout as sleep } from "node:timers/promises";
import { distributionOf } from "./settlement.mjs";

const flipped = (hex) => hex.slice(0, -1) + (parseInt(hex.at(-1), 16) ^ 1).toString(16);
const plusOne = (decimal) => String(BigInt(decimal) + 1n);

// In the first leaf of an epoch, or of the newest one shown.
function alterLeaf(reply, { epoch }, alter) {
  const statements = reply.statements.filter(({ leaves }) => leaves.length);
  const shown = epoch
    ? statements.find((statement) => statement.epoch === String(epoch))
    : statements.at(-1);
  if (shown) shown.leaves[0] = { ...shown.leaves[0], ...alter(shown.leaves[0]) };
}

// Control characters that a terminal must not obey: they clear, retitle, ring, and turn the reading
// direction.
const ESCAPES = "\x1b[2J\x1b]0;owned\x07\u202e\u200bpaid in full\r";

// A distribution that nobody set on chain, in which the account is owed a token more.
function inventDistribution(reply) {
  const cumulative = new Map([
    [reply.account, BigInt(reply.cumulative) + 10n ** 18n],
    [reply.distributor, 1n],
  ]);
  const { root, claimOf } = distributionOf(cumulative, reply.token);
  const { proof } = claimOf(reply.account);
  Object.assign(reply, { root, proof, cumulative: String(cumulative.get(reply.account)) });
}

const flipFirst = (proof) => proof.map((node, i) => (i ? node : flipped(node)));

// By what is falsified (a route's reply, or the description before it is signed) and kind:
// (value, fault) changes the value in place.
const LIES = {
  claim: {
    proof: (reply) => void (reply.proof = flipFirst(reply.proof)),
    cumulative: (reply) => void (reply.cumulative = plusOne(reply.cumulative)),
    "claim-root": inventDistribution,
    "claim-distributor": (reply) => void (reply.distributor = flipped(reply.distributor)),
  },
  statements: {
    amount: (reply, fault) =>
      alterLeaf(reply, fault, ({ amount }) => ({ amount: plusOne(amount) })),
    "leaf-proof": (reply, fault) =>
      alterLeaf(reply, fault, ({ proof }) => ({ proof: flipFirst(proof) })),
    "statement-uid": ({ statements }) => {
      if (statements.length) statements.at(-1).uid = flipped(statements.at(-1).uid);
    },
  },
  description: {
    contract: (description, { member = "distributor" }) =>
      void (description[member] = flipped(description[member])),
    escapes: (description) => void (description.name = ESCAPES),
    limit: ({ limits }, { name, value }) => void (limits[name] = String(value)),
  },
  models: {
    attestation: ({ models }) => {
      if (models.length) models.at(-1).attestation = flipped(models.at(-1).attestation);
    },
    escapes: ({ models }) => models.forEach((model) => (model.name = ESCAPES)),
  },
  datanet: {
    signature: (reply) => void (reply.signature = `0x${"11".repeat(32)}${"22".repeat(32)}1b`),
  },
  dataset: {
    escapes: (reply) => void Object.assign(reply, { status: "rejected", reason: ESCAPES }),
  },
};

// The same for replies that are bytes: (body) to the false body.
const FALSE_BYTES = {
  document: {
    document: (body) =>
      body.replace(/"amount":"(\d+)"/, (_, amount) => `"amount":"${plusOne(amount)}"`),
  },
  manifest: {
    manifest: (body) =>
      body.replace(/"records":"(\d+)"/, (_, records) => `"records":"${plusOne(records)}"`),
  },
  model: {
    model: (body) => Buffer.concat([body.subarray(0, -1), Buffer.from([body.at(-1) ^ 1])]),
  },
};

const MANNERS = ["http-500", "slow", "hang", "garbage", "drop", "disconnect-upload"];
const DEFAULT_DELAY_MS = 1000;
// Between an interrupted upload's last byte and the end of its connection, to write that byte.
const SETTLE_MS = 50;

export class DatanetFaults {
  #list = [];

  get list() {
    return this.#list;
  }

  /**
   * @param list [{kind, …}]; an empty one makes the datanet honest. `routes` limits a manner to
   * some routes.
   */
  set list(list) {
    const lies = [LIES, FALSE_BYTES].flatMap(Object.values).flatMap(Object.keys);
    const kinds = [...new Set(lies), ...MANNERS];
    const unknown = list.find(({ kind }) => !kinds.includes(kind));
    if (unknown) throw new Error(`no such fault: ${unknown.kind}; there are ${kinds.join(", ")}`);
    this.#list = list;
  }

  /** The JSON value that is sent in place of `value`. */
  falsify(what, value) {
    const copy = structuredClone(value);
    for (const fault of this.#list) LIES[what]?.[fault.kind]?.(copy, fault);
    return copy;
  }

  /** The bytes or text that are sent in place of `body`. */
  falsifyBytes(what, body) {
    const lies = this.#list.map(({ kind }) => FALSE_BYTES[what]?.[kind]).filter(Boolean);
    return lies.reduce((altered, lie) => lie(altered), body);
  }

  /** Misbehaves instead of answering; resolves to true if nothing is left to answer. */
  async misbehave(route, response) {
    for (const { kind, ms = DEFAULT_DELAY_MS, routes } of this.#list) {
      if (routes && !routes.includes(route)) continue;
      if (kind === "slow") await sleep(ms, undefined, { ref: false });
      if (kind === "hang") return true;
      if (kind === "drop") return Boolean(response.destroy());
      if (kind === "garbage")
        return Boolean(
          response.writeHead(200, { "content-type": "application/json" }).end("{\x00\xff"),
        );
      if (kind === "http-500")
        return Boolean(response.writeHead(500, { "content-type": "text/plain" }).end("failed"));
    }
    return false;
  }

  /** Breaks the connection of an upload after `bytes` of its body, once or `times`. */
  interrupt(request) {
    const fault = this.#list.find(
      ({ kind, times = 1 }) => kind === "disconnect-upload" && times > 0,
    );
    if (!fault || request.method !== "PATCH") return;
    fault.times = (fault.times ?? 1) - 1;
    let left = fault.bytes ?? 0;
    const push = request.push.bind(request);
    request.push = (chunk) => {
      if (chunk === null || chunk.length < left) {
        left -= chunk?.length ?? 0;
        return push(chunk);
      }
      push(chunk.subarray(0, left));
      left = 0;
      setTimeout(() => request.socket.destroy(), SETTLE_MS);
      request.push = () => false;
      return false;
    };
  }
}
