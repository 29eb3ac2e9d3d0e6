// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import "./EnsRegistry.sol";
import "./HexAddress.sol";
import "./PublicResolver.sol";

/// Lets an address say its own name (ENSIP-3): it owns what is under addr.reverse.
contract ReverseRegistrar {
    // namehash of addr.reverse
    bytes32 private constant ADDR_REVERSE = 0x91d1777781884d03a6757a803996e38de2a42967fb37eeaca72729271025a9e2;

    EnsRegistry private immutable registry;
    PublicResolver private immutable resolver;

    constructor(EnsRegistry registry_) {
        registry = registry_;
        resolver = new PublicResolver(registry_, address(this));
    }

    function defaultResolver() external view returns (address) {
        return address(resolver);
    }

    function node(address a) public pure returns (bytes32) {
        return keccak256(abi.encodePacked(ADDR_REVERSE, keccak256(bytes(hexOf(a)))));
    }

    /// The caller's name from now on; whether it also points back is for whoever reads it to check.
    function setName(string calldata name) external returns (bytes32) {
        registry.setSubnodeRecord(ADDR_REVERSE, keccak256(bytes(hexOf(msg.sender))), msg.sender, address(resolver), 0);
        resolver.setName(node(msg.sender), name);
        return node(msg.sender);
    }
}
