// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// The 40 lower-case digits of an address, as reverse names have them.
function hexOf(address a) pure returns (string memory) {
    return hexOf(abi.encodePacked(a));
}

function hexOf(bytes memory data) pure returns (string memory) {
    bytes memory digits = "0123456789abcdef";
    bytes memory text = new bytes(data.length * 2);
    for (uint256 i = 0; i < data.length; i++) {
        text[2 * i] = digits[uint8(data[i]) >> 4];
        text[2 * i + 1] = digits[uint8(data[i]) & 15];
    }
    return string(text);
}
