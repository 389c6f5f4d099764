/** Run by `medusa exec` for what the start before it says. */
export default function nothing(): Promise<void> {
  return Promise.resolve()
}
