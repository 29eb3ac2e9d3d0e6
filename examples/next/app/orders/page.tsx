export default function OrdersPage() {
  return (
    <>
      <h1>Your orders</h1>
      <p>There are none yet. The chat is the same one as on the page before.</p>
    </>
  );
}
