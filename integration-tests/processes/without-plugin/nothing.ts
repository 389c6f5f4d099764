/** Run by `medusa exec` for the output of the start before it. */
export default function nothing(): Promise<void> {
  return Promise.resolve()
}
