// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// Pays cumulative amounts of one token from a root that its owner replaces; a claim names the root
/// that it was made for. Functions, events, reasons and slots are those of 1inch's drop with nodes
/// of 32 bytes; the code is our own. Leaf: keccak256(account, amount) packed, pairs sorted.
contract CumulativeDrop is Ownable {
  using SafeERC20 for IERC20;

  address public immutable token;
  bytes32 public merkleRoot; // 1, after the owner
  mapping(address account => uint256) public cumulativeClaimed; // 2

  // Spelt as in the real contract: the name makes the event's topic.
  event MerkelRootUpdated(bytes32 oldMerkleRoot, bytes32 newMerkleRoot);
  event Claimed(address account, uint256 amount);

  constructor(address token_, address owner) Ownable(owner) {
    token = token_;
  }

  function setMerkleRoot(bytes32 newRoot) external onlyOwner {
    emit MerkelRootUpdated(merkleRoot, newRoot);
    merkleRoot = newRoot;
  }

  function claim(
    address account,
    uint256 cumulativeAmount,
    bytes32 expectedMerkleRoot,
    bytes32[] calldata merkleProof
  ) external {
    require(merkleRoot == expectedMerkleRoot, "CMD: Merkle root was updated");
    bytes32 leaf = keccak256(abi.encodePacked(account, cumulativeAmount));
    require(MerkleProof.verifyCalldata(merkleProof, merkleRoot, leaf), "CMD: Invalid proof");
    uint256 before = cumulativeClaimed[account];
    require(before < cumulativeAmount, "CMD: Nothing to claim");
    cumulativeClaimed[account] = cumulativeAmount;
    IERC20(token).safeTransfer(account, cumulativeAmount - before);
    emit Claimed(account, cumulativeAmount - before);
  }
}
