// Canonical JSON (RFC 8785), for values of objects, arrays, strings and booleans: all that byline
// and a datanet exchange.

/** The one text of a value; what is hashed and signed. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    // JavaScript's default order of strings is that of UTF-16 code units, as RFC 8785 wants.
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  throw new Error(`not a value of the interface: ${typeof value}`);
}
