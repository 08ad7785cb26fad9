// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// Pays cumulative rewards in many tokens from a Merkle root, with a time for disputes after each
/// new root. Functions, events, errors and storage slots are those of Merkl's distributor; the code
/// is our own. Leaf: keccak256(abi.encode(user, token, amount)), pairs sorted.
///
/// One account stands for the real one's access control: the address in slot 106 is the governor.
/// Recipients are not called back, so `datas` of claimWithRecipient has no effect.
contract MerklDistributor {
  using SafeERC20 for IERC20;

  struct MerkleTree {
    bytes32 merkleRoot;
    bytes32 ipfsHash;
  }

  struct Claim {
    uint208 amount;
    uint48 timestamp;
    bytes32 merkleRoot;
  }

  // Slots 0 to 100 belong to the base contracts of the real one.
  bool private initialized;
  uint256[100] private basesGap;

  MerkleTree public tree; // 101, 102
  MerkleTree public lastTree; // 103, 104
  IERC20 public disputeToken; // 105
  address public accessControlManager; // 106
  address public disputer; // 107, with the next two
  uint48 public endOfDisputePeriod;
  uint48 public disputePeriod;
  uint256 public disputeAmount; // 108
  mapping(address user => mapping(address token => Claim)) public claimed; // 109
  mapping(address updater => uint256) public canUpdateMerkleRoot; // 110
  mapping(address user => uint256) public onlyOperatorCanClaim; // 111, without use
  mapping(address user => mapping(address operator => uint256)) public operators; // 112
  uint128 public upgradeabilityDeactivated; // 113, with the next two
  uint96 private status;
  uint32 private epochDuration;
  mapping(address user => mapping(address token => address)) public claimRecipient; // 114
  mapping(address operator => mapping(address token => uint256)) public mainOperators; // 115

  uint32 private constant EPOCH_DURATION = 3600;

  error InvalidDispute();
  error InvalidLengths();
  error InvalidProof();
  error InvalidUninitializedRoot();
  error NoDispute();
  error NotGovernor();
  error NotTrusted();
  error NotWhitelisted();
  error ReentrantCall();
  error UnresolvedDispute();

  event Claimed(address indexed user, address indexed token, uint256 amount);
  event ClaimRecipientUpdated(
    address indexed user,
    address indexed token,
    address indexed recipient
  );
  event Disputed(string reason);
  event DisputePeriodUpdated(uint48 disputePeriod);
  event DisputeResolved(bool valid);
  event EpochDurationUpdated(uint32 newEpochDuration);
  event MainOperatorStatusUpdated(
    address indexed operator,
    address indexed token,
    bool isWhitelisted
  );
  event OperatorToggled(address indexed user, address indexed operator, bool isWhitelisted);
  event Revoked();
  event TreeUpdated(bytes32 merkleRoot, bytes32 ipfsHash, uint48 endOfDisputePeriod);
  event TrustedToggled(address indexed eoa, bool trust);

  modifier onlyGovernor() {
    if (msg.sender != accessControlManager) revert NotGovernor();
    _;
  }

  function initialize(address governor) external {
    require(!initialized, "initialized");
    initialized = true;
    accessControlManager = governor;
  }

  function upgradeToAndCall(address implementation, bytes calldata data)
    external
    payable
    onlyGovernor
  {
    ERC1967Utils.upgradeToAndCall(implementation, data);
  }

  function claim(
    address[] calldata users,
    address[] calldata tokens,
    uint256[] calldata amounts,
    bytes32[][] calldata proofs
  ) external {
    _claimAll(users, tokens, amounts, proofs, new address[](users.length));
  }

  function claimWithRecipient(
    address[] calldata users,
    address[] calldata tokens,
    uint256[] calldata amounts,
    bytes32[][] calldata proofs,
    address[] calldata recipients,
    bytes[] calldata datas
  ) external {
    if (datas.length != users.length) revert InvalidLengths();
    _claimAll(users, tokens, amounts, proofs, recipients);
  }

  /// The root in force now: it changes with time alone.
  function getMerkleRoot() public view returns (bytes32) {
    bool isOver = block.timestamp >= endOfDisputePeriod && disputer == address(0);
    return isOver ? tree.merkleRoot : lastTree.merkleRoot;
  }

  function getEpochDuration() public view returns (uint32) {
    return epochDuration == 0 ? EPOCH_DURATION : epochDuration;
  }

  function toggleOperator(address user, address operator) external {
    if (msg.sender != user && msg.sender != accessControlManager) revert NotTrusted();
    operators[user][operator] = 1 - operators[user][operator];
    emit OperatorToggled(user, operator, operators[user][operator] == 1);
  }

  function setClaimRecipient(address recipient, address token) external {
    _setClaimRecipient(msg.sender, recipient, token);
  }

  function setClaimRecipientWithGov(address user, address recipient, address token)
    external
    onlyGovernor
  {
    _setClaimRecipient(user, recipient, token);
  }

  function toggleMainOperatorStatus(address operator, address token) external onlyGovernor {
    mainOperators[operator][token] = 1 - mainOperators[operator][token];
    emit MainOperatorStatusUpdated(operator, token, mainOperators[operator][token] == 1);
  }

  function toggleTrusted(address updater) external onlyGovernor {
    canUpdateMerkleRoot[updater] = 1 - canUpdateMerkleRoot[updater];
    emit TrustedToggled(updater, canUpdateMerkleRoot[updater] == 1);
  }

  /// A trusted updater waits for the end of the period before; the governor does not.
  function updateTree(MerkleTree calldata newTree) external {
    bool isTrusted = canUpdateMerkleRoot[msg.sender] == 1 && block.timestamp >= endOfDisputePeriod;
    if (disputer != address(0) || !(isTrusted || msg.sender == accessControlManager))
      revert NotTrusted();
    lastTree = tree;
    tree = newTree;
    endOfDisputePeriod = _periodFromNow();
    emit TreeUpdated(newTree.merkleRoot, newTree.ipfsHash, endOfDisputePeriod);
  }

  function disputeTree(string calldata reason) external {
    if (disputer != address(0)) revert UnresolvedDispute();
    if (block.timestamp >= endOfDisputePeriod) revert InvalidDispute();
    _moveDeposit(msg.sender, address(this));
    disputer = msg.sender;
    emit Disputed(reason);
  }

  function resolveDispute(bool valid) external onlyGovernor {
    if (disputer == address(0)) revert NoDispute();
    if (valid) {
      _moveDeposit(address(this), disputer);
      _revoke();
    } else {
      _moveDeposit(address(this), msg.sender);
      endOfDisputePeriod = _periodFromNow();
    }
    disputer = address(0);
    emit DisputeResolved(valid);
  }

  function revokeTree() external onlyGovernor {
    if (disputer != address(0)) revert UnresolvedDispute();
    _revoke();
  }

  function setEpochDuration(uint32 newDuration) external onlyGovernor {
    epochDuration = newDuration;
    emit EpochDurationUpdated(newDuration);
  }

  function setDisputePeriod(uint48 newPeriod) external onlyGovernor {
    disputePeriod = newPeriod;
    emit DisputePeriodUpdated(newPeriod);
  }

  function setDisputeToken(IERC20 token) external onlyGovernor {
    if (disputer != address(0)) revert UnresolvedDispute();
    disputeToken = token;
  }

  function setDisputeAmount(uint256 amount) external onlyGovernor {
    if (disputer != address(0)) revert UnresolvedDispute();
    disputeAmount = amount;
  }

  function recoverERC20(IERC20 token, address to, uint256 amount) external onlyGovernor {
    token.safeTransfer(to, amount);
  }

  function _claimAll(
    address[] calldata users,
    address[] calldata tokens,
    uint256[] calldata amounts,
    bytes32[][] calldata proofs,
    address[] memory recipients
  ) private {
    if (status == 2) revert ReentrantCall();
    status = 2;
    if (
      users.length == 0 ||
      users.length != tokens.length ||
      users.length != amounts.length ||
      users.length != proofs.length ||
      users.length != recipients.length
    ) revert InvalidLengths();
    for (uint256 i; i < users.length; i++)
      _claimOne(users[i], tokens[i], amounts[i], proofs[i], recipients[i]);
    status = 1;
  }

  function _claimOne(
    address user,
    address token,
    uint256 amount,
    bytes32[] calldata proof,
    address recipient
  ) private {
    if (!_mayClaim(user, token)) revert NotWhitelisted();
    bytes32 root = getMerkleRoot();
    if (root == bytes32(0)) revert InvalidUninitializedRoot();
    if (_fold(keccak256(abi.encode(user, token, amount)), proof) != root) revert InvalidProof();

    // An amount below the one before ends in an arithmetic panic; an equal one pays nothing.
    uint256 paid = amount - claimed[user][token].amount;
    claimed[user][token] = Claim(SafeCast.toUint208(amount), uint48(block.timestamp), root);
    emit Claimed(user, token, paid);
    if (paid != 0) IERC20(token).safeTransfer(_recipientOf(user, token, recipient), paid);
  }

  function _mayClaim(address user, address token) private view returns (bool) {
    return
      msg.sender == user ||
      tx.origin == user ||
      mainOperators[msg.sender][token] != 0 ||
      mainOperators[msg.sender][address(0)] != 0 ||
      operators[user][msg.sender] != 0 ||
      operators[user][address(0)] != 0 ||
      msg.sender == accessControlManager;
  }

  // Only the user may name a recipient in the claim; otherwise the one that was set counts.
  function _recipientOf(address user, address token, address asked) private view returns (address) {
    if (msg.sender == user && asked != address(0)) return asked;
    address set = claimRecipient[user][token];
    if (set == address(0)) set = claimRecipient[user][address(0)];
    return set == address(0) ? user : set;
  }

  function _fold(bytes32 node, bytes32[] calldata proof) private pure returns (bytes32) {
    for (uint256 i; i < proof.length; i++)
      node = node < proof[i]
        ? keccak256(abi.encode(node, proof[i]))
        : keccak256(abi.encode(proof[i], node));
    return node;
  }

  function _setClaimRecipient(address user, address recipient, address token) private {
    claimRecipient[user][token] = recipient;
    // The real contract gives the recipient as the second indexed value and the token as the third.
    emit ClaimRecipientUpdated(user, recipient, token);
  }

  function _revoke() private {
    endOfDisputePeriod = 0;
    tree = lastTree;
    uint48 epoch = getEpochDuration();
    emit Revoked();
    emit TreeUpdated(tree.merkleRoot, tree.ipfsHash, (uint48(block.timestamp) / epoch) * epoch);
  }

  // The next border of epochs, and so many whole epochs after it.
  function _periodFromNow() private view returns (uint48) {
    uint48 epoch = getEpochDuration();
    return ((uint48(block.timestamp) - 1) / epoch + 1 + disputePeriod) * epoch;
  }

  function _moveDeposit(address from, address to) private {
    if (from == address(this)) disputeToken.safeTransfer(to, disputeAmount);
    else disputeToken.safeTransferFrom(from, to, disputeAmount);
  }
}
