// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {CampaignTerms, SablierCampaign} from "./SablierCampaign.sol";

/// A campaign that pays what has vested when somebody claims; the rest is lost to the recipient for
/// ever. It has no claim().
contract SablierVCA is SablierCampaign {
  using SafeERC20 for IERC20;

  uint40 public immutable VESTING_START_TIME;
  uint40 public immutable VESTING_END_TIME;
  /// The share that is paid from the start on, of 1e18.
  uint256 public immutable UNLOCK_PERCENTAGE;

  uint256 public totalForgoneAmount; // 6

  error SablierMerkleVCA_ClaimAmountZero(address recipient);

  event ClaimVCA(
    uint256 index,
    address indexed recipient,
    uint128 claimAmount,
    uint128 forgoneAmount,
    address to,
    bool viaSig
  );

  constructor(CampaignTerms memory terms, uint40 vestingStart, uint40 vestingEnd)
    SablierCampaign(terms)
  {
    VESTING_START_TIME = vestingStart;
    VESTING_END_TIME = vestingEnd;
    UNLOCK_PERCENTAGE = 0.1e18;
  }

  /// What a claim at a time pays; a time of zero is now.
  function calculateClaimAmount(uint128 fullAmount, uint40 claimTime)
    public
    view
    returns (uint128)
  {
    if (claimTime == 0) claimTime = uint40(block.timestamp);
    if (claimTime < VESTING_START_TIME) return 0;
    if (claimTime >= VESTING_END_TIME) return fullAmount;
    uint256 unlocked = (fullAmount * UNLOCK_PERCENTAGE) / 1e18;
    uint256 elapsed = claimTime - VESTING_START_TIME;
    uint256 vested = ((fullAmount - unlocked) * elapsed) / (VESTING_END_TIME - VESTING_START_TIME);
    return uint128(unlocked + vested);
  }

  function calculateForgoneAmount(uint128 fullAmount, uint40 claimTime)
    external
    view
    returns (uint128)
  {
    if (claimTime == 0) claimTime = uint40(block.timestamp);
    if (claimTime < VESTING_START_TIME) return 0;
    return fullAmount - calculateClaimAmount(fullAmount, claimTime);
  }

  function _pay(uint256 index, address recipient, address to, uint128 fullAmount, bool viaSig)
    internal
    override
  {
    uint128 amount = calculateClaimAmount(fullAmount, 0);
    if (amount == 0) revert SablierMerkleVCA_ClaimAmountZero(recipient);
    totalForgoneAmount += fullAmount - amount;
    TOKEN.safeTransfer(to, amount);
    emit ClaimVCA(index, recipient, amount, fullAmount - amount, to, viaSig);
  }
}
