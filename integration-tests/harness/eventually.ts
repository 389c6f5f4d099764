/** Repeats a check until it passes; fails with the last error. */
export async function eventually(check: () => Promise<void>, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs
  for (;;) {
    try {
      await check()
      return
    } catch (error) {
      if (Date.now() > end) {
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
