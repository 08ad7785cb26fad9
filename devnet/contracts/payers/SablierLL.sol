// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {CampaignTerms, SablierCampaign} from "./SablierCampaign.sol";

/// Holds what vests over time. Real streams can be cancelled by who made them; these cannot.
contract SablierLockup {
  using SafeERC20 for IERC20;

  struct Stream {
    address recipient;
    IERC20 token;
    uint128 amount;
    uint128 withdrawn;
    uint40 start;
    uint40 end;
  }

  mapping(uint256 id => Stream) public streams;
  uint256 public nextStreamId = 1;

  /// Takes the amount from the caller.
  function create(address recipient, IERC20 token, uint128 amount, uint40 start, uint40 end)
    external
    returns (uint256 id)
  {
    id = nextStreamId++;
    streams[id] = Stream(recipient, token, amount, 0, start, end);
    token.safeTransferFrom(msg.sender, address(this), amount);
  }

  function streamedAmountOf(uint256 id) public view returns (uint128) {
    Stream storage stream = streams[id];
    if (block.timestamp >= stream.end) return stream.amount;
    if (block.timestamp <= stream.start) return 0;
    uint256 elapsed = block.timestamp - stream.start;
    return uint128((stream.amount * elapsed) / (stream.end - stream.start));
  }

  /// Pays the recipient of a stream what has vested by now.
  function withdrawMax(uint256 id) external {
    Stream storage stream = streams[id];
    uint128 due = streamedAmountOf(id) - stream.withdrawn;
    stream.withdrawn += due;
    stream.token.safeTransfer(stream.recipient, due);
  }
}

/// A campaign with the selectors of SablierInstant, in which a claim before the end of the vesting
/// opens a stream and pays nothing yet.
contract SablierLL is SablierCampaign {
  using SafeERC20 for IERC20;

  SablierLockup public immutable SABLIER_LOCKUP;
  uint40 public immutable VESTING_START_TIME;
  uint40 public immutable VESTING_TOTAL_DURATION;

  event ClaimLLWithTransfer(
    uint256 index,
    address indexed recipient,
    uint128 amount,
    address to,
    bool viaSig
  );
  event ClaimLLWithVesting(
    uint256 index,
    address indexed recipient,
    uint128 amount,
    uint256 indexed streamId,
    address to,
    bool viaSig
  );

  constructor(CampaignTerms memory terms, uint40 vestingStart, uint40 vestingEnd)
    SablierCampaign(terms)
  {
    SABLIER_LOCKUP = new SablierLockup();
    VESTING_START_TIME = vestingStart;
    VESTING_TOTAL_DURATION = vestingEnd - vestingStart;
  }

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
    uint40 end = VESTING_START_TIME + VESTING_TOTAL_DURATION;
    if (block.timestamp >= end) {
      TOKEN.safeTransfer(to, amount);
      emit ClaimLLWithTransfer(index, recipient, amount, to, viaSig);
    } else {
      TOKEN.forceApprove(address(SABLIER_LOCKUP), amount);
      uint256 id = SABLIER_LOCKUP.create(to, TOKEN, amount, VESTING_START_TIME, end);
      emit ClaimLLWithVesting(index, recipient, amount, id, to, viaSig);
    }
  }
}
