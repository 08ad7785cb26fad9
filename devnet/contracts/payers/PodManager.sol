// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// Pays the owners of pods what each epoch brought them, with no proofs: who owns a pod and how
/// much it earned stands in the contract. The claim and its views are those of Reppo's pod manager,
/// which takes pod and epoch in one order in the claim and in the other in the views. The code is
/// our own; its slots say nothing about the real one's, which are not published. Anybody may send a
/// claim.
abstract contract PodEmissions is ERC721 {
  using SafeERC20 for IERC20;

  IERC20 public immutable reppo;
  address private immutable operator;
  uint256 public publishingFee;
  uint256 private pods;
  mapping(uint256 podId => uint8) private emissionShares;
  mapping(uint256 epoch => mapping(uint256 podId => uint256)) internal emissions;
  mapping(uint256 epoch => mapping(uint256 podId => bool)) internal hasClaimed;

  error AlreadyClaimed(uint256 podId, uint256 epoch);
  error NothingToClaim(uint256 podId, uint256 epoch);

  event PodOwnerEmissionsClaimed(
    uint256 indexed podId,
    uint256 indexed epoch,
    address indexed owner,
    uint256 amount
  );

  constructor(IERC20 token) ERC721("Pod", "POD") {
    reppo = token;
    operator = msg.sender;
  }

  function mintPod(address to, uint8 emissionSharePercent) external returns (uint256 podId) {
    podId = ++pods;
    emissionShares[podId] = emissionSharePercent;
    _mint(to, podId);
  }

  /// What the owner of a pod gets for an epoch; the real contract reckons it from votes.
  function setEmissions(uint256 epoch, uint256 podId, uint256 amount) external {
    require(msg.sender == operator, "not the operator");
    emissions[epoch][podId] = amount;
  }

  function claimPodOwnerEmissions(uint256 podId, uint256 epoch) external {
    address owner = ownerOf(podId);
    if (hasClaimed[epoch][podId]) revert AlreadyClaimed(podId, epoch);
    uint256 amount = emissions[epoch][podId];
    if (amount == 0) revert NothingToClaim(podId, epoch);
    hasClaimed[epoch][podId] = true;
    reppo.safeTransfer(owner, amount);
    emit PodOwnerEmissionsClaimed(podId, epoch, owner, amount);
  }
}

contract PodManager is PodEmissions {
  constructor(IERC20 token) PodEmissions(token) {}

  function getPodEmissionsOfEpoch(uint256 epoch, uint256 podId) external view returns (uint256) {
    return emissions[epoch][podId];
  }

  function hasPodOwnerClaimedEmissions(uint256 epoch, uint256 podId) external view returns (bool) {
    return hasClaimed[epoch][podId];
  }
}

/// A pod manager without the two views: what can be claimed shows when a claim is simulated.
contract PodManagerWithoutViews is PodEmissions {
  constructor(IERC20 token) PodEmissions(token) {}
}
