/** Files that came, in the browser's own file system for this site (OPFS), each under its key. */
export async function landingFolder(networkName: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(`parley-received-${networkName}`, { create: true });
}

/** Keys are anything; names of files are not. */
export function landingName(key: string): string {
  return encodeURIComponent(key);
}
