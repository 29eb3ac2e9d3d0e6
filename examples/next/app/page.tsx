import { AskSeller } from "./ask-seller.tsx";

export default function BoatsPage() {
  return (
    <>
      <h1>Boats for sale</h1>
      <AskSeller />
    </>
  );
}
