import { parleyServer } from "@/app/server-wiring.ts";
import { LIST_NAMES, listPath } from "@/components/place/place.ts";

/** What it holds is of the build that runs, not of the moment of the build. */
export const dynamic = "force-dynamic";

/** The service worker by which the app opens without this server; none while one develops. */
export async function GET(): Promise<Response> {
  const lists = LIST_NAMES.map(listPath);
  const script = await parleyServer().offlineWorker(lists);
  if (!script) return new Response("There is no build.", { status: 404 });
  return new Response(script, {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "no-cache",
      // It answers for all addresses, not only for those below its own.
      "Service-Worker-Allowed": "/",
    },
  });
}
