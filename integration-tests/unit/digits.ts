/** Every script that Unicode has ten decimal digits of, as far as this Node.js knows them: its name, and the ten from 0 to 9. */
export const SCRIPTS: readonly (readonly [name: string, ten: string])[] = Intl.supportedValuesOf(
  "numberingSystem"
)
  .map((name) => {
    const numbers = new Intl.NumberFormat(`en-u-nu-${name}`, { useGrouping: false })
    return [name, Array.from({ length: 10 }, (_, digit) => numbers.format(digit)).join("")] as const
  })
  .filter(([, ten]) => /^\p{Nd}{10}$/u.test(ten))

/** What somebody with the keyboard of another script types. @param ten its digits, from 0 to 9 */
export function typedIn(ten: string, text: string): string {
  return text.replace(/\d/g, (digit) => [...ten][Number(digit)] ?? "")
}
