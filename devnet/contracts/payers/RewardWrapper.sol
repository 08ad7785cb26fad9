// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// A reward token that stands for another: the distributor holds it, and whoever claims gets the
/// underlying token, less a fee, out of the holder's allowance. Leaf and Claimed event of such a
/// claim are in units of the wrapper, which is burnt. Like the wrappers that Merkl's partners use;
/// the code is our own.
contract RewardWrapper is ERC20 {
  using SafeERC20 for IERC20;

  uint256 public constant BASE = 10_000;

  IERC20 public immutable underlying;
  address public immutable distributor;
  address public immutable holder;
  uint256 public immutable feeBasisPoints;

  constructor(IERC20 underlying_, address distributor_, address holder_, uint256 fee)
    ERC20("Open, paid as a reward", "rOPEN")
  {
    underlying = underlying_;
    distributor = distributor_;
    holder = holder_;
    feeBasisPoints = fee;
  }

  /// The holder puts wrapped tokens into the distributor; what they stand for stays the holder's.
  function mint(uint256 amount) external {
    require(msg.sender == holder, "not the holder");
    _mint(distributor, amount);
  }

  function _update(address from, address to, uint256 amount) internal override {
    if (from != distributor) return super._update(from, to, amount);
    super._update(from, address(0), amount);
    underlying.safeTransferFrom(holder, to, amount - (amount * feeBasisPoints) / BASE);
  }
}
