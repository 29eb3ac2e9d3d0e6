// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import "./EnsRegistry.sol";

/// Gives names under one node to whoever asks first, for nothing: nobody sells names on this chain.
contract EnsRegistrar {
    EnsRegistry private immutable registry;
    bytes32 private immutable parent;

    constructor(EnsRegistry registry_, bytes32 parent_) {
        registry = registry_;
        parent = parent_;
    }

    /// Registers the name whose label has this hash; its owner may register it again for another.
    function register(bytes32 label, address owner) external {
        address current = registry.owner(keccak256(abi.encodePacked(parent, label)));
        require(current == address(0) || current == msg.sender, "this name belongs to somebody");
        registry.setSubnodeOwner(parent, label, owner);
    }
}
