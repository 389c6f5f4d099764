import { readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import type { Edit } from "./safeguard"

/** The problem with an edit of the tree in `root`; undefined if its text occurs exactly once and changes. */
export function problemOfEdit(root: string, { file, find, replace }: Edit): string | undefined {
  const count = readFileSync(path.join(root, file), "utf8").split(find).length - 1
  if (count !== 1) {
    return `${file} has ${count} times: ${find}`
  }
  return find === replace ? `${file} does not change: ${find}` : undefined
}

/** Applies the edits to the tree in `root`. @returns a function that restores the files. */
export function apply(root: string, edits: readonly Edit[]): () => void {
  const before = new Map<string, string>()
  for (const one of edits) {
    const problem = problemOfEdit(root, one)
    if (problem !== undefined) {
      throw new Error(problem)
    }
    const target = path.join(root, one.file)
    const text = readFileSync(target, "utf8")
    before.set(target, before.get(target) ?? text)
    writeFileSync(
      target,
      text.replace(one.find, () => one.replace)
    )
  }
  return () => before.forEach((text, target) => writeFileSync(target, text))
}
