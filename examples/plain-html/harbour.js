import { connectedWallet, onWallets } from "./wallets.js";

const find = (id) => document.getElementById(id);
const parley = (...told) => window.parley(...told);

/** The wallets that this browser has, or the one that is connected. */
function showWallets(wallets) {
  find("wallets").replaceChildren(
    ...wallets.map((wallet) => button(`Connect ${wallet.name}`, () => connect(wallet))),
  );
}

async function connect(wallet) {
  // Whoever says no stays as they are.
  const connected = await connectedWallet(wallet).catch(() => undefined);
  if (!connected) return;
  const { provider, account } = connected;
  parley("setWallet", provider);
  const leave = button("Disconnect", () => {
    parley("setWallet", undefined);
    onWallets(showWallets);
  });
  find("wallets").replaceChildren(`${account.slice(0, 6)}…${account.slice(-4)}`, leave);
}

function button(textContent, onclick) {
  return Object.assign(document.createElement("button"), { type: "button", textContent, onclick });
}

onWallets(showWallets);

// Buttons of the page's own.
find("messages").onclick = () => parley("openInbox");
find("seller").onsubmit = (event) => {
  event.preventDefault();
  const { to, draft } = Object.fromEntries(new FormData(event.target));
  parley("openConversation", to, draft);
};
find("call").onclick = () => {
  const { to } = find("seller").elements;
  if (to.reportValidity()) parley("startCall", to.value, "audio");
};

// What the page is told of. It never hears what was written.
parley("on", "unread", ({ count }) => {
  find("messages").textContent = count > 0 ? `Messages (${count})` : "Messages";
});
parley("on", "messageSent", () => {
  find("news").textContent = "The seller has your message.";
});
// For who writes the page: its visitors are told in the panel what they can do.
parley("on", "error", ({ code, message }) => console.warn(`Parley: ${message} (${code})`));
