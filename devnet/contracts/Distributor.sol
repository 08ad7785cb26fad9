// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// Pays cumulative royalties from a Merkle root: leaf = keccak256(keccak256(abi.encode(account,
/// reward, claimable))). Interface, events and storage slots are those of Morpho's Universal
/// Rewards Distributor; the code is our own.
contract Distributor {
  using SafeERC20 for IERC20;

  struct PendingRoot {
    bytes32 root;
    bytes32 ipfsHash;
    uint256 validAt;
  }

  // Slots 0 to 8, in this order: wallets read them by storage proof.
  bytes32 public root;
  bytes32 public ipfsHash;
  mapping(address account => mapping(address reward => uint256 amount)) public claimed;
  address public owner;
  uint256 public timelock;
  mapping(address updater => bool active) public isUpdater;
  PendingRoot public pendingRoot;

  event RootSet(bytes32 indexed newRoot, bytes32 indexed newIpfsHash);
  event PendingRootSet(
    address indexed caller,
    bytes32 indexed newRoot,
    bytes32 indexed newIpfsHash
  );
  event PendingRootRevoked(address indexed caller);
  event Claimed(address indexed account, address indexed reward, uint256 amount);
  event TimelockSet(uint256 newTimelock);
  event RootUpdaterSet(address indexed rootUpdater, bool active);
  event OwnerSet(address indexed newOwner);

  modifier onlyOwner() {
    require(msg.sender == owner, "not owner");
    _;
  }

  modifier onlyUpdater() {
    require(isUpdater[msg.sender] || msg.sender == owner, "not updater role");
    _;
  }

  constructor(
    address initialOwner,
    uint256 initialTimelock,
    bytes32 initialRoot,
    bytes32 initialIpfsHash
  ) {
    owner = initialOwner;
    emit OwnerSet(initialOwner);
    timelock = initialTimelock;
    emit TimelockSet(initialTimelock);
    _setRoot(initialRoot, initialIpfsHash);
  }

  function submitRoot(bytes32 newRoot, bytes32 newIpfsHash) external onlyUpdater {
    require(newRoot != pendingRoot.root || newIpfsHash != pendingRoot.ipfsHash, "already pending");
    pendingRoot = PendingRoot(newRoot, newIpfsHash, block.timestamp + timelock);
    emit PendingRootSet(msg.sender, newRoot, newIpfsHash);
  }

  function acceptRoot() external {
    require(pendingRoot.validAt != 0, "no pending root");
    require(block.timestamp >= pendingRoot.validAt, "timelock not expired");
    _setRoot(pendingRoot.root, pendingRoot.ipfsHash);
  }

  function revokePendingRoot() external onlyUpdater {
    require(pendingRoot.validAt != 0, "no pending root");
    delete pendingRoot;
    emit PendingRootRevoked(msg.sender);
  }

  function setRoot(bytes32 newRoot, bytes32 newIpfsHash) external onlyUpdater {
    require(newRoot != root || newIpfsHash != ipfsHash, "already set");
    require(timelock == 0 || msg.sender == owner, "unauthorized root change");
    _setRoot(newRoot, newIpfsHash);
  }

  /// Anyone may call; the tokens always go to `account`.
  function claim(address account, address reward, uint256 claimable, bytes32[] calldata proof)
    external
    returns (uint256 amount)
  {
    require(root != bytes32(0), "root not set");
    bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, reward, claimable))));
    require(MerkleProof.verifyCalldata(proof, root, leaf), "invalid proof or expired");
    require(claimable > claimed[account][reward], "claimable too low");

    amount = claimable - claimed[account][reward];
    claimed[account][reward] = claimable;
    IERC20(reward).safeTransfer(account, amount);
    emit Claimed(account, reward, amount);
  }

  function setTimelock(uint256 newTimelock) external onlyOwner {
    require(newTimelock != timelock, "already set");
    timelock = newTimelock;
    emit TimelockSet(newTimelock);
  }

  function setRootUpdater(address updater, bool active) external onlyOwner {
    require(isUpdater[updater] != active, "already set");
    isUpdater[updater] = active;
    emit RootUpdaterSet(updater, active);
  }

  function setOwner(address newOwner) external onlyOwner {
    require(newOwner != owner, "already set");
    owner = newOwner;
    emit OwnerSet(newOwner);
  }

  function _setRoot(bytes32 newRoot, bytes32 newIpfsHash) private {
    root = newRoot;
    ipfsHash = newIpfsHash;
    delete pendingRoot;
    emit RootSet(newRoot, newIpfsHash);
  }
}
