/** A place of the messenger in the frame. The layout shows it; this names the address. */
export default function EmbedPage() {
  return null;
}
