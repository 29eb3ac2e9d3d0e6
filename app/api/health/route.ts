/** Answers while the server works: for the launcher, and for whatever watches a deployment. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
