type DropZone = {
  onHover: (isOver: boolean) => void;
  onFiles: (files: File[], options: { hadFolders: boolean }) => void;
};

/** Takes files that are dropped anywhere on an element. Gives what ends it. */
export function listenForDrops(element: HTMLElement, { onHover, onFiles }: DropZone): () => void {
  const scope = new AbortController();
  const { signal } = scope;
  // Each element that the pointer crosses is entered before the last one is left.
  let depth = 0;
  const become = (next: number) => {
    depth = next;
    onHover(depth > 0);
  };
  const on = (type: "dragenter" | "dragover" | "dragleave" | "drop", run: (e: DragEvent) => void) =>
    element.addEventListener(
      type,
      (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        run(event);
      },
      { signal },
    );
  on("dragenter", () => become(depth + 1));
  on("dragover", ({ dataTransfer }) => {
    if (dataTransfer) dataTransfer.dropEffect = "copy";
  });
  on("dragleave", () => become(Math.max(0, depth - 1)));
  on("drop", ({ dataTransfer }) => {
    become(0);
    const items = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
    const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory);
    const files = items
      .filter((item) => !folders.includes(item))
      .flatMap((item) => item.getAsFile() ?? []);
    onFiles(files, { hadFolders: folders.length > 0 });
  });
  return () => scope.abort();
}

/**
 * The files of a paste. A word processor gives its text as a picture, too: there the words are
 * meant.
 */
export function pastedFiles({ types, files }: DataTransfer): File[] {
  const isText = types.includes("text/html") && types.includes("text/plain");
  return isText ? [] : [...files];
}
