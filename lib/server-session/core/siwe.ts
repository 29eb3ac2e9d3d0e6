import { parseIsoTime } from "@/lib/http/core/iso-time.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";

/** A message of EIP-4361, "Sign-In with Ethereum". */
export type SiweMessage = {
  scheme?: string;
  domain: string;
  address: Address;
  uri: string;
  chainId: number;
  nonce: string;
  issuedAtMs: number;
  expiresAtMs?: number;
  notBeforeMs?: number;
};

const FIRST_LINE =
  /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(\S+) wants you to sign in with your Ethereum account:$/;
const NONCE = /^[A-Za-z0-9]{8,}$/;
const CHAIN_ID = /^[1-9]\d{0,14}$/;

/**
 * The message in `text`, or undefined when it is not wholly of the form of EIP-4361, version 1.
 *
 * Read from the first line to the last, unlike `viem/siwe`, which looks for the fields anywhere: a
 * statement that looks like fields must not be taken for them.
 */
export function parseSiwe(text: string): SiweMessage | undefined {
  const lines = text.split("\n");
  const [, scheme, domain] = FIRST_LINE.exec(lines[0] ?? "") ?? [];
  const address = addressIn(lines[1]);
  if (!domain || !address || lines[2] !== "") return undefined;
  const fields = readFields(lines.slice(fieldsBegin(lines)));
  if (!fields) return undefined;
  return { ...(scheme && { scheme }), domain, address, ...fields };
}

/** The statement may be missing, with one empty line in its place or two. */
function fieldsBegin(lines: readonly string[]): number {
  if (lines[3] === "") return 4;
  return lines[4] === "" ? 5 : 3;
}

function readFields(
  lines: string[],
): Omit<SiweMessage, "scheme" | "domain" | "address"> | undefined {
  const take = (label: string): string | undefined => {
    if (!lines[0]?.startsWith(`${label}: `)) return undefined;
    return lines.shift()?.slice(label.length + 2);
  };
  const uri = take("URI");
  const version = take("Version");
  const chain = take("Chain ID") ?? "";
  const nonce = take("Nonce") ?? "";
  const issuedAtMs = parseIsoTime(take("Issued At") ?? "");
  const expires = take("Expiration Time");
  const notBefore = take("Not Before");
  take("Request ID");
  if (!uri || version !== "1" || !CHAIN_ID.test(chain) || !NONCE.test(nonce)) return undefined;
  if (issuedAtMs === undefined || !areResources(lines)) return undefined;
  const expiresAtMs = parseIsoTime(expires ?? "");
  const notBeforeMs = parseIsoTime(notBefore ?? "");
  // A time that is there and can't be read is no time that is left out.
  if (expires !== undefined && expiresAtMs === undefined) return undefined;
  if (notBefore !== undefined && notBeforeMs === undefined) return undefined;
  return {
    uri,
    chainId: Number(chain),
    nonce,
    issuedAtMs,
    ...(expiresAtMs !== undefined && { expiresAtMs }),
    ...(notBeforeMs !== undefined && { notBeforeMs }),
  };
}

function areResources([title, ...resources]: readonly string[]): boolean {
  if (title === undefined) return true;
  return title === "Resources:" && resources.every((line) => line.startsWith("- "));
}

function addressIn(line: string | undefined): Address | undefined {
  if (!line?.startsWith("0x")) return undefined;
  try {
    return line === line.trim() ? parseAddress(line) : undefined;
  } catch {
    return undefined;
  }
}
