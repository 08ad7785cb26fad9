// What the datanet does wrong when told to. Each fault is {kind, ...}.

import { setTimeout as sleep } from "node:timers/promises";

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

// By what they falsify, a route's reply or the description before it is signed: (value, fault)
// changes it in place.
const LIES = {
  proof: [
    "claim",
    (reply) => {
      reply.proof = reply.proof.map((node, i) => (i ? node : flipped(node)));
    },
  ],
  cumulative: [
    "claim",
    (reply) => {
      reply.cumulative = plusOne(reply.cumulative);
    },
  ],
  "claim-distributor": [
    "claim",
    (reply) => {
      reply.distributor = flipped(reply.distributor);
    },
  ],
  amount: [
    "statements",
    (reply, fault) => alterLeaf(reply, fault, ({ amount }) => ({ amount: plusOne(amount) })),
  ],
  "leaf-proof": [
    "statements",
    (reply, fault) =>
      alterLeaf(reply, fault, ({ proof }) => ({
        proof: proof.map((node, i) => (i ? node : flipped(node))),
      })),
  ],
  "statement-uid": [
    "statements",
    (reply) => {
      const newest = reply.statements.at(-1);
      if (newest) newest.uid = flipped(newest.uid);
    },
  ],
  contract: [
    "description",
    (description, { member = "distributor" }) => {
      description[member] = flipped(description[member]);
    },
  ],
  signature: [
    "datanet",
    (reply) => {
      reply.signature = `0x${"11".repeat(32)}${"22".repeat(32)}1b`;
    },
  ],
};

// Of bytes: (body) to the false body.
const BYTES = {
  document: [
    "document",
    (body) => body.replace(/"amount":"(\d+)"/, (_, amount) => `"amount":"${plusOne(amount)}"`),
  ],
  model: [
    "model",
    (body) => {
      const altered = Buffer.from(body);
      altered[altered.length - 1] ^= 1;
      return altered;
    },
  ],
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
    const kinds = [...Object.keys(LIES), ...Object.keys(BYTES), ...MANNERS];
    const unknown = list.find(({ kind }) => !kinds.includes(kind));
    if (unknown) throw new Error(`no such fault: ${unknown.kind}; there are ${kinds.join(", ")}`);
    this.#list = list;
  }

  /** Falsifies a JSON value. */
  falsify(route, value) {
    const copy = structuredClone(value);
    for (const fault of this.#list) {
      const [where, alter] = LIES[fault.kind] ?? [];
      if (where === route) alter(copy, fault);
    }
    return copy;
  }

  falsifyBytes(route, body) {
    return this.#list.reduce((altered, { kind }) => {
      const [where, alter] = BYTES[kind] ?? [];
      return where === route ? alter(altered) : altered;
    }, body);
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
