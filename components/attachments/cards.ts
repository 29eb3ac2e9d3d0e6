/** What a message shows that has files in it. */
export { FilesCard } from "./files-card.tsx";
