// Attested models and training manifests by ethers. Run: node make-models.mjs (see README.md).
import { writeFileSync } from "node:fs";
import { AbiCoder, ZeroAddress, ZeroHash, id, solidityPackedKeccak256 } from "ethers";

const schema = "bytes32 artifact,bytes32 figures,bytes32 manifest,uint64 version,string name,string license";
const uid = solidityPackedKeccak256(["string", "address", "bool"], [schema, ZeroAddress, false]);
const coder = AbiCoder.defaultAbiCoder();
const types = schema.split(",").map((field) => field.split(" ")[0]);
const hash = (text) => id(`vector ${text}`);

const models = [
	[hash("first"), hash("figures"), hash("manifest"), "1", "mail-filter", "CC-BY-4.0"],
	[hash("second"), ZeroHash, ZeroHash, "2", "thèmes", ""],
	[hash("third"), hash("other figures"), hash("other manifest"), String(2n ** 64n - 1n), "x".repeat(63), "CC0-1.0 OR (none)".padEnd(63, "y")],
].map(([artifact, figures, manifest, version, name, license]) => ({
	artifact, figures, manifest, version, name, license,
	data: coder.encode(types, [artifact, figures, manifest, version, name, license]),
}));

// What a reader must refuse: each is encoded as the ABI wants it.
const bad = [
	["an artifact of zero", [ZeroHash, ZeroHash, ZeroHash, "1", "a", ""]],
	["a version of zero", [hash("x"), ZeroHash, ZeroHash, "0", "a", ""]],
	["an empty name", [hash("x"), ZeroHash, ZeroHash, "1", "", ""]],
	["a line end in the name", [hash("x"), ZeroHash, ZeroHash, "1", "mail\nfilter", ""]],
	["a letter without width in the name", [hash("x"), ZeroHash, ZeroHash, "1", "mail\u200bfilter", ""]],
	["a long name", [hash("x"), ZeroHash, ZeroHash, "1", "x".repeat(64), ""]],
	["a licence that is not ASCII", [hash("x"), ZeroHash, ZeroHash, "1", "a", "CC-BY-é"]],
	["a long licence", [hash("x"), ZeroHash, ZeroHash, "1", "a", "y".repeat(64)]],
].map(([what, values]) => ({ what, data: coder.encode(types, values) }));

// Metadata of artifacts, each in an order and a spelling of its own, with the hash of its one text.
const metadata = [
	'{"format":"byline-model/1"}',
	'{}',
	'{"validation_loss": "0.297", "labels":"[\\"ham\\",\\"spam\\"]", "é":"\\u00e9\\/", "\\ue000":"b", "😀":"a", "line":"\\u000a\\u001f"}',
].map((text) => {
	const object = JSON.parse(text);
	const names = Object.keys(object).sort();
	return { text, keccak: id(`{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(object[name])}`).join(",")}}`) };
});

const uids = Array.from({ length: 5 }, (_, i) => hash(`dataset ${i}`)).sort();
const training = (datasets) => {
	const text = `{"datanet":"0x${"9a".repeat(20)}","datasets":[${datasets
		.map(([at, records]) => `{"records":"${records}","uid":"${at}"}`)
		.join(",")}],"format":"byline-training/1"}`;
	return { text, keccak: id(text), total: String(datasets.reduce((sum, [, n]) => sum + BigInt(n), 0n)), datasets: datasets.map(([at, records]) => ({ uid: at, records })) };
};
const manifests = [
	training([[uids[2], "1"]]),
	training(uids.map((at, i) => [at, String(100 * i + 7)])),
	training([[uids[0], String(2n ** 64n - 2n)], [uids[4], "1"]]),
];
writeFileSync("models.json", `${JSON.stringify({ schema, uid, models, bad, metadata, manifests }, null, "\t")}\n`);
