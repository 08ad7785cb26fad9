// Replies of the datanet's interface: canonical JSON, entity tags, problems, pages.

import { createHash } from "node:crypto";
import { canonical } from "../json.mjs";

const DEFAULT_LIMIT = 100;

const STATUS = {
  "bad-request": 400,
  "bad-signature": 401,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "not-committed": 422,
  internal: 500,
};

const TITLE = {
  "bad-request": "The request is malformed",
  "bad-signature": "The signature is not valid",
  "not-found": "There is no such thing",
  conflict: "It is there already",
  "too-large": "The upload is too large",
  "not-committed": "The dataset is not committed to this datanet",
  internal: "The node failed",
};

/** An error that the client is told about; `type` is one of the documented names. */
export class Problem extends Error {
  constructor(type, detail) {
    super(detail);
    this.type = type;
  }

  get status() {
    return STATUS[this.type];
  }

  get body() {
    return canonical({ type: this.type, title: TITLE[this.type], detail: this.message });
  }
}

/** Sends bytes or text with an entity tag, or 304 if the client has them. */
export function reply(request, response, contentType, body) {
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
  response.setHeader("etag", etag);
  response.setHeader("cache-control", "no-cache");
  if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(etag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

export function replyProblem(response, problem) {
  response.writeHead(problem.status, { "content-type": "application/problem+json" });
  response.end(problem.body);
}

/** `after` and `limit` of a list. */
export function pageOf(query, maxLimit) {
  const whole = (name, fallback) => {
    const text = query.get(name) ?? String(fallback);
    if (!/^\d{1,15}$/.test(text))
      throw new Problem("bad-request", `${name} must be a whole number`);
    return Number(text);
  };
  const page = { after: whole("after", 0), limit: whole("limit", DEFAULT_LIMIT) };
  if (page.limit < 1 || page.limit > maxLimit)
    throw new Problem("bad-request", `limit must be from 1 to ${maxLimit}`);
  return page;
}

/** The first items of a list and where the next page begins; `cursor` gives an item's number. */
export function pageFrom(items, { after, limit }, cursor) {
  const page = items.slice(0, limit);
  const next = page.length ? cursor(page.at(-1)) : after;
  return { page, next: String(next), more: items.length > limit };
}

/** A 0x-hex parameter of so many bytes, in lower case. */
export function hexParameter(text, bytes, what) {
  if (!new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`, "i").test(text))
    throw new Problem("bad-request", `not ${what}: ${text}`);
  return text.toLowerCase();
}
