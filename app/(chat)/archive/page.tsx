/** Conversations put away. The layout's messenger shows them; this names the address. */
export default function ArchivePage() {
  return null;
}
