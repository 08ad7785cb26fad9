// The words of an RFC 822 mail, without the headers that would tell spam from ham by where the
// corpus came from.

const MAX_CHARS = 3000;
const MAX_DEPTH = 4;

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Subject and body of a mail as one line of text; "" if there are no words. */
export function mailText(bytes) {
  const { headers, body } = split(bytes.toString("latin1"));
  const text = `${headers.subject ?? ""} ${bodyText(headers, body, 0)}`
    .replace(/[\s\0-\x1f\x7f-\x9f]+/g, " ")
    .trim();
  // A cut surrogate pair would not be Unicode any more.
  return text
    .slice(0, MAX_CHARS)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
}

function split(source) {
  const end = source.search(/\r?\n\r?\n/);
  const head = (end < 0 ? source : source.slice(0, end)).replace(/\r?\n[ \t]+/g, " ");
  const headers = {};
  for (const line of head.split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name) headers[name.toLowerCase()] ??= value;
  }
  return { headers, body: end < 0 ? "" : source.slice(end).replace(/^(\r?\n){2}/, "") };
}

function bodyText(headers, body, depth) {
  const type = headers["content-type"] ?? "text/plain";
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary && depth < MAX_DEPTH)
    return parts(body, boundary)
      .map((part) => bodyText(part.headers, part.body, depth + 1))
      .join(" ");
  if (!/^text\//i.test(type)) return "";
  const text = characters(unencode(body, headers["content-transfer-encoding"]), type);
  return /^text\/html/i.test(type) ? withoutTags(text) : text;
}

function parts(body, boundary) {
  return body
    .split(`--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith("--"))
    .map((part) => split(part.replace(/^\r?\n/, "")));
}

function unencode(body, encoding = "") {
  switch (encoding.trim().toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64");
    case "quoted-printable":
      return Buffer.from(
        body
          .replace(/=\r?\n/g, "")
          .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
        "latin1",
      );
    default:
      return Buffer.from(body, "latin1");
  }
}

function characters(bytes, type) {
  return bytes.toString(/charset="?utf-?8/i.test(type) ? "utf8" : "latin1");
}

function withoutTags(html) {
  return html
    .replace(/<(script|style)\b.*?<\/\1>/gis, " ")
    .replace(/<!--.*?-->|<[^>]*>/gs, " ")
    .replace(/&(\w+);/g, (all, name) => ENTITIES[name.toLowerCase()] ?? " ");
}
