export default function OverviewTemplate() {
  return <p>Account</p>
}
