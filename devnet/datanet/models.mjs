// Models: trained, published and attributed by the byline binary; this file only calls it.

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { keccak256 } from "ethers";
import { wordsOf } from "../corpus.mjs";
import { unpackRecords } from "../dataset.mjs";

const run = promisify(execFile);
const MAX_OUTPUT = 256 << 20;
// Groups that the publisher leaves out and retrains without, to measure how additive influence is.
const ADDITIVE_GROUPS = 12;

/** A query as `byline model` reads it: {id, text, label}. */
const asQueries = (queries) => queries.map((query) => `${JSON.stringify(query)}\n`).join("");

/**
 * Groups on which the publisher tries forecasts. TRIALS take a second for each model and are too
 * few for intervals, which need 60; with BYLINE_DEVNET_TRIALS=240 a model takes half a minute.
 */
const TRIALS = 6;
export const trials = () => Number(process.env.BYLINE_DEVNET_TRIALS || TRIALS);

// The texts of a dataset. Anybody may contribute a text that the publisher shows; the publisher then
// leaves it out, since `byline model publish` refuses it.
function textsOf({ dir }) {
  const { text } = JSON.parse(readFileSync(path.join(dir, "manifest.json")));
  const records = unpackRecords(readFileSync(path.join(dir, "records"))).map(String);
  return text?.from === "key" ? records.map((record) => valueOf(record, text.name)) : records;
}

function valueOf(record, name) {
  try {
    return String(JSON.parse(record)?.[name] ?? "");
  } catch {
    return "";
  }
}

export class Models {
  #byline;
  #directory;
  #evaluation;
  #publicTexts;
  #inferences;
  #manifestOf;
  #list = [];
  #stopped = new AbortController();

  /**
   * @param evaluation held-out queries of the publisher; @param publicTexts {text} that it shows
   * @param inferences of an epoch
   * @param manifestOf gives the text of the training manifest of datasets, null if there is none
   */
  constructor({ byline, directory, evaluation, publicTexts, inferences, manifestOf }) {
    this.#byline = byline;
    this.#manifestOf = manifestOf;
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
    this.#evaluation = evaluation;
    this.#publicTexts = publicTexts;
    this.#inferences = inferences;
  }

  /** The model that answers now, or undefined: {keccak, file, datasets, training}. */
  get current() {
    return this.#list.at(-1);
  }

  /** An artifact's file by its keccak256, or undefined. */
  fileOf(keccak) {
    return this.#list.find((model) => model.keccak === keccak)?.file;
  }

  /**
   * Trains a model from datasets ({uid, account, dir, records}) and writes its artifact; use() makes
   * it the current one. Its `training` is the text of its training manifest, or null; its `figures`
   * the hash of the artifact's metadata.
   */
  async train(datasets) {
    const training = this.#manifestOf(datasets);
    const place = this.#prepare(this.#list.length + 1, datasets, training);
    const { spec, head, file, queries, texts, manifest } = place;
    await this.#model("train", { spec, out: head });
    const publish = {
      spec,
      head,
      queries,
      public: texts,
      out: file,
      trials: trials(),
      "additive-groups": ADDITIVE_GROUPS,
      ...(training !== null && { training: manifest }),
    };
    const { figures } = JSON.parse(await this.#model("publish", publish, "--json"));
    const keccak = keccak256(readFileSync(file));
    return { keccak, ...place, datasets, training, figures, answers: new Map() };
  }

  /** From now on a trained model answers. */
  use(model) {
    for (const dataset of model.datasets) dataset.models.push(model.keccak);
    this.#list.push(model);
  }

  /** The models with their files, for resume() of another datanet, which has the same datasets. */
  keep() {
    return this.#list.map((model) => ({
      model,
      artifact: readFileSync(model.file),
      weights: readFileSync(model.head),
    }));
  }

  resume(kept) {
    for (const { model, artifact, weights } of kept) {
      const { datasets, training } = model;
      Object.assign(model, this.#prepare(this.#list.length + 1, datasets, training));
      writeFileSync(model.file, artifact);
      writeFileSync(model.head, weights);
      this.#list.push(model);
    }
  }

  // The folder of the model of this number, with all that it is trained and published from.
  #prepare(number, datasets, training) {
    const directory = path.join(this.#directory, String(number));
    const [spec, head, file, queries, texts, manifest] = [
      "spec.json",
      "head.safetensors",
      "artifact.safetensors",
      "evaluation.jsonl",
      "public.jsonl",
      "training.json",
    ].map((name) => path.join(directory, name));
    const entries = datasets.map(({ uid, account, dir }) => ({ dataset: uid, account, dir }));
    mkdirSync(directory, { recursive: true });
    // byline multiplies lambda by the records of each training.
    const inferences = String(this.#inferences);
    writeFileSync(spec, JSON.stringify({ datasets: entries, inferences, retraining: "rescaled" }));
    const known = new Set(datasets.flatMap(textsOf).map(wordsOf));
    const unknown = ({ text }) => !known.has(wordsOf(text));
    writeFileSync(queries, asQueries(this.#evaluation.filter(unknown)));
    writeFileSync(texts, asQueries(this.#publicTexts.filter(unknown)));
    if (training !== null) writeFileSync(manifest, training);
    return { directory, spec, head, file, queries, texts, manifest };
  }

  /**
   * The contribution of each of the model's datasets to its answers to queries ({id, text, label}).
   *
   * Returns a map from query id to {predicted, influence: Map(dataset → signed bigint)}. An answer
   * is computed once.
   */
  async attribute(model, queries) {
    const missing = queries.filter(({ id }) => !model.answers.has(id));
    if (missing.length) {
      const { spec, head } = model;
      const file = path.join(model.directory, "queries.jsonl");
      writeFileSync(file, asQueries(missing));
      const reply = await this.#model("attribute", { spec, head, queries: file }, "--json");
      for (const { id, predicted, influence } of JSON.parse(reply).queries) {
        const byDataset = Object.entries(influence).map(([uid, value]) => [uid, BigInt(value)]);
        model.answers.set(id, { predicted, influence: new Map(byDataset) });
      }
    }
    return new Map(queries.map(({ id }) => [id, model.answers.get(id)]));
  }

  /** Ends a call of the binary that is under way. */
  stop() {
    this.#stopped.abort();
  }

  // Calls `byline model WHAT --name value …` and resolves to its output.
  async #model(what, named, ...flags) {
    const options = Object.entries(named).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { signal } = this.#stopped;
    try {
      const command = ["model", what, ...options, ...flags];
      return (await run(this.#byline, command, { maxBuffer: MAX_OUTPUT, signal })).stdout;
    } catch (error) {
      throw new Error(`byline model ${what} failed: ${error.stderr?.trim() || error.message}`);
    }
  }
}
