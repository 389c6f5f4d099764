/** One change to a file that the starter has already. */
export interface Edit {
  /** Below the storefront's root. */
  readonly file: string
  readonly purpose: string
  readonly isDone: (text: string) => boolean
  /** @returns undefined where the text has not the shape that the change knows. */
  readonly change: (text: string) => string | undefined
  /** What to do by hand then: the exact lines, as a `diff`. */
  readonly byHand: string
}

type Step = readonly [pattern: RegExp, replacement: string | ((...found: string[]) => string)]

/** Replaces each pattern where it stands first. @returns undefined when one of them is not there. */
export function rewrite(text: string, ...steps: readonly Step[]): string | undefined {
  return steps.reduce<string | undefined>(
    (before, [pattern, replacement]) =>
      before === undefined || !pattern.test(before)
        ? undefined
        : before.replace(pattern, replacement as string),
    text
  )
}
