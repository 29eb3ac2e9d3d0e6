import { describe, expect, it } from "vitest";
import { fetchArchiveApi } from "./fetch-archive-api.ts";

const FILE = {
  cid: "bafkrei",
  sizeBytes: 120,
  archivedAt: "2026-11-28T21:30:00.000Z",
  copies: [{ kind: "node" }],
};
const USAGE = { usedBytes: 120, quotaBytes: 1_000, maxFileBytes: 500 };

/** An archive that gives these answers, one after the other. */
function answering(...answers: [status: number, body?: unknown][]) {
  const asked: string[] = [];
  const api = fetchArchiveApi(async (path, { method }) => {
    asked.push(`${method} ${path}`);
    const [status, body] = answers.shift() ?? [500];
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return new Response(status === 204 ? null : text, { status });
  });
  return { api, asked };
}

const refusal = (code: string) => ({ error: { code, message: "" } });

describe("the archive as its pages ask it", () => {
  it("lists a page at a time", async () => {
    const { api, asked } = answering(
      [200, { usage: USAGE, files: [FILE], next: "a b" }],
      [200, { usage: USAGE, files: [] }],
    );
    const first = await api.list();
    expect(first).toMatchObject({ usage: { usedBytes: 120 }, files: [{ cid: "bafkrei" }] });
    expect(first.files[0]?.archivedAtMs).toBe(Date.parse(FILE.archivedAt));
    expect(await api.list(first.next)).not.toHaveProperty("next");
    expect(asked).toEqual(["GET /api/archive", "GET /api/archive?after=a+b"]);
  });

  it("takes it for done when a file was deleted before", async () => {
    const { api, asked } = answering(
      [204],
      [404, refusal("archive.not-archived")],
      [404, refusal("archive.not-archived")],
      [503, refusal("archive.no-node")],
    );
    await api.remove("bafkrei");
    await api.remove("bafkrei");
    expect(await api.find("bafkrei")).toBeUndefined();
    await expect(api.remove("bafkrei")).rejects.toMatchObject({ code: "archive.no-node" });
    expect(asked[0]).toBe("DELETE /api/archive/files/bafkrei");
  });

  it.each([
    [502, "<html>Bad gateway</html>"],
    [200, { files: [FILE] }],
    [200, "null"],
    [500, { error: "broken" }],
  ])("is unreachable where something else answers: %s %j", async (status, body) => {
    const { api } = answering([status, body]);
    await expect(api.list()).rejects.toMatchObject({ code: "archive.unreachable" });
  });
});
