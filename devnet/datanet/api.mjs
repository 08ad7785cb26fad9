// The datanet's HTTP interface (docs/datanet-api.md): paths to replies.

import { readFileSync } from "node:fs";
import http from "node:http";
import { rfc3339 } from "../clock.mjs";
import { canonical } from "../json.mjs";
import { close, listen } from "../ports.mjs";
import { LIMITS } from "./datasets.mjs";
import { Problem, hexParameter, pageFrom, pageOf, reply, replyProblem } from "./http.mjs";
import { UPLOADS_PATH } from "./uploads.mjs";

const JSON_TYPE = "application/json";

// Different requests that are remembered; a test asks for them in good time.
const REQUESTS_KEPT = 1000;

// A route's answer is a JSON value, or {type, body} with the bytes themselves.
const ROUTES = [
  ["datanet", /^\/v1\/datanet$/, ({ datanet }) => datanet.describe()],
  [
    "model",
    /^\/v1\/models\/([^/]+)\.safetensors$/,
    ({ datanet }, name) => {
      const file = datanet.models.fileOf(hexParameter(name, 32, "a hash"));
      if (!file) throw new Problem("not-found", "no such model");
      return { type: "application/octet-stream", body: readFileSync(file) };
    },
  ],
  [
    "models",
    /^\/v1\/models$/,
    ({ datanet, query }) => modelsOf(datanet, pageOf(query, LIMITS.page)),
  ],
  [
    "manifest",
    /^\/v1\/models\/([^/]+)\/manifest$/,
    ({ datanet }, name) => {
      const text = datanet.releases.manifestOf(hexParameter(name, 32, "a hash"));
      if (!text) throw new Problem("not-found", "no training manifest of such a model");
      return { type: JSON_TYPE, body: text };
    },
  ],
  [
    "claim",
    /^\/v1\/accounts\/([^/]+)\/claim$/,
    ({ datanet }, address) => claimOf(datanet, hexParameter(address, 20, "an address")),
  ],
  [
    "statements",
    /^\/v1\/accounts\/([^/]+)\/statements$/,
    ({ datanet, query }, address) =>
      statementsOf(datanet, hexParameter(address, 20, "an address"), pageOf(query, LIMITS.page)),
  ],
  [
    "attributions",
    /^\/v1\/accounts\/([^/]+)\/attributions$/,
    ({ datanet, query }, address) =>
      attributionsOf(datanet, hexParameter(address, 20, "an address"), pageOf(query, LIMITS.page)),
  ],
  [
    "document",
    /^\/v1\/statements\/([^/]+)$/,
    ({ datanet }, number) => {
      const epoch = /^\d{1,15}$/.test(number) && datanet.epochs.get(Number(number));
      if (!epoch) throw new Problem("not-found", "no such epoch");
      return { type: "application/x-ndjson", body: epoch.text };
    },
  ],
  [
    "dataset",
    /^\/v1\/datasets\/([^/]+)$/,
    ({ datanet }, uid) => datasetOf(datanet, hexParameter(uid, 32, "a dataset's UID")),
  ],
];

/** An HTTP server for a datanet; opens and closes on one port. */
export class Api {
  #datanet;
  #faults;
  #server = null;
  #requests = new Set();

  constructor(datanet, faults) {
    this.#datanet = datanet;
    this.#faults = faults;
    this.port = 0;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The different requests that came, oldest first: [{method, path, query, headers}]. */
  get requests() {
    return [...this.#requests].map((text) => JSON.parse(text));
  }

  #note({ method, headers }, path, query) {
    this.#requests.add(canonical({ method, path, query: Object.fromEntries(query), headers }));
    if (this.#requests.size > REQUESTS_KEPT) {
      const [oldest] = this.#requests;
      this.#requests.delete(oldest);
    }
  }

  async open() {
    if (this.#server) return;
    this.#server = http.createServer((request, response) => this.#serve(request, response));
    this.port = await listen(this.#server, this.port);
  }

  async close() {
    if (this.#server) await close(this.#server);
    this.#server = null;
  }

  async #serve(request, response) {
    const { pathname, searchParams: query } = new URL(request.url, "http://datanet");
    this.#note(request, pathname, query);
    response.on("error", () => {});
    request.on("error", () => {});
    try {
      if (pathname === UPLOADS_PATH || pathname.startsWith(`${UPLOADS_PATH}/`)) {
        this.#faults.interrupt(request);
        if (!(await this.#faults.misbehave("files", response)))
          await this.#datanet.uploads.handle(request, response);
        return;
      }
      await this.#answer(request, response, pathname, query);
    } catch (error) {
      if (!(error instanceof Problem))
        console.error(`datanet: ${request.method} ${request.url}: ${error.stack}`);
      if (response.headersSent) response.destroy();
      else
        replyProblem(
          response,
          error instanceof Problem ? error : new Problem("internal", "the node failed"),
        );
    }
  }

  async #answer(request, response, pathname, query) {
    const [route, pattern, answer] = ROUTES.find(([, candidate]) => candidate.test(pathname)) ?? [];
    if (!route || !["GET", "HEAD"].includes(request.method))
      throw new Problem("not-found", "no such path");
    if (await this.#faults.misbehave(route, response)) return;
    const [, ...parameters] = pattern.exec(pathname);
    const value = await answer({ datanet: this.#datanet, query }, ...parameters);
    if (value.body !== undefined)
      reply(request, response, value.type, this.#faults.falsifyBytes(route, value.body));
    else reply(request, response, JSON_TYPE, canonical(this.#faults.falsify(route, value)));
  }
}

function modelsOf({ releases }, page) {
  const list = pageFrom(releases.after(page.after), page, ({ version }) => version);
  return { models: list.page, next: list.next, more: list.more };
}

function claimOf({ contracts, epochs }, account) {
  const { root, statement, claimOf: find } = epochs.published;
  const claim = find(account);
  if (!claim) throw new Problem("not-found", "the account is not in the distribution");
  return {
    account,
    ...contracts,
    root,
    statement,
    cumulative: String(claim.cumulative),
    proof: claim.proof,
  };
}

function statementsOf({ epochs }, account, page) {
  const { page: list, next, more } = pageFrom(epochs.after(page.after), page, ({ epoch }) => epoch);
  const statements = list.map(({ epoch, uid, leaves, tree }) => ({
    epoch: String(epoch),
    uid,
    leaf_count: String(leaves.length),
    leaves: leaves.flatMap((leaf, index) =>
      leaf.account === account ? [leafOf(leaf, index, tree)] : [],
    ),
  }));
  return { account, statements, next, more };
}

function leafOf({ dataset, inferences, influence, amount }, index, tree) {
  return {
    dataset,
    inferences: String(inferences),
    influence: String(influence),
    amount: String(amount),
    index: String(index),
    proof: tree.getProof(index),
  };
}

function attributionsOf({ inferences }, account, page) {
  const {
    page: list,
    next,
    more,
  } = pageFrom(inferences.of(account, page.after), page, ({ seq }) => seq);
  const attributions = list.map(
    ({ seq, time, epoch, model, dataset, inference, influence, fee }) => ({
      seq: String(seq),
      time: rfc3339(time),
      epoch: String(epoch),
      model,
      dataset,
      inference,
      influence: String(influence),
      fee: String(fee),
    }),
  );
  return { account, attributions, next, more };
}

function datasetOf({ datasets }, uid) {
  const entry = datasets.get(uid);
  if (!entry) throw new Problem("not-found", "no such dataset was uploaded");
  const { account, status, reason, models } = entry;
  return { dataset: uid, account, status, models, ...(reason ? { reason } : {}) };
}
