import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { CONTROL_HEADER } from "../control/control-routes.ts";
import { LocalStackError } from "../errors.ts";
import { askControl, fetchControl } from "./ask-control.ts";
import { UsageError } from "./command.ts";

let server: Server | undefined;

afterEach(() => {
  vi.useRealTimers();
  if (server && "closeAllConnections" in server) (server.closeAllConnections as () => void)();
  server?.close();
});

async function listening(it: Server): Promise<string> {
  server = it.listen(0, "127.0.0.1");
  await once(it, "listening");
  return `http://127.0.0.1:${(it.address() as AddressInfo).port}`;
}

function stackThat(answers: RequestListener): Promise<string> {
  return listening(
    createServer((request, response) => {
      response.setHeader(CONTROL_HEADER, "control");
      answers(request, response);
    }),
  );
}

it("says that nothing is there", async () => {
  const url = await listening(createTcpServer());
  server?.close();
  await expect(askControl(url, "/status")).rejects.toThrow(`No stack answers at ${url}.`);
});

it.each([
  ["a page", "<p>hello</p>"],
  ["JSON of something else", "{}"],
])("takes %s for no stack", async (_, body) => {
  const url = await listening(createServer((_request, response) => response.end(body)));
  const asked = askControl(url, "/status");
  await expect(asked).rejects.toThrow(`What answers at ${url} is not the control port of a stack.`);
});

it("takes what speaks no HTTP for no stack", async () => {
  const url = await listening(createTcpServer((socket) => socket.end("SSH-2.0-nobody\r\n")));
  await expect(askControl(url, "/status")).rejects.toThrow("is not the control port of a stack.");
});

it("says that a connection broke", async () => {
  const url = await listening(createTcpServer((socket) => socket.destroy()));
  await expect(askControl(url, "/status")).rejects.toThrow(`The connection to ${url} broke`);
  await new Promise((resolve) => server?.close(resolve));
  const half = await stackThat((_, response) => {
    response.write('{"half":', () => response.destroy());
  });
  await expect(askControl(half, "/status")).rejects.toThrow("The stack ended before it had");
});

it("waits ten seconds for who only looks, and as long as it takes for a change", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const waiting: (() => void)[] = [];
  const arrived = Promise.withResolvers<void>();
  const url = await stackThat((_, response) => {
    waiting.push(() => response.end('{"done":true}'));
    if (waiting.length === 2) arrived.resolve();
  });
  const looking = askControl(url, "/status").catch((error: unknown) => error);
  const changing = askControl(url, "/restart", { method: "POST" });
  await arrived.promise;
  vi.advanceTimersByTime(3_600_000);
  expect(await looking).toEqual(
    new LocalStackError(`What listens at ${url} does not answer within 10 seconds.`),
  );
  for (const answer of waiting) answer();
  expect(await changing).toEqual({ done: true });
});

it("follows what says nothing for longer than fetch would wait", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let say = () => {};
  const url = await stackThat((_, response) => {
    response.flushHeaders();
    say = () => response.end("at last");
  });
  const response = await fetchControl(url, "/logs");
  vi.advanceTimersByTime(3_600_000);
  say();
  expect(await response.text()).toBe("at last");
});

it.each(["POST", "PUT", "DELETE"] as const)("sends what %s is to change", async (method) => {
  const url = await stackThat((request, response) => request.pipe(response));
  expect(await askControl(url, "/faults", { method, body: { seed: 7 } })).toEqual({ seed: 7 });
});

it.each([
  [400, UsageError],
  [409, LocalStackError],
])("throws the sentence of a refusal with %i", async (status, type) => {
  const url = await stackThat((_, response) => {
    response.writeHead(status).end('{"error":"No such name."}');
  });
  const asked = askControl(url, "/snapshots", { method: "POST" });
  await expect(asked).rejects.toEqual(new type("No such name."));
});
