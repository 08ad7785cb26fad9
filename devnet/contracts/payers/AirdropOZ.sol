// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// The plain contract that people write around OpenZeppelin's StandardMerkleTree of ["address",
/// "uint256"]: cumulative amounts of one token. Anybody may send a claim; the account is paid.
contract AirdropOZ is Ownable {
  using SafeERC20 for IERC20;

  address public immutable token;
  bytes32 public merkleRoot; // 1, after the owner
  mapping(address account => uint256) public claimed; // 2

  event RootSet(bytes32 indexed root);
  event Claimed(address indexed account, uint256 amount);

  constructor(address token_, address owner) Ownable(owner) {
    token = token_;
  }

  function setMerkleRoot(bytes32 newRoot) external onlyOwner {
    merkleRoot = newRoot;
    emit RootSet(newRoot);
  }

  function claim(address account, uint256 amount, bytes32[] calldata proof) external {
    bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, amount))));
    require(MerkleProof.verifyCalldata(proof, merkleRoot, leaf), "invalid proof");
    uint256 before = claimed[account];
    require(amount > before, "nothing to claim");
    claimed[account] = amount;
    IERC20(token).safeTransfer(account, amount - before);
    emit Claimed(account, amount - before);
  }
}
