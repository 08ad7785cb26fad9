// What was asked of the front ends of a network, for tests and benchmarks.

export class Tally {
  #nodes = new Map();
  // The length of the longest chain of requests of which each began after the one before had ended:
  // what a far away network makes a client wait for.
  #depth = 0;

  clear() {
    this.#nodes.clear();
    this.#depth = 0;
  }

  /** Notes that a body of `bytes` came to `node`; the result goes to left(). */
  came(node, methods, bytes) {
    const count = this.#nodes.get(node) ?? { requests: 0, received: 0, sent: 0, methods: {} };
    this.#nodes.set(node, count);
    count.requests++;
    count.received += bytes;
    for (const method of methods) count.methods[method] = (count.methods[method] ?? 0) + 1;
    return { count, depth: this.#depth + 1 };
  }

  left({ count, depth }, bytes) {
    count.sent += bytes;
    this.#depth = Math.max(this.#depth, depth);
  }

  /** {rounds, nodes: {NAME: {requests, received, sent, methods: {METHOD: requests}}}}. */
  describe() {
    const nodes = [...this.#nodes].map(([name, { requests, received, sent, methods }]) => [
      name,
      {
        requests: String(requests),
        received: String(received),
        sent: String(sent),
        methods: Object.fromEntries(
          Object.entries(methods)
            .sort(([, a], [, b]) => b - a)
            .map(([method, asked]) => [method, String(asked)]),
        ),
      },
    ]);
    return { rounds: String(this.#depth), nodes: Object.fromEntries(nodes) };
  }
}
