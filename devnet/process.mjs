// A process as the kernel reports it.

import { readFileSync } from "node:fs";

/** The state letter and start time of a process; undefined if it has ended, waited for or not. */
export function processOf(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  const [state, ...fields] = stat.replace(/^.*\) /s, "").split(" ");
  return state === "Z" || state === "X" ? undefined : { state, began: fields[18] };
}
