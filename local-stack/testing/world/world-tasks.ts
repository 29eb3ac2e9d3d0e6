type Hex = `0x${string}`;

/** What one writer says in one conversation, in order. */
export type Part = { person: number; texts: readonly string[] };

/** What a thread of a world is told to do; each has the result of the same name in {@link Results}. */
export type Task =
  | { kind: "register"; person: number; privateKey: Hex }
  | { kind: "found"; founder: number; inboxIds: readonly string[]; name?: string }
  | { kind: "join"; person: number }
  | { kind: "encrypt"; conversationId: string; parts: readonly Part[] };

export type Results = {
  /** The inbox id. */
  register: string;
  /** The conversation's id. */
  found: string;
  join: undefined;
  /** For each part, its messages as serialized `SendGroupMessagesRequest`s. */
  encrypt: Uint8Array[][];
};

export type ToThread = { id: number; task: Task };

export type FromThread =
  | { kind: "ready" }
  | { kind: "done"; id: number; result: Results[Task["kind"]] }
  | { kind: "failed"; id: number; reason: string };
