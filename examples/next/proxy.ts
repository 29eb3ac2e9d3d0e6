import { NextResponse } from "next/server";
import { parleyUrl } from "./app/parley-url.ts";

/** Of a policy of the page's own, the chat needs one thing: that Parley may be framed. */
export function proxy() {
  const response = NextResponse.next();
  const policy = `frame-src ${parleyUrl()}; object-src 'none'; base-uri 'none'`;
  response.headers.set("Content-Security-Policy", policy);
  return response;
}
