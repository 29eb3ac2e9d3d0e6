import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageContent, MessageId, Reaction } from "@/lib/messaging/core/records.ts";
import type { InboxRow, SendState, Thread, TimelineItem } from "@/lib/messaging/core/view.ts";
import { chances } from "../fakes/chances.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** So that every picture is the same. */
const draw = chances(7);

export function someAddress(chance = draw): Address {
  const digits = Array.from({ length: 40 }, () => Math.floor(chance() * 16).toString(16));
  return parseAddress(`0x${digits.join("")}`);
}

export const SELF = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
export const PEER = parseAddress("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
export const MY_INBOX = "a".repeat(64) as InboxId;
const PEER_INBOX = "b".repeat(64) as InboxId;

const SENT: SendState = { kind: "sent" };

export type Line = [
  minutesAgo: number,
  mine: boolean,
  text: string | MessageContent,
  state?: SendState,
  reactions?: readonly Reaction[],
];

/** Puts days between and groups together, as the core does. */
export function itemsOf(lines: readonly Line[], nowMs: number): TimelineItem[] {
  const items: TimelineItem[] = [];
  lines.forEach(([minutesAgo, mine, said, state, reactions], index) => {
    const sentAtMs = nowMs - minutesAgo * MINUTE_MS;
    const before = lines[index - 1];
    const after = lines[index + 1];
    const day = new Date(sentAtMs).setHours(0, 0, 0, 0);
    const beforeDay = before && new Date(nowMs - before[0] * MINUTE_MS).setHours(0, 0, 0, 0);
    const afterDay = after && new Date(nowMs - after[0] * MINUTE_MS).setHours(0, 0, 0, 0);
    if (day !== beforeDay) items.push({ kind: "day", key: `day ${day}`, startsAtMs: day });
    items.push({
      kind: "message",
      key: `m${index}`,
      ...(state?.kind !== "waiting" && { id: `m${index}` as MessageId }),
      ...(reactions && { reactions }),
      mine,
      senderInboxId: mine ? MY_INBOX : PEER_INBOX,
      content: typeof said === "string" ? { type: "text", text: said } : said,
      sentAtMs,
      state: state ?? SENT,
      opensGroup: !before || before[1] !== mine || before[0] - minutesAgo > 5 || day !== beforeDay,
      closesGroup: !after || after[1] !== mine || minutesAgo - after[0] > 5 || day !== afterDay,
    });
  });
  return items;
}

export function threadOf(items: readonly TimelineItem[], name?: string): Thread {
  const lastAtMs = items.findLast((item) => item.kind === "message")?.sentAtMs ?? 0;
  return {
    consent: "allowed",
    readUntilMs: new Map([[PEER_INBOX, lastAtMs - 60_000]]),
    key: `dm:${PEER_INBOX}`,
    peer: { inboxId: PEER_INBOX, address: PEER },
    ...(name && { name }),
    status: "ready",
    items,
    hasOlder: false,
    hasNewer: false,
  };
}

const D = 24 * 60;
export const CHAT: Line[] = [
  [2 * D + 40, false, "Hi! Somebody gave me your address on a napkin. Is this really you?"],
  [2 * D + 38, true, "It is. And the napkin is the whole address book."],
  [2 * D + 37, true, "No phone number, no email"],
  [2 * D + 36, false, "👍"],
  [D + 95, false, "Are we still meeting at the harbour on Friday?"],
  [D + 94, false, "I can bring the charts"],
  [D + 92, true, "Yes, 18:00. Bring the old ones too, the ones with the soundings."],
  [D + 91, false, "Will do. Here is the tide table: https://tides.example.org/harbour?day=fri"],
  [D + 90, true, "Perfect"],
  [64, false, "Morning! Small change: the pilot is late, so 18:30."],
  [63, true, "Fine with me"],
  [62, true, "Who else is coming?"],
  [22, false, "Just the two of us and the dog"],
  [21, false, "🐕"],
  [4, true, "Then I bring the biscuits"],
  [1, true, "See you on Friday"],
];

const CHARTS = "The old ones too, the ones with the soundings?";

/** Everything that may stand on or under a message. */
export const LIVELY: Line[] = [
  [52, false, "Which charts do you want me to bring?"],
  [51, false, CHARTS],
  [
    50,
    true,
    {
      type: "reply",
      to: {
        id: "m1" as MessageId,
        senderInboxId: PEER_INBOX,
        content: { type: "text", text: CHARTS },
      },
      content: { type: "text", text: "Yes please, all of them." },
    },
    SENT,
    [
      { emoji: "👍", inboxIds: [PEER_INBOX] },
      { emoji: "⛵", inboxIds: [PEER_INBOX, MY_INBOX] },
    ],
  ],
  [49, false, { type: "deleted", by: PEER_INBOX }],
  [
    48,
    false,
    {
      type: "markdown",
      text: "The **plan**, with `knots` and a [chart](https://charts.example.org/harbour):\n\n1. Meet at *18:30*\n2. Cast off\n   - mind the ~~rocks~~ buoys\n\n> as the pilot says\n\n```ts\nconst course = bearing(harbour, island); // a long line that does not fit into a bubble at all\n```\n<b>no html</b>",
    },
    SENT,
    [{ emoji: "❤️", inboxIds: [MY_INBOX] }],
  ],
  [
    12,
    true,
    {
      type: "reply",
      to: { id: "gone" as MessageId },
      content: { type: "text", text: "About that one from last week: agreed." },
    },
  ],
  [3, true, "On my way", SENT, [{ emoji: "🎉", inboxIds: [PEER_INBOX] }]],
  [0.1, true, "I write from the tunnel", { kind: "waiting" }],
];

export const FAILED: Line[] = [
  ...CHAT,
  [0.6, true, "Does this one arrive?", { kind: "failed", reason: "xmtp.refused" }],
  [0.2, true, "And this?", { kind: "sending" }],
];

export const OFFLINE: Line[] = [
  ...CHAT,
  [0.4, true, "Train goes into the tunnel", { kind: "waiting" }],
  [0.2, true, "I write anyway", { kind: "waiting" }],
];

export const AWKWARD: Line[] = [
  [30, false, "<script>alert(1)</script> <img src=x onerror=alert(1)> **not bold** _not italic_"],
  [
    29,
    false,
    `javascript:alert(1) https://bank.example@evil.example/login https://аpple.com/login`,
  ],
  [28, true, "شكراً جزيلاً، نلتقي يوم الجمعة في الميناء 18:30"],
  [27, false, "\u202eevil text that wants to turn around\u202c and back"],
  [
    26,
    true,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3),
  ],
  [
    25,
    false,
    "const keep = (lines) =>\n  lines\n    .filter((line) => line.trim() !== '')\n    .map((line) => line.trimEnd());",
  ],
  [24, true, "❤️"],
  [
    23,
    false,
    {
      type: "unsupported",
      contentType: "example.org/poll:1.0",
      fallback: "Poll: Friday or Saturday?",
    },
  ],
  [
    22,
    false,
    { type: "unsupported", contentType: "example.org/sealed-mystery-with-a-long-name:12.4" },
  ],
  [
    21,
    false,
    { type: "group-changed", by: PEER_INBOX, changes: [{ kind: "added", inboxIds: [MY_INBOX] }] },
  ],
  [20, true, "Z̷̨̛͔̙͉̊a̵̛̗͑l̸̖̾g̶̱̈́o̷ text, combining marks piled up"],
  [19, false, "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏽"],
  [
    18,
    true,
    `A long one. ${"It goes on and on, as some people do, and it should be folded. ".repeat(80)}`,
  ],
  [2, false, "\n\n  spaces and\n\n\nempty lines   kept  \n"],
];

const NAMES = [
  "\u200b\u200b",
  "\u202egnp.eikooc",
  "🦄".repeat(64),
  "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045",
  "A name of quite some length that nobody would have chosen for themselves",
  "علي رضا",
];

const PREVIEWS = [
  "See you on Friday",
  "I’ll send the charts tonight, promise. And the soundings, and the tide table.",
  "ok",
  "شكراً جزيلاً",
  "👍",
  "Did you see what they did with the new fee market? Wild.",
];

export function rowsOf(count: number, nowMs: number, awkward = false): InboxRow[] {
  const seeded = chances(11);
  const chance = chances(5);
  const states: SendState[] = [
    SENT,
    SENT,
    { kind: "waiting" },
    { kind: "failed", reason: "xmtp.refused" },
  ];
  return Array.from({ length: count }, (_, index): InboxRow => {
    const ageMs = [2, 34, 190, 600][index]
      ? ([2, 34, 190, 600][index] ?? 0) * MINUTE_MS
      : index * index * 4 * HOUR_MS;
    const mine = seeded() < 0.4;
    const inboxId = index.toString(16).padStart(64, "0") as InboxId;
    const name = awkward ? NAMES[index % NAMES.length] : undefined;
    return {
      key: index === 0 ? `dm:${PEER_INBOX}` : `dm:${inboxId}`,
      kind: "dm",
      peer: { inboxId, address: index === 0 ? PEER : someAddress(chance) },
      ...(name !== undefined && { name }),
      consent: "allowed",
      preview: {
        content: { type: "text", text: PREVIEWS[index % PREVIEWS.length] ?? "" },
        mine: index === 0 ? true : mine,
        state: index === 0 ? SENT : (states[index % 4] ?? SENT),
      },
      lastAtMs: nowMs - ageMs,
      unreadCount: !mine && index > 0 && index < 6 ? ([1, 3, 128, 12][index % 4] ?? 0) : 0,
    };
  });
}

export function manyLines(count: number): Line[] {
  const seeded = chances(3);
  return Array.from({ length: count }, (_, index): Line => {
    const words = Math.ceil(seeded() * seeded() * 40);
    const text = Array.from(
      { length: words },
      () => "lorem ipsum dolor sit amet".split(" ")[Math.floor(seeded() * 5)],
    );
    return [(count - index) * 3, seeded() < 0.45, `${index} ${text.join(" ")}`];
  });
}
