// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import "./EnsRegistry.sol";

/// What a name stands for, written by its owner: addresses (EIP-137, ENSIP-9), texts (ENSIP-5), a
/// content hash (ENSIP-7) and, for reverse names, the name of an address (ENSIP-3).
contract PublicResolver {
    uint256 private constant ETHER = 60;

    event AddressChanged(bytes32 indexed node, uint256 coinType, bytes newAddress);
    event AddrChanged(bytes32 indexed node, address a);
    event TextChanged(bytes32 indexed node, string indexed indexedKey, string key, string value);
    event ContenthashChanged(bytes32 indexed node, bytes hash);
    event NameChanged(bytes32 indexed node, string name);

    EnsRegistry private immutable registry;
    /// May write reverse names for the addresses that they belong to.
    address private immutable trusted;

    mapping(bytes32 node => mapping(uint256 coinType => bytes)) private addresses;
    mapping(bytes32 node => mapping(string key => string)) private texts;
    mapping(bytes32 node => bytes) private contenthashes;
    mapping(bytes32 node => string) private names;

    modifier authorised(bytes32 node) {
        require(msg.sender == trusted || registry.owner(node) == msg.sender, "not the owner of this name");
        _;
    }

    constructor(EnsRegistry registry_, address trusted_) {
        registry = registry_;
        trusted = trusted_;
    }

    function setAddr(bytes32 node, address a) external {
        setAddr(node, ETHER, abi.encodePacked(a));
    }

    function setAddr(bytes32 node, uint256 coinType, bytes memory a) public authorised(node) {
        addresses[node][coinType] = a;
        emit AddressChanged(node, coinType, a);
        if (coinType == ETHER) emit AddrChanged(node, address(bytes20(a)));
    }

    function addr(bytes32 node) external view returns (address) {
        return address(bytes20(addresses[node][ETHER]));
    }

    function addr(bytes32 node, uint256 coinType) external view returns (bytes memory) {
        return addresses[node][coinType];
    }

    function setText(bytes32 node, string calldata key, string calldata value) external authorised(node) {
        texts[node][key] = value;
        emit TextChanged(node, key, key, value);
    }

    function text(bytes32 node, string calldata key) external view returns (string memory) {
        return texts[node][key];
    }

    function setContenthash(bytes32 node, bytes calldata hash) external authorised(node) {
        contenthashes[node] = hash;
        emit ContenthashChanged(node, hash);
    }

    function contenthash(bytes32 node) external view returns (bytes memory) {
        return contenthashes[node];
    }

    function setName(bytes32 node, string calldata newName) external authorised(node) {
        names[node] = newName;
        emit NameChanged(node, newName);
    }

    function name(bytes32 node) external view returns (string memory) {
        return names[node];
    }

    /// ERC-165, of which resolvers are asked what they know.
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 // ERC-165 itself
            || id == 0x3b3b57de // addr(bytes32)
            || id == 0xf1cb7e06 // addr(bytes32,uint256)
            || id == 0x59d1d43c // text
            || id == 0xbc1c58d1 // contenthash
            || id == 0x691f3431; // name
    }
}
