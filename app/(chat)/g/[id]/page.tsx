import { notFound } from "next/navigation";
import { parseConversationId } from "@/lib/messaging/core/records.ts";

type GroupPageProps = { params: Promise<{ id: string }> };

/** The conversation of a group. The layout's messenger shows it; this names the address. */
export default async function GroupPage({ params }: GroupPageProps) {
  const { id } = await params;
  if (!parseConversationId(id)) notFound();
  return null;
}
