export default function Review(_: { cart: object }) {
  return <h2>Review</h2>
}
