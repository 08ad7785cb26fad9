// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// A token that no profile pins, with decimals of its own. Storage: balances in slot 0.
contract PlainToken is ERC20, Ownable {
  uint8 private immutable places;

  constructor(string memory name, string memory symbol, uint8 places_, address owner)
    ERC20(name, symbol)
    Ownable(owner)
  {
    places = places_;
  }

  function decimals() public view override returns (uint8) {
    return places;
  }

  function mint(address to, uint256 amount) external onlyOwner {
    _mint(to, amount);
  }

  function burn(address from, uint256 amount) external onlyOwner {
    _burn(from, amount);
  }
}
