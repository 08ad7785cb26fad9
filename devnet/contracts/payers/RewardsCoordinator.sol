// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// Pays cumulative earnings from a list of roots of trees of trees: one leaf per earner, whose
/// value is the root of a tree with one leaf per token. Functions, events, errors and storage slots
/// are those of EigenLayer's contract as far as claims need them; the code is our own. Nodes are
/// hashed in the order of their indices; every root that was neither disabled nor is too young
/// stays valid.
///
/// One account stands for owner, pauser and updater of the real one's roles.
contract RewardsCoordinator {
  using SafeERC20 for IERC20;

  struct DistributionRoot {
    bytes32 root;
    uint32 rewardsCalculationEndTimestamp;
    uint32 activatedAt;
    bool disabled;
  }

  struct EarnerTreeMerkleLeaf {
    address earner;
    bytes32 earnerTokenRoot;
  }

  struct TokenTreeMerkleLeaf {
    IERC20 token;
    uint256 cumulativeEarnings;
  }

  struct RewardsMerkleClaim {
    uint32 rootIndex;
    uint32 earnerIndex;
    bytes earnerTreeProof;
    EarnerTreeMerkleLeaf earnerLeaf;
    uint32[] tokenIndices;
    bytes[] tokenTreeProofs;
    TokenTreeMerkleLeaf[] tokenLeaves;
  }

  bool private initialized; // 0
  uint256[50] private contextGap; // 1 to 50
  address public owner; // 51
  uint256[49] private ownableGap; // 52 to 100
  address private pauserRegistryBefore; // 101, without use
  uint256 private pausedBits; // 102
  uint256[48] private pausableGap; // 103 to 150
  uint256 private reentrancyStatus; // 151
  uint256[49] private reentrancyGap; // 152 to 200
  bytes32 private domainSeparatorBefore; // 201, without use
  DistributionRoot[] private distributionRoots; // 202
  address public rewardsUpdater; // 203, with the next three
  uint32 public activationDelay;
  uint32 public currRewardsCalculationEndTimestamp;
  uint16 public defaultOperatorSplitBips;
  mapping(address earner => address claimer) public claimerFor; // 204
  mapping(address earner => mapping(IERC20 token => uint256)) public cumulativeClaimed; // 205

  uint8 private constant EARNER_LEAF_SALT = 0;
  uint8 private constant TOKEN_LEAF_SALT = 1;
  uint8 private constant PAUSED_PROCESS_CLAIM = 2;
  uint8 private constant PAUSED_SUBMIT_DISABLE_ROOTS = 3;

  error CurrentlyPaused();
  error EarningsNotGreaterThanClaimed();
  error InputArrayLengthMismatch();
  error InvalidClaimProof();
  error InvalidEarnerLeafIndex();
  error InvalidNewPausedStatus();
  error InvalidRootIndex();
  error InvalidTokenLeafIndex();
  error NewRootMustBeForNewCalculatedPeriod();
  error OnlyPauser();
  error ReentrantCall();
  error RewardsEndTimestampNotElapsed();
  error RootAlreadyActivated();
  error RootDisabled();
  error RootNotActivated();
  error UnauthorizedCaller();

  event ActivationDelaySet(uint32 oldActivationDelay, uint32 newActivationDelay);
  event ClaimerForSet(
    address indexed earner,
    address indexed oldClaimer,
    address indexed claimer
  );
  event DistributionRootDisabled(uint32 indexed rootIndex);
  event DistributionRootSubmitted(
    uint32 indexed rootIndex,
    bytes32 indexed root,
    uint32 indexed rewardsCalculationEndTimestamp,
    uint32 activatedAt
  );
  event Paused(address indexed account, uint256 newPausedStatus);
  event RewardsClaimed(
    bytes32 root,
    address indexed earner,
    address indexed claimer,
    address indexed recipient,
    IERC20 token,
    uint256 claimedAmount
  );
  event Unpaused(address indexed account, uint256 newPausedStatus);

  modifier onlyWhenNotPaused(uint8 bit) {
    if (paused(bit)) revert CurrentlyPaused();
    _;
  }

  modifier onlyOwner() {
    if (msg.sender != owner) revert UnauthorizedCaller();
    _;
  }

  modifier onlyUpdater() {
    if (msg.sender != rewardsUpdater) revert UnauthorizedCaller();
    _;
  }

  modifier nonReentrant() {
    if (reentrancyStatus == 2) revert ReentrantCall();
    reentrancyStatus = 2;
    _;
    reentrancyStatus = 1;
  }

  function initialize(address initialOwner, uint32 delay) external {
    require(!initialized, "initialized");
    initialized = true;
    owner = initialOwner;
    rewardsUpdater = initialOwner;
    reentrancyStatus = 1;
    defaultOperatorSplitBips = 1000;
    activationDelay = delay;
  }

  function submitRoot(bytes32 root, uint32 rewardsCalculationEndTimestamp)
    external
    onlyWhenNotPaused(PAUSED_SUBMIT_DISABLE_ROOTS)
    onlyUpdater
  {
    if (rewardsCalculationEndTimestamp <= currRewardsCalculationEndTimestamp)
      revert NewRootMustBeForNewCalculatedPeriod();
    if (rewardsCalculationEndTimestamp >= block.timestamp) revert RewardsEndTimestampNotElapsed();
    uint32 activatedAt = uint32(block.timestamp) + activationDelay;
    uint32 index = uint32(distributionRoots.length);
    distributionRoots.push(
      DistributionRoot(root, rewardsCalculationEndTimestamp, activatedAt, false)
    );
    currRewardsCalculationEndTimestamp = rewardsCalculationEndTimestamp;
    emit DistributionRootSubmitted(index, root, rewardsCalculationEndTimestamp, activatedAt);
  }

  function disableRoot(uint32 rootIndex)
    external
    onlyWhenNotPaused(PAUSED_SUBMIT_DISABLE_ROOTS)
    onlyUpdater
  {
    if (rootIndex >= distributionRoots.length) revert InvalidRootIndex();
    DistributionRoot storage root = distributionRoots[rootIndex];
    if (root.disabled) revert RootDisabled();
    if (block.timestamp >= root.activatedAt) revert RootAlreadyActivated();
    root.disabled = true;
    emit DistributionRootDisabled(rootIndex);
  }

  function setActivationDelay(uint32 delay) external onlyOwner {
    emit ActivationDelaySet(activationDelay, delay);
    activationDelay = delay;
  }

  function setClaimerFor(address claimer) external {
    emit ClaimerForSet(msg.sender, claimerFor[msg.sender], claimer);
    claimerFor[msg.sender] = claimer;
  }

  /// Bits can only be added here, and only be taken away by unpause().
  function pause(uint256 newPausedStatus) external {
    if (msg.sender != owner) revert OnlyPauser();
    if (pausedBits & newPausedStatus != pausedBits) revert InvalidNewPausedStatus();
    pausedBits = newPausedStatus;
    emit Paused(msg.sender, newPausedStatus);
  }

  function unpause(uint256 newPausedStatus) external {
    if (msg.sender != owner) revert OnlyPauser();
    if (~pausedBits & ~newPausedStatus != ~pausedBits) revert InvalidNewPausedStatus();
    pausedBits = newPausedStatus;
    emit Unpaused(msg.sender, newPausedStatus);
  }

  function paused() external view returns (uint256) {
    return pausedBits;
  }

  function paused(uint8 bit) public view returns (bool) {
    return pausedBits & (1 << bit) != 0;
  }

  function processClaim(RewardsMerkleClaim calldata claim, address recipient)
    external
    onlyWhenNotPaused(PAUSED_PROCESS_CLAIM)
    nonReentrant
  {
    _processClaim(claim, recipient);
  }

  function processClaims(RewardsMerkleClaim[] calldata claims, address recipient)
    external
    onlyWhenNotPaused(PAUSED_PROCESS_CLAIM)
    nonReentrant
  {
    for (uint256 i; i < claims.length; i++) _processClaim(claims[i], recipient);
  }

  /// Reverts unless the claim's proofs are right for a root that may be claimed against now.
  function checkClaim(RewardsMerkleClaim calldata claim) public view returns (bool) {
    if (claim.rootIndex >= distributionRoots.length) revert InvalidRootIndex();
    DistributionRoot storage root = distributionRoots[claim.rootIndex];
    if (root.disabled) revert RootDisabled();
    if (block.timestamp < root.activatedAt) revert RootNotActivated();
    uint256 n = claim.tokenIndices.length;
    if (n != claim.tokenTreeProofs.length || n != claim.tokenLeaves.length)
      revert InputArrayLengthMismatch();

    bytes calldata proof = claim.earnerTreeProof;
    if (claim.earnerIndex >= 1 << (proof.length / 32)) revert InvalidEarnerLeafIndex();
    if (_fold(calculateEarnerLeafHash(claim.earnerLeaf), claim.earnerIndex, proof) != root.root)
      revert InvalidClaimProof();
    for (uint256 i; i < n; i++) {
      proof = claim.tokenTreeProofs[i];
      if (claim.tokenIndices[i] >= 1 << (proof.length / 32)) revert InvalidTokenLeafIndex();
      bytes32 leaf = calculateTokenLeafHash(claim.tokenLeaves[i]);
      if (_fold(leaf, claim.tokenIndices[i], proof) != claim.earnerLeaf.earnerTokenRoot)
        revert InvalidClaimProof();
    }
    return true;
  }

  function calculateEarnerLeafHash(EarnerTreeMerkleLeaf calldata leaf)
    public
    pure
    returns (bytes32)
  {
    return keccak256(abi.encodePacked(EARNER_LEAF_SALT, leaf.earner, leaf.earnerTokenRoot));
  }

  function calculateTokenLeafHash(TokenTreeMerkleLeaf calldata leaf) public pure returns (bytes32) {
    return keccak256(abi.encodePacked(TOKEN_LEAF_SALT, leaf.token, leaf.cumulativeEarnings));
  }

  function getDistributionRootsLength() external view returns (uint256) {
    return distributionRoots.length;
  }

  function getDistributionRootAtIndex(uint256 index)
    external
    view
    returns (DistributionRoot memory)
  {
    return distributionRoots[index];
  }

  function getCurrentDistributionRoot() external view returns (DistributionRoot memory) {
    return distributionRoots[distributionRoots.length - 1];
  }

  /// The newest root that may be claimed against now; zeroes when there is none.
  function getCurrentClaimableDistributionRoot()
    external
    view
    returns (DistributionRoot memory root)
  {
    for (uint256 i = distributionRoots.length; i > 0; i--) {
      root = distributionRoots[i - 1];
      if (!root.disabled && block.timestamp >= root.activatedAt) return root;
    }
    delete root;
  }

  function _processClaim(RewardsMerkleClaim calldata claim, address recipient) private {
    checkClaim(claim);
    address earner = claim.earnerLeaf.earner;
    address claimer = claimerFor[earner];
    if (msg.sender != (claimer == address(0) ? earner : claimer)) revert UnauthorizedCaller();
    for (uint256 i; i < claim.tokenLeaves.length; i++) {
      TokenTreeMerkleLeaf calldata leaf = claim.tokenLeaves[i];
      uint256 before = cumulativeClaimed[earner][leaf.token];
      if (leaf.cumulativeEarnings <= before) revert EarningsNotGreaterThanClaimed();
      cumulativeClaimed[earner][leaf.token] = leaf.cumulativeEarnings;
      uint256 amount = leaf.cumulativeEarnings - before;
      leaf.token.safeTransfer(recipient, amount);
      bytes32 root = distributionRoots[claim.rootIndex].root;
      emit RewardsClaimed(root, earner, msg.sender, recipient, leaf.token, amount);
    }
  }

  function _fold(bytes32 node, uint256 index, bytes calldata proof) private pure returns (bytes32) {
    for (uint256 i; i + 32 <= proof.length; i += 32) {
      bytes32 sibling = bytes32(proof[i:i + 32]);
      node = index % 2 == 0
        ? keccak256(abi.encodePacked(node, sibling))
        : keccak256(abi.encodePacked(sibling, node));
      index /= 2;
    }
    return node;
  }
}
