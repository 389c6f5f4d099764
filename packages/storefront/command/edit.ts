/** One change to a file of the starter. */
export interface Edit {
  /** Below the storefront's root. */
  readonly file: string
  readonly purpose: string
  readonly isDone: (text: string) => boolean
  /** @returns undefined if the text does not have the expected form. */
  readonly change: (text: string) => string | undefined
  /** The manual change in that case: the exact lines, as a `diff`. */
  readonly byHand: string
}

type Step = readonly [pattern: RegExp, replacement: string | ((...found: string[]) => string)]

/** Replaces the first match of each pattern. @returns undefined if one of them is missing. */
export function rewrite(text: string, ...steps: readonly Step[]): string | undefined {
  return steps.reduce<string | undefined>(
    (before, [pattern, replacement]) =>
      before === undefined || !pattern.test(before)
        ? undefined
        : before.replace(pattern, replacement as string),
    text
  )
}
