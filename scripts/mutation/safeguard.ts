import type { NamedTest } from "../check-claims"

/** In a file, a text that is there exactly once becomes another. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** Something that keeps money or cards safe, how to switch it off, and the test that must notice. */
export interface Safeguard {
  readonly name: string
  readonly off: readonly Edit[]
  readonly killer: NamedTest & {
    /** The spec to run, where the title of its test stands in another file. */
    readonly spec?: string
    /** What picks the test, where its title alone does not. */
    readonly pick?: string
  }
}

export function edit(file: string, find: string, replace: string): Edit {
  return { file, find, replace }
}

export function killer(file: string, title: string): NamedTest {
  return { file, title }
}
