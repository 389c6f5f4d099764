export default function Shipping() {
  return <h2>Delivery</h2>
}
