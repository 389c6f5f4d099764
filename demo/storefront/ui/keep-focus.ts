/**
 * Draws something anew without taking the keyboard away from the control that was just used: the one with the same
 * `data-keep` has it afterwards.
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
