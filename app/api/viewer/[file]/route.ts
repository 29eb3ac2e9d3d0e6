import { parleyServer } from "@/app/server-wiring.ts";

export const dynamic = "force-dynamic";

type Asked = { params: Promise<{ file: string }> };

/** The frame that shows documents, and its parts: the same for everybody, with nobody's data. */
export async function GET(_: Request, { params }: Asked): Promise<Response> {
  const found = await parleyServer().viewerFile((await params).file);
  if (!found) return new Response("There is no such part.", { status: 404 });
  return new Response(found.body, {
    headers: {
      "Content-Type": `${found.type}; charset=utf-8`,
      "Cache-Control": "private, max-age=3600",
      // The frame is of no origin, and scripts of modules are fetched as one's own or not at all.
      "Access-Control-Allow-Origin": "*",
    },
  });
}
