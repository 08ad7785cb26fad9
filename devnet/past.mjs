// A past that networks share: one lives through the thirty epochs and keeps them in a file, those
// that start soon after it begin with them. Tests start a dozen networks, and the past is most of
// the work of a start.
//
// BYLINE_DEVNET_PAST names the file of the default network, to which others add their name; without
// it every network lives through a past of its own.
// A kept past counts only for the same sources, binary and number of trials, and while it is young: its
// blocks have the times at which they were made.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { trials } from "./datanet/models.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));

// A run of the tests takes less. A network whose past ended longer ago would look like one that
// stands still.
const MAX_AGE_SECONDS = 900;

export class Past {
  #file;
  #byline;
  #clock;

  /**
   * @param byline the binary, whose models are in the past; @param name of the network, whose file
   * has that name at its end, `isDefault` excepted
   */
  constructor({ byline, clock, name, isDefault }) {
    const file = process.env.BYLINE_DEVNET_PAST;
    this.#file = file && !isDefault ? `${file}-${name}` : file;
    this.#byline = byline;
    this.#clock = clock;
  }

  /** The past that keep() wrote, or null if there is none that counts. */
  read() {
    if (!this.#file) return null;
    let kept;
    try {
      kept = deserialize(readFileSync(this.#file));
    } catch {
      return null;
    }
    const age = this.#clock.now() - kept.end;
    return kept.key === this.#key && age >= 0 && age <= MAX_AGE_SECONDS ? kept : null;
  }

  /** Writes the past that ended at `end` (unix seconds), for networks that start later. */
  keep(past) {
    if (!this.#file) return;
    const temporary = `${this.#file}.${process.pid}`;
    try {
      writeFileSync(temporary, serialize({ key: this.#key, ...past }));
      renameSync(temporary, this.#file);
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  get #key() {
    const hash = createHash("sha256");
    const sources = ["", "corpora", "datanet"].flatMap((folder) =>
      readdirSync(path.join(HERE, folder))
        .filter((name) => name.endsWith(".mjs") || name === "package-lock.json")
        .map((name) => path.join(HERE, folder, name)),
    );
    for (const file of [...sources, this.#byline]) hash.update(readFileSync(file));
    hash.update(String(trials()));
    return hash.digest("hex");
  }
}
