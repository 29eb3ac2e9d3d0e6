import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { startProgram } from "./start-program.ts";

const never = new Promise<never>(() => {});
const node = (script: string, ready: RegExp | Promise<unknown>) =>
  startProgram(process.execPath, ["-e", script], { env: { GREETING: "I listen" }, ready });
const LISTENS = "console.log(process.env.GREETING); setInterval(() => {}, 1_000);";

describe("a program of somebody else", () => {
  it("is ready when it says so, has its settings, and is gone when it was stopped", async () => {
    const program = await node(`console.log("I am " + process.pid); ${LISTENS}`, /I listen/);
    const [, pid] = /I am (\d+)/.exec(program.output) ?? [];
    expect(process.kill(Number(pid), 0)).toBe(true);
    await program.stop();
    expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
    await program.stop();
  });

  it("is ready when what the test waits for was", async () => {
    const emitter = new EventTarget();
    const heard = once(emitter, "listens");
    const starting = node(LISTENS, heard);
    emitter.dispatchEvent(new Event("listens"));
    await (await starting).stop();
  });

  it.each([
    ["ends too early", 'throw new Error("XMTP_WALLET_KEY env is not in hex")'],
    ["ends too early and well", 'console.error("XMTP_WALLET_KEY env is not in hex")'],
  ])("that %s fails the test with its own words", async (_what, script) => {
    await expect(node(script, never)).rejects.toThrow(
      /was not ready\. It ended with \d\. It said:[\s\S]*XMTP_WALLET_KEY env is not in hex/,
    );
  });

  it("that is not ready in time fails the test with that reason, and is ended", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const pid = once(server, "request").then(([request]) => Number(request.url.slice(1)));
    const late = pid.then(() => Promise.reject(new Error("Within 50 ms nobody listened.")));
    const script = `fetch("http://127.0.0.1:${port}/" + process.pid).catch(() => {}); ${LISTENS}`;
    await expect(node(script, late)).rejects.toThrow(
      /was not ready\. Within 50 ms nobody listened\./,
    );
    const ended = await pid;
    expect(() => process.kill(ended, 0)).toThrow("ESRCH");
    server.closeAllConnections();
    server.close();
  });

  it("that is not there fails the test", async () => {
    const starting = startProgram("no-such-program", [], { ready: never });
    await expect(starting).rejects.toThrow(/"no-such-program" was not ready\. .*ENOENT/);
  });
});
