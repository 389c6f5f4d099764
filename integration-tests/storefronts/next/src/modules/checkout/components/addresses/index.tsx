export default function Addresses() {
  return <h2>Shipping Address</h2>
}
