import { createServer } from "node:net";
import { Complaint } from "../bootstrap/say.mjs";

/** A port that is about to be listened on, and the setting that changes it. */
export type WantedPort = { port: number; setting: string };

/**
 * A program may hold a port on one of these and leave the others free; a browser that asks
 * for `localhost` may reach any of them.
 */
const ADDRESSES = ["127.0.0.1", "::1", "0.0.0.0", "::"];

/** Fails with one sentence for each port that another program holds; listens on none. */
export async function requirePortsFree(wanted: readonly WantedPort[]): Promise<void> {
  const sentences: string[] = [];
  for (const { port, setting } of wanted) {
    if (await isPortFree(port)) continue;
    sentences.push(
      `Port ${port} is in use by another program: stop that program, or set ${setting} to a free port.`,
    );
  }
  if (sentences.length > 0) throw new Complaint(sentences.join("\n"));
}

/**
 * The port, if no program holds it and it is none of `wanted`. Otherwise 0, by which who listens gets any
 * free one: for what is not worth failing, and says its port itself.
 */
export async function portOrAny(port: number, wanted: readonly number[]): Promise<number> {
  return !wanted.includes(port) && (await isPortFree(port)) ? port : 0;
}

async function isPortFree(port: number): Promise<boolean> {
  for (const address of ADDRESSES) {
    if ((await tryListening(port, address)) === "EADDRINUSE") return false;
  }
  return true;
}

function tryListening(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    // A missing IPv6 gives EADDRNOTAVAIL: nobody can hold the port there.
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Gives `count` ports that are free on every address at this moment, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.listen(0, resolve))),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("no port was given");
    return address.port;
  });
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
  return ports;
}
