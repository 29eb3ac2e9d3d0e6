import type { Limits } from "../../core/upload.ts";
import type {
  ArchiveLocks,
  ArchiveRecords,
  IpfsNode,
  PinningService,
  Staging,
} from "../../ports.ts";

/** What the server needs of the world to archive files. */
export type ArchiveServer = {
  records: ArchiveRecords;
  locks: ArchiveLocks;
  staging: Staging;
  node: IpfsNode;
  /** Who keeps another copy of everything. */
  pinning?: PinningService;
  limits: Limits;
  nowMs: () => number;
  /** A UUID. */
  newKey: () => string;
};
