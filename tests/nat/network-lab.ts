import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** What stands between a device and everybody else. */
export type Gateway =
  /** One address and port outside for each inside, whomever it speaks with. */
  | "cone"
  /** Another one for each whom it speaks with. */
  | "symmetric"
  /** A cone that lets no UDP through, as offices have it. */
  | "no-udp"
  /** A cone that lets only TLS through, by its port. */
  | "only-tls";

export type Home = "a" | "b";

/** Two homes behind gateways of their own, and a public network between them; all in this machine. */
export type NetworkLab = {
  /** Of the public network, where the relay is. */
  readonly relayAddress: string;
  /** What runs a program there: `ip netns exec …`. */
  inPublic: readonly string[];
  /** A program that is `program` in that home. */
  programIn(home: Home, program: string): Promise<string>;
  setGateway(home: Home, gateway: Gateway): void;
  cutLink(home: Home): void;
  mendLink(home: Home): void;
  /** The device gets another address of its home, as one that comes to another network does. */
  changeAddress(home: Home): void;
  close(): Promise<void>;
};

const RELAY = "203.0.113.10";
/** Of the relay, by RFC 8656. */
export const TLS_PORT = 5349;
const HOMES = {
  a: { net: "10.1.0", outside: "203.0.113.1" },
  b: { net: "10.2.0", outside: "203.0.113.2" },
} as const;

/** All namespaces of one laboratory begin with it: by it they are found when their owner is gone. */
export const NAMES_BEGIN = "parley-nat-";

/** Who started the tests, and takes away what is left of a laboratory when they are ended. */
export const LAB_OWNER = "PARLEY_NAT_OWNER";

/** Makes the laboratory. Needs Linux, root, iproute2 and iptables. */
export async function openNetworkLab(): Promise<NetworkLab> {
  const owner = process.env[LAB_OWNER] ?? process.pid;
  const name = (room: string) => `${NAMES_BEGIN}${owner}-${room}`;
  const rooms = ["public", "gate-a", "gate-b", "home-a", "home-b"].map(name);
  const folder = await mkdtemp(path.join(tmpdir(), "parley-nat-"));
  const addresses = { a: 2, b: 2 };

  const close = async () => {
    for (const room of rooms) removeNamespace(room);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    for (const room of rooms) run(`ip netns add ${room}; ip -n ${room} link set lo up`);
    run(`
      ip -n ${name("public")} link add bridge0 type bridge
      ip -n ${name("public")} addr add ${RELAY}/24 dev bridge0
      ip -n ${name("public")} link set bridge0 up`);
    for (const home of ["a", "b"] as const) {
      connect(name("public"), name(`gate-${home}`), name(`home-${home}`), home);
    }
  } catch (error) {
    await close();
    throw error;
  }

  return {
    relayAddress: RELAY,
    inPublic: ["ip", "netns", "exec", name("public")],
    async programIn(home, program) {
      const file = path.join(folder, `in-${home}-${path.basename(program)}`);
      await writeFile(
        file,
        `#!/bin/sh\nexec ip netns exec ${name(`home-${home}`)} ${program} "$@"\n`,
      );
      await chmod(file, 0o755);
      return file;
    },
    setGateway: (home, gateway) => guard(name(`gate-${home}`), gateway),
    cutLink: (home) => run(`ip netns exec ${name(`gate-${home}`)} iptables -I FORWARD 1 -j DROP`),
    mendLink: (home) => run(`ip netns exec ${name(`gate-${home}`)} iptables -D FORWARD 1`),
    changeAddress(home) {
      const { net } = HOMES[home];
      const device = `ip -n ${name(`home-${home}`)}`;
      const before = addresses[home]++;
      run(`
        ${device} addr del ${net}.${before}/24 dev eth0
        ${device} addr add ${net}.${before + 1}/24 dev eth0
        ${device} route add default via ${net}.1`);
    },
    close,
  };
}

function connect(street: string, gate: string, device: string, home: Home): void {
  const { net, outside } = HOMES[home];
  run(`
    ip -n ${street} link add to-${home} type veth peer name wan netns ${gate}
    ip -n ${street} link set to-${home} master bridge0 up
    ip -n ${gate} addr add ${outside}/24 dev wan
    ip -n ${gate} link set wan up
    ip -n ${gate} link add lan type veth peer name eth0 netns ${device}
    ip -n ${gate} addr add ${net}.1/24 dev lan
    ip -n ${gate} link set lan up
    ip -n ${device} addr add ${net}.2/24 dev eth0
    ip -n ${device} link set eth0 up
    ip -n ${device} route add default via ${net}.1
    ip netns exec ${gate} sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'`);
}

/** What comes from outside unasked is dropped, for the gateway itself too: a cone would not be one otherwise. */
function guard(gate: string, gateway: Gateway): void {
  const inside = `ip netns exec ${gate}`;
  const random = gateway === "symmetric" ? "--random-fully" : "";
  run(`
    ${inside} iptables -F
    ${inside} iptables -t nat -F
    ${inside} iptables -P FORWARD DROP
    ${inside} iptables -A FORWARD -i lan -o wan -j ACCEPT
    ${inside} iptables -A FORWARD -i wan -o lan -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
    ${inside} iptables -A INPUT -i wan -m conntrack --ctstate NEW -j DROP
    ${inside} iptables -t nat -A POSTROUTING -o wan -j MASQUERADE ${random}
    ${gateway === "no-udp" || gateway === "only-tls" ? `${inside} iptables -I FORWARD 1 -p udp -j DROP` : ":"}
    ${gateway === "only-tls" ? `${inside} iptables -I FORWARD 1 -i lan -p tcp ! --dport ${TLS_PORT} -j DROP` : ":"}
    ${inside} conntrack -F 2> /dev/null`);
}

/** Ends what still runs there, and takes it away. */
export function removeNamespace(name: string): void {
  run(`
    ip netns list | grep -q '^${name}\\b' || exit 0
    for pid in $(ip netns pids ${name}); do kill -9 $pid || :; done
    ip netns del ${name}`);
}

/** Namespaces of laboratories, and the process that each is of. */
export function namespacesThere(): { name: string; ownerPid: number }[] {
  const listed = execFileSync("ip", ["netns", "list"], { encoding: "utf8" });
  const pattern = new RegExp(`^${NAMES_BEGIN}(\\d+)-\\S+`, "gm");
  return [...listed.matchAll(pattern)].map(([name, pid]) => ({ name, ownerPid: Number(pid) }));
}

function run(script: string): void {
  execFileSync("sh", ["-euc", script], { stdio: ["ignore", "ignore", "pipe"] });
}
