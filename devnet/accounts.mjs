// The devnet's keys: all from the well-known test phrase, so that anybody can act as anybody.

import { HDNodeWallet, Mnemonic } from "ethers";

export const PHRASE = "test test test test test test test test test test test junk";

// The position is the last step of m/44'/60'/0'/0/i.
const ROLES = [
  "demo",
  "contributor-1",
  "contributor-2",
  "contributor-3",
  "contributor-4",
  "operator",
  "deployer",
  "faucet",
  "topics-operator",
  "glosses-operator",
];

/** All accounts by role; each is an ethers wallet that is not connected to any node. */
export function accounts() {
  const root = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(PHRASE), "m/44'/60'/0'/0");
  return Object.fromEntries(ROLES.map((role, i) => [role, root.deriveChild(i)]));
}

/** The 64-byte BIP-39 seed of the phrase, from which the demo account's dataset keys come. */
export function seed() {
  return Buffer.from(Mnemonic.fromPhrase(PHRASE).computeSeed().slice(2), "hex");
}

/** The part of `devnet.json` about the accounts. */
export function describeAccounts(wallets) {
  return Object.entries(wallets).map(([name, wallet]) => ({
    name,
    address: wallet.address.toLowerCase(),
    private_key: wallet.privateKey,
    path: wallet.path,
  }));
}
