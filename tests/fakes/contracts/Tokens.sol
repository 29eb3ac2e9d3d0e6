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

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x80ac58cd;
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

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0xd9b67a26;
    }

    function uri(uint256) external view returns (string memory) {
        return place;
    }
}

/// Money that anybody may make. It fails to move what somebody has not.
contract Coin {
    string public constant name = "Harbour Dollar";
    string public constant symbol = "HUSD";
    uint8 public constant decimals = 6;
    mapping(address owner => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 amount);

    function mint(address owner, uint256 amount) external {
        balanceOf[owner] += amount;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        emit Transfer(msg.sender, to, amount);
        return true;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }
}
