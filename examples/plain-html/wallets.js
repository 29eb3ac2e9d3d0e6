/** Wallets announce themselves (EIP-6963); one that doesn't is `window.ethereum`. */
const announced = new Map();
let tell = () => {};

addEventListener("eip6963:announceProvider", ({ detail: { info, provider } }) => {
  announced.set(info.uuid, { name: info.name, provider });
  tell(known());
});
dispatchEvent(new Event("eip6963:requestProvider"));

function known() {
  if (announced.size > 0) return [...announced.values()];
  return window.ethereum ? [{ name: "wallet", provider: window.ethereum }] : [];
}

/** Tells which wallets there are, now and when another one announces itself. */
export function onWallets(listener) {
  tell = listener;
  tell(known());
}

/** Asks a wallet whether the page may see its account. Fails when its person says no. */
export async function connectedWallet({ provider }) {
  const [account] = await provider.request({ method: "eth_requestAccounts" });
  tell = () => {};
  return { provider, account };
}
