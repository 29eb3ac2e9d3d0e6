import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Pages of other sites on this machine, at `one.localhost`, `two.localhost`, …: a site each. */
export type HostSites = {
  /** The origin of a site; `undefined` is this machine itself, which is the app's own site. */
  origin(name?: string): string;
  /** The sites that may frame the app. */
  readonly allowed: readonly string[];
  readonly all: readonly string[];
  /** What is at a path of all of them from now on. */
  put(path: string, html: string, headers?: Record<string, string>): void;
  /** What answers everything of one site from now on; without it, the pages that were put. */
  handOver(name: string, to?: RequestListener): void;
  close(): Promise<void>;
};

const NAMES = ["one.", "two.", "unlisted.", ""] as const;

export async function startHostSites(): Promise<HostSites> {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const handedOver = new Map<string, RequestListener>();
  const server = createServer((request, response) => {
    const { url = "", headers } = request;
    const other = handedOver.get(headers.host?.split(".")[0] ?? "");
    if (other) return other(request, response);
    const page = pages.get(url.split("?")[0] ?? "");
    const isIcon = url === "/favicon.ico";
    response.writeHead(page ? 200 : isIcon ? 204 : 404, {
      "content-type": "text/html",
      ...page?.headers,
    });
    response.end(page?.html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const all = NAMES.map((name) => `http://${name}localhost:${port}`);
  return {
    origin: (name) => `http://${name ? `${name}.` : ""}localhost:${port}`,
    allowed: all.filter((origin) => !origin.includes("unlisted")),
    all,
    put: (path, html, headers = {}) => pages.set(path, { html, headers }),
    handOver: (name, to) => (to ? handedOver.set(name, to) : handedOver.delete(name)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A page as somebody who adds the chat by its tag writes it; the wallet is the visitor's own. */
export function pageWithTag(appUrl: string, attributes = "", more = ""): string {
  return `<!doctype html><html lang="en"><title>A dapp</title><body><h1>A dapp</h1>
<script>window.parley = window.parley || function () { (parley.q = parley.q || []).push(arguments) }</script>
<script async src="${appUrl}/embed.js" ${attributes}></script>
<script>
addEventListener("eip6963:announceProvider", ({ detail: { provider } }) => {
  window.connect = async () => {
    await provider.request({ method: "eth_requestAccounts" });
    parley("setWallet", provider);
  };
});
dispatchEvent(new Event("eip6963:requestProvider"));
window.told = [];
for (const name of ["ready", "open", "close", "unread", "messageReceived", "messageSent", "callStarted", "error"])
  parley("on", name, (event) => told.push({ name, ...event }));
${more}
</script></body></html>`;
}
