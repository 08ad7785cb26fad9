// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// Pays cumulative rewards of one token from a root for each cycle; a claim may take a part.
/// Functions of claims, events, errors and slots are those of WeatherXM's pool; the code is our
/// own. Leaf: keccak256(keccak256(abi.encode(account, amount))).
///
/// Roots come whenever the owner sends them: neither the vault that pays for them nor the day
/// between two of them is here. Claims signed for somebody else to send (claimFor) are not here
/// either.
contract RewardPool {
  using SafeERC20 for IERC20;

  // Slots 0 to 400 belong to the base contracts of the real one, in which the last is Pausable's.
  bool private initialized; // 0
  uint256[100] private upgradesGap; // 1 to 100
  uint256 private reentrancyStatus; // 101
  uint256[249] private accessGap; // 102 to 350
  bool public paused; // 351
  uint256[49] private pausableGap; // 352 to 400
  IERC20 public token; // 401
  mapping(address account => uint256) public claims; // 402
  mapping(uint256 cycle => bytes32) public roots; // 403
  mapping(bytes32 nonce => bool) public nonces; // 404, without use
  uint256 public cycle; // 405
  uint256 public lastRewardRootTs; // 406
  uint256 public claimedRewards; // 407
  address private owner; // 408; the real one has its vault here

  error AmountIsOverAvailableRewardsToClaim();
  error AmountRequestedIsZero();
  error TotalRewardsAreZero();

  event SubmittedRootHash(uint256 cycle, bytes32 root);
  event Claimed(address indexed account, uint256 amount);

  modifier onlyOwner() {
    require(msg.sender == owner, "not the owner");
    _;
  }

  modifier whenNotPaused() {
    require(!paused, "Pausable: paused");
    _;
  }

  function initialize(IERC20 token_, address owner_) external {
    require(!initialized, "initialized");
    initialized = true;
    reentrancyStatus = 1;
    token = token_;
    owner = owner_;
  }

  /// The root is that of the cycle before the count goes up; the event tells the one after.
  function submitMerkleRoot(bytes32 root, uint256, uint256)
    external
    onlyOwner
    whenNotPaused
    returns (bool)
  {
    roots[cycle] = root;
    cycle++;
    emit SubmittedRootHash(cycle, root);
    return true;
  }

  function claim(uint256 amount, uint256 totalRewards, uint256 ofCycle, bytes32[] calldata proof)
    external
    whenNotPaused
  {
    require(reentrancyStatus == 1, "ReentrancyGuard: reentrant call");
    reentrancyStatus = 2;
    if (totalRewards == 0) revert TotalRewardsAreZero();
    if (amount == 0) revert AmountRequestedIsZero();
    if (amount > getRemainingAllocatedRewards(msg.sender, totalRewards, ofCycle, proof))
      revert AmountIsOverAvailableRewardsToClaim();
    claims[msg.sender] += amount;
    claimedRewards += amount;
    token.safeTransfer(msg.sender, amount);
    emit Claimed(msg.sender, amount);
    reentrancyStatus = 1;
  }

  function getRemainingAllocatedRewards(
    address account,
    uint256 amount,
    uint256 ofCycle,
    bytes32[] calldata proof
  ) public view whenNotPaused returns (uint256) {
    if (amount == 0) revert AmountRequestedIsZero();
    bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, amount))));
    require(MerkleProof.verifyCalldata(proof, roots[ofCycle], leaf), "INVALID PROOF");
    return claims[account] < amount ? amount - claims[account] : 0;
  }

  function pause() external onlyOwner {
    paused = true;
  }

  function unpause() external onlyOwner {
    paused = false;
  }
}
