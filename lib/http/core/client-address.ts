/**
 * Whom a request counts for: the address that the outermost of `proxyHops` proxies saw. What a
 * client writes into X-Forwarded-For itself stands further left, and says nothing.
 *
 * One network of IPv6 (a /64) is one client: it is what one customer gets.
 */
export function clientAddress(forwardedFor: string | null, proxyHops: number): string {
  const seen = (forwardedFor ?? "").split(",").map((part) => part.trim());
  const address = (seen.at(-proxyHops) ?? seen[0] ?? "").toLowerCase();
  const isMapped = /^::ffff:\d+\.\d+\.\d+\.\d+$/.test(address);
  if (isMapped) return address.slice("::ffff:".length);
  return address.includes(":") ? `${networkOf(address)}::/64` : address.slice(0, MAX_LENGTH);
}

/** Longer than any address. */
const MAX_LENGTH = 45;

/** The first four groups of an IPv6 address, written out. */
function networkOf(address: string): string {
  const [before = "", after] = address.slice(0, MAX_LENGTH).split("::");
  const head = before.split(":").filter(Boolean);
  const tail = after?.split(":").filter(Boolean) ?? [];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(zeros).fill("0"), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
