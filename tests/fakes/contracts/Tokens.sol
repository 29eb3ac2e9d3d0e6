// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// Tokens that anybody may make: each has an owner and says where its description is.
contract Unique {
    mapping(uint256 id => address) private owners;
    mapping(uint256 id => string) private places;

    function mint(address owner, uint256 id, string calldata place) external {
        owners[id] = owner;
        places[id] = place;
    }

    function ownerOf(uint256 id) external view returns (address) {
        require(owners[id] != address(0), "no such token");
        return owners[id];
    }

    function tokenURI(uint256 id) external view returns (string memory) {
        return places[id];
    }
}

contract Many {
    mapping(address owner => mapping(uint256 id => uint256)) public balanceOf;
    string public place;

    function mint(address owner, uint256 id, string calldata place_) external {
        balanceOf[owner][id]++;
        place = place_;
    }

    function uri(uint256) external view returns (string memory) {
        return place;
    }
}
