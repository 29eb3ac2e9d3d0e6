import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

describe("clientAddress", () => {
  it.each([
    ["203.0.113.7", 1, "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7", 1, "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7, 10.0.0.1", 2, "203.0.113.7"],
    ["203.0.113.7", 2, "203.0.113.7"],
    ["::ffff:127.0.0.1", 1, "127.0.0.1"],
    [null, 1, ""],
  ])("of %j behind %i proxies is %s", (header, hops, client) => {
    expect(clientAddress(header, hops)).toBe(client);
  });

  it("is one for a whole network of IPv6, however it is written", () => {
    const spellings = ["2001:db8::1", "2001:DB8:0:0:ffff::2", "2001:0db8:0000:0000:1:2:3:4"];
    expect(new Set(spellings.map((one) => clientAddress(one, 1)))).toEqual(
      new Set(["2001:db8:0:0::/64"]),
    );
    expect(clientAddress("2001:db8:0:1::1", 1)).not.toBe("2001:db8:0:0::/64");
  });

  it("is short, whatever a client writes", () => {
    expect(clientAddress("x".repeat(10_000), 1).length).toBeLessThan(60);
    expect(clientAddress(`${"a:".repeat(10_000)}`, 1).length).toBeLessThan(60);
  });
});
