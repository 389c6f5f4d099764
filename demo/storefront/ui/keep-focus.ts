/**
 * Redraws without losing the keyboard focus: it returns to the control with the same `data-keep`.
 *
 * @returns whether there was one.
 */
export function keepFocus(draw: () => void): boolean {
  const name = document.activeElement?.getAttribute("data-keep") ?? undefined
  draw()
  const again =
    name === undefined
      ? undefined
      : [...document.querySelectorAll<HTMLElement>("[data-keep]")].find(
          (one) => one.dataset["keep"] === name && !one.matches(":disabled")
        )
  again?.focus({ preventScroll: true })
  return again !== undefined
}
