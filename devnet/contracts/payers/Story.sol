// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

// Royalties of intellectual property as Story pays them: whoever holds royalty tokens of a vault
// gets that share of all revenue that ever came into it. Functions of claims, events, errors and
// slots (ERC-7201) are those of Story's contracts, the code is our own. There are no groups here,
// and one account owns the modules.

/// Says whether an IP lost a dispute.
contract DisputeModule {
  struct DisputeModuleStorage {
    uint256[10] others;
    mapping(address ipId => uint256) successfulDisputesPerIp; // +10
  }

  // ERC-7201 of "story-protocol.DisputeModule".
  bytes32 private constant STORAGE =
    0x682945c2d364b4630e68ffe0854d372acb0c4ff549a1e3dbc6f878bd8da0c800;

  address private immutable owner = msg.sender;

  function isIpTagged(address ipId) external view returns (bool) {
    return _storage().successfulDisputesPerIp[ipId] > 0;
  }

  /// Tags an IP once more, or takes all its tags away; the real module does so by arbitration.
  function setTagged(address ipId, bool tagged) external {
    require(msg.sender == owner, "not the owner");
    if (tagged) _storage().successfulDisputesPerIp[ipId]++;
    else _storage().successfulDisputesPerIp[ipId] = 0;
  }

  function _storage() private pure returns (DisputeModuleStorage storage $) {
    assembly {
      $.slot := STORAGE
    }
  }
}

/// Knows the vault of each IP, takes revenue for it, and pauses all vaults.
contract RoyaltyModule {
  using SafeERC20 for IERC20;

  struct RoyaltyModuleStorage {
    uint256[3] limits;
    mapping(address policy => bool) isWhitelistedRoyaltyPolicy; // +3
    mapping(address token => bool) isWhitelistedRoyaltyToken; // +4
    mapping(address policy => bool) isRegisteredExternalRoyaltyPolicy; // +5
    mapping(address ipId => address vault) ipRoyaltyVaults; // +6
    mapping(address vault => bool) isIpRoyaltyVault; // +7
  }

  struct PausableStorage {
    bool paused;
  }

  // ERC-7201 of "story-protocol.RoyaltyModule" and "openzeppelin.storage.Pausable".
  bytes32 private constant STORAGE =
    0x98dd2c34f21d19fd1d178ed731f3db3d03e0b4e39f02dbeb040e80c9427a0300;
  bytes32 private constant PAUSABLE =
    0xcd5ed15c6e187e77e9aee88184c21f4f2182ab5827cb3b7e07fbedcd63f03300;

  address private immutable owner = msg.sender;

  event RoyaltyPaid(
    address receiverIpId,
    address payerIpId,
    address sender,
    address token,
    uint256 amount
  );
  event Paused(address account);
  event Unpaused(address account);

  modifier onlyOwner() {
    require(msg.sender == owner, "not the owner");
    _;
  }

  function registerVault(address ipId, address vault) external onlyOwner {
    _storage().ipRoyaltyVaults[ipId] = vault;
    _storage().isIpRoyaltyVault[vault] = true;
  }

  function whitelistRoyaltyToken(address token, bool allowed) external onlyOwner {
    _storage().isWhitelistedRoyaltyToken[token] = allowed;
  }

  function pause() external onlyOwner {
    _pausable().paused = true;
    emit Paused(msg.sender);
  }

  function unpause() external onlyOwner {
    _pausable().paused = false;
    emit Unpaused(msg.sender);
  }

  function payRoyaltyOnBehalf(
    address receiverIpId,
    address payerIpId,
    address token,
    uint256 amount
  ) external {
    address vault = ipRoyaltyVaults(receiverIpId);
    IERC20(token).safeTransferFrom(msg.sender, vault, amount);
    IpRoyaltyVault(vault).updateVaultBalance(token, amount);
    emit RoyaltyPaid(receiverIpId, payerIpId, msg.sender, token, amount);
  }

  function paused() external view returns (bool) {
    return _pausable().paused;
  }

  function ipRoyaltyVaults(address ipId) public view returns (address) {
    return _storage().ipRoyaltyVaults[ipId];
  }

  function isIpRoyaltyVault(address vault) external view returns (bool) {
    return _storage().isIpRoyaltyVault[vault];
  }

  function isWhitelistedRoyaltyToken(address token) external view returns (bool) {
    return _storage().isWhitelistedRoyaltyToken[token];
  }

  function _storage() private pure returns (RoyaltyModuleStorage storage $) {
    assembly {
      $.slot := STORAGE
    }
  }

  function _pausable() private pure returns (PausableStorage storage $) {
    assembly {
      $.slot := PAUSABLE
    }
  }
}

/// The vault of one IP: its royalty tokens, and revenue in several tokens for whoever holds them.
contract IpRoyaltyVault {
  using EnumerableSet for EnumerableSet.AddressSet;
  using SafeERC20 for IERC20;

  struct IpRoyaltyVaultStorage {
    address ipId;
    EnumerableSet.AddressSet tokens; // +1, +2
    mapping(address token => uint256) vaultAccBalances; // +3
    mapping(address token => mapping(address claimer => int256)) claimerRevenueDebt; // +4
  }

  struct ERC20Storage {
    mapping(address account => uint256) balances;
    mapping(address account => mapping(address spender => uint256)) allowances;
    uint256 totalSupply;
    string name;
    string symbol;
  }

  // ERC-7201 of "story-protocol.IpRoyaltyVault" and "openzeppelin.storage.ERC20".
  bytes32 private constant STORAGE =
    0xe1c3e3b0c445d504edb1b9e6fa2ca4fab60584208a4bc973fe2db2b554d1df00;
  bytes32 private constant SHARES =
    0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00;

  uint8 public constant decimals = 6;
  uint256 private constant SUPPLY = 100e6;

  RoyaltyModule public immutable ROYALTY_MODULE;
  DisputeModule public immutable DISPUTE_MODULE;

  error InvalidInitialization();
  error IpRoyaltyVault__EnforcedPause();
  error IpRoyaltyVault__InsufficientBalance(address vault, address from, uint256 amount);
  error IpRoyaltyVault__NegativeValueUnsafeCastingToUint256();
  error IpRoyaltyVault__NoClaimableTokens();
  error IpRoyaltyVault__NotAllowedToAddTokenToVault();
  error IpRoyaltyVault__NotWhitelistedRoyaltyToken();
  error IpRoyaltyVault__SameFromToAddress(address vault, address from);
  error IpRoyaltyVault__VaultsMustClaimAsSelf();
  error IpRoyaltyVault__ZeroAmount();

  event Approval(address indexed owner, address indexed spender, uint256 value);
  event RevenueTokenAddedToVault(address token, uint256 amount);
  event RevenueTokenClaimed(address claimer, address token, uint256 amount);
  event Transfer(address indexed from, address indexed to, uint256 value);

  modifier whenNotPaused() {
    if (ROYALTY_MODULE.paused()) revert IpRoyaltyVault__EnforcedPause();
    _;
  }

  /// All vaults share this code, which a beacon names.
  constructor(RoyaltyModule royalties, DisputeModule disputes) {
    ROYALTY_MODULE = royalties;
    DISPUTE_MODULE = disputes;
  }

  function initialize(address ip, address receiver) external {
    if (ipId() != address(0)) revert InvalidInitialization();
    _storage().ipId = ip;
    ERC20Storage storage shares = _shares();
    shares.name = "Royalty Token";
    shares.symbol = "RT";
    shares.totalSupply = SUPPLY;
    shares.balances[receiver] = SUPPLY;
    emit Transfer(address(0), receiver, SUPPLY);
  }

  function updateVaultBalance(address token, uint256 amount) external {
    if (msg.sender != address(ROYALTY_MODULE)) revert IpRoyaltyVault__NotAllowedToAddTokenToVault();
    if (!ROYALTY_MODULE.isWhitelistedRoyaltyToken(token))
      revert IpRoyaltyVault__NotWhitelistedRoyaltyToken();
    if (amount == 0) revert IpRoyaltyVault__ZeroAmount();
    _storage().tokens.add(token);
    _storage().vaultAccBalances[token] += amount;
    emit RevenueTokenAddedToVault(token, amount);
  }

  function claimRevenueOnBehalf(address claimer, address token)
    external
    whenNotPaused
    returns (uint256)
  {
    return _claim(claimer, token);
  }

  function claimRevenueOnBehalfByTokenBatch(address claimer, address[] calldata tokenList)
    external
    whenNotPaused
    returns (uint256[] memory amounts)
  {
    amounts = new uint256[](tokenList.length);
    for (uint256 i; i < tokenList.length; i++) amounts[i] = _claim(claimer, tokenList[i]);
  }

  function claimableRevenue(address claimer, address token)
    public
    view
    whenNotPaused
    returns (uint256)
  {
    return DISPUTE_MODULE.isIpTagged(ipId()) ? 0 : _due(claimer, token) / totalSupply();
  }

  function ipId() public view returns (address) {
    return _storage().ipId;
  }

  function tokens() external view returns (address[] memory) {
    return _storage().tokens.values();
  }

  function vaultAccBalances(address token) external view returns (uint256) {
    return _storage().vaultAccBalances[token];
  }

  function claimerRevenueDebt(address claimer, address token) external view returns (int256) {
    return _storage().claimerRevenueDebt[token][claimer];
  }

  function name() external view returns (string memory) {
    return _shares().name;
  }

  function symbol() external view returns (string memory) {
    return _shares().symbol;
  }

  function totalSupply() public view returns (uint256) {
    return _shares().totalSupply;
  }

  function balanceOf(address account) public view returns (uint256) {
    return _shares().balances[account];
  }

  function allowance(address account, address spender) external view returns (uint256) {
    return _shares().allowances[account][spender];
  }

  function approve(address spender, uint256 amount) external returns (bool) {
    _shares().allowances[msg.sender][spender] = amount;
    emit Approval(msg.sender, spender, amount);
    return true;
  }

  function transfer(address to, uint256 amount) external returns (bool) {
    _move(msg.sender, to, amount);
    return true;
  }

  function transferFrom(address from, address to, uint256 amount) external returns (bool) {
    _shares().allowances[from][msg.sender] -= amount;
    _move(from, to, amount);
    return true;
  }

  function _claim(address claimer, address token) private returns (uint256 amount) {
    if (ROYALTY_MODULE.isIpRoyaltyVault(claimer) && msg.sender != claimer)
      revert IpRoyaltyVault__VaultsMustClaimAsSelf();
    amount = claimableRevenue(claimer, token);
    if (amount == 0) revert IpRoyaltyVault__NoClaimableTokens();
    emit RevenueTokenClaimed(claimer, token, amount);
    _storage().claimerRevenueDebt[token][claimer] += int256(amount * totalSupply());
    IERC20(token).safeTransfer(claimer, amount);
  }

  // What is due stays due to whom it was when shares change hands: the debts make up for it, and
  // may become negative.
  function _move(address from, address to, uint256 amount) private {
    if (from == to) revert IpRoyaltyVault__SameFromToAddress(address(this), from);
    if (balanceOf(from) < amount)
      revert IpRoyaltyVault__InsufficientBalance(address(this), from, amount);
    address[] memory list = _storage().tokens.values();
    for (uint256 i; i < list.length; i++) {
      int256 dueFrom = int256(_due(from, list[i]));
      int256 dueTo = int256(_due(to, list[i]));
      mapping(address => int256) storage debt = _storage().claimerRevenueDebt[list[i]];
      uint256 revenue = _storage().vaultAccBalances[list[i]];
      debt[from] = int256(revenue * (balanceOf(from) - amount)) - dueFrom;
      debt[to] = int256(revenue * (balanceOf(to) + amount)) - dueTo;
    }
    _shares().balances[from] -= amount;
    _shares().balances[to] += amount;
    emit Transfer(from, to, amount);
  }

  // What is due, and every debt, is multiplied by the supply, so that nothing is lost by rounding.
  function _due(address claimer, address token) private view returns (uint256) {
    int256 share = int256(_storage().vaultAccBalances[token] * balanceOf(claimer));
    int256 due = share - _storage().claimerRevenueDebt[token][claimer];
    if (due < 0) revert IpRoyaltyVault__NegativeValueUnsafeCastingToUint256();
    return uint256(due);
  }

  function _storage() private pure returns (IpRoyaltyVaultStorage storage $) {
    assembly {
      $.slot := STORAGE
    }
  }

  function _shares() private pure returns (ERC20Storage storage $) {
    assembly {
      $.slot := SHARES
    }
  }
}
