import { parleyServer } from "@/app/server-wiring.ts";

type Context = { params: Promise<{ cid: string }> };

/** `{ file }`, when this inbox archived it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return parleyServer().archive.find(request, (await params).cid);
}

/** Takes it out of the archive of this inbox. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return parleyServer().archive.remove(request, (await params).cid);
}
