// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// The predeploy GasPriceOracle of a rollup after Isthmus: the operator fee is answered here, and
/// everything else by the code of Fjord, which runs on this contract's storage. Its slot 0 has the
/// forks, so that slot 1 is free.
contract OperatorFee {
    address private constant FJORD = 0xc0d3C0d3C0d3c0D3C0D3C0d3C0d3C0D3C0D3000f;

    uint256 private forks;
    uint32 private operatorFeeScalar;
    uint64 private operatorFeeConstant;

    /// What `gas` costs beside its price (the formula of Isthmus).
    function getOperatorFee(uint256 gas) external view returns (uint256) {
        return (gas * operatorFeeScalar) / 1e6 + operatorFeeConstant;
    }

    fallback() external {
        (bool done, bytes memory answer) = FJORD.delegatecall(msg.data);
        assembly {
            switch done
            case 0 { revert(add(answer, 32), mload(answer)) }
            default { return(add(answer, 32), mload(answer)) }
        }
    }
}
