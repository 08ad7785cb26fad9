// The network profile that byline pins: what a server must not be asked about itself.

import { keccak256 } from "ethers";
import { EAS_ADDRESS, REGISTRY_ADDRESS } from "./contracts.mjs";

const ALL_BITS = `0x${"ff".repeat(32)}`;

/**
 * @param traits of the network (datanets.mjs); @param fronts of the nodes
 * @param datanets [{name, url, address, contracts: {token, distributor}, token: {name, symbol}}]
 * @param blockMs between two blocks; @param payers entries of those who pay beside the datanets;
 * @param story Story's contracts, where a vault is among these
 */
export async function makeProfile({
  name,
  traits,
  chain,
  fronts,
  datanets,
  blockMs,
  payers: others = [],
  story,
}) {
  const codeHash = async (address) => keccak256(await chain.code(address));
  const tokens = datanets.map(async ({ contracts, token }) => ({
    address: contracts.token,
    ...token,
    decimals: "18",
    code_hash: await codeHash(contracts.token),
    balance: { slot: "0", order: "key-slot", mask: ALL_BITS },
  }));
  const payers = datanets.map(async ({ contracts }) => ({
    kind: "urd",
    address: contracts.distributor,
    code_hash: await codeHash(contracts.distributor),
    token: contracts.token,
    slots: { root: "0", ipfs_hash: "1", claimed: "2", pending_root: "6" },
  }));
  return {
    format: "byline-network/2",
    name,
    title: traits.title,
    chain_id: String(traits.chainId),
    nodes: fronts.map(({ name: node, operator, url }) => ({ name: node, operator, url })),
    quorum: "2",
    confirmations: "2",
    finality: "none",
    max_age_ms: "120000",
    block_time_ms: String(blockMs),
    native: { symbol: traits.coin, decimals: "18" },
    fee_cap_wei: "50000000000000000",
    eas: {
      address: EAS_ADDRESS,
      registry: REGISTRY_ADDRESS,
      db_slot: "4",
      code_hash: await codeHash(EAS_ADDRESS),
      domain_version: "1.4.0",
    },
    tokens: await Promise.all(tokens),
    payers: [...(await Promise.all(payers)), ...others],
    ...(story ? { story } : {}),
    datanets: datanets.map(({ name: datanet, url, address, contracts }) => ({
      name: datanet,
      url,
      address,
      payers: [contracts.distributor],
    })),
    explorer: "",
  };
}
