import { createHash } from "node:crypto";
import type { ArchivedFile, FilePreview } from "@/lib/attachments/core/attachment.ts";
import { CHUNK_BYTES, cidOfLeaves } from "@/lib/attachments/core/unixfs.ts";
import type {
  Opening,
  SealedFiles,
  Sealing,
  TaskOptions,
  Uploading,
} from "@/lib/attachments/ports.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { createGate, type Gate } from "./gate.ts";

type Verb = "seal" | "upload" | "open";
type Kept = { bytes: Uint8Array<ArrayBuffer>; fileName: string; mimeType: string };

const GATEWAY = "archive.test";

/**
 * Everything that touches bytes, without touching them: what is "sealed" is the file as it was.
 * Whoever is given the same `archive` reads what the other uploaded.
 */
export class FakeFiles {
  /** What is on this device, by key. */
  readonly kept = new Map<string, Kept>();
  /** What was archived, by CID. */
  readonly archive: Map<string, Kept>;
  /** Where a file of the fake's is; ends in its CID. */
  readonly urlOf = (cid: string) => `https://${GATEWAY}/ipfs/${cid}`;
  /** How often each was begun. */
  readonly begun: Record<Verb, number> = { seal: 0, upload: 0, open: 0 };
  /** Uploads that the server was told won't come, by key. */
  readonly abandoned: string[] = [];
  /** What is found out of each file that is sealed. */
  preview: FilePreview = {};
  readonly #failures = new Map<Verb, ErrorCode[]>();
  readonly #gates = new Map<Verb, Gate>();

  constructor(archive = new Map<string, Kept>()) {
    this.archive = archive;
  }

  /** The next one fails with that code, once it has begun. */
  failNext(verb: Verb, code: ErrorCode): void {
    this.#failures.set(verb, [...(this.#failures.get(verb) ?? []), code]);
  }

  /** Whatever is begun from now on gets half way, and goes on when the gate opens. */
  hold(verb: Verb): Gate {
    const gate = createGate();
    this.#gates.set(verb, gate);
    void gate.opened.then(() => this.#gates.delete(verb));
    return gate;
  }

  readonly sealing: Sealing = {
    seal: async ({ key, file, fileName, preview }, options) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await this.#run("seal", options);
      const kept = { bytes, fileName, mimeType: file.type };
      this.kept.set(key, kept);
      return {
        key,
        fileName,
        cid: await cidOf(bytes),
        contentDigest: sha256(bytes).toString("hex"),
        secret: "11".repeat(32),
        salt: "22".repeat(32),
        nonce: "33".repeat(12),
        sealedBytes: bytes.length,
        preview: {
          ...(file.type && { mimeType: file.type }),
          sizeBytes: file.size,
          ...this.preview,
          ...preview,
        },
      };
    },
  };

  readonly sealedFiles: SealedFiles = {
    has: async (key) => this.kept.has(key),
    erase: async (key) => void this.kept.delete(key),
    keepOnly: async (keys) => {
      for (const key of this.kept.keys()) if (!keys.includes(key)) this.kept.delete(key);
    },
  };

  readonly uploading: Uploading = {
    upload: async ({ key, cid, sealedBytes }, options) => {
      const kept = this.kept.get(key);
      if (!kept) throw new ParleyError("attachment.gone", "Not on this device");
      await this.#run("upload", options);
      this.archive.set(cid, kept);
      return archived(cid, sealedBytes);
    },
    abandon: async ({ key }) => void this.abandoned.push(key),
  };

  readonly opening: Opening = {
    open: async ({ url }, options) => {
      await this.#run("open", options);
      const kept = this.archive.get(url.split("/").at(-1) ?? "");
      if (!kept) throw new ParleyError("attachment.gone", "Never uploaded");
      const mimeType = kept.mimeType || "application/octet-stream";
      const blob = new Blob([kept.bytes], { type: mimeType });
      return { blob, mimeType, fileName: kept.fileName, saidMimeType: mimeType, from: GATEWAY };
    },
    sourcesOf: ({ url }, { ownGatewaysOnly = false } = {}) => {
      const { host } = new URL(url);
      return host === GATEWAY || ownGatewaysOnly ? [GATEWAY] : [GATEWAY, host];
    },
  };

  async #run(verb: Verb, { signal, onProgress }: TaskOptions = {}): Promise<void> {
    const stopped = () => new ParleyError("attachment.cancelled", "Stopped by the test");
    if (signal?.aborted) throw stopped();
    this.begun[verb]++;
    onProgress?.(0.5);
    const gate = this.#gates.get(verb);
    if (gate) {
      await new Promise<void>((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(stopped()), { once: true });
        void gate.opened.then(resolve);
      });
    }
    const code = this.#failures.get(verb)?.shift();
    if (code) throw new ParleyError(code, "Failed by the test");
    onProgress?.(1);
  }
}

function archived(cid: string, sizeBytes: number): ArchivedFile {
  return { cid, sizeBytes, archivedAtMs: 1_700_000_000_000, copies: [{ kind: "node" }] };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

function cidOf(bytes: Uint8Array): Promise<string> {
  const count = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES));
  const leaves = Array.from({ length: count }, (_, index) => {
    const chunk = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    return { digest: sha256(chunk), bytes: chunk.length };
  });
  return cidOfLeaves(leaves, async (block) => new Uint8Array(sha256(block)));
}
