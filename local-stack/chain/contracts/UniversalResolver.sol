// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import "./EnsRegistry.sol";
import "./HexAddress.sol";
import "./PublicResolver.sol";

/// Resolves a name in one call, with the interface that viem asks (ENSIP-23). Names are resolved on
/// this chain only: no wildcards, no gateways.
contract UniversalResolver {
    uint256 private constant ETHER = 60;

    error ResolverNotFound(bytes name);
    error ResolverNotContract(bytes name, address resolver);
    error UnsupportedResolverProfile(bytes4 selector);
    error ResolverError(bytes errorData);
    error ReverseAddressMismatch(string primary, bytes primaryAddress);

    EnsRegistry private immutable registry;

    constructor(EnsRegistry registry_) {
        registry = registry_;
    }

    /// The resolver's answer to `data` for a DNS-encoded name.
    function resolveWithGateways(bytes calldata name, bytes calldata data, string[] calldata)
        external
        view
        returns (bytes memory, address)
    {
        address resolver = resolverOf(nodeOfDns(name, 0), name);
        return (ask(resolver, data), resolver);
    }

    /// The name that an address has chosen (ENSIP-19), if that name points back to it.
    function reverseWithGateways(bytes calldata lookedUp, uint256 coinType, string[] calldata)
        external
        view
        returns (string memory primary, address resolver, address reverseResolver)
    {
        string memory suffix = coinType == ETHER ? "addr" : minimalHex(coinType);
        string memory reverse = string.concat(hexOf(lookedUp), ".", suffix, ".reverse");
        bytes32 reverseNode = nodeOf(bytes(reverse), 0);
        reverseResolver = resolverOf(reverseNode, bytes(reverse));
        primary = abi.decode(ask(reverseResolver, abi.encodeCall(PublicResolver.name, (reverseNode))), (string));
        if (bytes(primary).length == 0) return ("", address(0), reverseResolver);

        bytes32 node = nodeOf(bytes(primary), 0);
        resolver = resolverOf(node, bytes(primary));
        bytes memory call = abi.encodeWithSelector(bytes4(0xf1cb7e06), node, coinType); // addr(bytes32,uint256)
        bytes memory pointsTo = abi.decode(ask(resolver, call), (bytes));
        if (keccak256(pointsTo) != keccak256(lookedUp)) revert ReverseAddressMismatch(primary, pointsTo);
    }

    function resolverOf(bytes32 node, bytes memory name) private view returns (address resolver) {
        resolver = registry.resolver(node);
        if (resolver == address(0)) revert ResolverNotFound(name);
        if (resolver.code.length == 0) revert ResolverNotContract(name, resolver);
    }

    function ask(address resolver, bytes memory data) private view returns (bytes memory) {
        (bool succeeded, bytes memory answer) = resolver.staticcall(data);
        if (!succeeded) revert ResolverError(answer);
        if (answer.length == 0) revert UnsupportedResolverProfile(bytes4(data));
        return answer;
    }

    /// namehash (EIP-137) of labels that each have their length before them.
    function nodeOfDns(bytes calldata name, uint256 from) private pure returns (bytes32) {
        uint256 length = uint8(name[from]);
        if (length == 0) return bytes32(0);
        uint256 next = from + 1 + length;
        return keccak256(abi.encodePacked(nodeOfDns(name, next), keccak256(name[from + 1:next])));
    }

    /// namehash (EIP-137) of labels with dots between them.
    function nodeOf(bytes memory name, uint256 from) private pure returns (bytes32) {
        if (from >= name.length) return bytes32(0);
        uint256 end = from;
        while (end < name.length && name[end] != ".") end++;
        bytes memory label = new bytes(end - from);
        for (uint256 i = from; i < end; i++) label[i - from] = name[i];
        return keccak256(abi.encodePacked(nodeOf(name, end + 1), keccak256(label)));
    }

    /// A number in hexadecimal without leading zeros.
    function minimalHex(uint256 value) private pure returns (string memory) {
        bytes memory all = bytes(hexOf(abi.encodePacked(value)));
        uint256 start = 0;
        while (start < all.length - 1 && all[start] == "0") start++;
        bytes memory text = new bytes(all.length - start);
        for (uint256 i = start; i < all.length; i++) text[i - start] = all[i];
        return string(text);
    }
}
