import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { freePorts, portOrAny, requirePortsFree } from "./ports.ts";

const server = createServer();
afterEach(() => server.close());

function listen(port: number, host: string): Promise<void> {
  return new Promise((resolve) => server.listen(port, host, resolve));
}

describe("requirePortsFree", () => {
  it.each(["127.0.0.1", "0.0.0.0"])("names the port held on %s, and its setting", async (host) => {
    const [held = 0, free = 0] = await freePorts(2);
    await listen(held, host);
    const wanted = [
      { port: free, setting: "PARLEY_PORT" },
      { port: held, setting: "XMTP_GRPC_PORT" },
    ];
    await expect(requirePortsFree(wanted)).rejects.toThrow(
      `Port ${held} is in use by another program: stop that program, or set XMTP_GRPC_PORT to a free port.`,
    );
  });

  it("leaves a free port free", async () => {
    const [port = 0] = await freePorts(1);
    await requirePortsFree([{ port, setting: "PARLEY_PORT" }]);
    await listen(port, "127.0.0.1");
    expect(server.listening).toBe(true);
  });
});

describe("portOrAny", () => {
  it("keeps a port that nobody holds or wants", async () => {
    const [held = 0, wanted = 0, free = 0] = await freePorts(3);
    await listen(held, "127.0.0.1");
    expect(await portOrAny(free, [wanted])).toBe(free);
    expect(await portOrAny(held, [])).toBe(0);
    expect(await portOrAny(wanted, [free, wanted])).toBe(0);
  });
});

describe("freePorts", () => {
  it("gives different ones", async () => {
    expect(new Set(await freePorts(20)).size).toBe(20);
  });
});
