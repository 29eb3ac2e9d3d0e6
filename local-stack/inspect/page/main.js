/** @import { SeenCall, Subscription } from "../core/seen-call.ts" */
/** @import { LiveStatus } from "../live-events.ts" */
import { CallList } from "./call-list.js";
import { Calls } from "./calls.js";
import { detailsOf } from "./details.js";
import { byId, make, redraw } from "./dom.js";
import { follow } from "./feed.js";
import { toHar } from "./har.js";
import { awaySentence, identitiesList, keyPackagesTable, subscriptionsTable } from "./stored.js";
import { createTabs } from "./tabs.js";
import { count, shortId, sizeOf } from "./words.js";

const SEARCH_AFTER_MS = 200;
/** What changes which stored things: they are asked for again after it. */
const CHANGES = new Set(["PublishIdentityUpdate", "UploadKeyPackage", "RegisterInstallation"]);

const calls = new Calls();
/** @type {readonly Subscription[]} */
let subscriptions = [];
/** @type {LiveStatus | undefined} */
let status;
let isConnected = false;
let missed = 0;

const details = byId("details", HTMLElement);
const search = byId("search", HTMLInputElement);
const rpc = byId("rpc", HTMLSelectElement);
const code = byId("code", HTMLSelectElement);
const topic = byId("topic", HTMLButtonElement);
const pause = byId("pause", HTMLButtonElement);

const list = new CallList((event, how) => {
  if (!event) return;
  // On a phone the details cover the list, so moving through it leaves them closed.
  if (how === "opened" || !details.hidden) showDetails(event, how === "opened");
});

const { grid } = list;
byId("list", HTMLElement).replaceWith(grid);

const tabs = createTabs(byId("tabs", HTMLElement), (name) => {
  if (name === "subscriptions") drawSubscriptions();
  else if (name !== "calls") void drawStored(name);
});

/** @param {SeenCall} event @param {boolean} takesFocus */
function showDetails(event, takesFocus) {
  details.hidden = false;
  details.replaceChildren(...detailsOf(event, { onClose: closeDetails, onTopic: showTopic }));
  if (takesFocus) details.querySelector("h2")?.focus();
}

function closeDetails() {
  details.hidden = true;
  details.replaceChildren();
  grid.focus();
}

/** @param {string} id */
function showTopic(id) {
  calls.filter.topic = id;
  tabs.select("calls");
  drawCalls();
}

let isDrawingSoon = false;
/** At most once a frame, however much arrives. */
function drawSoon() {
  if (isDrawingSoon) return;
  isDrawingSoon = true;
  requestAnimationFrame(() => {
    isDrawingSoon = false;
    drawCalls();
  });
}

function drawCalls() {
  const seen = calls.seen();
  list.show(seen);
  const { rpcs, codes } = calls.choices();
  offer(rpc, [["", "All RPCs"], ...rpcs.map((name) => /** @type {const} */ ([name, name]))]);
  offer(code, [
    ["", "Any status"],
    ["refused", "Refused"],
    ...codes.map((name) => /** @type {const} */ ([name, name])),
  ]);
  topic.hidden = calls.filter.topic === "";
  topic.textContent = `Topic ${shortId(calls.filter.topic)} ×`;
  topic.setAttribute("aria-label", `${topic.textContent}: show all topics again`);
  const isAll = seen.length === calls.total;
  const shown = isAll
    ? count(seen.length, "call", "calls")
    : `${seen.length} of ${calls.total} calls`;
  const leftOut = missed > 0 ? `, ${count(missed, "call", "calls")} came too fast to be shown` : "";
  byId("shown", HTMLElement).textContent = shown + leftOut;
  byId("empty", HTMLElement).hidden = seen.length > 0;
  byId("empty", HTMLElement).textContent =
    calls.total > 0 ? "No call matches the search and the filters." : noCallYet();
  drawState();
}

function noCallYet() {
  if (!status) return "No call yet.";
  const { grpcWeb, grpc } = status.urls;
  return `No call yet. Clients reach this network at ${grpcWeb} (gRPC-web) and ${grpc} (gRPC).`;
}

/**
 * The options of a choice; the chosen one stays, seen or not.
 *
 * @param {HTMLSelectElement} select
 * @param {readonly (readonly [value: string, label: string])[]} choices
 */
function offer(select, choices) {
  const key = choices.join("\n");
  if (select.dataset.offered === key) return;
  select.dataset.offered = key;
  const chosen = select.value;
  const all = choices.some(([value]) => value === chosen)
    ? choices
    : [...choices, /** @type {const} */ ([chosen, chosen])];
  select.replaceChildren(...all.map(([value, label]) => make("option", { value }, label)));
  select.value = chosen;
}

function drawState() {
  const state = byId("state", HTMLElement);
  const [said, tone] = stateInWords();
  // Said again, it would be read again.
  if (state.textContent !== said) state.textContent = said;
  state.dataset.tone = tone;
  // Numbers of a stack that is away are of no time.
  byId("gauges", HTMLElement).dataset.known = String(isConnected);
  pause.textContent = calls.isPaused ? `Resume (${calls.heldCount})` : "Pause";
  pause.setAttribute("aria-pressed", String(calls.isPaused));
}

/** @returns {[said: string, tone: "ok" | "ended" | "refused"]} */
function stateInWords() {
  if (!isConnected) return ["The stack does not answer", "refused"];
  if (status && status.problems.length > 0) return [status.problems.join(" "), "refused"];
  return calls.isPaused ? ["Paused", "ended"] : ["Live", "ok"];
}

function drawGauges() {
  if (!status) return;
  const { counts, residentBytes } = status;
  const gauges = {
    messages: (counts.groupMessages ?? 0).toLocaleString("en"),
    welcomes: (counts.welcomeMessages ?? 0).toLocaleString("en"),
    inboxes: (counts.inboxes ?? 0).toLocaleString("en"),
    streams: (counts.subscriptions ?? 0).toLocaleString("en"),
    "calls/s": calls.rate(performance.now()).toFixed(1),
    memory: sizeOf(residentBytes),
  };
  const pairs = Object.entries(gauges).map(([label, value]) =>
    make("div", {}, make("dt", {}, label), make("dd", {}, value)),
  );
  byId("gauges", HTMLElement).replaceChildren(...pairs);
}

function drawSubscriptions() {
  const drawing = isConnected
    ? subscriptionsTable(subscriptions, Date.now(), showTopic)
    : awaySentence();
  redraw(byId("subscriptions-list", HTMLElement), drawing);
}

/** @param {string} name `identities` or `key-packages`, as the tab is called */
async function drawStored(name) {
  const field = byId(`${name}-search`, HTMLInputElement);
  const place = byId(`${name}-list`, HTMLElement);
  const asked = field.value;
  const response = await fetch(`/inspect/${name}?search=${encodeURIComponent(asked)}`).catch(
    () => undefined,
  );
  if (field.value !== asked) return;
  if (!response) return redraw(place, awaySentence());
  if (!response.ok) return;
  const found = await response.json();
  redraw(place, name === "identities" ? identitiesList(found) : keyPackagesTable(found));
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let drawingStored;
function drawStoredSoon() {
  clearTimeout(drawingStored);
  drawingStored = setTimeout(() => {
    const name = tabs.selected();
    if (name === "identities" || name === "key-packages") void drawStored(name);
  }, SEARCH_AFTER_MS);
}

function exportHar() {
  const har = toHar(calls.seen(), status);
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(har, null, 2)], { type: "application/json" }),
  );
  make("a", { href: url, download: "local-xmtp.har" }).click();
  setTimeout(() => URL.revokeObjectURL(url));
}

function togglePause() {
  if (calls.isPaused) calls.resume(performance.now());
  else calls.isPaused = true;
  drawCalls();
}

follow({
  connected() {
    isConnected = true;
    drawState();
    drawStoredSoon();
  },
  lost() {
    isConnected = false;
    subscriptions = [];
    drawState();
    if (tabs.selected() === "subscriptions") drawSubscriptions();
  },
  status(now) {
    // Another process counts its calls from one again.
    if (status && status.startedAtMs !== now.startedAtMs) calls.clear();
    const isFirst = !status;
    status = now;
    drawGauges();
    drawState();
    if (isFirst) drawCalls();
    if (tabs.selected() === "subscriptions") drawSubscriptions();
  },
  calls(events) {
    calls.take(events, performance.now());
    drawSoon();
    if (events.some((event) => CHANGES.has(event.rpc))) drawStoredSoon();
  },
  streams(open) {
    subscriptions = open;
    if (!calls.isPaused) {
      calls.follow(open);
      drawSoon();
    }
    if (tabs.selected() === "subscriptions") drawSubscriptions();
  },
  cleared() {
    calls.clear();
    missed = 0;
    drawCalls();
  },
  missed({ calls: more }) {
    missed += more;
    drawSoon();
  },
});

search.addEventListener("input", () => {
  calls.filter.text = search.value;
  drawSoon();
});
rpc.addEventListener("change", () => {
  calls.filter.rpc = rpc.value;
  drawSoon();
});
code.addEventListener("change", () => {
  calls.filter.code = code.value;
  drawSoon();
});
topic.addEventListener("click", () => {
  calls.filter.topic = "";
  search.focus();
  drawSoon();
});
pause.addEventListener("click", togglePause);
byId("clear", HTMLButtonElement).addEventListener("click", () => {
  const headers = { "content-type": "application/json" };
  void fetch("/inspect/clear", { method: "POST", headers }).catch(() => {});
});
byId("export", HTMLButtonElement).addEventListener("click", exportHar);
for (const name of ["identities", "key-packages"]) {
  byId(`${name}-search`, HTMLInputElement).addEventListener("input", drawStoredSoon);
}
// Keys of one letter work in the list alone: elsewhere they are somebody's text or command.
grid.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (event.key === "p") togglePause();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!details.hidden) closeDetails();
  else if (document.activeElement === search) grid.focus();
});
drawCalls();
