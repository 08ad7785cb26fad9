// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// The money of a datanet. The owner mints what customers pay with, and burns to leave the distributor
/// underfunded. Storage: balances in slot 0 (OpenZeppelin's ERC20 comes first).
contract OpenToken is ERC20, Ownable {
  constructor(string memory name, string memory symbol, address owner)
    ERC20(name, symbol)
    Ownable(owner)
  {}

  function mint(address to, uint256 amount) external onlyOwner {
    _mint(to, amount);
  }

  function burn(address from, uint256 amount) external onlyOwner {
    _burn(from, amount);
  }
}
