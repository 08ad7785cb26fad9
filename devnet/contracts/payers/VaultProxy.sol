// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BeaconProxy} from "@openzeppelin/contracts/proxy/beacon/BeaconProxy.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";

/// The beacon of Story's vaults: the address of their code is in its slot 1.
contract VaultBeacon is UpgradeableBeacon {
  constructor(address implementation, address owner) UpgradeableBeacon(implementation, owner) {}
}

/// A vault: the beacon that names its code is in EIP-1967's slot.
contract VaultProxy is BeaconProxy {
  constructor(address beacon, bytes memory data) BeaconProxy(beacon, data) {}
}
