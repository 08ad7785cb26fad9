// What a recording has: one file for each fork, with the answers by request.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** Today's rules of Ethereum, and those of the fork to come. */
export const FORKS = ["osaka", "amsterdam"];

const fileOf = (fork) => new URL(`recorded-${fork}.json.br`, import.meta.url);

/** The recording of a fork: { version, hardfork, clock, profile, expected, nodes, datanet }. */
export const read = (fork) => JSON.parse(brotliDecompressSync(readFileSync(fileOf(fork))));

/** Proofs share most of their nodes, which a window as large as the file finds. */
export function write(recording) {
  const text = Buffer.from(JSON.stringify(recording));
  const params = {
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  writeFileSync(fileOf(recording.hardfork), brotliCompressSync(text, { params }));
  const requests = Object.keys(recording.nodes).length + Object.keys(recording.datanet).length;
  console.log(`  note  recorded ${requests} requests on ${recording.hardfork}`);
}
