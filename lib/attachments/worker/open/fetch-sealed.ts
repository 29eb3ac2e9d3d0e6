import { ParleyError } from "@/lib/errors/base.ts";
import { type FileSource, hostOf } from "../../browser/sources.ts";
import { Assembly } from "./assembly.ts";
import { fetchBlocks } from "./fetch-blocks.ts";
import { SourceAway, SourceHasNot, SourceLied, SourceTooLarge } from "./source-failure.ts";
import { type Patience, watchedFetch } from "./watched-fetch.ts";

/** Where there is somebody else to ask, nobody waits for who brings nothing. */
const HASTY: Patience = { withinMs: 1_000, leastBytes: 4 * 1024 };
/** A slow connection is slow with everybody. */
const PATIENT: Patience = { withinMs: 12_000, leastBytes: 1 };

export type FetchOptions = {
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
  /** Of the sealed bytes. */
  maxBytes: number;
  /** What its sender said: for the progress alone. */
  saidBytes: number | undefined;
};

export type FetchedBytes = { bytes: Uint8Array<ArrayBuffer>; from: string };

/**
 * The sealed bytes from the first source that has them; what one of them brought that was right is
 * kept for the next. Fails with `attachment.gone`, `.forged`, `.unreachable`, `.too-large`.
 */
export async function fetchSealed(
  sources: readonly FileSource[],
  options: FetchOptions,
): Promise<FetchedBytes> {
  const assemblies = new Map<string, Assembly>();
  const failures: unknown[] = [];
  const isOut = new Set<FileSource>();
  const filledBytes = () =>
    [...assemblies.values()].reduce((sum, part) => sum + part.filledBytes, 0);
  let isHasty = sources.length > 1;
  for (let bringsMore = true; bringsMore; ) {
    const before = filledBytes();
    const patience = isHasty ? HASTY : PATIENT;
    for (const source of sources) {
      if (isOut.has(source)) continue;
      try {
        const bytes = await fetchFrom(source, assemblies, { ...options, patience });
        return { bytes, from: hostOf(source) };
      } catch (error) {
        options.signal.throwIfAborted();
        if (!(error instanceof SourceAway)) isOut.add(source);
        failures.push(error);
      }
    }
    bringsMore = isHasty || filledBytes() > before;
    isHasty = false;
  }
  throw toError(failures);
}

type FromOptions = FetchOptions & { patience: Patience };

async function fetchFrom(
  source: FileSource,
  assemblies: Map<string, Assembly>,
  options: FromOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, saidBytes, onProgress } = options;
  if (source.kind === "plain") return fetchPlain(source.url, options);
  const assembly = assemblies.get(source.cid) ?? new Assembly(source.cid, maxBytes);
  assemblies.set(source.cid, assembly);
  await fetchBlocks(source, assembly, {
    ...options,
    onProgress: () => {
      const total = assembly.totalBytes ?? saidBytes;
      if (total) onProgress(assembly.filledBytes / total);
    },
  });
  return assembly.takeBytes();
}

/** Redirects are not followed: where they lead is only seen when it was asked already. */
async function fetchPlain(
  url: string,
  { maxBytes, saidBytes, patience, signal, onProgress }: FromOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const request = { url, redirect: "error" as const, patience, maxBytes, signal };
  return watchedFetch(request, async ({ pull, onFlow, announcedBytes }) => {
    const total = announcedBytes ?? saidBytes;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    for (let part = await pull(); part; part = await pull()) {
      parts.push(part);
      length += part.length;
      onFlow(part.length);
      if (total) onProgress(Math.min(1, length / total));
    }
    return joined(parts, length);
  });
}

/** Lets each part go as soon as it is copied. */
function joined(parts: Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (let part = parts.shift(); part; part = parts.shift()) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** What to say of a file that nobody gave: the worst of what they did. */
function toError(failures: readonly unknown[]): unknown {
  const found = (kind: abstract new (message: string) => Error) =>
    failures.find((failure) => failure instanceof kind);
  const lie = found(SourceLied);
  if (lie) return new ParleyError("attachment.forged", "Other bytes came", { cause: lie });
  const large = found(SourceTooLarge);
  if (large) return new ParleyError("attachment.too-large", "Too many bytes", { cause: large });
  const away = found(SourceAway);
  if (away) return new ParleyError("attachment.unreachable", "Nobody answers", { cause: away });
  const missing = found(SourceHasNot);
  if (missing) return new ParleyError("attachment.gone", "Nobody has it", { cause: missing });
  return failures.at(-1) ?? new ParleyError("attachment.unsafe-link", "There is nobody to ask");
}
