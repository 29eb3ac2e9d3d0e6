import { isTemporary } from "@/lib/identity/core/is-temporary.ts";
import { shownAccount } from "@/lib/identity/core/shown-account.ts";
import { describeBrowser } from "@/lib/identity/local/describe-browser.ts";
import { acceptedPeers } from "@/lib/messaging/core/inbox-list.ts";
import { awaitHistory } from "@/lib/preferences/flow/await-history.ts";
import type { Parley } from "./wiring-parley.ts";

type Parts = Omit<Parley, "start">;

/**
 * What begins all that runs in a page of its own accord: who is told of what, from the sign-in on. A
 * second call begins nothing. A frame in another site's page (`isFramed`) is not kept for the time
 * without a network.
 */
export function starter(parley: Parts, surroundings: { isFramed: boolean }): () => void {
  return once(() => start(parley, surroundings));
}

function start(parley: Parts, { isFramed }: { isFramed: boolean }): void {
  const {
    session,
    messaging,
    search,
    devices,
    naming,
    preferences,
    notifications,
    offline,
    pictures,
    groupPictures,
    server,
    storage,
    archive,
    loadShipping,
  } = parley;
  keepOnceUsed({ messaging, storage, session });
  // Who only looks at the landing page has nothing that needs room.
  const watchStorage = once(() => storage.start());
  messaging.store.subscribe(({ inboxId, rows }) => {
    if (inboxId) watchStorage();
    const keeps = !isTemporary(session.store.getState());
    naming.show(inboxId, { keeps });
    groupPictures.show(inboxId, { keeps });
    devices.show(keeps ? inboxId : undefined);
    preferences.show(inboxId, { keeps });
    preferences.heed(rows);
  });
  notifications.start();
  session.store.subscribe((state) => {
    notifications.lead(state.kind === "ready" && state.leads);
    // A frame is of no use without the page around it, which others serve.
    if (state.kind === "ready" && !isTemporary(session.store.getState()) && !isFramed)
      offline.keep();
  });
  devices.start();
  pictures.start();
  groupPictures.start();
  befriend({ session, messaging, pictures });
  introduceToServer({ session, server });
  run({ session, messaging, search, devices });
  if (archive) goOnShipping({ session, messaging, loadShipping });
  awaitHistory({ session, messaging, preferences });
}

/** The inbox on the screen is the one of who is signed in, from the first moment on. */
function run({
  session,
  messaging,
  search,
  devices,
}: Pick<Parley, "session" | "messaging" | "search" | "devices">) {
  session.store.subscribe((state) => {
    const client = session.client();
    if (state.kind === "ready" && client) {
      messaging.attach(client, state);
      search.attach(client, state);
      return devices.introduce(client.installationId, describeBrowser(navigator.userAgent));
    }
    search.detach();
    const shown = shownAccount(state, session.accounts.store.getState()[0]);
    if (shown) messaging.show(shown.inboxId);
    else messaging.stop();
  });
  messaging.store.subscribe(({ connection }, before) => {
    if (connection.kind === "live" && before.connection.kind !== "live")
      session.checkInstallation();
  });
  session.start();
}

/** Asks the browser to keep what is here once there is a conversation: not of who only looks. */
function keepOnceUsed({
  messaging,
  storage,
  session,
}: Pick<Parley, "messaging" | "storage" | "session">): void {
  const stop = messaging.store.subscribe(({ rows, connection }) => {
    if (rows.length === 0 || connection.kind !== "live" || isTemporary(session.store.getState()))
      return;
    stop();
    void storage.look().then(() => storage.store.getState().isKept || storage.keep());
  });
}

/** Pictures are of oneself, and of whom one talks with by one's own will. */
function befriend({
  session,
  messaging,
  pictures,
}: Pick<Parley, "session" | "messaging" | "pictures">): void {
  const tell = () => {
    const state = session.store.getState();
    // Pictures are kept on this device, whoever looks at them.
    if (isTemporary(session.store.getState())) return pictures.befriend([]);
    const own = state.kind === "ready" || state.kind === "restoring" ? [state.address] : [];
    pictures.befriend([...own, ...acceptedPeers(messaging.store.getState().rows)]);
  };
  session.store.subscribe(tell);
  messaging.store.subscribe(({ rows }, before) => {
    if (rows !== before.rows) tell();
  });
}

/** The server knows, if anybody, who is signed in here now. It is asked for nothing by this. */
function introduceToServer({ session, server }: Pick<Parley, "session" | "server">): void {
  session.store.subscribe(({ kind }) => {
    const absent = kind === "signed-out" ? "nobody" : "somebody";
    server.belongTo(session.client() ?? absent, { keeps: !isTemporary(session.store.getState()) });
  });
}

/** Who is signed in ships files here, and what an earlier page left of it. */
function goOnShipping({
  session,
  messaging,
  loadShipping,
}: Pick<Parley, "session" | "messaging" | "loadShipping">): void {
  const go = async () => {
    const shipping = await loadShipping();
    const state = session.store.getState();
    const isReady = state.kind === "ready";
    const inboxId = isReady ? messaging.store.getState().inboxId : undefined;
    const leads = isReady && state.leads;
    shipping.show(inboxId, { keeps: !isTemporary(session.store.getState()), leads });
  };
  let isWanted = false;
  const look = () => {
    isWanted ||= session.store.getState().kind === "ready";
    // What did not load is fetched by whoever sends files, and nothing is lost.
    if (isWanted) void go().catch(() => undefined);
  };
  session.store.subscribe(look);
  messaging.store.subscribe(({ inboxId }, before) => {
    if (inboxId !== before.inboxId) look();
  });
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}
