export default function LoginTemplate() {
  return <p>Sign in</p>
}
