import { expect, it } from "vitest";
import { fetchServerApi } from "./fetch-server-api.ts";

const answering = (status: number, body: string) =>
  fetchServerApi({ send: async () => new Response(body, { status }), isFramed: false });

it("tells the server's own refusals by their code", async () => {
  const body = JSON.stringify({ error: { code: "session.none", message: "No session." } });
  await expect(answering(401, body).refresh()).rejects.toMatchObject({
    code: "session.none",
    message: "No session.",
  });
});

it.each([
  [502, "<html>Bad gateway</html>"],
  [200, "<html>Sign in to this Wi-Fi</html>"],
  [200, "{}"],
  [200, '{"session":null}'],
  [500, "{}"],
  [404, '{"error":"Not found"}'],
])("takes %i with %s for no answer of the server", async (status, body) => {
  await expect(answering(status, body).refresh()).rejects.toMatchObject({
    code: "server.unreachable",
  });
});

it("signs nothing for a server that gives no nonce", async () => {
  for (const body of [
    "{}",
    '{"nonce":"a","expiresAt":"soon"}',
    '{"expiresAt":"2026-01-01T00:00:00Z"}',
  ]) {
    await expect(answering(201, body).begin()).rejects.toMatchObject({
      code: "server.unreachable",
    });
  }
});
