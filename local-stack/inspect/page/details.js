/** @import { Envelope, SeenCall, Some, Topic } from "../core/seen-call.ts" */
import { make, withIds } from "./dom.js";
import { count, durationOf, factsOf, sizeOf, toneOf } from "./words.js";

/**
 * All that is known of a call.
 *
 * @param {SeenCall} event
 * @param {{ onClose: () => void, onTopic: (topic: string) => void }} does
 * @returns {HTMLElement[]}
 */
export function detailsOf(event, { onClose, onTopic }) {
  const isStream = event.delivered !== undefined;
  const close = make("button", { type: "button", class: "quiet", onclick: onClose }, "Close");
  return [
    make("div", { class: "details-head" }, make("h2", { tabindex: -1 }, event.rpc), close),
    facts([
      ["Status", event.code, toneOf(event.code)],
      ["Reason", event.reason],
      ["Began", new Date(event.beganMs).toISOString()],
      [isStream ? "Open for" : "Took", durationOf(event.latencyMs)],
      ["Transport", event.transport],
      ["Service", event.service],
      ["Request", sizeOf(event.requestBytes)],
      ["Answer", sizeOf(event.responseBytes)],
      ["Delivered", isStream ? count(event.delivered ?? 0, "message", "messages") : undefined],
    ]),
    ...topicsSection(event.topics, onTopic),
    ...envelopesSection("Sent", event.sent),
    ...envelopesSection(isStream ? "Delivered, the last" : "Received", event.received),
  ];
}

/** @param {[label: string, value: string | undefined, tone?: string][]} pairs */
function facts(pairs) {
  const list = make("dl", { class: "facts" });
  for (const [label, value, tone] of pairs) {
    if (value === undefined) continue;
    list.append(make("dt", {}, label), make("dd", { "data-tone": tone }, value));
  }
  return list;
}

/**
 * @param {Some<Topic>} topics
 * @param {(topic: string) => void} onTopic
 */
function topicsSection({ shown, total }, onTopic) {
  if (total === 0) return [];
  const items = shown.map(({ kind, id }) => {
    const only = () => onTopic(id);
    const label = `Only this ${kind}: ${id}`;
    return make(
      "li",
      {},
      make("span", { class: "kind" }, kind),
      make("span", { class: "id" }, id),
      make(
        "button",
        { type: "button", class: "quiet", "aria-label": label, onclick: only },
        "Only this",
      ),
    );
  });
  return [
    make("h3", {}, `Topics (${total})`),
    make("ul", { class: "topics" }, ...items),
    ...more(shown.length, total),
  ];
}

/**
 * @param {string} title
 * @param {Some<Envelope>} envelopes
 */
function envelopesSection(title, { shown, total }) {
  if (total === 0) return [];
  return [
    make("h3", {}, `${title} (${total})`),
    ...shown.map(envelopeCard),
    ...more(shown.length, total),
  ];
}

/** @param {Envelope} envelope */
function envelopeCard(envelope) {
  const actions = envelope.kind === "identity update" ? envelope.actions : [];
  return make(
    "section",
    { class: "card", "data-tone": envelope.kind === "malformed" && "refused" },
    make("h4", {}, envelope.kind),
    actions.length > 0 &&
      make("ol", { class: "actions" }, ...actions.map((each) => make("li", {}, ...withIds(each)))),
    facts(factsOf(envelope)),
  );
}

/**
 * @param {number} shown
 * @param {number} total
 */
function more(shown, total) {
  if (total <= shown) return [];
  return [make("p", { class: "more" }, `and ${count(total - shown, "other", "others")}`)];
}
