/** What a message shows that is a transaction, or a request for some. */
export { ReferenceCard } from "./reference-card.tsx";
export { RequestCard } from "./request-card.tsx";
