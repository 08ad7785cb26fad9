// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {CampaignTerms, SablierCampaign} from "./SablierCampaign.sol";

/// A campaign that pays the whole amount at once.
contract SablierInstant is SablierCampaign {
  using SafeERC20 for IERC20;

  event ClaimInstant(
    uint256 index,
    address indexed recipient,
    uint128 amount,
    address to,
    bool viaSig
  );

  constructor(CampaignTerms memory terms) SablierCampaign(terms) {}

  function claim(uint256 index, address recipient, uint128 amount, bytes32[] calldata merkleProof)
    external
    payable
  {
    _take(index, recipient, amount, merkleProof);
    _pay(index, recipient, recipient, amount, false);
  }

  function _pay(uint256 index, address recipient, address to, uint128 amount, bool viaSig)
    internal
    override
  {
    TOKEN.safeTransfer(to, amount);
    emit ClaimInstant(index, recipient, amount, to, viaSig);
  }
}
