import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createLineServer, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { startProgram } from "./start-program.ts";

const never = new Promise<never>(() => {});
const node = (script: string, ready: RegExp | Promise<unknown>) =>
  startProgram(process.execPath, ["-e", script], { env: { GREETING: "I listen" }, ready });
const LISTENS = "console.log(process.env.GREETING); setInterval(() => {}, 1_000);";

/** A line that a program holds as long as it is there. */
async function withLine(test: (line: Promise<Socket>, port: number) => Promise<void>) {
  const server = createLineServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const line = once(server, "connection").then(([socket]) => socket.on("error", () => {}));
  await test(line, (server.address() as AddressInfo).port);
  server.close();
}
const holdLine = (port: number) => `require("node:net").connect(${port}, "127.0.0.1");`;

describe("a program of somebody else", () => {
  it("is ready when it says so, has its settings, and is gone when it was stopped", async () => {
    const program = await node(`console.log("I am " + process.pid); ${LISTENS}`, /I listen/);
    const [, pid] = /I am (\d+)/.exec(program.output) ?? [];
    expect(process.kill(Number(pid), 0)).toBe(true);
    await program.stop();
    expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
    await program.stop();
  });

  it("is ready when it says so before much else that comes at once", async () => {
    const program = await node(
      `process.stdout.write("I listen" + ".".repeat(50_000)); ${LISTENS}`,
      /I listen\.\./,
    );
    expect(program.output).toHaveLength(4_000);
    await program.stop();
  });

  it.each([
    ["that writes where it does", "inherit", ""],
    ["that writes nowhere", "ignore", ""],
    [
      "that outlives it",
      "ignore",
      'process.on("SIGTERM", () => {}); setTimeout(process.exit, 200);',
    ],
  ])("takes along what it started, %s", async (_what, stdio, more) => {
    await withLine(async (line, port) => {
      const script = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(holdLine(port))}], { stdio: "${stdio}" });`;
      const program = await node(`${script} ${more} setInterval(() => {}, 1_000);`, line);
      const closed = once((await line).resume(), "close");
      await program.stop();
      await closed;
    });
  });

  it.each(["SIGINT", "SIGTERM"] as const)("is ended by what ends the tests: %s", async (signal) => {
    await withLine(async (line, port) => {
      const launcher = `import { startProgram } from ${JSON.stringify(import.meta.resolve("./start-program.ts"))};
        const args = ["-e", ${JSON.stringify(holdLine(port))}];
        await startProgram(process.execPath, args, { ready: Promise.resolve() });`;
      const tests = spawn(process.execPath, ["--input-type=module", "-e", launcher]);
      const closed = once((await line).resume(), "close");
      tests.kill(signal);
      expect(await once(tests, "exit")).toEqual([null, signal]);
      await closed;
    });
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
    const before = process.listeners("exit");
    const starting = startProgram("no-such-program", [], { ready: never });
    await expect(starting).rejects.toThrow(/"no-such-program" was not ready\. .*ENOENT/);
    expect(process.listeners("exit")).toEqual(before);
  });
});
