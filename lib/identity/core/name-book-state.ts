import type { Address } from "./address.ts";
import type { EnsName, FoundName, NamedLook, NameHolder, ResolvedName } from "./names.ts";

/** What a chain answered about an address, and when. Without `found`, it has chosen no name. */
export type NameRecord = {
  address: Address;
  found?: FoundName;
  checkedAtMs: number;
  /** Since when this device has known it by this name. */
  sinceMs: number;
};

/** The name under which a conversation was opened: what its other side is recognised by. */
export type KnownName = NamedLook & {
  address: Address;
  /** Typed by the person; else it is the one that the address had chosen. */
  isTyped: boolean;
  sinceMs: number;
  /** It does not point here any more: to whom it does, if to anybody. */
  moved?: { to?: Address };
};

/** What this device knows of who is called what. */
export type NameBook = {
  isRestored: boolean;
  records: ReadonlyMap<Address, NameRecord>;
  known: ReadonlyMap<Address, KnownName>;
  /** Whose conversation is on the screen. */
  attended?: Address;
  /** When this page last heard about an address. */
  heardAtMs: ReadonlyMap<Address, number>;
  /** To be asked about; `true` when the answer has to be of now. */
  queue: ReadonlyMap<Address, boolean>;
  /** Asked about at this moment. */
  asking: readonly Address[];
  /** Failed attempts in a row. */
  failures: number;
  /** Nothing is asked before. */
  retryAtMs?: number;
};

export type NameBookEvent =
  | { kind: "restored"; records: readonly NameRecord[]; known: readonly KnownName[] }
  /** These addresses are on the screen. */
  | { kind: "wanted"; addresses: readonly Address[] }
  /** This conversation is on the screen; none is when there is no address. */
  | { kind: "attended"; address?: Address }
  /** Somebody typed a name, saw the address and opened the conversation. */
  | { kind: "opened-as"; resolved: ResolvedName }
  | {
      kind: "answered";
      /** One that could not be asked about now is missing. */
      names: ReadonlyMap<Address, FoundName | undefined>;
      holders: ReadonlyMap<EnsName, NameHolder>;
    }
  | { kind: "unanswered" }
  | { kind: "retry-due" }
  /** The network came back, or the page was asleep. */
  | { kind: "woke" }
  /** The person has read that a name moved, and stays with the address. */
  | { kind: "move-read"; address: Address };

export type NameBookEffect =
  | { kind: "ask"; addresses: readonly Address[]; names: readonly EnsName[] }
  | {
      kind: "keep";
      records: readonly NameRecord[];
      dropped: readonly Address[];
      known: readonly KnownName[];
      forgotten: readonly Address[];
    }
  | { kind: "wake"; atMs: number };

export type NameBookStep = [NameBook, NameBookEffect[]];

/** More people than anybody writes to; a few hundred kilobytes. */
export const MAX_RECORDS = 2_000;

export const NOTHING_TO_KEEP = {
  kind: "keep",
  records: [],
  dropped: [],
  known: [],
  forgotten: [],
} as const;

export function emptyNameBook(): NameBook {
  return {
    isRestored: false,
    records: new Map(),
    known: new Map(),
    heardAtMs: new Map(),
    queue: new Map(),
    asking: [],
    failures: 0,
  };
}
