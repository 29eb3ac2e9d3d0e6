import type { LandingFailure } from "../ports.ts";

/** What a page says to the worker that writes one file. */
export type LandOrder =
  | { kind: "open"; networkName: string; key: string; sizeBytes: number }
  | { kind: "write"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "digest" }
  | { kind: "close" };

export type LandNews =
  | { kind: "opened"; bytesOnDisk: number }
  | { kind: "written"; offset: number }
  | { kind: "digested"; sha256: string }
  | { kind: "closed" }
  | { kind: "failed"; why: LandingFailure };
