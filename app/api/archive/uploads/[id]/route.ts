import { parleyServer } from "@/app/server-wiring.ts";

type Context = { params: Promise<{ id: string }> };

/** Where an upload stands: `{ upload }` or `{ file }`. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return parleyServer().archive.look(request, (await params).id);
}

/** Takes the next part: `?offset=BYTES`. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return parleyServer().archive.receive(request, (await params).id);
}

/** Gives the upload up. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return parleyServer().archive.cancel(request, (await params).id);
}
