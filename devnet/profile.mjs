// The network profile that byline pins: what a server must not be asked about itself.

import { keccak256 } from "ethers";
import { EAS_ADDRESS, REGISTRY_ADDRESS } from "./contracts.mjs";
import { CHAIN_ID } from "./genesis.mjs";
import { BLOCK_SECONDS } from "./network.mjs";

const ALL_BITS = `0x${"ff".repeat(32)}`;

/**
 * @param fronts of the nodes; @param contracts {token, distributor}; @param datanet {address, url}
 */
export async function makeProfile({ chain, fronts, contracts, datanet }) {
  const codeHash = async (address) => keccak256(await chain.code(address));
  return {
    format: "byline-network/1",
    name: "devnet",
    title: "byline devnet",
    chain_id: String(CHAIN_ID),
    nodes: fronts.map(({ name, operator, url }) => ({ name, operator, url })),
    quorum: "2",
    confirmations: "2",
    finality: "none",
    max_age: "120",
    block_time: String(BLOCK_SECONDS),
    native: { symbol: "ETH", decimals: "18" },
    fee_cap_wei: "50000000000000000",
    eas: {
      address: EAS_ADDRESS,
      registry: REGISTRY_ADDRESS,
      db_slot: "4",
      code_hash: await codeHash(EAS_ADDRESS),
      domain_version: "1.4.0",
    },
    tokens: [
      {
        address: contracts.token,
        symbol: "OPEN",
        name: "Open",
        decimals: "18",
        code_hash: await codeHash(contracts.token),
        balance: { slot: "0", order: "key-slot", mask: ALL_BITS },
      },
    ],
    distributors: [
      {
        kind: "urd",
        address: contracts.distributor,
        code_hash: await codeHash(contracts.distributor),
        token: contracts.token,
        slots: { root: "0", ipfs_hash: "1", claimed: "2", pending_root: "6" },
      },
    ],
    datanet: { url: datanet.url, address: datanet.address, name: "mail-filter" },
    explorer: "",
  };
}
