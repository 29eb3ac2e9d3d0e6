import { CID } from "multiformats/cid";
import { BadRequestError } from "../request.ts";

/** Kubo takes a flag without a value for a true one. */
export function flag(query: URLSearchParams, name: string, fallback: boolean): boolean {
  const value = query.get(name);
  if (value === null) return fallback;
  if (value === "" || value === "true") return true;
  if (value === "false") return false;
  throw new BadRequestError(`option ${name} is a boolean, not ${JSON.stringify(value)}`);
}

/** A whole number from 0 on. */
export function size(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new BadRequestError(`option ${name} is a size, not ${JSON.stringify(value)}`);
}

/** CIDs as `arg=<cid>` or `arg=/ipfs/<cid>`. */
export function cids(query: URLSearchParams): CID[] {
  return query.getAll("arg").map(parseCid);
}

export function oneCid(query: URLSearchParams): CID {
  const [cid] = cids(query);
  if (!cid) throw new BadRequestError('argument "ipfs-path" is required');
  return cid;
}

function parseCid(text: string): CID {
  try {
    return CID.parse(text.replace(/^\/ipfs\//, ""));
  } catch {
    throw new BadRequestError(`invalid path ${JSON.stringify(text)}: invalid cid`);
  }
}

/** The profile `unixfs-v1-2025` (IPIP-499), option by option, as Kubo's clients write it. */
const PROFILE: Readonly<Record<string, string>> = {
  "cid-version": "1",
  "raw-leaves": "true",
  chunker: "size-1048576",
  "max-file-links": "1024",
  hash: "sha2-256",
  trickle: "false",
  "wrap-with-directory": "false",
  inline: "false",
  nocopy: "false",
};

/** Anything else would give another CID than the one that browsers compute. */
export function requireProfile(query: URLSearchParams): void {
  for (const [name, only] of Object.entries(PROFILE)) {
    const value = query.get(name);
    if (value === null || value === only) continue;
    throw new BadRequestError(
      `option ${name} must be ${only} here, which adds files by the profile unixfs-v1-2025 alone`,
    );
  }
}
