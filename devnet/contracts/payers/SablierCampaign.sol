// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

/// Says what a fee in US dollars is in wei. The owner sets the price of a coin, in dollars with
/// eight decimals; with a price of zero nothing has to be paid.
contract SablierComptroller {
  address private immutable owner = msg.sender;
  uint256 public price;

  function setPrice(uint256 newPrice) external {
    require(msg.sender == owner, "not the owner");
    price = newPrice;
  }

  function convertUSDFeeToWei(uint256 feeUSD) external view returns (uint256) {
    return price == 0 ? 0 : (feeUSD * 1e18) / price;
  }
}

struct CampaignTerms {
  bytes32 root;
  uint40 start;
  uint40 expiration;
  uint256 minFeeUSD;
  IERC20 token;
  SablierComptroller comptroller;
  address admin;
}

/// What the three kinds of Sablier's airdrop campaigns share: functions, errors and slots are those
/// of the real ones, the code is our own. Leaf: keccak256(keccak256(abi.encode(index, recipient,
/// amount))). What is paid beyond the fee stays here.
abstract contract SablierCampaign {
  using BitMaps for BitMaps.BitMap;
  using SafeERC20 for IERC20;

  address public admin; // 0
  string public campaignName; // 1
  uint40 public firstClaimTime; // 2
  string public ipfsCID; // 3
  uint256 public minFeeUSD; // 4
  BitMaps.BitMap private claimedBitMap; // 5

  uint40 public immutable CAMPAIGN_START_TIME;
  uint40 public immutable EXPIRATION;
  bytes32 public immutable MERKLE_ROOT;
  IERC20 public immutable TOKEN;
  SablierComptroller public immutable COMPTROLLER;

  bytes32 private constant DOMAIN_TYPE =
    keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
  bytes32 private constant CLAIM_TYPE =
    keccak256("Claim(uint256 index,address recipient,address to,uint128 amount,uint40 validFrom)");

  error SablierMerkleBase_CampaignExpired(uint256 blockTimestamp, uint40 expiration);
  error SablierMerkleBase_CampaignNotStarted(uint256 blockTimestamp, uint40 campaignStartTime);
  error SablierMerkleBase_IndexClaimed(uint256 index);
  error SablierMerkleBase_InsufficientFeePayment(uint256 feePaid, uint256 minFeeWei);
  error SablierMerkleBase_InvalidProof();
  error SablierMerkleBase_InvalidSignature();
  error SablierMerkleBase_SignatureNotYetValid(uint40 validFrom, uint40 blockTimestamp);
  error SablierMerkleBase_ToZeroAddress();

  constructor(CampaignTerms memory terms) {
    admin = terms.admin;
    campaignName = "byline devnet";
    minFeeUSD = terms.minFeeUSD;
    CAMPAIGN_START_TIME = terms.start;
    EXPIRATION = terms.expiration;
    MERKLE_ROOT = terms.root;
    TOKEN = terms.token;
    COMPTROLLER = terms.comptroller;
  }

  function calculateMinFeeWei() public view returns (uint256) {
    return COMPTROLLER.convertUSDFeeToWei(minFeeUSD);
  }

  function hasClaimed(uint256 index) external view returns (bool) {
    return claimedBitMap.get(index);
  }

  /// An expiration of zero is never.
  function hasExpired() public view returns (bool) {
    return EXPIRATION > 0 && EXPIRATION <= block.timestamp;
  }

  function domainSeparator() public view returns (bytes32) {
    bytes32 name = keccak256("Sablier Airdrops Protocol");
    return keccak256(abi.encode(DOMAIN_TYPE, name, block.chainid, address(this)));
  }

  function claimTo(uint256 index, address to, uint128 amount, bytes32[] calldata merkleProof)
    external
    payable
  {
    if (to == address(0)) revert SablierMerkleBase_ToZeroAddress();
    _take(index, msg.sender, amount, merkleProof);
    _pay(index, msg.sender, to, amount, false);
  }

  /// Whoever has the recipient's signature may send it; the signature names who is paid.
  function claimViaSig(
    uint256 index,
    address recipient,
    address to,
    uint128 amount,
    uint40 validFrom,
    bytes32[] calldata merkleProof,
    bytes calldata signature
  ) external payable {
    if (to == address(0)) revert SablierMerkleBase_ToZeroAddress();
    if (validFrom > block.timestamp)
      revert SablierMerkleBase_SignatureNotYetValid(validFrom, uint40(block.timestamp));
    bytes32 message = keccak256(abi.encode(CLAIM_TYPE, index, recipient, to, amount, validFrom));
    bytes32 digest = keccak256(abi.encodePacked("\x19\x01", domainSeparator(), message));
    (address signer, , ) = ECDSA.tryRecover(digest, signature);
    if (signer != recipient) revert SablierMerkleBase_InvalidSignature();
    _take(index, recipient, amount, merkleProof);
    _pay(index, recipient, to, amount, true);
  }

  // Checks a claim and marks it as made.
  function _take(uint256 index, address recipient, uint128 amount, bytes32[] calldata proof)
    internal
  {
    if (CAMPAIGN_START_TIME > block.timestamp)
      revert SablierMerkleBase_CampaignNotStarted(block.timestamp, CAMPAIGN_START_TIME);
    if (hasExpired()) revert SablierMerkleBase_CampaignExpired(block.timestamp, EXPIRATION);
    uint256 fee = calculateMinFeeWei();
    if (msg.value < fee) revert SablierMerkleBase_InsufficientFeePayment(msg.value, fee);
    if (claimedBitMap.get(index)) revert SablierMerkleBase_IndexClaimed(index);
    bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, recipient, amount))));
    if (!MerkleProof.verifyCalldata(proof, MERKLE_ROOT, leaf))
      revert SablierMerkleBase_InvalidProof();
    if (firstClaimTime == 0) firstClaimTime = uint40(block.timestamp);
    claimedBitMap.set(index);
  }

  function _pay(uint256 index, address recipient, address to, uint128 amount, bool viaSig)
    internal
    virtual;
}
