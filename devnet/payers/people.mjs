// Whom the payers owe something: the devnet's contributors, and fifty addresses of nobody.

import { dataSlice, getAddress, id } from "ethers";

const OTHERS = 50;
const ROLES = ["demo", "contributor-1", "contributor-2", "contributor-3", "contributor-4"];
// Of what the demo account is owed, in per cent.
const PARTS = { demo: 100n, "contributor-1": 200n, "contributor-2": 50n };
const PART_OF_OTHERS = 150n;

/** [{account, role}], lower-case addresses; the role is "" where the devnet has no key. */
export function peopleOf(wallets) {
  const own = ROLES.map((role) => ({ role, account: wallets[role].address.toLowerCase() }));
  const others = Array.from({ length: OTHERS }, (_, i) => ({
    role: "",
    account: dataSlice(id(`byline devnet, payee ${i}`), 12),
  }));
  return [...own, ...others];
}

/**
 * What each of the people is owed: [{account, role, amount}] in units of the token. The demo
 * account gets `base`, the others different parts of it.
 */
export function shareOut(people, base) {
  return people.map(({ account, role }, i) => ({
    account,
    role,
    amount: role ? (base * (PARTS[role] ?? PART_OF_OTHERS)) / 100n : (base * BigInt(i)) / 100n,
  }));
}

/** The address that a role, or itself, stands for; lower-case. */
export function addressOf(wallets, name) {
  if (Object.hasOwn(wallets, name)) return wallets[name].address.toLowerCase();
  try {
    return getAddress(name).toLowerCase();
  } catch {
    const roles = Object.keys(wallets).join(", ");
    throw new Error(`${name} is neither an address nor an account; there are ${roles}`);
  }
}
