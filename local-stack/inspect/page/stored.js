/** @import { InboxHistory, KeptKeyPackage, Subscription } from "../core/seen-call.ts" */
import { make, withIds } from "./dom.js";
import { count, durationOf, shortId, sizeOf, stampOf } from "./words.js";

/**
 * @param {readonly Subscription[]} subscriptions
 * @param {number} nowMs
 * @param {(topic: string) => void} onTopic
 */
export function subscriptionsTable(subscriptions, nowMs, onTopic) {
  if (subscriptions.length === 0) {
    return nothing("No stream is open. A client that listens for messages appears here.");
  }
  const rows = subscriptions.map(({ rpc, transport, sinceMs, topics, delivered, behind }) => [
    rpc,
    transport,
    durationOf(nowMs - sinceMs),
    topicsCell(topics, onTopic),
    count(delivered, "message", "messages"),
    behind === 0
      ? "no"
      : make("span", { "data-tone": "refused" }, count(behind, "message", "messages")),
  ]);
  return table(["Stream", "Transport", "Open for", "Topics", "Delivered", "Behind"], rows);
}

/**
 * @param {Subscription["topics"]} topics
 * @param {(topic: string) => void} onTopic
 */
function topicsCell({ shown, total }, onTopic) {
  const buttons = shown
    .slice(0, 3)
    .map(({ kind, id }) =>
      make(
        "button",
        { type: "button", class: "quiet id", title: id, onclick: () => onTopic(id) },
        `${kind} ${shortId(id)}`,
      ),
    );
  const hidden = total - buttons.length;
  return make("span", { class: "some" }, ...buttons, hidden > 0 ? `+${hidden}` : "");
}

/** @param {readonly InboxHistory[]} histories */
export function identitiesList(histories) {
  if (histories.length === 0) {
    return nothing("No inbox is here. A wallet that signs in to the network makes one.");
  }
  return make("div", { class: "histories" }, ...histories.map(historyCard));
}

/** @param {InboxHistory} history */
function historyCard({ inboxId, entries, total }) {
  const items = entries.map(({ id = "", created = "", actions }) =>
    make(
      "li",
      {},
      make("p", { class: "when" }, when(created), ` UTC, entry ${id}`),
      make("ul", {}, ...actions.map((action) => make("li", {}, ...withIds(action)))),
    ),
  );
  const hidden = total - entries.length;
  return make(
    "section",
    { class: "card" },
    make("h2", { class: "id" }, inboxId),
    hidden > 0 &&
      make("p", { class: "more" }, `${count(hidden, "earlier entry", "earlier entries")}`),
    make("ol", { class: "log" }, ...items),
  );
}

/** @param {readonly KeptKeyPackage[]} packages */
export function keyPackagesTable(packages) {
  if (packages.length === 0) {
    return nothing("No key package is here. Each installation brings one when it signs in.");
  }
  const rows = packages.map((each) => {
    const { installationKey, updated, sizeBytes } = each;
    const key = make("span", { class: "id" }, installationKey);
    if (each.kind === "malformed")
      return [key, each.reason, when(updated), "", "", sizeOf(sizeBytes)];
    const inbox = make("span", { class: "id" }, each.inboxId);
    return [key, inbox, when(updated), when(each.notAfter), each.cipherSuite, sizeOf(sizeBytes)];
  });
  return table(
    ["Installation", "Inbox", "Uploaded, UTC", "Valid until, UTC", "Suite", "Size"],
    rows,
  );
}

/**
 * @param {readonly string[]} headings
 * @param {readonly (readonly (Node | string)[])[]} rows
 */
function table(headings, rows) {
  const heads = headings.map((heading) =>
    make("th", { scope: "col", role: "columnheader" }, heading),
  );
  const body = rows.map((cells) =>
    make(
      "tr",
      { role: "row" },
      // On a phone each cell stands under the next, with its heading beside it.
      ...cells.map((each, at) => make("td", { role: "cell", "data-heading": headings[at] }, each)),
    ),
  );
  return make(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": headings[0] },
    make(
      "table",
      // Their roles are said: laid out otherwise, they would have none in some browsers.
      { role: "table" },
      make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)),
      make("tbody", { role: "rowgroup" }, ...body),
    ),
  );
}

/** @param {string} iso */
function when(iso) {
  return make("time", { datetime: iso, title: iso }, stampOf(iso));
}

/** What stands for all that is stored while nobody can be asked. */
export function awaySentence() {
  return nothing("The stack does not answer. What it keeps is here when it is back.");
}

/** @param {string} why */
function nothing(why) {
  return make("p", { class: "nothing" }, why);
}
