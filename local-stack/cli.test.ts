import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, vi } from "vitest";
import { CLI, cliOfTest, FREE } from "./test-support/cli.ts";
import { groupInput } from "./test-support/mls-bytes.ts";
import { grpcWebClients } from "./test-support/stack.ts";

// A process for each command, which a busy machine takes long for.
vi.setConfig({ testTimeout: 120_000 });

const { run, runNode, outcome, up, folder } = cliOfTest();

describe("the command", () => {
  it("says which Node it needs where it can't run", async () => {
    const { child, exited } = runNode("--no-strip-types", CLI, "help");
    expect(await text(child.stderr)).toBe(
      `parley-local-stack needs Node 24, or 22 from 22.18 on. This is Node ${process.versions.node}.\n`,
    );
    expect(await exited).toEqual([1, null]);
  });

  it("teaches itself", async () => {
    const overview = await outcome("--help");
    expect(overview).toMatchObject({ code: 0, err: "" });
    expect(overview.out).toContain("start the stack");
    const { out, code } = await outcome("up", "--help");
    expect(code).toBe(0);
    for (const option of ["--port-grpc-web", "--data", "--chain-rpc", "--json", "5557"]) {
      expect(out).toContain(option);
    }
    expect(await outcome("help", "up")).toEqual({ out, code, err: "" });
  });

  it.each([
    [["up", "--port-grpc", "many"], 2, "--port-grpc"],
    [["up", "--port-grpc", "70000"], 2, "a port is a number from 0 to 65535"],
    [["up", ...FREE, "--data", ""], 2, "Option data"],
    [["up", "--log-level", "bogus"], 2, "the levels are trace, debug"],
    [["up", "--only", "xmtp", "--ipfs"], 2, "leave out --ipfs"],
    [["up", "--only", "xmtp,history"], 2, "--only history: the parts are xmtp, chain, ipfs."],
    [["up", "--nonsense"], 2, "--nonsense"],
    [["fly"], 2, "no command fly"],
    [["sttaus"], 2, "There is no command sttaus. Did you mean status?"],
    [["status", "--cntrol", "5"], 2, "There is no option --cntrol. Did you mean --control?"],
    [["seed", "--threads", "0", "--url", "http://127.0.0.1:1"], 2, "--threads 0"],
    [["seed", "--messages", "1000000000", "--url", "http://127.0.0.1:1"], 1, "messages at most"],
    [["faults", "sing"], 2, "list, clear or set"],
    [["restart", "--down-ms", "soon"], 2, "a whole number is needed"],
    [["restart", "--down-ms", ""], 2, "a whole number is needed"],
    [["restart", "--down-ms", "3000000000"], 2, "is from 0 to"],
    [["faults", "set", "cut", "--seed", "abc"], 2, "a whole number is needed"],
    [["logs", "--last", "bad"], 2, "a whole number is needed"],
    [["status", "--control", "abc"], 2, "abc is neither an http URL nor a port."],
    [["seed", "--url", "there"], 2, "that is not a URL"],
    [["seed", "--control", "1"], 1, "No stack answers at http://127.0.0.1:1."],
    [["status", "--control", "1"], 1, "No stack answers at http://127.0.0.1:1."],
    [["up", ...FREE, "--faults", "rain"], 2, "There is no fault rain."],
    [["up", ...FREE, "--faults", "cut part=ipfs"], 2, "No IPFS node runs here"],
    [
      [
        ...["up", "--free-ports", "--chain-rpc", "eip155:31337=http://127.0.0.1:1"],
        ...["--faults", "cut part=chain"],
      ],
      2,
      "without the URL of eip155:31337",
    ],
    [["up", ...FREE, "--faults", "error part=chain"], 2, "without --no-chain"],
    [["up", "there"], 2, '"there" is not understood'],
    [["up", "--only", "chain"], 2, "xmtp has to be among"],
    [["up", "--only", "xmtp,moon"], 2, "--only moon"],
    [["up", ...FREE, "--chain-rpc", "x"], 2, "CHAIN=URL"],
  ])("answers %j with one sentence", async (args, expectedCode, sentence) => {
    const { err, code } = await outcome(...args);
    expect(code).toBe(expectedCode);
    expect(err).toContain(sentence);
    expect(err.trim().split("\n").length).toBeLessThanOrEqual(2);
  });

  it("names a port in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const taken = [...FREE, "--port-grpc", String(port)];
    const { err, code } = await outcome("up", ...taken, "--log-level", "silent");
    server.close();
    expect(code).toBe(1);
    expect(err).toContain(`Port ${port} is in use`);
    expect(err).toContain("--port-grpc");
  });

  it.each(["SIGINT", "SIGTERM"] as const)("stops cleanly on %s", async (signal) => {
    const { child, exited } = await up();
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });
});

describe("a running stack", () => {
  it("says where the inspector is, and tells calls as they happen", async () => {
    const { child, exited, urls } = await up();
    const control = ["--control", urls.control ?? ""];
    const where = await outcome("inspect", ...control);
    expect(where).toMatchObject({ code: 0, out: `The inspector is at ${urls.control}\n` });

    const following = run("inspect", "--follow", "--json", "--search", "sendgroup", ...control);
    const { mls } = grpcWebClients({ urls });
    await mls.queryGroupMessages({ groupId: new Uint8Array(16) });
    await mls.sendGroupMessages({ messages: [groupInput(new Uint8Array(16), "a")] });
    const [line] = (await once(following.child.stdout, "data")) as [Buffer];
    expect(JSON.parse(line.toString())).toMatchObject({ rpc: "SendGroupMessages", code: "ok" });
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(await following.exited).toEqual([0, null]);
  });

  it("is asked, spoilt, restarted and ended from another process", async () => {
    const { exited, urls } = await up("--port-control", "0");
    const ask = (...args: string[]) => outcome(...args, "--control", urls.control ?? "", "--json");
    const answer = async (...args: string[]) => JSON.parse((await ask(...args)).out);
    expect(await answer("status")).toMatchObject({ ready: true, urls });
    const faults = await answer("faults", "set", "error", "rpc=writes", "times=1", "--seed", "7");
    const fault = { kind: "error", rpc: ["writes"], times: 1 };
    expect(faults).toEqual({ seed: 7, faults: [{ fault, met: 0, happened: 0 }] });
    const { mls } = grpcWebClients({ urls });
    const send = () => mls.sendGroupMessages({ messages: [groupInput(Buffer.from("g"), "a")] });
    await expect(send()).rejects.toThrow("a fault of this test");
    expect(await answer("faults", "list")).toMatchObject({ faults: [{ met: 1, happened: 1 }] });
    expect(await answer("faults", "clear")).toMatchObject({ faults: [] });
    expect(await answer("unplug")).toEqual({ unplugged: true });
    expect(JSON.parse((await ask("status")).out)).toMatchObject({ ready: false });
    await expect(send()).rejects.toThrow();
    expect(await answer("plug-in")).toEqual({ unplugged: false });
    expect(await answer("status")).toMatchObject({ ready: true });
    expect(await answer("restart")).toEqual({ restarted: true });
    await send();
    expect(await answer("snapshot", "one")).toMatchObject({ name: "one" });
    expect(await answer("reset")).toEqual({ reset: true });
    expect(await answer("status")).toMatchObject({ counts: { groupMessages: 0 } });
    expect(await answer("restore", "one")).toEqual({ restored: "one" });
    expect(await answer("status")).toMatchObject({ counts: { groupMessages: 1 } });
    expect(await ask("restore", "two")).toMatchObject({
      code: 1,
      err: "There is no snapshot two.\n",
    });
    expect(await ask("snapshot", "../x")).toMatchObject({ code: 2 });
    expect(await ask("faults", "set", "rain")).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no fault rain."),
    });
    const elsewhere = await outcome("status", "--control", urls.grpcWeb);
    expect(elsewhere).toMatchObject({
      code: 1,
      err: `What answers at ${urls.grpcWeb} is not the control port of a stack.\n`,
    });
    expect(await answer("down")).toEqual({ stopped: true });
    expect(await exited).toEqual([0, null]);
    const gone = await ask("status");
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining("No stack answers at") });
  });
});

describe("the log of a running stack", () => {
  it("is read by level and part, and followed until the stack ends", async () => {
    const { exited, urls } = await up("--port-control", "0");
    const control = ["--control", urls.control ?? ""];
    for (const strange of [
      ["--level", "loud"],
      ["--part", "nope"],
    ]) {
      expect(await outcome("logs", ...strange, ...control)).toMatchObject({ code: 2, out: "" });
    }
    const { out } = await outcome("logs", ...control);
    expect(out).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info {2}stack {4}ready/);
    const { child: reader, exited: read } = run(
      ...["logs", "--follow", "--level", "debug", "--part", "xmtp", "--last", "0", "--json"],
      ...control,
    );
    let said = "";
    reader.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const { mls } = grpcWebClients({ urls });
    await vi.waitFor(
      async () => {
        await expect(mls.queryGroupMessages({})).rejects.toThrow("group is required");
        expect(said).not.toBe("");
      },
      { timeout: 60_000, interval: 200 },
    );
    await outcome("down", ...control);
    await Promise.all([exited, read]);
    const [line] = said.split("\n");
    expect(JSON.parse(line ?? "")).toMatchObject({
      ...{ part: "xmtp", rpc: "QueryGroupMessages", msg: "rpc refused" },
    });
  });
});

describe("a network that is found by the control port", () => {
  it("is recorded until Ctrl-C, and replayed to", async () => {
    const { urls } = await up("--port-control", "0");
    const control = ["--control", urls.control ?? ""];
    const file = join(folder(), "session.ndjson");
    const { child, exited } = run("record", file, ...control);
    const said = text(child.stdout);
    await once(child.stderr, "data");
    const { mls } = grpcWebClients({ urls });
    await mls.sendGroupMessages({ messages: [groupInput(Buffer.from("g"), "a")] });
    await expect.poll(() => readFileSync(file, "utf8")).toContain("SendGroupMessages");
    child.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
    expect(await said).toBe(`1 requests are in ${file}.\n`);

    expect(await outcome("replay", file, "--json", ...control)).toMatchObject({
      code: 0,
      out: '{"sent":1,"different":[]}\n',
    });
    const again = await outcome("record", file, ...control);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("is there already") });
    const nowhere = await outcome("record", join(folder(), "no", "where"), ...control);
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining("can't be written") });
    if (process.platform === "linux") {
      const full = await outcome("record", "/dev/full", "--replace", ...control);
      expect(full).toMatchObject({ code: 1, err: expect.stringContaining("can't be written") });
    }
    expect(readFileSync(file, "utf8").split("\n")).toHaveLength(3);
  });

  it("is seeded once with each seed, unless it is said", async () => {
    const { urls } = await up("--port-control", "0");
    const few = ["--conversations", "1", "--messages", "2", "--groups", "0", "--people", "2"];
    const sow = ["seed", ...few, "--threads", "1", "--json", "--control", urls.control ?? ""];
    const { out, code } = await outcome(...sow);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ messages: 2, conversations: [{ messages: 2 }] });
    const health = await fetch(`${urls.grpcWeb}/health`).then((answer) => answer.json());
    expect(health).toMatchObject({ counts: { inboxes: 2, installations: 2 } });

    const { err, ...again } = await outcome(...sow);
    expect(again).toEqual({ code: 1, out: "" });
    expect(err).toContain("The world of seed 1 is on this network already.");
    expect(err).toContain("--again");
    expect(await outcome(...sow, "--again")).toMatchObject({ code: 0 });
  });

  it.skipIf(process.platform === "win32")("is well after a seeding that was stopped", async () => {
    const { urls } = await up("--port-control", "0");
    const control = ["--control", urls.control ?? ""];
    const sow = ["seed", "--messages", "5000", "--people", "7", "--threads", "1", ...control];
    const { child, exited } = run(...sow);
    const [people] = (await once(child.stderr, "data")) as [Buffer];
    expect(people.toString()).toMatch(/^people 7 of 7\n/);
    const said = text(child.stderr);
    child.kill("SIGINT");
    expect(await exited).toEqual([null, "SIGINT"]);
    expect((await said).split("\n").at(-2)).toBe(
      'Stopped. A part of this world may be on the network: empty it with "reset", or choose another --seed.',
    );
    expect(await outcome("status", ...control)).toMatchObject({ code: 0 });
    const { err, code } = await outcome(...sow);
    expect(code).toBe(1);
    expect(err).toContain("The world of seed 1 was begun on this network and is not finished.");
  });
});
