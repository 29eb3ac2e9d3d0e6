import { parleyServer } from "@/app/server-wiring.ts";

/** It is of the build that runs, not of the moment of the build. */
export const dynamic = "force-dynamic";

/** What a page of another site loads to have Parley in it: the same for everybody. */
export async function GET(): Promise<Response> {
  const script = await parleyServer().embedScript();
  if (!script) return new Response("There is no build.", { status: 404 });
  return new Response(script, {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
      // Also for pages that let nothing in which does not say so.
      "Cross-Origin-Resource-Policy": "cross-origin",
    },
  });
}
