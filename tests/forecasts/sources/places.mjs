// Where the packages are that the corpora come from.

import { fileURLToPath } from "node:url";

/** The modules of devnet/package-lock.json, which holds their digests. */
export const MODULES = fileURLToPath(new URL("../../../devnet/node_modules", import.meta.url));

/** The files that tests/forecasts/debian-11 has fetched. */
export const DEBIAN_11 =
  process.env.DEBIAN_11 ?? fileURLToPath(new URL("../../../build/debian-11", import.meta.url));
