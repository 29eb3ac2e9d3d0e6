// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// Who owns a name and which resolver answers for it, with the interface of EIP-137.
contract EnsRegistry {
    struct Record {
        address owner;
        address resolver;
        uint64 ttl;
    }

    event NewOwner(bytes32 indexed node, bytes32 indexed label, address owner);
    event Transfer(bytes32 indexed node, address owner);
    event NewResolver(bytes32 indexed node, address resolver);
    event NewTTL(bytes32 indexed node, uint64 ttl);

    mapping(bytes32 node => Record) private records;

    modifier onlyOwner(bytes32 node) {
        require(records[node].owner == msg.sender, "not the owner of this name");
        _;
    }

    /// Whoever deploys it owns the root.
    constructor() {
        records[bytes32(0)].owner = msg.sender;
    }

    function owner(bytes32 node) external view returns (address) {
        return records[node].owner;
    }

    function resolver(bytes32 node) external view returns (address) {
        return records[node].resolver;
    }

    function ttl(bytes32 node) external view returns (uint64) {
        return records[node].ttl;
    }

    function recordExists(bytes32 node) external view returns (bool) {
        return records[node].owner != address(0);
    }

    function setOwner(bytes32 node, address to) external onlyOwner(node) {
        records[node].owner = to;
        emit Transfer(node, to);
    }

    function setSubnodeOwner(bytes32 node, bytes32 label, address to) public onlyOwner(node) returns (bytes32) {
        bytes32 subnode = keccak256(abi.encodePacked(node, label));
        records[subnode].owner = to;
        emit NewOwner(node, label, to);
        return subnode;
    }

    function setResolver(bytes32 node, address to) external onlyOwner(node) {
        records[node].resolver = to;
        emit NewResolver(node, to);
    }

    function setSubnodeRecord(bytes32 node, bytes32 label, address to, address answering, uint64 ttl_) external {
        bytes32 subnode = setSubnodeOwner(node, label, to);
        records[subnode].resolver = answering;
        records[subnode].ttl = ttl_;
        emit NewResolver(subnode, answering);
    }

    function setTTL(bytes32 node, uint64 to) external onlyOwner(node) {
        records[node].ttl = to;
        emit NewTTL(node, to);
    }
}
