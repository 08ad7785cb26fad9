// What the schemas of the datanet's interface say of a value, and every way that they forbid.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020.js").default;

const DOCS = new URL("../../docs/", import.meta.url);
const SCHEMAS = new URL("schemas/datanet/", DOCS);

const ajv = new Ajv({ allErrors: true });
for (const name of readdirSync(SCHEMAS))
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, SCHEMAS), "utf8")));

/** The parsed schema of a kind of reply. */
export const schemaOf = (name) => ajv.getSchema(`${name}.schema.json`).schema;

/** Why a value is not valid by a schema, or null. */
export const faultOf = (name, value) =>
  ajv.validate(`${name}.schema.json`, value) ? null : ajv.errorsText();

/** The same for the bytes of a reply of this kind. */
export function faultOfReply(kind, text) {
  try {
    if (kind !== "document") return faultOf(kind, JSON.parse(text));
    if (text !== "" && !text.endsWith("\n")) return "the last line has no end";
    const lines = text.split("\n").slice(0, -1);
    return lines.map((line) => faultOf("document-line", JSON.parse(line))).find(Boolean) ?? null;
  } catch (error) {
    return error.message;
  }
}

/** The examples of the reference by schema: [{name, request, text}]. */
export function examples() {
  const reference = readFileSync(new URL("datanet-api.md", DOCS), "utf8");
  const pattern = /(?:`GET (\S+)`\n\n)?<!-- schema ([\w-]+) -->\n```\S+\n(.*?)\n```/gs;
  return [...reference.matchAll(pattern)].map(([, request, name, text]) => ({
    name,
    request,
    text,
  }));
}

const OF_EVERY_TYPE = [null, true, 7, "text", [], {}];
const typeOf = (value) =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

// Text near the right one that a pattern may forbid; the schema decides.
const misspelt = (text) => [
  "",
  `${text}0`,
  text.slice(0, -1),
  ` ${text}`,
  `${text}\n`,
  `+${text}`,
  `-${text}`,
  `0${text}`,
  `${text}.0`,
  text.toUpperCase(),
  text.replace(/[a-f](?=[^a-f]*$)/, (digit) => digit.toUpperCase()),
  text.replace(/^0x/, ""),
  text.replace(/^0x/, "0X"),
  text.replace(/.$/, "g"),
  text.replace(/Z$/, ".5Z"),
  text.replace(/Z$/, "+00:00"),
  text.replace("T", " "),
  text.replace(/1[bc]$/, "1d"),
  "9".repeat(400),
];

function resolve(schema) {
  while (schema.$ref) {
    const [file, path] = schema.$ref.split("#");
    const root = file ? ajv.getSchema(file).schema : schemaOf("common");
    schema = path.split("/").slice(1).reduce((at, step) => at[step], root);
  }
  return schema;
}

// How a schema of one value may be broken: [rule, value in its place].
function breaches(schema, value) {
  const found = OF_EVERY_TYPE.filter((other) => typeOf(other) !== typeOf(value)).map((other) => [
    "another type",
    other,
  ]);
  if (schema.pattern) found.push(...misspelt(value).map((text) => ["pattern", text]));
  if (schema.enum) found.push(["enum", `${value}!`], ["enum", ""], ["enum", value.toUpperCase()]);
  if (schema.const) found.push(["const", `${value}!`]);
  if (schema.minLength) found.push(["minLength", ""]);
  if (schema.maxLength)
    for (const character of ["a", "é", "\u{1f4c8}"])
      found.push(["maxLength", character.repeat(schema.maxLength + 1)]);
  if (schema.maxItems && value.length)
    found.push(["maxItems", Array(schema.maxItems + 1).fill(value[0])]);
  for (const name of schema.required ?? []) {
    const { [name]: gone, ...rest } = value;
    found.push(["required", rest]);
  }
  if (schema.additionalProperties === false)
    found.push(["additionalProperties", { ...value, unknown: "7" }]);
  return found;
}

/**
 * Every single breach of a schema in a valid value: [{rule, path, value}], the whole value each
 * time. Only what the schema really forbids.
 */
export function breachesOf(name, value) {
  const found = [];
  const walk = (schema, at, path, replace) => {
    schema = resolve(schema);
    for (const [rule, other] of breaches(schema, at))
      found.push({ rule, path, value: replace(other) });
    for (const [key, member] of Object.entries(schema.properties ?? {}))
      if (at[key] !== undefined)
        walk(member, at[key], `${path}.${key}`, (other) => replace({ ...at, [key]: other }));
    if (schema.items)
      at.forEach((item, i) =>
        walk(schema.items, item, `${path}[${i}]`, (other) =>
          replace(
            at.map((old, j) => (j === i ? other : old)),
          ),
        ),
      );
  };
  walk(schemaOf(name), value, "", (other) => other);
  return found.filter((breach) => faultOf(name, breach.value));
}
