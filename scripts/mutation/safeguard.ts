import type { NamedTest } from "../check-claims"

/** Replaces a text that occurs exactly once in a file. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** Code that protects money or cards, how to switch it off, and the test that must detect it. */
export interface Safeguard {
  readonly name: string
  readonly off: readonly Edit[]
  readonly killer: NamedTest & {
    /** The spec to run, if the title of its test is in another file. */
    readonly spec?: string
    /** The pattern that selects the test, if its title alone does not. */
    readonly pick?: string
  }
}

export function edit(file: string, find: string, replace: string): Edit {
  return { file, find, replace }
}

export function killer(file: string, title: string): NamedTest {
  return { file, title }
}
