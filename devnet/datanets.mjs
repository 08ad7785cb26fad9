// What there is: the networks, the datanets on each, and who contributes what to them. Whatever
// tells one from another stands here.

/**
 * A network: `nodes` are name and operator. Nodes of one network belong to distinct operators, so
 * that two of them agreeing means something. The first network is the one that starts by default.
 */
export const NETWORKS = {
  devnet: {
    title: "byline devnet",
    chainId: 31337,
    coin: "ETH",
    nodes: { alice: "Alpha", bob: "Beta", carol: "Gamma" },
    datanets: ["mail-filter"],
  },
  grove: {
    title: "byline devnet, second chain",
    chainId: 31338,
    coin: "ACORN",
    nodes: { dora: "Delta", erik: "Epsilon" },
    datanets: ["topics", "glosses"],
  },
};

/** Every network's name, the default one first. */
export const NETWORK_NAMES = Object.keys(NETWORKS);

/**
 * A datanet:
 *
 *	operator     the account whose address is the datanet's
 *	token        what customers pay with; fee: how much of it for an answer, between these two
 *	corpus       the file in corpora/ whose records everybody here holds
 *	license      of each dataset
 *	model        license of the weights, "" if nobody states it; whether the publisher tells what
 *	             each model was trained from
 *	accepts      what datasets it can use
 *	datasets     by name, in the order in which they are cut from the corpus: who holds how many
 *	             records, and before which epoch they arrive; a noisy one has labels by chance, so
 *	             that scores differ and one dataset earns nothing
 *	heldout      records in no dataset: the first `evaluation` are the publisher's queries, those
 *	             at even places half A and the others half B; the others are what customers ask
 *	unseen       records in no model, for tests and demos
 *	public       texts without labels, in none of the others, that the publisher shows with a model
 *	claims       who claims, by the epoch after which
 */
export const DATANETS = {
  "mail-filter": {
    operator: "operator",
    token: { name: "Open", symbol: "OPEN" },
    fee: ["0.02", "0.1"],
    corpus: "mails",
    license: "CC0-1.0",
    model: { license: "CC-BY-4.0", manifest: true, figures: true },
    accepts: { language: "en", licenses: ["CC-BY-4.0", "CC0-1.0"], modality: "text" },
    datasets: {
      "demo-1": { account: "demo", records: 1200, before: 1 },
      "demo-2": { account: "demo", records: 300, before: 21 },
      "contributor-1": { account: "contributor-1", records: 500, before: 1 },
      "contributor-2": { account: "contributor-2", records: 450, before: 1 },
      "contributor-3": { account: "contributor-3", records: 400, before: 11, noisy: true },
      "contributor-4": { account: "contributor-4", records: 350, before: 11 },
    },
    heldout: 780,
    evaluation: 480,
    unseen: 900,
    public: 1000,
    claims: { 9: "contributor-1", 19: "demo" },
  },
  topics: {
    operator: "topics-operator",
    token: { name: "Press", symbol: "PRESS" },
    fee: ["0.1", "0.4"],
    corpus: "genres",
    license: "LicenseRef-Brown-Corpus",
    model: { license: "", manifest: false, figures: false },
    accepts: {
      language: "en",
      licenses: ["CC-BY-4.0", "CC0-1.0", "LicenseRef-Brown-Corpus"],
      modality: "text",
    },
    datasets: {
      "topics-demo": { account: "demo", records: 400, before: 1 },
      "topics-contributor-1": { account: "contributor-1", records: 300, before: 1 },
      "topics-contributor-4": { account: "contributor-4", records: 250, before: 11 },
    },
    heldout: 1300,
    evaluation: 800,
    unseen: 300,
    public: 1000,
    claims: { 19: "contributor-1" },
  },
  glosses: {
    operator: "glosses-operator",
    token: { name: "Word", symbol: "WORD" },
    fee: ["0.003", "0.01"],
    corpus: "glosses",
    license: "LicenseRef-WordNet-3.0",
    model: { license: "CC-BY-SA-4.0", manifest: true, figures: true },
    accepts: {
      language: "en",
      licenses: ["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "LicenseRef-WordNet-3.0"],
      modality: "text",
    },
    datasets: {
      "glosses-demo-1": { account: "demo", records: 500, before: 1 },
      "glosses-demo-2": { account: "demo", records: 200, before: 21 },
      "glosses-contributor-2": { account: "contributor-2", records: 400, before: 1 },
      "glosses-contributor-3": { account: "contributor-3", records: 300, before: 11, noisy: true },
      "glosses-contributor-4": { account: "contributor-4", records: 350, before: 11 },
    },
    heldout: 3000,
    evaluation: 2000,
    unseen: 500,
    public: 1000,
    claims: { 9: "contributor-2", 19: "demo" },
  },
};
